/* SPDX-License-Identifier: MIT
 *
 * What was written since somebody looked, as far as that person may see it: which records, by whom; not what of them. Pages ask
 * again and again, and read anew what they show of it. It is read from the journal. */
#ifndef FIND_CHANGES_H
#define FIND_CHANGES_H

#include "data/record.h"

#define CHANGES_MAX 200            /* told at once; */
#define CHANGES_LOOKED 2000        /* of so many rows of the journal, the newest; */
#define CHANGES_KEPT_MS 86400000LL /* none of which is older */

struct changes {
    int64_t seq;         /* what to ask with next: the newest row of the journal */
    int64_t is_complete; /* 0: there was more than is told, or longer ago */
    struct list rows;    /* the newest first; a record once for each person who wrote it */
};
extern const struct record changes_record;

/* Those after `after`, a `seq` of before; INT_NULL: none, whoever begins asks what is present. */
enum rc changes_since(struct cx *cx, int64_t after, struct changes *changes);

#endif
