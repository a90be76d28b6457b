// SPDX-License-Identifier: MIT
// What belongs to a customer: short lists under tabs. Where a noun has no page yet its rows are no links.

import { useQuery } from "@tanstack/preact-query";
import type { ComponentChildren } from "preact";
import type { Schemas } from "../api/client";
import { keys, type Noun } from "../api/keys";
import { type Related, readActivitiesOf, readInvoicesOf, readQuotesOf, readTasksOf } from "../api/related";
import { me, timezone } from "../app/session";
import { StatusChip } from "../app/status";
import { TaskCheck } from "../app/task-check";
import { TaskDue } from "../app/task-due";
import { TaskLink } from "../app/task-link";
import { day, moment, money, t } from "../app/words";
import { problemText } from "../form/form";
import { routeAt } from "../routes";
import { Button } from "../ui/button";
import { Plate } from "../ui/chip";

const currency = (): string => me.value?.tenant.currency ?? "EUR";

export function Row({ href, children }: { href?: string; children: ComponentChildren }) {
    return <li class="related-row">{href && routeAt(href) ? <a href={href}>{children}</a> : <div>{children}</div>}</li>;
}

interface ListProps<R> {
    noun: Noun;
    of: string;
    read: (signal: AbortSignal) => Promise<Related<R>>;
    empty: string;
    row: (row: R) => ComponentChildren;
}

/** Old rows stay while new ones come. */
function RelatedList<R>({ noun, of, read, empty, row }: ListProps<R>) {
    const query = useQuery({ queryKey: keys.list(noun, { of }), queryFn: ({ signal }) => read(signal) });
    if (query.error) {
        return (
            <p class="note bad actions" role="alert">
                {problemText(query.error)}
                <Button onClick={() => query.refetch()}>{t("retry")}</Button>
            </p>
        );
    }
    const found = query.data;
    if (!found) {
        return <div class="related waits" aria-busy="true" />;
    }
    return found.rows.length ? (
        <>
            <ul class="related">{found.rows.map(row)}</ul>
            {found.total > found.rows.length && <p class="quiet">{t("record.more", { count: found.total })}</p>}
        </>
    ) : (
        <p class="quiet empty">{empty}</p>
    );
}

/** Its owner is known where these rows stand. */
type Vehicle = Omit<Schemas["Vehicle"], "owner">;

export const vehicleTitle = (vehicle: Pick<Vehicle, "make" | "model">): string =>
    [vehicle.make, vehicle.model].filter(Boolean).join(" ") || t("vehicle.nameless");

export function VehicleRows({ rows }: { rows: Vehicle[] }) {
    return rows.length ? (
        <ul class="related">
            {rows.map((vehicle) => (
                <Row key={vehicle.id} href={`/vehicles/${vehicle.id}`}>
                    <span class="main">
                        {vehicleTitle(vehicle)} {vehicle.year && <span class="quiet">{String(vehicle.year)}</span>}
                    </span>
                    {vehicle.license_plate && <Plate>{vehicle.license_plate}</Plate>}
                    {vehicle.mileage !== null && <span class="number">{t("vehicle.km", { count: vehicle.mileage })}</span>}
                </Row>
            ))}
        </ul>
    ) : (
        <p class="quiet empty">{t("contact.no_vehicles")}</p>
    );
}

export function QuotesOf({ id }: { id: string }) {
    return (
        <RelatedList
            noun="quotes"
            of={id}
            read={(signal) => readQuotesOf({ contact_id: id }, signal)}
            empty={t("contact.no_quotes")}
            row={(quote) => (
                <Row key={quote.id} href={`/quotes/${quote.id}`}>
                    <span class="main">{quote.quote_number}</span>
                    <span class="quiet">{quote.issue_date && day(quote.issue_date)}</span>
                    <StatusChip of="quote" status={quote.status} />
                    <span class="number">{money(quote.total ?? 0, currency())}</span>
                </Row>
            )}
        />
    );
}

export function InvoicesOf({ id }: { id: string }) {
    return (
        <RelatedList
            noun="invoices"
            of={id}
            read={(signal) => readInvoicesOf({ contact_id: id }, signal)}
            empty={t("contact.no_invoices")}
            row={(invoice) => (
                <Row key={invoice.id} href={`/invoices/${invoice.id}`}>
                    <span class="main">{invoice.invoice_number ?? t("invoice.unnumbered")}</span>
                    <span class="quiet">{invoice.issue_date && day(invoice.issue_date)}</span>
                    <StatusChip of="invoice" status={invoice.status} />
                    <span class="number">{money(invoice.total ?? 0, currency())}</span>
                </Row>
            )}
        />
    );
}

export function TasksOf({ id, name }: { id: string; name: string | null | undefined }) {
    return (
        <>
            <p class="actions">
                <TaskLink contact={id} name={name} />
            </p>
            <RelatedList
                noun="tasks"
                of={id}
                read={(signal) => readTasksOf(id, signal)}
                empty={t("contact.no_tasks")}
                row={(task) => (
                    <li key={task.id} class="related-row task-line">
                        <TaskCheck key={task.status} task={task} />
                        <a href={`/tasks/${task.id}`}>
                            <span class="main">{task.title}</span>
                            <TaskDue task={task} />
                            <StatusChip of="task" status={task.status} />
                        </a>
                    </li>
                )}
            />
        </>
    );
}

export function ActivityOf({ id }: { id: string }) {
    return (
        <RelatedList
            noun="activities"
            of={id}
            read={(signal) => readActivitiesOf(id, signal)}
            empty={t("contact.no_activity")}
            row={(activity) => (
                <Row key={activity.id}>
                    <span class="main">{activity.description}</span>
                    <span class="quiet">{[activity.user?.name, moment(activity.created_at, timezone())].filter(Boolean).join(" · ")}</span>
                </Row>
            )}
        />
    );
}
