/* SPDX-License-Identifier: MIT
 *
 * What one import shows beyond its row: the rows that failed and why, and what undoing it kept and why. */
#include "base/str.h"
#include "transfer/import_parts.h"
#include "transfer/row.h"
#include "transfer/sheet.h"

static const char *const reasons[] = {"CHANGED", "FIELDS", "PAPER", "VEHICLE", "TASK", "ACTIVITY", "MESSAGE", "SERVICE", NULL};

struct failed_row {
    int64_t line;
    const char *problems; /* JSON */
};
static const struct field failed_fields[] = {
    FIELD_INT(struct failed_row, line, F_REQUIRED, 0, 0),
    FIELD_PRINTED_ROWS(struct failed_row, problems, F_REQUIRED, &import_problem_record),
};
static RECORD(failed_record, "ImportFailure", struct failed_row, failed_fields, NULL);

struct kept_row {
    int64_t line;
    const char *entity_id, *label, *reason;
    const char *fields; /* JSON */
};
static const struct field kept_fields[] = {
    FIELD_INT(struct kept_row, line, F_REQUIRED, 0, 0),
    FIELD_UUID(struct kept_row, entity_id, F_REQUIRED),
    FIELD_TEXT(struct kept_row, label, 0, 0, 0),
    FIELD_ENUM(struct kept_row, reason, F_REQUIRED, reasons),
    {.name = "fields", .type = FT_TAGS, .offset = offsetof(struct kept_row, fields), .about = "`FIELDS`: which of them"},
};
static RECORD(kept_record, "ImportKept", struct kept_row, kept_fields, NULL);

struct import_detail {
    struct import import;
    struct stream problems;
    struct stream left;
};
static const struct field detail_fields[] = {
    FIELD_BASE(&import_record),
    FIELD_ROWS(struct import_detail, problems, &failed_record),
    FIELD_ROWS(struct import_detail, left, &kept_record),
};
RECORD(import_detail_record, "ImportDetail", struct import_detail, detail_fields, NULL);

enum rc import_fill(struct cx *cx, void *row)
{
    struct import_detail *detail = row;
    const struct arg *args = ARGS(ARG_T("id", detail->import.id));
    detail->problems = resource_rows(cx, SQL_IMPORT_PROBLEMS, args);
    detail->left = resource_rows(cx, SQL_IMPORT_KEPT, args);
    return RC_OK;
}

const char *import_print_rows(struct cx *cx, const struct record *record, const struct list *list)
{
    struct buf out;
    struct json json;
    const char *row = list->rows;
    buf_init(&out, cx->arena, 256);
    json_init(&json, &out, TIME_MILLISECONDS);
    json_array(&json);
    for (size_t i = 0; i < list->count; i++) {
        json_record(&json, record, row + i * record->size, true);
    }
    json_array_end(&json);
    return out.data;
}

/* ---- as a file to correct ---- */

enum { LINE, PROBLEMS, TEXT };

static enum rc add_rows(struct cx *cx, const struct import *import, struct buf *out)
{
    struct rows rows;
    enum rc rc;
    TRY(rows_open(cx, SQL_IMPORT_PROBLEMS, ARGS(ARG_T("id", import->id)), &rows));
    while ((rc = rows_next(&rows)) == RC_OK) {
        buf_str(out, rows_text(&rows, TEXT));
    }
    rows_close(&rows);
    return rc == RC_END ? RC_OK : rc;
}

enum rc import_sheet(struct cx *cx, const struct import *import, struct buf *out)
{
    struct list columns;
    struct cells heading = {.count = 0};
    buf_init(out, cx->arena, 65536);
    buf_str(out, "\xEF\xBB\xBF");
    TRY(import_columns(cx, import, &columns));
    for (; heading.count < columns.count; heading.count++) {
        heading.texts[heading.count] = ((const struct import_column *)columns.rows)[heading.count].title;
    }
    reader_write(out, import->separator, &heading);
    return add_rows(cx, import, out);
}
