/* SPDX-License-Identifier: MIT
 *
 * A list as a spreadsheet: all its rows, whatever their number, in flat memory, as the list's filters, search and order leave them.
 * What is exported is a table of columns and a statement; files, batches, headings and words in two languages are the same for all. */
#ifndef DOCUMENTS_SHEET_EXPORT_H
#define DOCUMENTS_SHEET_EXPORT_H

#include "documents/sheet/table.h"
#include "resource/resource.h"
#include "tenant/download.h"

struct wording {
    const char *english, *french;
};

/* What stands in a cell in place of a code. */
struct export_word {
    const char *code;
    struct wording shown;
};

/* As struct column, in two languages. */
struct export_column {
    struct wording title;
    enum column_type type;
    int width;
    bool total;
    const struct export_word *words; /* of a COLUMN_TEXT; ends with code NULL, and leaves others as they stand; may be NULL */
    size_t offset;                   /* where rows are records */
};

struct export
{
    struct wording file;                 /* "invoices": the beginning of its name */
    struct wording sheet;                /* what stands on it */
    const struct resource *resource;     /* whose list's filters and orders it takes */
    enum sql_id select, search;          /* in place of the list's: whole rows, found by their numbers */
    const struct record *record;         /* of such a row; NULL: its columns are ours, in their order (but COLUMN_CURRENCY) */
    const struct export_column *columns; /* ends with title.english NULL */
};

/* What somebody wants of it. */
struct export_wish {
    enum table_format format;
    bool french;
    const struct query *query; /* filters, search and order */
    const struct arg *args;    /* further parameters of the statements */
    /* What else becomes of each record, and which tables follow. Each may be NULL. */
    enum rc (*row)(struct cx *cx, void *state, const void *row);
    enum rc (*end)(struct cx *cx, void *state, struct table_file *file);
    void *state;
};

/* The file is complete, or it is not there. Runs in the caller's read transaction. */
enum rc export_write(struct cx *cx, const struct export *export, const struct export_wish *wish, struct download *download);

/* Starts a table of such columns, rows of which are records (table_begin()). */
enum rc export_begin(struct cx *cx, struct table_file *file, const struct wording *name, const struct export_column *columns,
                     bool french);

#endif
