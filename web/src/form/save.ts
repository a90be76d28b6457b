// SPDX-License-Identifier: MIT
// The only way to write. A record is made once whatever happens to the answer: a body that got none is sent again first, as it
// was, under its key. A change carries the version it began with; who was overtaken gets both sides merged, and is asked where
// both touched one field. Pages leave with a warning only while a write is under way.

import { type QueryClient, useQueryClient } from "@tanstack/preact-query";
import { useMemo, useRef, useState } from "preact/hooks";
import type { Answer } from "../api/client";
import { ApiError } from "../api/error";
import { keys, outdate, outdateWithout } from "../api/keys";
import type { Body, Resource, Written } from "../api/resource";
import { type Answered, askWhich } from "../app/conflict";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { type Conflict, changed, merge, settle, type Texts } from "../rules/merge";
import { problemText } from "./form";
import { bodyOfTexts, normalOf, type Shape, textsOf } from "./kinds";

/** What a form began with and what it holds now. */
export interface Change {
    base: Texts;
    values: Texts;
    etag: string | null;
}

/** What is known of a body sent under a key. */
export interface Sent {
    key: string;
    unanswered: Body | null;
    /** Kept with the draft, before it is sent. */
    remember: (body: Body | null) => Promise<void>;
}

/** Thrown when somebody rather goes on typing. */
export class StillEditing extends Error {}

const ROUNDS = 5;
const WAITS = 3;

let underWay = 0;
const warn = (event: BeforeUnloadEvent) => event.preventDefault();

async function writing<T>(work: () => Promise<T>): Promise<T> {
    if (underWay++ === 0) {
        addEventListener("beforeunload", warn);
    }
    try {
        return await work();
    } finally {
        if (--underWay === 0) {
            removeEventListener("beforeunload", warn);
        }
    }
}

/** A server that wants to be left alone for a while gets its while; the bar over the page counts down. */
export async function patiently<T>(call: () => Promise<T>): Promise<T> {
    for (let waited = 0; ; waited++) {
        try {
            return await call();
        } catch (error) {
            if (!(error instanceof ApiError) || error.status !== 429 || error.code !== "RATE_LIMIT_EXCEEDED" || waited === WAITS) {
                throw error;
            }
            await new Promise((resolve) => setTimeout(resolve, Math.min(error.retryAfter || 1, 60) * 1000));
        }
    }
}

/** The members that became others. */
function difference(before: Body, now: Body): Body {
    const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
    return Object.fromEntries(
        names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(now[name])).map((name) => [name, now[name] ?? null]),
    );
}

export async function createOnce<R extends { id: string }>(resource: Resource<R>, body: Body, sent: Sent): Promise<Written<R>> {
    const first = sent.unanswered ?? body;
    const again = sent.unanswered !== null;
    await sent.remember(first);
    let made: Written<R>;
    try {
        made = await patiently(() => resource.create(first, sent.key));
    } catch (error) {
        const isOpen = error instanceof ApiError && (error.unanswered || (again && error.status === 409));
        if (!isOpen) {
            await sent.remember(null);
        }
        const isRefused = error instanceof ApiError && error.status >= 400 && error.status < 500 && !isOpen;
        if (again && isRefused && Object.keys(difference(first, body)).length) {
            return createOnce(resource, body, { ...sent, unanswered: null });
        }
        throw error;
    }
    const typedSince = difference(first, body);
    return Object.keys(typedSince).length ? patiently(() => resource.change(made.body.id, typedSince, made.etag)) : made;
}

type Ask<R> = (conflicts: Conflict[], now: Answer<R>) => Promise<ReadonlySet<string>>;

/** Null: there was nothing to change. */
export async function changeMerging<R>(
    resource: Pick<Resource<R>, "read" | "change">,
    id: string,
    shape: Shape,
    change: Change,
    ask: Ask<R>,
): Promise<Written<R> | null> {
    let { base, values, etag } = change;
    let newest: Answer<R> | null = null;
    for (let round = 0; ; round++) {
        const names = changed(base, values).filter((name) => name in shape);
        if (names.length === 0) {
            return newest && { ...newest, warnings: [] };
        }
        const body = bodyOfTexts(shape, values, names);
        try {
            return await patiently(() => resource.change(id, body, etag));
        } catch (error) {
            if (!(error instanceof ApiError) || error.status !== 412 || round === ROUNDS) {
                throw error;
            }
        }
        const now = await resource.read(id);
        newest = now;
        const theirs = textsOf(shape, now.body);
        const merged = merge(normalOf(shape, base), normalOf(shape, values), normalOf(shape, theirs));
        values = merged.conflicts.length ? settle(merged, await ask(merged.conflicts, now)) : merged.values;
        base = normalOf(shape, theirs);
        etag = now.etag;
    }
}

