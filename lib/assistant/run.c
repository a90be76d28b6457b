/* SPDX-License-Identifier: MIT
 *
 * What each tool reads. */
#include "assistant/run.h"

#include <string.h>

#include "assistant/lists.h"
#include "assistant/tokens.h"
#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "pipeline/access.h"
#include "pipeline/dashboard.h"
#include "tenant/settings.h"
#include "workshop/invoice.h"
#include "workshop/plate.h"
#include "workshop/quote.h"
#include "workshop/report.h"
#include "workshop/vehicle.h"

#define BEST_CLIENTS 5
#define DUE_DAYS 365
#define REPORT_DAYS_MAX 3660 /* of a revenue report */

#define ROW_TEXT(m)                                                                                                            \
    {                                                                                                                          \
        .name = #m, .type = FT_TEXT, .flags = F_OMIT_NULL, .offset = offsetof(struct tool_row, m)                              \
    }
#define ROW_MONEY(m)                                                                                                           \
    {                                                                                                                          \
        .name = #m, .type = FT_DECIMAL, .flags = F_OMIT_NULL, .offset = offsetof(struct tool_row, m), .scale = 2,              \
        .min_decimals = 2                                                                                                      \
    }

static const struct field row_fields[] = {
    ROW_TEXT(id),
    ROW_TEXT(number),
    ROW_TEXT(title),
    ROW_TEXT(name),
    ROW_TEXT(contact_id),
    ROW_TEXT(status),
    ROW_TEXT(priority),
    ROW_TEXT(plate),
    ROW_TEXT(phone),
    ROW_TEXT(email),
    ROW_TEXT(date),
    ROW_TEXT(due_date),
    ROW_MONEY(amount),
    ROW_MONEY(amount_due),
    ROW_MONEY(weighted),
    FIELD_INT(struct tool_row, days, F_OMIT_NULL, 0, 0),
    FIELD_INT(struct tool_row, count, F_OMIT_NULL, 0, 0),
    FIELD_TIME(struct tool_row, at, F_OMIT_NULL),
};
RECORD(tool_row_record, "ToolRow", struct tool_row, row_fields, NULL);

static int64_t today_of(const struct cx *cx)
{
    return zone_date(cx->zone, cx->now_ms);
}

static const char *date_of(struct cx *cx, int64_t days)
{
    char text[DATE_LEN];
    date_format(days, text);
    return arena_strdup(cx->arena, text);
}

static struct tool_row *rows_of(const struct tool_answer *answer)
{
    return answer->rows.rows;
}

/* Whole days from an instant's day to today. */
static int64_t days_since(const struct cx *cx, int64_t ms)
{
    return ms == INT_NULL ? INT_NULL : today_of(cx) - zone_date(cx->zone, ms);
}

static int64_t days_after(const struct cx *cx, const char *date)
{
    int64_t days;
    return date && date_parse(date, &days) && days < today_of(cx) ? today_of(cx) - days : INT_NULL;
}

/* ---- names ---- */

enum rc tool_contacts(struct cx *cx, const char *name, int64_t limit, struct list *rows, int64_t *total)
{
    struct wanted wanted = {0};
    struct tool_answer found = {0};
    want(&wanted, "search", name);
    TRY(lists_read(cx, &assistant_contacts, SQL_NONE, &wanted, NO_ARGS, &found));
    *rows = found.rows;
    rows->count = (int64_t)rows->count > limit ? (size_t)limit : rows->count;
    *total = found.total;
    return RC_OK;
}

static bool has_word(const char *folded, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = folded; (at = strstr(at, word)) != NULL; at++) {
        bool begins = at == folded || at[-1] == ' ' || at[-1] == '-';
        if (begins && (at[len] == '\0' || at[len] == ' ' || at[len] == '-')) {
            return true;
        }
    }
    return false;
}

