// SPDX-License-Identifier: MIT
// What the front end must know before it can show anything: the person, the tenant, what is switched on.

import { api, bodyOf, type Schemas } from "./client";

export type Bootstrap = Schemas["Bootstrap"];

export async function readBootstrap(): Promise<Bootstrap> {
    return (await bodyOf(() => api.GET("/api/bootstrap"))).data;
}
