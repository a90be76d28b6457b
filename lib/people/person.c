/* SPDX-License-Identifier: MIT
 *
 * The people of a tenant: their three descriptions as input, their list, and the rules of changing one. */
#include "people/person.h"

#include "auth/session.h"
#include "base/str.h"
#include "people/team.h"

static const char *const role_values[] = {"admin", "manager", "sales", NULL};

#define HAS(name) record_present(&person_record, present, name)

static void person_validate(struct cx *cx, const void *object, uint64_t present)
{
    const struct person *person = object;
    (void)present;
    username_check(cx, person->username);
    if (person->profile_picture_url && !str_starts(person->profile_picture_url, "https://")) {
        fault_field(cx, "profile_picture_url", "Must be an https address");
    }
}

#define PERSON_TIMES                                                                                                           \
    FIELD_TIME(struct person, last_login, F_READONLY), FIELD_TIME(struct person, created_at, F_READONLY),                      \
        FIELD_TIME(struct person, updated_at, F_READONLY)

static const struct field person_fields[] = {
    FIELD_UUID(struct person, id, F_READONLY),
    FIELD_EMAIL(struct person, email, F_REQUIRED | F_CREATE_ONLY | F_SEARCH),
    FIELD_TEXT(struct person, username, F_CREATE_ONLY | F_SEARCH | F_NOT_EMPTY, 1, 50),
    FIELD_TEXT(struct person, password, F_SECRET | F_NOT_STORED | F_CREATE_ONLY, 1, 1000),
    FIELD_TEXT(struct person, first_name, F_REQUIRED | F_SEARCH, 1, 100),
    FIELD_TEXT(struct person, last_name, F_SEARCH, 1, 100),
    FIELD_ENUM(struct person, role, 0, role_values),
    FIELD_UUID(struct person, team_id, 0),
    FIELD_TEXT(struct person, team_name, F_READONLY, 0, 0),
    FIELD_RAW(struct person, team, F_DETAIL),
    FIELD_UUID(struct person, pending_team_id, F_READONLY | F_OMIT_NULL),
    FIELD_TEXT(struct person, profile_picture_url, 0, 1, 500),
    FIELD_BOOL(struct person, is_active, 0),
    PERSON_TIMES,
};
RECORD(person_record, "User", struct person, person_fields, person_validate);

static const struct field profile_fields[] = {
    FIELD_UUID(struct person, id, F_READONLY),
    FIELD_EMAIL(struct person, email, F_READONLY),
    FIELD_TEXT(struct person, username, F_READONLY, 1, 50),
    FIELD_TEXT(struct person, first_name, F_REQUIRED, 1, 100),
    FIELD_TEXT(struct person, last_name, 0, 1, 100),
    FIELD_ENUM(struct person, role, F_READONLY, role_values),
    FIELD_UUID(struct person, team_id, F_READONLY),
    FIELD_TEXT(struct person, team_name, F_READONLY, 0, 0),
    FIELD_RAW(struct person, team, 0),
    FIELD_TEXT(struct person, profile_picture_url, 0, 1, 500),
    FIELD_BOOL(struct person, is_active, F_READONLY),
    PERSON_TIMES,
};
RECORD(profile_record, "Profile", struct person, profile_fields, person_validate);

static const struct field registrant_fields[] = {
    FIELD_EMAIL(struct person, email, F_REQUIRED),
    FIELD_TEXT(struct person, username, F_NOT_EMPTY, 1, 50),
    FIELD_TEXT(struct person, password, F_REQUIRED | F_SECRET | F_NOT_STORED, 1, 1000),
    FIELD_TEXT(struct person, first_name, F_REQUIRED, 1, 100),
    FIELD_TEXT(struct person, last_name, F_REQUIRED, 1, 100),
    FIELD_UUID(struct person, team_id, 0),
};
RECORD(registrant_record, "Registration", struct person, registrant_fields, person_validate);

/* ---- list ---- */

static const struct filter person_filters[] = {
    {.param = "role",
     .column = "u.role = :value OR (:value = 'admin' AND u.role = 'owner')",
     .op = FILTER_CUSTOM,
     .type = {.name = "role", .type = FT_ENUM, .flags = F_FOLD, .values = role_values}},
    {.param = "team_id", .column = "u.team_id", .op = FILTER_EQ, .type = {.name = "team_id", .type = FT_UUID}},
    {.param = "is_active", .column = "u.is_active", .op = FILTER_EQ, .type = {.name = "is_active", .type = FT_BOOL}},
    {.param = NULL},
};

