/* SPDX-License-Identifier: MIT
 *
 * The record of an import: how it comes to be, what is changed about it, and its statuses. */
#include "transfer/import.h"

#include <string.h>

#include "auth/user.h"
#include "base/str.h"
#include "base/time.h"
#include "base/unicode.h"
#include "data/json_in.h"
#include "jobs/job.h"
#include "resource/journal.h"
#include "tenant/settings.h"
#include "transfer/import_parts.h"

/* ---- the record ---- */

static const struct status import_states[] = {
    {"DRAFT", PHASE_DRAFT, false},   {"RUNNING", PHASE_OPEN, false}, {"DONE", PHASE_CLOSED, true},
    {"FAILED", PHASE_CLOSED, false}, {"UNDOING", PHASE_OPEN, false}, {"UNDONE", PHASE_CLOSED, false},
};
static const struct transition import_transitions[] = {
    {"DRAFT", "RUNNING", IMPORT_BY_RUN, NULL}, {"RUNNING", "DONE", NULL, NULL},
    {"RUNNING", "FAILED", NULL, NULL},         {"FAILED", "RUNNING", NULL, NULL}, /* its job is queued again */
    {"DONE", "UNDOING", IMPORT_BY_UNDO, NULL}, {"FAILED", "UNDOING", IMPORT_BY_UNDO, NULL},
    {"FAILED", "UNDOING", NULL, NULL},         {"UNDOING", "UNDONE", NULL, NULL},
    {"UNDOING", "FAILED", NULL, NULL},
};
static const struct refusal import_refusals[] = {
    {IMPORT_BY_RUN, "An import that is %s cannot be run"},
    {IMPORT_BY_UNDO, "An import that is %s cannot be undone"},
    {NULL, NULL},
};
MACHINE(import_machine, "import_state", "An import", import_states, import_transitions, import_refusals);

static const char *const duplicate_ways[] = {"SKIP", "UPDATE_EMPTY", "CREATE", NULL};

static const struct field column_fields[] = {
    FIELD_TEXT(struct import_column, title, F_REQUIRED, 0, 0),
    FIELD_ENUM(struct import_column, field, 0, target_names),
    FIELD_TEXT(struct import_column, sample, F_REQUIRED, 0, 0),
};
static RECORD(column_record, "ImportColumn", struct import_column, column_fields, NULL);

#define COUNT(m) FIELD_INT(struct import, m, F_READONLY, 0, 0)
static const struct field import_fields[] = {
    FIELD_UUID(struct import, id, F_READONLY),
    FIELD_ENUM(struct import, kind, F_READONLY | F_FILTER, import_kind_names),
    FIELD_TEXT(struct import, name, F_READONLY, 0, 0),
    FIELD_STATUS(struct import, state, F_READONLY | F_FILTER, &import_machine),
    FIELD_ENUM(struct import, encoding, F_READONLY, reader_encodings),
    FIELD_ENUM(struct import, separator, F_READONLY, reader_separators),
    FIELD_ENUM(struct import, duplicates, F_READONLY, duplicate_ways),
    FIELD_PRINTED_ROWS(struct import, columns, F_DETAIL, &column_record),
    COUNT(total),
    COUNT(done),
    COUNT(created),
    COUNT(updated),
    COUNT(skipped),
    COUNT(failed),
    COUNT(undone),
    COUNT(kept),
    FIELD_UUID(struct import, created_by, F_READONLY),
    FIELD_TIME(struct import, created_at, F_READONLY | F_SORT),
    FIELD_TIME(struct import, updated_at, F_READONLY),
    FIELD_TIME(struct import, ended_at, F_READONLY),
    FIELD_TIME(struct import, undone_at, F_READONLY),
    FIELD_TIME(struct import, undo_until, F_READONLY | F_NOT_STORED),
    COUNT(version),
};
RECORD_ANSWERED(import_record, "Import", struct import, import_fields, NULL, &import_detail_record);

