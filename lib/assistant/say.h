/* SPDX-License-Identifier: MIT
 *
 * Figures, dates and plurals as people of both languages write them. Texts are on the arena. */
#ifndef ASSISTANT_SAY_H
#define ASSISTANT_SAY_H

#include <stdbool.h>

#include "assistant/ask.h"
#include "base/buf.h"

/* The text of the language. */
const char *say_in(enum language language, const char *french, const char *english);
/* Appends a pattern in which "{1}" … "{9}" stand for the values; `values` ends with NULL. What a value holds is never a pattern. */
void say_fill(struct buf *out, const char *pattern, const char *const *values);
#define SAY_VALUES(...) ((const char *const[]){__VA_ARGS__, NULL})
/* 45000 -> "450€", "€450"; 123450 -> "1 234,50€", "€1,234.50". With `cents` always two decimals: "360,00€". */
char *say_amount(struct arena *arena, enum language language, int64_t cents, bool with_cents);
/* 2800 -> "28%", 2850 -> "28,5%". Ten-thousandths. */
char *say_percent(struct arena *arena, enum language language, int64_t ten_thousandths);
/* 12345 -> "12 345", "12,345". */
char *say_number(struct arena *arena, enum language language, int64_t number);
/* "2026-03-18" -> "18/03/2026", "18 March 2026"; anything else as it stands. */
char *say_date(struct arena *arena, enum language language, const char *iso);
/* In French, 0 and 1 are singular; in English, only 1 is. */
bool say_many(enum language language, int64_t count);
/* "1 jour", "2 jours", "1 day", "2 days". */
char *say_days(struct arena *arena, enum language language, int64_t days);

#endif
