// SPDX-License-Identifier: MIT
// The settings of the tenant: one record, of which each page of settings shows a part. It has no id; the page's name stands for one,
// so that each page has drafts of its own.

import { answerOf, api, type Schemas, writeHeaders } from "./client";
import { type Body, opened, type Resource, type Written } from "./resource";

export type Settings = Schemas["Settings"] & { id: string };

const named = (id: string, { body, ...rest }: Written<Schemas["Settings"]>): Written<Settings> => ({ ...rest, body: { ...body, id } });

const never = () => Promise.reject(new Error("settings are changed, and nothing else"));

export const settings: Resource<Settings> = {
    noun: "settings",
    entity: "SETTINGS",
    read: async (id, signal) => named(id, opened(await answerOf(() => api.GET("/api/settings", { signal })))),
    create: never,
    change: async (id, body: Body, etag) =>
        named(id, opened(await answerOf(() => api.PATCH("/api/settings", { body, headers: writeHeaders({ etag }) })))),
    remove: never,
    restore: never,
};
