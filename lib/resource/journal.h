/* SPDX-License-Identifier: MIT
 *
 * The journal: one row for every write of a record, in the transaction of the write: who, when, what was done to which record, and
 * the fields that changed, before and after. Whoever writes a record through resource.h leaves it by that; a write of another shape
 * calls journal_write() itself. Secrets are never in it, nor what the columns of the row say (ids, times, who). Values that are long
 * stand as their length and hash, so that a row is at most 8 KiB. */
#ifndef RESOURCE_JOURNAL_H
#define RESOURCE_JOURNAL_H

#include "data/record.h"

#define JOURNAL_MAX 7800 /* bytes of before and after together; with its other columns a row stays within 8 KiB */

/* What was done. Rows name it so. */
#define JOURNAL_CREATE "CREATE"
#define JOURNAL_CHANGE "CHANGE"
#define JOURNAL_REMOVE "REMOVE"
#define JOURNAL_RESTORE "RESTORE"

/* Where a write came from, when it was no request of a person, or what a deal's score follows from. */
#define JOURNAL_SWEEP "SWEEP"
#define JOURNAL_COMMAND "COMMAND"
#define JOURNAL_MODEL "MODEL"
#define JOURNAL_OVERRIDE "OVERRIDE"
#define JOURNAL_COEFFICIENT "COEFFICIENT"
#define JOURNAL_IMPORT "IMPORT"   /* in the name of who had it run */
#define JOURNAL_UNDO "UNDO"       /* of an import */
#define JOURNAL_ERASURE "ERASURE" /* of a person's data; rows of before hold no values any more */

struct journal_entry {
    const char *operation;       /* JOURNAL_… */
    const struct record *record; /* its name names the entity ("ServiceRecord": SERVICE_RECORD), its field "id" the record */
    const char *id;              /* NULL: that field */
    const void *before;          /* NULL: there was none */
    const void *now;             /* NULL: there is none any more */
    const char *source;          /* JOURNAL_…; NULL: cx->source, or a request */
    const char *note;            /* JSON of an object that stands as `after` in place of fields, which then are not looked at */
};

/* Writes the row, inside the caller's write transaction. A field that is a list counts only where both sides have rows, or one of
 * two sides is not there. */
enum rc journal_write(struct cx *cx, const struct journal_entry *entry);

/* That of a changed record. */
enum rc journal_change(struct cx *cx, const struct record *record, const void *before, const void *now, const char *source);

/* The instant from which on rows are kept: `journal_days` of the configuration before now. */
int64_t journal_begins(const struct cx *cx);

#endif
