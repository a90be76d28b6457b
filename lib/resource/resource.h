/* SPDX-License-Identifier: MIT
 *
 * A resource: a record with its statements and rules, enough for fcgi/serve/crud.c to list, read, create, change,
 * delete and restore it.
 * Domain modules export one for each noun; what is a workflow gets a handler of its own.
 *
 * Here is also the one door for every write of a record: it stamps who and when, its statement raises the version (every UPDATE of a
 * record does), and the journal gets its row in the same transaction. Without a row are what a tenant is made with (its settings, its
 * owner), the demonstration's own people, what the product itself notes in a timeline, and how far jobs and messages are. */
#ifndef RESOURCE_RESOURCE_H
#define RESOURCE_RESOURCE_H

#include "data/json_out.h"
#include "store/list.h"

struct resource {
    const struct record *record;  /* all columns; "id", "created_at", "updated_at", "created_by" are filled in */
    const struct list_spec *list; /* NULL: no list */
    enum sql_id get;              /* SELECT … WHERE id = :id; it may use :today and :user */
    enum sql_id insert;
    enum sql_id update;
    enum sql_id remove;      /* takes :id and :now */
    enum sql_id get_changed; /* as `get`, for the answer to whoever may have changed it out of their sight; SQL_NONE: `get` */
    enum sql_id get_any;     /* as `get`, of deleted ones too; SQL_NONE: what is deleted is gone for good */
    enum sql_id restore;     /* takes :id and :now; beside `get_any` */
    /* Rules that need the file: normalises and checks `now` (adds fault_field rows). `before` is NULL when creating.
     * `present` says which fields the client named. May be NULL. */
    enum rc (*check)(struct cx *cx, const void *before, void *now, uint64_t present);
    /* What speaks against a deleted row's coming back: RC_CONFLICT. May be NULL. */
    enum rc (*restorable)(struct cx *cx, const void *row);
    /* Reads the rows that the record holds (its FT_LIST), so that the journal can tell what they were. May be NULL. */
    enum rc (*lists)(struct cx *cx, void *row);
    /* Runs after the row is written, in the same transaction: activities, counters. May be NULL. */
    enum rc (*written)(struct cx *cx, const void *before, const void *now);
    /* Computed fields of a row just read (state as of today). May be NULL. */
    void (*refine)(struct cx *cx, void *row);
    /* What fills the rest of record->answered, the row having been read. NULL where it is answered as its row. */
    enum rc (*fill)(struct cx *cx, void *answered);
};

/* Reads one row, refined. RC_NOT_FOUND "<Record> not found". `row` has room for record->size bytes. */
enum rc resource_get(struct cx *cx, const struct resource *resource, const char *id, void *row);
/* The same, also of one that is deleted but kept. */
enum rc resource_get_any(struct cx *cx, const struct resource *resource, const char *id, void *row);
/* As resource_get(), of one that the caller has just changed. */
enum rc resource_get_changed(struct cx *cx, const struct resource *resource, const char *id, void *row);

/* ---- the one door for every write of a record ----
 *
 * All of these run in the caller's write transaction, and leave a row in the journal. `created_by` is whoever is signed in; where
 * nobody is, it stays as the caller has it. */

/* Checks a new row, gives it its id and times, inserts it, and does what follows from it. Field errors found before count as errors
 * of the check. */
enum rc resource_create(struct cx *cx, const struct resource *resource, void *row, uint64_t present);

/* Writes `now`, which was checked against `before`, and does what follows from the change. */
enum rc resource_change(struct cx *cx, const struct resource *resource, const void *before, void *now);

/* Deletes, in the way of the resource's statement. RC_NOT_FOUND "<Record> not found". */
enum rc resource_remove(struct cx *cx, const struct resource *resource, const char *id);

/* Undoes that, as the record was; what belongs to it was left alone by its deletion, and is now. RC_NOT_FOUND as above: there never
 * was one, or it is gone for good. RC_CONFLICT: it is not deleted, or `restorable` says why not. */
enum rc resource_restore(struct cx *cx, const struct resource *resource, const char *id);

/* For writes of another shape: a new row that is checked already gets its id and times, and */
enum rc resource_insert(struct cx *cx, const struct record *record, enum sql_id insert, void *row);
/* a record without a resource is written over `before` by its statement; `source` as in journal.h; */
enum rc resource_update(struct cx *cx, const struct record *record, enum sql_id update, const void *before, void *now,
                        const char *source);
/* a statement of its own that changes one record: what it changed is read back. */
enum rc resource_write(struct cx *cx, const struct resource *resource, const char *id, enum sql_id sql, const struct arg *args,
                       const char *source);

/* RC_OK if the id exists; otherwise adds fault_field(field, "<Record> not found"). NULL ids pass. For what the request names:
 * what a record refers to already may be gone, and the record stays editable (contract, section 8). */
enum rc resource_refer(struct cx *cx, const struct resource *resource, const char *field, const char *id);

/* For a FIELD_ROWS: the first LIST_ROWS_MAX rows of a statement, which selects one more at most. */
struct stream resource_rows(struct cx *cx, enum sql_id sql, const struct arg *args);

#endif
