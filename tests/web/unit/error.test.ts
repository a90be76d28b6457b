// SPDX-License-Identifier: MIT
// Answers that say no, in both dialects of the API, and those that no program of ours wrote.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, errorOf, offlineError } from "../../../web/src/api/error";

function answer(status: number, headers: Record<string, string> = {}): Response {
    return new Response(null, { status, headers });
}

const row = { field: "items[0].quantity", code: "TOO_MANY_DECIMALS", message: "At most 3", params: { max: 3 } };

test("the workshop's dialect", () => {
    const error = errorOf(answer(400, { "X-Request-Id": "r-1" }), {
        success: false,
        error: "Validation error",
        code: "VALIDATION_ERROR",
        details: [row],
    });
    assert.ok(error instanceof ApiError && error instanceof Error);
    assert.deepEqual([error.status, error.code, error.message, error.requestId], [400, "VALIDATION_ERROR", "Validation error", "r-1"]);
    assert.deepEqual(error.fields, [row]);
});

test("the pipeline's dialect", () => {
    const error = errorOf(answer(429), {
        error: { code: "RATE_LIMIT_EXCEEDED", message: "Too many", details: [row], retry_after: 7 },
        request_id: "r-2",
    });
    assert.deepEqual([error.status, error.code, error.message, error.requestId], [429, "RATE_LIMIT_EXCEEDED", "Too many", "r-2"]);
    assert.deepEqual([error.fields, error.retryAfter], [[row], 7]);
});

test("the header says when to ask again", () => {
    assert.equal(errorOf(answer(429, { "Retry-After": "12" }), { success: false, error: "x", code: "RATE_LIMIT_EXCEEDED" }).retryAfter, 12);
    assert.equal(errorOf(answer(503, { "Retry-After": "Fri, 27 Nov 2026 10:00:00 GMT" }), undefined).retryAfter, 0);
});

test("answers of others have a code as well", () => {
    for (const body of [undefined, null, "<html>502 Bad Gateway</html>", 12, [], {}, { error: null }, { error: {} }]) {
        const error = errorOf(answer(502), body);
        assert.equal(error.code, "HTTP_502", JSON.stringify(body));
        assert.deepEqual(error.fields, []);
    }
});

test("rows that lack something do no harm", () => {
    const details = [null, "text", {}, { field: 3, params: null }];
    assert.deepEqual(errorOf(answer(400), { success: false, error: "x", code: "VALIDATION_ERROR", details }).fields, [
        { field: "", code: "", message: "", params: {} },
        { field: "3", code: "", message: "", params: {} },
    ]);
});

test("which answers may be lost, and which failures pass", () => {
    const lost = [0, 502, 504];
    const passing = [0, 429, 500, 502, 503, 504];
    for (const status of [0, 400, 401, 403, 404, 409, 412, 429, 500, 502, 503, 504]) {
        const error = status === 0 ? offlineError() : errorOf(answer(status), undefined);
        assert.equal(error.unanswered, lost.includes(status), `unanswered ${status}`);
        assert.equal(error.passing, passing.includes(status), `passing ${status}`);
        assert.equal(error.isAway, status >= 502, `away ${status}`);
    }
    const spent = errorOf(answer(429), { success: false, error: "x", code: "AI_QUOTA_EXCEEDED" });
    assert.deepEqual([spent.isSpent, spent.passing], [true, false], "no moment mends a month that is used up");
    assert.equal(errorOf(answer(429), { success: false, error: "x", code: "RATE_LIMIT_EXCEEDED" }).isSpent, false);
    assert.equal(errorOf(answer(503), { success: false, error: "x", code: "AI_UNAVAILABLE" }).isAway, false);
});
