// SPDX-License-Identifier: MIT
// The credit notes of an invoice, and what was given back for them.

import { useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { type Invoice, refundCreditNote } from "../api/invoices";
import { keys, outdate } from "../api/keys";
import { can, dateAt, me } from "../app/session";
import { toast } from "../app/toasts";
import { day, money, t } from "../app/words";
import { useAction } from "../form/action";
import { Electronic } from "../form/electronic";
import { PaymentDialog, type PaymentInput } from "../form/payment-dialog";
import { Button } from "../ui/button";

type Note = Invoice["credit_notes"][number];

const shown = (amount: number) => money(amount, me.value?.tenant.currency);
const cents = (amount: number | null) => Math.round((amount ?? 0) * 100);

/** What may be given back for a note, in cents: what is owed of the invoice, and not more than the note is worth. */
function owedFor(note: Note, invoice: Invoice): number {
    const given = invoice.refunds.reduce((sum, refund) => sum + (refund.credit_note_id === note.id ? cents(refund.amount) : 0), 0);
    return Math.min(-cents(invoice.amount_due), cents(note.total) - given);
}

function Refunds({ invoice }: { invoice: Invoice }) {
    return invoice.refunds.length ? (
        <section>
            <h2>{t("refunds.title")}</h2>
            <ul class="rows">
                {invoice.refunds.map((refund) => (
                    <li key={refund.id}>
                        <span>{refund.paid_at && day(dateAt(new Date(refund.paid_at)))}</span>
                        <span>
                            {t(`payment.method.${refund.payment_method ?? "OTHER"}`)}{" "}
                            {refund.reason && <span class="quiet">{refund.reason}</span>}
                        </span>
                        <span class="number">{shown(-(refund.amount ?? 0))}</span>
                    </li>
                ))}
            </ul>
        </section>
    ) : null;
}

function RefundDialog({ note, invoice, close }: { note: Note; invoice: Invoice; close: () => void }) {
    const client = useQueryClient();
    const action = useAction(() => client.invalidateQueries({ queryKey: keys.one("invoices", invoice.id) }));
    const give = (input: PaymentInput) =>
        action.run(async (key) => {
            await refundCreditNote(note.id, input, key);
            outdate(client, "invoices");
            toast(t("refund.given", { amount: shown(input.amount) }));
        });
    return (
        <PaymentDialog
            title={t("refund.give")}
            due={owedFor(note, invoice) / 100}
            action={action}
            onPay={(input) => give(input).then((ok) => ok && close())}
            onClose={close}
        />
    );
}

export function CreditNotesOf({ invoice }: { invoice: Invoice }) {
    const [chosen, choose] = useState<Note | null>(null);
    return (
        <>
            <section>
                <h2>{t("credit_notes.title")}</h2>
                <ul class="rows">
                    {invoice.credit_notes.map((note) => (
                        <li key={note.id}>
                            <span>{day(note.issue_date ?? "")}</span>
                            <span>
                                {note.credit_note_number} {note.reason && <span class="quiet">{note.reason}</span>}
                            </span>
                            <span class="number">{shown(-(note.total ?? 0))}</span>
                            <a href={`/api/credit-notes/${note.id}/pdf?disposition=inline`} target="_blank" rel="noreferrer">
                                {t("pdf")}
                            </a>
                            <Electronic path={`/api/credit-notes/${note.id}`} />
                            {owedFor(note, invoice) > 0 && can("POST /api/credit-notes/{id}/refund") && (
                                <Button onClick={() => choose(note)}>{t("refund.give")}</Button>
                            )}
                        </li>
                    ))}
                </ul>
            </section>
            <Refunds invoice={invoice} />
            {chosen && <RefundDialog note={chosen} invoice={invoice} close={() => choose(null)} />}
        </>
    );
}
