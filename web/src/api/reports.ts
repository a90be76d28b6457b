// SPDX-License-Identifier: MIT
// The garage's figures over time.

import { answerOf, api, bodyOf, type Schemas, writeHeaders } from "./client";
import { type FileWish, fileOf, type KeptFile } from "./files";

export type RevenueReport = Schemas["RevenueReport"];
export type QuotePipeline = Schemas["QuotePipeline"];

export type Books = Schemas["Books"];

interface Span {
    from: string;
    to: string;
}

interface Asked extends Span {
    by: "day" | "week" | "month";
}

export async function readRevenue({ from, to, by }: Asked, signal?: AbortSignal): Promise<RevenueReport> {
    const query = { from_date: from, to_date: to, group_by: by };
    return (await bodyOf(() => api.GET("/api/reports/revenue", { params: { query }, signal }))).data;
}

/** The payments that the revenue of these days is made of. */
export function paymentsFile({ from, to }: Span, wish: FileWish): Promise<KeptFile> {
    const query = { from, to, sort_by: "paid_at" as const, sort_order: "asc" as const, ...wish };
    return fileOf(() => api.GET("/api/payments/export", { params: { query }, parseAs: "blob" }));
}

export async function readQuotePipeline(signal?: AbortSignal): Promise<QuotePipeline> {
    return (await bodyOf(() => api.GET("/api/reports/quote-pipeline", { signal }))).data;
}

const days = ({ from, to }: Span) => ({ from_date: from, to_date: to });

export async function readBooks(span: Span, signal?: AbortSignal): Promise<Books> {
    return (await bodyOf(() => api.GET("/api/accounting", { params: { query: days(span) }, signal }))).data;
}

export function fecFile(span: Span): Promise<KeptFile> {
    return fileOf(() => api.GET("/api/exports/fec", { params: { query: days(span) }, parseAs: "blob" }));
}

export function vatFile(span: Span, wish: FileWish): Promise<KeptFile> {
    return fileOf(() => api.GET("/api/exports/vat", { params: { query: { ...days(span), ...wish } }, parseAs: "blob" }));
}

export type Declarations = Schemas["EReportMonth"];
export type Declaration = Schemas["EReportPeriod"];

/** Those of the month of a day. */
export async function readDeclarations(month: string, signal?: AbortSignal): Promise<Declarations> {
    return (await bodyOf(() => api.GET("/api/e-reports", { params: { query: { month } }, signal }))).data;
}

export async function sendDeclaration({ kind, from_date }: Declaration, key: string): Promise<void> {
    await answerOf(() => api.POST("/api/e-reports", { body: { kind, from_date }, headers: writeHeaders({ key }) }));
}
