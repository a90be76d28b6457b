/* SPDX-License-Identifier: MIT
 *
 * Teams: their rules, and who joins and leaves when `member_ids` is given. That a member's opportunities go along is the
 * schema's work (trigger app_user_moved). */
#include "people/team.h"

#include "auth/user.h"
#include "base/str.h"
#include "people/person.h"

static const struct field team_fields[] = {
    FIELD_UUID(struct team, id, F_READONLY),
    FIELD_TEXT(struct team, name, F_REQUIRED | F_SORT | F_KEYED, 1, 100),
    FIELD_UUID(struct team, manager_id, F_FILTER),
    FIELD_TEXT(struct team, manager_name, F_READONLY, 0, 0),
    FIELD_PRINTED(struct team, manager, F_DETAIL, &user_brief_record),
    FIELD_INT(struct team, member_count, F_READONLY, 0, 0),
    FIELD_PRINTED_ROWS(struct team, members, F_REQUIRED | F_DETAIL, &member_record),
    FIELD_IDS(struct team, member_ids, F_SECRET | F_NOT_STORED, TEAM_MEMBERS_MAX),
    FIELD_TEXT(struct team, description, 0, 0, 2000),
    FIELD_TIME(struct team, created_at, F_READONLY),
    FIELD_TIME(struct team, updated_at, F_READONLY),
    FIELD_INT(struct team, version, F_READONLY, 0, 0),
};
RECORD(team_record, "Team", struct team, team_fields, NULL);

enum rc team_refer(struct cx *cx, const char *field, const char *id)
{
    return resource_refer(cx, &team_resource, field, id);
}

static enum rc check_name(struct cx *cx, const struct team *team)
{
    const char *other;
    enum rc rc = db_text(cx, SQL_TEAM_BY_NAME, ARGS(ARG_T("name", team->name)), &other);
    if (rc == RC_NOT_FOUND) {
        return RC_OK;
    }
    TRY(rc);
    if (!str_eq(other, team->id)) {
        fault_taken(cx, "name", PROBLEM_ALREADY_EXISTS, "Team name already exists");
    }
    return RC_OK;
}

static enum rc check_manager(struct cx *cx, const char *manager_id)
{
    struct user manager = {.role = NULL};
    if (!manager_id) {
        return RC_OK;
    }
    enum rc rc = db_text(cx, SQL_PERSON_ROLE, ARGS(ARG_T("id", manager_id)), &manager.role);
    if (rc != RC_OK && rc != RC_NOT_FOUND) {
        return rc;
    }
    if (rc == RC_NOT_FOUND || !user_may(&manager, PERM_MANAGER)) {
        fault_field(cx, "manager_id", PROBLEM_NOT_A_MANAGER, "Must be an active manager or admin");
    }
    return RC_OK;
}

static enum rc check_members(struct cx *cx, const char *member_ids)
{
    int64_t at;
    if (!member_ids) {
        return RC_OK;
    }
    enum rc rc = db_int(cx, SQL_TEAM_STRANGERS, ARGS(ARG_T("member_ids", member_ids)), &at);
    if (rc == RC_OK) {
        fault_field(cx, arena_printf(cx->arena, "member_ids[%lld]", (long long)at), PROBLEM_NOT_ACTIVE,
                    "Must be an active user");
    }
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc team_check(struct cx *cx, const void *before, void *now, uint64_t present)
{
    struct team *team = now;
    (void)before;
    if (record_present(&team_record, present, "manager_id")) {
        TRY(check_manager(cx, team->manager_id));
    }
    TRY(check_members(cx, team->member_ids));
    return team->name ? check_name(cx, team) : RC_OK;
}

/* Whoever leaves or joins is a person that is written: one by one, in flat memory. */
static enum rc move_member(struct cx *cx, const struct team *team, struct rows *rows)
{
    struct user before;
    TRY(rows_next(rows));
    const char *id = rows_text(rows, 0);
    TRY(user_by_id(cx, id, &before));
    struct user now = before;
    now.team_id = rows_int(rows, 1) ? team->id : NULL;
    TRY(db_run(cx, SQL_TEAM_MOVE, ARGS(ARG_T("id", id), ARG_T("team_id", now.team_id), ARG_I("now", cx->now_ms))));
    return person_journal(cx, &before, &now, NULL);
}

static enum rc move_members(struct cx *cx, const struct team *team)
{
    struct scratch scratch;
    struct rows rows;
    enum rc rc = RC_OK;
    TRY(rows_open(cx, SQL_TEAM_MOVES, ARGS(ARG_T("id", team->id), ARG_T("member_ids", team->member_ids)), &rows));
    cx_scratch_begin(cx, &scratch);
    while (rc == RC_OK) {
        rc = move_member(cx, team, &rows);
        cx_scratch_reset(cx, &scratch);
    }
    cx_scratch_end(cx, &scratch);
    rows_close(&rows);
    return rc == RC_END ? RC_OK : rc;
}

static enum rc team_written(struct cx *cx, const void *before, const void *now)
{
    const struct team *team = now;
    (void)before;
    if (!team->member_ids) {
        return RC_OK;
    }
    return move_members(cx, team);
}

static const struct sort_key team_sorts[] = {{"created_at", "t.created_at"}, {NULL, NULL}};

static const struct list_spec team_list = {
    .record = &team_record,
    .select = SQL_TEAM_LIST,
    .count = SQL_TEAM_COUNT,
    .count_all = SQL_TEAM_COUNT,
    .alias = "t",
    .sorts = team_sorts,
    .order = "t.seq DESC",
    .tie = "t.seq DESC",
    .optional_paging = true,
};

const struct resource team_resource = {
    .record = &team_record,
    .list = &team_list,
    .get = SQL_TEAM_GET,
    .insert = SQL_TEAM_INSERT,
    .update = SQL_TEAM_UPDATE,
    .check = team_check,
    .written = team_written,
};

enum rc team_led(struct cx *cx, const struct user *user, const char **ids)
{
    *ids = "[]";
    return user_may(user, PERM_MANAGER) ? db_text(cx, SQL_TEAM_LED, ARGS(ARG_T("user_id", user->id)), ids) : RC_OK;
}
