/* SPDX-License-Identifier: MIT
 *
 * Coefficients over HTTP (pipeline API, section 8). A change answers when the deals have followed it, or after
 * a minute of that. */
#include "pipeline/coefficient.h"

#include "fcgi/api/rows.h"
#include "pipeline/recalculate.h"

static enum rc coefficients_get(struct cx *cx)
{
    struct coefficients coefficients;
    TRY(coefficients_read(cx, &coefficients));
    return answer_record(cx, 200, &coefficients_record, &coefficients);
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
    TRY(recalculate_commit(cx));
    return answer_coefficient(cx, 200, before.id);
}

static const struct route rows[] = {
    {DEAL_READ("/api/coefficients", coefficients_get, "The factors of probabilities"), .out = &coefficients_record},
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
