// SPDX-License-Identifier: MIT
// Deals of the sales pipeline: one of them, what is done with it, what happened to it.

import { type Answer, answerOf, api, bodyOf, type Schemas, writeHeaders } from "./client";
import { plain, type Resource } from "./resource";

export type Opportunity = Schemas["OpportunityDetail"];
export type DealActivity = Schemas["OpportunityActivity"];
export type StatusInput = Schemas["OpportunityStatus"];
export type ActivityInput = Schemas["NewOpportunityActivity"];

export const DEAL_STATUSES = ["Active", "Won", "Lost", "On Hold", "Cancelled"] as const;
export const STAGES = ["Prospection", "Qualification", "RFI", "RFQ", "Proposal", "Negotiation", "Closed"] as const;
export const ACTIVITY_TYPES = ["note_added", "call_made", "email_sent", "meeting_scheduled", "proposal_sent", "document_uploaded"] as const;

const one = (id: string) => ({ path: { id } });

/** Nothing of the pipeline comes back once it is deleted: who deletes is asked before. */
export const forGood = (): Promise<never> => Promise.reject(new Error("deleted for good"));

export const opportunities: Resource<Opportunity> = {
    noun: "opportunities",
    entity: "OPPORTUNITY",
    read: async (id, signal) => plain(await answerOf(() => api.GET("/api/opportunities/{id}", { params: one(id), signal }))),
    create: async (body, key) =>
        plain(
            await answerOf(() =>
                api.POST("/api/opportunities", { body: body as Schemas["NewOpportunity"], headers: writeHeaders({ key }) }),
            ),
        ),
    change: async (id, body, etag) =>
        plain(await answerOf(() => api.PUT("/api/opportunities/{id}", { params: one(id), body, headers: writeHeaders({ etag }) }))),
    remove: async (id, etag) => {
        await answerOf(() => api.DELETE("/api/opportunities/{id}", { params: one(id), headers: writeHeaders({ etag }) }));
    },
    restore: forGood,
};

export async function moveDeal(id: string, body: StatusInput, etag: string | null): Promise<Answer<Opportunity>> {
    return answerOf(() => api.PUT("/api/opportunities/{id}/status", { params: one(id), body, headers: writeHeaders({ etag }) }));
}

export async function duplicateDeal(id: string, name: string, key: string): Promise<Opportunity> {
    return bodyOf(() =>
        api.POST("/api/opportunities/{id}/duplicate", { params: one(id), body: { project_name: name }, headers: writeHeaders({ key }) }),
    );
}

export type DealChange = Record<string, unknown>;
export type BulkRefusal = Schemas["BulkFailure"];

/** One change of many; those that were refused. */
export async function changeDeals(ids: string[], updates: DealChange, key: string): Promise<BulkRefusal[]> {
    const body = { opportunity_ids: ids, updates };
    return (await bodyOf(() => api.POST("/api/opportunities/bulk-update", { body, headers: writeHeaders({ key }) }))).failed;
}

export const ACTIVITIES_SHOWN = 50;

export async function readActivities(id: string, signal?: AbortSignal): Promise<{ items: DealActivity[]; total: number }> {
    return bodyOf(() =>
        api.GET("/api/opportunities/{id}/activities", {
            params: { path: { id }, query: { limit: ACTIVITIES_SHOWN } },
            signal,
        }),
    );
}

export async function addActivity(id: string, body: ActivityInput, key: string): Promise<void> {
    await bodyOf(() => api.POST("/api/opportunities/{id}/activities", { params: one(id), body, headers: writeHeaders({ key }) }));
}