static const struct sort_key person_sorts[] = {
    {"email", "text_key(u.email)"},
    {"username", "text_key(u.username)"},
    {"first_name", "text_key(u.first_name)"},
    {"last_name", "text_key(u.last_name)"},
    {"role", "u.role"},
    {"team_name", "t.name_key"},
    {"is_active", "u.is_active"},
    {"last_login", "u.last_login"},
    {"created_at", "u.created_at"},
    {"updated_at", "u.updated_at"},
    {NULL, NULL},
};

static const struct list_spec person_list = {
    .record = &person_record,
    .select = SQL_PERSON_LIST,
    .count = SQL_PERSON_COUNT,
    .count_all = SQL_PERSON_TOTAL,
    .search = SQL_PERSON_SEARCH,
    .search_count = SQL_PERSON_SEARCH_COUNT,
    .search_all = SQL_PERSON_SEARCH_ALL,
    .filters = person_filters,
    .sorts = person_sorts,
    .order = "u.seq DESC",
    .search_order = "f.rowid DESC",
    .tie = "u.seq DESC",
};

const struct resource person_resource = {.record = &person_record, .list = &person_list, .get = SQL_PERSON_GET};

/* ---- writing ---- */

enum rc person_insert(struct cx *cx, struct person *person, const char *pending_team_id, const char *password_hash)
{
    struct user user = {.session_id = NULL};
    record_clear(&user_record, &user);
    user.email = person->email;
    user.username = person->username;
    user.first_name = person->first_name;
    user.last_name = person->last_name;
    user.role = person->role ? person->role : "sales";
    user.team_id = person->team_id;
    user.pending_team_id = pending_team_id;
    user.profile_picture_url = person->profile_picture_url;
    user.password_hash = password_hash;
    user.is_active = person->is_active != 0; /* not said: active */
    TRY(user_insert(cx, &user));
    person->id = user.id;
    return RC_OK;
}

static enum rc guard_owner(struct cx *cx, const struct person *patch, uint64_t present)
{
    if (HAS("role") && !str_eq(patch->role, "admin")) { /* which is how an owner is printed */
        return fault_set(cx, RC_FORBIDDEN, NULL, "The owner cannot be demoted");
    }
    if (HAS("is_active") && patch->is_active != 1) {
        return fault_set(cx, RC_FORBIDDEN, NULL, "The owner cannot be deactivated");
    }
    return RC_OK;
}

/* `user` becomes what the patch says. */
static void apply(struct user *user, const struct person *patch, uint64_t present)
{
    bool owner = user_role(user) == ROLE_OWNER;
    bool activated = HAS("is_active") && patch->is_active == 1 && !user->is_active;
    user->first_name = HAS("first_name") ? patch->first_name : user->first_name;
    user->last_name = HAS("last_name") ? patch->last_name : user->last_name;
    user->profile_picture_url = HAS("profile_picture_url") ? patch->profile_picture_url : user->profile_picture_url;
    user->role = HAS("role") && !owner ? patch->role : user->role;
    user->is_active = HAS("is_active") ? patch->is_active : user->is_active;
    if (HAS("team_id")) {
        user->team_id = patch->team_id;
    } else if (activated && user->pending_team_id) {
        user->team_id = user->pending_team_id;
    }
    if (activated || HAS("team_id")) {
        user->pending_team_id = NULL;
    }
}

enum rc person_change(struct cx *cx, const char *id, const struct person *patch, uint64_t present)
{
    struct user before;
    TRY(user_by_id(cx, id, &before));
    struct user now = before;
    if (HAS("role") && !patch->role) {
        fault_field(cx, "role", "Required");
    }
    if (HAS("is_active") && patch->is_active == INT_NULL) {
        fault_field(cx, "is_active", "Required");
    }
    TRY(team_refer(cx, "team_id", HAS("team_id") ? patch->team_id : NULL));
    TRY(fault_check(cx));
    if (user_role(&before) == ROLE_OWNER) {
        TRY(guard_owner(cx, patch, present));
    }
    apply(&now, patch, present);
    TRY(user_update(cx, &now));
    bool ends = !str_eq(now.role, before.role) || (before.is_active && !now.is_active);
    return ends ? session_close_all(cx, id, NULL) : RC_OK;
}
