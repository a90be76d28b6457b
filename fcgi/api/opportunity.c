/* SPDX-License-Identifier: MIT
 *
 * Opportunities over HTTP (pipeline API, sections 4.1 to 4.8, 5 and 6). The rules are lib/pipeline's. */
#include "pipeline/opportunity_detail.h"

#include "fcgi/api/rows.h"
#include "pipeline/board.h"
#include "pipeline/bulk.h"
#include "pipeline/opportunity_history.h"
#include "pipeline/opportunity_rules.h"

struct copy_input {
    const char *project_name;
};
static const struct field copy_fields[] = {
    {.name = "project_name",
     .type = FT_TEXT,
     .offset = offsetof(struct copy_input, project_name),
     .min = 1,
     .max = 200,
     .about = "`Copy of …` when left out"},
};
static RECORD(opportunity_copy_record, "OpportunityCopy", struct copy_input, copy_fields, NULL);

/* ---- one deal ---- */

static enum rc answer_deal(struct cx *cx, int status, const char *id)
{
    struct opportunity_detail detail;
    TRY(opportunity_detail(cx, id, &detail));
    return answer_record(cx, status, &opportunity_detail_record, &detail);
}

static enum rc opportunity_read(struct cx *cx)
{
    return answer_deal(cx, 200, path_id(cx, 0));
}

static enum rc opportunity_revenue(struct cx *cx)
{
    struct revenue_distribution distribution;
    TRY(revenue_distribution(cx, path_id(cx, 0), &distribution));
    return answer_record(cx, 200, &revenue_distribution_record, &distribution);
}

/* ---- writing ---- */

static enum rc opportunity_add(struct cx *cx)
{
    struct opportunity deal;
    uint64_t present = 0;
    TRY(input_checked_later(cx, &opportunity_record, PARSE_CREATE, &deal, &present));
    TRY(opportunity_compute(cx, NULL, &deal, present));
    TRY(opportunity_create(cx, &deal));
    return answer_deal(cx, 201, deal.id);
}

static enum rc opportunity_change(struct cx *cx)
{
    struct opportunity before, patch;
    uint64_t present = 0;
    TRY(opportunity_get_writable(cx, path_id(cx, 0), &before));
    TRY(input_checked_later(cx, &opportunity_record, PARSE_CHANGE, &patch, &present));
    struct opportunity deal = before;
    record_merge(&opportunity_record, &deal, &patch, present);
    TRY(opportunity_compute(cx, &before, &deal, present));
    TRY(opportunity_save(cx, &before, &deal));
    return answer_deal(cx, 200, deal.id);
}

static enum rc opportunity_remove(struct cx *cx)
{
    TRY(opportunity_delete(cx, path_id(cx, 0)));
    return answer_nothing(cx);
}

static enum rc opportunity_copy(struct cx *cx)
{
    struct copy_input wanted;
    struct opportunity copy;
    TRY(input(cx, &opportunity_copy_record, PARSE_CREATE, &wanted, NULL));
    TRY(opportunity_duplicate(cx, path_id(cx, 0), wanted.project_name, &copy));
    return answer_deal(cx, 201, copy.id);
}

static enum rc opportunity_status(struct cx *cx)
{
    struct opportunity_status_change change;
    TRY(input(cx, &opportunity_status_record, PARSE_CREATE, &change, NULL));
    TRY(opportunity_set_status(cx, path_id(cx, 0), &change));
    return answer_deal(cx, 200, path_id(cx, 0));
}

static enum rc opportunity_bulk(struct cx *cx)
{
    struct bulk bulk;
    struct bulk_result result;
    TRY(input(cx, &bulk_record, PARSE_CREATE, &bulk, NULL));
    TRY(bulk_update(cx, &bulk, &result));
    return answer_record(cx, 200, &bulk_result_record, &result);
}

/* ---- lists ---- */

static enum rc opportunity_all(struct cx *cx)
{
    struct access access;
    struct list_page *page = arena_alloc(cx->arena, sizeof *page);
    struct query query = request_as_query(cx);
    struct deal_clock clock = deal_clock(cx);
    TRY(access_of(cx, &access));
    TRY(list_read(cx, &opportunity_list, &query, ARGS(DEAL_LIST_ARGS(&access, &clock)), page));
    struct opportunity *deals = page->rows.rows;
    for (size_t i = 0; i < page->rows.count; i++) {
        opportunity_refine(&clock, &deals[i]);
    }
    return answer_list(cx, opportunity_list.record, page);
}

