/* SPDX-License-Identifier: MIT
 *
 * Reports to the state of sales to private persons and of what they paid for services. */
#include "workshop/ereport.h"

#include "base/time.h"
#include "fcgi/api/rows.h"

static const struct field month_query[] = {
    {.name = "month", .type = FT_DATE, .flags = F_REQUIRED, .about = "Any day of it"},
    {.name = NULL},
};

static enum rc ereports_get(struct cx *cx)
{
    int64_t days = 0;
    int year, month, day;
    struct ereport_month answer;
    const char *text = query_given(cx, &month_query[0]);
    if (!text || !date_parse(text, &days)) {
        TRY(fault_check(cx));
        return fault_field(cx, "month", PROBLEM_REQUIRED, "Required");
    }
    date_parts(days, &year, &month, &day);
    TRY(ereport_month_read(cx, date_from_parts(year, month, 1), &answer));
    return answer_record(cx, 200, &ereport_month_record, &answer);
}

static enum rc ereport_post(struct cx *cx)
{
    struct ereport wish, sent;
    record_clear(&ereport_wish_record, &wish);
    TRY(input(cx, &ereport_wish_record, PARSE_CREATE, &wish, NULL));
    TRY(ereport_send(cx, &wish, &sent));
    return answer_record(cx, 201, &ereport_record, &sent);
}

static const struct route rows[] = {
    {ROW("GET", "/api/e-reports", ereports_get, "What a month's reports to the state say, and whether they were handed over",
         PERM_MANAGER, TX_READ, RATE_READ),
     .pool = POOL_HEAVY, .out = &ereport_month_record, .query = month_query},
    {ROW("POST", "/api/e-reports", ereport_post,
         "Hand a report to the platform's folder; whether it was deposited, the platform knows", PERM_MANAGER, TX_NONE,
         RATE_WRITE),
     .pool = POOL_HEAVY, .in = &ereport_wish_record, .out = &ereport_record, .flags = ROUTE_CREATED},
    {.method = NULL},
};
const struct route_group ereport_routes = {"E-reports", "What the state is told of sales that are no electronic invoices.",
                                           rows};
