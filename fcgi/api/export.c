/* SPDX-License-Identifier: MIT
 *
 * Opportunities as a file (pipeline API, section 4.9), in the heavy pool. */
#include "pipeline/export.h"

#include "base/str.h"
#include "fcgi/api/export.h"
#include "fcgi/api/rows.h"
#include "pipeline/opportunity.h"

static const char *const formats[] = {"excel", "csv", NULL};
static const struct field opportunity_export_query[] = {
    {.name = "format", .type = FT_ENUM, .flags = F_FOLD, .values = formats, .about = "`excel` when left out"},
    {.name = NULL},
};

enum table_format format_table(const char *format)
{
    return str_eq(format, "csv") ? TABLE_CSV : TABLE_XLSX;
}

static enum rc opportunity_export(struct cx *cx)
{
    const char *format;
    struct download download;
    struct query query = request_as_query(cx);
    TRY(query_choice(cx, opportunity_export_query, &format));
    TRY(export_opportunities(cx, &query, format_table(format), &download));
    return answer_document(cx, download.content_type, download.filename, download.path, NULL);
}

static const struct route rows[] = {
    {DEAL_READ("/api/opportunities/export", opportunity_export, "The list as a file, without paging"), .pool = POOL_HEAVY,
     .resource = &opportunity_resource, .query = opportunity_export_query, .flags = ROUTE_FILE},
    {.method = NULL},
};
const struct route_group export_routes = {"Opportunities", NULL, rows};
