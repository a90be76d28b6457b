/* SPDX-License-Identifier: MIT
 *
 * The first page of a garage's day: what waits for somebody, counted and summed, and what has happened last. */
#ifndef WORKSHOP_TODAY_H
#define WORKSHOP_TODAY_H

#include "data/record.h"

/* Something that waits: how much of it, what it is worth, since when. */
struct today_queue {
    const char *key;
    int64_t count;
    int64_t sum;        /* cents with VAT; of invoices what is due; INT_NULL for tasks */
    const char *oldest; /* the date that counts first: issue of quotes, due date of invoices and tasks; NULL: there is none */
    const char *day;    /* as read: the same of papers, */
    int64_t at;         /* and of what has an instant */
};

struct today {
    struct list queues;     /* struct today_queue, always all of them, in the order of today_keys */
    struct list activities; /* struct activity: the ten newest */
};
extern const struct record today_record;
extern const char *const today_keys[];

/* As of now in the tenant's zone, for cx->user. Reads: to be called in a transaction. */
enum rc today_get(struct cx *cx, struct today *today);

#endif
