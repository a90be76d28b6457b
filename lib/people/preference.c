/* SPDX-License-Identifier: MIT
 *
 * The row of a person's preferences. */
#include "people/preference.h"

static const struct field preferences_fields[] = {
    FIELD_OBJECT(struct preferences, body, F_REQUIRED, PREFERENCES_MAX),
    FIELD_INT(struct preferences, version, F_READONLY, 0, 0),
};
RECORD(preferences_record, "StoredPreferences", struct preferences, preferences_fields, NULL);

enum rc preferences_get(struct cx *cx, const char *user_id, struct preferences *preferences)
{
    enum rc rc = db_get(cx, SQL_PREFERENCE_GET, ARGS(ARG_T("user_id", user_id)), &preferences_record, preferences);
    if (rc != RC_NOT_FOUND) {
        return rc;
    }
    fault_clear(cx);
    *preferences = (struct preferences){.body = "{}", .version = INT_NULL};
    return RC_OK;
}

enum rc preferences_put(struct cx *cx, const char *user_id, const char *body)
{
    return db_run(cx, SQL_PREFERENCE_PUT, ARGS(ARG_T("user_id", user_id), ARG_T("body", body)));
}