bool tool_knows_name(void *data, const char *word)
{
    struct cx *cx = data;
    struct rows rows;
    bool known = false;
    if (strlen(word) < 2 || strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789") != strlen(word)) {
        return false;
    }
    const char *match = arena_printf(cx->arena, "names : \"%s\"", word);
    enum rc rc = rows_open(cx, SQL_ASSISTANT_NAMES, ARGS(ARG_T("match", match)), &rows);
    while (rc == RC_OK && !known && (rc = rows_next(&rows)) == RC_OK) {
        known = has_word(tokens_fold(cx->arena, rows_text(&rows, 0)), word);
    }
    if (rc == RC_OK) {
        rows_close(&rows);
    }
    return known;
}

/* Whom a name means: the only contact found, or the only one of exactly that name. Otherwise the answer is unclear. */
static enum rc find_contact(struct cx *cx, const char *name, struct tool_answer *answer, const char **id)
{
    *id = NULL;
    if (!name) {
        return RC_OK;
    }
    TRY(tool_contacts(cx, name, TOOL_ROWS, &answer->rows, &answer->total));
    const struct tool_row *rows = answer->rows.rows, *found = NULL;
    const char *wanted = tokens_fold(cx->arena, name);
    size_t same = 0;
    for (size_t i = 0; i < answer->rows.count; i++) {
        if (answer->total == 1 || (rows[i].name && str_eq(tokens_fold(cx->arena, rows[i].name), wanted))) {
            same++;
            found = &rows[i];
        }
    }
    if (same != 1) {
        answer->unclear = true;
        return RC_OK;
    }
    *id = found->id;
    answer->contact = found->name;
    answer->rows = (struct list){0};
    return RC_OK;
}

/* ---- papers ---- */

static enum rc run_quotes(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    struct wanted wanted = {0};
    const char *contact_id;
    TRY(find_contact(cx, ask->contact, answer, &contact_id));
    if (answer->unclear) {
        return RC_OK;
    }
    want(&wanted, "status", ask->status);
    want(&wanted, "contact_id", contact_id);
    want(&wanted, "from", ask->from);
    want(&wanted, "to", ask->to);
    want_number(cx, &wanted, "min", ask->min_amount);
    want_number(cx, &wanted, "max", ask->max_amount);
    if (ask->older_than_days != INT_NULL) {
        want_number(cx, &wanted, "before", zone_day_start_ms(cx->zone, today_of(cx) - ask->older_than_days));
    }
    if (ask->older_than_days != INT_NULL || str_eq(ask->status, "SENT")) {
        want(&wanted, "sort_by", "age");
        want(&wanted, "sort_order", "asc");
    }
    TRY(lists_read(cx, &assistant_quotes, SQL_ASSISTANT_QUOTE_SUM, &wanted, NO_ARGS, answer));
    for (size_t i = 0; i < answer->rows.count; i++) {
        rows_of(answer)[i].days = days_since(cx, rows_of(answer)[i].at);
    }
    return RC_OK;
}

/* A SENT invoice past its date reads as OVERDUE. */
static void refine_invoices(const struct cx *cx, struct tool_answer *answer)
{
    for (size_t i = 0; i < answer->rows.count; i++) {
        struct tool_row *row = &rows_of(answer)[i];
        bool open = status_is(&invoice_machine, row->status, PHASE_OPEN);
        row->days = open && row->amount_due > 0 ? days_after(cx, row->due_date) : INT_NULL;
        row->status = row->days != INT_NULL ? "OVERDUE" : row->status;
    }
}

