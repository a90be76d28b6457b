/* SPDX-License-Identifier: MIT
 *
 * Password resets: 256 random bits, stored as their SHA-256, valid once and for 30 minutes. */
#ifndef AUTH_RESET_H
#define AUTH_RESET_H

#include "auth/user.h"

#define RESET_MINUTES 30
#define RESET_MAX 5 /* links that are valid for one person at the same time: a full mailbox helps nobody */

/* Makes a token inside the caller's write transaction; it exists in *token alone. RC_RATE_LIMITED without a message: there
 * are RESET_MAX. */
enum rc reset_open(struct cx *cx, const char *user_id, const char **token);

/* The active user of a live token. RC_NOT_FOUND without a message otherwise. user_set_password() voids it. */
enum rc reset_user(struct cx *cx, const char *token, struct user *user);

#endif
