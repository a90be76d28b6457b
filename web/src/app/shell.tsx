// SPDX-License-Identifier: MIT
// The frame of a page inside a session: bar, sheet, what floats above. What a tenant does not use is not in the bar.

import { useQueryClient } from "@tanstack/preact-query";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { reaches } from "../api/permissions";
import { type Route, routeAt, routes } from "../routes";
import { Dialog } from "../ui/dialog";
import { Icon, type IconName } from "../ui/icon";
import { watchChanges } from "./changes";
import { ConflictDialog } from "./conflict";
import { ConnectionBar } from "./connection";
import { Palette, paletteOpen } from "./palette";
import { has, level, me, signInAgain, useMe, world } from "./session";
import { HelpSheet, helpOpen, type Shortcut, useKeyboard, useShortcuts } from "./shortcuts";
import { SignInDialog } from "./signin";
import { SignOutButton, SignOutDialog } from "./signout";
import { Toasts, undoNewest } from "./toasts";
import { t } from "./words";

/** How many entries the bar of a telephone has beside "more". */
const FIRST = 3;

function inWorld({ world }: Route): boolean {
    return world === "both" || (world !== "outside" && has(world));
}

/** Entries of the bar for whoever is signed in. */
export function barEntries(): Route[] {
    return routes.filter((route) => route.bar && inWorld(route) && reaches(level(), route.least));
}

const WORLDS = [
    ["garage", "/"],
    ["pipeline", "/opportunities"],
] as const;

/** Who has both parts looks at one of them: that of the page, or the one chosen last. */
function Worlds({ class: kind = "" }: { class?: string }) {
    return me.value && has("garage") && has("pipeline") ? (
        <li class={`worlds ${kind}`}>
            {WORLDS.map(([one, href]) => (
                <a
                    key={one}
                    class="bar-link"
                    href={href}
                    aria-current={world.value === one ? "true" : undefined}
                    onClick={() => {
                        world.value = one;
                    }}
                >
                    {t(`world.${one}`)}
                </a>
            ))}
        </li>
    ) : null;
}

function isShown({ world: one }: Route): boolean {
    return one === "both" || one === world.value || !has(world.value);
}

function isAt(path: string, route: Route): boolean {
    return route.path === "/"
        ? path === "/"
        : path === route.path || path.startsWith(`${route.path}/`) || routeAt(path)?.under === route.path;
}

function BarLink({ route, path }: { route: Route; path: string }) {
    return (
        <a class="bar-link" href={route.path} aria-current={isAt(path, route) ? "page" : undefined}>
            <Icon name={route.bar?.icon as IconName} />
            <span>{t(route.title)}</span>
        </a>
    );
}

function More({ entries, path, onClose }: { entries: Route[]; path: string; onClose: () => void }) {
    return (
        <Dialog title={t("nav.more")} closeLabel={t("close")} onClose={onClose}>
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: a link was followed, by whatever means */}
            <ul onClick={onClose}>
                <Worlds />
                {entries.map((route) => (
                    <li key={route.path}>
                        <BarLink route={route} path={path} />
                    </li>
                ))}
                <li>
                    <a class="bar-link" href="/me">
                        <Icon name="user" />
                        <span>{me.value?.user.name ?? t("me.title")}</span>
                    </a>
                </li>
                <li>
                    <SignOutButton />
                </li>
            </ul>
        </Dialog>
    );
}

function Bar() {
    const { path } = useLocation();
    const [more, showMore] = useState(false);
    const entries = barEntries().filter(isShown);
    const at = routeAt(path)?.world;
    useEffect(() => {
        if (at === "garage" || at === "pipeline") {
            world.value = at;
        }
    }, [at]);
    return (
        <nav class="bar" aria-label={t("nav.label")}>
            <a class="mark" href="/">
                <img src="/favicon.svg" alt="" width="24" height="24" />
                <span>{me.value?.tenant.name ?? "VisionCRM"}</span>
            </a>
            <ul>
                <li>
                    <button type="button" class="bar-link" onClick={() => (paletteOpen.value = true)}>
                        <Icon name="search" />
                        <span>{t("palette.open")}</span>
                        <kbd class="wide-only">Ctrl K</kbd>
                    </button>
                </li>
                <Worlds class="wide-only" />
                {entries.map((route, index) => (
                    <li key={route.path} class={index < FIRST ? "" : "wide-only"}>
                        <BarLink route={route} path={path} />
                    </li>
                ))}
                <li class="narrow-only">
                    <button type="button" class="bar-link" onClick={() => showMore(true)}>
                        <Icon name="menu" />
                        <span>{t("nav.more")}</span>
                    </button>
                </li>
            </ul>
            <ul class="foot wide-only">
                <li>
                    <button type="button" class="bar-link" onClick={() => (helpOpen.value = true)}>
                        <Icon name="keyboard" />
                        <span>{t("help.title")}</span>
                    </button>
                </li>
                <li>
                    <a class="bar-link" href="/me" aria-current={path === "/me" ? "page" : undefined}>
                        <Icon name="user" />
                        <span>{me.value?.user.name ?? t("me.title")}</span>
                    </a>
                </li>
                <li>
                    <SignOutButton />
                </li>
            </ul>
            {more && <More entries={entries.slice(FIRST)} path={path} onClose={() => showMore(false)} />}
        </nav>
    );
}

function useShellKeys(): void {
    const { route } = useLocation();
    const goes: Shortcut[] = barEntries().map((entry) => ({
        keys: `g ${entry.bar?.letter}`,
        label: entry.title,
        run: () => route(entry.path),
    }));
    useShortcuts([
        { keys: "$mod+k", label: "palette.open", run: () => (paletteOpen.value = true) },
        { keys: "h", label: "help.title", run: () => (helpOpen.value = true) },
        { keys: "$mod+z", label: "toast.undo", run: undoNewest },
        ...goes,
    ]);
    useKeyboard();
}

/** What others write is looked for once it is known who looks. */
function useColleagues(isKnown: boolean): void {
    const client = useQueryClient();
    useEffect(() => (isKnown ? watchChanges(client) : undefined), [client, isKnown]);
}

export function Shell({ children }: { children: ComponentChildren }) {
    useColleagues(useMe() !== null);
    useShellKeys();
    return (
        <>
            <a class="skip button" href="#main">
                {t("nav.skip")}
            </a>
            <div class="frame">
                <Bar />
                <div>
                    <ConnectionBar />
                    <main class="page" id="main">
                        {children}
                    </main>
                </div>
            </div>
            <Palette />
            <HelpSheet />
            <ConflictDialog />
            <SignOutDialog />
            {signInAgain.value && <SignInDialog />}
            <Toasts />
        </>
    );
}
