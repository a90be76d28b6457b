/* SPDX-License-Identifier: MIT
 *
 * Dates, periods and lengths of time among the words of a question: "le mois dernier", "from January to March", "depuis plus de
 * 7 jours", "Q3 2026", "les 30 derniers jours". Days are days since 1970 in the tenant's zone. */
#ifndef ASSISTANT_WHEN_H
#define ASSISTANT_WHEN_H

#include "assistant/tokens.h"

struct period {
    int64_t from; /* INT_NULL: open */
    int64_t to;   /* … */
};

struct when {
    int64_t today;
    bool ahead; /* a month or weekday without a year is the next one (of tasks), not the last one */
};

/* Each reads from token `at` on; returns how many tokens it took, 0: there is no such thing. */
size_t when_point(const struct when *when, const struct tokens *tokens, size_t at, struct period *period);
size_t when_range(const struct when *when, const struct tokens *tokens, size_t at, struct period *period);
/* "7 jours", "two weeks", "un mois", and "un an" after a word that asks for it. */
size_t when_length(const struct tokens *tokens, size_t at, int64_t *days);

/* The next token from `at` on that is no noise; at most `most` are skipped. */
size_t when_skip(const struct tokens *tokens, size_t at, size_t most);
bool when_is(const struct tokens *tokens, size_t at, enum word_kind kind);

#endif
