/* SPDX-License-Identifier: MIT
 *
 * Which writer a table goes to. */
#include "documents/sheet/table.h"

#include "documents/sheet/csv.h"
#include "documents/sheet/xlsx.h"

struct table_file {
    struct xlsx *xlsx; /* one of the two */
    struct csv *csv;
};

enum rc table_open(struct cx *cx, const struct table_options *options, struct table_file **file)
{
    *file = arena_alloc(cx->arena, sizeof **file);
    return options->format == TABLE_XLSX ? xlsx_open(cx, options, &(*file)->xlsx) : csv_open(cx, options, &(*file)->csv);
}

enum rc table_begin(struct table_file *file, const char *name, const struct column *columns)
{
    return file->xlsx ? xlsx_begin(file->xlsx, name, columns) : csv_begin(file->csv, name, columns);
}

enum rc table_row(struct table_file *file, const void *row)
{
    return file->xlsx ? xlsx_row(file->xlsx, row) : csv_row(file->csv, row);
}

enum rc table_end(struct table_file *file)
{
    return file->xlsx ? xlsx_end(file->xlsx) : RC_OK;
}

enum rc table_close(struct table_file *file)
{
    return file->xlsx ? xlsx_close(file->xlsx) : csv_close(file->csv);
}

const char *table_content_type(enum table_format format)
{
    return format == TABLE_XLSX ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                                : "text/csv; charset=utf-8";
}

const char *table_extension(enum table_format format)
{
    return format == TABLE_XLSX ? "xlsx" : "csv";
}
