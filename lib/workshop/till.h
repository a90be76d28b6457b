/* SPDX-License-Identifier: MIT
 *
 * The till sheet: what was taken on a day, by till and method, as it is counted in the evening. It is of the time of recording, as
 * closings are: what is dated on another day is told apart. */
#ifndef WORKSHOP_TILL_H
#define WORKSHOP_TILL_H

#include "workshop/paper.h"

struct till_row {
    const char *till; /* NULL: none was named */
    const char *payment_method;
    int64_t payment_count, paid, reversal_count, reversed, received; /* cents; received = paid - reversed */
    int64_t other_day_count, other_day;                              /* of which dated on another day */
};

struct till_sheet {
    const char *date;
    int64_t from_at, to_at;
    int64_t is_closed; /* 0 or 1: up to now, or to its end */
    struct list rows;  /* struct till_row, by till and method */
    struct till_row sum;
};
extern const struct record till_sheet_record;

/* Of a day, since 1970 in the tenant's zone. */
enum rc till_sheet_get(struct cx *cx, int64_t day, struct till_sheet *sheet);
/* The same on paper, with room for what was counted. */
enum rc till_sheet_paper(struct cx *cx, const struct till_sheet *sheet, struct paper *paper);

#endif
