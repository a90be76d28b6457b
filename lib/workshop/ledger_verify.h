/* SPDX-License-Identifier: MIT
 *
 * Whether the chain (ledger.h) and the rows that it speaks of are whole. */
#ifndef WORKSHOP_LEDGER_VERIFY_H
#define WORKSHOP_LEDGER_VERIFY_H

#include "base/cx.h"

struct ledger_report {
    int64_t entries;     /* checked */
    int64_t broken_seq;  /* first broken entry; 0: none */
    const char *problem; /* what is wrong, naming the document; NULL: nothing */
};

/* Walks the chain of cx->db: order, links, hashes, entries against rows; then rows without entry, kept sums, and numbers
 * without gap. Stops at the first problem. Constant memory. */
enum rc ledger_verify(struct cx *cx, struct ledger_report *report);

#endif
