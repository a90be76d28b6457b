/* SPDX-License-Identifier: MIT
 *
 * SQLite behind named statements. The only module that includes sqlite3.h.
 *
 * Statements are written by hand in sql/<scope>/queries/<noun>.sql ("-- name: contact_insert"), embedded at build time as
 * enum sql_id (SQL_CONTACT_INSERT; registry ones SQL_REG_…) and prepared once per open file. Arguments are bound by name;
 * a parameter without an argument is RC_INTERNAL. A statement of the tenant scope runs on cx->db, one of the registry
 * scope on cx->registry. Text that comes out lives on cx->arena. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/cx.h"
#include "data/record.h"
#include "sql_catalogue.h" /* generated: enum sql_id */

enum db_scope { DB_TENANT, DB_REGISTRY };

struct db;

/* ---- files ---- */

struct db_options {
    bool create;    /* make the file if it is missing, fill it if it is empty */
    bool migrate;   /* bring schema and size of pages up to date; without it an old schema is RC_UNAVAILABLE */
    bool fast_pool; /* do not sleep on the write lock beyond a few milliseconds: RC_BUSY */
    bool small;     /* with `create`: takes little room as long as it is nearly empty */
    bool bulk;      /* for writing very much: keep 64 MB of pages in memory instead of 256 KB */
    /* Asked after a commit that leaves a long log: whether somebody else copies it (db_copy_log). NULL: nobody does. */
    bool (*copy_log)(const char *path);
};

/* Opens a file (0600), sets WAL, synchronous=FULL, foreign keys, no automatic checkpoint, and migrates: each migration is
 * one transaction, and a copy of the file from before (`<path>.before-NNNN`) is kept when it held data.
 * RC_NOT_FOUND: no such file; RC_UNAVAILABLE: corrupt or unreadable (logged); RC_NO_SPACE. */
enum rc db_open(struct cx *cx, enum db_scope scope, const char *path, const struct db_options *options, struct db **db);
void db_close(struct db *db);
const char *db_path(const struct db *db);

/* ---- transactions ---- */

enum db_tx { TX_NONE, TX_READ, TX_WRITE };

/* TX_WRITE takes the file's lock (two bytes of `<path>.lock` under open-file-description locks: door, room), then BEGIN
 * IMMEDIATE. RC_BUSY: fast_pool and the lock was not free within a few ms (nothing is held; try again);
 * RC_UNAVAILABLE: waited `VISIONCRM` write deadline (5 s) in vain. RC_FORBIDDEN: the context may store nothing (cx->foreign). */
enum rc db_begin(struct cx *cx, struct db *db, enum db_tx tx);
/* RC_NO_SPACE, RC_UNAVAILABLE…: nothing was committed, or the fault's message says that this is not known. */
enum rc db_commit(struct cx *cx, struct db *db);
void db_rollback(struct db *db); /* resets live statements, ends any transaction, frees the lock; idempotent */
/* How work that has a transaction to itself ends: TRY(db_begin(…)); return db_end(cx, db, work(…)). Commits if the work was done,
 * takes it back if not; returns what failed first, the work or the commit. */
enum rc db_end(struct cx *cx, struct db *db, enum rc done);
/* Ends a read transaction early: slow work that needs the file no more must not hold up its log. A write goes on. */
enum rc db_read_done(struct cx *cx, struct db *db);
bool db_in_transaction(const struct db *db);
/* Rows inserted, changed and deleted through this handle so far: two equal numbers say that nothing was written between. */
int64_t db_changes(const struct db *db);
/* Ends every statement whose rows are still being read; the transaction stays open. */
void db_abandon_rows(struct db *db);

/* Copies WAL pages into the file when the log is larger than `pages`; takes the lock, gives up at once if it is held. */
void db_checkpoint(struct db *db, int pages);
/* Copies what there is, beside those who write; a very long log is begun anew, under the lock. Not within a transaction. */
enum rc db_copy_log(struct cx *cx, struct db *db);

/* Statements of this file fail with RC_UNAVAILABLE once the monotonic clock passes `deadline_us` (0: none). */
void db_deadline(struct db *db, int64_t deadline_us);

/* Statements of this file, from the first that takes long, may use so much CPU together (0: without end); then they fail with
 * RC_UNAVAILABLE, QUERY_TOO_COSTLY. CPU, not time: what a busy machine takes away is not the query's fault. */
void db_budget(struct db *db, int64_t budget_us);

/* ---- statements ---- */

enum arg_kind { ARG_END, ARG_NULL, ARG_INT, ARG_TEXT, ARG_RECORD, ARG_BLOB };

struct arg {
    enum arg_kind kind;
    const char *name;            /* parameter without its colon; unused for ARG_RECORD */
    int64_t number;              /* ARG_INT (INT_NULL binds NULL); ARG_BLOB: length */
    const char *text;            /* ARG_TEXT (NULL binds NULL); ARG_BLOB: bytes */
    const struct record *record; /* ARG_RECORD: binds every parameter that is a field's name */
    const void *object;
};

