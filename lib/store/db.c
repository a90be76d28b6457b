/* SPDX-License-Identifier: MIT
 *
 * Opening and closing files. A cold open costs the reading of the schema and one PRAGMA user_version; statements are
 * prepared when they are first used. Write-ahead log and migrations are migrate.c's business. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/faultpoint.h"
#include "base/log.h"
#include "base/time.h"
#include "store/internal.h"

void *store_alloc(size_t size)
{
    void *memory = calloc(1, size);
    if (!memory) {
        log_fatal("out of memory: %zu bytes", size);
    }
    return memory;
}

static char *join(const char *path, const char *suffix)
{
    size_t size = strlen(path) + strlen(suffix) + 1;
    char *joined = store_alloc(size);
    snprintf(joined, size, "%s%s", path, suffix);
    return joined;
}

int store_exec(sqlite3 *handle, const char *sql)
{
    return sqlite3_exec(handle, sql, NULL, NULL, NULL);
}

int store_cache(sqlite3 *handle, int kilobytes)
{
    char sql[48];
    snprintf(sql, sizeof sql, "PRAGMA cache_size = -%d", kilobytes);
    return store_exec(handle, sql);
}

int store_number(sqlite3 *handle, const char *sql, int64_t *value)
{
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v2(handle, sql, -1, &stmt, NULL);
    if (code == SQLITE_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
        *value = sqlite3_column_int64(stmt, 0);
        code = SQLITE_OK;
    }
    sqlite3_finalize(stmt); /* repeats the error that `code` holds */
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

int store_text(struct arena *arena, sqlite3 *handle, const char *sql, const char **value)
{
    sqlite3_stmt *stmt = NULL;
    *value = NULL;
    int code = sqlite3_prepare_v2(handle, sql, -1, &stmt, NULL);
    if (code == SQLITE_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
        *value = arena_strdup(arena, (const char *)sqlite3_column_text(stmt, 0));
        code = SQLITE_OK;
    }
    sqlite3_finalize(stmt); /* repeats the error that `code` holds */
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* The clock starts with the first look, so that short requests never ask for it. */
bool store_too_costly(struct db *db)
{
    if (db->budget_us == 0) {
        return false;
    }
    int64_t now_us = time_thread_cpu_us();
    db->budget_from_us = db->budget_from_us ? db->budget_from_us : now_us;
    return now_us - db->budget_from_us > db->budget_us;
}

/* Called every PROGRESS_STEPS; not 0 interrupts the statement. */
static int on_progress(void *data)
{
    struct db *db = data;
    return (db->deadline_us != 0 && time_monotonic_us() > db->deadline_us) || store_too_costly(db);
}

/* Called after each commit to the log; replaces the automatic checkpoint. */
static int on_log(void *data, sqlite3 *handle, const char *schema, int pages)
{
    (void)handle;
    (void)schema;
    struct db *db = data;
    if (pages < db->log_pages) {
        db->log_limit = LOG_LIMIT_PAGES; /* it began anew */
        db->log_patience_ms = LOG_PATIENCE_MS;
    }
    db->log_pages = pages;
    return SQLITE_OK;
}

/* Without SQLITE_DBCONFIG_ENABLE_QPSG a statement that compares the column of a partial index's condition with a parameter is
 * prepared anew each time that it runs, in case the value fits the index.
 * SQLITE_DBCONFIG_TRUSTED_SCHEMA has to stay on: SQLite 3.40 calls an FTS5 table in a trigger unsafe without it, and search
 * is kept up to date by triggers. The SQL functions that this program adds can be called by no schema (words.c). */
static int configure(struct db *db, const struct db_options *settings)
{
    static const struct {
        int option;
        int on;
    } options[] = {
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
        {SQLITE_DBCONFIG_ENABLE_QPSG, 1},
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},
    };
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        int code = sqlite3_db_config(db->handle, options[i].option, options[i].on, NULL);
        if (code != SQLITE_OK) {
            return code;
        }
    }
    int code = sqlite3_busy_timeout(db->handle, BUSY_TIMEOUT_MS);
    if (code != SQLITE_OK) {
        return code;
    }
    sqlite3_wal_hook(db->handle, on_log, db); /* also what turns automatic checkpoints off */
    sqlite3_progress_handler(db->handle, PROGRESS_STEPS, on_progress, db);
    code = store_exec(db->handle, "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0");
    if (code != SQLITE_OK) {
        return code;
    }
    return store_cache(db->handle, settings->bulk ? CACHE_BULK_KB : CACHE_KB);
}

/* The file exists afterwards, with mode 0600: SQLite gives its log the mode of the file. A file that exists is never opened
 * here: closing a descriptor would drop the locks that SQLite holds on it through another one. */
