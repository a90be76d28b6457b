/* SPDX-License-Identifier: MIT
 *
 * Passwords: scrypt (N=2^14, r=8, p=5, OWASP), stored as "$scrypt$ln=14,r=8,p=5$<salt base64>$<hash base64>".
 * 0.13 s of CPU each: heavy pool only, never inside a transaction. */
#ifndef AUTH_PASSWORD_H
#define AUTH_PASSWORD_H

#include <stdbool.h>

#include "base/cx.h"

/* The rules for a new password: 8-128 characters, not one of the commonest (embedded list), not the account's e-mail or
 * its local part (`email` may be NULL). Adds fault_field(field) rows. */
enum rc password_check(struct cx *cx, const char *field, const char *password, const char *email);

/* Text for the password_hash column, on the arena. */
const char *password_hash(struct cx *cx, const char *password);

/* True if it fits. `stored` NULL (unknown account) does the same work against a fixed hash and answers false, so that known
 * and unknown accounts cost the same. Compared in constant time, and in normal form C: "é" is one character however it was
 * typed. */
bool password_verify(struct cx *cx, const char *stored, const char *password);

/* VISIONCRM_PASSWORD_COST (log2 N, default 14) lets tests be quick; a stored hash always says its own. */
#endif
