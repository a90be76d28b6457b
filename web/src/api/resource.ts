// SPDX-License-Identifier: MIT
// A noun as forms need it: read one, make, change, delete, take back. Each file of a noun fills this in with the routes of it.

import type { Answer } from "./client";
import type { Noun } from "./keys";

/** What is worth saying though the write succeeded. */
export interface Warning {
    code: string;
    field?: string;
    message: string;
    /** What its sentence speaks of. */
    params?: { line?: number };
}

export interface Written<R> extends Answer<R> {
    warnings: Warning[];
}

/** Every body is made of a form's fields; the server says what is wrong with it. */
export type Body = Record<string, unknown>;

export interface Resource<R> {
    noun: Noun;
    /** As the journal calls it. */
    entity: string;
    read: (id: string, signal?: AbortSignal) => Promise<Answer<R>>;
    create: (body: Body, key: string) => Promise<Written<R>>;
    change: (id: string, body: Body, etag: string | null) => Promise<Written<R>>;
    remove: (id: string, etag: string | null) => Promise<void>;
    restore: (id: string, key: string) => Promise<Written<R>>;
}

/** Out of the workshop's envelope. */
export function opened<R>({ body, etag }: Answer<{ data: R; warnings?: Warning[] }>): Written<R> {
    return { body: body.data, etag, warnings: body.warnings ?? [] };
}

/** The pipeline's answers have no envelope. */
export function plain<R>({ body, etag }: Answer<R & { warnings?: Warning[] }>): Written<R> {
    return { body, etag, warnings: body.warnings ?? [] };
}
