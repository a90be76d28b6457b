/* SPDX-License-Identifier: MIT
 *
 * The chain of everything that was issued or paid: hash = SHA-256(previous hash, "\n", entry), where the entry is the
 * canonical JSON text of the row with its lines. Whoever changes, removes or inserts a row breaks it. */
#ifndef WORKSHOP_LEDGER_H
#define WORKSHOP_LEDGER_H

#include "base/cx.h"

/* Appends the entry of a row that stands in the caller's write transaction; kind is INVOICE, CREDIT_NOTE, PAYMENT, REVERSAL. */
enum rc ledger_append(struct cx *cx, const char *kind, const char *ref_id);

struct ledger_report {
    int64_t entries;     /* checked */
    int64_t broken_seq;  /* first broken entry; 0: none */
    const char *problem; /* what is wrong, naming the document; NULL: nothing */
};

/* Walks the chain of cx->db: order, links, hashes, entries against rows; then rows without entry, kept sums, and numbers
 * without gap. Stops at the first problem. Constant memory. */
enum rc ledger_verify(struct cx *cx, struct ledger_report *report);

#endif
