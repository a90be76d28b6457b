// SPDX-License-Identifier: MIT
// One invoice: the sheet, fixed once it is issued; what was paid and credited; the next thing to do with it.

import { useQueryClient } from "@tanstack/preact-query";
import { useEffect } from "preact/hooks";
import type { Answer } from "../api/client";
import { invoiceList } from "../api/invoice-list";
import { type Invoice, invoices } from "../api/invoices";
import { keys } from "../api/keys";
import { useTitle } from "../app/page";
import { remember } from "../app/recent";
import { Behind, type Editing, Late, RecordState, recordQuery, useDoing, useEditing, useRecord, useRecordKeys } from "../app/record";
import { can, dateAt, timezone } from "../app/session";
import { StatusChip } from "../app/status";
import { TaskLink } from "../app/task-link";
import { day, moment, t } from "../app/words";
import { useAction } from "../form/action";
import { Electronic } from "../form/electronic";
import { PaperSheet } from "../form/paper-sheet";
import { invoiceTitle } from "../form/paper-title";
import { PdfBeside, PdfSwitch } from "../form/pdf-beside";
import { useNeighbours } from "../list/neighbours";
import type { PageProps } from "../routes";
import { Button, LinkButton } from "../ui/button";
import { Chip, Plate } from "../ui/chip";
import { Asked, type Doing, shown, useInvoiceActions } from "./invoice-actions";

const loadLacks = () => import("../form/lacks").then((chunk) => chunk.Lacks);
const lacksHeading = (_passed: number, _checked: number, count: number) => t("lacks.invoice", { count });
const loadDeducted = () => import("./deposits").then((chunk) => chunk.Deducted);
const loadCreditNotes = () => import("./credit-notes-of").then((chunk) => chunk.CreditNotesOf);
const loadEdit = () => import("./paper-edit").then((chunk) => chunk.InvoiceEdit);

const isDue = (invoice: Invoice): boolean => (invoice.amount_due ?? 0) > 0 && invoice.status !== "DRAFT";

function Buttons({ invoice, edit, ask }: { invoice: Invoice; edit: () => void; ask: (doing: Doing) => void }) {
    const isDraft = invoice.status === "DRAFT";
    return (
        <div class="actions">
            {isDraft && (
                <>
                    <Button kind="primary" icon="check" onClick={() => ask("issue")}>
                        {t("invoice.issue")}
                    </Button>
                    <Button icon="pencil" onClick={edit}>
                        {t("record.edit")}
                    </Button>
                </>
            )}
            {isDue(invoice) && (
                <Button kind="primary" icon="banknote" onClick={() => ask("pay")}>
                    {t("invoice.pay", { amount: shown(invoice.amount_due) })}
                </Button>
            )}
            {!isDraft && (
                <Button icon="mail" onClick={() => ask("mail")}>
                    {t("invoice.mail")}
                </Button>
            )}
            <LinkButton icon="file-text" href={`/api/invoices/${invoice.id}/pdf?disposition=inline`} target="_blank">
                {t("pdf")}
            </LinkButton>
            <TaskLink
                type="invoice"
                id={invoice.id}
                title={invoice.invoice_number}
                contact={invoice.contact_id}
                name={invoice.contact?.name}
            />
            {!isDraft && invoice.status !== "CREDITED" && can("POST /api/invoices/{id}/credit-note") && (
                <Button icon="rotate-ccw" onClick={() => ask("credit")}>
                    {t("invoice.credit")}
                </Button>
            )}
            {isDraft && can("DELETE /api/invoices/{id}") && (
                <Button kind="danger" icon="trash-2" onClick={() => ask("delete")}>
                    {t("record.delete")}
                </Button>
            )}
        </div>
    );
}

function Facts({ invoice }: { invoice: Invoice }) {
    const owed = invoice.amount_due ?? 0;
    const car = invoice.vehicle_id && (
        <a href={`/vehicles/${invoice.vehicle_id}`}>
            {invoice.vehicle?.license_plate ? <Plate>{invoice.vehicle.license_plate}</Plate> : t("vehicle.title")} {invoice.vehicle?.make}{" "}
            {invoice.vehicle?.model}
        </a>
    );
    const facts = [
        [t("paper.contact"), <a href={`/contacts/${invoice.contact_id}`}>{invoice.contact?.name ?? t("paper.contact_gone")}</a>],
        [t("paper.vehicle"), car],
        [t("paper.issue_date"), invoice.issue_date && day(invoice.issue_date)],
        [t("invoice.due_date"), invoice.due_date && day(invoice.due_date)],
        [t("invoice.from_quote"), invoice.quote_id && <a href={`/quotes/${invoice.quote_id}`}>{t("quote.title")}</a>],
        [t("paper.electronic"), invoice.status !== "DRAFT" && <Electronic path={`/api/invoices/${invoice.id}`} />],
        [t(owed < 0 ? "invoice.to_refund" : "invoice.amount_due"), invoice.status !== "DRAFT" && <strong>{shown(Math.abs(owed))}</strong>],
    ] as const;
    return (
        <dl class="facts in-row">
            {facts.map(
                ([label, value]) =>
                    value && (
                        <div key={label}>
                            <dt>{label}</dt>
                            <dd>{value}</dd>
                        </div>
                    ),
            )}
        </dl>
    );
}

