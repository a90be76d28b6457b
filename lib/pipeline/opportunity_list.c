/* SPDX-License-Identifier: MIT
 *
 * The list of opportunities: its columns, filters and orders (pipeline API, section 4.1). It may be long: what the schema
 * keeps for it stands in sql/tenant/0008_pipeline.sql, how that is used in lib/store/list_long.c. */
#include "pipeline/opportunity.h"

#include "base/money.h"

static const struct field row_fields[] = {
    FIELD_UUID(struct opportunity, id, F_SORT),
    FIELD_TEXT(struct opportunity, project_name, F_SEARCH | F_SORT | F_KEYED, 0, 0),
    FIELD_TEXT(struct opportunity, update_notes, F_INTERNAL, 0, 0), /* read for exports only */
    FIELD_UUID(struct opportunity, owner_id, F_SORT),
    FIELD_TEXT(struct opportunity, owner_name, 0, 0, 0),
    FIELD_UUID(struct opportunity, team_id, F_SORT),
    FIELD_TEXT(struct opportunity, team_name, 0, 0, 0),
    FIELD_UUID(struct opportunity, client_id, F_SORT),
    FIELD_TEXT(struct opportunity, client_name, F_SEARCH | F_SORT | F_KEYED, 0, 0),
    FIELD_TEXT(struct opportunity, service_type, F_SORT, 0, 0),
    FIELD_TEXT(struct opportunity, sector_type, F_SORT, 0, 0),
    FIELD_DECIMAL(struct opportunity, original_amount, F_SORT, 2, 2, 0, 0),
    FIELD_DECIMAL(struct opportunity, gross_margin_percentage, F_SORT, 4, 2, 0, 0),
    FIELD_TEXT(struct opportunity, project_type, F_SORT, 0, 0),
    FIELD_TEXT(struct opportunity, project_maturity, F_SORT, 0, 0),
    FIELD_TEXT(struct opportunity, client_type, F_SORT, 0, 0),
    FIELD_TEXT(struct opportunity, client_relationship, F_SORT, 0, 0),
    FIELD_BOOL(struct opportunity, conservative_approach, F_SORT),
    FIELD_DECIMAL(struct opportunity, probability_score, F_SORT, 4, 2, 0, 0),
    FIELD_DECIMAL(struct opportunity, win_probability_override, F_SORT, 4, 2, 0, 0),
    FIELD_DECIMAL(struct opportunity, weighted_amount, F_SORT, 2, 2, 0, 0),
    FIELD_DECIMAL(struct opportunity, gross_margin_amount, F_SORT, 2, 2, 0, 0),
    FIELD_DATE(struct opportunity, starting_date, F_SORT),
    FIELD_DATE(struct opportunity, closing_date, F_SORT),
    FIELD_INT(struct opportunity, duration_months, F_SORT, 0, 0),
    FIELD_STATUS(struct opportunity, status, F_SORT, &opportunity_machine),
    FIELD_STATUS(struct opportunity, stage, F_SORT, &stage_machine),
    FIELD_TIME(struct opportunity, stage_entered_at, F_SORT),
    FIELD_TIME(struct opportunity, last_activity_at, F_SORT),
    FIELD_BOOL(struct opportunity, needs_followup, F_NOT_STORED),
    FIELD_PRINTED(struct opportunity, next_task, F_NOT_STORED, &deal_task_record),
    FIELD_DATE(struct opportunity, closed_date, F_SORT),
    FIELD_TIME(struct opportunity, created_at, F_SORT),
    FIELD_TIME(struct opportunity, updated_at, F_SORT),
    FIELD_INT(struct opportunity, version, F_SORT, 0, 0),
};
RECORD(opportunity_row_record, "OpportunityRow", struct opportunity, row_fields, NULL);

#define DECIMAL(n, sc, top)                                                                                                    \
    {                                                                                                                          \
        .name = (n), .type = FT_DECIMAL, .scale = (sc), .max = (top)                                                           \
    }
#define DATE(n)                                                                                                                \
    {                                                                                                                          \
        .name = (n), .type = FT_DATE                                                                                           \
    }

/* A text that must be the whole one, A to Z in capitals or not. */
#define TEXT(n)                                                                                                                \
    {                                                                                                                          \
        .param = (n), .column = "o." n " COLLATE NOCASE", .op = FILTER_EQ, .type = {.name = (n), .type = FT_TEXT }             \
    }
#define DAYS(n, expression, what)                                                                                              \
    {.param = n "_from",                                                                                                       \
     .column = (expression),                                                                                                   \
     .op = FILTER_GE,                                                                                                          \
     .type = {.name = n "_from", .type = FT_DATE, .about = what " on that day or later"}},                                     \
    {                                                                                                                          \
        .param = n "_to", .column = (expression), .op = FILTER_LE, .type = {                                                   \
            .name = n "_to",                                                                                                   \
            .type = FT_DATE,                                                                                                   \
            .about = what " on that day or earlier"                                                                            \
        }                                                                                                                      \
    }

#define SLEEPS "(o.status = 'Active' AND (o.last_activity_at <= :quiet_since OR o.closing_date < :today))"

