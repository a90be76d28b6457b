/* SPDX-License-Identifier: MIT
 *
 * People as the pipeline API shows and administers them (section 2; contract, section 3): descriptions of struct user, in
 * which an owner is printed as an admin. */
#ifndef PEOPLE_PERSON_H
#define PEOPLE_PERSON_H

#include "auth/user.h"
#include "resource/resource.h"

extern const struct record person_record;     /* what is printed; what an admin creates and changes */
extern const struct record profile_record;    /* the same, with what people change of themselves */
extern const struct record registrant_record; /* the same, with what strangers say when they register */
extern const struct record member_record;     /* as a team names those who are in it */
extern const struct resource person_resource; /* list and read */

/* What describes a new person beyond its fields: adds errors of the password (NULL passes) and of a team that is not there to
 * those of parsing. */
enum rc person_check(struct cx *cx, const struct user *person);

/* Makes an account of what was parsed and checked: asks for names that are taken, hashes the password, if there is one, and
 * inserts. Not inside a transaction: begins the write transaction that the caller commits. */
enum rc person_admit(struct cx *cx, struct user *person);

/* The rows of the journal for who writes a person otherwise: a new one (`before` NULL) or a changed one. `source` as in
 * resource/journal.h. */
enum rc person_journal(struct cx *cx, const struct user *before, const struct user *now, const char *source);

/* As user_set_password(), with the journal's row, which says that it was changed and nothing of it. */
enum rc person_set_password(struct cx *cx, const char *id, const char *password_hash, const char *keep_session,
                            const char *source);

/* Adds an account inside the caller's write transaction, from what was parsed: who is not said to be inactive is active, and
 * sales unless a role was given; `team_id` must exist. Field errors, conflicts and what is filled as user_insert(). */
enum rc person_insert(struct cx *cx, struct user *person);

/* Changes what `present` (of `record`, one of those above) names, inside the caller's write transaction; errors are added to
 * those of parsing. The owner can be
 * neither demoted nor deactivated: RC_FORBIDDEN. An activation brings the team that was asked for at registration. A new role
 * and a deactivation end the person's sessions. */
enum rc person_change(struct cx *cx, const char *id, const struct record *record, const struct user *patch, uint64_t present);
/* The same, of whether somebody may sign in: `source` as above. */
enum rc person_set_active(struct cx *cx, const char *id, bool is_active, const char *source);

#endif
