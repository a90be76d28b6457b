/* SPDX-License-Identifier: MIT
 *
 * One pass over the list, a batch of rows after the other in scratch memory. */
#include "documents/sheet/export.h"

#include "base/str.h"
#include "tenant/settings.h"

#define BATCH 256 /* rows between two resets of the scratch memory */

/* What a column of a row without a record holds. */
union cell {
    const char *text;
    int64_t number;
};

/* An export under way. */
struct work {
    struct cx *cx;
    const struct export *export;
    const struct export_wish *wish;
    const struct column *columns; /* in its language */
    struct table_file *file;
    struct rows rows;
};

static const char *in(bool french, const struct wording *wording)
{
    return french ? wording->french : wording->english;
}

static const struct column *columns_in(struct cx *cx, const struct export_column *columns, bool records, bool french)
{
    struct column *own = arena_array(cx->arena, TABLE_COLUMNS_MAX + 1, sizeof *own);
    for (size_t i = 0; i < TABLE_COLUMNS_MAX && columns[i].title.english; i++) {
        const struct export_column *column = &columns[i];
        size_t offset = records ? column->offset : i * sizeof(union cell);
        own[i] = (struct column){in(french, &column->title), column->type, offset, column->width, column->total};
    }
    return own;
}

enum rc export_begin(struct cx *cx, struct table_file *file, const struct wording *name, const struct export_column *columns,
                     bool french)
{
    return table_begin(file, in(french, name), columns_in(cx, columns, true, french));
}

static void read_cells(struct work *work, union cell *cells)
{
    int at = 0;
    for (const struct column *column = work->columns; column->title; column++, cells++) {
        if (column->type == COLUMN_CURRENCY) {
            continue; /* the file's */
        }
        if (column_is_text(column)) {
            cells->text = rows_text(&work->rows, at++);
        } else {
            cells->number = rows_int(&work->rows, at++);
        }
    }
}

static void read_row(struct work *work, void *row)
{
    if (work->export->record) {
        rows_record(&work->rows, work->export->record, row);
    } else {
        read_cells(work, row);
    }
}

static void put_words(const struct work *work, void *row)
{
    for (size_t i = 0; work->columns[i].title; i++) {
        const char **text = (const char **)(void *)((char *)row + work->columns[i].offset);
        for (const struct export_word *word = work->export->columns[i].words; word && word->code && *text; word++) {
            if (str_eq(word->code, *text)) {
                *text = in(work->wish->french, &word->shown);
                break;
            }
        }
    }
}

/* Rows until a batch is full; RC_END after the last. */
static enum rc write_batch(struct work *work, void *row)
{
    const struct export_wish *wish = work->wish;
    for (int i = 0; i < BATCH; i++) {
        TRY(rows_next(&work->rows));
        read_row(work, row);
        TRY(wish->row ? wish->row(work->cx, wish->state, row) : RC_OK);
        put_words(work, row);
        TRY(table_row(work->file, row));
    }
    return RC_OK;
}

static enum rc write_rows(struct work *work)
{
    struct cx *cx = work->cx;
    struct scratch scratch;
    enum rc rc;
    const struct export *export = work->export;
    bool french = work->wish->french;
    void *row = arena_alloc(cx->arena, export->record ? export->record->size : TABLE_COLUMNS_MAX * sizeof(union cell));
    work->columns = columns_in(cx, export->columns, export->record, french);
    TRY(table_begin(work->file, in(french, &export->sheet), work->columns));
    cx_scratch_begin(cx, &scratch);
    while ((rc = write_batch(work, row)) == RC_OK) {
        cx_scratch_reset(cx, &scratch);
    }
    cx_scratch_end(cx, &scratch);
    rows_close(&work->rows);
    return rc == RC_END ? table_end(work->file) : rc;
}

static enum rc open_rows(struct work *work)
{
    struct list_spec spec = *work->export->resource->list;
    spec.select = work->export->select;
    spec.search = work->export->search;
    return list_open(work->cx, &spec, work->wish->query, work->wish->args, &work->rows);
}

static enum rc open_file(struct work *work, struct download *download)
{
    struct cx *cx = work->cx;
    const struct export_wish *wish = work->wish;
    struct settings settings;
    TRY(settings_get(cx, &settings));
    const char *name = in(wish->french, &work->export->file);
    TRY(download_new(cx, name, table_extension(wish->format), cx->now_ms, download));
    download->content_type = table_content_type(wish->format);
    struct table_options options = {.format = wish->format,
                                    .path = download->path,
                                    .folder = download->folder,
                                    .created_ms = cx->now_ms,
                                    .currency = settings.currency,
                                    .french = wish->french};
    return table_open(cx, &options, &work->file);
}

enum rc export_write(struct cx *cx, const struct export *export, const struct export_wish *wish, struct download *download)
{
    struct work work = {.cx = cx, .export = export, .wish = wish};
    TRY(open_rows(&work));
    TRY(open_file(&work, download));
    TRY(write_rows(&work));
    TRY(wish->end ? wish->end(cx, wish->state, work.file) : RC_OK);
    return table_close(work.file);
}
