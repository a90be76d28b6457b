// SPDX-License-Identifier: MIT
// What a task is about, in words and as a way there.

import type { SubjectType, TaskRow } from "../api/tasks";
import { type Key, t } from "../app/words";
import { routeAt } from "../routes";

const KINDS: Record<SubjectType, { path: string; label: Key }> = {
    contact: { path: "/contacts", label: "subject.contact" },
    vehicle: { path: "/vehicles", label: "subject.vehicle" },
    quote: { path: "/quotes", label: "subject.quote" },
    invoice: { path: "/invoices", label: "subject.invoice" },
    opportunity: { path: "/opportunities", label: "subject.opportunity" },
    client: { path: "/clients", label: "subject.client" },
};

export type Subject = NonNullable<TaskRow["subject"]>;

export function subjectText({ type, title }: { type: string | null | undefined; title: string | null | undefined }): string {
    const kind = KINDS[type as SubjectType];
    return kind ? [t(kind.label), title].filter(Boolean).join(" ") : (title ?? "");
}

export function SubjectLink({ subject }: { subject: Subject }) {
    const kind = KINDS[subject.type as SubjectType];
    const href = kind && `${kind.path}/${subject.id}`;
    return href && routeAt(href) ? <a href={href}>{subjectText(subject)}</a> : <span>{subjectText(subject)}</span>;
}