static enum rc run_invoices(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    struct wanted wanted = {0};
    const char *contact_id;
    bool paid = str_eq(ask->status, "PAID"), open = str_eq(ask->status, "UNPAID") || str_eq(ask->status, "OVERDUE");
    TRY(find_contact(cx, ask->contact, answer, &contact_id));
    if (answer->unclear) {
        return RC_OK;
    }
    want(&wanted, "status", ask->status);
    want(&wanted, "contact_id", contact_id);
    want(&wanted, paid ? "paid_from" : "from", ask->from);
    want(&wanted, paid ? "paid_to" : "to", ask->to);
    want_number(cx, &wanted, "min", ask->min_amount);
    want_number(cx, &wanted, "max", ask->max_amount);
    if (ask->older_than_days != INT_NULL) {
        want(&wanted, "due_before", date_of(cx, today_of(cx) - ask->older_than_days));
    }
    if (open) {
        want(&wanted, "sort_by", "due");
        want(&wanted, "sort_order", "asc");
    }
    const char *today = date_of(cx, today_of(cx));
    TRY(lists_read(cx, &assistant_invoices, open ? SQL_ASSISTANT_INVOICE_DUE : SQL_ASSISTANT_INVOICE_SUM, &wanted,
                   ARGS(ARG_T("today", today)), answer));
    refine_invoices(cx, answer);
    return RC_OK;
}

/* Adds the paper of that number to the rows. */
static enum rc add_numbered(struct cx *cx, enum sql_id sql, const char *number, const char *what, struct tool_answer *answer)
{
    struct tool_row *row = &rows_of(answer)[answer->rows.count];
    enum rc rc = db_get(cx, sql, ARGS(ARG_T("number", number)), &tool_row_record, row);
    if (rc == RC_NOT_FOUND) {
        fault_clear(cx);
        return RC_OK;
    }
    TRY(rc);
    row->title = what;
    answer->rows.count++;
    answer->total++;
    return RC_OK;
}

static enum rc run_document(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    answer->rows.rows = arena_array(cx->arena, 2, sizeof(struct tool_row));
    if (!str_eq(ask->what, "invoice")) {
        TRY(add_numbered(cx, SQL_ASSISTANT_QUOTE_NUMBERED, ask->number, "quote", answer));
    }
    size_t quotes = answer->rows.count;
    if (!str_eq(ask->what, "quote")) {
        TRY(add_numbered(cx, SQL_ASSISTANT_INVOICE_NUMBERED, ask->number, "invoice", answer));
    }
    if (quotes > 0) {
        rows_of(answer)[0].days =
            status_is(&quote_machine, rows_of(answer)[0].status, PHASE_OPEN) ? days_since(cx, rows_of(answer)[0].at) : INT_NULL;
    }
    if (answer->rows.count > quotes) {
        struct tool_answer invoice = *answer;
        invoice.rows = (struct list){&rows_of(answer)[quotes], 1};
        refine_invoices(cx, &invoice);
    }
    return RC_OK;
}

/* ---- money ---- */

/* The days of a period; what is left open ends today, or begins with the default. */
static void days_of(const struct cx *cx, const struct tool_answer *answer, int64_t *from, int64_t *to)
{
    if (!answer->ask.from || !date_parse(answer->ask.from, from)) {
        *from = 0;
    }
    if (!answer->ask.to || !date_parse(answer->ask.to, to)) {
        *to = today_of(cx);
    }
    *to = *to < *from ? *from : *to;
}

static void default_period(struct cx *cx, struct tool_answer *answer, bool whole_year)
{
    int year, month, day;
    if (answer->ask.from || answer->ask.to) {
        return;
    }
    date_parts(today_of(cx), &year, &month, &day);
    answer->ask.from = date_of(cx, date_from_parts(year, whole_year ? 1 : month, 1));
    answer->ask.to = date_of(cx, today_of(cx));
}

static enum rc run_revenue(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    int64_t from, to;
    struct revenue_report report;
    (void)ask;
    default_period(cx, answer, false);
    days_of(cx, answer, &from, &to);
    if (to - from > REPORT_DAYS_MAX) {
        from = to - REPORT_DAYS_MAX;
        answer->ask.from = date_of(cx, from);
    }
    TRY(report_revenue(cx, from, to, PERIOD_MONTH, &report));
    const struct revenue_period *periods = report.breakdown.rows;
    size_t count = report.breakdown.count;
    answer->sum = report.summary.total_revenue;
    answer->total = report.summary.invoices_paid;
    answer->rows.rows = arena_array(cx->arena, TOOL_ROWS, sizeof(struct tool_row));
    for (size_t i = 0; count > 1 && i < count && i < TOOL_ROWS; i++) {
        struct tool_row *row = &rows_of(answer)[answer->rows.count++];
        record_clear(&tool_row_record, row);
        row->title = periods[i].period;
        row->amount = periods[i].revenue;
        row->count = periods[i].invoices;
    }
    return RC_OK;
}

