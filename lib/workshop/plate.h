/* SPDX-License-Identifier: MIT
 *
 * Licence plates. */
#ifndef WORKSHOP_PLATE_H
#define WORKSHOP_PLATE_H

#include "base/arena.h"

/* "ab123cd" -> "AB-123-CD", "1234ab2a" -> "1234 AB 2A"; plates of elsewhere and of embassies as typed, in upper case. */
const char *plate_normalise(struct arena *arena, const char *plate);

#endif