static const struct filter filters[] = {
    {.param = "status",
     .column = "o.status",
     .kind = FILTER_GROUP,
     .kept = "s.status",
     .op = FILTER_FOLD,
     .type = {.name = "status", .type = FT_ENUM, .flags = F_FOLD, .machine = &opportunity_machine}},
    {.param = "stage",
     .column = "o.stage",
     .kind = FILTER_TOTALS,
     .kept = "s.stage",
     .op = FILTER_FOLD,
     .type = {.name = "stage", .type = FT_ENUM, .flags = F_FOLD, .machine = &stage_machine}},
    {.param = "owner_id",
     .column = "o.owner_id",
     .kind = FILTER_OWNERS,
     .kept = "u.id",
     .op = FILTER_EQ,
     .type = {.name = "owner_id", .type = FT_UUID}},
    {.param = "team_id",
     .column = "o.team_id",
     .kind = FILTER_OWNERS,
     .kept = "u.team_id",
     .op = FILTER_EQ,
     .type = {.name = "team_id", .type = FT_UUID}},
    {.param = "sector_type",
     .column = "o.sector_type COLLATE NOCASE",
     .kind = FILTER_TOTALS,
     .kept = "s.sector_type COLLATE NOCASE",
     .op = FILTER_EQ,
     .type = {.name = "sector_type", .type = FT_TEXT}},
    TEXT("service_type"),
    TEXT("project_type"),
    TEXT("project_maturity"),
    TEXT("client_type"),
    TEXT("client_relationship"),
    {.param = "conservative_approach",
     .column = "o.conservative_approach",
     .op = FILTER_EQ,
     .type = {.name = "conservative_approach", .type = FT_BOOL}},
    {.param = "client_id",
     .column = "o.client_id",
     .kind = FILTER_FEW,
     .op = FILTER_EQ,
     .type = {.name = "client_id", .type = FT_UUID}},
    {.param = "min_amount", .column = "o.original_amount", .op = FILTER_GE, .type = DECIMAL("min_amount", 2, MONEY_MAX_CENTS)},
    {.param = "max_amount", .column = "o.original_amount", .op = FILTER_LE, .type = DECIMAL("max_amount", 2, MONEY_MAX_CENTS)},
    {.param = "min_probability",
     .column = "o.probability_score",
     .op = FILTER_GE,
     .type = DECIMAL("min_probability", 4, 10000)},
    {.param = "max_probability",
     .column = "o.probability_score",
     .op = FILTER_LE,
     .type = DECIMAL("max_probability", 4, 10000)},
    {.param = "start_date_from", .column = "o.starting_date", .op = FILTER_GE, .type = DATE("start_date_from")},
    {.param = "start_date_to", .column = "o.starting_date", .op = FILTER_LE, .type = DATE("start_date_to")},
    {.param = "close_date_from", .column = "o.closing_date", .op = FILTER_GE, .type = DATE("close_date_from")},
    {.param = "close_date_to", .column = "o.closing_date", .op = FILTER_LE, .type = DATE("close_date_to")},
    DAYS("created_date", "o.created_date", "Created"),
    DAYS("closed_date", "o.closed_date", "Won, lost or cancelled"),
    {.param = "needs_followup",
     .column = SLEEPS " = :value",
     .op = FILTER_CUSTOM,
     .type = {.name = "needs_followup",
              .type = FT_BOOL,
              .about = "Active, and no activity for 14 days or past the closing date"}},
    {.param = NULL},
};

#define OWNER_NAME SQL_FRAGMENT_DEAL_OWNER_NAME("o")
#define TEAM_NAME SQL_FRAGMENT_DEAL_TEAM_NAME("o")
static const struct sort_key sorts[] = {
    {"owner_name", OWNER_NAME}, {"team_name", TEAM_NAME}, {"needs_followup", SLEEPS}, {NULL, NULL}};

static const char *const indexed_orders[] = {"o.seq",          "o.project_name_key",  "o.original_amount", "o.starting_date",
                                             "o.closing_date", "o.probability_score", "o.weighted_amount", NULL};

static const char *const leading[] = {"o.id", "o.owner_id", "o.team_id", "o.client_id", "o.status", NULL};

/* People and teams are few: going through their deals one after the other spares looking names up for each deal. */
static const struct list_path paths[] = {
    {OWNER_NAME, SQL_OPPORTUNITY_FIND_BY_OWNER, "u.name_key"},
    {TEAM_NAME, SQL_OPPORTUNITY_FIND_BY_OWNER, "t.name_key"},
    {NULL, SQL_NONE, NULL},
};

static const struct list_long long_list = {
    .owners = SQL_OPPORTUNITY_OWNERS,
    .totals = SQL_OPPORTUNITY_TOTALS,
    .totals_all = SQL_OPPORTUNITY_TOTALS_ALL,
    .count = SQL_OPPORTUNITY_COUNT,
    .find = SQL_OPPORTUNITY_FIND,
    .rows = SQL_OPPORTUNITY_ROWS,
    .index = "INDEXED BY opportunity_filter",
    .owner = "o.owner_id",
    .group = "o.status",
    .groups = &opportunity_machine,
    .orders = indexed_orders,
    .leading = leading,
    .paths = paths,
};

static const struct list_summary opportunity_summary = {
    .sums = SQL_OPPORTUNITY_SUMS,
    .search = SQL_OPPORTUNITY_SEARCH_SUMS,
    .kept = SQL_OPPORTUNITY_KEPT_SUMS,
    .status = "status",
    .sums_of = SUMMARY_TOTAL | SUMMARY_WEIGHTED,
};

const struct list_spec opportunity_list = {
    .record = &opportunity_row_record,
    .count_all = SQL_OPPORTUNITY_TOTAL,
    .search = SQL_OPPORTUNITY_SEARCH,
    .search_count = SQL_OPPORTUNITY_SEARCH_COUNT,
    .search_all = SQL_OPPORTUNITY_SEARCH_ALL,
    .alias = "o",
    .filters = filters,
    .sorts = sorts,
    .long_list = &long_list,
    .order = "o.seq DESC",
    .search_order = "f.rowid DESC",
    .tie = "o.seq",
    .summary = &opportunity_summary,
};

const struct resource opportunity_resource = {
    .record = &opportunity_record,
    .list = &opportunity_list,
};
