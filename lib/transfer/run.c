/* SPDX-License-Identifier: MIT
 *
 * A row of the file becomes a record, fills another's gaps, is left out, or is told with what is wrong. */
#include "transfer/run.h"

#include "base/str.h"
#include "resource/journal.h"
#include "transfer/batch.h"
#include "transfer/row.h"

#define TEXT_MAX 8000 /* bytes of a row that is kept to be corrected */

struct run {
    struct import_work work;
};

static enum rc note_item(struct cx *cx, const struct import_work *work, const struct cells *cells, const void *row,
                         const char *change)
{
    return db_run(cx, SQL_IMPORT_ITEM_INSERT,
                  ARGS(ARG_I("import_seq", work->import.seq), ARG_I("line", cells->line),
                       ARG_T("entity_id", record_text(work->kind->resource->record, row, "id")), ARG_T("change", change)));
}

static enum rc note_problem(struct cx *cx, struct import_work *work, const struct cells *cells, const struct list *problems)
{
    struct buf text;
    work->import.failed++;
    if (work->import.failed > IMPORT_PROBLEMS_MAX) {
        return RC_OK;
    }
    buf_init(&text, cx->arena, 256);
    reader_write(&text, work->import.separator, cells);
    return db_run(cx, SQL_IMPORT_PROBLEM_INSERT,
                  ARGS(ARG_I("import_seq", work->import.seq), ARG_I("line", cells->line),
                       ARG_T("problems", import_print_rows(cx, &import_problem_record, problems)),
                       ARG_T("text", text.len <= TEXT_MAX ? text.data : "")));
}

static enum rc create(struct cx *cx, struct import_work *work, const struct cells *cells, struct judged *judged)
{
    TRY(resource_create(cx, work->kind->resource, judged->row, judged->present));
    work->import.created++;
    return note_item(cx, work, cells, judged->row, "CREATED");
}

static enum rc fill(struct cx *cx, struct import_work *work, const struct cells *cells, struct judged *judged)
{
    TRY(resource_change(cx, work->kind->resource, judged->twin, judged->merged));
    work->import.updated++;
    return note_item(cx, work, cells, judged->merged, "UPDATED");
}

static enum rc take(struct cx *cx, struct import_work *work, const struct cells *cells)
{
    struct judged judged;
    TRY(row_judge(cx, work, cells, &judged));
    if (judged.verdict == VERDICT_WRONG) {
        return note_problem(cx, work, cells, &judged.problems);
    }
    if (judged.verdict == VERDICT_NEW || str_eq(work->import.duplicates, "CREATE")) {
        return create(cx, work, cells, &judged);
    }
    if (judged.merged) {
        return fill(cx, work, cells, &judged);
    }
    work->import.skipped++;
    return RC_OK;
}

/* The next row. */
static enum rc piece(struct cx *cx, void *state, bool *more)
{
    struct run *run = state;
    struct import_work *work = &run->work;
    struct cells cells;
    enum rc rc = reader_next(cx, &work->reader, &cells);
    *more = rc != RC_END;
    if (rc != RC_OK) {
        return rc == RC_END ? RC_OK : rc;
    }
    if (!cells.empty) {
        TRY(take(cx, work, &cells));
        work->import.done++;
    }
    work->import.place = (int64_t)work->reader.at;
    work->import.line = work->reader.line;
    return RC_OK;
}

enum rc import_work_on(struct cx *cx, struct job *job)
{
    struct import import;
    struct run *run = arena_alloc(cx->arena, sizeof *run);
    TRY(import_reload(cx, job->ref, &import));
    if (!str_eq(import.state, "RUNNING")) {
        return RC_OK;
    }
    TRY(import_open(cx, &import, &run->work));
    if (import.place > 0) {
        run->work.reader.at = (size_t)import.place;
        run->work.reader.line = import.line;
    }
    const struct batches batches = {
        .import = &run->work.import, .source = JOURNAL_IMPORT, .piece = piece, .state = run, .done = "DONE"};
    return batches_run(cx, &batches);
}
