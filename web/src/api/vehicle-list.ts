// SPDX-License-Identifier: MIT
// The list of vehicles.

import { api, bodyOf, only, type Schemas } from "./client";
import { fileOf } from "./files";
import { type Ask, PAGE_ROWS, type Source } from "./lists";

export type VehicleRow = Schemas["Vehicle"];
export const VEHICLE_SORTS = ["license_plate", "make", "year", "mileage", "created_at", "updated_at"] as const;

function wishOf(ask: Ask) {
    return {
        search: ask.search || undefined,
        make: ask.filters.make,
        year: ask.filters.year ? Number(ask.filters.year) : undefined,
        owner_id: only(ask.filters.owner),
        sort_by: VEHICLE_SORTS.find((sort) => sort === ask.sort),
        sort_order: ask.descending ? ("desc" as const) : ("asc" as const),
    };
}

const queryOf = (ask: Ask, page: number) => ({ ...wishOf(ask), page, limit: PAGE_ROWS });

export const vehicleList: Source<VehicleRow> = {
    noun: "vehicles",
    read: async (ask, page, signal) => {
        const body = await bodyOf(() => api.GET("/api/vehicles", { params: { query: queryOf(ask, page) }, signal }));
        return { rows: body.data, total: body.pagination.total };
    },
    file: (ask, wish) => fileOf(() => api.GET("/api/vehicles/export", { params: { query: { ...wishOf(ask), ...wish } }, parseAs: "blob" })),
};
