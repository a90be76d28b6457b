/* SPDX-License-Identifier: MIT
 *
 * One write of an import at a time, backwards. */
#include "transfer/undo.h"

#include <string.h>

#include "base/str.h"
#include "resource/journal.h"
#include "transfer/batch.h"
#include "workshop/contact.h"

struct item {
    int64_t seq, line, journal_seq;
    const char *entity_id, *change;
};
static const struct field item_fields[] = {
    FIELD_INT(struct item, seq, 0, 0, 0),         FIELD_INT(struct item, line, 0, 0, 0),
    FIELD_UUID(struct item, entity_id, 0),        FIELD_TEXT(struct item, change, 0, 0, 0),
    FIELD_INT(struct item, journal_seq, 0, 0, 0),
};
static RECORD(item_record, "ImportItem", struct item, item_fields, NULL);

/* A field as one write of the journal had it; values as text. */
struct written {
    const char *name, *before, *after;
};
static const struct field written_fields[] = {
    FIELD_TEXT(struct written, name, 0, 0, 0),
    FIELD_TEXT(struct written, before, 0, 0, 0),
    FIELD_TEXT(struct written, after, 0, 0, 0),
};
static RECORD(written_record, "ImportWritten", struct written, written_fields, NULL);

struct undo {
    struct import *import;
    const struct import_kind *kind;
};

/* ---- what was created ---- */

/* Why it stays; NULL: nothing speaks against its going. */
static enum rc reason_of(struct cx *cx, const struct undo *undo, const struct item *item, const char **reason)
{
    int64_t changed;
    bool contact = undo->kind->resource == &contact_resource;
    TRY(db_text(cx, contact ? SQL_IMPORT_CONTACT_USED : SQL_IMPORT_VEHICLE_USED, ARGS(ARG_T("id", item->entity_id)), reason));
    if (*reason) {
        return RC_OK;
    }
    TRY(db_int(
        cx, SQL_IMPORT_CHANGED_SINCE,
        ARGS(ARG_T("id", item->entity_id), ARG_I("journal_seq", item->journal_seq), ARG_I("import_seq", undo->import->seq)),
        &changed));
    *reason = changed ? "CHANGED" : NULL;
    return RC_OK;
}

/* ---- what was filled ---- */

static bool has_value(const struct field *field, void *row, const char *text)
{
    int64_t number = INT_NULL;
    if (!field_is_int(field)) {
        return str_eq(*field_text(field, row), text);
    }
    return (!text || str_int(text, INT64_MIN + 1, INT64_MAX, &number)) && *field_int(field, row) == number;
}

static void put_back(const struct field *field, void *row, const char *text)
{
    int64_t number = INT_NULL;
    if (!field_is_int(field)) {
        *field_text(field, row) = text;
    } else if (!text || str_int(text, INT64_MIN + 1, INT64_MAX, &number)) {
        *field_int(field, row) = number;
    }
}

/* *kept: the fields that hold something else by now, as a JSON array; NULL: none. */
static enum rc restore_fields(struct cx *cx, const struct record *record, const struct item *item, void *row, const char **kept)
{
    struct list list;
    struct buf names;
    TRY(db_all(cx, SQL_IMPORT_WRITTEN_FIELDS, ARGS(ARG_I("journal_seq", item->journal_seq)), &written_record, &list));
    const struct written *written = list.rows;
    buf_init(&names, cx->arena, 64);
    for (size_t i = 0; i < list.count; i++) {
        int index = record_find(record, written[i].name);
        const struct field *field = index < 0 ? NULL : &record->fields[index];
        if (!field || field->flags & F_READONLY) {
            continue; /* computed of others */
        }
        if (has_value(field, row, written[i].after)) {
            put_back(field, row, written[i].before);
        } else if (!has_value(field, row, written[i].before)) {
            buf_printf(&names, "%s\"%s\"", names.len ? "," : "", field->name);
        }
    }
    *kept = names.len ? arena_printf(cx->arena, "[%s]", names.data) : NULL;
    return RC_OK;
}

/* A record must still be one without them: a contact has a name. */
static bool stands(struct cx *cx, const struct record *record, const void *row)
{
    if (record->validate) {
        record->validate(cx, row, UINT64_MAX);
    }
    bool valid = cx->fault.rc == RC_OK;
    fault_clear(cx);
    return valid;
}

static enum rc undo_change(struct cx *cx, const struct undo *undo, const struct item *item, const char **reason,
                           const char **fields)
{
    const struct resource *resource = undo->kind->resource;
    void *before = arena_alloc(cx->arena, resource->record->size);
    void *now = arena_alloc(cx->arena, resource->record->size);
    enum rc rc = resource_get(cx, resource, item->entity_id, before);
    if (rc == RC_NOT_FOUND) {
        fault_clear(cx);
        return RC_OK;
    }
    TRY(rc);
    memcpy(now, before, resource->record->size);
    TRY(restore_fields(cx, resource->record, item, now, fields));
    if (!stands(cx, resource->record, now)) {
        *reason = "CHANGED";
        return RC_OK;
    }
    *reason = *fields ? "FIELDS" : NULL;
    return memcmp(before, now, resource->record->size) == 0 ? RC_OK : resource_change(cx, resource, before, now);
}

static enum rc undo_create(struct cx *cx, const struct undo *undo, const struct item *item, const char **reason)
{
    const struct resource *resource = undo->kind->resource;
    void *row = arena_alloc(cx->arena, resource->record->size);
    enum rc rc = resource_get(cx, resource, item->entity_id, row);
    if (rc == RC_NOT_FOUND) {
        fault_clear(cx); /* somebody has deleted it already */
        return RC_OK;
    }
    TRY(rc);
    TRY(reason_of(cx, undo, item, reason));
    return *reason ? RC_OK : resource_remove(cx, resource, item->entity_id);
}

/* ---- all of it ---- */

static enum rc undo_item(struct cx *cx, struct undo *undo, const struct item *item)
{
    const char *reason = NULL, *fields = NULL;
    TRY(str_eq(item->change, "CREATED") ? undo_create(cx, undo, item, &reason) : undo_change(cx, undo, item, &reason, &fields));
    *(reason ? &undo->import->kept : &undo->import->undone) += 1;
    return db_run(cx, SQL_IMPORT_ITEM_KEEP, ARGS(ARG_I("seq", item->seq), ARG_T("reason", reason), ARG_T("fields", fields)));
}

static enum rc piece(struct cx *cx, void *state, bool *more)
{
    struct undo *undo = state;
    struct list list;
    TRY(db_all(cx, SQL_IMPORT_ITEMS_BEFORE, ARGS(ARG_I("import_seq", undo->import->seq), ARG_I("before", undo->import->place)),
               &item_record, &list));
    const struct item *items = list.rows;
    for (size_t i = 0; i < list.count; i++) {
        TRY(undo_item(cx, undo, &items[i]));
        undo->import->place = items[i].seq;
        undo->import->done++;
    }
    *more = list.count > 0;
    return RC_OK;
}

enum rc import_undo_on(struct cx *cx, struct job *job)
{
    struct import import;
    TRY(import_reload(cx, job->ref, &import));
    if (!str_eq(import.state, "UNDOING")) {
        return RC_OK;
    }
    import.place = import.place ? import.place : INT64_MAX;
    struct undo undo = {&import, import_kind(import.kind)};
    const struct batches batches = {
        .import = &import, .source = JOURNAL_UNDO, .piece = piece, .state = &undo, .done = "UNDONE"};
    return batches_run(cx, &batches);
}