function Payments({ invoice, ask }: { invoice: Invoice; ask: (doing: Doing) => void }) {
    return invoice.payments.length ? (
        <section>
            <h2>{t("payments.title")}</h2>
            <ul class="rows">
                {invoice.payments.map((payment) => (
                    <li key={payment.id}>
                        <span>{payment.paid_at && day(dateAt(new Date(payment.paid_at)))}</span>
                        <span>
                            {t(`payment.method.${payment.payment_method ?? "OTHER"}`)}{" "}
                            {payment.reason && <span class="quiet">{payment.reason}</span>}
                            {payment.reversed_by && <Chip>{t("payment.reversed")}</Chip>}
                        </span>
                        <span class="number">{shown(payment.amount)}</span>
                        {(payment.amount ?? 0) > 0 &&
                            !payment.reversed_by &&
                            can("POST /api/invoices/{id}/payments/{payment_id}/reversal") && (
                                <Button kind="quiet" onClick={() => ask(payment)}>
                                    {t("payment.reverse")}
                                </Button>
                            )}
                    </li>
                ))}
            </ul>
        </section>
    ) : null;
}

function Shown({ record, at }: { record: Answer<Invoice>; at: Editing }) {
    const invoice = record.body;
    const [doing, ask] = useDoing<Doing>((wanted) => (wanted === "pay" && isDue(invoice) ? "pay" : null));
    const client = useQueryClient();
    const action = useAction(() => client.invalidateQueries({ queryKey: keys.one("invoices", invoice.id) }));
    const actions = useInvoiceActions(invoice.id, action, record.etag);
    const close = () => {
        ask(null);
        action.clear();
    };
    const heading = invoice.invoice_number ? invoiceTitle(invoice) : t("invoice.draft_title");
    useTitle(heading);
    useEffect(
        () => remember({ type: "invoice", id: invoice.id, title: heading, subtitle: invoice.contact?.name ?? "" }),
        [invoice.id, heading, invoice.contact?.name],
    );
    const editing = at.editing && invoice.status === "DRAFT";
    return (
        <>
            <header class="page-head">
                <h1>{heading}</h1>
                <StatusChip of="invoice" status={invoice.status} />
                {invoice.days_overdue ? <span class="quiet">{t("invoice.days_late", { count: invoice.days_overdue })}</span> : null}
                {editing ? (
                    <div class="actions">
                        <PdfSwitch />
                    </div>
                ) : (
                    <Buttons invoice={invoice} edit={at.edit} ask={ask} />
                )}
            </header>
            {editing ? (
                <Late load={loadEdit} props={{ record, at }} />
            ) : (
                <div class="paper-page">
                    {invoice.status === "DRAFT" && (
                        <Behind load={loadLacks} props={{ noun: "invoices", id: invoice.id, heading: lacksHeading }} />
                    )}
                    <Facts invoice={invoice} />
                    <PaperSheet paper={invoice} />
                    {invoice.notes && <p class="notes">{invoice.notes}</p>}
                    {invoice.terms && <p class="notes quiet">{invoice.terms}</p>}
                    {invoice.deposits.length > 0 && <Behind load={loadDeducted} props={{ invoice }} />}
                    <Payments invoice={invoice} ask={ask} />
                    {invoice.credit_notes.length > 0 && <Behind load={loadCreditNotes} props={{ invoice }} />}
                    {invoice.issue_date && <p class="quiet">{t("invoice.fixed", { when: moment(invoice.updated_at, timezone()) })}</p>}
                    <Asked doing={doing} invoice={invoice} action={action} actions={actions} close={close} />
                </div>
            )}
        </>
    );
}

export const ahead = ({ id }: PageProps["params"]) => recordQuery(invoices, id);

export default function InvoicePage({ params }: PageProps) {
    const id = params.id ?? "";
    const at = useEditing();
    const query = useRecord(invoices, id);
    useRecordKeys(at, "/invoices");
    useNeighbours("invoices", at.editing ? "" : id, invoiceList);
    return (
        <RecordState query={query}>
            {(record) => (
                <PdfBeside
                    path={`/api/invoices/${id}/pdf`}
                    version={record.etag}
                    title={record.body.invoice_number ?? ""}
                    typing={at.editing}
                >
                    <Shown key={id} record={record} at={at} />
                </PdfBeside>
            )}
        </RecordState>
    );
}
