// SPDX-License-Identifier: MIT
// The garage's figures over time.

import { api, bodyOf, type Schemas } from "./client";
import { type FileWish, fileOf, type KeptFile } from "./files";

export type RevenueReport = Schemas["RevenueReport"];
export type QuotePipeline = Schemas["QuotePipeline"];

interface Asked {
    from: string;
    to: string;
    by: "day" | "week" | "month";
}

export async function readRevenue({ from, to, by }: Asked, signal?: AbortSignal): Promise<RevenueReport> {
    const query = { from_date: from, to_date: to, group_by: by };
    return (await bodyOf(() => api.GET("/api/reports/revenue", { params: { query }, signal }))).data;
}

/** The payments that the revenue of these days is made of. */
export function paymentsFile({ from, to }: Omit<Asked, "by">, wish: FileWish): Promise<KeptFile> {
    const query = { from, to, sort_by: "paid_at" as const, sort_order: "asc" as const, ...wish };
    return fileOf(() => api.GET("/api/payments/export", { params: { query }, parseAs: "blob" }));
}

export async function readQuotePipeline(signal?: AbortSignal): Promise<QuotePipeline> {
    return (await bodyOf(() => api.GET("/api/reports/quote-pipeline", { signal }))).data;
}
