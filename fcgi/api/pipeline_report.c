/* SPDX-License-Identifier: MIT
 *
 * Reports of the pipeline (pipeline API, section 10). */
#include "pipeline/report_file.h"

#include "base/str.h"
#include "fcgi/api/export.h"
#include "fcgi/api/paper.h"
#include "fcgi/api/rows.h"
#include "people/team.h"
#include "pipeline/access.h"
#include "tenant/storage.h"

static const char *const formats[] = {"excel", "csv", "pdf", NULL};
static const struct field report_download_query[] = {
    {.name = "format", .type = FT_ENUM, .flags = F_FOLD, .values = formats, .about = "`excel` when left out"},
    DISPOSITION_FIELD,
    {.name = NULL},
};

enum { FORMAT, DISPOSITION };
enum { TEAM, START, END };
static const struct field report_pipeline_query[] = {
    {.name = "team_id", .type = FT_UUID, .about = "Opportunities of this team only"},
    {.name = "start_date", .type = FT_DATE, .about = "Created on that day or later"},
    {.name = "end_date", .type = FT_DATE, .about = "Created on that day or earlier"},
    {.name = NULL},
};

static enum rc read_query(struct cx *cx, struct report_query *query)
{
    *query = (struct report_query){0};
    query->team_id = query_given(cx, &report_pipeline_query[TEAM]);
    TRY(team_refer(cx, "team_id", query->team_id));
    query->start_date = query_given(cx, &report_pipeline_query[START]);
    query->end_date = query_given(cx, &report_pipeline_query[END]);
    if (query->start_date && query->end_date && strcmp(query->end_date, query->start_date) < 0) {
        fault_field(cx, "end_date", PROBLEM_TOO_EARLY, "Must not be before start_date");
    }
    return fault_check(cx);
}

/* The figures are worked out in a transaction that only reads: the write lock is held for the one row alone. */
static enum rc report_pipeline_get(struct cx *cx)
{
    struct report_query query;
    struct report report;
    TRY(storage_check(cx));
    TRY(db_begin(cx, cx->db, TX_READ));
    TRY(read_query(cx, &query));
    TRY(report_make(cx, &query, &report));
    TRY(db_commit(cx, cx->db));
    TRY(db_begin(cx, cx->db, TX_WRITE));
    TRY(report_store(cx, &report));
    return answer_record(cx, 200, &report_record, &report);
}

static enum rc report_list_get(struct cx *cx)
{
    struct access access;
    struct list_page *page = arena_alloc(cx->arena, sizeof *page);
    struct query query = request_as_query(cx);
    TRY(access_of(cx, &access));
    TRY(list_read(cx, &report_list, &query, ARGS(ARG_T("scope_user", access.user_id)), page));
    return answer_list(cx, report_list.record, page);
}

static enum rc report_one_get(struct cx *cx)
{
    struct report report;
    TRY(report_get(cx, path_id(cx, 0), &report));
    return answer_record(cx, 200, &report_record, &report);
}

static enum rc report_download(struct cx *cx)
{
    const char *format;
    const char *disposition;
    const char *filename;
    struct report report;
    struct download download;
    struct buf body;
    TRY(report_get(cx, path_id(cx, 0), &report));
    (void)query_choice(cx, &report_download_query[FORMAT], &format); /* what is wrong is told with the other */
    TRY(query_choice(cx, &report_download_query[DISPOSITION], &disposition));
    if (str_eq(format, "pdf")) {
        TRY(report_pdf(cx, &report, &body, &filename));
        return answer_paper(cx, &(struct paper){.filename = filename, .body = body});
    }
    if (str_eq(disposition, "inline")) {
        return fault_field(cx, "disposition", PROBLEM_NOT_APPLICABLE, "Only a PDF can be shown: format must be pdf");
    }
    TRY(report_table(cx, &report, format_table(format), &download));
    return answer_document(cx, download.content_type, download.filename, download.path, NULL);
}

/* Makes and stores a report. The specification has a GET for it, the one with a side effect; the handler opens its transactions. */
#define DEAL_MAKE_REPORT(p)                                                                                                    \
    DEAL_ROW("GET", p, report_pipeline_get, "Make and store a report on the opportunities that one sees", PERM_USER, TX_NONE,  \
             RATE_READ),                                                                                                       \
        .pool = POOL_HEAVY, .out = &report_record, .query = report_pipeline_query

static const struct route rows[] = {
    {DEAL_MAKE_REPORT("/api/reports/pipeline"), .flags = ROUTE_BEARER},
    {DEAL_MAKE_REPORT("/api/reports/opportunity-pipeline")},
    {DEAL_READ("/api/reports", report_list_get, "List one's own stored reports"), .resource = &report_resource},
    {DEAL_READ("/api/reports/{id}", report_one_get, "A stored report, as it was made"), .label = "Report",
     .out = &report_record},
    {DEAL_READ("/api/reports/{id}/download", report_download, "A stored report as a file"), .pool = POOL_HEAVY,
     .label = "Report", .query = report_download_query, .flags = ROUTE_FILE},
    {.method = NULL},
};
const struct route_group pipeline_report_routes = {"Reports", NULL, rows};
