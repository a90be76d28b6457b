/* SPDX-License-Identifier: MIT
 *
 * Reading and writing one row of a resource, and checking references to one. What HTTP adds to it is in fcgi/serve/crud.c. */
#include "store/resource.h"

#include "base/uuid.h"

enum rc resource_get(struct cx *cx, const struct resource *resource, const char *id, void *row)
{
    enum rc rc = db_get(cx, resource->get, ARGS(ARG_T("id", id)), resource->record, row);
    if (rc == RC_NOT_FOUND) {
        return fault_not_found(cx, resource->record->name);
    }
    if (rc == RC_OK && resource->refine) {
        resource->refine(cx, row);
    }
    return rc;
}

enum rc resource_create(struct cx *cx, const struct resource *resource, void *row, uint64_t present)
{
    const struct record *record = resource->record;
    if (resource->check) {
        TRY(resource->check(cx, NULL, row, present));
    }
    TRY(fault_check(cx));
    record_set_text(record, row, "id", uuid_new(cx->arena));
    record_set_int(record, row, "created_at", cx->now_ms);
    record_set_int(record, row, "updated_at", cx->now_ms);
    record_set_int(record, row, "version", 1);
    TRY(db_run(cx, resource->insert, ARGS(ARG_R(record, row))));
    return resource->written ? resource->written(cx, NULL, row) : RC_OK;
}

enum rc resource_change(struct cx *cx, const struct resource *resource, const void *before, void *now)
{
    record_set_int(resource->record, now, "updated_at", cx->now_ms);
    TRY(db_run(cx, resource->update, ARGS(ARG_R(resource->record, now))));
    return resource->written ? resource->written(cx, before, now) : RC_OK;
}

enum rc resource_refer(struct cx *cx, const struct resource *resource, const char *field, const char *id)
{
    if (!id) {
        return RC_OK;
    }
    void *row = arena_alloc(cx->arena, resource->record->size);
    enum rc rc = db_get(cx, resource->get, ARGS(ARG_T("id", id)), resource->record, row);
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

enum rc resource_rows(struct cx *cx, struct json *json, const char *key, enum sql_id sql, const struct arg *args,
                      const struct record *record)
{
    struct scratch scratch;
    struct rows rows;
    enum rc rc = RC_OK;
    TRY(rows_open(cx, sql, args, &rows));
    json_key(json, key);
    json_array(json);
    cx_scratch_begin(cx, &scratch);
    for (int i = 0; i < LIST_ROWS_MAX && rc == RC_OK; i++) {
        rc = write_row(cx, json, &rows, record);
        cx_scratch_reset(cx, &scratch);
    }
    cx_scratch_end(cx, &scratch);
    bool more = rc == RC_OK && (rc = rows_next(&rows)) == RC_OK;
    rows_close(&rows);
    json_array_end(json);
    json_kv_bool(json, arena_printf(cx->arena, "%s_has_next", key), more);
    return rc == RC_END ? RC_OK : rc;
}
