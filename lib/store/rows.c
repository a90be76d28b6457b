/* SPDX-License-Identifier: MIT
 *
 * Running statements and reading rows. Everything that is read is copied to the context's arena. */
#include <stdlib.h>

#include "base/faultpoint.h"
#include "store/internal.h"

/* ---- one statement ---- */

/* Ready for the next run. The reset repeats an error of the last step, which was looked at there. */
#define ROWS_FIRST 16 /* for how many rows there is room at first */

static void reset(struct statement *statement)
{
    sqlite3_reset(statement->stmt);
    if (!statement->live) {
        return;
    }
    statement->live = false;
    struct statement **link = &statement->db->live;
    while (*link != statement) {
        link = &(*link)->next_live;
    }
    *link = statement->next_live;
}

void db_abandon_rows(struct db *db)
{
    while (db->live) {
        reset(db->live);
    }
}

/* RC_OK: a row; RC_END: none left; an error resets. */
static enum rc step(struct cx *cx, struct statement *statement)
{
    int code = faultpoint_hit(FAULTPOINT_STORE) ? SQLITE_IOERR : sqlite3_step(statement->stmt);
    if (code == SQLITE_ROW) {
        return RC_OK;
    }
    enum rc rc = code == SQLITE_DONE ? RC_END : store_fault(cx, statement->db, code, statement->what);
    reset(statement);
    return rc;
}

/* After the rows that were wanted: what changes the file (INSERT … RETURNING) runs to its end, with all its checks. */
static enum rc finish(struct cx *cx, struct statement *statement)
{
    enum rc rc = RC_OK;
    while (statement->writes && rc == RC_OK) {
        rc = step(cx, statement);
    }
    if (rc == RC_OK) {
        reset(statement);
    }
    return rc == RC_END ? RC_OK : rc;
}

static void set_live(struct statement *statement)
{
    statement->live = true;
    statement->next_live = statement->db->live;
    statement->db->live = statement;
}

/* Binds, and reads the first row. RC_OK, RC_END, or an error. Live until its end: who reads the row may not come back. */
static enum rc first_row(struct cx *cx, struct statement *statement, const struct arg *args)
{
    TRY(statement_bind(cx, statement, args, false));
    set_live(statement);
    return step(cx, statement);
}

/* ---- columns ---- */

static int64_t column_int(sqlite3_stmt *stmt, int column)
{
    return sqlite3_column_type(stmt, column) == SQLITE_NULL ? INT_NULL : sqlite3_column_int64(stmt, column);
}

static const char *column_text(struct arena *arena, sqlite3_stmt *stmt, int column)
{
    const unsigned char *text = sqlite3_column_text(stmt, column);
    return text ? arena_strndup(arena, (const char *)text, (size_t)sqlite3_column_bytes(stmt, column)) : NULL;
}

/* Works out which column is which field, once per statement and record. */
static void columns_learn(struct statement *statement, const struct record *record)
{
    int count = sqlite3_column_count(statement->stmt);
    free(statement->columns);
    statement->columns = store_alloc(((size_t)count + 1) * sizeof *statement->columns);
    for (int i = 0; i < count; i++) {
        int field = record_find(record, sqlite3_column_name(statement->stmt, i));
        statement->columns[i] = field >= 0 && field_is_value(&record->fields[field]) ? field : -1;
    }
    statement->record = record;
    statement->column_count = count;
}

static void read_record(struct arena *arena, struct statement *statement, const struct record *record, void *object)
{
    sqlite3_stmt *stmt = statement->stmt;
    if (statement->record != record || statement->column_count != sqlite3_column_count(stmt)) {
        columns_learn(statement, record);
    }
    record_clear(record, object);
    for (int i = 0; i < statement->column_count; i++) {
        if (statement->columns[i] < 0) {
            continue;
        }
        const struct field *field = &record->fields[statement->columns[i]];
        if (field_is_int(field)) {
            *field_int(field, object) = column_int(stmt, i);
        } else {
            *field_text(field, object) = column_text(arena, stmt, i);
        }
    }
}

/* ---- whole statements ---- */

enum rc statement_run(struct cx *cx, struct statement *statement, const struct arg *args, int64_t *changed)
{
    enum rc rc = first_row(cx, statement, args);
    if (rc == RC_OK) {
        rc = finish(cx, statement);
    }
    if (rc != RC_OK && rc != RC_END) {
        return rc;
    }
    if (changed) {
        *changed = sqlite3_changes64(statement->db->handle);
    }
    return RC_OK;
}

enum rc statement_record(struct cx *cx, struct statement *statement, const struct arg *args, const struct record *record,
                         void *object)
{
    enum rc rc = first_row(cx, statement, args);
    if (rc != RC_OK) {
        return rc == RC_END ? RC_NOT_FOUND : rc;
    }
    read_record(cx->arena, statement, record, object);
    return finish(cx, statement);
}