#define ARG_I(param, value) ((struct arg){.kind = ARG_INT, .name = (param), .number = (value)})
#define ARG_T(param, value) ((struct arg){.kind = ARG_TEXT, .name = (param), .text = (value)})
#define ARG_B(param, bytes, len) ((struct arg){.kind = ARG_BLOB, .name = (param), .text = (bytes), .number = (int64_t)(len)})
#define ARG_R(rec, obj) ((struct arg){.kind = ARG_RECORD, .record = (rec), .object = (obj)})
/* db_run(cx, SQL_X, ARGS(ARG_T("id", id), ARG_I("now", cx->now_ms))) */
#define ARGS(...) ((const struct arg[]){__VA_ARGS__, {.kind = ARG_END}})
#define NO_ARGS ((const struct arg[]){{.kind = ARG_END}})

/* INSERT, UPDATE, DELETE. *changed (may be NULL) gets the number of rows. A violated constraint gives RC_CONFLICT with the
 * schema's words in the log; RAISE(ABORT,'CODE: text') in a trigger gives RC_CONFLICT with that code and text.
 * What changes the file outside of TX_WRITE (and so without its lock) is RC_INTERNAL, here and in every call below. */
enum rc db_run(struct cx *cx, enum sql_id id, const struct arg *args);
enum rc db_run_count(struct cx *cx, enum sql_id id, const struct arg *args, int64_t *changed);

/* First row into a record (RC_NOT_FOUND without a fault message if there is none; the caller names it). Columns that are
 * no field of the record are skipped; fields without a column are NULL. The object is cleared first. */
enum rc db_get(struct cx *cx, enum sql_id id, const struct arg *args, const struct record *record, void *object);
/* First column of the first row; no row: RC_NOT_FOUND. */
enum rc db_int(struct cx *cx, enum sql_id id, const struct arg *args, int64_t *value);
enum rc db_text(struct cx *cx, enum sql_id id, const struct arg *args, const char **value);
/* All rows, on the arena. */
enum rc db_all(struct cx *cx, enum sql_id id, const struct arg *args, const struct record *record, struct list *list);
/* The first `max` rows, on the arena: for a statement that a LIMIT would have sort in a slower way. */
enum rc db_first(struct cx *cx, enum sql_id id, const struct arg *args, const struct record *record, size_t max,
                 struct list *list);

/* Row by row. rows_next: RC_OK, RC_END, or an error; rows_close may be left out on errors (the end of the
 * transaction or request resets every live statement). */
struct rows {
    struct cx *cx;
    void *statement; /* cached, owned by the db */
};
enum rc rows_open(struct cx *cx, enum sql_id id, const struct arg *args, struct rows *rows);
enum rc rows_next(struct rows *rows);
void rows_record(struct rows *rows, const struct record *record, void *object);
int64_t rows_int(struct rows *rows, int column);
const char *rows_text(struct rows *rows, int column);              /* copied to the arena */
const void *rows_blob(struct rows *rows, int column, size_t *len); /* the same; NULL: there is nothing */
void rows_close(struct rows *rows);

/* ---- composed statements, for lists only (store/list.h) ---- */

/* Prepares (cached by text, bounded) and runs a statement that list.c composed from the catalogue. */
enum rc rows_open_text(struct cx *cx, enum db_scope scope, const char *sql, const struct arg *args, struct rows *rows);

/* The catalogue's text of a statement, its name, and its scope. */
const char *sql_text(enum sql_id id);
const char *sql_name(enum sql_id id);
enum db_scope sql_scope(enum sql_id id);

/* ---- maintenance ---- */

/* Consistent copy under load (backup API, then integrity_check of the copy). */
enum rc db_backup(struct cx *cx, struct db *db, const char *path);
/* PRAGMA integrity_check and foreign_key_check; RC_INTERNAL with the first finding as fault message. */
enum rc db_verify(struct cx *cx, struct db *db);
int db_schema_version(struct db *db);
/* Bytes of the file's pages that hold something. */
enum rc db_size(struct cx *cx, struct db *db, int64_t *bytes);
/* RC_UNAVAILABLE: the file was made by migrations of another version, which this program does not go on with; the fault says what
 * to do. It looks at the file's first bytes alone, without opening it: one that is not there, or whose log knows better, passes,
 * and db_open() says the same in the log. */
enum rc db_check_made(struct cx *cx, const char *path);

/* Compares the schema of a tenant's file that comes from outside with what our migrations make, before anything of it runs.
 * RC_INTERNAL: the fault message names what is foreign, changed or missing. */
enum rc db_check_schema(struct cx *cx, const char *path);

#endif
