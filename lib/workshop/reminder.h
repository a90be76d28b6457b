/* SPDX-License-Identifier: MIT
 *
 * Letters about overdue invoices, for `visioncrm sweep --remind`: up to three an invoice, each so many days after the due date as
 * the settings say (reminder_days_1 to _3), never two of one level, and never sooner after one another than the settings have them
 * apart. What they say depends on the debtor: a consumer owes neither penalties nor the 40 € of Code de commerce D441-5, and reads
 * nothing of them. */
#ifndef WORKSHOP_REMINDER_H
#define WORKSHOP_REMINDER_H

#include "base/cx.h"

/* Writes what is due on the day `as_of` (NULL: today in the tenant's zone), each letter in a transaction of its own with its row of
 * `reminder`, so that a second run, at the same time or later, writes it no more. Adds to *written. Contacts without an address are
 * passed over; the plan's messages of a day are a bound, and what is beyond waits for the next day. Not inside a transaction. */
enum rc reminder_write(struct cx *cx, const char *as_of, int64_t *written);

#endif
