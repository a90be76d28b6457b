// SPDX-License-Identifier: MIT
// Tasks as a board, or as a list: mine, unless one asks for those of others. Each comes when it is first looked at.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { reloading } from "../app/chunk";
import { t } from "../app/words";

const LOADS = {
    board: reloading(() => import("./task-board").then((chunk) => chunk.TaskBoard)),
    list: reloading(() => import("./task-list").then((chunk) => chunk.TaskList)),
};
type View = keyof typeof LOADS;

const loaded: Partial<Record<View, ComponentType>> = {};

function Waiting() {
    return (
        <>
            <header class="page-head">
                <h1>{t("tasks.title")}</h1>
            </header>
            <div class="board waits" aria-busy="true" />
        </>
    );
}

export default function Tasks() {
    const { query } = useLocation();
    const view: View = query.view === "list" ? "list" : "board";
    const [, draw] = useState("");
    useEffect(() => {
        LOADS[view]().then((component) => {
            loaded[view] = component;
            draw(view);
        });
    }, [view]);
    const Shown = loaded[view] ?? Waiting;
    return <Shown />;
}
