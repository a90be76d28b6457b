/* SPDX-License-Identifier: MIT
 *
 * Teams (pipeline API, section 3). A team's members are the active people whose team it is. */
#ifndef PEOPLE_TEAM_H
#define PEOPLE_TEAM_H

#include "resource/resource.h"

#define TEAM_MEMBERS_MAX 1000

struct team {
    const char *id;
    const char *name; /* unique without case */
    const char *manager_id;
    const char *manager_name;
    const char *manager; /* JSON: id, names, e-mail */
    int64_t member_count;
    const char *members;    /* JSON: a list of the same with role */
    const char *member_ids; /* JSON, input only: who its members are from now on */
    const char *description;
    int64_t created_at;
    int64_t version; /* one more at each write */
    int64_t updated_at;
};

extern const struct record team_record;
extern const struct resource team_resource;

/* RC_OK if the team exists or the id is NULL; otherwise adds fault_field(field, "Team not found"). */
enum rc team_refer(struct cx *cx, const char *field, const char *id);

/* The ids of the teams that somebody leads, as a JSON array: none for who may lead none (any more). */
struct user;
enum rc team_led(struct cx *cx, const struct user *user, const char **ids);

#endif
