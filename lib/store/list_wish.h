/* SPDX-License-Identifier: MIT
 *
 * What list.c reads out of a query, list_rows.c and list_long.c find a page for, and list_summary.c sums up. Private to them. */
#ifndef STORE_LIST_WISH_H
#define STORE_LIST_WISH_H

#include "store/internal.h"
#include "store/list.h"

#define LIMIT_MAX 100     /* rows of a page */
#define CONDITIONS_MAX 32 /* each filter is one */

/* One test that rows must pass: column and test, as SQL. */
struct condition {
    const struct filter *filter;
    const char *column; /* "" where the test names it */
    const char *test;   /* " >= :f3" */
    bool several;       /* any of several values */
};

/* What one client wants to see. */
struct wish {
    struct cx *cx;
    const struct list_spec *spec;
    const struct query *query;
    struct condition conditions[CONDITIONS_MAX];
    size_t condition_count;
    size_t value_count;          /* of all filters that may have several */
    bool summing;                /* a summary was asked for */
    const struct sort_key *sort; /* NULL: the list's own order */
    bool descending;
    bool searching;    /* a search was given */
    const char *match; /* its FTS expression; NULL: nothing can match */
    struct arg *args;  /* the caller's and ours */
    size_t arg_count;
    size_t used_before; /* memory, before rows were read */
};

void wish_arg(struct wish *wish, struct arg arg);

/* The list's own order in the statement that searches, or in the other. */
const char *wish_own_order(const struct wish *wish, bool searching);
/* "ORDER BY …" as was wished for; `own` is the list's own order in the statement at hand. `backwards`: from the other end. */
const char *wish_order(const struct wish *wish, const char *own, bool backwards);
/* The column that an order begins with. */
const char *first_word(struct arena *arena, const char *order);

/* Numbers of rows, in the order of a page. */
struct numbers {
    int64_t *values;
    size_t count;
};

/* Text for a mark of a statement. */
struct part {
    const char *mark; /* NULL ends a list of them */
    const char *text;
};

/* The catalogue's text with each part wherever its mark stands. NULL: a part that says something has no mark. */
const char *wish_compose(const struct wish *wish, enum sql_id id, const struct part *parts);
/* Runs such a text. */
enum rc wish_open(struct wish *wish, enum sql_id id, const struct part *parts, struct rows *rows);

/* Runs a statement that selects numbers of rows, and gives at most `max` of them; `backwards`: the last comes first. `sql`
 * NULL: a mark is missing. */
enum rc wish_numbers(struct wish *wish, enum sql_id id, const char *sql, int64_t max, bool backwards, struct numbers *numbers);
/* `count` of them from `first` on, as a JSON array. */
const char *numbers_json(struct arena *arena, const struct numbers *numbers, size_t first, size_t count);

/* Runs a statement of the list with the caller's conditions, all rows of it unless `limited`. */
enum rc wish_open_list(struct wish *wish, enum sql_id id, const char *order, bool limited, struct rows *rows);

/* What `summary` asks for. */
enum rc list_summary_read(struct wish *wish, struct list_page *page);

/* Total and rows of a page. */
enum rc list_short_read(struct wish *wish, struct list_page *page);
/* The same of a long list that is not searched. */
enum rc list_long_read(struct wish *wish, struct list_page *page);

#endif
