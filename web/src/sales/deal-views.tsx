// SPDX-License-Identifier: MIT
// Board or list: the same deals, the same filters.

import { useLocation } from "preact-iso/router";
import { t } from "../app/words";
import { Icon } from "../ui/icon";

const VIEWS = ["board", "list"] as const;
const ICONS = { board: "list-checks", list: "list" } as const;

export function DealViews({ chosen }: { chosen: (typeof VIEWS)[number] }) {
    const { query, path } = useLocation();
    const href = (view: string) => {
        const next = new URLSearchParams(query);
        for (const own of ["view", "status", "stage", "sort"]) {
            next.delete(own);
        }
        if (view === "list") {
            next.set("view", view);
            next.set("status", "Active");
        }
        return next.size ? `${path}?${next}` : path;
    };
    return (
        <nav class="views" aria-label={t("deals.views")}>
            {VIEWS.map((view) => (
                <a key={view} class="view" href={href(view)} aria-current={view === chosen ? "page" : undefined}>
                    <Icon name={ICONS[view]} />
                    <span>{t(`deals.view_${view}`)}</span>
                </a>
            ))}
        </nav>
    );
}
