// SPDX-License-Identifier: MIT
// Moving in: a file becomes an import, which is looked at, run and undone.

import { answerOf, api, bodyOf, type Schemas, writeHeaders } from "./client";

export type Import = Schemas["ImportDetail"];
export type ImportRow = Schemas["ImportRow"];
export type Preview = Schemas["ImportPreview"];
export type Candidate = Schemas["ImportCandidate"];
export type Kind = NonNullable<Import["kind"]>;
export type Change = Schemas["ImportChange"];
export type Verdict = Candidate["verdict"];

/** As large as a file may be. */
export const IMPORT_BYTES = 10 * 1024 * 1024;
export const PREVIEW_ROWS = 50;

const one = (id: string) => ({ path: { id } });

export async function readImports(signal?: AbortSignal): Promise<ImportRow[]> {
    return (await bodyOf(() => api.GET("/api/imports", { params: { query: { limit: 100 } }, signal }))).data;
}

export async function readImport(id: string, signal?: AbortSignal): Promise<Import> {
    return (await bodyOf(() => api.GET("/api/imports/{id}", { params: one(id), signal }))).data;
}

export async function readPreview(id: string, verdict: Verdict | undefined, page: number, signal?: AbortSignal) {
    const query = { verdict, page, limit: PREVIEW_ROWS };
    const body = await bodyOf(() => api.GET("/api/imports/{id}/rows", { params: { ...one(id), query }, signal }));
    return { ...body.data, total: body.pagination.total };
}

export async function uploadImport(file: File, kind: Kind, key: string): Promise<string> {
    const form = new FormData();
    form.append("file", file);
    const query = { kind, name: file.name.slice(-200) };
    const { body } = await answerOf(() =>
        api.POST("/api/imports", { params: { query }, body: { file: "" }, bodySerializer: () => form, headers: writeHeaders({ key }) }),
    );
    return body.data.id ?? "";
}

export async function changeImport(id: string, body: Change): Promise<void> {
    await answerOf(() => api.PATCH("/api/imports/{id}", { params: one(id), body }));
}

export async function runImport(id: string, key: string): Promise<void> {
    await answerOf(() => api.POST("/api/imports/{id}/run", { params: one(id), headers: writeHeaders({ key }) }));
}

export async function undoImport(id: string, key: string): Promise<void> {
    await answerOf(() => api.POST("/api/imports/{id}/undo", { params: one(id), headers: writeHeaders({ key }) }));
}

export async function removeImport(id: string): Promise<void> {
    await answerOf(() => api.DELETE("/api/imports/{id}", { params: one(id) }));
}
