/* SPDX-License-Identifier: MIT
 *
 * Passwords that were forgotten: a letter with a link (lib/auth/reset.h), and the new password of who follows it. */
#ifndef PEOPLE_RECOVERY_H
#define PEOPLE_RECOVERY_H

#include "base/cx.h"

/* Writes the letter inside the caller's write transaction, where the address is an active person's who has links left. Nobody
 * can tell from the result, nor from the time it takes, whether it was. */
enum rc recovery_begin(struct cx *cx, const char *email);

/* Sets the password of the token's person, voids the token and ends all sessions. Not inside a transaction: hashes, and begins
 * the write transaction that the caller commits. RC_INVALID "Invalid or expired token"; field errors of `new_password`. */
enum rc recovery_finish(struct cx *cx, const char *token, const char *new_password);

#endif