static enum rc run_best_clients(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    int64_t from, to;
    default_period(cx, answer, true);
    days_of(cx, answer, &from, &to);
    TRY(db_all(cx, SQL_ASSISTANT_BEST_CLIENTS,
               ARGS(ARG_I("from_ms", zone_day_start_ms(cx->zone, from)), ARG_I("to_ms", zone_day_start_ms(cx->zone, to + 1)),
                    ARG_I("limit", ask->limit != INT_NULL ? ask->limit : BEST_CLIENTS)),
               &tool_row_record, &answer->rows));
    answer->total = (int64_t)answer->rows.count;
    answer->sum = 0;
    for (size_t i = 0; i < answer->rows.count; i++) {
        if (!money_add(answer->sum, rows_of(answer)[i].amount, &answer->sum)) {
            return fault_set(cx, RC_INTERNAL, NULL, NULL);
        }
    }
    return RC_OK;
}

static enum rc run_conversion(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    int64_t converted;
    const struct arg *args =
        ARGS(ARG_T("from", ask->from ? ask->from : "0000-01-01"), ARG_T("to", ask->to ? ask->to : "9999-12-31"));
    TRY(db_int(cx, SQL_ASSISTANT_CONVERSION, args, &answer->total));
    TRY(db_int(cx, SQL_ASSISTANT_CONVERTED, args, &converted));
    answer->rate = 0;
    answer->weighted = INT_NULL;
    if (answer->total > 0 && !money_muldiv(converted, 10000, answer->total, &answer->rate)) {
        return fault_set(cx, RC_INTERNAL, NULL, NULL);
    }
    answer->sum = converted;
    return RC_OK;
}

/* ---- people, vehicles, tasks ---- */

static enum rc run_find_contact(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    return tool_contacts(cx, ask->contact, TOOL_ROWS, &answer->rows, &answer->total);
}

static enum rc run_new_contacts(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    struct wanted wanted = {0};
    want(&wanted, "from", ask->from);
    want(&wanted, "to", ask->to);
    return lists_read(cx, &assistant_contacts, SQL_NONE, &wanted, NO_ARGS, answer);
}

static enum rc run_vehicles(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    struct wanted wanted = {0};
    const char *contact_id;
    TRY(find_contact(cx, ask->contact, answer, &contact_id));
    if (answer->unclear) {
        return RC_OK;
    }
    want(&wanted, "plate", ask->plate ? plate_normalise(cx->arena, ask->plate) : NULL);
    want(&wanted, "contact_id", contact_id);
    return lists_read(cx, &assistant_vehicles, SQL_NONE, &wanted, NO_ARGS, answer);
}

static enum rc run_vehicle_history(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    struct wanted wanted = {0};
    TRY(run_vehicles(cx, ask, answer));
    if (answer->rows.count == 0) {
        answer->unclear = true;
        return RC_OK;
    }
    const char *vehicle_id = rows_of(answer)[0].id;
    answer->contact = rows_of(answer)[0].name;
    return lists_read(cx, &assistant_services, SQL_NONE, &wanted, ARGS(ARG_T("vehicle_id", vehicle_id)), answer);
}

static enum rc run_vehicles_due(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    int64_t days = ask->older_than_days != INT_NULL ? ask->older_than_days : DUE_DAYS;
    const struct arg *args = ARGS(ARG_T("before", date_of(cx, today_of(cx) - days)));
    answer->ask.older_than_days = days;
    TRY(db_all(cx, SQL_ASSISTANT_VEHICLES_DUE, args, &tool_row_record, &answer->rows));
    for (size_t i = 0; i < answer->rows.count; i++) {
        rows_of(answer)[i].days = days_after(cx, rows_of(answer)[i].date);
    }
    return db_int(cx, SQL_ASSISTANT_VEHICLES_DUE_COUNT, args, &answer->total);
}

