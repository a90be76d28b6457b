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

/** The address whose heading had its turn; at first the one that the tab was opened with. */
let shown = globalThis.location?.pathname;
/** The page's chunk is on its way: the heading in sight is that of the page before. */
let loading = false;

/** On a change of the address the heading has the focus, so that readers hear where they are. Not when the page was opened, nor
 *  where a list gave the focus back to its row. */
function focusHeading(): void {
    if (!loading && shown !== location.pathname) {
        shown = location.pathname;
        toHeading();
    }
}

/** There was no heading yet that could take the focus: it takes it when it comes. */
let awaited = false;

function toHeading(): void {
    const heading = document.querySelector<HTMLElement>("h1");
    const given = document.querySelector("[autofocus]") ?? document.activeElement?.closest("[data-row]");
    awaited = !heading && !given;
    if (heading && !given) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
    }
}

/** To the field that one begins in, of the dialog if there is one, or else to the heading. */
function toBeginning(): void {
    const field = (document.querySelector("dialog[open]") ?? document).querySelector<HTMLElement>("[autofocus]");
    field ? field.focus() : toHeading();
}

/** What has the focus may go together with what it stands in, or lose it where that is put elsewhere: a form that was saved, a draft
 *  that was taken up, a heading that only kept the place of one. It begins anew then, so that keys and readers are never nowhere. */
function keepFocus(): () => void {
    let last: EventTarget | null = null;
    const remember = (event: FocusEvent) => {
        last = event.target;
    };
    const observer = new MutationObserver(() => {
        const isLost = last instanceof Element && (!last.isConnected || last instanceof HTMLHeadingElement);
        if ((isLost || awaited) && document.activeElement === document.body) {
            last = null;
            toBeginning();
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

/** A page that tells when it stands: the router does not where one left before it had come. */
export function standing(View: ComponentType<PageProps>): ComponentType<PageProps> {
    return function Standing(props: PageProps) {
        useEffect(pageLoaded, []);
        return <View {...props} />;
    };
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
