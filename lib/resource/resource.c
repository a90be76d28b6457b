/* SPDX-License-Identifier: MIT
 *
 * Reading and writing one row of a resource, and checking references to one. What HTTP adds to it is in fcgi/serve/crud.c. */
#include "resource/resource.h"

#include "auth/user.h"
#include "base/time.h"
#include "base/uuid.h"
#include "resource/journal.h"

/* What others a row names may be told as of today. */
static enum rc read_row(struct cx *cx, const struct record *record, enum sql_id sql, const char *id, void *row)
{
    const char *today = cx->zone ? zone_today(cx->arena, cx->zone, cx->now_ms) : NULL;
    const char *user = cx->user ? cx->user->id : NULL;
    return db_get(cx, sql, ARGS(ARG_T("id", id), ARG_T("today", today), ARG_T("user", user)), record, row);
}

static enum rc get(struct cx *cx, const struct resource *resource, enum sql_id sql, const char *id, void *row)
{
    enum rc rc = read_row(cx, resource->record, sql, id, row);
    if (rc == RC_NOT_FOUND) {
        return fault_not_found(cx, resource->record->name);
    }
    if (rc == RC_OK && resource->refine) {
        resource->refine(cx, row);
    }
    return rc;
}

enum rc resource_get(struct cx *cx, const struct resource *resource, const char *id, void *row)
{
    return get(cx, resource, resource->get, id, row);
}

enum rc resource_get_changed(struct cx *cx, const struct resource *resource, const char *id, void *row)
{
    return get(cx, resource, resource->get_changed != SQL_NONE ? resource->get_changed : resource->get, id, row);
}

enum rc resource_get_any(struct cx *cx, const struct resource *resource, const char *id, void *row)
{
    return get(cx, resource, resource->get_any, id, row);
}

enum rc resource_create(struct cx *cx, const struct resource *resource, void *row, uint64_t present)
{
    const struct record *record = resource->record;
    if (resource->check) {
        TRY(resource->check(cx, NULL, row, present));
    }
    TRY(fault_check(cx));
    TRY(resource_insert(cx, record, resource->insert, row));
    return resource->written ? resource->written(cx, NULL, row) : RC_OK;
}

enum rc resource_insert(struct cx *cx, const struct record *record, enum sql_id insert, void *row)
{
    record_set_text(record, row, "id", uuid_new(cx->arena));
    record_set_int(record, row, "created_at", cx->now_ms);
    record_set_int(record, row, "updated_at", cx->now_ms);
    record_set_int(record, row, "version", 1);
    if (cx->user) {
        record_set_text(record, row, "created_by", cx->user->id);
    }
    TRY(db_run(cx, insert, ARGS(ARG_R(record, row))));
    return journal_write(cx, &(struct journal_entry){.operation = JOURNAL_CREATE, .record = record, .now = row});
}

static bool holds_rows(const struct record *record, const void *row)
{
    bool holds = false;
    for (size_t i = 0; i < record->count; i++) {
        const struct list *list = (const struct list *)(const void *)((const char *)row + record->fields[i].offset);
        holds = holds || (record->fields[i].type == FT_LIST && list->rows);
    }
    return holds;
}

/* A copy with the rows that it holds. */
static enum rc whole(struct cx *cx, const struct resource *resource, const void *row, const void **copy)
{
    void *filled = arena_alloc(cx->arena, resource->record->size);
    memcpy(filled, row, resource->record->size);
    *copy = filled;
    return resource->lists(cx, filled);
}

enum rc resource_update(struct cx *cx, const struct record *record, enum sql_id update, const void *before, void *now,
                        const char *source)
{
    record_set_int(record, now, "updated_at", cx->now_ms);
    TRY(db_run(cx, update, ARGS(ARG_R(record, now))));
    return journal_change(cx, record, before, now, source);
}

enum rc resource_change(struct cx *cx, const struct resource *resource, const void *before, void *now)
{
    const struct record *record = resource->record;
    const void *held = before;
    if (resource->lists && holds_rows(record, now)) {
        TRY(whole(cx, resource, before, &held));
    }
    TRY(resource_update(cx, record, resource->update, held, now, NULL));
    return resource->written ? resource->written(cx, before, now) : RC_OK;
}

