// SPDX-License-Identifier: MIT
// Vehicles: found by plate, VIN, make or model.

import { type VehicleRow, vehicleList } from "../api/vehicle-list";
import { t } from "../app/words";
import { aheadOf } from "../list/ahead";
import { List } from "../list/list";
import type { ListSpec } from "../list/spec";
import { LinkButton } from "../ui/button";
import { Plate } from "../ui/chip";

function offer(search: string) {
    return (
        <>
            <p>{t("vehicles.none_for", { search })}</p>
            <LinkButton kind="primary" icon="plus" href={`/vehicles/new?${new URLSearchParams({ plate: search })}`}>
                {t("vehicles.create_it")}
            </LinkButton>
        </>
    );
}

const VEHICLES: ListSpec<VehicleRow> = {
    source: vehicleList,
    path: "/vehicles",
    title: "vehicles.title",
    count: "vehicles.count",
    search: "vehicles.search",
    empty: "vehicles.empty",
    bring: { route: "POST /api/imports", path: "/import?kind=vehicles", label: "import.new" },
    create: { route: "POST /api/vehicles", path: "/vehicles/new", label: "vehicle.new" },
    offer,
    order: { sort: "created_at", descending: true },
    filters: [
        { kind: "text", key: "make", label: "vehicle.make", valid: /^.{1,100}$/, suggest: (row) => [row.make] },
        { kind: "text", key: "year", label: "vehicle.year", valid: /^(19|20)\d\d$/, inputMode: "numeric" },
        { kind: "given", key: "owner", label: "vehicles.of_one", valid: /^[0-9a-f-]{36}$/ },
    ],
    columns: [
        {
            key: "plate",
            label: "vehicle.plate",
            width: 16,
            sort: "license_plate",
            priority: 1,
            cell: (row) => (row.license_plate ? <Plate>{row.license_plate}</Plate> : (row.vin ?? t("vehicle.plateless"))),
        },
        { key: "make", label: "vehicle.make", width: 18, sort: "make", priority: 2, cell: (row) => row.make },
        { key: "model", label: "vehicle.model", width: 18, priority: 2, cell: (row) => row.model },
        { key: "owner", label: "vehicle.owner", width: 22, priority: 4, cell: (row) => row.owner?.name },
        {
            key: "year",
            label: "vehicle.year",
            width: 10,
            align: "end",
            sort: "year",
            descends: true,
            priority: 2,
            cell: (row) => row.year && String(row.year),
        },
        {
            key: "mileage",
            label: "vehicle.mileage",
            width: 16,
            align: "end",
            sort: "mileage",
            descends: true,
            priority: 1,
            cell: (row) => row.mileage !== null && t("vehicle.km", { count: row.mileage }),
        },
    ],
};

export const ahead = aheadOf(VEHICLES);

export default function Vehicles() {
    return <List spec={VEHICLES} />;
}
