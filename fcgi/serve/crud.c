/* SPDX-License-Identifier: MIT
 *
 * Create, read, change, delete, restore and list, driven by resource descriptors. */
#include "fcgi/serve/crud.h"

#include "base/time.h"

static const struct resource *resource_of(const struct cx *cx)
{
    return route_of(cx)->resource;
}

typedef enum rc getter(struct cx *cx, const struct resource *resource, const char *id, void *row);

static enum rc answer_got(struct cx *cx, int status, const struct resource *resource, const char *id, getter *got)
{
    const struct record *record = record_answered(resource->record);
    void *row = arena_alloc(cx->arena, record->size);
    TRY(got(cx, resource, id, row));
    TRY(resource->fill ? resource->fill(cx, row) : RC_OK);
    return answer_record(cx, status, record, row);
}

enum rc crud_answer(struct cx *cx, int status, const struct resource *resource, const char *id)
{
    return answer_got(cx, status, resource, id, resource_get);
}

const struct arg *crud_list_args(struct cx *cx)
{
    int64_t day_start = zone_day_start_ms(cx->zone, zone_date(cx->zone, cx->now_ms));
    const struct arg args[] = {ARG_T("today", zone_today(cx->arena, cx->zone, cx->now_ms)),
                               ARG_I("day_start", day_start),
                               ARG_T("user", cx->user ? cx->user->id : NULL),
                               {.kind = ARG_END}};
    struct arg *copy = arena_array(cx->arena, sizeof args / sizeof *args, sizeof *copy);
    memcpy(copy, args, sizeof args);
    return copy;
}

enum rc crud_list(struct cx *cx)
{
    const struct resource *resource = resource_of(cx);
    struct list_page *page = arena_alloc(cx->arena, sizeof *page);
    struct query query = request_as_query(cx);
    TRY(list_read(cx, resource->list, &query, crud_list_args(cx), page));
    const struct record *record = resource->list->record;
    for (size_t i = 0; resource->refine && i < page->rows.count; i++) {
        resource->refine(cx, (char *)page->rows.rows + i * record->size);
    }
    return answer_list(cx, record, page);
}

enum rc crud_get(struct cx *cx)
{
    return crud_answer(cx, 200, resource_of(cx), path_id(cx, 0));
}

enum rc crud_get_any(struct cx *cx)
{
    const struct resource *resource = resource_of(cx);
    void *row = arena_alloc(cx->arena, resource->record->size);
    TRY(resource_get_any(cx, resource, path_id(cx, 0), row));
    return answer_record(cx, 200, resource->record, row);
}

enum rc crud_create(struct cx *cx)
{
    const struct resource *resource = resource_of(cx);
    const struct record *record = resource->record;
    void *row = arena_alloc(cx->arena, record->size);
    uint64_t present = 0;
    TRY(input_checked_later(cx, record, PARSE_CREATE, row, &present));
    TRY(resource_create(cx, resource, row, present));
    return crud_answer(cx, 201, resource, record_text(record, row, "id"));
}

enum rc crud_parse_change(struct cx *cx, const struct resource *resource, const void *before, void *now, uint64_t *present)
{
    const struct record *record = resource->record;
    void *patch = arena_alloc(cx->arena, record->size);
    TRY(input_checked_later(cx, record, PARSE_CHANGE, patch, present));
    memcpy(now, before, record->size);
    record_merge(record, now, patch, *present);
    if (record->validate) {
        record->validate(cx, now, *present);
    }
    if (resource->check) {
        TRY(resource->check(cx, before, now, *present));
    }
    return fault_check(cx);
}

enum rc crud_change(struct cx *cx)
{
    const struct resource *resource = resource_of(cx);
    const struct record *record = resource->record;
    const char *id = path_id(cx, 0);
    void *before = arena_alloc(cx->arena, record->size);
    void *now = arena_alloc(cx->arena, record->size);
    uint64_t present = 0;
    TRY(resource_get(cx, resource, id, before));
    TRY(crud_parse_change(cx, resource, before, now, &present));
    TRY(resource_change(cx, resource, before, now));
    return answer_got(cx, 200, resource, id, resource_get_changed);
}

enum rc crud_delete(struct cx *cx)
{
    const struct resource *resource = resource_of(cx);
    TRY(resource_remove(cx, resource, path_id(cx, 0)));
    const struct message_answer gone = {.message = arena_printf(cx->arena, "%s deleted successfully", resource->record->name),
                                        .deleted_at = cx->now_ms};
    json_record(answer_bare(cx, 200), &deleted_record, &gone, true);
    return RC_OK;
}

enum rc crud_restore(struct cx *cx)
{
    const struct resource *resource = resource_of(cx);
    TRY(resource_restore(cx, resource, path_id(cx, 0)));
    return crud_answer(cx, 200, resource, path_id(cx, 0));
}