enum rc resource_remove(struct cx *cx, const struct resource *resource, const char *id)
{
    const struct record *record = resource->record;
    void *row = arena_alloc(cx->arena, record->size);
    const void *held = row;
    TRY(resource_get(cx, resource, id, row));
    if (resource->lists) {
        TRY(whole(cx, resource, row, &held));
    }
    TRY(db_run(cx, resource->remove, ARGS(ARG_T("id", id), ARG_I("now", cx->now_ms))));
    return journal_write(cx, &(struct journal_entry){.operation = JOURNAL_REMOVE, .record = record, .before = held});
}

enum rc resource_restore(struct cx *cx, const struct resource *resource, const char *id)
{
    const struct record *record = resource->record;
    void *row = arena_alloc(cx->arena, record->size);
    TRY(resource_get_any(cx, resource, id, row));
    enum rc rc = read_row(cx, record, resource->get, id, row);
    if (rc != RC_NOT_FOUND) {
        return rc == RC_OK ? fault_printf(cx, RC_CONFLICT, NULL, "%s is not deleted", record->name) : rc;
    }
    TRY(resource->restorable ? resource->restorable(cx, row) : RC_OK);
    TRY(db_run(cx, resource->restore, ARGS(ARG_T("id", id), ARG_I("now", cx->now_ms))));
    return journal_write(cx, &(struct journal_entry){.operation = JOURNAL_RESTORE, .record = record, .now = row});
}

enum rc resource_write(struct cx *cx, const struct resource *resource, const char *id, enum sql_id sql, const struct arg *args,
                       const char *source)
{
    const struct record *record = resource->record;
    void *before = arena_alloc(cx->arena, record->size);
    void *now = arena_alloc(cx->arena, record->size);
    TRY(read_row(cx, record, resource->get, id, before));
    TRY(db_run(cx, sql, args));
    TRY(read_row(cx, record, resource->get, id, now));
    return journal_change(cx, record, before, now, source);
}

enum rc resource_refer(struct cx *cx, const struct resource *resource, const char *field, const char *id)
{
    if (!id) {
        return RC_OK;
    }
    void *row = arena_alloc(cx->arena, resource->record->size);
    enum rc rc = read_row(cx, resource->record, resource->get, id, row);
    if (rc == RC_NOT_FOUND) {
        fault_field(cx, field, PROBLEM_NOT_FOUND, arena_printf(cx->arena, "%s not found", resource->record->name));
        return RC_OK;
    }
    return rc;
}

/* RC_END: there was no further row. */
static enum rc write_row(struct cx *cx, struct json *json, struct rows *rows, const struct record *record)
{
    TRY(rows_next(rows));
    void *row = arena_alloc(cx->arena, record->size);
    rows_record(rows, record, row);
    json_record(json, record, row, true);
    return RC_OK;
}

struct source {
    struct cx *cx;
    enum sql_id sql;
    struct arg *args;
};

static enum rc print_rows(struct json *json, const struct record *record, const void *state, bool *more)
{
    const struct source *source = state;
    struct cx *cx = source->cx;
    struct scratch scratch;
    struct rows rows;
    enum rc rc = RC_OK;
    TRY(rows_open(cx, source->sql, source->args, &rows));
    cx_scratch_begin(cx, &scratch);
    for (int i = 0; i < LIST_ROWS_MAX && rc == RC_OK; i++) {
        rc = write_row(cx, json, &rows, record);
        cx_scratch_reset(cx, &scratch);
    }
    cx_scratch_end(cx, &scratch);
    *more = rc == RC_OK && (rc = rows_next(&rows)) == RC_OK;
    rows_close(&rows);
    return rc == RC_END ? RC_OK : rc;
}

struct stream resource_rows(struct cx *cx, enum sql_id sql, const struct arg *args)
{
    struct source *source = arena_alloc(cx->arena, sizeof *source);
    size_t count = 1;
    while (args[count - 1].kind != ARG_END) {
        count++;
    }
    *source = (struct source){cx, sql, arena_array(cx->arena, count, sizeof *args)};
    memcpy(source->args, args, count * sizeof *args);
    return (struct stream){print_rows, source};
}