/* With what nobody is shown. */
static const struct field work_fields[] = {
    FIELD_INT(struct import, seq, 0, 0, 0),
    FIELD_UUID(struct import, acting_id, 0),
    FIELD_INT(struct import, place, 0, 0, 0),
    FIELD_INT(struct import, line, 0, 0, 0),
};
static RECORD(place_record, "ImportPlace", struct import, work_fields, NULL);

static const struct list_spec import_list = {
    .record = &import_record,
    .select = SQL_IMPORT_LIST,
    .count = SQL_IMPORT_COUNT,
    .count_all = SQL_IMPORT_COUNT,
    .alias = "i",
    .order = "i.seq DESC",
    .tie = "i.seq DESC",
};

static int64_t undo_until(const struct cx *cx, const struct import *import)
{
    if (import->ended_at == INT_NULL || !transition_find(&import_machine, IMPORT_BY_UNDO, import->state, NULL)) {
        return INT_NULL;
    }
    int64_t kept_ms = cx->now_ms - journal_begins(cx); /* without its rows nothing can be put back */
    return import->ended_at + (kept_ms < IMPORT_UNDO_DAYS * MS_PER_DAY ? kept_ms : IMPORT_UNDO_DAYS * MS_PER_DAY);
}

static void import_refine(struct cx *cx, void *row)
{
    struct import *import = row;
    import->undo_until = undo_until(cx, import);
}

const struct resource import_resource = {
    .record = &import_record,
    .list = &import_list,
    .get = SQL_IMPORT_GET,
    .insert = SQL_IMPORT_INSERT,
    .update = SQL_IMPORT_UPDATE,
    .remove = SQL_IMPORT_DELETE,
    .refine = import_refine,
    .fill = import_fill,
};

static const struct field mapping_fields[] = {
    FIELD_INT(struct import_mapping, column, F_REQUIRED, 0, READER_COLUMNS_MAX - 1),
    FIELD_ENUM(struct import_mapping, field, 0, target_names),
};
static RECORD(mapping_record, "ImportMapping", struct import_mapping, mapping_fields, NULL);
static const struct field change_fields[] = {
    FIELD_ENUM(struct import_change, encoding, 0, reader_encodings),
    FIELD_ENUM(struct import_change, separator, 0, reader_separators),
    FIELD_ENUM(struct import_change, duplicates, 0, duplicate_ways),
    FIELD_LIST(struct import_change, mapping, 0, &mapping_record, 0, READER_COLUMNS_MAX),
};
RECORD(import_change_record, "ImportChange", struct import_change, change_fields, NULL);

/* ---- columns ---- */

struct column_set {
    struct list columns;
};
static const struct field set_fields[] = {FIELD_LIST(struct column_set, columns, 0, &column_record, 0, 0)};
static RECORD(set_record, "ImportColumns", struct column_set, set_fields, NULL);

enum rc import_columns(struct cx *cx, const struct import *import, struct list *columns)
{
    struct column_set set;
    TRY(record_load(cx, &set_record, arena_printf(cx->arena, "{\"columns\":%s}", import->columns), &set));
    *columns = set.columns;
    return RC_OK;
}

static const char *columns_print(struct cx *cx, const struct list *columns)
{
    return import_print_rows(cx, &column_record, columns);
}

/* ---- reading a file for the first time ---- */

#define TITLE_MAX 60
#define SAMPLES 3
#define SAMPLE_ROWS 50

/* What one can see of a text, on one line. */
static const char *shown(struct arena *arena, const char *text, size_t max)
{
    struct buf out;
    size_t count = 0;
    const char *at = text_trim(arena, text);
    buf_init(&out, arena, 32);
    while (*at) {
        const char *here = at;
        uint32_t c = utf8_next(&at);
        if (count++ == max) {
            buf_str(&out, "…");
            break;
        }
        if (unicode_is_line_end(c) || unicode_is_forbidden(c) || c == '\t') {
            buf_char(&out, ' ');
        } else {
            buf_add(&out, here, (size_t)(at - here));
        }
    }
    return out.data;
}

