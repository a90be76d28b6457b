/* SPDX-License-Identifier: MIT
 *
 * The people of a tenant: their three descriptions as input, their list, and the rules of changing one. */
#include "people/person.h"

#include "auth/password.h"
#include "auth/session.h"
#include "base/str.h"
#include "people/team.h"
#include "resource/journal.h"

static const char *const role_values[] = {"admin", "manager", "sales", NULL};

static const struct field member_fields[] = {
    FIELD_BASE(&user_brief_record),
    FIELD_ENUM(struct user, role, F_REQUIRED, role_values),
};
RECORD(member_record, "TeamMember", struct user, member_fields, NULL);

static const struct field person_team_fields[] = {
    FIELD_UUID(struct team, id, 0),
    FIELD_TEXT(struct team, name, F_REQUIRED, 0, 0),
    FIELD_UUID(struct team, manager_id, 0),
};
static RECORD(person_team_record, "UserTeam", struct team, person_team_fields, NULL);

#define PERSON_TIMES                                                                                                           \
    FIELD_TIME(struct user, last_login, F_READONLY | F_SORT), FIELD_TIME(struct user, created_at, F_READONLY),                 \
        FIELD_TIME(struct user, updated_at, F_READONLY | F_SORT), FIELD_INT(struct user, version, F_READONLY, 0, 0)

static const struct field person_fields[] = {
    FIELD_UUID(struct user, id, F_READONLY),
    FIELD_EMAIL(struct user, email, F_REQUIRED | F_CREATE_ONLY | F_SEARCH | F_SORT),
    FIELD_TEXT(struct user, username, F_CREATE_ONLY | F_SEARCH | F_SORT | F_NOT_EMPTY, 1, 50),
    FIELD_TEXT(struct user, password, F_SECRET | F_NOT_STORED | F_CREATE_ONLY, 1, 1000),
    FIELD_TEXT(struct user, first_name, F_REQUIRED | F_SEARCH | F_SORT, 1, 100),
    FIELD_TEXT(struct user, last_name, F_SEARCH | F_SORT, 1, 100),
    FIELD_ENUM(struct user, role, F_SORT, role_values),
    FIELD_UUID(struct user, team_id, F_FILTER),
    FIELD_TEXT(struct user, team_name, F_READONLY, 0, 0),
    FIELD_PRINTED(struct user, team, F_DETAIL, &person_team_record),
    FIELD_UUID(struct user, pending_team_id, F_READONLY | F_OMIT_NULL),
    FIELD_TEXT(struct user, profile_picture_url, 0, 1, 500),
    FIELD_BOOL(struct user, is_active, F_FILTER | F_SORT),
    PERSON_TIMES,
};
RECORD(person_record, "User", struct user, person_fields, user_validate);

static const struct field profile_fields[] = {
    FIELD_UUID(struct user, id, F_READONLY),
    FIELD_EMAIL(struct user, email, F_READONLY),
    FIELD_TEXT(struct user, username, F_READONLY, 1, 50),
    FIELD_TEXT(struct user, first_name, F_REQUIRED, 1, 100),
    FIELD_TEXT(struct user, last_name, 0, 1, 100),
    FIELD_ENUM(struct user, role, F_READONLY, role_values),
    FIELD_UUID(struct user, team_id, F_READONLY),
    FIELD_TEXT(struct user, team_name, F_READONLY, 0, 0),
    FIELD_PRINTED(struct user, team, 0, &person_team_record),
    FIELD_TEXT(struct user, profile_picture_url, 0, 1, 500),
    FIELD_BOOL(struct user, is_active, F_READONLY),
    PERSON_TIMES,
};
RECORD(profile_record, "Profile", struct user, profile_fields, user_validate);

static const struct field registrant_fields[] = {
    FIELD_EMAIL(struct user, email, F_REQUIRED),
    FIELD_TEXT(struct user, username, F_NOT_EMPTY, 1, 50),
    FIELD_TEXT(struct user, password, F_REQUIRED | F_SECRET | F_NOT_STORED, 1, 1000),
    FIELD_TEXT(struct user, first_name, F_REQUIRED, 1, 100),
    FIELD_TEXT(struct user, last_name, F_REQUIRED, 1, 100),
    FIELD_UUID(struct user, team_id, 0),
};
RECORD(registrant_record, "Registration", struct user, registrant_fields, user_validate);

/* ---- list ---- */

static const struct filter person_filters[] = {
    {.param = "role",
     .column = "u.role = :value OR (:value = 'admin' AND u.role = 'owner')",
     .op = FILTER_CUSTOM,
     .type = {.name = "role", .type = FT_ENUM, .flags = F_FOLD, .values = role_values}},
    {.param = NULL},
};

static const struct sort_key person_sorts[] = {{"team_name", "t.name_key"}, {"created_at", "u.created_at"}, {NULL, NULL}};