static enum rc run_tasks(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    struct wanted wanted = {0};
    const char *contact_id;
    TRY(find_contact(cx, ask->contact, answer, &contact_id));
    if (answer->unclear) {
        return RC_OK;
    }
    want(&wanted, "open", "1");
    want(&wanted, "from", ask->from);
    want(&wanted, "to", ask->to);
    want(&wanted, "priority", ask->priority);
    want(&wanted, "contact_id", contact_id);
    want(&wanted, "assignee_id", ask->mine == 1 ? cx->user->id : NULL);
    want_number(cx, &wanted, "due_before", ask->late == 1 ? cx->now_ms : INT_NULL);
    want(&wanted, "sort_by", "due");
    want(&wanted, "sort_order", "asc");
    return lists_read(cx, &assistant_tasks, SQL_NONE, &wanted, ARGS(ARG_T("user", cx->user ? cx->user->id : NULL)), answer);
}

static enum rc run_activities(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    struct wanted wanted = {0};
    const char *contact_id;
    TRY(find_contact(cx, ask->contact, answer, &contact_id));
    if (answer->unclear) {
        return RC_OK;
    }
    want(&wanted, "from", ask->from);
    want(&wanted, "to", ask->to);
    want(&wanted, "contact_id", contact_id);
    want(&wanted, "user_id", ask->mine == 1 ? cx->user->id : NULL);
    return lists_read(cx, &assistant_activities, SQL_NONE, &wanted, NO_ARGS, answer);
}

static enum rc run_count(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    bool vehicles = str_eq(ask->what, "vehicles");
    return db_int(cx, vehicles ? SQL_VEHICLE_TOTAL : SQL_CONTACT_TOTAL, NO_ARGS, &answer->total);
}

/* ---- deals ---- */

enum rc tool_owners(struct cx *cx, bool mine, const char **owners)
{
    struct access access;
    if (mine) {
        *owners = arena_printf(cx->arena, "[\"%s\"]", cx->user->id);
        return RC_OK;
    }
    TRY(access_of(cx, &access));
    return db_text(cx, SQL_ASSISTANT_OWNERS, ARGS(ACCESS_ARGS(&access)), owners);
}

static enum rc run_pipeline(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    struct dashboard dashboard = {.today = today_of(cx)};
    struct list found;
    TRY(tool_owners(cx, ask->mine == 1, &dashboard.owners));
    TRY(dashboard_stages(cx, &dashboard, &found));
    const struct stage_figures *stages = found.rows;
    answer->rows.rows = arena_array(cx->arena, found.count, sizeof(struct tool_row));
    answer->sum = 0;
    answer->weighted = 0;
    for (size_t i = 0; i < found.count; i++) {
        if (stages[i].count == 0) {
            continue;
        }
        struct tool_row *row = &rows_of(answer)[answer->rows.count++];
        record_clear(&tool_row_record, row);
        row->title = stages[i].stage;
        row->count = stages[i].count;
        row->amount = stages[i].total_value;
        row->weighted = stages[i].weighted_value;
        answer->total += stages[i].count;
        if (!money_add(answer->sum, row->amount, &answer->sum) ||
            !money_add(answer->weighted, row->weighted, &answer->weighted)) {
            return fault_set(cx, RC_INTERNAL, NULL, NULL);
        }
    }
    return RC_OK;
}