enum rc db_run(struct cx *cx, enum sql_id id, const struct arg *args)
{
    return db_run_count(cx, id, args, NULL);
}

enum rc db_run_count(struct cx *cx, enum sql_id id, const struct arg *args, int64_t *changed)
{
    struct statement *statement;
    TRY(statement_get(cx, id, &statement));
    return statement_run(cx, statement, args, changed);
}

enum rc db_get(struct cx *cx, enum sql_id id, const struct arg *args, const struct record *record, void *object)
{
    struct statement *statement;
    TRY(statement_get(cx, id, &statement));
    return statement_record(cx, statement, args, record, object);
}

enum rc db_int(struct cx *cx, enum sql_id id, const struct arg *args, int64_t *value)
{
    struct statement *statement;
    TRY(statement_get(cx, id, &statement));
    enum rc rc = first_row(cx, statement, args);
    if (rc != RC_OK) {
        return rc == RC_END ? RC_NOT_FOUND : rc;
    }
    *value = column_int(statement->stmt, 0);
    return finish(cx, statement);
}

enum rc db_text(struct cx *cx, enum sql_id id, const struct arg *args, const char **value)
{
    struct statement *statement;
    TRY(statement_get(cx, id, &statement));
    enum rc rc = first_row(cx, statement, args);
    if (rc != RC_OK) {
        return rc == RC_END ? RC_NOT_FOUND : rc;
    }
    *value = column_text(cx->arena, statement->stmt, 0);
    return finish(cx, statement);
}

enum rc db_all(struct cx *cx, enum sql_id id, const struct arg *args, const struct record *record, struct list *list)
{
    return db_first(cx, id, args, record, SIZE_MAX, list);
}

enum rc db_first(struct cx *cx, enum sql_id id, const struct arg *args, const struct record *record, size_t max,
                 struct list *list)
{
    struct rows rows;
    TRY(rows_open(cx, id, args, &rows));
    TRY(rows_read(&rows, record, ROWS_FIRST, max, list));
    rows_close(&rows);
    return RC_OK;
}

/* ---- row by row ---- */

static enum rc open_rows(struct cx *cx, struct statement *statement, const struct arg *args, struct rows *rows)
{
    TRY(statement_bind(cx, statement, args, true));
    set_live(statement);
    rows->cx = cx;
    rows->statement = statement;
    return RC_OK;
}

enum rc rows_open(struct cx *cx, enum sql_id id, const struct arg *args, struct rows *rows)
{
    struct statement *statement;
    TRY(statement_get(cx, id, &statement));
    return open_rows(cx, statement, args, rows);
}

enum rc rows_open_text(struct cx *cx, enum db_scope scope, const char *sql, const struct arg *args, struct rows *rows)
{
    struct statement *statement;
    TRY(statement_text(cx, scope == DB_REGISTRY ? cx->registry : cx->db, sql, &statement));
    return open_rows(cx, statement, args, rows);
}

enum rc rows_next(struct rows *rows)
{
    struct statement *statement = rows->statement;
    if (!statement || !statement->live) {
        return RC_END;
    }
    enum rc rc = step(rows->cx, statement);
    if (rc != RC_OK) {
        rows->statement = NULL; /* it may serve others from now on */
    }
    return rc;
}

void rows_record(struct rows *rows, const struct record *record, void *object)
{
    read_record(rows->cx->arena, rows->statement, record, object);
}

int64_t rows_int(struct rows *rows, int column)
{
    struct statement *statement = rows->statement;
    return column_int(statement->stmt, column);
}

const char *rows_text(struct rows *rows, int column)
{
    struct statement *statement = rows->statement;
    return column_text(rows->cx->arena, statement->stmt, column);
}

const void *rows_blob(struct rows *rows, int column, size_t *len)
{
    struct statement *statement = rows->statement;
    const void *bytes = sqlite3_column_blob(statement->stmt, column);
    *len = (size_t)sqlite3_column_bytes(statement->stmt, column);
    return bytes ? arena_strndup(rows->cx->arena, bytes, *len) : NULL;
}

void rows_close(struct rows *rows)
{
    struct statement *statement = rows->statement;
    if (statement && statement->live) {
        reset(statement);
    }
    rows->statement = NULL;
}

enum rc rows_read(struct rows *rows, const struct record *record, size_t room, size_t max, struct list *list)
{
    struct arena *arena = rows->cx->arena;
    enum rc rc = RC_OK;
    list->rows = arena_array(arena, room, record->size);
    list->count = 0;
    while (list->count < max && (rc = rows_next(rows)) == RC_OK) {
        if (list->count == room) {
            list->rows = arena_grow(arena, list->rows, room * record->size, 2 * room * record->size);
            room *= 2;
        }
        rows_record(rows, record, (char *)list->rows + list->count * record->size);
        list->count++;
    }
    return rc == RC_END ? RC_OK : rc;
}
