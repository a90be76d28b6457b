// SPDX-License-Identifier: MIT
// What others wrote meanwhile, and what of the cache that makes old.

import type { QueryClient } from "@tanstack/preact-query";
import { api, attempt, type Schemas } from "./client";
import { type Noun, shownIn } from "./keys";

export type Change = Schemas["Change"];
export type Changes = Schemas["Changes"];

/** `after`: the `seq` of the last answer. A session that ended is told by what somebody does, and not by this. */
export async function readChanges(after: number | undefined): Promise<Changes> {
    return (await attempt(() => api.GET("/api/changes", { params: { query: { after } } }))).body.data;
}

/** What the journal calls a noun's records. */
const RECORDS: Record<string, Noun> = {
    CONTACT: "contacts",
    VEHICLE: "vehicles",
    QUOTE: "quotes",
    INVOICE: "invoices",
    SUPPLIER_INVOICE: "supplier_invoices",
    TASK: "tasks",
    OPPORTUNITY: "opportunities",
    CLIENT: "clients",
    CLOSING: "closings",
    CATALOGUE_ITEM: "catalogue",
    USER: "people",
    TEAM: "teams",
    SAVED_VIEW: "views",
};

/** What is shown with some record of a noun, whichever. */
const PARTS: Record<string, readonly Noun[]> = {
    SERVICE_RECORD: ["vehicles"],
    PAYMENT: ["invoices", "payments"],
    CREDIT_NOTE: ["invoices"],
    REFUND: ["invoices", "payments"],
    OPPORTUNITY_ACTIVITY: ["opportunities"],
    ACTIVITY: ["activities", "contacts", "today"],
    COMMUNICATION: ["activities", "contacts"],
    COEFFICIENT: ["coefficients", "opportunities"],
    SETTINGS: ["settings", "bootstrap"],
};

type Named = Pick<Change, "type" | "id">;

/** Whether what stands under a key shows something of one of these. */
export function isTouched(key: readonly unknown[], changes: readonly Named[]): boolean {
    return changes.some(({ type, id }) => {
        const noun = RECORDS[type];
        if (noun === undefined) {
            return PARTS[type]?.some((part) => key[0] === part) ?? false;
        }
        return key[0] === noun ? key[1] !== "one" || key[2] === id : shownIn(noun).some((other) => key[0] === other);
    });
}

const isOf = (key: readonly unknown[], { type, id }: Named): boolean => key[0] === RECORDS[type] && key[1] === "one" && key[2] === id;

/** What is on the screen is read again, once each; the rest when it is looked at. `kept`: these records are not. */
export function outdateChanged(client: QueryClient, { changes, is_complete }: Changes, kept: readonly Named[]): void {
    client.invalidateQueries(
        {
            predicate: ({ queryKey }) => (!is_complete || isTouched(queryKey, changes)) && !kept.some((record) => isOf(queryKey, record)),
        },
        { cancelRefetch: false },
    );
}
