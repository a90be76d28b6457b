/* SPDX-License-Identifier: MIT
 *
 * Is a file's schema one of ours? A trigger, a view or a virtual table that somebody put into a backup would run with the next
 * write. The measure is an empty file in memory that has gone through the same migrations, or has what they come to. */
#include "base/str.h"
#include "store/internal.h"

/* Statistics may have been made by hand; they say nothing but which index is better. */
#define SCHEMA_SQL                                                                                                             \
    "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\'"       \
    " ORDER BY name, type"

/* One row of either schema. */
struct entry {
    const char *type, *name, *table, *sql;
};

static const char *column(sqlite3_stmt *stmt, int index)
{
    const char *text = (const char *)sqlite3_column_text(stmt, index);
    return text ? text : "";
}

/* SQLITE_ROW, SQLITE_DONE or an error; the texts live until the next step. */
static int next_entry(sqlite3_stmt *stmt, struct entry *entry)
{
    int code = sqlite3_step(stmt);
    if (code == SQLITE_ROW) {
        *entry = (struct entry){column(stmt, 0), column(stmt, 1), column(stmt, 2), column(stmt, 3)};
    }
    return code;
}

/* FTS5 makes these tables itself, worded as its version words them. */
static bool made_by_fts(const char *name)
{
    static const char *const endings[] = {"_data", "_idx", "_content", "_docsize", "_config"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (str_ends(name, endings[i])) {
            return true;
        }
    }
    return false;
}

static bool same_entry(const struct entry *a, const struct entry *b)
{
    return str_eq(a->type, b->type) && str_eq(a->name, b->name) && str_eq(a->table, b->table) &&
           (str_eq(a->sql, b->sql) || (str_eq(a->type, "table") && made_by_fts(a->name)));
}

static enum rc foreign(struct cx *cx, const struct entry *entry, const char *what)
{
    return fault_printf(cx, RC_INTERNAL, NULL, "the backup is damaged: the %s %s of its database %s", entry->type, entry->name,
                        what);
}

static enum rc compare(struct cx *cx, sqlite3_stmt *theirs, sqlite3_stmt *ours)
{
    for (;;) {
        struct entry a = {"", "", "", ""};
        struct entry b = {"", "", "", ""};
        int code = next_entry(theirs, &a);
        int model = next_entry(ours, &b);
        if ((code != SQLITE_ROW && code != SQLITE_DONE) || (model != SQLITE_ROW && model != SQLITE_DONE)) {
            return fault_printf(cx, RC_INTERNAL, NULL, "the backup is damaged: tenant.db: %s", sqlite3_errstr(code));
        }
        if (code == SQLITE_DONE) {
            return model == SQLITE_DONE ? RC_OK : foreign(cx, &b, "is missing");
        }
        if (model != SQLITE_ROW || strcmp(a.name, b.name) < 0) {
            return foreign(cx, &a, "is none of this program's");
        }
        if (strcmp(a.name, b.name) > 0) {
            return foreign(cx, &b, "is missing");
        }
        if (!same_entry(&a, &b)) {
            return foreign(cx, &a, "was changed");
        }
    }
}

/* ---- the statuses ---- */

#define STATUS_TABLES_SQL                                                                                                      \
    "SELECT s.name FROM sqlite_schema s WHERE s.type = 'table' AND s.rootpage > 0 AND 2 ="                                     \
    " (SELECT count(*) FROM pragma_table_info(s.name) WHERE name IN ('phase', 'success'))"

/* What a table of statuses holds, as one text on the arena. An SQLite result code. */
static int statuses_of(struct cx *cx, sqlite3 *handle, const char *table, const char **text)
{
    char sql[256];
    sqlite3_snprintf(sizeof sql, sql,
                     "SELECT group_concat(name || ' ' || position || ' ' || phase || ' ' || success) FROM"
                     " (SELECT * FROM \"%w\" ORDER BY name)",
                     table);
    return store_text(cx->arena, handle, sql, text);
}

