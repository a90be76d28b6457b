/* SPDX-License-Identifier: MIT
 *
 * Opportunities over HTTP (pipeline API, sections 4.1 to 4.8, 5 and 6). The rules are lib/pipeline's. */
#include "pipeline/opportunity.h"

#include "fcgi/api/rows.h"
#include "pipeline/bulk.h"
#include "pipeline/opportunity_history.h"
#include "pipeline/opportunity_rules.h"
#include "pipeline/revenue.h"

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

static void write_rows(struct json *json, const char *key, const struct record *record, const struct list *list, bool in_full)
{
    const char *rows = list->rows;
    json_key(json, key);
    json_array(json);
    for (size_t i = 0; i < list->count; i++) {
        json_record(json, record, rows + i * record->size, in_full);
    }
    json_array_end(json);
}

static void kv_coefficient(struct json *json, const char *key, int64_t value)
{
    json_key(json, key);
    json_decimal(json, value, 4, 1);
}

static void write_breakdown(struct json *json, const struct opportunity *deal)
{
    json_key(json, "probability_breakdown");
    json_object(json);
    json_kv_raw(json, "base", "1.0");
    kv_coefficient(json, "project_type_coef", deal->project_type_coef);
    kv_coefficient(json, "maturity_coef", deal->maturity_coef);
    kv_coefficient(json, "client_type_coef", deal->client_type_coef);
    kv_coefficient(json, "relationship_coef", deal->relationship_coef);
    kv_coefficient(json, "conservative_coef", deal->conservative_coef);
    json_key(json, "final");
    json_decimal(json, deal->probability, 4, 3);
    json_object_end(json);
}

static enum rc answer_deal(struct cx *cx, int status, const char *id)
{
    struct opportunity deal;
    struct list months;
    TRY(opportunity_get(cx, id, &deal));
    revenue_by_month(cx, &deal, &months);
    struct json *json = answer(cx, status);
    json_object(json);
    json_record_members(json, &opportunity_record, &deal, true);
    write_breakdown(json, &deal);
    write_rows(json, "revenue_distribution", &revenue_month_record, &months, false);
    json_object_end(json);
    answer_version(cx, &opportunity_record, &deal);
    return RC_OK;
}

static enum rc opportunity_read(struct cx *cx)
{
    return answer_deal(cx, 200, path_id(cx, 0));
}

static enum rc opportunity_revenue(struct cx *cx)
{
    struct opportunity deal;
    struct list months, years;
    TRY(opportunity_get(cx, path_id(cx, 0), &deal));
    revenue_by_month(cx, &deal, &months);
    revenue_by_year(cx, &months, &years);
    struct json *json = answer(cx, 200);
    json_object(json);
    json_kv_text(json, "opportunity_id", deal.id);
    json_kv_money(json, "total_weighted_amount", deal.weighted_amount);
    json_kv_money(json, "total_gross_margin", deal.gross_margin_amount);
    json_kv_int(json, "duration_months", deal.duration_months);
    write_rows(json, "monthly_distribution", &revenue_month_record, &months, true);
    write_rows(json, "yearly_summary", &revenue_year_record, &years, true);
    json_object_end(json);
    return RC_OK;
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
    struct json *json = answer(cx, 200);
    json_object(json);
    json_kv_int(json, "updated_count", result.updated);
    json_key(json, "failed");
    json_array(json);
    const struct bulk_failure *failures = result.failed.rows;
    for (size_t i = 0; i < result.failed.count; i++) {
        json_object(json);
        json_kv_text(json, "id", failures[i].id);
        json_kv_text(json, "reason", failures[i].reason);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
    return RC_OK;
}

/* ---- lists ---- */

static enum rc opportunity_all(struct cx *cx)
{
    struct access access;
    struct list_page *page = arena_alloc(cx->arena, sizeof *page);
    struct query query = request_as_query(cx);
    TRY(access_of(cx, &access));
    TRY(list_read(cx, &opportunity_list, &query, ARGS(ACCESS_ARGS(&access)), page));
    return answer_list(cx, opportunity_list.record, page);
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
     .out = &opportunity_record},
    {DEAL_WRITE("POST", "/api/opportunities/bulk-update", opportunity_bulk, "Change many opportunities alike"),
     .pool = POOL_HEAVY, .in = &bulk_record, .shape = "BulkUpdated"},
    {DEAL_READ("/api/opportunities/{id}", opportunity_read, "An opportunity with owner, team, client, probability and revenue"),
     .label = "Opportunity", .out = &opportunity_record},
    {DEAL_WRITE("PUT", "/api/opportunities/{id}", opportunity_change, "Change what is named"), .label = "Opportunity",
     .in = &opportunity_record, .out = &opportunity_record},
    {DEAL_WRITE("DELETE", "/api/opportunities/{id}", opportunity_remove, "Delete an opportunity with its history"),
     .label = "Opportunity"},
    {DEAL_CREATE("/api/opportunities/{id}/duplicate", opportunity_copy, "A new active opportunity with the same values"),
     .label = "Opportunity", .in = &opportunity_copy_record, .out = &opportunity_record},
    {DEAL_WRITE("PUT", "/api/opportunities/{id}/status", opportunity_status,
                "Win, lose, hold, cancel or reopen; notes become an activity"),
     .label = "Opportunity", .in = &opportunity_status_record, .out = &opportunity_record},
    {DEAL_READ("/api/opportunities/{id}/activities", opportunity_activities, "What happened, newest first"),
     .label = "Opportunity", .shape = "OpportunityActivityPage", .flags = ROUTE_PAGED},
    {DEAL_CREATE("/api/opportunities/{id}/activities", opportunity_activity_post, "Note what was done"), .label = "Opportunity",
     .in = &opportunity_activity_input_record, .out = &opportunity_activity_record},
    {DEAL_READ("/api/opportunities/{id}/revenue-distribution", opportunity_revenue, "Expected revenue by month and year"),
     .label = "Opportunity", .shape = "RevenueDistribution"},
    {.method = NULL},
};
const struct route_group opportunity_routes = {
    "Opportunities",
    "The deals of the sales pipeline, with explained probability, revenue over time, and history. Sales people write their own "
    "and read their team's, managers their teams', admins all.",
    rows};