static const struct list_spec person_list = {
    .record = &person_record,
    .select = SQL_PERSON_LIST,
    .count = SQL_PERSON_COUNT,
    .count_all = SQL_PERSON_TOTAL,
    .search = SQL_PERSON_SEARCH,
    .search_count = SQL_PERSON_SEARCH_COUNT,
    .search_all = SQL_PERSON_SEARCH_ALL,
    .alias = "u",
    .filters = person_filters,
    .sorts = person_sorts,
    .order = "u.seq DESC",
    .search_order = "f.rowid DESC",
    .tie = "u.seq DESC",
};

const struct resource person_resource = {.record = &person_record, .list = &person_list, .get = SQL_PERSON_GET};

/* ---- writing ---- */

enum rc person_journal(struct cx *cx, const struct user *before, const struct user *now, const char *source)
{
    struct journal_entry entry = {.operation = before ? JOURNAL_CHANGE : JOURNAL_CREATE,
                                  .record = &user_record,
                                  .before = before,
                                  .now = now,
                                  .source = source};
    return journal_write(cx, &entry);
}

enum rc person_set_password(struct cx *cx, const char *id, const char *password_hash, const char *keep_session,
                            const char *source)
{
    struct journal_entry entry = {
        .operation = JOURNAL_CHANGE, .record = &user_record, .id = id, .source = source, .note = "{\"password\":\"changed\"}"};
    TRY(user_set_password(cx, id, password_hash, keep_session));
    return journal_write(cx, &entry);
}

enum rc person_insert(struct cx *cx, struct user *person)
{
    person->role = person->role ? person->role : "sales";
    person->is_active = person->is_active != 0; /* not said: active */
    person->last_login = INT_NULL;
    TRY(user_insert(cx, person));
    return person_journal(cx, NULL, person, NULL);
}

enum rc person_check(struct cx *cx, const struct user *person)
{
    if (person->password) {
        password_check(cx, "password", person->password, person->email);
    }
    return team_refer(cx, "team_id", person->team_id);
}

enum rc person_admit(struct cx *cx, struct user *person)
{
    TRY(user_check_unique(cx, person->email, person->username));
    TRY(fault_check(cx));
    person->password_hash = person->password ? password_hash(cx, person->password) : NULL;
    TRY(db_begin(cx, cx->db, TX_WRITE));
    return person_insert(cx, person);
}

/* A change as it was asked for. */
struct change {
    const struct record *record;
    const struct user *patch;
    uint64_t present; /* bits of the record */
    const char *source;
};

static bool names(const struct change *change, const char *field)
{
    return record_present(change->record, change->present, field);
}

static enum rc check(struct cx *cx, const struct change *change)
{
    change->record->validate(cx, change->patch, change->present);
    if (names(change, "role") && !change->patch->role) {
        fault_field(cx, "role", PROBLEM_REQUIRED, "Required");
    }
    if (names(change, "is_active") && change->patch->is_active == INT_NULL) {
        fault_field(cx, "is_active", PROBLEM_REQUIRED, "Required");
    }
    TRY(team_refer(cx, "team_id", names(change, "team_id") ? change->patch->team_id : NULL));
    return fault_check(cx);
}

static enum rc guard_owner(struct cx *cx, const struct change *change)
{
    if (names(change, "role") && !str_eq(change->patch->role, "admin")) { /* which is how an owner is printed */
        return fault_set(cx, RC_FORBIDDEN, NULL, "The owner cannot be demoted");
    }
    if (names(change, "is_active") && change->patch->is_active != 1) {
        return fault_set(cx, RC_FORBIDDEN, NULL, "The owner cannot be deactivated");
    }
    return RC_OK;
}

static void apply(const struct change *change, const struct user *before, struct user *now)
{
    *now = *before;
    record_merge(change->record, now, change->patch, change->present);
    now->role = user_role(before) == ROLE_OWNER ? before->role : now->role;
    bool activated = now->is_active && !before->is_active;
    if (activated && before->pending_team_id && !names(change, "team_id")) {
        now->team_id = before->pending_team_id;
    }
    now->pending_team_id = activated || names(change, "team_id") ? NULL : before->pending_team_id;
}

static enum rc write(struct cx *cx, const char *id, const struct change *change)
{
    struct user before;
    struct user now;
    TRY(user_by_id(cx, id, &before));
    TRY(check(cx, change));
    TRY(user_role(&before) == ROLE_OWNER ? guard_owner(cx, change) : RC_OK);
    apply(change, &before, &now);
    TRY(resource_update(cx, &user_record, SQL_USER_UPDATE, &before, &now, change->source));
    bool ends = !str_eq(now.role, before.role) || (before.is_active && !now.is_active);
    return ends ? session_close_all(cx, id, NULL) : RC_OK;
}

enum rc person_change(struct cx *cx, const char *id, const struct record *record, const struct user *patch, uint64_t present)
{
    return write(cx, id, &(struct change){record, patch, present, NULL});
}

enum rc person_set_active(struct cx *cx, const char *id, bool is_active, const char *source)
{
    const struct user patch = {.is_active = is_active};
    const uint64_t present = UINT64_C(1) << record_find(&person_record, "is_active");
    return write(cx, id, &(struct change){&person_record, &patch, present, source});
}
