// SPDX-License-Identifier: MIT
// The credit notes of an invoice.

import type { Invoice } from "../api/invoices";
import { me } from "../app/session";
import { day, money, t } from "../app/words";
import { Electronic } from "../form/electronic";

const shown = (amount: number) => money(amount, me.value?.tenant.currency);

export function CreditNotesOf({ invoice }: { invoice: Invoice }) {
    return (
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
                    </li>
                ))}
            </ul>
        </section>
    );
}
