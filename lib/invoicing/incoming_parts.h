/* SPDX-License-Identifier: MIT
 *
 * What the files of the reader of suppliers' invoices share. A grammar is a table: which element's text goes where. */
#ifndef INVOICING_INCOMING_PARTS_H
#define INVOICING_INCOMING_PARTS_H

#include "documents/xml/scan.h"
#include "invoicing/incoming.h"

enum rule_kind {
    RULE_TEXT, /* on one line, cut where it is too long */
    RULE_LINES,
    RULE_SUBJECT, /* of the note before it */
    RULE_WORD,    /* no blanks in it; dropped where it is too long */
    RULE_DECIMAL, /* text, kept where it is a number */
    RULE_AMOUNT,
    RULE_DATE,      /* 20261122, 2026-11-22 */
    RULE_SIGN,      /* "true": what follows is a charge */
    RULE_ALLOWANCE, /* of a line */
    RULE_BASE,      /* the quantity that the price is for */
    RULE_PART,      /* GROUP, INFORMATION: the line counts for nothing */
    RULE_UNIT,      /* a RULE_DECIMAL whose attribute is the line's unit */
};

enum rule_place { RULE_DOCUMENT, RULE_OF_LINE, RULE_OF_RATE };

struct rule {
    const char *path;      /* below the root, or below the line's or rate's path */
    const char *attribute; /* what the element's must be; NULL: whatever */
    enum rule_place place;
    enum rule_kind kind;
    size_t offset, size; /* of the member */
};

struct grammar {
    const char *space, *root;
    enum incoming_format format;
    const char *line, *rate; /* paths of their elements */
    const struct rule *rules;
    size_t count;
};

#define RULE_IN(p, a, where, k, s, m)                                                                                          \
    {                                                                                                                          \
        (p), (a), (where), (k), offsetof(s, m), sizeof(((s *)NULL)->m)                                                         \
    }
#define OF_DOCUMENT(p, a, k, m) RULE_IN(p, a, RULE_DOCUMENT, k, struct incoming, m)
#define OF_LINE(p, k, m) RULE_IN(p, NULL, RULE_OF_LINE, k, struct incoming_line, m)
#define OF_RATE(p, k, m) RULE_IN(p, NULL, RULE_OF_RATE, k, struct incoming_rate, m)
#define OF_SUM(p, k)                                                                                                           \
    {                                                                                                                          \
        (p), NULL, RULE_OF_LINE, (k), 0, 0                                                                                     \
    }

extern const struct grammar incoming_grammars[]; /* ends with space NULL */

/* Nothing is said. */
void incoming_clear(struct incoming *incoming);
/* Whether the parent believes it: texts end and are UTF-8, counts and amounts are within bounds. */
bool incoming_is_sound(const struct incoming *incoming);

/* Reads XML of a known grammar into `incoming`, whose amounts are INT_NULL and whose texts are empty. */
enum incoming_end incoming_xml(const char *bytes, size_t len, struct incoming *incoming);

/* Value times 10^scale of a decimal as XML writes it, rounded half away from zero; false: it is none, or too large. */
bool incoming_decimal(const char *text, int scale, int64_t *out);

/* A line whose elements were all read, with what stands beside its members. */
struct incoming_sum {
    int64_t base;       /* millionths */
    int64_t allowances; /* cents, charges counted negative */
    bool part;          /* of another line, or for information */
};
void incoming_check_line(struct incoming *incoming, const struct incoming_line *line, const struct incoming_sum *sum);
/* When all is read; `lines` is what all lines add up to. */
void incoming_check(struct incoming *incoming, int64_t lines);

#endif
