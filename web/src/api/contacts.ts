// SPDX-License-Identifier: MIT
// Customers of the garage.

import { answerOf, api, bodyOf, type Schemas, writeHeaders } from "./client";
import { opened, type Resource } from "./resource";

export type Contact = Schemas["Contact"];
export type ContactDetail = Schemas["ContactDetail"];

const one = (id: string) => ({ path: { id } });

export const contacts: Resource<ContactDetail> = {
    noun: "contacts",
    entity: "CONTACT",
    read: async (id, signal) => opened(await answerOf(() => api.GET("/api/contacts/{id}", { params: one(id), signal }))),
    create: async (body, key) => opened(await answerOf(() => api.POST("/api/contacts", { body, headers: writeHeaders({ key }) }))),
    change: async (id, body, etag) =>
        opened(await answerOf(() => api.PATCH("/api/contacts/{id}", { params: one(id), body, headers: writeHeaders({ etag }) }))),
    remove: async (id, etag) => {
        await answerOf(() => api.DELETE("/api/contacts/{id}", { params: one(id), headers: writeHeaders({ etag }) }));
    },
    restore: async (id, key) =>
        opened(await answerOf(() => api.POST("/api/contacts/{id}/restore", { params: one(id), headers: writeHeaders({ key }) }))),
};

/** For good. */
export async function eraseContact(id: string, key: string): Promise<void> {
    await answerOf(() => api.POST("/api/contacts/{id}/erase", { params: one(id), headers: writeHeaders({ key }) }));
}

/** For a field that finds a customer: the first few. */
export async function findContacts(search: string, signal?: AbortSignal): Promise<Contact[]> {
    return (await bodyOf(() => api.GET("/api/contacts", { params: { query: { search, limit: 25 } }, signal }))).data;
}
