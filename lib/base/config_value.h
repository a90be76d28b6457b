/* SPDX-License-Identifier: MIT
 *
 * What each type of setting allows, and how that is said. */
#ifndef BASE_CONFIG_VALUE_H
#define BASE_CONFIG_VALUE_H

#include "base/config.h"

/* True if the key may have this value. */
bool config_allows(const struct config_key *key, const char *value);
/* What it may have, to follow "must be": "open or closed", "a number from 1 to 65535". On the arena. */
const char *config_allowed(struct arena *arena, const struct config_key *key);

/* The next entry of a list, trimmed, on the arena; NULL at its end. *list moves on. */
const char *config_next(struct arena *arena, const char **list);

#endif
