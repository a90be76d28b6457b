/* SPDX-License-Identifier: MIT
 *
 * Figures as a French reader writes them: decimal comma, U+202F between groups of three digits, U+00A0 before a unit.
 * Text on the arena; no locale is ever set (libxlsxwriter would write it into its XML). Used by the PDF pages. */
#ifndef DOCUMENTS_FRENCH_H
#define DOCUMENTS_FRENCH_H

#include <stdint.h>

#include "base/arena.h"

char *french_money(struct arena *arena, int64_t cents);     /* "1 234,56 €" */
char *french_percent(struct arena *arena, int64_t rate_bp); /* 550 -> "5,5 %" */
char *french_quantity(struct arena *arena, int64_t milli);  /* 1500 -> "1,5" */
char *french_km(struct arena *arena, int64_t km);           /* "45 000 km" */
/* "2026-11-22" -> "22/11/2026"; anything else as it stands. */
char *french_date(struct arena *arena, const char *iso);

#endif
