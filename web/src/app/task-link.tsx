// SPDX-License-Identifier: MIT
// From a record to a new task about it.

import type { SubjectType } from "../api/tasks";
import { LinkButton } from "../ui/button";
import { can } from "./session";
import { t } from "./words";

interface About {
    /** What it is about; none: the contact alone. */
    type?: SubjectType;
    id?: string;
    title?: string | null;
    /** Whose it is. */
    contact?: string | null;
    name?: string | null;
}

export function taskAbout({ type, id, title, contact, name }: About): string {
    const query = { type, subject: id, title, contact, name };
    return `/tasks/new?${new URLSearchParams(Object.entries(query).flatMap(([key, value]) => (value ? [[key, value]] : [])))}`;
}

export function TaskLink(about: About) {
    return can("POST /api/tasks") ? (
        <LinkButton icon="list-checks" href={taskAbout(about)} data-compact>
            {t("task.new")}
        </LinkButton>
    ) : null;
}
