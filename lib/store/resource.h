/* SPDX-License-Identifier: MIT
 *
 * A resource: a record with its statements and rules, enough for fcgi/serve/crud.c to list, read, create, change and delete it.
 * Domain modules export one for each noun; what is a workflow gets a handler of its own. */
#ifndef STORE_RESOURCE_H
#define STORE_RESOURCE_H

#include "data/json_out.h"
#include "store/list.h"

struct resource {
    const struct record *record;  /* all columns; "id", "created_at", "updated_at", "created_by" are filled in */
    const struct list_spec *list; /* NULL: no list */
    enum sql_id get;              /* SELECT … WHERE id = :id */
    enum sql_id insert;
    enum sql_id update;
    enum sql_id remove; /* takes :id and :now */
    /* Rules that need the file: normalises and checks `now` (adds fault_field rows). `before` is NULL when creating.
     * `present` says which fields the client named. May be NULL. */
    enum rc (*check)(struct cx *cx, const void *before, void *now, uint64_t present);
    /* Runs after the row is written, in the same transaction: activities, counters. May be NULL. */
    enum rc (*written)(struct cx *cx, const void *before, const void *now);
    /* Computed fields of a row just read (state as of today). May be NULL. */
    void (*refine)(struct cx *cx, void *row);
    /* Further members of one record (`GET /x/{id}`), written into the open object. May be NULL. */
    enum rc (*members)(struct cx *cx, struct json *json, const void *row);
};

/* Reads one row, refined. RC_NOT_FOUND "<Record> not found". `row` has room for record->size bytes. */
enum rc resource_get(struct cx *cx, const struct resource *resource, const char *id, void *row);

/* Checks a new row, gives it its id and times, inserts it and does what follows from it, in the caller's write transaction.
 * `created_by` is the caller's to set: this floor knows no users. Field errors found before count as errors of the check. */
enum rc resource_create(struct cx *cx, const struct resource *resource, void *row, uint64_t present);

/* Writes `now`, which was checked against `before`, and does what follows from the change. */
enum rc resource_change(struct cx *cx, const struct resource *resource, const void *before, void *now);

/* RC_OK if the id exists; otherwise adds fault_field(field, "<Record> not found"). NULL ids pass. For what the request names:
 * what a record refers to already may be gone, and the record stays editable (contract, section 8). */
enum rc resource_refer(struct cx *cx, const struct resource *resource, const char *field, const char *id);

/* "key": the first LIST_ROWS_MAX rows, written one by one, and "key_has_next". The statement selects one more at most. */
enum rc resource_rows(struct cx *cx, struct json *json, const char *key, enum sql_id sql, const struct arg *args,
                      const struct record *record);

#endif
