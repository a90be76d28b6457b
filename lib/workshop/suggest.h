/* SPDX-License-Identifier: MIT
 *
 * What a line of a paper may be going to say, from its first letters: items of the catalogue, and what was written before. */
#ifndef WORKSHOP_SUGGEST_H
#define WORKSHOP_SUGGEST_H

#include "workshop/catalogue.h"

#define SUGGEST_LIMIT 8 /* of each, */
#define SUGGEST_LIMIT_MAX 20

struct suggest_wish {
    const char *typed;
    const char *make, *model; /* of the car; NULL: any. Lines that were written for one come first */
    int64_t limit;            /* of each list */
};

struct suggestions {
    struct list catalogue; /* active items; packages with their lines */
    struct list past;
};
extern const struct record suggestions_record;

/* Reads a bounded number of rows, whatever is typed and however much was written. */
enum rc suggest(struct cx *cx, const struct suggest_wish *wish, struct suggestions *found);

#endif
