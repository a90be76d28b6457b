/* SPDX-License-Identifier: MIT
 *
 * Credit notes (avoirs): the only way to take back what an issued invoice says. */
#ifndef WORKSHOP_CREDIT_NOTE_H
#define WORKSHOP_CREDIT_NOTE_H

#include "resource/resource.h"
#include "workshop/credit.h"
#include "workshop/invoice.h"

#define CREDIT_NOTES_MAX 1000 /* of one invoice; each is reckoned from all before it */

struct credit_note {
    const char *id;
    const char *credit_note_number; /* AV-YYYY-NNN */
    const char *invoice_id;
    const char *issue_date;
    const char *reason;
    struct list items;      /* struct line, rates filled in */
    const char *price_mode; /* the invoice's */
    int64_t subtotal;       /* cents */
    int64_t vat_amount;
    int64_t total;
    const char *created_by;
    int64_t created_at;
    int64_t version;               /* one more at each write */
    const char *contact, *invoice; /* in answers: JSON (beside.h) */
};

extern const struct record credit_note_record;
extern const struct record credit_note_lines_record; /* with its lines */
extern const struct record credit_note_input_record; /* reason, items */
extern const struct resource credit_note_resource;
extern const struct ledger_kind credit_note_ledger;

enum rc credit_note_items(struct cx *cx, const char *id, struct list *items);

/* What of an invoice is credited: by the notes before `note_id`, whose own figures by rate go to *part; NULL: by all. `exact`
 * says whether the VAT of that note follows from its nets; where it does not (notes from before that rule), the difference
 * stands at the rate with the largest net. *part and *exact may be NULL with note_id. */
enum rc credit_note_replay(struct cx *cx, const struct invoice *invoice, const char *note_id, struct credit *credit,
                           struct line_totals *part, bool *exact);

/* Issues a credit note over note->items (none: everything not yet credited) and settles the invoice. Fills *note.
 * RC_INVALID: a rate that the invoice has not, more than is left at one, or the invoice is a draft; RC_CONFLICT: nothing is
 * left to credit, or the last note of CREDIT_NOTES_MAX is to take back less than all that is left. Field errors found before count. */
enum rc credit_note_issue(struct cx *cx, struct invoice *invoice, struct credit_note *note);

#endif
