// SPDX-License-Identifier: MIT
// One quote: the sheet, and what can be done with it as it stands. A draft is changed in a form; what was sent is not.

import { useQueryClient } from "@tanstack/preact-query";
import { useEffect } from "preact/hooks";
import type { Answer } from "../api/client";
import { keys } from "../api/keys";
import { quoteList } from "../api/quote-list";
import { type Quote, quotes } from "../api/quotes";
import { useTitle } from "../app/page";
import { remember } from "../app/recent";
import { Behind, type Editing, Late, RecordState, recordQuery, useDoing, useEditing, useRecord, useRecordKeys } from "../app/record";
import { can, timezone } from "../app/session";
import { StatusChip, statusKey } from "../app/status";
import { TaskLink } from "../app/task-link";
import { day, moment, t } from "../app/words";
import { useAction } from "../form/action";
import { PaperSheet } from "../form/paper-sheet";
import { PdfBeside, PdfSwitch } from "../form/pdf-beside";
import { useNeighbours } from "../list/neighbours";
import type { PageProps } from "../routes";
import { leftToAsk } from "../rules/deposits";
import { Button, LinkButton } from "../ui/button";
import { Plate } from "../ui/chip";
import { type Actions, Asked, type Doing, doingOf, useQuoteActions } from "./quote-actions";

const loadLacks = () => import("../form/lacks").then((chunk) => chunk.Lacks);
const lacksHeading = (_passed: number, _checked: number, count: number) => t("lacks.quote", { count });
const loadDeposits = () => import("./deposits").then((chunk) => chunk.Deposits);
const loadEdit = () => import("./paper-edit").then((chunk) => chunk.QuoteEdit);

interface ButtonsProps {
    quote: Quote;
    actions: Actions;
    busy: boolean;
    edit: () => void;
    ask: (doing: Doing) => void;
}

function Buttons({ quote, actions, busy, edit, ask }: ButtonsProps) {
    const { status, invoice_id } = quote;
    const isOpen = status === "SENT" || status === "ACCEPTED";
    return (
        <div class="actions">
            {status === "DRAFT" && (
                <>
                    <Button kind="primary" icon="send" onClick={() => ask("send")}>
                        {t("quote.send")}
                    </Button>
                    <Button icon="check" onClick={() => ask("accept")}>
                        {t("quote.sign")}
                    </Button>
                    <Button icon="pencil" onClick={edit}>
                        {t("record.edit")}
                    </Button>
                </>
            )}
            {status === "SENT" && (
                <>
                    <Button kind="primary" icon="check" onClick={() => ask("accept")}>
                        {t("quote.sign")}
                    </Button>
                    <Button onClick={() => ask("reject")}>{t("quote.reject")}</Button>
                    <Button icon="mail" onClick={() => ask("send")}>
                        {t("quote.chase")}
                    </Button>
                </>
            )}
            {status === "EXPIRED" && (
                <Button kind="primary" icon="rotate-ccw" onClick={() => ask("extend")}>
                    {t("quote.extend")}
                </Button>
            )}
            {isOpen && !invoice_id && (
                <Button kind={status === "ACCEPTED" ? "primary" : "plain"} icon="receipt" onClick={() => ask("convert")}>
                    {t("quote.convert")}
                </Button>
            )}
            {status === "ACCEPTED" && !invoice_id && leftToAsk(quote) > 0 && (
                <Button icon="banknote" onClick={() => ask("deposit")}>
                    {t("deposit.ask")}
                </Button>
            )}
            {invoice_id && (
                <LinkButton kind="primary" icon="receipt" href={`/invoices/${invoice_id}`}>
                    {t("quote.invoice")}
                </LinkButton>
            )}
            <LinkButton icon="file-text" href={`/api/quotes/${quote.id}/pdf?disposition=inline`} target="_blank">
                {t("pdf")}
            </LinkButton>
            <PdfSwitch />
            <TaskLink type="quote" id={quote.id} title={quote.quote_number} contact={quote.contact_id} name={quote.contact?.name} />
            <Button icon="copy" busy={busy} onClick={actions.duplicate}>
                {t("duplicate")}
            </Button>
            {status === "DRAFT" && can("DELETE /api/quotes/{id}") && (
                <Button kind="danger" icon="trash-2" onClick={() => ask("delete")}>
                    {t("record.delete")}
                </Button>
            )}
        </div>
    );
}

function Trail({ quote }: { quote: Quote }) {
    const steps = [
        { label: t("trail.created"), at: quote.created_at },
        { label: t("trail.sent"), at: quote.sent_at },
        { label: t(statusKey("quote", quote.status)), at: quote.closed_at },
        { label: t("trail.invoiced"), at: quote.invoiced_at },
    ].filter((step) => step.at);
    return (
        <ol class="trail">
            {steps.map((step) => (
                <li key={step.label}>
                    {step.label} <span class="quiet">{moment(step.at ?? "", timezone())}</span>
                </li>
            ))}
        </ol>
    );
}

