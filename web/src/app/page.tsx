// SPDX-License-Identifier: MIT
// What surrounds a page: the shell inside a session, the plain sheet outside; title and focus when the address changes.

import type { ComponentChildren, ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { type PageProps, type Route, routeAt } from "../routes";
import { Outside } from "./outside/frame";
import { Shell } from "./shell";
import { t } from "./words";

interface Props extends PageProps {
    route: Route;
    view: ComponentType<PageProps>;
}

/** The page's own words, once it knows them: "Marc Dupont" instead of "Client". */
export function useTitle(title: string | undefined): void {
    useEffect(() => {
        if (title) {
            document.title = `${title} – VisionCRM`;
        }
    }, [title]);
}

let first = true;
/** The page's chunk is on its way: the heading in sight is that of the page before. */
let loading = false;

/** On a change of the address the heading has the focus, so that readers hear where they are. Not when the page was opened, nor
 *  where a list gave the focus back to its row. */
function focusHeading(): void {
    if (loading) {
        return;
    }
    if (first) {
        first = false;
        return;
    }
    toHeading();
}

function toHeading(): void {
    const heading = document.querySelector<HTMLElement>("h1");
    const given = document.querySelector("[autofocus]") ?? document.activeElement?.closest("[data-row]");
    if (heading && !given) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
    }
}

/** What has the focus may go together with what it stands in: a form that was saved, a heading that only kept the place of one. The
 *  heading takes it then, so that keys and readers are never nowhere. */
function keepFocus(): () => void {
    let last: EventTarget | null = null;
    const remember = (event: FocusEvent) => {
        last = event.target;
    };
    const observer = new MutationObserver(() => {
        if (last instanceof Element && !last.isConnected && document.activeElement === document.body) {
            last = null;
            toHeading();
        }
    });
    addEventListener("focusin", remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
        removeEventListener("focusin", remember);
        observer.disconnect();
    };
}

export function pageLoads(): void {
    loading = true;
}

export function pageLoaded(): void {
    loading = false;
    focusHeading();
}

export function Page({ route, view: View, params }: Props) {
    useTitle(t(route.title));
    useEffect(focusHeading, [route.path, params.id]);
    return <View params={params} />;
}

/** The shell inside a session; the plain sheet for whoever is outside. */
export function Frame({ children }: { children: ComponentChildren }) {
    const { path } = useLocation();
    useEffect(keepFocus, []);
    return routeAt(path)?.world === "outside" ? <Outside>{children}</Outside> : <Shell>{children}</Shell>;
}
