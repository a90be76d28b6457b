/* SPDX-License-Identifier: MIT
 *
 * Lists of the assistant's tools. */
#include "assistant/lists.h"

#include "base/str.h"

#define NUMBER_MAX INT64_MAX

static const char *const quote_statuses[] = {"DRAFT", "SENT", "ACCEPTED", "REJECTED", "EXPIRED", NULL};
static const char *const invoice_statuses[] = {"DRAFT", "UNPAID", "OVERDUE", "PAID", NULL};
static const char *const priorities[] = {"LOW", "MEDIUM", "HIGH", "URGENT", NULL};

#define UUID_FILTER(p, c)                                                                                                      \
    {                                                                                                                          \
        .param = (p), .column = (c), .op = FILTER_EQ, .type = {.name = (p), .type = FT_UUID }                                  \
    }
#define DATE_FILTER(p, c, o)                                                                                                   \
    {                                                                                                                          \
        .param = (p), .column = (c), .op = (o), .type = {.name = (p), .type = FT_DATE }                                        \
    }
#define NUMBER_FILTER(p, c, o)                                                                                                 \
    {                                                                                                                          \
        .param = (p), .column = (c), .op = (o), .type = {.name = (p), .type = FT_INT, .min = 0, .max = NUMBER_MAX }            \
    }
#define ENUM_FILTER(p, c, o, v)                                                                                                \
    {                                                                                                                          \
        .param = (p), .column = (c), .op = (o), .type = {.name = (p), .type = FT_ENUM, .values = (v) }                         \
    }
#define TEXT_FILTER(p, c)                                                                                                      \
    {                                                                                                                          \
        .param = (p), .column = (c), .op = FILTER_EQ, .type = {.name = (p), .type = FT_TEXT, .min = 1, .max = 100 }            \
    }

static const struct filter quote_filters[] = {
    ENUM_FILTER("status", "q.status", FILTER_EQ, quote_statuses),
    UUID_FILTER("contact_id", "q.contact_id"),
    DATE_FILTER("from", "q.issue_date", FILTER_GE),
    DATE_FILTER("to", "q.issue_date", FILTER_LE),
    NUMBER_FILTER("min", "q.total", FILTER_GE),
    NUMBER_FILTER("max", "q.total", FILTER_LE),
    NUMBER_FILTER("before", "coalesce(q.sent_at, q.created_at) < :value", FILTER_CUSTOM),
    {.param = NULL},
};
static const struct sort_key quote_sorts[] = {{"age", "coalesce(q.sent_at, q.created_at)"}, {NULL, NULL}};
const struct list_spec assistant_quotes = {
    .record = &tool_row_record,
    .select = SQL_ASSISTANT_QUOTES,
    .count = SQL_QUOTE_COUNT,
    .count_all = SQL_QUOTE_TOTAL,
    .filters = quote_filters,
    .sorts = quote_sorts,
    .order = "q.seq DESC",
    .tie = "q.seq DESC",
};

static const struct filter invoice_filters[] = {
    ENUM_FILTER("status",
                "i.status IN ('SENT', 'OVERDUE', :value) AND CASE :value WHEN 'UNPAID' THEN i.status IN ('SENT', 'OVERDUE') "
                "WHEN 'OVERDUE' THEN i.status IN ('SENT', 'OVERDUE') AND i.due_date < :today ELSE i.status = :value END",
                FILTER_CUSTOM, invoice_statuses),
    UUID_FILTER("contact_id", "i.contact_id"),
    DATE_FILTER("from", "i.issue_date", FILTER_GE),
    DATE_FILTER("to", "i.issue_date", FILTER_LE),
    DATE_FILTER("paid_from", "i.paid_at", FILTER_DAY_GE),
    DATE_FILTER("paid_to", "i.paid_at", FILTER_DAY_LE),
    DATE_FILTER("due_before", "i.due_date < :value", FILTER_CUSTOM),
    NUMBER_FILTER("min", "i.total", FILTER_GE),
    NUMBER_FILTER("max", "i.total", FILTER_LE),
    {.param = NULL},
};
static const struct sort_key invoice_sorts[] = {{"due", "i.due_date"}, {NULL, NULL}};
const struct list_spec assistant_invoices = {
    .record = &tool_row_record,
    .select = SQL_ASSISTANT_INVOICES,
    .count = SQL_INVOICE_COUNT,
    .count_all = SQL_INVOICE_TOTAL,
    .filters = invoice_filters,
    .sorts = invoice_sorts,
    .order = "i.seq DESC",
    .tie = "i.seq DESC",
};

static const struct filter task_filters[] = {
    NUMBER_FILTER("open", "t.status IN ('TODO', 'IN_PROGRESS') AND :value = 1", FILTER_CUSTOM),
    NUMBER_FILTER("due_before", "t.due_date < :value", FILTER_CUSTOM),
    DATE_FILTER("from", "t.due_date", FILTER_DAY_GE),
    DATE_FILTER("to", "t.due_date", FILTER_DAY_LE),
    ENUM_FILTER("priority", "t.priority", FILTER_EQ, priorities),
    UUID_FILTER("assignee_id", "t.assignee_id"),
    UUID_FILTER("contact_id", "t.contact_id"),
    {.param = NULL},
};
static const struct sort_key task_sorts[] = {{"due", "coalesce(t.due_date, 9223372036854775807)"}, {NULL, NULL}};
const struct list_spec assistant_tasks = {
    .record = &tool_row_record,
    .select = SQL_ASSISTANT_TASKS,
    .count = SQL_TASK_COUNT,
    .count_all = SQL_TASK_TOTAL,
    .filters = task_filters,
    .sorts = task_sorts,
    .order = "t.seq DESC",
    .tie = "t.seq DESC",
};