static const struct field board_query[] = {
    {.name = "per_stage", .type = FT_INT, .min = 1, .max = BOARD_STAGE_MAX, .about = "Rows of each stage; 50 when left out"},
    {.name = NULL},
};

static enum rc opportunity_board(struct cx *cx)
{
    struct board board;
    int64_t per_stage = BOARD_STAGE_DEFAULT;
    struct query query = request_as_query(cx);
    TRY(query_number(cx, board_query, &per_stage));
    TRY(board_read(cx, &query, per_stage, &board));
    return answer_record(cx, 200, &board_record, &board);
}

static enum rc opportunity_activities(struct cx *cx)
{
    struct opportunity deal;
    struct list_page *page = arena_alloc(cx->arena, sizeof *page);
    struct query query = request_as_query(cx);
    TRY(opportunity_get(cx, path_id(cx, 0), &deal));
    TRY(list_read(cx, &opportunity_activity_list, &query, ARGS(ARG_T("id", deal.id)), page));
    return answer_list(cx, &opportunity_activity_record, page);
}

static enum rc opportunity_activity_post(struct cx *cx)
{
    struct opportunity deal;
    struct opportunity_activity activity;
    TRY(opportunity_get_writable(cx, path_id(cx, 0), &deal));
    TRY(input(cx, &opportunity_activity_input_record, PARSE_CREATE, &activity, NULL));
    TRY(opportunity_activity_add(cx, deal.id, &activity));
    return answer_record(cx, 201, &opportunity_activity_record, &activity);
}

static const struct route rows[] = {
    {DEAL_READ("/api/opportunities", opportunity_all, "List the opportunities that one sees"),
     .resource = &opportunity_resource},
    {DEAL_CREATE("/api/opportunities", opportunity_add, "Create an opportunity"), .in = &opportunity_record,
     .out = &opportunity_detail_record},
    {DEAL_READ("/api/opportunities/board", opportunity_board,
               "The list by stages: how many, what they are worth, the first of each"),
     .pool = POOL_HEAVY, .list = &opportunity_list, .query = board_query, .out = &board_record},
    {DEAL_WRITE("POST", "/api/opportunities/bulk-update", opportunity_bulk, "Change many opportunities alike"),
     .pool = POOL_HEAVY, .in = &bulk_record, .out = &bulk_result_record},
    {DEAL_READ("/api/opportunities/{id}", opportunity_read, "An opportunity with owner, team, client, probability and revenue"),
     .label = "Opportunity", .out = &opportunity_detail_record},
    {DEAL_WRITE("PUT", "/api/opportunities/{id}", opportunity_change, "Change what is named"), .label = "Opportunity",
     .in = &opportunity_record, .out = &opportunity_detail_record},
    {DEAL_WRITE("DELETE", "/api/opportunities/{id}", opportunity_remove, "Delete an opportunity with its history"),
     .label = "Opportunity", .flags = ROUTE_NOTHING},
    {DEAL_CREATE("/api/opportunities/{id}/duplicate", opportunity_copy, "A new active opportunity with the same values"),
     .label = "Opportunity", .in = &opportunity_copy_record, .out = &opportunity_detail_record},
    {DEAL_WRITE("PUT", "/api/opportunities/{id}/status", opportunity_status,
                "Win, lose, hold, cancel or reopen; notes become an activity"),
     .label = "Opportunity", .in = &opportunity_status_record, .out = &opportunity_detail_record},
    {DEAL_READ("/api/opportunities/{id}/activities", opportunity_activities, "What happened, newest first"),
     .label = "Opportunity", .list = &opportunity_activity_list, .out = &opportunity_activity_record, .flags = ROUTE_ROWS},
    {DEAL_CREATE("/api/opportunities/{id}/activities", opportunity_activity_post, "Note what was done"), .label = "Opportunity",
     .in = &opportunity_activity_input_record, .out = &opportunity_activity_record},
    {DEAL_READ("/api/opportunities/{id}/revenue-distribution", opportunity_revenue, "Expected revenue by month and year"),
     .label = "Opportunity", .out = &revenue_distribution_record},
    {.method = NULL},
};
const struct route_group opportunity_routes = {
    "Opportunities",
    "The deals of the sales pipeline, with explained probability, revenue over time, and history. Sales people write their own "
    "and read their team's, managers their teams', admins all.",
    rows};
