/* SPDX-License-Identifier: MIT
 *
 * Prepared statements: one of the catalogue is prepared at its first use and kept as long as its file is open; composed ones
 * are kept by text, the least recently used making room. Binding goes by name, but names are compared once per shape of
 * arguments and remembered as positions. */
#include <stdlib.h>
#include <string.h>

#include "base/faultpoint.h"
#include "base/log.h"
#include "base/siphash.h"
#include "base/str.h"
#include "base/time.h"
#include "store/internal.h"

const char *sql_text(enum sql_id id)
{
    return sql_statements[id].text;
}

const char *sql_name(enum sql_id id)
{
    return sql_statements[id].name;
}

enum db_scope sql_scope(enum sql_id id)
{
    return sql_statements[id].scope ? DB_REGISTRY : DB_TENANT;
}

/* ---- preparing ---- */

static enum rc fault_bug(struct cx *cx, const char *what, const char *text, const char *name)
{
    log_line(LOG_LEVEL_ERROR, "%s: %s%s", what, text, name);
    return fault_set(cx, RC_INTERNAL, NULL, NULL);
}

void statement_free(struct statement *statement)
{
    while (statement) {
        struct statement *twin = statement->twin;
        sqlite3_finalize(statement->stmt); /* repeats the error of its last run */
        for (int i = 0; i < statement->binding_count; i++) {
            free(statement->bindings[i].name);
        }
        free(statement->bindings);
        free(statement->shape);
        free(statement->columns);
        free(statement->text);
        free(statement);
        statement = twin;
    }
}

/* A copy without the colon: SQLite's own text moves when a changed schema makes it prepare the statement anew. */
static char *parameter_name(sqlite3_stmt *stmt, int parameter)
{
    const char *name = sqlite3_bind_parameter_name(stmt, parameter);
    size_t len = name ? strlen(name) : 1;
    char *copy = store_alloc(len + 1);
    memcpy(copy, name ? name + 1 : "?", len);
    return copy;
}

/* NULL: the fault says why. */
static struct statement *prepare(struct cx *cx, struct db *db, const char *sql, const char *what)
{
    sqlite3_stmt *stmt = NULL;
    const char *rest = "";
    int code = faultpoint_hit(FAULTPOINT_STORE)
                   ? SQLITE_IOERR
                   : sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, &rest);
    if (code != SQLITE_OK) {
        store_fault(cx, db, code, what);
        return NULL;
    }
    if (!stmt || rest[strspn(rest, " \n")] != '\0') {
        sqlite3_finalize(stmt);
        fault_bug(cx, what, "not exactly one statement", "");
        return NULL;
    }
    struct statement *statement = store_alloc(sizeof *statement);
    statement->stmt = stmt;
    statement->db = db;
    statement->what = what;
    statement->writes = !sqlite3_stmt_readonly(stmt);
    statement->shape_count = -1;
    statement->binding_count = sqlite3_bind_parameter_count(stmt);
    statement->bindings = store_alloc(((size_t)statement->binding_count + 1) * sizeof *statement->bindings);
    for (int i = 0; i < statement->binding_count; i++) {
        statement->bindings[i].name = parameter_name(stmt, i + 1);
    }
    return statement;
}

/* A statement whose rows are being read must not be disturbed: the next user of the same gets a copy. */
static enum rc free_twin(struct cx *cx, const char *sql, struct statement **out)
{
    struct statement *statement = *out;
    while (statement->live) {
        if (!statement->twin) {
            statement->twin = prepare(cx, statement->db, sql, statement->what);
        }
        if (!statement->twin) {
            return cx->fault.rc;
        }
        statement = statement->twin;
    }
    *out = statement;
    return RC_OK;
}

enum rc statement_get(struct cx *cx, enum sql_id id, struct statement **statement)
{
    struct db *db = sql_scope(id) == DB_REGISTRY ? cx->registry : cx->db;
    if (id == SQL_NONE || id >= SQL_COUNT || !db || db->scope != sql_scope(id)) {
        return fault_bug(cx, "store", "no open file for the statement ", id < SQL_COUNT ? sql_name(id) : "?");
    }
    if (!db->catalogue[id]) {
        db->catalogue[id] = prepare(cx, db, sql_text(id), sql_name(id));
    }
    if (!db->catalogue[id]) {
        return cx->fault.rc;
    }
    *statement = db->catalogue[id];
    return free_twin(cx, sql_text(id), statement);
}

/* The place of a composed statement: its own, an empty one, or the one unused for longest. NULL: all are being read. */
static struct statement **composed_place(struct db *db, uint64_t hash, const char *sql)
{
    struct statement **place = NULL;
    for (size_t i = 0; i < COMPOSED_MAX; i++) {
        struct statement **each = &db->composed[i];
        if (*each && (*each)->hash == hash && strcmp((*each)->text, sql) == 0) {
            return each;
        }
        bool live = false;
        for (struct statement *twin = *each; twin; twin = twin->twin) {
            live = live || twin->live;
        }
        if (!live && (!place || (*place && (!*each || (*each)->used < (*place)->used)))) {
            place = each;
        }
    }
    return place;
}

