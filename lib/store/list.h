/* SPDX-License-Identifier: MIT
 *
 * Lists: the only code that composes SQL. A list has hand-written statements in the catalogue with marks, among them:
 *   /+filters+/  is replaced by " AND column op :fN" for the filters that the caller gave
 *   /+order+/    is replaced by the ORDER BY clause
 *   /+page+/     is replaced by LIMIT and OFFSET     (in the files the marks are written as SQL comments)
 *   /+from+/     stays; before it only columns stand, so that far pages can be found by their rows' numbers alone
 * and, in those of long lists, /+group+/ (filters of the group), /+index+/ (INDEXED BY) and /+place+/ (a second column, the
 * order's). Names come from descriptors only; every value is bound.
 *
 * What a list can be filtered and sorted by, its record's fields say: F_FILTER is ?name=value, equal to the column of that name;
 * F_SORT is ?sort_by=name. Texts are sorted by their keys (F_KEYED: stored ones), created_at by the numbers of the rows. What is
 * anything else (ranges, days, other columns, conditions of their own) is a row of the spec's tables `filters` and `sorts`. */
#ifndef STORE_LIST_H
#define STORE_LIST_H

#include "store/db.h"

#define FILTER_TAGS_MAX 10
#define LIST_ROWS_MAX 1000        /* of an answer */
#define LIST_BYTES_MAX (2u << 20) /* of rows in memory, where fewer than asked for will do */

enum filter_op {
    FILTER_EQ, /* column = value; of an enumeration or id any of up to twenty, repeated or separated by commas, here and below */
    FILTER_FOLD,       /* column = value, ASCII case ignored: the value is matched against field->values first */
    FILTER_GE,         /* column >= value */
    FILTER_LE,         /* column <= value */
    FILTER_DAY_GE,     /* column (instant) >= start of that local day */
    FILTER_DAY_LE,     /* column (instant) < start of the day after */
    FILTER_DAY_BEFORE, /* column (instant) < start of that day */
    FILTER_TAGS, /* every tag given is one of the row's (repeatable, comma-separated; at most FILTER_TAGS_MAX): `column` is the
                    * full-text index that has them in its column `tags`, each as hex(tag) */
    FILTER_CUSTOM, /* `column` is a whole condition with one parameter :value */
};

/* What a long list knows about a filter without looking at rows. */
enum filter_kind {
    FILTER_ROWS,   /* nothing */
    FILTER_TOTALS, /* kept totals have its column */
    FILTER_GROUP,  /* they have, and it is the column that groups the rows */
    FILTER_OWNERS, /* it says whose rows */
    FILTER_FEW,    /* few rows have one value, and an index finds them */
};

struct filter {
    const char *param;  /* query parameter */
    const char *column; /* SQL expression from the descriptor, never from the client */
    enum filter_op op;
    enum filter_kind kind;    /* long lists */
    const char *const *words; /* that it takes beside values of its type, as they stand; ends with NULL; may be NULL */
    const char *kept;         /* the same column in struct list_long's totals, or in its owners; EQ and FOLD only */
    struct field type;        /* how the value is parsed and documented (name is the param) */
};

/* Whether it may be given several values, of which any may match: of an enumeration or an id. */
bool filter_takes_several(const struct filter *filter);

struct sort_key {
    const char *param;  /* ?sort_by=… */
    const char *column; /* SQL expression */
};

/* An order for which a long list's rows are best gone through in another way. */
struct list_path {
    const char *order;  /* the sort key's column */
    enum sql_id find;   /* in place of list_long.find; no index may be named in it */
    const char *column; /* the same as `order` there */
};

/* What is known about a list that may have a hundred thousand rows. Each belongs to an owner and to one of a few groups. Totals
 * are kept, and indexes hold the rows in some orders: (group, order, tie) everybody's, (owner, group, order, tie) somebody's. A
 * page is found by numbers first (columns of indexes do mostly), and only its own rows are read. See list_long.c. */
struct list_long {
    enum sql_id owners;     /* a JSON array of those whose rows are asked for, and its length; NULL: everybody's. With
                             * /+filters+/; :chosen is 1 if there are any */
    enum sql_id totals;     /* rows of :owners that match, out of kept totals; those that match /+group+/; all that there are */
    enum sql_id totals_all; /* the same of everybody's */
    enum sql_id count;      /* COUNT by looking; where /+index+/ stands, one may be named */
    enum sql_id find;       /* the tie's column of a page's rows, with all marks */
    enum sql_id rows;       /* the rows that :page, a JSON array of such numbers, names, in its order */
    const char *index;      /* "INDEXED BY …": the index that begins with owner and group and has every filter's column */
    const char *owner;      /* column */
    const char *group;      /* column, */
    const struct machine *groups;  /* and whose statuses are its values */
    const char *const *orders;     /* columns that indexes serve as described, the tie's included; ends with NULL */
    const char *const *leading;    /* further columns that begin an index, for everybody's rows unfiltered; ends with NULL */
    const struct list_path *paths; /* ends with order NULL */
};

