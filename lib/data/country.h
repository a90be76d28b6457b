/* SPDX-License-Identifier: MIT
 *
 * Countries as people write them, and their codes of ISO 3166. */
#ifndef DATA_COUNTRY_H
#define DATA_COUNTRY_H

#include "base/arena.h"

#define COUNTRY_HOME "FR" /* where nothing is said */

/* "DE" of "Allemagne", "germany" or "de": French and English names, whatever their case, accents and blanks. NULL: none of that
 * name, or no text. */
const char *country_code(struct arena *arena, const char *name);
/* The same; COUNTRY_HOME where there is no text. */
const char *country_or_home(struct arena *arena, const char *name);

#endif
