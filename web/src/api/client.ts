// SPDX-License-Identifier: MIT
// The only place that fetches. A call is a function, so that it can be made again: after somebody signed in anew it is repeated
// as it was, with its Idempotency-Key. What the rest of the product must know of answers goes through `hooks`, set in app/.

import createClient from "openapi-fetch";
import type { components, paths } from "#api";
import { ApiError, errorOf, offlineError } from "./error";

export type Schemas = components["schemas"];

export const api = createClient<paths>({ baseUrl: "/", querySerializer: { array: { style: "form", explode: false } } });

export const hooks = {
    /** Resolves once somebody is signed in again; rejects when nobody will. */
    unauthorized: (): Promise<void> => Promise.reject(new Error("nobody asks")),
    /** The server answered, or did not. */
    reached: (_answered: boolean): void => {},
    /** Too many requests: seconds to wait. */
    limited: (_seconds: number): void => {},
};

/** A filter that may name several, of one. */
export function only(id: string | undefined): string[] | undefined {
    return id ? [id] : undefined;
}

/** What openapi-fetch resolves to. */
export interface Result<T> {
    data?: T;
    error?: unknown;
    response: Response;
}

export interface Answer<T> {
    body: T;
    /** For If-Match: the record as it was answered. */
    etag: string | null;
}

async function once<T>(call: () => Promise<Result<T>>): Promise<Answer<T>> {
    let result: Result<T>;
    try {
        result = await call();
    } catch (error) {
        if (error instanceof DOMException && error.name === "AbortError") {
            throw error;
        }
        hooks.reached(false);
        throw offlineError();
    }
    const error = result.response.ok ? undefined : errorOf(result.response, result.error);
    hooks.reached(!error?.isAway);
    if (error) {
        throw error;
    }
    return { body: result.data as T, etag: result.response.headers.get("ETag") };
}

/** The answer with its ETag; throws ApiError. */
export async function answerOf<T>(call: () => Promise<Result<T>>): Promise<Answer<T>> {
    try {
        return await once(call);
    } catch (error) {
        if (error instanceof ApiError && error.status === 429 && !error.isSpent) {
            hooks.limited(error.retryAfter || 1);
        }
        if (!(error instanceof ApiError) || error.status !== 401) {
            throw error;
        }
        await hooks.unauthorized();
        return once(call);
    }
}

/** The body alone; throws ApiError. */
export async function bodyOf<T>(call: () => Promise<Result<T>>): Promise<T> {
    return (await answerOf(call)).body;
}

/** For calls whose 401 is an answer to be shown, not a session that ended. */
export function attempt<T>(call: () => Promise<Result<T>>): Promise<Answer<T>> {
    return once(call);
}

/** Headers of a write: the draft's key for what creates, the record's version for what changes. */
export function writeHeaders(write: { key?: string; etag?: string | null }): Record<string, string> {
    const headers: Record<string, string> = {};
    if (write.key) {
        headers["Idempotency-Key"] = write.key;
    }
    if (write.etag) {
        headers["If-Match"] = write.etag;
    }
    return headers;
}
