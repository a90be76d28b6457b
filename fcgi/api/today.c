/* SPDX-License-Identifier: MIT
 *
 * The first page of the day (contract 8, "Browser"). */
#include "workshop/today.h"

#include "fcgi/api/rows.h"

static enum rc today_show(struct cx *cx)
{
    struct today today;
    TRY(today_get(cx, &today));
    return answer_record(cx, 200, &today_record, &today);
}

static const struct route rows[] = {
    {READ("/api/today", today_show, "What waits: quotes, invoices and tasks, counted; and what has happened last"),
     .out = &today_record},
    {.method = NULL},
};
const struct route_group today_routes = {"Today", "The first page of the day.", rows};
