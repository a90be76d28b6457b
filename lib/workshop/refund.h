/* SPDX-License-Identifier: MIT
 *
 * Money given back after a credit note: rows that never change, each an entry of the chain. What undoes an entry that was made by
 * mistake is no refund but a reversal (payment.h). */
#ifndef WORKSHOP_REFUND_H
#define WORKSHOP_REFUND_H

#include "workshop/credit_note.h"

struct refund {
    const char *id;
    const char *credit_note_id;
    const char *invoice_id;
    int64_t amount; /* cents, positive */
    const char *payment_method;
    int64_t paid_at;
    const char *till; /* where the money was given */
    const char *reason;
    const char *created_by;
    int64_t created_at;
    int64_t version;
};
extern const struct record refund_record;       /* stored row and answer */
extern const struct record refund_input_record; /* POST /api/credit-notes/{id}/refund */
extern const struct ledger_kind refund_ledger;

/* Records that money was given back, and settles the invoice. RC_INVALID: more than is owed back of it, or than the note is worth;
 * field errors found before count. Fills refund->id. */
enum rc refund_give(struct cx *cx, const struct credit_note *note, struct invoice *invoice, struct refund *refund);

#endif