static void add_samples(struct arena *arena, struct import_column *columns, size_t width, const struct cells *cells)
{
    for (size_t i = 0; i < width && i < cells->count; i++) {
        const char *text = shown(arena, cells->texts[i], TITLE_MAX / SAMPLES);
        if (*text && columns[i].samples < SAMPLES) {
            columns[i].sample = arena_printf(arena, "%s%s%s", columns[i].sample, columns[i].samples ? " · " : "", text);
            columns[i].samples++;
        }
    }
}

/* The rows below the heading: how many, and what the first ones say. `kept` outlives the scratch. */
static enum rc count_rows(struct cx *cx, struct reader *reader, struct list *columns, struct arena *kept, int64_t *total)
{
    struct cells cells;
    enum rc rc;
    *total = 0;
    for (size_t i = 0; (rc = reader_next(cx, reader, &cells)) == RC_OK && *total <= READER_ROWS_MAX; i++) {
        *total += !cells.empty;
        if (i < SAMPLE_ROWS) {
            add_samples(kept, columns->rows, columns->count, &cells);
        }
        arena_reset(cx->arena);
    }
    return rc == RC_END ? RC_OK : rc;
}

static enum rc refuse(struct cx *cx, enum rc rc, const char *code, const char *message)
{
    return fault_set(cx, rc, code, message);
}

/* Columns with their proposals, and the number of rows. */
static enum rc survey(struct cx *cx, struct reader reader, struct import *import)
{
    struct cells heading;
    struct scratch scratch;
    enum rc rc = reader_next(cx, &reader, &heading);
    if (rc == RC_END) {
        return refuse(cx, RC_UNREADABLE, "NO_ROWS", "There is nothing in the file below its first row");
    }
    TRY(rc);
    struct import_column *columns = arena_array(cx->arena, heading.count, sizeof *columns);
    struct list list = {columns, heading.count};
    const struct import_kind *kind = import_kind(import->kind);
    for (size_t i = 0; i < heading.count; i++) {
        const struct target *target = target_guess(cx, kind, heading.texts[i]);
        columns[i] = (struct import_column){.title = shown(cx->arena, heading.texts[i], TITLE_MAX), .sample = ""};
        columns[i].field = target ? target->name : NULL;
    }
    cx_scratch_begin(cx, &scratch);
    rc = count_rows(cx, &reader, &list, scratch.kept, &import->total);
    cx_scratch_end(cx, &scratch);
    TRY(rc);
    import->columns = columns_print(cx, &list);
    if (import->total > READER_ROWS_MAX) {
        return refuse(cx, RC_UNREADABLE, "TOO_MANY_ROWS", "There are more than 20,000 rows in the file: take it in parts");
    }
    return import->total ? RC_OK : refuse(cx, RC_UNREADABLE, "NO_ROWS", "There is nothing in the file below its first row");
}

static enum rc keep(struct cx *cx, const struct import_file *file, struct import *import)
{
    int64_t drafts;
    TRY(db_int(cx, SQL_IMPORT_DRAFTS, NO_ARGS, &drafts));
    if (drafts >= IMPORT_DRAFTS_MAX) {
        return refuse(cx, RC_CONFLICT, "TOO_MANY_DRAFTS", "Twenty imports wait already: run or delete some of them");
    }
    TRY(resource_create(cx, &import_resource, import, 0));
    TRY(db_run(cx, SQL_IMPORT_FILE_PUT, ARGS(ARG_T("id", import->id), ARG_B("bytes", file->bytes, file->len))));
    return db_run(cx, SQL_IMPORT_PRUNE, ARGS(ARG_I("keep", IMPORT_KEPT)));
}

enum rc import_create(struct cx *cx, const struct import_file *file, struct import *import)
{
    struct reader reader;
    record_clear(&import_record, import);
    if (file->len == 0) {
        return refuse(cx, RC_UNREADABLE, "NO_ROWS", "There is nothing in the file");
    }
    TRY(reader_open(cx, file->bytes, file->len, NULL, NULL, &reader));
    import->kind = file->kind;
    import->name = file->name;
    import->state = "DRAFT";
    import->encoding = reader.encoding;
    import->separator = reader.separator;
    import->duplicates = duplicate_ways[0];
    TRY(survey(cx, reader, import));
    TRY(db_begin(cx, cx->db, TX_WRITE));
    return keep(cx, file, import);
}

