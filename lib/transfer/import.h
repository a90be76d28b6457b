/* SPDX-License-Identifier: MIT
 *
 * Moving in: a file of contacts or vehicles becomes an import. As a DRAFT it holds the file and says where each column goes; it is
 * looked at (preview.h), run (run.h) and, for thirty days, undone (undo.h). What it wrote is kept beside it, a row a write, and the
 * journal says which fields. */
#ifndef TRANSFER_IMPORT_H
#define TRANSFER_IMPORT_H

#include "resource/resource.h"
#include "transfer/target.h"

#define IMPORT_DRAFTS_MAX 20
#define IMPORT_KEPT 200          /* of a tenant, the newest */
#define IMPORT_UNDO_DAYS 30      /* after it has run */
#define IMPORT_PROBLEMS_MAX 1000 /* rows that are told */

#define IMPORT_JOB "import" /* the kinds of jobs that work at one; `ref` is its id */
#define IMPORT_UNDO_JOB "import_undo"

#define IMPORT_BY_RUN "imports/run" /* the routes that move one */
#define IMPORT_BY_UNDO "imports/undo"

struct import {
    int64_t seq;
    const char *id, *kind, *name;
    const char *state;
    const char *encoding, *separator;
    const char *duplicates; /* SKIP, UPDATE_EMPTY: what the other lacks is filled in, CREATE */
    const char *columns;    /* JSON: struct import_column */
    int64_t total;          /* rows with something in them */
    int64_t done, created, updated, skipped, failed;
    int64_t undone, kept;
    int64_t place, line; /* where the job goes on */
    const char *created_by;
    const char *acting_id; /* whose writes they are */
    int64_t created_at, updated_at, ended_at, undone_at;
    int64_t undo_until; /* no column; INT_NULL: it cannot be undone */
    int64_t version;
};
extern const struct record import_record;
extern const struct record import_detail_record; /* with the rows that failed, and what undoing kept */
extern const struct resource import_resource;
extern const struct machine import_machine;

/* What PATCH takes; columns that are not named stay. */
struct import_change {
    const char *encoding, *separator, *duplicates;
    struct list mapping; /* struct import_mapping */
};
struct import_mapping {
    int64_t column;    /* from 0 */
    const char *field; /* of target_names; NULL: left out */
};
extern const struct record import_change_record;

/* What is uploaded; the bytes are the caller's. */
struct import_file {
    const char *kind, *name; /* name: may be NULL */
    const void *bytes;
    size_t len;
};

/* Each runs in the caller's write transaction, but for those that read the file: the first begins one behind that, import_reread()
 * is content with one that reads. */

/* A new DRAFT. RC_UNREADABLE as reader_next(), or NO_ROWS, TOO_MANY_ROWS; RC_CONFLICT TOO_MANY_DRAFTS. */
enum rc import_create(struct cx *cx, const struct import_file *file, struct import *import);
/* The file as the change would have it read; nothing is written. RC_CONFLICT IMPORT_HAS_RUN where it is no draft any more. */
enum rc import_reread(struct cx *cx, struct import *import, const struct import_change *change);
/* `read` is what that gave. */
enum rc import_change(struct cx *cx, struct import *import, const struct import *read, const struct import_change *change,
                      uint64_t present);
enum rc import_remove(struct cx *cx, const struct import *import);
/* Queues the job. RC_INVALID NOTHING_MAPPED where no column goes anywhere. */
enum rc import_run(struct cx *cx, struct import *import);
/* The same backwards. RC_CONFLICT TOO_LATE_TO_UNDO. */
enum rc import_undo(struct cx *cx, struct import *import);

/* ---- for those who work at one ---- */

struct import_work {
    struct import import;
    const struct import_kind *kind;
    const struct target *columns[READER_COLUMNS_MAX]; /* NULL: left out */
    size_t width;                                     /* of the heading */
    const char *country;                              /* the tenant's */
    struct reader reader;                             /* at the first row below the heading */
};

/* Reads it with its file, which lives on cx->arena. */
enum rc import_open(struct cx *cx, const struct import *import, struct import_work *work);
/* Writes how far it is, in the caller's write transaction. */
enum rc import_progress(struct cx *cx, struct import *import);
/* What becomes of an import whose job ends in failure, or is tried again: job_kind.noted of both. */
struct job;
enum rc import_noted(struct cx *cx, const struct job *job);

#endif
