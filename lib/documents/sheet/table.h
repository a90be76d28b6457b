/* SPDX-License-Identifier: MIT
 *
 * Tables of records as a file for a spreadsheet: typed columns, one row after the other, in flat memory however many there
 * are. Two formats behind one interface: xlsx.c (a sheet for each table) and csv.c (one below the other). Nothing that a
 * person typed ever becomes a formula. */
#ifndef DOCUMENTS_SHEET_TABLE_H
#define DOCUMENTS_SHEET_TABLE_H

#include "base/cx.h"

enum table_format { TABLE_XLSX, TABLE_CSV };

enum column_type {
    COLUMN_TEXT,    /* const char * */
    COLUMN_DATE,    /* const char *: "YYYY-MM-DD" */
    COLUMN_MONEY,   /* int64_t: cents */
    COLUMN_SHARE,   /* int64_t: ten-thousandths, shown as a percentage */
    COLUMN_INTEGER, /* int64_t */
    COLUMN_BOOL,    /* int64_t: 0/1 */
    COLUMN_TIME,    /* int64_t: ms; shown on the clock of cx->zone in XLSX, in UTC in CSV */
    COLUMN_DAY,     /* int64_t: ms; the day in cx->zone */
    COLUMN_CURRENCY /* of the amounts: that of the file, whatever the row */
};
#define COLUMN_TYPES (COLUMN_CURRENCY + 1)

#define TABLE_COLUMNS_MAX 64

/* One column: its heading, and where its value lies in the struct of a row. NULL and INT64_MIN leave the cell empty. */
struct column {
    const char *title;
    enum column_type type;
    size_t offset;
    int width;  /* in characters, XLSX only */
    bool total; /* summed below the table, XLSX only */
};

struct table_options {
    enum table_format format;
    const char *path;     /* of the file to make; it is removed again unless table_close() succeeds */
    const char *folder;   /* for temporary files */
    int64_t created_ms;   /* what the file says of itself */
    const char *currency; /* for COLUMN_CURRENCY; NULL: its cells are empty */
    bool french;          /* CSV: Oui and Non, not Yes and No */
};

struct table_file;

/* Everything here gives RC_NO_SPACE, or RC_INTERNAL (logged), when the file cannot be written. The file and what it holds
 * live until the context ends, so that one may stop half-way. */
enum rc table_open(struct cx *cx, const struct table_options *options, struct table_file **file);

/* Starts a table. `columns` ends with title NULL and outlives the file. In CSV the name stands above every table but the
 * first. */
enum rc table_begin(struct table_file *file, const char *name, const struct column *columns);
enum rc table_row(struct table_file *file, const void *row);
/* Ends it, with the totals if any column has one. */
enum rc table_end(struct table_file *file);

/* Completes the file; the only call after which it may be sent. */
enum rc table_close(struct table_file *file);

const char *table_content_type(enum table_format format);
const char *table_extension(enum table_format format); /* "xlsx" */

/* What lies in a row, for the writers. */
static inline int64_t column_int(const struct column *column, const void *row)
{
    return *(const int64_t *)(const void *)((const char *)row + column->offset);
}
static inline bool column_is_text(const struct column *column)
{
    return column->type == COLUMN_TEXT || column->type == COLUMN_DATE || column->type == COLUMN_CURRENCY;
}
static inline const char *column_text(const struct column *column, const void *row, const char *currency)
{
    return column->type == COLUMN_CURRENCY ? currency
                                           : *(const char *const *)(const void *)((const char *)row + column->offset);
}

#endif
