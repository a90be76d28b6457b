/* SPDX-License-Identifier: MIT
 *
 * Coefficients over HTTP (pipeline API, section 8). A change answers when the deals have followed it, or after
 * a minute of that. */
#include "pipeline/coefficient.h"

#include "base/str.h"
#include "fcgi/api/rows.h"
#include "pipeline/recalculate.h"

/* The active ones of one factor, in short. */
static void write_group(struct json *json, const char *factor_type, const struct list *list)
{
    const struct coefficient *rows = list->rows;
    json_key(json, factor_type);
    json_array(json);
    for (size_t i = 0; i < list->count; i++) {
        if (rows[i].is_active && str_eq(rows[i].factor_type, factor_type)) {
            json_object(json);
            json_kv_text(json, "factor_value", rows[i].factor_value);
            json_key(json, "coefficient");
            json_decimal(json, rows[i].coefficient, 4, 1);
            json_object_end(json);
        }
    }
    json_array_end(json);
}

static enum rc coefficients_read(struct cx *cx)
{
    struct list list;
    TRY(coefficient_all(cx, &list));
    const struct coefficient *rows = list.rows;
    struct json *json = answer(cx, 200);
    json_object(json);
    json_key(json, "items");
    json_array(json);
    for (size_t i = 0; i < list.count; i++) {
        json_record(json, &coefficient_record, &rows[i], false);
    }
    json_array_end(json);
    json_key(json, "grouped");
    json_object(json);
    for (const char *const *type = factor_types; *type; type++) {
        write_group(json, *type, &list);
    }
    json_object_end(json);
    json_object_end(json);
    return RC_OK;
}

static enum rc answer_coefficient(struct cx *cx, int status, const char *id)
{
    struct coefficient coefficient;
    TRY(coefficient_get(cx, id, &coefficient));
    return answer_record(cx, status, &coefficient_record, &coefficient);
}

static enum rc coefficient_read(struct cx *cx)
{
    return answer_coefficient(cx, 200, path_id(cx, 0));
}

static enum rc coefficient_add(struct cx *cx)
{
    struct coefficient coefficient;
    TRY(input(cx, &coefficient_record, PARSE_CREATE, &coefficient, NULL));
    TRY(coefficient_create(cx, &coefficient));
    return answer_coefficient(cx, 201, coefficient.id);
}

static enum rc coefficient_put(struct cx *cx)
{
    struct coefficient before, patch;
    uint64_t present = 0;
    TRY(coefficient_get(cx, path_id(cx, 0), &before));
    TRY(input(cx, &coefficient_record, PARSE_CHANGE, &patch, &present));
    struct coefficient now = before;
    record_merge(&coefficient_record, &now, &patch, present);
    TRY(coefficient_change(cx, &before, &now));
    TRY(answer_coefficient(cx, 200, before.id));
    return recalculate_commit(cx);
}

static const struct route rows[] = {
    {DEAL_READ("/api/coefficients", coefficients_read, "The factors of probabilities"), .shape = "Coefficients"},
    {DEAL_ROW("POST", "/api/coefficients", coefficient_add, "Add a value of a factor", PERM_ADMIN, TX_WRITE, RATE_WRITE),
     .in = &coefficient_record, .out = &coefficient_record, .flags = ROUTE_CREATED},
    {DEAL_READ("/api/coefficients/{id}", coefficient_read, "A coefficient"), .label = "Coefficient",
     .out = &coefficient_record},
    {DEAL_ROW("PUT", "/api/coefficients/{id}", coefficient_put, "Change a coefficient; open opportunities follow", PERM_ADMIN,
              TX_WRITE, RATE_WRITE),
     .pool = POOL_HEAVY, .label = "Coefficient", .in = &coefficient_record, .out = &coefficient_record},
    {.method = NULL},
};
const struct route_group coefficient_routes = {"Coefficients",
                                               "What probabilities are made of. Open opportunities follow a change.", rows};
