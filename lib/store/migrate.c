/* SPDX-License-Identifier: MIT
 *
 * Brings a file's schema up to date: the embedded migrations of sql/<scope>/NNNN_*.sql, each one transaction that also
 * records its number in user_version, and whose migrations they are in application_id. A new tenant's file gets at once what they
 * come to. Runs under the write lock; whoever comes second finds the work done. */
#include <fcntl.h>
#include <unistd.h>

#include "base/faultpoint.h"
#include "base/log.h"
#include "base/str.h"
#include "store/internal.h"

/* Where SQLite keeps both in the first page of a file: big-endian. */
enum { HEADER_VERSION = 60, HEADER_SET = 68, HEADER_BYTES = 72 };

static int newest_number(const struct sql_migration *migrations)
{
    int number = 0;
    for (const struct sql_migration *m = migrations; m->number != 0; m++) {
        number = m->number;
    }
    return number;
}

/* What PRAGMA journal_mode (or a change of it) says. */
static enum rc journal_is_wal(struct cx *cx, struct db *db, const char *pragma, bool *wal)
{
    const char *mode;
    int code = store_text(cx->arena, db->handle, pragma, &mode);
    if (code != SQLITE_OK) {
        return store_fault(cx, db, code, "journal mode");
    }
    *wal = str_eq(mode, "wal");
    return RC_OK;
}

/* With foreign keys off (see below), what a migration broke must not be committed. */
static int check_references(struct db *db)
{
    int64_t found = 0;
    int code = store_number(db->handle, "SELECT count(*) FROM pragma_foreign_key_check", &found);
    return code == SQLITE_OK && found > 0 ? SQLITE_CONSTRAINT_FOREIGNKEY : code;
}

static int migrate_one(struct db *db, const struct sql_migration *migration, bool has_data)
{
    char version[96];
    int code = store_control(db, CONTROL_BEGIN_WRITE);
    if (code != SQLITE_OK) {
        return code;
    }
    db->tx = TX_WRITE;
    code = faultpoint_hit(FAULTPOINT_STORE) ? SQLITE_IOERR : store_exec(db->handle, migration->text);
    if (code == SQLITE_OK && has_data) {
        code = check_references(db);
    }
    if (code == SQLITE_OK) {
        sqlite3_snprintf(sizeof version, version, "PRAGMA user_version = %d; PRAGMA application_id = %d", migration->number,
                         SCHEMA_SET);
        code = store_exec(db->handle, version);
    }
    if (code == SQLITE_OK) {
        code = faultpoint_hit(FAULTPOINT_IO) ? SQLITE_IOERR : store_control(db, CONTROL_COMMIT);
    }
    if (code == SQLITE_OK) {
        db->tx = TX_NONE;
    }
    return code;
}

static enum rc migrate_from(struct cx *cx, struct db *db, const struct sql_migration *migrations, int version)
{
    int newest = newest_number(migrations);
    if (version > 0 && version < newest) {
        TRY(store_copy(cx, db, arena_printf(cx->arena, "%s.before-%04d", db->path, newest)));
    }
    if (version == 0 && migrations == sql_migrations_tenant) {
        int code = migrate_one(db, &sql_schema_tenant, false);
        return code == SQLITE_OK ? RC_OK : store_fault(cx, db, code, sql_schema_tenant.name);
    }
    for (const struct sql_migration *m = migrations; m->number != 0; m++) {
        if (m->number <= version) {
            continue;
        }
        int code = migrate_one(db, m, version > 0);
        if (code != SQLITE_OK) {
            return store_fault(cx, db, code, m->name);
        }
    }
    return RC_OK;
}

/* A table is rebuilt by making a new one, copying and dropping the old one, and dropping deletes what refers to it: so
 * foreign keys are off meanwhile, which SQLite only allows outside of a transaction. */
static enum rc migrate_locked(struct cx *cx, struct db *db, const struct sql_migration *migrations)
{
    bool wal = false;
    TRY(journal_is_wal(cx, db, "PRAGMA journal_mode = WAL", &wal));
    int version = db_schema_version(db); /* another process may have been here meanwhile */
    int code = wal && version >= 0 ? sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL) : SQLITE_IOERR;
    if (code != SQLITE_OK) {
        return store_fault(cx, db, code, "migrate");
    }
    enum rc rc = migrate_from(cx, db, migrations, version);
    /* Ends what a failed migration left open; the lock is needed no longer either way. */
    db_rollback(db);
    code = sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    return rc == RC_OK && code != SQLITE_OK ? store_fault(cx, db, code, "foreign keys") : rc;
}

/* ---- another set ---- */

static enum rc check_set(struct cx *cx, const char *path, int64_t version, int64_t set)
{
    if (version == 0 || set == SCHEMA_SET) {
        return RC_OK;
    }
    return fault_printf(cx, RC_UNAVAILABLE, NULL,
                        "%s was made by a version of visioncrm whose files this one does not read: keep the folder for that "
                        "version, and name an empty one in VISIONCRM_DATA (or `data`)",
                        path);
}

static uint32_t header_number(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

enum rc db_check_made(struct cx *cx, const char *path)
{
    unsigned char header[HEADER_BYTES] = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd >= 0 ? pread(fd, header, sizeof header, 0) : 0;
    if (fd >= 0) {
        close(fd);
    }
    bool whole = got == (ssize_t)sizeof header;
    return whole ? check_set(cx, path, header_number(header + HEADER_VERSION), header_number(header + HEADER_SET)) : RC_OK;
}

enum rc store_migrate(struct cx *cx, struct db *db, const struct sql_migration *migrations, const struct db_options *options)
{
    int64_t version = 0;
    int64_t set = 0;
    int code = faultpoint_hit(FAULTPOINT_STORE) ? SQLITE_IOERR : store_number(db->handle, "PRAGMA user_version", &version);
    code = code == SQLITE_OK ? store_number(db->handle, "PRAGMA application_id", &set) : code;
    if (code != SQLITE_OK) {
        return store_fault(cx, db, code, "open");
    }
    if (check_set(cx, db->path, version, set) != RC_OK) {
        log_line(LOG_LEVEL_ERROR, "%s", cx->fault.message);
        return fault_set(cx, RC_UNAVAILABLE, NULL, "The data was written by another version of the program");
    }
    int newest = newest_number(migrations);
    if (version == 0 && !options->create) {
        log_line(LOG_LEVEL_ERROR, "%s: holds nothing; was its log lost?", db->path);
        return fault_set(cx, RC_UNAVAILABLE, NULL, "The data cannot be read at the moment");
    }
    if (version > newest) {
        log_line(LOG_LEVEL_ERROR, "%s: its schema %d is newer than this program's %d", db->path, (int)version, newest);
        return fault_set(cx, RC_UNAVAILABLE, NULL, "The data was written by a newer version of the program");
    }
    bool wal = false;
    TRY(journal_is_wal(cx, db, "PRAGMA journal_mode", &wal));
    if (version == newest && wal) {
        return RC_OK;
    }
    if (version < newest && !options->migrate) {
        log_line(LOG_LEVEL_ERROR, "%s: its schema %d is older than this program's %d", db->path, (int)version, newest);
        return fault_set(cx, RC_UNAVAILABLE, NULL, "The data waits for its migration");
    }
    TRY(lock_take(cx, db, LOCK_LONG));
    enum rc rc = migrate_locked(cx, db, migrations);
    lock_release(db);
    return rc;
}
