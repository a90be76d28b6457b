/* SPDX-License-Identifier: MIT
 *
 * Who sees and who writes which opportunity (contract, section 3): sales write their own and read their team's; managers read
 * and write their team's; admins all. "Their team" is the team one belongs to and, for a manager, every team one manages.
 * Every statement over opportunities takes the scope as three parameters, so that no query forgets it. */
#ifndef PIPELINE_ACCESS_H
#define PIPELINE_ACCESS_H

#include "auth/user.h"
#include "store/db.h"

/* The scope of the asking user, for SQL: the fragment deal_scope of opportunity.sql or, where a plan must use an index, the
 * people in scope, whom list_long.c filters by. */
struct access {
    int64_t all; /* 1: an admin or owner sees everything */
    const char *user_id;
    const char *teams; /* JSON array of the team ids that count as "theirs" */
};

/* Works it out once a request from cx->user. */
enum rc access_of(struct cx *cx, struct access *access);

/* True if the asking user may read / change a deal of that owner and team. */
bool access_reads(const struct access *access, const char *owner_id, const char *team_id);
bool access_writes(const struct cx *cx, const struct access *access, const char *owner_id, const char *team_id);

#define ACCESS_ARGS(access)                                                                                                    \
    ARG_I("scope_all", (access)->all), ARG_T("scope_user", (access)->user_id), ARG_T("scope_teams", (access)->teams)

#endif