/* ---- changing one ---- */

static enum rc file_of(struct cx *cx, const struct import *import, const void **bytes, size_t *len)
{
    struct rows rows;
    TRY(rows_open(cx, SQL_IMPORT_FILE_GET, ARGS(ARG_T("id", import->id)), &rows));
    enum rc rc = rows_next(&rows);
    if (rc == RC_OK) {
        *bytes = rows_blob(&rows, 0, len);
    }
    rows_close(&rows);
    return rc == RC_END ? refuse(cx, RC_CONFLICT, "IMPORT_HAS_RUN", "Its file is no longer kept: the import has run") : rc;
}

static enum rc check_draft(struct cx *cx, const struct import *import)
{
    return status_is(&import_machine, import->state, PHASE_DRAFT)
               ? RC_OK
               : refuse(cx, RC_CONFLICT, "IMPORT_HAS_RUN", "Only an import that has not run can be changed or deleted");
}

static enum rc map(struct cx *cx, struct import *import, const struct list *mapping)
{
    struct list columns;
    TRY(import_columns(cx, import, &columns));
    struct import_column *column = columns.rows;
    const struct import_mapping *rows = mapping->rows;
    for (size_t i = 0; i < mapping->count; i++) {
        const char *place = arena_printf(cx->arena, "mapping[%zu].", i);
        if ((size_t)rows[i].column >= columns.count) {
            fault_field(cx, arena_printf(cx->arena, "%scolumn", place), PROBLEM_NOT_FOUND, "The file has no such column");
        } else if (rows[i].field && !target_find(import_kind(import->kind), rows[i].field)) {
            fault_field(cx, arena_printf(cx->arena, "%sfield", place), PROBLEM_NOT_APPLICABLE, "No field of what is imported");
        } else {
            column[rows[i].column].field = rows[i].field;
        }
    }
    import->columns = columns_print(cx, &columns);
    return fault_check(cx);
}

enum rc import_reread(struct cx *cx, struct import *import, const struct import_change *change)
{
    const void *bytes = NULL;
    size_t len = 0;
    struct reader reader;
    TRY(check_draft(cx, import));
    if (!change->encoding && !change->separator) {
        return RC_OK;
    }
    TRY(file_of(cx, import, &bytes, &len));
    TRY(reader_open(cx, bytes, len, change->encoding ? change->encoding : import->encoding, change->separator, &reader));
    import->encoding = reader.encoding;
    import->separator = reader.separator;
    return survey(cx, reader, import);
}

enum rc import_change(struct cx *cx, struct import *import, const struct import *read, const struct import_change *change,
                      uint64_t present)
{
    struct import before = *import;
    TRY(check_draft(cx, import));
    import->duplicates = change->duplicates ? change->duplicates : import->duplicates;
    if (change->encoding || change->separator) {
        import->encoding = read->encoding;
        import->separator = read->separator;
        import->columns = read->columns;
        import->total = read->total;
    }
    if (record_present(&import_change_record, present, "mapping")) {
        TRY(map(cx, import, &change->mapping));
    }
    return resource_change(cx, &import_resource, &before, import);
}

enum rc import_remove(struct cx *cx, const struct import *import)
{
    TRY(check_draft(cx, import));
    return resource_remove(cx, &import_resource, import->id);
}

/* ---- from status to status ---- */

static enum rc begin(struct cx *cx, struct import *import, const char *by, const char *state, const char *job)
{
    struct import before = *import;
    TRY(machine_allow(cx, &import_machine, by, import->state, state));
    import->state = state;
    import->acting_id = cx->user->id;
    import->done = import->undone = import->kept = import->place = import->line = 0;
    import->updated_at = cx->now_ms;
    TRY(db_run(cx, SQL_IMPORT_BEGIN, ARGS(ARG_R(&import_record, import), ARG_R(&place_record, import))));
    TRY(journal_change(cx, &import_record, &before, import, NULL));
    return job_add(cx, job, import->id);
}