static const struct filter activity_filters[] = {
    DATE_FILTER("from", "a.created_at", FILTER_DAY_GE),
    DATE_FILTER("to", "a.created_at", FILTER_DAY_LE),
    UUID_FILTER("user_id", "a.user_id"),
    UUID_FILTER("contact_id", "a.contact_id"),
    {.param = NULL},
};
const struct list_spec assistant_activities = {
    .record = &tool_row_record,
    .select = SQL_ASSISTANT_ACTIVITIES,
    .count = SQL_ACTIVITY_COUNT,
    .count_all = SQL_ACTIVITY_TOTAL,
    .filters = activity_filters,
    .order = "a.seq DESC",
    .tie = "a.seq DESC",
};

static const struct filter contact_filters[] = {
    DATE_FILTER("from", "c.created_at", FILTER_DAY_GE),
    DATE_FILTER("to", "c.created_at", FILTER_DAY_LE),
    {.param = NULL},
};
const struct list_spec assistant_contacts = {
    .record = &tool_row_record,
    .select = SQL_ASSISTANT_CONTACTS,
    .count = SQL_CONTACT_COUNT,
    .count_all = SQL_CONTACT_TOTAL,
    .search = SQL_ASSISTANT_CONTACT_SEARCH,
    .search_count = SQL_CONTACT_SEARCH_COUNT,
    .search_all = SQL_CONTACT_SEARCH_ALL,
    .filters = contact_filters,
    .order = "c.seq DESC",
    .search_order = "f.rowid DESC",
    .tie = "c.seq DESC",
};

static const struct filter vehicle_filters[] = {
    TEXT_FILTER("plate", "v.license_plate"),
    UUID_FILTER("contact_id", "v.owner_id"),
    {.param = NULL},
};
const struct list_spec assistant_vehicles = {
    .record = &tool_row_record,
    .select = SQL_ASSISTANT_VEHICLES,
    .count = SQL_VEHICLE_COUNT,
    .count_all = SQL_VEHICLE_TOTAL,
    .filters = vehicle_filters,
    .order = "v.seq DESC",
    .tie = "v.seq DESC",
};

static const struct sort_key service_sorts[] = {{"date", "s.date"}, {NULL, NULL}};
const struct list_spec assistant_services = {
    .record = &tool_row_record,
    .select = SQL_ASSISTANT_SERVICES,
    .count = SQL_SERVICE_RECORD_COUNT,
    .count_all = SQL_SERVICE_RECORD_COUNT,
    .sorts = service_sorts,
    .order = "s.date DESC",
    .tie = "s.seq DESC",
};

/* ---- asking ---- */

void want(struct wanted *wanted, const char *name, const char *value)
{
    if (value && wanted->count < sizeof wanted->names / sizeof *wanted->names) {
        wanted->names[wanted->count] = name;
        wanted->values[wanted->count++] = value;
    }
}

void want_number(struct cx *cx, struct wanted *wanted, const char *name, int64_t value)
{
    if (value != INT_NULL) {
        want(wanted, name, arena_printf(cx->arena, "%lld", (long long)value));
    }
}

static const char *get(const struct query *query, const char *name, size_t nth)
{
    const struct wanted *wanted = query->data;
    for (size_t i = 0; nth == 0 && i < wanted->count; i++) {
        if (str_eq(wanted->names[i], name)) {
            return wanted->values[i];
        }
    }
    return NULL;
}

/* What a count with the same filters answers: any one number. */
static enum rc add_up(struct cx *cx, const struct list_spec *spec, enum sql_id sum, const struct wanted *wanted,
                      const struct arg *args, int64_t *value)
{
    struct list_spec summing = *spec;
    struct wanted one = *wanted;
    struct list_page page;
    summing.count = sum;
    summing.count_all = sum;
    want(&one, "limit", "1");
    const struct query query = {get, &one};
    TRY(list_read(cx, &summing, &query, args, &page));
    *value = page.total;
    return RC_OK;
}

enum rc lists_read(struct cx *cx, const struct list_spec *spec, enum sql_id sum, const struct wanted *wanted,
                   const struct arg *args, struct tool_answer *answer)
{
    struct list_page page;
    if (sum != SQL_NONE) {
        TRY(add_up(cx, spec, sum, wanted, args, &answer->sum));
    }
    struct wanted rows = *wanted;
    want(&rows, "page", "1");
    want(&rows, "limit", "50");
    const struct query query = {get, &rows};
    TRY(list_read(cx, spec, &query, args, &page));
    answer->rows = page.rows;
    answer->total = page.total;
    return RC_OK;
}