export interface Save<R> {
    busy: boolean;
    create: (body: Body, sent: Sent) => Promise<Written<R>>;
    change: (id: string, shape: Shape, change: Change) => Promise<Written<R> | null>;
    /** One fact, shown at once and put back if it is refused; with a way back. */
    fact: (id: string, shape: Shape, name: string, value: string) => Promise<void>;
    remove: (id: string, etag: string | null) => Promise<void>;
    restore: (id: string, key: string) => Promise<Written<R>>;
}

/** Facts of one record are written one after another, each with the version that the last one made. */
const queues = new Map<string, Promise<void>>();

function inTurn(name: string, work: () => Promise<void>): Promise<void> {
    const mine = (queues.get(name) ?? Promise.resolve()).then(work);
    queues.set(name, mine);
    return mine.finally(() => queues.get(name) === mine && queues.delete(name));
}

function asker<R>(resource: Resource<R>, id: string, shape: Shape): Ask<R> {
    return async (conflicts, now) => {
        const updated = (now.body as { updated_at?: string }).updated_at;
        const answer: Answered = await askWhich({ conflicts, shape, entity: resource.entity, id, at: updated ?? "" });
        if (!answer) {
            throw new StillEditing();
        }
        return answer;
    };
}

class Writer<R extends { id: string }> {
    constructor(
        private readonly client: QueryClient,
        private readonly resource: Resource<R>,
    ) {}

    private took(id: string, answer: Answer<R>): void {
        this.client.setQueryData(keys.one(this.resource.noun, id), { body: answer.body, etag: answer.etag });
        outdate(this.client, this.resource.noun);
    }

    async create(body: Body, sent: Sent): Promise<Written<R>> {
        const made = await writing(() => createOnce(this.resource, body, sent));
        this.took(made.body.id, made);
        return made;
    }

    async change(id: string, shape: Shape, change: Change): Promise<Written<R> | null> {
        const done = await writing(() => changeMerging(this.resource, id, shape, change, asker(this.resource, id, shape)));
        if (done) {
            this.took(id, done);
        }
        return done;
    }

    async remove(id: string, etag: string | null): Promise<void> {
        await writing(() => patiently(() => this.resource.remove(id, etag)));
        outdateWithout(this.client, this.resource.noun, id);
    }

    async restore(id: string, key: string): Promise<Written<R>> {
        const back = await writing(() => patiently(() => this.resource.restore(id, key)));
        this.took(id, back);
        return back;
    }

    private cached(id: string): Answer<R> | undefined {
        return this.client.getQueryData<Answer<R>>(keys.one(this.resource.noun, id));
    }

    private async showAtOnce(id: string, shape: Shape, name: string, value: string): Promise<string> {
        const key = keys.one(this.resource.noun, id);
        await this.client.cancelQueries({ queryKey: key });
        const before = this.cached(id);
        if (before) {
            const body = { ...before.body, ...bodyOfTexts(shape, { [name]: value }, [name]) };
            this.client.setQueryData(key, { ...before, body });
        }
        return before ? (textsOf(shape, before.body)[name] ?? "") : "";
    }

    async fact(id: string, shape: Shape, name: string, value: string): Promise<void> {
        const before = await this.showAtOnce(id, shape, name, value);
        await inTurn(`${this.resource.noun}/${id}`, async () => {
            const change = { base: { [name]: before }, values: { [name]: value }, etag: this.cached(id)?.etag ?? null };
            try {
                await this.change(id, { [name]: shape[name] as Shape[string] }, change);
                toast(t("save.saved"), () => this.fact(id, shape, name, before));
            } catch (error) {
                this.client.invalidateQueries({ queryKey: keys.one(this.resource.noun, id) });
                if (!(error instanceof StillEditing)) {
                    toast(problemText(error));
                }
            }
        });
    }
}

/** One write in flight: what is asked meanwhile gets the same answer. */
export function useSave<R extends { id: string }>(resource: Resource<R>): Save<R> {
    const client = useQueryClient();
    const writer = useMemo(() => new Writer(client, resource), [client, resource]);
    const [busy, setBusy] = useState(false);
    const flight = useRef<Promise<unknown> | null>(null);
    const alone = <T>(work: () => Promise<T>): Promise<T> => {
        if (!flight.current) {
            setBusy(true);
            flight.current = work().finally(() => {
                flight.current = null;
                setBusy(false);
            });
        }
        return flight.current as Promise<T>;
    };
    return {
        busy,
        create: (body, sent) => alone(() => writer.create(body, sent)),
        change: (id, shape, change) => alone(() => writer.change(id, shape, change)),
        fact: (id, shape, name, value) => writer.fact(id, shape, name, value),
        remove: (id, etag) => alone(() => writer.remove(id, etag)),
        restore: (id, key) => writer.restore(id, key),
    };
}
