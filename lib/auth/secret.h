/* SPDX-License-Identifier: MIT
 *
 * Secrets at rest: AES-256-GCM under the installation's own key, DATA/secret.key or VISIONCRM_SECRET_FILE (64 hex digits,
 * 0600, made on first need). What is sealed here can be opened nowhere else, and only under the label it was sealed with. */
#ifndef AUTH_SECRET_H
#define AUTH_SECRET_H

#include <stddef.h>

#include "base/cx.h"

#define SECRET_MAX 4096 /* bytes that can be sealed at once */

/* *sealed: hex text on the arena. Makes the key file if there is none. RC_INTERNAL (logged): it cannot be read;
 * RC_NO_SPACE. */
enum rc secret_seal(struct cx *cx, const char *label, const void *plain, size_t len, const char **sealed);

/* Bytes that a sealed text holds; 0 for what is none. */
size_t secret_length(const char *sealed);

/* Fills exactly `len` bytes. RC_NOT_FOUND without a message: sealed by another key, under another label, or damaged. */
enum rc secret_open(struct cx *cx, const char *label, const char *sealed, void *plain, size_t len);

/* HMAC-SHA256 of the bytes under the same key, as hex on the arena: a fingerprint of what holds a password, by which nobody
 * who reads the database alone can try passwords. Errors as secret_seal(). */
enum rc secret_mac(struct cx *cx, const void *bytes, size_t len, const char **hex);

#endif
