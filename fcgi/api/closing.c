/* SPDX-License-Identifier: MIT
 *
 * Closings of days, months and fiscal years. */
#include "workshop/closing.h"

#include "fcgi/api/rows.h"

static enum rc closing_post(struct cx *cx)
{
    struct closing closing;
    int64_t made = 0;
    TRY(closing_close_day(cx, &closing, &made));
    return answer_record(cx, made > 0 ? 201 : 200, closing_resource.record, &closing);
}

#define MANAGER_READ(p, h, text) ROW("GET", p, h, text, PERM_MANAGER, TX_READ, RATE_READ)
static const struct route rows[] = {
    {MANAGER_READ("/api/closings", crud_list, "List closings of days, months and fiscal years"), .resource = &closing_resource},
    {ROW("POST", "/api/closings", closing_post,
         "Close the day up to now, before it is over, and whatever is over and has no closing yet; 200 with the closing that "
         "is "
         "there where nothing was recorded since",
         PERM_MANAGER, TX_WRITE, RATE_WRITE),
     .pool = POOL_HEAVY, .label = "Closing", .resource = &closing_resource, .flags = ROUTE_CREATED},
    {MANAGER_READ("/api/closings/{id}", crud_get, "A closing"), .resource = &closing_resource},
    {.method = NULL},
};
const struct route_group closing_routes = {
    "Closings",
    "What was issued and paid in a day, a month, a fiscal year, and since the first invoice, by the time at which it was "
    "recorded. "
    "Each is an entry of the chain; nothing is recorded in a closed period any more. The sweep makes those that are due.",
    rows};
