/* SPDX-License-Identifier: MIT
 *
 * Coefficients: a small table that is read whole. Carrying a change to the deals is recalculate.c's. */
#include "pipeline/coefficient.h"

#include "base/str.h"
#include "pipeline/recalculate.h"
#include "resource/journal.h"

#define COEFFICIENT_MAX 100000 /* 10.0 */

const char *const factor_types[] = {"project_type",        "project_maturity",      "client_type",
                                    "client_relationship", "conservative_approach", NULL};

static const struct field coefficient_fields[] = {
    FIELD_UUID(struct coefficient, id, F_READONLY),
    FIELD_ENUM(struct coefficient, factor_type, F_REQUIRED | F_CREATE_ONLY, factor_types),
    FIELD_TEXT(struct coefficient, factor_value, F_REQUIRED | F_CREATE_ONLY, 1, 100),
    FIELD_DECIMAL(struct coefficient, coefficient, F_REQUIRED, 4, 1, 0, COEFFICIENT_MAX),
    FIELD_BOOL(struct coefficient, is_active, 0),
    FIELD_INT(struct coefficient, recalculated_to, F_INTERNAL, 0, 0),
    {.name = "carried_percent",
     .type = FT_INT,
     .flags = F_READONLY,
     .offset = offsetof(struct coefficient, carried_percent),
     .about = "How far its last change has come through the deals; null: it has come to all of them"},
    FIELD_TIME(struct coefficient, created_at, F_READONLY),
    FIELD_TIME(struct coefficient, updated_at, F_READONLY),
    FIELD_INT(struct coefficient, version, F_READONLY, 0, 0),
};

static void coefficient_validate(struct cx *cx, const void *object, uint64_t present)
{
    const struct coefficient *coefficient = object;
    bool conservative = str_eq(coefficient->factor_type, "conservative_approach");
    (void)present;
    if (conservative && coefficient->factor_value && !str_ieq(coefficient->factor_value, "Yes") &&
        !str_ieq(coefficient->factor_value, "No")) {
        static const char *const answers[] = {"Yes", "No", NULL};
        fault_problem(cx, "factor_value", problem_one_of(cx->arena, answers));
    }
}
RECORD(coefficient_record, "Coefficient", struct coefficient, coefficient_fields, coefficient_validate);

static const struct field short_fields[] = {
    FIELD_TEXT(struct coefficient, factor_value, F_REQUIRED, 0, 0),
    FIELD_DECIMAL(struct coefficient, coefficient, F_REQUIRED, 4, 1, 0, 0),
};
static RECORD(short_record, "FactorValue", struct coefficient, short_fields, NULL);

/* The groups are an array: a record in it begins at the first. */
#define GROUP(factor, at)                                                                                                      \
    {                                                                                                                          \
        .name = (factor), .type = FT_LIST, .flags = F_READONLY | F_NOT_STORED, .offset = (at) * sizeof(struct list),           \
        .sub = &short_record                                                                                                   \
    }
static const struct field group_fields[] = {
    GROUP("project_type", 0),        GROUP("project_maturity", 1),      GROUP("client_type", 2),
    GROUP("client_relationship", 3), GROUP("conservative_approach", 4),
};
static RECORD(group_record, "GroupedCoefficients", struct list[FACTOR_TYPES], group_fields, NULL);

static const struct field coefficients_fields[] = {
    FIELD_LIST(struct coefficients, items, F_READONLY, &coefficient_record, 0, 0),
    FIELD_RECORD(struct coefficients, grouped, &group_record),
};
RECORD(coefficients_record, "Coefficients", struct coefficients, coefficients_fields, NULL);

/* The active ones of one factor. */
static struct list group_of(struct cx *cx, const struct list *all, const char *factor_type)
{
    const struct coefficient *from = all->rows;
    struct coefficient *rows = arena_array(cx->arena, all->count + 1, sizeof *rows);
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        if (from[i].is_active && str_eq(from[i].factor_type, factor_type)) {
            rows[count++] = from[i];
        }
    }
    return (struct list){rows, count};
}

enum rc coefficients_read(struct cx *cx, struct coefficients *coefficients)
{
    TRY(coefficient_all(cx, &coefficients->items));
    for (size_t i = 0; i < FACTOR_TYPES; i++) {
        coefficients->grouped[i] = group_of(cx, &coefficients->items, factor_types[i]);
    }
    return RC_OK;
}

enum rc coefficient_all(struct cx *cx, struct list *list)
{
    return db_all(cx, SQL_COEFFICIENT_ALL, NO_ARGS, &coefficient_record, list);
}

enum rc coefficient_get(struct cx *cx, const char *id, struct coefficient *coefficient)
{
    enum rc rc = db_get(cx, SQL_COEFFICIENT_GET, ARGS(ARG_T("id", id)), &coefficient_record, coefficient);
    return rc == RC_NOT_FOUND ? fault_not_found(cx, coefficient_record.name) : rc;
}

const struct coefficient *coefficient_find(const struct list *coefficients, const char *factor_type, const char *value)
{
    const struct coefficient *rows = coefficients->rows;
    for (size_t i = 0; i < coefficients->count; i++) {
        if (str_eq(rows[i].factor_type, factor_type) && str_ieq(rows[i].factor_value, value)) {
            return &rows[i];
        }
    }
    return NULL;
}

enum rc coefficient_create(struct cx *cx, struct coefficient *coefficient)
{
    int64_t one;
    enum rc rc = db_int(cx, SQL_COEFFICIENT_EXISTS, ARGS(ARG_R(&coefficient_record, coefficient)), &one);
    if (rc == RC_OK) {
        return fault_set(cx, RC_CONFLICT, NULL, "This factor already has a coefficient for that value");
    }
    if (rc != RC_NOT_FOUND) {
        return rc;
    }
    coefficient->is_active = coefficient->is_active == INT_NULL ? 1 : coefficient->is_active;
    return resource_insert(cx, &coefficient_record, SQL_COEFFICIENT_INSERT, coefficient);
}

enum rc coefficient_change(struct cx *cx, const struct coefficient *before, struct coefficient *now)
{
    now->is_active = now->is_active == INT_NULL ? 1 : now->is_active;
    bool changed = now->coefficient != before->coefficient;
    if (now->is_active && (changed || !before->is_active)) {
        now->recalculated_to = 0;
    } else if (changed) {
        now->recalculated_to = INT_NULL;
    }
    TRY(resource_update(cx, &coefficient_record, SQL_COEFFICIENT_UPDATE, before, now, NULL));
    return now->recalculated_to == INT_NULL ? RC_OK : recalculate_queue(cx);
}
