/* SPDX-License-Identifier: MIT
 *
 * The words of a question: cut, folded to plain lower-case letters, and looked up in the lexicon (lexicon.c) with their phrases
 * and small slips of the keyboard. Numbers, dates, plates and the numbers of papers are recognised by their form. */
#ifndef ASSISTANT_TOKENS_H
#define ASSISTANT_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define TOKENS_MAX 120 /* of a question; what is longer is not understood */

/* What a word is good for. */
enum word_kind {
    WORD_UNKNOWN,
    WORD_NOISE,    /* says nothing that matters */
    WORD_MEANS,    /* value: set of enum meaning */
    WORD_FORBIDS,  /* asks for what the assistant does not do */
    WORD_UNIT,     /* value: days of a day, week, month, quarter, year */
    WORD_UNITS,    /* the same in the plural */
    WORD_THIS,     /* this, last, next: before or behind a unit */
    WORD_LAST,     /* … otherwise: recent */
    WORD_NEXT,     /* */
    WORD_DAY,      /* value: days from today */
    WORD_MONTH,    /* value: 1-12 */
    WORD_WEEKDAY,  /* value: 1-7 */
    WORD_QUARTER,  /* value: 1-4 */
    WORD_ORDINAL,  /* value: 1-4 */
    WORD_NUMERAL,  /* value: 1-20, spelt out */
    WORD_SINCE,    /* */
    WORD_FOR,      /* a length of time, or nothing */
    WORD_START,    /* the beginning of a unit */
    WORD_MORE,     /* than an amount or a time */
    WORD_LESS,     /* */
    WORD_BETWEEN,  /* */
    WORD_LINK,     /* between two ends of a range, or noise */
    WORD_CURRENCY, /* */
    WORD_THOUSAND, /* */
    WORD_AGAIN,    /* the question goes on from the one before */
    WORD_NAME,     /* somebody the tenant knows */
    WORD_NUMBER,   /* digits; value: hundredths */
    WORD_DATE,     /* value: days since 1970 */
    WORD_PLATE,    /* text: AB-123-CD as typed */
    WORD_PAPER,    /* text: 2025-042 */
};

/* What is meant; several may go together in one phrase. */
enum meaning {
    M_QUOTE = 1 << 0,
    M_INVOICE = 1 << 1,
    M_REVENUE = 1 << 2,
    M_CLIENT = 1 << 3,
    M_VEHICLE = 1 << 4,
    M_TASK = 1 << 5,
    M_DEAL = 1 << 6,
    M_PIPELINE = 1 << 7,
    M_CONVERSION = 1 << 8,
    M_ACTIVITY = 1 << 9,
    M_PENDING = 1 << 10,
    M_OVERDUE = 1 << 11,
    M_UNPAID = 1 << 12,
    M_PAID = 1 << 13,
    M_DRAFT = 1 << 14,
    M_ACCEPTED = 1 << 15,
    M_REJECTED = 1 << 16,
    M_EXPIRED = 1 << 17,
    M_FOLLOWUP = 1 << 18,
    M_BEST = 1 << 19,
    M_NEW = 1 << 20,
    M_COUNT = 1 << 21,
    M_FIND = 1 << 22,
    M_DETAILS = 1 << 23,
    M_HISTORY = 1 << 24,
    M_SERVICE = 1 << 25,
    M_DUE = 1 << 26,
    M_STALLED = 1 << 27,
    M_MINE = 1 << 28,
    M_URGENT = 1 << 29,
    M_MONEY = 1 << 30,
};

#define LANG_FR 1
#define LANG_EN 2

struct word {
    const char *text; /* folded; a phrase has blanks */
    enum word_kind kind;
    int languages; /* LANG_… */
    int64_t value;
};

extern const struct word lexicon[]; /* in the order of strcmp() */
extern const size_t lexicon_count;

struct token {
    const char *text; /* folded */
    enum word_kind kind;
    int languages;
    int64_t value;
    bool used; /* some part of the question has taken it */
};

struct tokens {
    struct token items[TOKENS_MAX];
    size_t count;
};

/* Is this word part of the name of somebody the tenant knows? */
struct names {
    bool (*known)(void *data, const char *word);
    void *data;
};

/* Lower case, without accents: "Où en est-il" -> "ou en est-il". On the arena. */
char *tokens_fold(struct arena *arena, const char *text);
/* Cuts and looks up. False: more words than a question has. `names` may be NULL. */
bool tokens_read(struct arena *arena, const char *text, const struct names *names, struct tokens *tokens);

#endif
