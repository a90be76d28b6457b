/* SPDX-License-Identifier: MIT
 *
 * What a person wants of the pages, on whichever device: one JSON object whose members the pages choose. It is no record of the
 * business, so the journal does not speak of it. */
#ifndef PEOPLE_PREFERENCE_H
#define PEOPLE_PREFERENCE_H

#include "auth/user.h"

#define PREFERENCES_MAX 16384 /* bytes of compact JSON */

struct preferences {
    const char *body;
    int64_t version; /* one more at each write; INT_NULL: nothing was ever kept */
};
extern const struct record preferences_record; /* of the two columns */

/* {} for whoever has kept none. */
enum rc preferences_get(struct cx *cx, const char *user_id, struct preferences *preferences);
/* In place of what there was, inside the caller's write transaction. */
enum rc preferences_put(struct cx *cx, const char *user_id, const char *body);

#endif
