/* SPDX-License-Identifier: MIT
 *
 * What people know their devices by: "Firefox, Windows". Of what a browser calls itself only that is kept, so that no more is known of
 * anybody than he sees in his list. */
#ifndef AUTH_DEVICE_H
#define AUTH_DEVICE_H

#include "base/arena.h"

#define DEVICE_MAX 60 /* bytes */

/* Of a User-Agent header, on the arena: browser and system, those of them that are known; of another program its own name. NULL: nothing
 * can be told. */
const char *device_name(struct arena *arena, const char *agent);

#endif
