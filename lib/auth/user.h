/* SPDX-License-Identifier: MIT
 *
 * People of a tenant, their roles, and what a role may do. */
#ifndef AUTH_USER_H
#define AUTH_USER_H

#include "store/list.h"

enum role { ROLE_SALES = 1, ROLE_MANAGER, ROLE_ADMIN, ROLE_OWNER };

/* What a route asks of the caller; each includes the ones above it. */
enum perm { PERM_NONE, PERM_USER, PERM_MANAGER, PERM_ADMIN, PERM_OWNER };

struct user {
    const char *id;       /* uuid */
    const char *email;    /* as typed; unique without case */
    const char *username; /* unique without case */
    const char *first_name;
    const char *last_name;       /* NULL when sign-up's name was one word */
    const char *role;            /* "owner" "admin" "manager" "sales" */
    const char *team_id;         /* NULL: none */
    const char *pending_team_id; /* asked for at registration; takes effect with the activation */
    const char *password_hash;   /* NULL until set */
    const char *profile_picture_url;
    int64_t is_active;  /* 0/1 */
    int64_t last_login; /* ms or INT_NULL */
    int64_t created_at; /* ms */
    int64_t updated_at; /* ms */
    /* What is no column of app_user, and stands only where its comment says. */
    const char *session_id; /* of the credential in use, when loaded by one */
    int64_t session_seen;   /* when the session last left a sign (ms); the same */
    const char *password;   /* as typed: input of lib/people */
    int64_t version;        /* as lib/people prints people; one more at each write */
    const char *team_name;  /* the same, */
    const char *team;       /* and in full, as JSON: id, name, manager_id */
};

extern const char *const user_roles[];        /* "owner" "admin" "manager" "sales"; ends with NULL */
extern const struct record user_record;       /* every column, and nothing else */
extern const struct record user_brief_record; /* as a deal and a team name whose they are */
extern const struct record user_name_record;
extern const struct list_spec user_name_list; /* by name; takes :active: "true", "false" or "all" */

enum role user_role(const struct user *user);
bool user_may(const struct user *user, enum perm perm);
/* "Marc Dupont" on the arena. */
const char *user_name(struct cx *cx, const struct user *user);

enum rc user_by_id(struct cx *cx, const char *id, struct user *user);       /* RC_NOT_FOUND "User not found" */
enum rc user_by_email(struct cx *cx, const char *email, struct user *user); /* RC_NOT_FOUND, no message */
/* By e-mail address or user name: a user name holds no '@'. RC_NOT_FOUND, no message. */
enum rc user_by_login(struct cx *cx, const char *login, struct user *user);

/* Inserts inside the caller's write transaction. Fills id, created_at, and username (from the e-mail's local part, made
 * unique) where missing. RC_INVALID with a field row for a user name with other characters than letters, digits, dot, dash
 * and underscore; RC_CONFLICT "Email already exists" or "Username already exists". */
enum rc user_insert(struct cx *cx, struct user *user);

/* Adds a field error for a user name that could be read as something else, and for a picture that is not at an https address; NULL
 * passes. The `validate` of every record over struct user. */
void user_validate(struct cx *cx, const void *object, uint64_t present);
/* Adds what is taken of the two (NULL passes), as fault_taken() does. */
enum rc user_check_unique(struct cx *cx, const char *email, const char *username);
/* A new password: ends the user's sessions but `keep_session` (may be NULL) and voids reset links. */
enum rc user_set_password(struct cx *cx, const char *user_id, const char *password_hash, const char *keep_session);
/* Splits a full name at its first space. */
void user_set_name(struct cx *cx, struct user *user, const char *name);

#endif
