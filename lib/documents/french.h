/* SPDX-License-Identifier: MIT
 *
 * Figures as a French reader writes them: decimal comma, U+202F between groups of three digits, U+00A0 before a unit and
 * between the groups of a number that names something.
 * Text on the arena; no locale is ever set (libxlsxwriter would write it into its XML). Used by the PDF pages. */
#ifndef DOCUMENTS_FRENCH_H
#define DOCUMENTS_FRENCH_H

#include <stdint.h>

#include "base/arena.h"

char *french_money(struct arena *arena, int64_t cents);                     /* "1 234,56 €" */
char *french_price(struct arena *arena, int64_t e4);                        /* 1234 -> "0,1234 €", 120000 -> "12,00 €" */
char *french_percent(struct arena *arena, int64_t rate_bp);                 /* 550 -> "5,5 %" */
char *french_quantity(struct arena *arena, int64_t milli);                  /* 1500 -> "1,5" */
char *french_measure(struct arena *arena, int64_t milli, const char *unit); /* "1,5 h"; NULL: no unit */
char *french_km(struct arena *arena, int64_t km);                           /* "45 000 km" */
/* "2026-11-22" -> "22/11/2026"; anything else as it stands. */
char *french_date(struct arena *arena, const char *iso);

/* Identifiers, stored without blanks, in the groups that people read aloud. What has another form stays as it is; NULL for
 * NULL. */
char *french_iban(struct arena *arena, const char *iban);             /* "FR76 3000 6000 …" */
char *french_company(struct arena *arena, const char *siren);         /* SIREN "732 829 320", SIRET "732 829 320 00074" */
char *french_vat_number(struct arena *arena, const char *vat_number); /* "FR 44 732 829 320"; other countries' as stored */
/* E.164 as one dials it in France and overseas, "06 12 34 56 78" and "0692 12 34 56"; abroad "+32 470 123 456". */
char *french_phone(struct arena *arena, const char *phone);

#endif
