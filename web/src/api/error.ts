// SPDX-License-Identifier: MIT
// One error of the server for both of its dialects, the workshop's and the pipeline's, and for a server that does not answer.
// `code` is what the page words its sentence by (i18n/server.json); `message` is the server's own English, never shown alone.

export interface FieldError {
    field: string;
    code: string;
    message: string;
    params: Record<string, unknown>;
}

export class ApiError extends Error {
    status: number;
    code: string;
    fields: FieldError[];
    requestId: string;
    /** Seconds after which the server wants to be asked again; 0: it did not say. */
    retryAfter: number;

    constructor(status: number, code: string, message: string, fields: FieldError[] = [], requestId = "", retryAfter = 0) {
        super(message);
        this.name = "ApiError";
        this.status = status;
        this.code = code;
        this.fields = fields;
        this.requestId = requestId;
        this.retryAfter = retryAfter;
    }

    /** The answer may be lost though the server did the work: the same body and key are to be sent again. */
    get unanswered(): boolean {
        return this.status === 0 || this.status === 502 || this.status === 504;
    }

    /** The server is not there; a model that it asked in vain is another matter. */
    get isAway(): boolean {
        return this.status >= 502 && this.status <= 504 && !this.code.startsWith("AI_");
    }

    /** What the plan allows in a day or a month is used up: nothing that a moment mends. */
    get isSpent(): boolean {
        return this.code.endsWith("QUOTA_EXCEEDED");
    }

    /** Asking again may help. */
    get passing(): boolean {
        return this.status === 0 || (this.status === 429 && !this.isSpent) || this.status >= 500;
    }
}

// biome-ignore lint/suspicious/noExplicitAny: what an unknown server sent
type Raw = any;

function fieldErrors(details: Raw): FieldError[] {
    if (!Array.isArray(details)) {
        return [];
    }
    return details
        .filter((row) => row && typeof row === "object")
        .map((row) => ({
            field: String(row.field ?? ""),
            code: String(row.code ?? ""),
            message: String(row.message ?? ""),
            params: (row.params ?? {}) as Record<string, unknown>,
        }));
}

/** `body` is what the answer held as JSON, or undefined. */
export function errorOf(response: Response, body: Raw): ApiError {
    const inner = body?.error && typeof body.error === "object" ? body.error : body;
    const code = typeof inner?.code === "string" ? inner.code : `HTTP_${response.status}`;
    const message = typeof inner?.message === "string" ? inner.message : typeof inner?.error === "string" ? inner.error : code;
    const id = response.headers.get("X-Request-Id") ?? body?.request_id ?? "";
    const after = Number(response.headers.get("Retry-After") ?? inner?.retry_after ?? 0);
    return new ApiError(response.status, code, message, fieldErrors(inner?.details), id, Number.isFinite(after) ? after : 0);
}

export function offlineError(): ApiError {
    return new ApiError(0, "OFFLINE", "The server does not answer");
}