enum rc statement_text(struct cx *cx, struct db *db, const char *sql, struct statement **statement)
{
    size_t len = strlen(sql);
    uint64_t hash = siphash_own(sql, len);
    struct statement **place = composed_place(db, hash, sql);
    if (!place) {
        return fault_bug(cx, "store", "too many lists are read at the same time", "");
    }
    if (!*place || (*place)->hash != hash || strcmp((*place)->text, sql) != 0) {
        struct statement *made = prepare(cx, db, sql, "list");
        if (!made) {
            return cx->fault.rc;
        }
        made->hash = hash;
        made->text = store_alloc(len + 1);
        memcpy(made->text, sql, len);
        statement_free(*place);
        *place = made;
    }
    (*place)->used = ++db->tick;
    *statement = *place;
    return free_twin(cx, sql, statement);
}

/* ---- binding ---- */

/* What tells one way of passing arguments from another. */
static const void *arg_key(const struct arg *arg)
{
    return arg->kind == ARG_RECORD ? (const void *)arg->record : (const void *)arg->name;
}

static bool shape_fits(const struct statement *statement, const struct arg *args)
{
    int count = 0;
    for (; args[count].kind != ARG_END; count++) {
        if (count >= statement->shape_count || statement->shape[count] != arg_key(&args[count])) {
            return false;
        }
    }
    if (count != statement->shape_count) {
        return false;
    }
    /* The same address may hold another name by now. */
    for (int i = 0; i < statement->binding_count; i++) {
        const struct binding *binding = &statement->bindings[i];
        if (binding->field < 0 && strcmp(args[binding->arg].name, binding->name) != 0) {
            return false;
        }
    }
    return true;
}

/* A named argument goes before a record's field of the same name. */
static bool binding_find(struct binding *binding, const struct arg *args)
{
    for (int i = 0; args[i].kind != ARG_END; i++) {
        if (args[i].kind != ARG_RECORD && strcmp(args[i].name, binding->name) == 0) {
            binding->arg = i;
            binding->field = -1;
            return true;
        }
    }
    for (int i = 0; args[i].kind != ARG_END; i++) {
        int field = args[i].kind == ARG_RECORD ? record_find(args[i].record, binding->name) : -1;
        if (field >= 0 && field_is_value(&args[i].record->fields[field])) {
            binding->arg = i;
            binding->field = field;
            return true;
        }
    }
    return false;
}

static enum rc shape_learn(struct cx *cx, struct statement *statement, const struct arg *args)
{
    int count = 0;
    while (args[count].kind != ARG_END) {
        count++;
    }
    statement->shape_count = -1; /* stays so if a parameter is missing */
    for (int i = 0; i < statement->binding_count; i++) {
        if (!binding_find(&statement->bindings[i], args)) {
            return fault_bug(cx, statement->what, "no argument for the parameter :", statement->bindings[i].name);
        }
    }
    free(statement->shape);
    statement->shape = store_alloc(((size_t)count + 1) * sizeof *statement->shape);
    for (int i = 0; i < count; i++) {
        statement->shape[i] = arg_key(&args[i]);
    }
    statement->shape_count = count;
    return RC_OK;
}

static int bind_int(sqlite3_stmt *stmt, int parameter, int64_t value)
{
    return value == INT_NULL ? sqlite3_bind_null(stmt, parameter) : sqlite3_bind_int64(stmt, parameter, value);
}

static int bind_field(sqlite3_stmt *stmt, int parameter, const struct field *field, const void *object, bool copy)
{
    const void *member = (const char *)object + field->offset;
    if (field_is_int(field)) {
        return bind_int(stmt, parameter, *(const int64_t *)member);
    }
    /* A NULL pointer binds NULL. */
    return sqlite3_bind_text(stmt, parameter, *(const char *const *)member, -1, copy ? SQLITE_TRANSIENT : SQLITE_STATIC);
}

static int bind_arg(sqlite3_stmt *stmt, int parameter, const struct arg *arg, bool copy)
{
    switch (arg->kind) {
    case ARG_NULL:
        return sqlite3_bind_null(stmt, parameter);
    case ARG_INT:
        return bind_int(stmt, parameter, arg->number);
    case ARG_TEXT:
        return sqlite3_bind_text(stmt, parameter, arg->text, -1, copy ? SQLITE_TRANSIENT : SQLITE_STATIC);
    case ARG_BLOB:
        return sqlite3_bind_blob64(stmt, parameter, arg->text, (sqlite3_uint64)arg->number,
                                   copy ? SQLITE_TRANSIENT : SQLITE_STATIC);
    case ARG_RECORD:
    case ARG_END:
        break;
    }
    return SQLITE_MISUSE;
}

enum rc statement_bind(struct cx *cx, struct statement *statement, const struct arg *args, bool copy)
{
    struct db *db = statement->db;
    if (statement->writes && db->tx != TX_WRITE) {
        return fault_bug(cx, statement->what, "writes outside of a write transaction", "");
    }
    if (db->deadline_us != 0 && time_monotonic_us() > db->deadline_us) {
        return store_fault(cx, db, SQLITE_INTERRUPT, statement->what);
    }
    if (!shape_fits(statement, args)) {
        TRY(shape_learn(cx, statement, args));
    }
    for (int i = 0; i < statement->binding_count; i++) {
        const struct binding *binding = &statement->bindings[i];
        const struct arg *arg = &args[binding->arg];
        int code = binding->field < 0
                       ? bind_arg(statement->stmt, i + 1, arg, copy)
                       : bind_field(statement->stmt, i + 1, &arg->record->fields[binding->field], arg->object, copy);
        if (code != SQLITE_OK) {
            return store_fault(cx, db, code, statement->what);
        }
    }
    return RC_OK;
}
