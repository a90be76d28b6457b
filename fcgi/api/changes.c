/* SPDX-License-Identifier: MIT
 *
 * What others have written meanwhile, for pages that are looked at. */
#include "find/changes.h"

#include "fcgi/api/rows.h"

static const struct field changes_query[] = {
    {.name = "after",
     .type = FT_INT,
     .min = 0,
     .max = INT64_MAX,
     .about = "`seq` of the last answer; left out: nothing is told but the present one"},
    {.name = NULL},
};

static enum rc changes_get(struct cx *cx)
{
    struct changes changes;
    int64_t after = INT_NULL;
    TRY(query_number(cx, &changes_query[0], &after));
    TRY(changes_since(cx, after, &changes));
    return answer_record(cx, 200, &changes_record, &changes);
}

static const struct route rows[] = {
    {ROW("GET", "/api/changes", changes_get, "Which records were written since, and by whom, of what one may see; at most 200",
         PERM_USER, TX_READ, RATE_PULSE),
     .out = &changes_record, .query = changes_query},
    {.method = NULL},
};
const struct route_group changes_routes = {
    "Changes",
    "What others do while one looks at a page: read from the journal of the last 24 hours. Asked again with the same `after` "
    "and the "
    "`ETag` of the last answer, it is 304 as long as nothing happens.",
    rows,
};
