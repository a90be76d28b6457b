// SPDX-License-Identifier: MIT
// A vehicle: what it is and whose at the left, its service book at the right.

import { useEffect } from "preact/hooks";
import type { Answer } from "../api/client";
import { type Vehicle, vehicles } from "../api/vehicles";
import { useDelete } from "../app/delete";
import { useTitle } from "../app/page";
import { remember } from "../app/recent";
import { type Editing, Late, RecordState, recordQuery, useEditing, useRecord, useRecordKeys, Warnings } from "../app/record";
import { can } from "../app/session";
import { TaskLink } from "../app/task-link";
import { t } from "../app/words";
import { useNeighbours } from "../list/neighbours";
import type { PageProps } from "../routes";
import { Button, LinkButton } from "../ui/button";
import { Plate } from "../ui/chip";
import { Fact } from "../ui/fact";
import { Menu } from "../ui/menu";
import { Mileage } from "./mileage";
import { vehicleTitle } from "./related";
import { ServiceBook } from "./service-book";

/** A quote begins with whose car it is, and which. */
function quoteFor({ id, owner_id, owner }: Vehicle): string {
    return `/quotes/new?${new URLSearchParams({ contact: owner_id, name: owner?.name ?? "", vehicle: id })}`;
}

function Head({ record: { body: vehicle, etag }, at }: { record: Answer<Vehicle>; at: Editing }) {
    const remove = useDelete({ resource: vehicles, id: vehicle.id, etag, said: t("vehicle.deleted") });
    return (
        <header class="page-head">
            <h1>{vehicleTitle(vehicle)}</h1>
            {vehicle.license_plate && <Plate>{vehicle.license_plate}</Plate>}
            {!at.editing && (
                <div class="actions">
                    <Button icon="pencil" onClick={at.edit} data-compact>
                        {t("record.edit")}
                    </Button>
                    <TaskLink
                        type="vehicle"
                        id={vehicle.id}
                        title={[vehicleTitle(vehicle), vehicle.license_plate].filter(Boolean).join(" ")}
                        contact={vehicle.owner_id}
                        name={vehicle.owner?.name}
                    />
                    <LinkButton href={quoteFor(vehicle)} icon="file-text" kind="primary">
                        {t("quote.new")}
                    </LinkButton>
                    {can("DELETE /api/vehicles/{id}") && (
                        <Menu
                            label={t("record.menu")}
                            items={[{ icon: "trash-2", label: t("record.delete"), danger: true, onSelect: remove }]}
                        />
                    )}
                </div>
            )}
        </header>
    );
}

function Facts({ record: { body: vehicle, etag }, owner }: { record: Answer<Vehicle>; owner: string }) {
    return (
        <section class="sheet" aria-labelledby="facts">
            <h2 id="facts">{t("vehicle.facts")}</h2>
            <dl class="facts">
                <Fact label={t("vehicle.owner")}>{owner && <a href={`/contacts/${vehicle.owner_id}`}>{owner}</a>}</Fact>
                <Fact label={t("vehicle.mileage")}>
                    <Mileage vehicle={vehicle} etag={etag} />
                </Fact>
                <Fact label={t("vehicle.year")}>{vehicle.year && String(vehicle.year)}</Fact>
                <Fact label={t("vehicle.color")}>{vehicle.color}</Fact>
                <Fact label={t("vehicle.vin")}>{vehicle.vin && <span class="vin">{vehicle.vin}</span>}</Fact>
            </dl>
        </section>
    );
}

const loadEdit = () => import("./vehicle-edit").then((chunk) => chunk.VehicleEdit);

function Shown({ record, at }: { record: Answer<Vehicle>; at: Editing }) {
    const vehicle = record.body;
    const owner = vehicle.owner?.name ?? "";
    const title = vehicleTitle(vehicle);
    useTitle([title, vehicle.license_plate].filter(Boolean).join(" "));
    useEffect(
        () => remember({ type: "vehicle", id: vehicle.id, title: vehicle.license_plate ?? title, subtitle: title }),
        [vehicle.id, vehicle.license_plate, title],
    );
    return (
        <>
            <Head record={record} at={at} />
            {at.editing ? (
                <Late load={loadEdit} props={{ record, owner, at }} />
            ) : (
                <>
                    <Warnings id={vehicle.id} />
                    <div class="record">
                        <Facts record={record} owner={owner} />
                        <ServiceBook id={vehicle.id} />
                    </div>
                </>
            )}
        </>
    );
}

export const ahead = ({ id }: PageProps["params"]) => recordQuery(vehicles, id);

export default function VehiclePage({ params }: PageProps) {
    const id = params.id ?? "";
    const at = useEditing();
    const query = useRecord(vehicles, id);
    useRecordKeys(at, "/vehicles");
    useNeighbours("vehicles", at.editing ? "" : id);
    return <RecordState query={query}>{(record) => <Shown key={id} record={record} at={at} />}</RecordState>;
}
