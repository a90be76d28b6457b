// SPDX-License-Identifier: MIT
// Who is signed in, to which garage, and what he may do. Read once by `useMe`; tabs tell each other of sign-outs.

import { signal } from "@preact/signals";
import type { QueryClient } from "@tanstack/preact-query";
import { useQuery } from "@tanstack/preact-query";
import { type Bootstrap, readBootstrap } from "../api/bootstrap";
import { keys } from "../api/keys";
import { allowed, type Level, levelOf } from "../api/permissions";
import { forgetRecent } from "./recent";
import { adoptPreferences } from "./theme";

/** Null: nobody, or not known yet. */
export const me = signal<Bootstrap | null>(null);
/** The modal sign-in stands over the page; called with whether somebody signed in. */
export const signInAgain = signal<((signedIn: boolean) => void) | null>(null);

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("visioncrm-session") : null;

export function useMe(): Bootstrap | null {
    const { data } = useQuery({
        queryKey: keys.bootstrap,
        queryFn: async () => {
            const found = await readBootstrap();
            adoptPreferences(found.preferences, me.value === null);
            me.value = found;
            return found;
        },
        staleTime: 5 * 60_000,
    });
    return data ?? null;
}

export function level(): Level {
    return levelOf(me.value?.user.role ?? "");
}

/** `route` such as "DELETE /api/contacts/{id}". */
export function can(route: string): boolean {
    return allowed(level(), route);
}

export function timezone(): string {
    return me.value?.tenant.timezone ?? "Europe/Paris";
}

/** Whether the tenant works with a part of the product; all of it until that is known. */
export function has(module: keyof Bootstrap["modules"]): boolean {
    return me.value?.modules[module] ?? true;
}

/** The part that the bar shows, for whoever has both. */
export const world = signal<"garage" | "pipeline">("garage");

/** As it stands in the tenant's address: "France". */
export function tenantCountry(): string | null {
    return me.value?.tenant.country ?? null;
}

/** The tenant's date at an instant, YYYY-MM-DD. */
export function dateAt(instant: Date): string {
    return new Intl.DateTimeFormat("sv-SE", { timeZone: timezone() }).format(instant);
}

/** The tenant's date, YYYY-MM-DD. */
export function today(): string {
    return dateAt(new Date());
}

// ---- a session that ended ----

let asking: Promise<void> | null = null;

/** For hooks.unauthorized: one sign-in for all requests that wait. Nobody was there before: the sign-in page. */
export function askToSignIn(): Promise<void> {
    if (!me.value) {
        const next = location.pathname + location.search;
        location.replace(next === "/" ? "/signin" : `/signin?next=${encodeURIComponent(next)}`);
        return new Promise(() => {}); // the page goes
    }
    asking ??= new Promise<void>((resolve, reject) => {
        signInAgain.value = (signedIn) => {
            asking = null;
            signInAgain.value = null;
            signedIn ? resolve() : reject(new Error("not signed in"));
        };
    });
    return asking;
}

/** Another person at the same page starts anew; the same one goes on where he was. */
export function signedInAs(userId: string): void {
    channel?.postMessage({ signedIn: userId });
    if (me.value && me.value.user.id !== userId) {
        location.replace("/");
        return;
    }
    signInAgain.value?.(true);
}

/** After the server ended the session. */
export function leave(client: QueryClient): void {
    channel?.postMessage({ signedOut: true });
    forgetRecent();
    client.clear();
    location.replace("/signin");
}

if (channel) {
    channel.onmessage = (event: MessageEvent<{ signedIn?: string; signedOut?: boolean }>) => {
        if (event.data.signedOut && me.value) {
            location.replace("/signin");
        } else if (event.data.signedIn && me.value) {
            event.data.signedIn === me.value.user.id ? signInAgain.value?.(true) : location.replace("/");
        }
    };
}