/* The schema refers to the rows of these tables where it once listed their names, so they are part of it. */
static enum rc compare_statuses(struct cx *cx, sqlite3 *theirs, sqlite3 *ours)
{
    sqlite3_stmt *tables = NULL;
    int code = sqlite3_prepare_v2(ours, STATUS_TABLES_SQL, -1, &tables, NULL);
    enum rc rc = RC_OK;
    while (code == SQLITE_OK && rc == RC_OK && (code = sqlite3_step(tables)) == SQLITE_ROW) {
        const char *a = NULL;
        const char *b = NULL;
        const struct entry entry = {.type = "table", .name = column(tables, 0)};
        code = statuses_of(cx, ours, entry.name, &b);
        code = code == SQLITE_OK ? statuses_of(cx, theirs, entry.name, &a) : code;
        rc = code == SQLITE_OK && !str_eq(a, b) ? foreign(cx, &entry, "has other rows") : RC_OK;
    }
    sqlite3_finalize(tables);
    return rc == RC_OK && code != SQLITE_DONE ? fault_set(cx, RC_INTERNAL, NULL, sqlite3_errstr(code)) : rc;
}

/* ---- the whole ---- */

/* An empty file in memory of that version of the schema. An SQLite result code. */
static int make_model(sqlite3 **model, struct cutter *cutter, int64_t version)
{
    int code = sqlite3_open_v2(":memory:", model, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    code = code == SQLITE_OK ? cutter_open(cutter, *model) : code; /* whose functions migrations call */
    if (code == SQLITE_OK && version == sql_schema_tenant.number) {
        return store_exec(*model, sql_schema_tenant.text);
    }
    for (const struct sql_migration *m = sql_migrations_tenant; code == SQLITE_OK && m->number != 0 && m->number <= version;
         m++) {
        code = store_exec(*model, m->text);
    }
    return code;
}

static enum rc compare_handles(struct cx *cx, sqlite3 *theirs, sqlite3 *ours)
{
    sqlite3_stmt *a = NULL;
    sqlite3_stmt *b = NULL;
    int code = sqlite3_prepare_v2(theirs, SCHEMA_SQL, -1, &a, NULL);
    int model = sqlite3_prepare_v2(ours, SCHEMA_SQL, -1, &b, NULL);
    enum rc rc = RC_OK;
    if (code != SQLITE_OK || model != SQLITE_OK) {
        rc = fault_printf(cx, RC_INTERNAL, NULL, "the backup is damaged: tenant.db: %s", sqlite3_errmsg(code ? theirs : ours));
    } else {
        rc = compare(cx, a, b);
    }
    sqlite3_finalize(a);
    sqlite3_finalize(b);
    return rc == RC_OK ? compare_statuses(cx, theirs, ours) : rc;
}

static bool version_known(int64_t version)
{
    for (const struct sql_migration *m = sql_migrations_tenant; m->number != 0; m++) {
        if (m->number == version) {
            return true;
        }
    }
    return false;
}

static enum rc check_handle(struct cx *cx, sqlite3 *theirs)
{
    int64_t version = 0;
    int64_t set = 0;
    sqlite3 *model = NULL;
    struct cutter cutter = {0};
    int code = sqlite3_db_config(theirs, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (code == SQLITE_OK) {
        code = store_number(theirs, "PRAGMA user_version", &version);
    }
    code = code == SQLITE_OK ? store_number(theirs, "PRAGMA application_id", &set) : code;
    if (code != SQLITE_OK) {
        return fault_printf(cx, RC_INTERNAL, NULL, "the backup is damaged: tenant.db: %s", sqlite3_errmsg(theirs));
    }
    if (!version_known(version)) {
        return fault_printf(cx, RC_INTERNAL, NULL,
                            "its database has schema %lld, which this version of visioncrm does not know", (long long)version);
    }
    if (set != SCHEMA_SET) {
        return fault_set(cx, RC_INTERNAL, NULL,
                         "its database was made by a version of visioncrm whose files this one does not read: restore it with "
                         "that version");
    }
    code = make_model(&model, &cutter, version);
    enum rc rc =
        code == SQLITE_OK ? compare_handles(cx, theirs, model) : fault_set(cx, RC_INTERNAL, NULL, sqlite3_errstr(code));
    cutter_close(&cutter);
    sqlite3_close(model);
    return rc;
}

enum rc db_check_schema(struct cx *cx, const char *path)
{
    sqlite3 *handle = NULL;
    int code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    enum rc rc = code == SQLITE_OK ? check_handle(cx, handle)
                                   : fault_printf(cx, RC_INTERNAL, NULL, "tenant.db: %s", sqlite3_errstr(code));
    int closed = sqlite3_close(handle);
    return rc == RC_OK && closed != SQLITE_OK ? fault_set(cx, RC_INTERNAL, NULL, sqlite3_errstr(closed)) : rc;
}
