/* SPDX-License-Identifier: MIT
 *
 * UUIDv7 (RFC 9562), lower case. The 12 bits after the version carry the fraction of the millisecond, raised by one
 * where needed, so that ids made by one process always increase. */
#ifndef BASE_UUID_H
#define BASE_UUID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define UUID_LEN 37 /* 36 characters and NUL */

void uuid_v7(char out[UUID_LEN]);
char *uuid_new(struct arena *arena);
bool uuid_valid(const char *text); /* 8-4-4-4-12 lower- or upper-case hex, any version */
/* Fills with bytes of the kernel's generator; ends the process if it has none. */
void random_bytes(void *out, size_t len);

#endif
