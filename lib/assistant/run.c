/* SPDX-License-Identifier: MIT
 *
 * Rows, names and what every tool shares; what each reads stands in run_records.c and run_figures.c. */
#include "assistant/run.h"

#include <string.h>

#include "assistant/lists.h"
#include "assistant/run_parts.h"
#include "assistant/tokens.h"
#include "base/str.h"
#include "base/time.h"

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

int64_t run_today(const struct cx *cx)
{
    return zone_date(cx->zone, cx->now_ms);
}

const char *run_date(struct cx *cx, int64_t days)
{
    char text[DATE_LEN];
    date_format(days, text);
    return arena_strdup(cx->arena, text);
}

struct tool_row *run_rows(const struct tool_answer *answer)
{
    return answer->rows.rows;
}

int64_t run_days_since(const struct cx *cx, int64_t ms)
{
    return ms == INT_NULL ? INT_NULL : run_today(cx) - zone_date(cx->zone, ms);
}

int64_t run_days_after(const struct cx *cx, const char *date)
{
    int64_t days;
    return date && date_parse(date, &days) && days < run_today(cx) ? run_today(cx) - days : INT_NULL;
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

enum rc run_whom(struct cx *cx, const char *name, struct tool_answer *answer, const char **id)
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
        json_record(json, &tool_row_record, &run_rows(answer)[i], true);
    }
    json_array_end(json);
    json_object_end(json);
}
