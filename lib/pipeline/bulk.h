/* SPDX-License-Identifier: MIT
 *
 * One change of many deals (pipeline API, section 4.8): what may be changed is, in the caller's one transaction; what may not
 * is told id by id. */
#ifndef PIPELINE_BULK_H
#define PIPELINE_BULK_H

#include "pipeline/opportunity.h"

#define BULK_MAX 1000

struct bulk {
    const char *opportunity_ids; /* JSON array of texts */
    const char *updates;         /* JSON object: fields of an opportunity */
};
extern const struct record bulk_record;

struct bulk_failure {
    const char *id; /* as it was sent */
    const char *reason;
    const char *field; /* NULL: the deal as a whole */
    const char *code;  /* of the field's first row of errors, or of the refusal */
};

struct bulk_result {
    int64_t updated_count;
    struct list failed; /* struct bulk_failure */
};
extern const struct record bulk_result_record;

/* RC_INVALID: what is wrong with `updates` whatever the deal; RC_FORBIDDEN: an owner whom the asking user may not name. */
enum rc bulk_update(struct cx *cx, const struct bulk *bulk, struct bulk_result *result);

#endif
