/* SPDX-License-Identifier: MIT
 *
 * One search over the records of both worlds, for whoever knows a word of something and not what it is: of each kind the newest
 * that match, in the words by which people recognise them. What is found is what the kinds' own lists find. */
#ifndef FIND_FIND_H
#define FIND_FIND_H

#include "data/record.h"

#define FIND_TOTAL_MAX 100 /* matches of a kind are counted no further */
#define FIND_LIMIT 5       /* items of a kind, */
#define FIND_LIMIT_MAX 20  /* at most */

extern const char *const find_kinds[]; /* "contact", …, in the order of the groups; NULL-terminated */
#define FIND_KINDS_MAX 16

struct find_wish {
    const char *typed;
    const char *kinds[FIND_KINDS_MAX]; /* of find_kinds */
    size_t kind_count;                 /* 0: all */
    int64_t limit;                     /* items of each kind */
};

struct found {
    struct list groups; /* of those kinds of which something is found */
};
extern const struct record found_record;

/* What of it the asking user may see. */
enum rc find(struct cx *cx, const struct find_wish *wish, struct found *found);

#endif
