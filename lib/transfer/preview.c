/* SPDX-License-Identifier: MIT
 *
 * One pass over the rows. What earlier rows are recognised by is kept as hashes, so that memory follows the number of rows alone. */
#include "transfer/preview.h"

#include "base/str.h"

struct preview_twin {
    const char *id;    /* NULL: a row of the file */
    int64_t line;      /* INT_NULL: a record */
    const char *field; /* by which it is one */
    const char *name;
};
struct preview_row {
    int64_t line;
    const char *verdict;
    const char *values; /* JSON: field to text */
    struct list errors;
    const char *twin; /* JSON */
};

static const struct field twin_fields[] = {
    FIELD_UUID(struct preview_twin, id, 0),
    FIELD_INT(struct preview_twin, line, 0, 0, 0),
    FIELD_TEXT(struct preview_twin, field, F_REQUIRED, 0, 0),
    FIELD_TEXT(struct preview_twin, name, 0, 0, 0),
};
static RECORD(twin_record, "ImportTwin", struct preview_twin, twin_fields, NULL);

static const struct field row_fields[] = {
    FIELD_INT(struct preview_row, line, F_REQUIRED, 0, 0),
    FIELD_ENUM(struct preview_row, verdict, F_REQUIRED, verdict_names),
    FIELD_RAW(struct preview_row, values, F_REQUIRED),
    FIELD_LIST(struct preview_row, errors, F_READONLY, &import_problem_record, 0, 0),
    FIELD_PRINTED(struct preview_row, twin, 0, &twin_record),
};
static RECORD(row_record, "ImportCandidate", struct preview_row, row_fields, NULL);

#define VERDICTS(key, which) FIELD_AS(struct preview, key, counts[which], FT_INT, F_REQUIRED)
static const struct field count_fields[] = {
    VERDICTS("new", VERDICT_NEW),
    VERDICTS("twin", VERDICT_TWIN),
    VERDICTS("wrong", VERDICT_WRONG),
};
static RECORD(counts_record, "ImportCounts", struct preview, count_fields, NULL);
static const struct field preview_fields[] = {
    FIELD_RECORD_AS(struct preview, "counts", counts, &counts_record),
    FIELD_LIST(struct preview, rows, F_READONLY, &row_record, 0, 0),
};
RECORD(preview_record, "ImportPreview", struct preview, preview_fields, NULL);

/* ---- rows of the file that are each other's twins ---- */

struct seen {
    struct slot {
        uint64_t hash; /* 0: free */
        int64_t line;
    } * slots;
    size_t mask;
};

static void seen_init(struct cx *cx, struct seen *seen, int64_t rows)
{
    size_t size = 64;
    while (size < (size_t)rows * 3) {
        size *= 2;
    }
    seen->slots = arena_array(cx->arena, size, sizeof *seen->slots);
    seen->mask = size - 1;
}

/* The line that has it already; 0: none, and from now on this one has. */
static int64_t seen_line(const struct seen *seen, uint64_t hash, int64_t line)
{
    hash = hash ? hash : 1;
    for (size_t i = hash & seen->mask;; i = (i + 1) & seen->mask) {
        struct slot *slot = &seen->slots[i];
        if (slot->hash == hash) {
            return slot->line;
        }
        if (slot->hash == 0) {
            *slot = (struct slot){hash, line};
            return 0;
        }
    }
}

static int64_t earlier(struct cx *cx, const struct import_kind *kind, const struct seen *seen, int64_t line,
                       struct judged *judged)
{
    int64_t found = 0;
    for (size_t nth = 0; nth < 2; nth++) {
        const char *field;
        const char *key = row_key(kind, judged->row, nth, &field);
        const char *folded = key ? str_lower(cx->arena, key) : "";
        int64_t other = key ? seen_line(seen, hash64(folded, strlen(folded), nth + 1), line) : 0;
        if (other && !found) {
            found = other;
            judged->twin_field = field;
        }
    }
    return found;
}

/* ---- a row as it is answered ---- */

static const char *print_values(struct cx *cx, const struct import_work *work, const struct cells *cells,
                                const struct judged *judged)
{
    const struct record *record = work->kind->resource->record;
    struct buf out;
    struct json json;
    buf_init(&out, cx->arena, 128);
    json_init(&json, &out, TIME_MILLISECONDS);
    json_object(&json);
    for (const struct target *target = work->kind->targets; target->name; target++) {
        const char *typed = target_text(cx, target, work->columns, cells, work->country);
        int index = target->field ? record_find(record, target->field) : -1;
        if (!typed) {
            continue;
        }
        json_key(&json, target->name);
        if (index >= 0 && judged->present >> index & 1) {
            json_field(&json, &record->fields[index], judged->row);
        } else {
            json_text(&json, typed); /* wrong, or whose it is */
        }
    }
    json_object_end(&json);
    return out.data;
}

