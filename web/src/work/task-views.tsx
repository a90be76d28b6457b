// SPDX-License-Identifier: MIT
// Board or list: the same tasks, the same filters.

import { useLocation } from "preact-iso/router";
import { t } from "../app/words";
import { Icon } from "../ui/icon";

const VIEWS = ["board", "list"] as const;
const ICONS = { board: "list-checks", list: "list" } as const;

export function TaskViews({ chosen }: { chosen: (typeof VIEWS)[number] }) {
    const { query, path } = useLocation();
    const href = (view: string) => {
        const next = new URLSearchParams(query);
        next.delete("view");
        next.delete("status");
        if (view === "list") {
            next.set("view", view);
        }
        return next.size ? `${path}?${next}` : path;
    };
    return (
        <nav class="views" aria-label={t("tasks.views")}>
            {VIEWS.map((view) => (
                <a key={view} class="view" href={href(view)} aria-current={view === chosen ? "page" : undefined}>
                    <Icon name={ICONS[view]} />
                    <span>{t(`tasks.view_${view}`)}</span>
                </a>
            ))}
        </nav>
    );
}
