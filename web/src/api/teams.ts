// SPDX-License-Identifier: MIT
// Teams: who works together, and who leads them.

import { answerOf, api, bodyOf, type Schemas, writeHeaders } from "./client";
import { plain, type Resource } from "./resource";

export type Team = Schemas["Team"];
export type TeamRow = Schemas["TeamRow"];

const one = (id: string) => ({ path: { id } });

export const teams: Resource<Team> = {
    noun: "teams",
    entity: "TEAM",
    read: async (id, signal) => plain(await answerOf(() => api.GET("/api/teams/{id}", { params: one(id), signal }))),
    create: async (body, key) =>
        plain(await answerOf(() => api.POST("/api/teams", { body: body as Schemas["NewTeam"], headers: writeHeaders({ key }) }))),
    change: async (id, body, etag) =>
        plain(await answerOf(() => api.PUT("/api/teams/{id}", { params: one(id), body, headers: writeHeaders({ etag }) }))),
    remove: () => Promise.reject(new Error("teams stay")),
    restore: () => Promise.reject(new Error("teams stay")),
};

/** All of them, by name: a tenant has few. */
export async function readTeams(signal?: AbortSignal): Promise<TeamRow[]> {
    const query = { sort_by: "name", sort_order: "asc" } as const;
    return (await bodyOf(() => api.GET("/api/teams", { params: { query }, signal }))).items;
}