static const char *print_twin(struct cx *cx, const struct import_kind *kind, const struct judged *judged, int64_t line)
{
    struct buf out;
    struct json json;
    if (!judged->twin_field) {
        return NULL;
    }
    const void *named = judged->twin ? judged->twin : judged->row;
    const struct preview_twin twin = {
        .id = judged->twin ? record_text(kind->resource->record, named, "id") : NULL,
        .line = judged->twin ? INT_NULL : line,
        .field = judged->twin_field,
        .name = row_label(kind, named),
    };
    buf_init(&out, cx->arena, 128);
    json_init(&json, &out, TIME_MILLISECONDS);
    json_record(&json, &twin_record, &twin, true);
    return out.data;
}

struct pass {
    const struct import_work *work;
    const struct preview_wish *wish;
    struct preview *preview;
    struct seen seen;
    int64_t matched; /* rows that are asked for, so far */
    struct arena *kept;
};

/* Copied to where it outlives the row. */
static void keep_row(struct cx *cx, struct pass *pass, const struct cells *cells, const struct judged *judged, int64_t line)
{
    const struct import_kind *kind = pass->work->kind;
    struct preview_row *row = (struct preview_row *)pass->preview->rows.rows + pass->preview->rows.count++;
    struct arena *own = cx->arena;
    cx->arena = pass->kept;
    struct import_problem *problems = arena_array(cx->arena, judged->problems.count + 1, sizeof *problems);
    for (size_t i = 0; i < judged->problems.count; i++) {
        const struct import_problem *from = (const struct import_problem *)judged->problems.rows + i;
        problems[i] = (struct import_problem){arena_strdup(cx->arena, from->field), from->code,
                                              arena_strdup(cx->arena, from->message), arena_strdup(cx->arena, from->params)};
    }
    *row = (struct preview_row){.line = cells->line,
                                .verdict = verdict_names[judged->verdict],
                                .values = print_values(cx, pass->work, cells, judged),
                                .errors = {problems, judged->problems.count},
                                .twin = print_twin(cx, kind, judged, line)};
    cx->arena = own;
}

static enum rc look_at(struct cx *cx, struct pass *pass, const struct cells *cells)
{
    struct judged judged;
    const struct preview_wish *wish = pass->wish;
    int64_t line = 0;
    TRY(row_judge(cx, pass->work, cells, &judged));
    if (judged.verdict == VERDICT_NEW) {
        line = earlier(cx, pass->work->kind, &pass->seen, cells->line, &judged);
        judged.verdict = line ? VERDICT_TWIN : VERDICT_NEW;
    }
    pass->preview->counts[judged.verdict]++;
    if (wish->verdict && !str_eq(wish->verdict, verdict_names[judged.verdict])) {
        return RC_OK;
    }
    int64_t place = pass->matched++;
    if (place >= (wish->page - 1) * wish->limit && place < wish->page * wish->limit) {
        keep_row(cx, pass, cells, &judged, line);
    }
    return RC_OK;
}

static enum rc look_at_all(struct cx *cx, struct pass *pass, struct reader *reader)
{
    struct cells cells;
    enum rc rc;
    while ((rc = reader_next(cx, reader, &cells)) == RC_OK) {
        rc = cells.empty ? RC_OK : look_at(cx, pass, &cells);
        if (rc != RC_OK) {
            return rc;
        }
        arena_reset(cx->arena);
    }
    return rc == RC_END ? RC_OK : rc;
}

enum rc preview(struct cx *cx, const struct import *import, const struct preview_wish *wish, struct preview *preview)
{
    struct import_work work;
    struct scratch scratch;
    struct pass pass = {.work = &work, .wish = wish, .preview = preview, .kept = cx->arena};
    TRY(import_open(cx, import, &work));
    *preview = (struct preview){.rows = {arena_array(cx->arena, (size_t)wish->limit, sizeof(struct preview_row)), 0}};
    seen_init(cx, &pass.seen, import->total);
    struct reader reader = work.reader;
    cx_scratch_begin(cx, &scratch);
    enum rc rc = look_at_all(cx, &pass, &reader);
    cx_scratch_end(cx, &scratch);
    TRY(rc);
    preview->page = (struct list_page){.page = wish->page,
                                       .limit = wish->limit,
                                       .total = pass.matched,
                                       .paged = true,
                                       .pages = (pass.matched + wish->limit - 1) / wish->limit,
                                       .rows = preview->rows};
    return RC_OK;
}
