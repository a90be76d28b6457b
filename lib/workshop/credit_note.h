/* SPDX-License-Identifier: MIT
 *
 * Credit notes (avoirs): the only way to take back what an issued invoice says. */
#ifndef WORKSHOP_CREDIT_NOTE_H
#define WORKSHOP_CREDIT_NOTE_H

#include "store/resource.h"
#include "workshop/invoice.h"

struct credit_note {
    const char *id;
    const char *credit_note_number; /* AV-YYYY-NNN */
    const char *invoice_id;
    const char *issue_date;
    const char *reason;
    struct list items; /* struct line, rates filled in */
    int64_t subtotal;  /* cents */
    int64_t vat_amount;
    int64_t total;
    const char *created_by;
    int64_t created_at;
};

extern const struct record credit_note_record;
extern const struct record credit_note_input_record; /* reason, items */
extern const struct resource credit_note_resource;

enum rc credit_note_items(struct cx *cx, const char *id, struct list *items);

/* Issues a credit note over note->items (none: everything not yet credited) and settles the invoice. Fills *note.
 * RC_INVALID: more than is left, or the invoice is a draft; RC_CONFLICT: credited in full already. */
enum rc credit_note_issue(struct cx *cx, struct invoice *invoice, struct credit_note *note);

#endif
