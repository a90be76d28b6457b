/* SPDX-License-Identifier: MIT
 *
 * What list.c reads out of a query and list_long.c finds a page for. Private to the two. */
#ifndef STORE_LIST_WISH_H
#define STORE_LIST_WISH_H

#include "store/internal.h"
#include "store/list.h"

#define CONDITIONS_MAX 32 /* each filter is one */

/* One test that rows must pass: column and test, as SQL. */
struct condition {
    const struct filter *filter;
    const char *column; /* "" where the test names it */
    const char *test;   /* " >= :f3" */
};

/* What one client wants to see. */
struct wish {
    struct cx *cx;
    const struct list_spec *spec;
    const struct query *query;
    struct condition conditions[CONDITIONS_MAX];
    size_t condition_count;
    const char *order;           /* "ORDER BY …" */
    const struct sort_key *sort; /* NULL: the list's own order, */
    bool descending;             /* and its direction where it is one column */
    bool searching;              /* a search was given */
    const char *match;           /* its FTS expression; NULL: nothing can match */
    struct arg *args;            /* the caller's and ours */
    size_t arg_count;
};

void wish_arg(struct wish *wish, struct arg arg);

/* Text for a mark of a statement. */
struct part {
    const char *mark; /* NULL ends a list of them */
    const char *text;
};

/* The catalogue's text with each part wherever its mark stands. NULL: a part that says something has no mark. */
const char *wish_compose(const struct wish *wish, enum sql_id id, const struct part *parts);
/* Runs such a text. */
enum rc wish_open(struct wish *wish, enum sql_id id, const struct part *parts, struct rows *rows);

/* Total and rows of a page of a long list that is not searched. */
enum rc list_long_read(struct wish *wish, struct list_page *page);

#endif
