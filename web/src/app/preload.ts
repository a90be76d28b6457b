// SPDX-License-Identifier: MIT
// Whoever points at a link for a moment, or comes to it by keys, is about to follow it: its page is loaded then, and the record or the
// first rows that it shows are read. A finger points at nothing before it presses, and what passes under a still pointer while a list
// scrolls is not pointed at.

import type { QueryClient } from "@tanstack/preact-query";
import { type Chunk, type Route, routeAt } from "../routes";

const DWELL_MS = 80;

/** The values of `:names` in the path of a route. */
function paramsOf(route: Route, path: string): Record<string, string> {
    const given = path.split("/");
    return Object.fromEntries(
        route.path.split("/").flatMap((part, index) => (part.startsWith(":") ? [[part.slice(1), given[index] ?? ""]] : [])),
    );
}

/** The link that an event happened in, where it leads on within the product. */
function linkOf(event: Event): HTMLAnchorElement | null {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    return link && link.origin === location.origin && !link.target && link.pathname !== location.pathname ? link : null;
}

/** `load` gives a page's chunk, and knows the ones that are there. */
export function watchLinks(client: QueryClient, load: (route: Route) => Promise<Chunk>): void {
    let timer = 0;
    /** What the mouse was last moved over. Browsers tell of what comes under a mouse that rests, too, but not as a move. */
    let over: EventTarget | null = null;
    const leave = () => clearTimeout(timer);
    const come = (event: Event) => {
        leave();
        const link = linkOf(event);
        const route = link ? routeAt(link.pathname) : undefined;
        if (link && route) {
            const params = paramsOf(route, link.pathname);
            const query = Object.fromEntries(new URLSearchParams(link.search));
            timer = window.setTimeout(() => {
                const read = ({ ahead }: Chunk) => ahead && client.prefetchQuery(ahead(params, query));
                load(route).then(read, () => {}); // who follows the link is told
            }, DWELL_MS);
        }
    };
    addEventListener("pointerover", leave);
    addEventListener("pointermove", (event) => {
        if (event.pointerType === "mouse" && event.target !== over) {
            over = event.target;
            come(event);
        }
    });
    addEventListener("focusin", come);
    addEventListener("focusout", leave);
    const scroll = () => {
        over = null;
        leave();
    };
    addEventListener("scroll", scroll, { capture: true, passive: true });
}
