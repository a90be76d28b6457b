/* SPDX-License-Identifier: MIT
 *
 * People as the pipeline API shows and administers them (section 2; contract, section 3): an owner is printed as an admin.
 * The rows are those of lib/auth/user.h. */
#ifndef PEOPLE_PERSON_H
#define PEOPLE_PERSON_H

#include "auth/user.h"
#include "store/resource.h"

struct person {
    const char *id;
    const char *email;
    const char *username;
    const char *password; /* input only */
    const char *first_name;
    const char *last_name;
    const char *role; /* "admin" "manager" "sales" */
    const char *team_id;
    const char *team_name;
    const char *team; /* JSON: id, name, manager_id */
    const char *pending_team_id;
    const char *profile_picture_url;
    int64_t is_active;
    int64_t last_login;
    int64_t created_at;
    int64_t updated_at;
};

extern const struct record person_record;     /* what is printed; what an admin creates and changes */
extern const struct record profile_record;    /* the same, with what people change of themselves */
extern const struct record registrant_record; /* the same, with what strangers say when they register */
extern const struct resource person_resource; /* list and read */

/* Adds an account inside the caller's write transaction, from what was parsed; `team_id` must exist. Field errors and
 * conflicts as user_insert(). Fills person->id. */
enum rc person_insert(struct cx *cx, struct person *person, const char *pending_team_id, const char *password_hash);

/* Changes what `present` (of person_record) names, inside the caller's write transaction. The owner can be neither demoted
 * nor deactivated: RC_FORBIDDEN. An activation brings the team that was asked for at registration. A new role and a
 * deactivation end the person's sessions. */
enum rc person_change(struct cx *cx, const char *id, const struct person *patch, uint64_t present);

#endif
