/* SPDX-License-Identifier: MIT
 *
 * The scope of the asking user, worked out from role and teams. */
#include "pipeline/access.h"

#include "base/str.h"

enum rc access_of(struct cx *cx, struct access *access)
{
    const struct user *user = cx->user;
    *access = (struct access){.user_id = "", .teams = "[]"};
    if (!user) {
        return RC_OK; /* nobody sees nothing */
    }
    access->user_id = user->id;
    access->all = user_may(user, PERM_ADMIN);
    if (access->all) {
        return RC_OK;
    }
    if (user_may(user, PERM_MANAGER)) {
        return db_text(cx, SQL_ACCESS_TEAMS, ARGS(ARG_T("user_id", user->id), ARG_T("team_id", user->team_id)), &access->teams);
    }
    access->teams = user->team_id ? arena_printf(cx->arena, "[\"%s\"]", user->team_id) : "[]";
    return RC_OK;
}

static bool is_theirs(const struct access *access, const char *team_id)
{
    return team_id && strstr(access->teams, team_id);
}

bool access_reads(const struct access *access, const char *owner_id, const char *team_id)
{
    return access->all || str_eq(access->user_id, owner_id) || is_theirs(access, team_id);
}

bool access_writes(const struct cx *cx, const struct access *access, const char *owner_id, const char *team_id)
{
    bool team = cx->user && user_may(cx->user, PERM_MANAGER) && is_theirs(access, team_id);
    return access->all || str_eq(access->user_id, owner_id) || team;
}
