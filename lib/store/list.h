/* SPDX-License-Identifier: MIT
 *
 * Lists: the only code that composes SQL. A list has a hand-written SELECT and COUNT in the catalogue with three marks:
 *   /+filters+/  is replaced by " AND column op :fN" for the filters that the caller gave
 *   /+order+/    is replaced by the ORDER BY clause
 *   /+page+/     is replaced by LIMIT and OFFSET     (in the files the marks are written as SQL comments)
 * Names come from descriptors only; every value is bound. */
#ifndef STORE_LIST_H
#define STORE_LIST_H

#include "store/db.h"

enum filter_op {
    FILTER_EQ,     /* column = value */
    FILTER_FOLD,   /* column = value, ASCII case ignored: the value is matched against field->values first */
    FILTER_GE,     /* column >= value */
    FILTER_LE,     /* column <= value */
    FILTER_DAY_GE, /* column (instant) >= start of that local day */
    FILTER_DAY_LE, /* column (instant) < start of the day after */
    FILTER_TAGS,   /* every tag given stands in the JSON array column (repeatable, comma-separated) */
    FILTER_CUSTOM, /* `column` is a whole condition with one parameter :value */
};

struct filter {
    const char *param;  /* query parameter */
    const char *column; /* SQL expression from the descriptor, never from the client */
    enum filter_op op;
    struct field type;       /* how the value is parsed and documented (name is the param) */
    const char *cell_column; /* EQ and FOLD: the same in spec->count_cells; NULL: kept totals do not know it */
};

struct sort_key {
    const char *param;  /* ?sort_by=… */
    const char *column; /* SQL expression */
};

/* An order that an index serves: (order, tie). */
struct list_walk {
    const char *order;  /* column */
    const char *beside; /* filter column that goes with it, in one more index (beside, order, tie); NULL: none. For an order
                         * that depends on the filter: walking would find what matches all at one end. */
};

struct list_spec {
    const struct record *record;  /* row shape */
    enum sql_id select;           /* SELECT with marks */
    enum sql_id count;            /* COUNT with /+filters+/ */
    enum sql_id count_all;        /* total when nothing filters (a kept counter); same as count if there is none */
    enum sql_id count_cells;      /* two columns, the total and the number of all rows, out of kept totals by some filters'
                                      * values, with /+filters+/: for lists that nothing else filters; 0 = none */
    enum sql_id search;           /* SELECT joined to the FTS table with :match; 0 = no search */
    enum sql_id search_count;     /* its COUNT */
    enum sql_id search_all;       /* the same without marks and joins, for a search that nothing else filters */
    const struct filter *filters; /* ends with param NULL; may be NULL */
    const struct sort_key *sorts; /* ends with param NULL; may be NULL */
    const char *order;            /* default ORDER BY, e.g. "c.seq DESC" */
    const char *search_order;     /* default ORDER BY of a search, e.g. "f.rowid DESC" */
    const char *tie; /* appended to every other order, e.g. "c.seq DESC"; without a direction it follows the order's */
    const struct list_walk *walks; /* with count_cells: orders that an index serves; ends with order NULL */
    bool optional_paging;          /* complete unless `page` is given (tasks, activities) */
};

struct list_page {
    int64_t page, limit, total, pages;
    bool paged;       /* false: complete list */
    struct list rows; /* of spec->record */
};

/* One query parameter lookup: the nth value of `name`, or NULL. Lets lists work from HTTP and from the command line. */
struct query {
    const char *(*get)(const struct query *query, const char *name, size_t nth);
    const void *data;
};

/* Reads page, limit, search, sort_by, sort_order and the spec's filters from `query`, collects every error, and reads the
 * page and the total. `args` are further parameters of the statements (may be NO_ARGS). Unknown query parameters are ignored. */
enum rc list_read(struct cx *cx, const struct list_spec *spec, const struct query *query, const struct arg *args,
                  struct list_page *page);

/* All rows that list_read() would page through, one by one in the same order, for rows_next() and rows_record(); `page` and
 * `limit` are ignored. */
enum rc list_open(struct cx *cx, const struct list_spec *spec, const struct query *query, const struct arg *args,
                  struct rows *rows);

/* "dupont ab-123" -> an FTS5 MATCH expression of prefix terms, with the compact form of plates and phones as an alternative.
 * NULL: nothing to search for (only punctuation): matches nothing. */
const char *search_match(struct arena *arena, const char *search);

#endif
