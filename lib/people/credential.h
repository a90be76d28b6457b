/* SPDX-License-Identifier: MIT
 *
 * What stands on a password: signing in, and choosing another one. */
#ifndef PEOPLE_CREDENTIAL_H
#define PEOPLE_CREDENTIAL_H

#include "auth/user.h"

/* The active user whom address or user name and password name: 0.13 s, outside of every transaction. An unknown account
 * costs and answers like a wrong password (RC_UNAUTHORIZED); RC_FORBIDDEN "Account inactive" only after the right one. */
enum rc credential_check(struct cx *cx, const char *login, const char *password, struct user *user);

/* Begins the write transaction that stands on a checked password, to open a session, and notes the sign-in: RC_UNAUTHORIZED if
 * password or account changed while it was checked. */
enum rc credential_enter(struct cx *cx, const struct user *user);

/* Another password for who knows the current one; ends all sessions but the one in use. Not inside a transaction: hashes twice,
 * and begins the write transaction that the caller commits, in which `begun` (NULL: nothing) is asked first. RC_INVALID "Current password incorrect". */
enum rc credential_replace(struct cx *cx, const struct user *user, const char *current, const char *new_password,
                           enum rc (*begun)(struct cx *cx));

#endif
