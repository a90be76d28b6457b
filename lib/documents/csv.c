/* SPDX-License-Identifier: MIT
 *
 * CSV by stdio. What a person typed is text: where a spreadsheet would take it for a formula, an apostrophe goes before it.
 * Numbers stay numbers, with a point and without groups. */
#include "documents/csv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/faultpoint.h"
#include "base/log.h"
#include "base/money.h"
#include "base/time.h"

#define BUFFER (1u << 16)

struct csv {
    struct cx *cx;
    FILE *file; /* NULL: closed */
    const char *path;
    const struct column *columns;
    bool complete;
};

static enum rc failed(struct csv *csv)
{
    int error = errno;
    log_line(LOG_LEVEL_ERROR, "csv: cannot write %s: %s", csv->path, strerror(error));
    return fault_set(csv->cx, error == ENOSPC || error == EDQUOT ? RC_NO_SPACE : RC_INTERNAL, NULL, NULL);
}

static enum rc written(struct csv *csv)
{
    return ferror(csv->file) ? failed(csv) : RC_OK;
}

static void csv_free(void *ptr)
{
    struct csv *csv = ptr;
    if (csv->file) {
        fclose(csv->file);
    }
    if (!csv->complete) {
        unlink(csv->path);
    }
}

enum rc csv_open(struct cx *cx, const struct table_options *options, struct csv **out)
{
    struct csv *csv = arena_alloc(cx->arena, sizeof *csv);
    *csv = (struct csv){.cx = cx, .path = options->path};
    if (faultpoint_hit(FAULTPOINT_IO)) {
        errno = EIO;
        return failed(csv);
    }
    csv->file = fopen(csv->path, "wxe");
    if (!csv->file) {
        return failed(csv);
    }
    cx_defer(cx, csv_free, csv);
    if (fchmod(fileno(csv->file), 0600) != 0 || setvbuf(csv->file, arena_alloc(cx->arena, BUFFER), _IOFBF, BUFFER) != 0) {
        return failed(csv);
    }
    fputs("\xef\xbb\xbf", csv->file);
    *out = csv;
    return written(csv);
}

/* True for what a spreadsheet may take for a formula, be it behind blanks or quotes. */
static bool is_dangerous(const char *text)
{
    text += strspn(text, " \"");
    return *text && (strchr("=+-@", *text) || (unsigned char)*text < ' ');
}

static void put_text(FILE *file, const char *text)
{
    bool dangerous = is_dangerous(text);
    if (!dangerous && !text[strcspn(text, "\",\r\n")]) {
        fputs_unlocked(text, file);
        return;
    }
    fputs_unlocked(dangerous ? "\"'" : "\"", file);
    for (; *text; text++) {
        if (*text == '"') {
            putc_unlocked('"', file);
        }
        putc_unlocked(*text, file);
    }
    putc_unlocked('"', file);
}

static void put_number(FILE *file, const struct column *column, int64_t value)
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
        snprintf(text, sizeof text, "%s", value ? "Yes" : "No");
        break;
    case COLUMN_TIME:
        time_format_s(value, text);
        break;
    case COLUMN_INTEGER:
    case COLUMN_TEXT:
    case COLUMN_DATE:
        decimal_format(value, 0, 0, text);
        break;
    }
    fputs_unlocked(text, file);
}

static void put_cell(FILE *file, const struct column *column, const void *row)
{
    if (column->type == COLUMN_TEXT || column->type == COLUMN_DATE) {
        const char *text = column_text(column, row);
        put_text(file, text ? text : "");
    } else if (column_int(column, row) != INT64_MIN) {
        put_number(file, column, column_int(column, row));
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
    return written(csv);
}

enum rc csv_row(struct csv *csv, const void *row)
{
    for (const struct column *column = csv->columns; column->title; column++) {
        if (column != csv->columns) {
            putc_unlocked(',', csv->file);
        }
        put_cell(csv->file, column, row);
    }
    fputs_unlocked("\r\n", csv->file);
    return written(csv);
}

enum rc csv_close(struct csv *csv)
{
    bool flushed = !faultpoint_hit(FAULTPOINT_IO) && fflush(csv->file) == 0;
    enum rc rc = flushed ? RC_OK : failed(csv);
    if (fclose(csv->file) != 0 && rc == RC_OK) {
        rc = failed(csv);
    }
    csv->file = NULL;
    csv->complete = rc == RC_OK;
    return rc;
}
