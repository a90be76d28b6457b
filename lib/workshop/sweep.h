/* SPDX-License-Identifier: MIT
 *
 * The overdue sweep of one tenant (contract, section 5): SENT invoices past their due date become OVERDUE, SENT quotes past
 * their validity EXPIRED; expired sessions and answers kept longer than a day go; periods that are over are closed (closing.h). It works in short write transactions, so
 * that live traffic waits for none of them; whatever a crash interrupts, the next sweep finds again. */
#ifndef WORKSHOP_SWEEP_H
#define WORKSHOP_SWEEP_H

#include "base/cx.h"

struct sweep_counts {
    int64_t marked; /* invoices that became OVERDUE, each with an activity */
    int64_t expired_quotes;
    int64_t closings; /* of days, months and fiscal years that are over */
};

/* Sweeps cx->db and adds to *counts what was committed, also when it fails half-way. `as_of` is taken for today; NULL: today
 * in the tenant's time zone. Takes no write lock where nothing is to be done. Resets cx->arena after each batch: the caller
 * keeps nothing there. Not to be called inside a transaction. */
enum rc sweep_tenant(struct cx *cx, const char *as_of, struct sweep_counts *counts);

#endif
