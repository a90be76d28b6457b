/* SPDX-License-Identifier: MIT
 *
 * Saved views: whose they are, and what a query looks like. */
#include "people/saved_view.h"

#include <ctype.h>
#include <string.h>

#include "auth/user.h"
#include "base/str.h"

/* ---- the query ---- */

static bool is_value_char(const char *c)
{
    bool escape = *c == '%' && isxdigit((unsigned char)c[1]) && isxdigit((unsigned char)c[2]);
    return escape || isalnum((unsigned char)*c) || (*c && strchr("*-._~+,:", *c));
}

/* `name=value`, up to `&` or the end. NULL: it is no such pair. */
static const char *pair_end(const char *pair)
{
    const char *c = pair;
    while (islower((unsigned char)*c) || isdigit((unsigned char)*c) || *c == '_') {
        c++;
    }
    if (c == pair || *c != '=') {
        return NULL;
    }
    do {
        c++;
    } while (*c && *c != '&' && is_value_char(c));
    return *c && *c != '&' ? NULL : c;
}

static bool names_again(const char *query, const char *pair)
{
    size_t len = strcspn(pair, "=") + 1;
    for (const char *other = query; other < pair; other = strchr(other, '&') + 1) {
        if (strncmp(other, pair, len) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_query(const char *query)
{
    size_t count = 0;
    const char *pair = query;
    while (pair && *pair && count++ < SAVED_VIEW_PAIRS_MAX) {
        const char *end = pair_end(pair);
        if (!end || names_again(query, pair) || (*end && !end[1])) {
            return false;
        }
        pair = *end ? end + 1 : NULL;
    }
    return !pair || !*pair;
}

static void view_validate(struct cx *cx, const void *object, uint64_t present)
{
    const struct saved_view *view = object;
    (void)present;
    if (view->noun && !fault_within(cx, "noun") && view->noun[strspn(view->noun, "abcdefghijklmnopqrstuvwxyz_")]) {
        fault_field(cx, "noun", PROBLEM_INVALID_CHARACTER, "Must be lower-case letters and _");
    }
    if (view->query && !fault_within(cx, "query") && !is_query(view->query)) {
        fault_field(cx, "query", PROBLEM_INVALID_URL, "Must be what a list's address says behind its question mark");
    }
}

/* ---- the record ---- */

static const struct field view_fields[] = {
    FIELD_UUID(struct saved_view, id, F_READONLY),
    {.name = "user_id",
     .type = FT_UUID,
     .flags = F_READONLY,
     .offset = offsetof(struct saved_view, user_id),
     .about = "Who keeps it, and alone may change it"},
    FIELD_TEXT(struct saved_view, user_name, F_READONLY | F_NOT_STORED, 0, 0),
    {.name = "noun",
     .type = FT_TEXT,
     .flags = F_REQUIRED | F_CREATE_ONLY | F_FILTER,
     .offset = offsetof(struct saved_view, noun),
     .min = 1,
     .max = 40,
     .about = "Whose list it is of, as the pages call it: `quotes`, `contacts` …"},
    FIELD_TEXT(struct saved_view, name, F_REQUIRED | F_SORT | F_KEYED, 1, 100),
    {.name = "query",
     .type = FT_TEXT,
     .flags = F_REQUIRED,
     .offset = offsetof(struct saved_view, query),
     .min = 1,
     .max = SAVED_VIEW_QUERY_MAX,
     .about = "What the list's address says behind its question mark, escaped: `search=clio&sort=-created_at`; each name once"},
    {.name = "shared",
     .type = FT_BOOL,
     .offset = offsetof(struct saved_view, shared),
     .about = "With the team of who keeps it, and with admins; an admin's with everybody"},
    FIELD_TIME(struct saved_view, created_at, F_READONLY),
    FIELD_TIME(struct saved_view, updated_at, F_READONLY),
    FIELD_INT(struct saved_view, version, F_READONLY, 0, 0),
};
static RECORD(view_record, "SavedView", struct saved_view, view_fields, view_validate);

static const struct list_spec view_list = {
    .record = &view_record,
    .select = SQL_SAVED_VIEW_LIST,
    .count = SQL_SAVED_VIEW_COUNT,
    .count_all = SQL_SAVED_VIEW_COUNT,
    .alias = "s",
    .order = "s.name_key ASC",
    .tie = "s.seq ASC",
};

/* ---- whose it is ---- */

static bool is_own(const struct cx *cx, const struct saved_view *view)
{
    return cx->user && str_eq(cx->user->id, view->user_id);
}

static enum rc view_check(struct cx *cx, const void *before, void *now, uint64_t present)
{
    struct saved_view *view = now;
    (void)present;
    if (before && !is_own(cx, before)) {
        return fault_set(cx, RC_FORBIDDEN, NULL, "Only who keeps a view changes it");
    }
    view->user_id = before ? view->user_id : cx->user->id;
    view->shared = view->shared == INT_NULL ? 0 : view->shared;
    return RC_OK;
}

enum rc saved_view_may_go(struct cx *cx, const char *id)
{
    struct saved_view view;
    TRY(resource_get(cx, &saved_view_resource, id, &view));
    return is_own(cx, &view) || user_may(cx->user, PERM_ADMIN)
               ? RC_OK
               : fault_set(cx, RC_FORBIDDEN, NULL, "Only who keeps a view, or an admin, deletes it");
}

const struct resource saved_view_resource = {
    .record = &view_record,
    .list = &view_list,
    .get = SQL_SAVED_VIEW_GET,
    .insert = SQL_SAVED_VIEW_INSERT,
    .update = SQL_SAVED_VIEW_UPDATE,
    .remove = SQL_SAVED_VIEW_DELETE,
    .check = view_check,
};
