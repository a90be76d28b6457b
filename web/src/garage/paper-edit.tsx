// SPDX-License-Identifier: MIT
// The forms of papers: a new quote or invoice, and a draft that is changed. Nothing else of a paper ever is.

import { useLocation } from "preact-iso/router";
import type { Answer } from "../api/client";
import { type Invoice, invoices } from "../api/invoices";
import { type Quote, quotes } from "../api/quotes";
import type { Resource } from "../api/resource";
import { type Editing, floats, useBack } from "../app/record";
import { useShortcuts } from "../app/shortcuts";
import { toast } from "../app/toasts";
import { type Key, t } from "../app/words";
import { textName } from "../form/contact-field";
import { writeDraft } from "../form/draft";
import type { Shape } from "../form/kinds";
import { INVOICE_DATES, invoiceShape, newPaper, type PaperDate, PaperFields, QUOTE_DATES, quoteShape } from "../form/paper-form";
import { RecordFormSheet, useRecordForm } from "../form/record-form";

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
}

const QUOTES: Sort<Quote> = { resource: quotes, shape: quoteShape, dates: QUOTE_DATES, path: "/quotes", title: "quote.new" };
const INVOICES: Sort<Invoice> = { resource: invoices, shape: invoiceShape, dates: INVOICE_DATES, path: "/invoices", title: "invoice.new" };

const titleOf = (values: Record<string, string>): string => values[textName("contact_id")] ?? "";

/** `?contact=&name=&vehicle=`: for whom, and which car. */
function NewPaper<P extends Paper>({ sort }: { sort: Sort<P> }) {
    const { query, route } = useLocation();
    const back = useBack(sort.path);
    const of = useRecordForm({
        resource: sort.resource,
        shape: sort.shape,
        initial: newPaper(query.contact, query.name, query.vehicle),
        title: titleOf,
        onSaved: (paper) => route(`${sort.path}/${paper.id}`, true),
    });
    const leave = () => {
        if (of.dirty) {
            toast(t("draft.kept"));
        }
        back();
    };
    useShortcuts([{ keys: "Escape", label: "record.back", run: () => (floats() ? false : leave()) }]);
    return (
        <>
            <header class="page-head">
                <h1>{t(sort.title)}</h1>
            </header>
            <RecordFormSheet of={of} onCancel={() => of.discard().then(back)}>
                <PaperFields form={of.form} dates={sort.dates} />
            </RecordFormSheet>
        </>
    );
}

interface EditProps<P> {
    record: Answer<P>;
    at: Editing;
}

function PaperEdit<P extends Paper>({ sort, record, at }: EditProps<P> & { sort: Sort<P> }) {
    const of = useRecordForm({
        resource: sort.resource,
        shape: sort.shape,
        record,
        initial: { [textName("contact_id")]: record.body.contact?.name ?? "" },
        title: titleOf,
        onSaved: () => {
            toast(t("save.saved"));
            at.show();
        },
    });
    const cancel = async () => {
        const dropped = await of.discard();
        at.show();
        if (dropped) {
            toast(t("draft.dropped"), () => writeDraft(dropped).then(at.edit));
        }
    };
    return (
        <RecordFormSheet of={of} onCancel={cancel}>
            <PaperFields form={of.form} dates={sort.dates} />
        </RecordFormSheet>
    );
}

export const NewQuote = () => <NewPaper sort={QUOTES} />;
export const NewInvoice = () => <NewPaper sort={INVOICES} />;
export const QuoteEdit = (props: EditProps<Quote>) => <PaperEdit sort={QUOTES} {...props} />;
export const InvoiceEdit = (props: EditProps<Invoice>) => <PaperEdit sort={INVOICES} {...props} />;
