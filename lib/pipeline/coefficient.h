/* SPDX-License-Identifier: MIT
 *
 * The factors that a deal's probability is made of (pipeline API, section 8). */
#ifndef PIPELINE_COEFFICIENT_H
#define PIPELINE_COEFFICIENT_H

#include "resource/resource.h"

struct coefficient {
    const char *id;
    const char *factor_type;
    const char *factor_value;
    int64_t coefficient;     /* ten-thousandths */
    int64_t is_active;       /* 0/1 */
    int64_t recalculated_to; /* see recalculate.h */
    int64_t carried_percent; /* of the deals that its last change has come to; INT_NULL: to all of them */
    int64_t created_at;
    int64_t version; /* one more at each write */
    int64_t updated_at;
};

extern const struct record coefficient_record;
extern const char *const factor_types[]; /* in the specification's order, NULL-terminated */

#define FACTOR_TYPES 5

/* All of them, and the active ones by factor. */
struct coefficients {
    struct list items;                 /* struct coefficient */
    struct list grouped[FACTOR_TYPES]; /* the same, in the order of factor_types */
};
extern const struct record coefficients_record;
enum rc coefficients_read(struct cx *cx, struct coefficients *coefficients);

/* All of them in the order of creation. */
enum rc coefficient_all(struct cx *cx, struct list *list);
/* The one for a value, in any case; NULL: there is none. */
const struct coefficient *coefficient_find(const struct list *coefficients, const char *factor_type, const char *value);

/* RC_NOT_FOUND "Coefficient not found". */
enum rc coefficient_get(struct cx *cx, const char *id, struct coefficient *coefficient);

/* RC_CONFLICT when the factor has that value. Fills id and times. */
enum rc coefficient_create(struct cx *cx, struct coefficient *coefficient);

/* Writes a change inside the caller's transaction and marks it for recalculate_all(), unless deals are not to follow: an
 * inactive coefficient leaves them as they are. */
enum rc coefficient_change(struct cx *cx, const struct coefficient *before, struct coefficient *now);

#endif