enum rc import_run(struct cx *cx, struct import *import)
{
    struct list columns;
    bool mapped = false;
    TRY(machine_allow(cx, &import_machine, IMPORT_BY_RUN, import->state, "RUNNING"));
    TRY(import_columns(cx, import, &columns));
    for (size_t i = 0; i < columns.count; i++) {
        mapped = mapped || ((const struct import_column *)columns.rows)[i].field;
    }
    if (!mapped) {
        return refuse(cx, RC_INVALID, "NOTHING_MAPPED", "No column goes to a field yet");
    }
    return begin(cx, import, IMPORT_BY_RUN, "RUNNING", IMPORT_JOB);
}

enum rc import_undo(struct cx *cx, struct import *import)
{
    TRY(machine_allow(cx, &import_machine, IMPORT_BY_UNDO, import->state, "UNDOING"));
    if (cx->now_ms > undo_until(cx, import)) {
        return refuse(cx, RC_CONFLICT, "TOO_LATE_TO_UNDO", "An import can be undone for 30 days");
    }
    return begin(cx, import, IMPORT_BY_UNDO, "UNDOING", IMPORT_UNDO_JOB);
}

/* ---- for those who work at one ---- */

enum rc import_reload(struct cx *cx, const char *id, struct import *import)
{
    struct import place;
    const struct arg *args = ARGS(ARG_T("id", id));
    TRY(resource_get(cx, &import_resource, id, import));
    TRY(db_get(cx, SQL_IMPORT_GET, args, &place_record, &place));
    import->seq = place.seq;
    import->acting_id = place.acting_id;
    import->place = place.place;
    import->line = place.line;
    return RC_OK;
}

enum rc import_open(struct cx *cx, const struct import *import, struct import_work *work)
{
    const void *bytes = NULL;
    size_t len = 0;
    struct cells heading;
    struct list columns;
    struct settings settings;
    *work = (struct import_work){.import = *import, .kind = import_kind(import->kind)};
    TRY(settings_get(cx, &settings));
    work->country = settings.address_country;
    TRY(import_columns(cx, import, &columns));
    work->width = columns.count;
    for (size_t i = 0; i < columns.count; i++) {
        const char *field = ((const struct import_column *)columns.rows)[i].field;
        work->columns[i] = field ? target_find(work->kind, field) : NULL;
    }
    TRY(file_of(cx, import, &bytes, &len));
    TRY(reader_open(cx, bytes, len, import->encoding, import->separator, &work->reader));
    return reader_next(cx, &work->reader, &heading);
}

enum rc import_progress(struct cx *cx, struct import *import)
{
    import->updated_at = cx->now_ms;
    return db_run(cx, SQL_IMPORT_PROGRESS, ARGS(ARG_R(&place_record, import), ARG_R(&import_record, import)));
}

enum rc import_noted(struct cx *cx, const struct job *job)
{
    bool failed = status_is(&job_machine, job->state, PHASE_CLOSED) && !status_succeeded(&job_machine, job->state);
    const char *working = str_eq(job->kind, IMPORT_JOB) ? "RUNNING" : "UNDOING";
    struct import import;
    enum rc rc = import_reload(cx, job->ref, &import);
    if (rc == RC_NOT_FOUND) {
        fault_clear(cx); /* it went with its tenant's older ones */
        return RC_OK;
    }
    TRY(rc);
    const char *from = failed ? working : "FAILED";
    if (!str_eq(import.state, from) || (!failed && !str_eq(job->state, "queued"))) {
        return RC_OK;
    }
    import.state = failed ? "FAILED" : working;
    import.ended_at = failed && import.ended_at == INT_NULL ? cx->now_ms : import.ended_at;
    return import_progress(cx, &import);
}
