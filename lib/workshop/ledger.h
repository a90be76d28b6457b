/* SPDX-License-Identifier: MIT
 *
 * The chain of everything that was issued or paid: hash = SHA-256(previous hash, "\n", entry), where the entry is the
 * canonical JSON text of the row with its lines. Whoever changes, removes or inserts a row breaks it. What is chained says for
 * itself what its entries are (struct ledger_kind); ledger_verify.h checks them all. */
#ifndef WORKSHOP_LEDGER_H
#define WORKSHOP_LEDGER_H

#include "data/json_out.h"

#define LEDGER_FIRST "0000000000000000000000000000000000000000000000000000000000000000" /* before the first entry */

struct ledger_kind {
    const char *name; /* INVOICE CREDIT_NOTE PAYMENT REVERSAL REFUND */
    /* Writes the members of a row as it stands now, without what others derive from it. RC_NOT_FOUND: it is gone. */
    enum rc (*entry)(struct cx *cx, struct json *json, const char *id);
    /* What its figures say against other rows; *problem stays NULL when they are right. NULL: nothing to ask. */
    enum rc (*problem)(struct cx *cx, const char *id, const char **problem);
};

/* Appends the entry of a row that stands in the caller's write transaction. */
enum rc ledger_append(struct cx *cx, const struct ledger_kind *kind, const char *ref_id);

/* The canonical text of a row as it stands now, as `entry` above; and the hash that links an entry to the one before. */
enum rc ledger_text(struct cx *cx, const struct ledger_kind *kind, const char *ref_id, const char **text);
const char *ledger_hash(struct cx *cx, const char *previous, const char *entry);

#endif