static enum rc ensure_file(struct cx *cx, struct db *db, bool create)
{
    if (create) {
        int fd = open(db->path, O_RDWR | O_CLOEXEC | O_CREAT | O_EXCL, 0600);
        if (fd < 0 && errno != EEXIST) {
            return store_fault_errno(cx, errno, db->path, "create");
        }
        if (fd >= 0 && close(fd) != 0) {
            return store_fault_errno(cx, errno, db->path, "close");
        }
    }
    struct stat status;
    if (stat(db->path, &status) != 0) {
        return store_fault_errno(cx, errno, db->path, "stat");
    }
    db->device = status.st_dev;
    db->inode = status.st_ino;
    return RC_OK;
}

/* A process has one thread and asks SQLite for no statistics: without its mutexes a request costs a tenth less. Once the
 * first file is open SQLite refuses (SQLITE_MISUSE) what is set already. */
static int configure_library(void)
{
    int code = sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    if (code == SQLITE_OK) {
        code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    }
    return code == SQLITE_MISUSE ? SQLITE_OK : code;
}

static enum rc open_handle(struct cx *cx, struct db *db, const struct db_options *options)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
    int code = faultpoint_hit(FAULTPOINT_STORE) ? SQLITE_IOERR : configure_library();
    if (code == SQLITE_OK) {
        code = sqlite3_open_v2(db->path, &db->handle, flags, NULL);
    }
    if (code == SQLITE_OK) {
        code = cutter_open(&db->cutter, db->handle);
    }
    if (code == SQLITE_OK && options->create && options->small) {
        code = pages_small(db->handle);
    }
    if (code == SQLITE_OK) {
        code = configure(db, options);
    }
    return code == SQLITE_OK ? RC_OK : store_fault(cx, db, code, "open");
}

enum rc store_open(struct cx *cx, enum db_scope scope, const char *path, const struct db_options *options,
                   const struct sql_migration *migrations, struct db **out)
{
    struct db *db = store_alloc(sizeof *db);
    db->scope = scope;
    db->path = join(path, "");
    db->lock_path = join(path, ".lock");
    db->lock_fd = -1;
    db->log_limit = LOG_LIMIT_PAGES;
    db->log_patience_ms = LOG_PATIENCE_MS;
    db->fast_pool = options->fast_pool;
    db->copy_log = options->copy_log;

    enum rc rc = ensure_file(cx, db, options->create);
    if (rc == RC_OK) {
        rc = open_handle(cx, db, options);
    }
    if (rc == RC_OK) {
        rc = store_migrate(cx, db, migrations, options);
    }
    if (rc == RC_OK && scope == DB_TENANT && options->migrate) {
        rc = pages_widen(cx, db);
    }
    if (rc != RC_OK) {
        db_close(db);
        return rc;
    }
    *out = db;
    return RC_OK;
}

enum rc db_open(struct cx *cx, enum db_scope scope, const char *path, const struct db_options *options, struct db **db)
{
    return store_open(cx, scope, path, options, scope == DB_REGISTRY ? sql_migrations_registry : sql_migrations_tenant, db);
}

void db_close(struct db *db)
{
    if (!db) {
        return;
    }
    db_rollback(db);
    for (size_t i = 0; i < SQL_COUNT; i++) {
        statement_free(db->catalogue[i]);
    }
    for (size_t i = 0; i < COMPOSED_MAX; i++) {
        statement_free(db->composed[i]);
    }
    for (size_t i = 0; i < CONTROL_COUNT; i++) {
        sqlite3_finalize(db->control[i]); /* repeats the error of its last run */
    }
    cutter_close(&db->cutter);
    int code = sqlite3_close(db->handle);
    if (code != SQLITE_OK) {
        log_line(LOG_LEVEL_ERROR, "%s: close: %s", db->path, sqlite3_errstr(code));
    }
    if (db->lock_fd >= 0 && close(db->lock_fd) != 0) {
        log_line(LOG_LEVEL_ERROR, "%s: close: errno %d", db->lock_path, errno);
    }
    free(db->lock_path);
    free(db->path);
    free(db);
}

bool store_current(const struct db *db)
{
    struct stat status;
    return stat(db->path, &status) == 0 && status.st_dev == db->device && status.st_ino == db->inode;
}

const char *db_path(const struct db *db)
{
    return db->path;
}

int db_schema_version(struct db *db)
{
    int64_t version = -1;
    int code = store_number(db->handle, "PRAGMA user_version", &version);
    return code == SQLITE_OK ? (int)version : -1;
}

enum rc db_size(struct cx *cx, struct db *db, int64_t *bytes)
{
    int code = store_number(db->handle,
                            "SELECT (page_count - freelist_count) * page_size"
                            " FROM pragma_page_count, pragma_freelist_count, pragma_page_size",
                            bytes);
    return code == SQLITE_OK ? RC_OK : store_fault(cx, db, code, "size");
}