static enum rc run_stalled_deals(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    const char *owners;
    struct settings settings;
    TRY(settings_get(cx, &settings));
    int64_t days = ask->older_than_days != INT_NULL ? ask->older_than_days : settings.stalled_days;
    answer->ask.older_than_days = days;
    TRY(tool_owners(cx, ask->mine == 1, &owners));
    const struct arg *args =
        ARGS(ARG_T("owners", owners), ARG_I("quiet_since", zone_day_start_ms(cx->zone, today_of(cx) - days)));
    TRY(db_all(cx, SQL_ASSISTANT_STALLED, args, &tool_row_record, &answer->rows));
    for (size_t i = 0; i < answer->rows.count; i++) {
        rows_of(answer)[i].days = days_since(cx, rows_of(answer)[i].at);
    }
    TRY(db_int(cx, SQL_ASSISTANT_STALLED_SUM, args, &answer->sum));
    return db_int(cx, SQL_ASSISTANT_STALLED_COUNT, args, &answer->total);
}

/* ---- the whole ---- */

static enum rc (*const runs[TOOL_IDS])(struct cx *, const struct ask *, struct tool_answer *) = {
    [TOOL_QUOTES] = run_quotes,
    [TOOL_INVOICES] = run_invoices,
    [TOOL_DOCUMENT] = run_document,
    [TOOL_REVENUE] = run_revenue,
    [TOOL_BEST_CLIENTS] = run_best_clients,
    [TOOL_FIND_CONTACT] = run_find_contact,
    [TOOL_NEW_CONTACTS] = run_new_contacts,
    [TOOL_VEHICLES] = run_vehicles,
    [TOOL_VEHICLE_HISTORY] = run_vehicle_history,
    [TOOL_VEHICLES_DUE] = run_vehicles_due,
    [TOOL_TASKS] = run_tasks,
    [TOOL_PIPELINE] = run_pipeline,
    [TOOL_STALLED_DEALS] = run_stalled_deals,
    [TOOL_CONVERSION_RATE] = run_conversion,
    [TOOL_ACTIVITIES] = run_activities,
    [TOOL_COUNT] = run_count,
};

enum rc tool_run(struct cx *cx, const struct tool *tool, const struct ask *ask, struct tool_answer *answer)
{
    *answer = (struct tool_answer){.tool = tool, .ask = *ask, .sum = INT_NULL, .rate = INT_NULL, .weighted = INT_NULL};
    TRY(tool_check(cx, tool, ask));
    return runs[tool->id](cx, ask, answer);
}

const char *tool_ids(struct arena *arena, const struct tool_answer *answer, bool (*allows)(const struct tool_row *row))
{
    const struct tool_row *rows = answer->rows.rows;
    struct buf out;
    struct json json;
    bool any = !allows;
    buf_init(&out, arena, 0);
    json_init(&json, &out, TIME_MILLISECONDS);
    json_array(&json);
    for (size_t i = 0; i < answer->rows.count; i++) {
        if (!allows || allows(&rows[i])) {
            json_text(&json, rows[i].id);
            any = true;
        }
    }
    json_array_end(&json);
    return any ? out.data : NULL;
}

void tool_answer_write(struct json *json, const struct tool_answer *answer)
{
    json_object(json);
    json_kv_text(json, "tool", answer->tool->name);
    json_kv_int(json, "total", answer->total);
    if (answer->unclear) {
        json_kv_text(json, "unclear", answer->rows.count == 0 ? "nothing of that name" : "several of that name: ask which");
    }
    if (answer->ask.from) {
        json_kv_text(json, "from", answer->ask.from);
    }
    if (answer->ask.to) {
        json_kv_text(json, "to", answer->ask.to);
    }
    if (answer->rate != INT_NULL) {
        json_kv_int(json, "converted", answer->sum);
        json_key(json, "rate");
        json_decimal(json, answer->rate, 4, 2);
    } else if (answer->sum != INT_NULL) {
        json_kv_money(json, "sum", answer->sum);
    }
    if (answer->weighted != INT_NULL) {
        json_kv_money(json, "weighted", answer->weighted);
    }
    json_key(json, "rows");
    json_array(json);
    for (size_t i = 0; i < answer->rows.count; i++) {
        json_record(json, &tool_row_record, &rows_of(answer)[i], true);
    }
    json_array_end(json);
    json_object_end(json);
}
