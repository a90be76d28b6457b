// SPDX-License-Identifier: MIT
// Drafts: what was typed and is not saved yet, in the browser's own store, with the version it started from and the key it is
// sent under. A form of its own time keeps its own draft, so that beginning anew never overwrites what waits. Where the browser
// has no store, forms work without drafts.

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Texts } from "../rules/merge";

export interface Draft {
    user: string;
    noun: string;
    /** Of the record, or "new". */
    id: string;
    /** The Idempotency-Key; tells the drafts of one record apart. */
    key: string;
    /** Said when signing out: "Marc Dupont". */
    title: string;
    /** Address of the form. */
    path: string;
    values: Texts;
    /** What the form showed at first, and its version. */
    base: Texts;
    etag: string | null;
    /** The body that was sent under the key without an answer: it is sent first, as it was. */
    unanswered: Record<string, unknown> | null;
    /** Milliseconds since 1970. */
    at: number;
}

interface Store extends DBSchema {
    drafts: { key: [string, string, string, string]; value: Draft; indexes: { user: string } };
}

/** Nobody comes back to a form after so long. */
const KEPT_MS = 90 * 86_400_000;

let opening: Promise<IDBPDatabase<Store>> | null = null;

function store(): Promise<IDBPDatabase<Store>> {
    opening ??= openDB<Store>("visioncrm", 1, {
        upgrade: (database) => {
            database.createObjectStore("drafts", { keyPath: ["user", "noun", "id", "key"] }).createIndex("user", "user");
        },
    });
    return opening;
}

/** What the store does, or `otherwise` where there is none. */
async function kept<T>(work: (database: IDBPDatabase<Store>) => Promise<T>, otherwise: T): Promise<T> {
    try {
        return await work(await store());
    } catch {
        opening = null;
        return otherwise;
    }
}

/** Those who signed out: a late keystroke brings nothing of theirs back. */
const gone = new Set<string>();

export function writeDraft(draft: Draft): Promise<void> {
    return kept(async (database) => {
        if (!gone.has(draft.user)) {
            await database.put("drafts", draft);
        }
    }, undefined);
}

const LEFT = "draft:";

/** Where the page goes at once and no longer waits for the store: kept as text, until somebody reads drafts. */
export function leaveDraft(draft: Draft): void {
    try {
        localStorage.setItem(LEFT + draft.key, JSON.stringify(draft));
    } catch {
        // storage is full or switched off: the store may still have been quick enough
    }
    writeDraft(draft);
}

async function takeInLeft(): Promise<void> {
    const left = Object.keys(localStorage).filter((name) => name.startsWith(LEFT));
    await Promise.all(
        left.map(async (name) => {
            const draft = JSON.parse(localStorage.getItem(name) ?? "null") as Draft;
            const known = await kept((database) => database.get("drafts", [draft.user, draft.noun, draft.id, draft.key]), undefined);
            if (!known || known.at < draft.at) {
                await writeDraft(draft);
            }
            localStorage.removeItem(name);
        }),
    );
}

export function dropDraft({ user, noun, id, key }: Pick<Draft, "user" | "noun" | "id" | "key">): Promise<void> {
    return kept((database) => {
        localStorage.removeItem(LEFT + key);
        return database.delete("drafts", [user, noun, id, key]);
    }, undefined);
}

/** All of a person, newest first. */
export async function draftsOf(user: string): Promise<Draft[]> {
    await takeInLeft().catch(() => {});
    const found = await kept((database) => database.getAllFromIndex("drafts", "user", user), [] as Draft[]);
    const old = found.filter((draft) => draft.at < Date.now() - KEPT_MS);
    await Promise.all(old.map(dropDraft));
    return found.filter((draft) => !old.includes(draft)).sort((a, b) => b.at - a.at);
}

/** The newest that waits for this form. */
export async function findDraft(user: string, noun: string, id: string): Promise<Draft | undefined> {
    return (await draftsOf(user)).find((draft) => draft.noun === noun && draft.id === id);
}

export async function dropDraftsOf(user: string): Promise<void> {
    gone.add(user);
    await Promise.all((await draftsOf(user)).map(dropDraft));
}
