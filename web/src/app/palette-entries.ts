// SPDX-License-Identifier: MIT
// What the palette offers: found records, the last ones opened, pages, and things to do with the text that was typed.

import type { SearchGroup } from "../api/search";
import { fold } from "../rules/fold";
import { inOrder } from "../rules/found";
import { showPlate } from "../rules/plate";
import type { IconName } from "../ui/icon";
import { recentRecords } from "./recent";
import { can } from "./session";
import { barEntries } from "./shell";
import { type Key, t } from "./words";

export interface Entry {
    title: string;
    subtitle: string;
    href: string;
    icon: IconName;
}

export interface Group {
    label: string;
    entries: Entry[];
}

/** Kinds of records that have a page: where it is, and its sign. */
const KINDS: Record<string, { path: string; icon: IconName; label: Key }> = {
    contact: { path: "/contacts", icon: "user", label: "contacts.title" },
    vehicle: { path: "/vehicles", icon: "car", label: "vehicles.title" },
    quote: { path: "/quotes", icon: "file-text", label: "quotes.title" },
    invoice: { path: "/invoices", icon: "receipt", label: "invoices.title" },
    task: { path: "/tasks", icon: "list-checks", label: "tasks.title" },
    opportunity: { path: "/opportunities", icon: "handshake", label: "deals.title" },
    client: { path: "/clients", icon: "building", label: "clients.title" },
};

export function recordGroups(found: SearchGroup[], text: string): Group[] {
    return inOrder(found, showPlate(text))
        .filter((group) => KINDS[group.type] && group.items.length)
        .map((group) => {
            const kind = KINDS[group.type] as (typeof KINDS)[string];
            const entries = group.items.map((item) => ({
                title: item.title,
                subtitle: item.subtitle ?? "",
                href: `${kind.path}/${item.id}`,
                icon: kind.icon,
            }));
            return { label: t(kind.label), entries };
        });
}

export function recentGroup(): Group[] {
    const entries = recentRecords()
        .filter((record) => KINDS[record.type])
        .map((record) => {
            const kind = KINDS[record.type] as (typeof KINDS)[string];
            return { title: record.title, subtitle: record.subtitle, href: `${kind.path}/${record.id}`, icon: kind.icon };
        });
    return entries.length ? [{ label: t("palette.recent"), entries }] : [];
}

interface Verb {
    label: Key;
    route: string;
    /** None: nothing can be made of what follows. */
    href: (rest: string) => string | null;
    icon: IconName;
}

const VERBS: Verb[] = [
    {
        label: "contact.new",
        route: "POST /api/contacts",
        href: (rest) => (rest ? `/contacts/new?name=${encodeURIComponent(rest)}` : "/contacts/new"),
        icon: "user-plus",
    },
    { label: "vehicle.new", route: "POST /api/vehicles", href: (rest) => (rest ? null : "/vehicles/new"), icon: "car" },
    { label: "quote.new", route: "POST /api/quotes", href: (rest) => (rest ? null : "/quotes/new"), icon: "file-text" },
    { label: "invoice.new", route: "POST /api/invoices", href: (rest) => (rest ? null : "/invoices/new"), icon: "receipt" },
    {
        label: "task.new",
        route: "POST /api/tasks",
        href: (rest) => (rest ? `/tasks/new?what=${encodeURIComponent(rest)}` : "/tasks/new"),
        icon: "list-checks",
    },
];

/** "nouveau client Martin": the verb's words at the beginning, or a beginning of them; what follows is `rest`. */
function restOf(label: string, text: string): string | null {
    const typed = fold(text);
    const verb = fold(label);
    if (verb.startsWith(typed)) {
        return "";
    }
    return typed.startsWith(`${verb} `) ? text.slice(label.length).trim() : null;
}

/** A text that begins so is a question to the assistant, whatever else is found. */
export const isQuestion = (text: string): boolean => text.startsWith("?");

function questionGroup(text: string): Group[] {
    const question = text.replace(/^\?\s*/, "");
    const href = question ? `/assistant?q=${encodeURIComponent(question)}` : "/assistant";
    return can("POST /api/ai/assistant")
        ? [{ label: t("assistant.title"), entries: [{ title: t("palette.ask"), subtitle: question, href, icon: "sparkles" }] }]
        : [];
}

/** What can be done with a text, or with none; last of all, asking the assistant. */
export function entriesFor(text: string): Group[] {
    return isQuestion(text) ? questionGroup(text) : [...doable(text), ...(text ? questionGroup(text) : [])];
}

function doable(text: string): Group[] {
    const verbs = VERBS.filter((verb) => can(verb.route)).flatMap((verb) => {
        const rest = restOf(t(verb.label), text);
        const href = rest === null ? null : verb.href(rest);
        return href === null ? [] : [{ title: rest ? `${t(verb.label)} ${rest}` : t(verb.label), subtitle: "", href, icon: verb.icon }];
    });
    const pages = barEntries()
        .filter((route) => route.bar && fold(t(route.title)).startsWith(fold(text)))
        .map((route) => ({ title: t(route.title), subtitle: "", href: route.path, icon: route.bar?.icon as IconName }));
    return [
        ...(verbs.length ? [{ label: t("palette.verbs"), entries: verbs }] : []),
        ...(pages.length ? [{ label: t("palette.pages"), entries: pages }] : []),
    ];
}