/* What `?summary=1` says of all rows that the filters leave, whatever page is looked at: how many there are of each status and what
 * they are worth. The statements answer a row a status: its name, how many, and in cents their total, what is due, and what they are
 * worth weighted by their chances. They have a GROUP BY of their own, and cost one look at the rows that match. */
enum summary_sum { SUMMARY_TOTAL = 1 << 0, SUMMARY_DUE = 1 << 1, SUMMARY_WEIGHTED = 1 << 2 };
struct list_summary {
    enum sql_id sums;   /* with /+filters+/ */
    enum sql_id search; /* the same joined to the FTS table with :match */
    enum sql_id kept;   /* long lists: out of kept totals, where the filters are about nothing else; SQL_NONE: there are none */
    const char *status; /* the filter that it leaves out, whose values it counts; NULL: the noun has no status */
    unsigned sums_of;   /* enum summary_sum: which of them make sense */
};

struct list_spec {
    const struct record *record;  /* row shape */
    enum sql_id select;           /* SELECT with marks */
    enum sql_id count;            /* COUNT with /+filters+/ */
    enum sql_id count_all;        /* total when nothing filters (a kept counter); same as count if there is none */
    enum sql_id search;           /* SELECT joined to the FTS table with :match; 0 = no search */
    enum sql_id search_count;     /* its COUNT */
    enum sql_id search_all;       /* the same without marks and joins, for a search that nothing else filters */
    const struct record *fields;  /* whose F_FILTER and F_SORT count; NULL: those of `record` */
    const char *alias;            /* of their table in the statements, e.g. "c"; NULL: no field is a filter or an order */
    const char *words;            /* its full-text index, where FT_TAGS are filtered */
    const struct filter *filters; /* further ones; ends with param NULL; may be NULL */
    const struct sort_key *sorts; /* further ones; ends with param NULL; may be NULL */
    const char *order;            /* default ORDER BY, e.g. "c.seq DESC" */
    const char *search_order;     /* default ORDER BY of a search, e.g. "f.rowid DESC" */
    const char *tie; /* appended to every other order, e.g. "c.seq DESC"; without a direction it follows the order's */
    const struct list_summary *summary; /* NULL: none can be asked for */
    const struct list_long *long_list;  /* NULL: `select` and `count` serve pages. Otherwise `order` is by the tie's column */
    bool
        optional_paging; /* without `page` the first LIST_ROWS_MAX rows, or LIST_BYTES_MAX if they are large (tasks, activities) */
};

/* The record whose flagged fields are filters and orders of the list; it has no field where there are none. */
const struct record *list_fields(const struct list_spec *spec);
/* What an F_FILTER field, or an F_SORT field, of that record is. */
struct filter list_field_filter(struct arena *arena, const struct list_spec *spec, const struct field *field);
struct sort_key list_field_sort(struct arena *arena, const struct list_spec *spec, const struct field *field);
/* Every name that ?sort_by= takes; ends with NULL. */
const char *const *list_orders(struct arena *arena, const struct list_spec *spec);

struct list_group {
    const char *name;
    int64_t count, sums[3]; /* in the order of enum summary_sum */
};
struct list_sums {
    const struct list_summary *of;
    struct list groups; /* struct list_group: every status, those without rows too */
    int64_t sums[3];    /* of all */
};

struct list_page {
    int64_t page, limit, total, pages;
    bool paged;                   /* false: no page was asked for, and these are the first rows: `limit` is how many at most */
    struct list rows;             /* of spec->record */
    size_t bytes;                 /* that they take in memory */
    const struct list_sums *sums; /* NULL: no summary was asked for */
};

/* The values that a summary counts, one by one from 0; NULL behind the last. */
const char *list_summary_status(struct arena *arena, const struct list_spec *spec, size_t nth);
/* "sum_total" … by the place of the bit. */
extern const char *const summary_names[3];

/* One query parameter lookup: the nth value of `name`, or NULL. Lets lists work from HTTP and from the command line. */
struct query {
    const char *(*get)(const struct query *query, const char *name, size_t nth);
    const void *data;
};

/* Reads page, limit, search, sort_by, sort_order and the spec's filters from `query`, collects every error, and reads the
 * page and the total. `args` are further parameters of the statements (may be NO_ARGS). Parameters that the spec does not know are the caller's. */
enum rc list_read(struct cx *cx, const struct list_spec *spec, const struct query *query, const struct arg *args,
                  struct list_page *page);

/* All rows that list_read() would page through, one by one in the same order, for rows_next() and rows_record(); `page` and
 * `limit` are ignored. */
enum rc list_open(struct cx *cx, const struct list_spec *spec, const struct query *query, const struct arg *args,
                  struct rows *rows);

/* "dupont 06 12" -> an FTS5 MATCH expression of prefix terms, with whole plates, VINs and phone numbers beside their parts.
 * NULL: nothing to search for (only punctuation): matches nothing. */
enum rc search_match(struct cx *cx, const char *typed, const char **match);

#endif