/** What the customer said, and how. */
function Said({ quote }: { quote: Quote }) {
    const said = quote.acceptance;
    if (!said) {
        return quote.rejection_reason ? <p class="note">{t("quote.why_not", { reason: quote.rejection_reason })}</p> : null;
    }
    return (
        <section class="said" aria-label={t("accept.title")}>
            <p>
                {t(said.accepted_by ? "accept.was_by" : "accept.was", {
                    name: said.accepted_by ?? "",
                    at: moment(said.at ?? "", timezone()),
                })}
                {said.method && ` · ${t(`accept.method.${said.method}`)}`}
            </p>
            {said.recycled_parts !== null && (
                <p class="quiet">
                    {t("accept.recycled_parts")} · {t(`accept.recycled_parts.${said.recycled_parts ? "yes" : "no"}`)}
                </p>
            )}
            {said.signed && (
                <img src={`/api/quotes/${quote.id}/signature`} alt={t("accept.signature_of", { name: said.accepted_by ?? "" })} />
            )}
        </section>
    );
}

function Facts({ quote }: { quote: Quote }) {
    return (
        <dl class="facts in-row">
            <div>
                <dt>{t("paper.contact")}</dt>
                <dd>
                    <a href={`/contacts/${quote.contact_id}`}>{quote.contact?.name ?? t("paper.contact_gone")}</a>
                </dd>
            </div>
            {quote.vehicle_id && (
                <div>
                    <dt>{t("paper.vehicle")}</dt>
                    <dd>
                        <a href={`/vehicles/${quote.vehicle_id}`}>
                            {quote.vehicle?.license_plate && <Plate>{quote.vehicle.license_plate}</Plate>} {quote.vehicle?.make}{" "}
                            {quote.vehicle?.model}
                        </a>
                    </dd>
                </div>
            )}
            <div>
                <dt>{t("paper.issue_date")}</dt>
                <dd>{day(quote.issue_date ?? "")}</dd>
            </div>
            {quote.valid_until && (
                <div>
                    <dt>{t("quote.valid_until")}</dt>
                    <dd>{day(quote.valid_until)}</dd>
                </div>
            )}
        </dl>
    );
}

function Shown({ record, at }: { record: Answer<Quote>; at: Editing }) {
    const quote = record.body;
    const [doing, ask] = useDoing<Doing>((wanted) => doingOf(wanted, quote));
    const client = useQueryClient();
    const action = useAction(() => client.invalidateQueries({ queryKey: keys.one("quotes", quote.id) }));
    const actions = useQuoteActions(quote, action, record.etag);
    const close = () => {
        ask(null);
        action.clear();
    };
    const number = quote.quote_number ?? "";
    useTitle(t("quote.heading", { number }));
    useEffect(
        () => remember({ type: "quote", id: quote.id, title: number, subtitle: quote.contact?.name ?? "" }),
        [quote.id, number, quote.contact?.name],
    );
    if (at.editing && quote.status === "DRAFT") {
        return (
            <>
                <header class="page-head">
                    <h1>{t("quote.heading", { number })}</h1>
                    <div class="actions">
                        <PdfSwitch />
                    </div>
                </header>
                <Late load={loadEdit} props={{ record, at }} />
            </>
        );
    }
    return (
        <div class="paper-page">
            <header class="page-head">
                <h1>{t("quote.heading", { number })}</h1>
                <StatusChip of="quote" status={quote.status} />
                <Buttons quote={quote} actions={actions} busy={action.busy} edit={at.edit} ask={ask} />
            </header>
            {action.problem && !doing && (
                <p class="note bad" role="alert">
                    {action.problem}
                </p>
            )}
            <Trail quote={quote} />
            {quote.status === "ACCEPTED" && !quote.invoice_id && (
                <Behind load={loadLacks} props={{ noun: "quotes", id: quote.id, heading: lacksHeading }} />
            )}
            <Facts quote={quote} />
            <Said quote={quote} />
            <PaperSheet paper={quote} />
            {quote.deposits.length > 0 && <Behind load={loadDeposits} props={{ quote }} />}
            {quote.notes && <p class="notes">{quote.notes}</p>}
            {quote.terms && <p class="notes quiet">{quote.terms}</p>}
            <Asked doing={doing} quote={quote} action={action} actions={actions} close={close} />
        </div>
    );
}

export const ahead = ({ id }: PageProps["params"]) => recordQuery(quotes, id);

export default function QuotePage({ params }: PageProps) {
    const id = params.id ?? "";
    const at = useEditing();
    const query = useRecord(quotes, id);
    useRecordKeys(at, "/quotes");
    useNeighbours("quotes", at.editing ? "" : id, quoteList);
    return (
        <RecordState query={query}>
            {(record) => (
                <PdfBeside path={`/api/quotes/${id}/pdf`} version={record.etag} title={record.body.quote_number ?? ""} typing={at.editing}>
                    <Shown key={id} record={record} at={at} />
                </PdfBeside>
            )}
        </RecordState>
    );
}
