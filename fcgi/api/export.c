/* SPDX-License-Identifier: MIT
 *
 * Lists as files: those of the workshop API by the table of their columns, the opportunities (pipeline API, section 4.9). */
#include "pipeline/export.h"

#include "base/str.h"
#include "fcgi/api/export.h"
#include "fcgi/api/rows.h"
#include "pipeline/opportunity.h"

static const char *const formats[] = {"excel", "csv", NULL};
static const char *const french_first[] = {"fr", "en", NULL};
static const char *const english_first[] = {"en", "fr", NULL};

#define FORMAT_FIELD                                                                                                           \
    {                                                                                                                          \
        .name = "format", .type = FT_ENUM, .flags = F_FOLD, .values = formats, .about = "`excel` when left out"                \
    }
#define LANGUAGE_FIELD(first, text)                                                                                            \
    {                                                                                                                          \
        .name = "language", .type = FT_ENUM, .flags = F_FOLD, .values = (first), .about = "Of headings and words; " text       \
    }
enum { FORMAT, LANGUAGE };
const struct field export_query[] = {FORMAT_FIELD, LANGUAGE_FIELD(french_first, "`fr` when left out"), {.name = NULL}};
static const struct field opportunity_export_query[] = {
    FORMAT_FIELD, LANGUAGE_FIELD(english_first, "`en` when left out"), {.name = NULL}};

enum table_format format_table(const char *format)
{
    return str_eq(format, "csv") ? TABLE_CSV : TABLE_XLSX;
}

static enum rc read_choices(struct cx *cx, const struct field *fields, enum table_format *format, bool *french)
{
    const char *text, *language;
    (void)query_choice(cx, &fields[FORMAT], &text); /* what is wrong is told with the other */
    enum rc rc = query_choice(cx, &fields[LANGUAGE], &language);
    *format = format_table(text);
    *french = str_eq(language, "fr");
    return rc;
}

enum rc export_list(struct cx *cx)
{
    struct download download;
    struct query query = request_as_query(cx);
    struct export_wish wish = {.query = &query, .args = crud_list_args(cx)};
    TRY(read_choices(cx, export_query, &wish.format, &wish.french));
    TRY(export_write(cx, route_of(cx)->export, &wish, &download));
    return answer_document(cx, download.content_type, download.filename, download.path, NULL);
}

static enum rc opportunity_export(struct cx *cx)
{
    enum table_format format;
    bool french;
    struct download download;
    struct query query = request_as_query(cx);
    TRY(read_choices(cx, opportunity_export_query, &format, &french));
    TRY(export_opportunities(cx, &query, format, french, &download));
    return answer_document(cx, download.content_type, download.filename, download.path, NULL);
}

static const struct route rows[] = {
    {DEAL_READ("/api/opportunities/export", opportunity_export, "The list as a file, without paging"), .pool = POOL_HEAVY,
     .resource = &opportunity_resource, .query = opportunity_export_query, .flags = ROUTE_FILE},
    {.method = NULL},
};
const struct route_group export_routes = {"Opportunities", NULL, rows};
