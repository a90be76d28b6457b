// SPDX-License-Identifier: MIT
// Vehicles, their mileage and their service book.

import { answerOf, api, bodyOf, type Schemas, writeHeaders } from "./client";
import { type Body, opened, type Resource, type Written } from "./resource";

export type Vehicle = Schemas["Vehicle"];
export type ServiceRecord = Schemas["VehicleHistory"]["service_records"][number];

const one = (id: string) => ({ path: { id } });

export const vehicles: Resource<Vehicle> = {
    noun: "vehicles",
    entity: "VEHICLE",
    read: async (id, signal) => opened(await answerOf(() => api.GET("/api/vehicles/{id}", { params: one(id), signal }))),
    create: async (body, key) =>
        opened(await answerOf(() => api.POST("/api/vehicles", { body: body as Schemas["NewVehicle"], headers: writeHeaders({ key }) }))),
    change: async (id, body, etag) =>
        opened(await answerOf(() => api.PATCH("/api/vehicles/{id}", { params: one(id), body, headers: writeHeaders({ etag }) }))),
    remove: async (id, etag) => {
        await answerOf(() => api.DELETE("/api/vehicles/{id}", { params: one(id), headers: writeHeaders({ etag }) }));
    },
    restore: async (id, key) =>
        opened(await answerOf(() => api.POST("/api/vehicles/{id}/restore", { params: one(id), headers: writeHeaders({ key }) }))),
};

/** The same vehicle, of which only the mileage is written: it has rules of its own. */
export async function changeMileage(id: string, body: Body, etag: string | null): Promise<Written<Vehicle>> {
    const change = body as Schemas["MileageChange"];
    return opened(
        await answerOf(() => api.PATCH("/api/vehicles/{id}/mileage", { params: one(id), body: change, headers: writeHeaders({ etag }) })),
    );
}

export async function addService(id: string, body: Body, key: string): Promise<void> {
    const record = body as Schemas["ServiceRecordInput"];
    await answerOf(() => api.POST("/api/vehicles/{id}/service-records", { params: one(id), body: record, headers: writeHeaders({ key }) }));
}

/** Newest first. */
export async function readHistory(id: string, page: number, signal?: AbortSignal): Promise<{ rows: ServiceRecord[]; total: number }> {
    const query = { page, limit: 50 };
    const answer = await bodyOf(() => api.GET("/api/vehicles/{id}/history", { params: { ...one(id), query }, signal }));
    return { rows: answer.data.service_records, total: answer.pagination.total };
}

/** Of the same plate, however it is written. */
export async function findByPlate(license_plate: string, signal?: AbortSignal): Promise<Vehicle[]> {
    return (await bodyOf(() => api.GET("/api/vehicles", { params: { query: { license_plate, limit: 8 } }, signal }))).data;
}
