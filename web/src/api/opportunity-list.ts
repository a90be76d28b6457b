// SPDX-License-Identifier: MIT
// The list of deals, and its board: the same filters for both.

import { answerOf, api, bodyOf, only, type Schemas } from "./client";
import { fileOf } from "./files";
import { type Ask, listed, PAGE_ROWS, type Source } from "./lists";
import { DEAL_STATUSES, STAGES } from "./opportunities";
import type { Summarize } from "./summaries";

export type OpportunityRow = Schemas["OpportunityRow"];
export type BoardStage = Schemas["BoardStage"];

export const DEAL_SORTS = [
    "project_name",
    "client_name",
    "owner_name",
    "original_amount",
    "weighted_amount",
    "probability_score",
    "closing_date",
    "last_activity_at",
    "stage_entered_at",
    "stage",
    "created_at",
] as const;

/** "1234.5" of an address; one that was typed there may have a comma. */
const amount = (text: string | undefined): number | undefined => (text ? Number(text.replace(",", ".")) : undefined);
const percent = (text: string | undefined): number | undefined => (text ? Number(text) / 100 : undefined);

export function filtersOf({ search, filters }: Pick<Ask, "search" | "filters">) {
    return {
        search: search || undefined,
        status: listed(filters.status, DEAL_STATUSES),
        stage: listed(filters.stage, STAGES),
        needs_followup: filters.sleeping ? true : undefined,
        owner_id: only(filters.owner),
        team_id: only(filters.team),
        client_id: only(filters.client),
        service_type: filters.service,
        sector_type: filters.sector,
        min_amount: amount(filters.min_amount),
        max_amount: amount(filters.max_amount),
        min_probability: percent(filters.min_probability),
        max_probability: percent(filters.max_probability),
        start_date_from: filters.start_from,
        start_date_to: filters.start_to,
        close_date_from: filters.close_from,
        close_date_to: filters.close_to,
        created_date_from: filters.created_from,
        created_date_to: filters.created_to,
        closed_date_from: filters.closed_from,
        closed_date_to: filters.closed_to,
        project_type: filters.type,
        project_maturity: filters.maturity,
        client_type: filters.client_type,
        client_relationship: filters.relationship,
        conservative_approach: filters.prudent ? filters.prudent === "yes" : undefined,
    };
}

const orderOf = (ask: Ask) => ({
    sort_by: DEAL_SORTS.find((sort) => sort === ask.sort),
    sort_order: ask.descending ? ("desc" as const) : ("asc" as const),
});

export const opportunityList: Source<OpportunityRow> = {
    noun: "opportunities",
    read: async (ask, page, signal) => {
        const query = { page, limit: PAGE_ROWS, ...filtersOf(ask), ...orderOf(ask) };
        const body = await bodyOf(() => api.GET("/api/opportunities", { params: { query }, signal }));
        return { rows: body.items, total: body.total };
    },
    file: (ask, wish) => {
        const query = { ...filtersOf(ask), ...orderOf(ask), ...wish };
        return fileOf(() => api.GET("/api/opportunities/export", { params: { query }, parseAs: "blob" }));
    },
};

export const sumDeals: Summarize = async (ask, signal) => {
    const query = { ...filtersOf(ask), limit: 1, summary: true };
    return (await bodyOf(() => api.GET("/api/opportunities", { params: { query }, signal }))).summary;
};

/** How many the filters leave. */
export async function countDeals(filters: Ask["filters"], signal?: AbortSignal): Promise<number> {
    const query = { ...filtersOf({ search: "", filters }), limit: 1 };
    return (await bodyOf(() => api.GET("/api/opportunities", { params: { query }, signal }))).total;
}

/** Of deals that are open, those that close first above. */
export async function readDealBoard(ask: Ask, signal?: AbortSignal): Promise<BoardStage[]> {
    const query = { ...filtersOf(ask), status: ["Active" as const], sort_by: "closing_date" as const, sort_order: "asc" as const };
    return (await bodyOf(() => api.GET("/api/opportunities/board", { params: { query }, signal }))).stages;
}

/** Deals of one client: the first of them. */
export async function readDealsOf(client: string, signal?: AbortSignal): Promise<{ rows: OpportunityRow[]; total: number }> {
    const query = { client_id: [client], limit: 50, sort_by: "closing_date" as const, sort_order: "desc" as const };
    const body = await bodyOf(() => api.GET("/api/opportunities", { params: { query }, signal }));
    return { rows: body.items, total: body.total };
}

/** A move on the board: one write. No version goes with it: whoever is last decides where a card lies. */
export async function placeDeal(id: string, stage: string): Promise<void> {
    const body = { stage: STAGES.find((one) => one === stage) };
    await answerOf(() => api.PUT("/api/opportunities/{id}", { params: { path: { id } }, body }));
}
