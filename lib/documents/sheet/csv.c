/* SPDX-License-Identifier: MIT
 *
 * CSV by stdio. What a person typed is text: where a spreadsheet would take it for a formula, an apostrophe goes before it.
 * A French spreadsheet reads `;` as the end of a cell, wherever quotes stand: what follows one is looked at as well.
 * Numbers stay numbers, with a point and without groups. */
#include "documents/sheet/csv.h"

#include <string.h>

#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "documents/sheet/clean.h"
#include "documents/sheet/out.h"

struct csv {
    struct cx *cx;
    struct out *out;
    FILE *file; /* of it */
    const struct column *columns;
    const char *currency;
    const char *yes, *no;
};

enum rc csv_open(struct cx *cx, const struct table_options *options, struct csv **made)
{
    struct csv *csv = arena_alloc(cx->arena, sizeof *csv);
    *csv = (struct csv){
        .cx = cx, .currency = options->currency, .yes = options->french ? "Oui" : "Yes", .no = options->french ? "Non" : "No"};
    TRY(out_open(cx, options->path, &csv->out));
    csv->file = csv->out->file;
    fputs("\xef\xbb\xbf", csv->file);
    *made = csv;
    return out_written(csv->out);
}

/* The bytes of the first of `list` that `text` begins with, or 0. */
static size_t begins_with(const char *text, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_starts(text, list[i])) {
            return strlen(list[i]);
        }
    }
    return 0;
}

/* True for what a spreadsheet may take for a formula, be it behind blanks, invisible characters or quotes. */
static bool is_dangerous(const char *text)
{
    static const char *const skipped[] = {" ",      "\"",     "\u00a0", "\u00ad", "\u200b", "\u200c", "\u200d",
                                          "\u200e", "\u200f", "\u202f", "\u2060", "\u3000", "\ufeff"};
    static const char *const wide[] = {"＝", "＋", "－", "＠"};
    for (size_t len; (len = begins_with(text, skipped, sizeof skipped / sizeof *skipped)) > 0;) {
        text += len;
    }
    return *text &&
           (strchr("=+-@", *text) || (unsigned char)*text < ' ' || begins_with(text, wide, sizeof wide / sizeof *wide));
}

static void put_text(FILE *file, const char *text)
{
    bool dangerous = is_dangerous(text) || *text == ';';
    if (!dangerous && !text[strcspn(text, "\",;\r\n")]) {
        fputs_unlocked(text, file);
        return;
    }
    fputs_unlocked(dangerous ? "\"'" : "\"", file);
    for (; *text; text++) {
        if (*text == '"') {
            putc_unlocked('"', file);
        }
        putc_unlocked(*text, file);
        if (*text == ';' && is_dangerous(text + 1)) {
            putc_unlocked('\'', file);
        }
    }
    putc_unlocked('"', file);
}

static void put_number(struct csv *csv, const struct column *column, int64_t value)
{
    char text[DECIMAL_TEXT];
    switch (column->type) {
    case COLUMN_MONEY:
        decimal_format(value, 2, 2, text);
        break;
    case COLUMN_SHARE:
        decimal_format(value, 4, 2, text);
        break;
    case COLUMN_BOOL:
        snprintf(text, sizeof text, "%s", value ? csv->yes : csv->no);
        break;
    case COLUMN_TIME:
        time_format_s(value, text);
        break;
    case COLUMN_DAY:
        date_format(zone_date(csv->cx->zone, value), text);
        break;
    case COLUMN_INTEGER:
    case COLUMN_TEXT:
    case COLUMN_DATE:
    case COLUMN_CURRENCY:
        decimal_format(value, 0, 0, text);
        break;
    }
    fputs_unlocked(text, csv->file);
}

static void put_cell(struct csv *csv, const struct column *column, const void *row)
{
    if (column_is_text(column)) {
        const char *text = clean_text(csv->cx->arena, column_text(column, row, csv->currency), CLEAN_TEXT);
        put_text(csv->file, text ? text : "");
    } else if (column_int(column, row) != INT64_MIN) {
        put_number(csv, column, column_int(column, row));
    }
}

enum rc csv_begin(struct csv *csv, const char *name, const struct column *columns)
{
    if (csv->columns) {
        fputs("\r\n", csv->file);
        put_text(csv->file, name);
        fputs("\r\n", csv->file);
    }
    csv->columns = columns;
    for (const struct column *column = columns; column->title; column++) {
        fputs(column == columns ? "" : ",", csv->file);
        put_text(csv->file, column->title);
    }
    fputs("\r\n", csv->file);
    return out_written(csv->out);
}

enum rc csv_row(struct csv *csv, const void *row)
{
    for (const struct column *column = csv->columns; column->title; column++) {
        if (column != csv->columns) {
            putc_unlocked(',', csv->file);
        }
        put_cell(csv, column, row);
    }
    fputs_unlocked("\r\n", csv->file);
    return out_written(csv->out);
}

enum rc csv_close(struct csv *csv)
{
    return out_close(csv->out);
}
