/* SPDX-License-Identifier: MIT
 *
 * Suggestions for a line. The statements stand in catalogue.sql; what was written before is counted by the lines themselves, as they
 * are written (the migration `catalogue`). */
#include "workshop/suggest.h"

#include "tenant/settings.h"
#include "workshop/line.h"

#define MATCHES_MAX 250 /* items that match are looked at, the newest and those that begin so, */
#define PAST_MAX 200    /* texts, from either end */

struct past_line {
    const char *description;
    int64_t unit_price; /* ten-thousandths, as it was last written; for a car of that model, if ever */
    const char *price_mode;
    int64_t vat_rate;
    const char *kind, *unit, *reference;
    int64_t times_used;
    int64_t last_used_at;
    int64_t same_model;
};
static const struct field past_fields[] = {
    FIELD_TEXT(struct past_line, description, F_REQUIRED, 0, 0),
    FIELD_DECIMAL(struct past_line, unit_price, F_REQUIRED, 4, 2, 0, 0),
    {.name = "price_mode",
     .type = FT_ENUM,
     .flags = F_REQUIRED,
     .offset = offsetof(struct past_line, price_mode),
     .values = price_modes,
     .about = "Of the paper that it stood on"},
    FIELD_DECIMAL(struct past_line, vat_rate, F_REQUIRED, 2, 1, 0, 0),
    FIELD_ENUM(struct past_line, kind, 0, line_kinds),
    FIELD_ENUM(struct past_line, unit, 0, line_units),
    FIELD_TEXT(struct past_line, reference, 0, 0, 0),
    FIELD_INT(struct past_line, times_used, F_REQUIRED, 0, 0),
    FIELD_TIME(struct past_line, last_used_at, F_REQUIRED),
    FIELD_BOOL(struct past_line, same_model, F_REQUIRED),
};
static RECORD(past_record, "PastLine", struct past_line, past_fields, NULL);

static const struct field suggestions_fields[] = {
    FIELD_LIST(struct suggestions, catalogue, F_READONLY, &suggested_item_record, 0, 0),
    FIELD_LIST(struct suggestions, past, F_READONLY, &past_record, 0, 0),
};
RECORD(suggestions_record, "Suggestions", struct suggestions, suggestions_fields, NULL);

enum rc suggest(struct cx *cx, const struct suggest_wish *wish, struct suggestions *found)
{
    const char *match;
    *found = (struct suggestions){0};
    TRY(search_match(cx, wish->typed, &match));
    if (!match) {
        return RC_OK; /* only punctuation */
    }
    TRY(db_all(
        cx, SQL_CATALOGUE_SUGGESTED,
        ARGS(ARG_T("match", match), ARG_T("typed", wish->typed), ARG_I("most", MATCHES_MAX), ARG_I("limit", wish->limit)),
        &suggested_item_record, &found->catalogue));
    struct catalogue_item *items = found->catalogue.rows;
    for (size_t i = 0; i < found->catalogue.count; i++) {
        TRY(catalogue_resource.fill(cx, &items[i]));
    }
    return db_all(cx, SQL_CATALOGUE_PAST,
                  ARGS(ARG_T("match", match), ARG_I("most", PAST_MAX), ARG_I("limit", wish->limit), ARG_T("make", wish->make),
                       ARG_T("model", wish->model)),
                  &past_record, &found->past);
}
