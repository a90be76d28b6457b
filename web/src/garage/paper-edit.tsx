// SPDX-License-Identifier: MIT
// The forms of papers: a new quote or invoice, and a draft that is changed. Nothing else of a paper ever is.

import { useLocation } from "preact-iso/router";
import type { Answer } from "../api/client";
import { type Invoice, invoices } from "../api/invoices";
import { type Quote, quotes } from "../api/quotes";
import type { Resource } from "../api/resource";
import type { Editing } from "../app/record";
import { type Key, t } from "../app/words";
import { type Shape, textName, unchosen } from "../form/kinds";
import { PaperFields } from "../form/paper-form";
import { INVOICE_DATES, invoiceShape, newPaper, type PaperDate, QUOTE_DATES, quoteShape } from "../form/paper-shape";
import { EditRecord, NewRecord, type Next } from "../form/record-page";

interface Paper {
    id: string;
    contact?: { name?: string | null } | null;
}

interface Sort<P extends Paper> {
    resource: Resource<P>;
    shape: Shape;
    dates: PaperDate[];
    /** Address of the list. */
    path: string;
    title: Key;
    made: Key;
    next?: readonly Next[];
}

const QUOTES: Sort<Quote> = {
    resource: quotes,
    shape: quoteShape,
    dates: QUOTE_DATES,
    path: "/quotes",
    title: "quote.new",
    made: "quote.made",
    next: [
        { label: "save", icon: "inbox", query: "" },
        { label: "quote.send", icon: "send", query: "?ask=send" },
        { label: "quote.sign", icon: "check", query: "?ask=accept" },
    ],
};
const INVOICES: Sort<Invoice> = {
    resource: invoices,
    shape: invoiceShape,
    dates: INVOICE_DATES,
    path: "/invoices",
    title: "invoice.new",
    made: "invoice.made",
};

/** A name that is nobody yet is told so, not that it is missing. */
const check = (values: Record<string, string>) => unchosen(values, "contact_id");

const titleOf = (values: Record<string, string>): string => values[textName("contact_id")] ?? "";

/** `?contact=&name=&vehicle=`: for whom, and which car. */
function NewPaper<P extends Paper>({ sort: { resource, shape, dates, path, title, made, next } }: { sort: Sort<P> }) {
    const { query } = useLocation();
    const initial = newPaper(query.contact, query.name, query.vehicle);
    return (
        <NewRecord options={{ resource, shape, initial, title: titleOf, check }} path={path} title={t(title)} made={t(made)} next={next}>
            {(of) => <PaperFields form={of.form} dates={dates} />}
        </NewRecord>
    );
}

interface EditProps<P> {
    record: Answer<P>;
    at: Editing;
}

function PaperEdit<P extends Paper>({ sort: { resource, shape, dates }, record, at }: EditProps<P> & { sort: Sort<P> }) {
    const initial = { [textName("contact_id")]: record.body.contact?.name ?? "" };
    return (
        <EditRecord options={{ resource, shape, record, initial, title: titleOf, check }} at={at}>
            {(of) => <PaperFields form={of.form} dates={dates} />}
        </EditRecord>
    );
}

export const NewQuote = () => <NewPaper sort={QUOTES} />;
export const NewInvoice = () => <NewPaper sort={INVOICES} />;
export const QuoteEdit = (props: EditProps<Quote>) => <PaperEdit sort={QUOTES} {...props} />;
export const InvoiceEdit = (props: EditProps<Invoice>) => <PaperEdit sort={INVOICES} {...props} />;
