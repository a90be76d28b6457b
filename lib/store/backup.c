/* SPDX-License-Identifier: MIT
 *
 * Copies of a live file, and looking whether a file is whole. A copy is made within one read transaction: it is one moment
 * of the file, writers go on meanwhile, and the backup never has to start again. */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <unistd.h>

#include "base/faultpoint.h"
#include "base/str.h"
#include "store/internal.h"

#define STEP_PAGES 256

/* fsync of a file or folder; 0 or errno. */
static int sync_path(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno;
    }
    int error = faultpoint_hit(FAULTPOINT_IO) ? EIO : fsync(fd) == 0 ? 0 : errno;
    if (close(fd) != 0 && error == 0) {
        error = errno;
    }
    return error;
}

static int copy_pages(struct db *source, sqlite3 *target)
{
    sqlite3_backup *backup = sqlite3_backup_init(target, "main", source->handle, "main");
    if (!backup) {
        return sqlite3_extended_errcode(target);
    }
    int code;
    do {
        code = faultpoint_hit(FAULTPOINT_IO) ? SQLITE_IOERR : sqlite3_backup_step(backup, STEP_PAGES);
    } while (code == SQLITE_OK);
    int finished = sqlite3_backup_finish(backup);
    return code == SQLITE_DONE ? finished : code;
}

/* Fills the new file `part`. The first SELECT fixes the moment. */
static int copy_moment(struct db *source, const char *part)
{
    sqlite3 *target = NULL;
    int64_t tables;
    int code = sqlite3_open_v2(part, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (code == SQLITE_OK) {
        code = store_exec(target, "PRAGMA synchronous = OFF"); /* sync_path() comes at the end */
    }
    if (code == SQLITE_OK) {
        code = store_control(source, CONTROL_BEGIN);
    }
    if (code == SQLITE_OK) {
        code = store_number(source->handle, "SELECT count(*) FROM sqlite_schema", &tables);
        if (code == SQLITE_OK) {
            code = copy_pages(source, target);
        }
        int ended = store_control(source, CONTROL_ROLLBACK);
        code = code == SQLITE_OK ? ended : code;
    }
    if (code != SQLITE_OK && store_disk_full(target, code)) {
        code = SQLITE_FULL; /* the source's handle, which the fault is read from, does not know */
    }
    int closed = sqlite3_close(target);
    return code == SQLITE_OK ? closed : code;
}

/* First finding of integrity_check in *finding, NULL if it is whole. Turns the copy into a single file without a log, which
 * db_open turns back. */
static int inspect_copy(struct arena *arena, const char *part, const char **finding)
{
    sqlite3 *handle = NULL;
    const char *mode;
    int code = sqlite3_open_v2(part, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (code == SQLITE_OK) {
        code = store_text(arena, handle, "PRAGMA integrity_check(1)", finding);
    }
    if (code == SQLITE_OK && str_eq(*finding, "ok")) {
        *finding = NULL;
        code = store_text(arena, handle, "PRAGMA journal_mode = DELETE", &mode);
    }
    int closed = sqlite3_close(handle);
    return code == SQLITE_OK ? closed : code;
}

/* The new file, empty, 0600. */
static enum rc make_part(struct cx *cx, const char *part)
{
    if (unlink(part) != 0 && errno != ENOENT) {
        return store_fault_errno(cx, errno, part, "unlink");
    }
    int fd = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 || close(fd) != 0) {
        enum rc rc = store_fault_errno(cx, errno, part, "create");
        return rc == RC_NOT_FOUND ? fault_set(cx, rc, NULL, "The folder of the copy does not exist") : rc;
    }
    return RC_OK;
}

/* That a check could not read the file is a finding too: which of the two happens differs from one SQLite to the next. */
static enum rc unchecked(struct cx *cx, struct db *db, int code, const char *what)
{
    int primary = code & 0xff;
    if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB) {
        return fault_printf(cx, RC_INTERNAL, NULL, "%s: %s", what, sqlite3_errstr(code));
    }
    return store_fault(cx, db, code, what);
}

static enum rc make_copy(struct cx *cx, struct db *db, const char *part, const char *path)
{
    int code = copy_moment(db, part);
    if (code != SQLITE_OK) {
        return unchecked(cx, db, code, "copy");
    }
    const char *finding = NULL;
    code = inspect_copy(cx->arena, part, &finding);
    if (code != SQLITE_OK) {
        return unchecked(cx, db, code, "check of the copy");
    }
    if (finding) {
        return fault_printf(cx, RC_INTERNAL, NULL, "The copy is damaged: %s", finding);
    }
    int error = sync_path(part);
    if (error == 0 && rename(part, path) != 0) {
        error = errno;
    }
    if (error == 0) {
        error = sync_path(dirname(arena_strdup(cx->arena, path)));
    }
    return error == 0 ? RC_OK : store_fault_errno(cx, error, path, "copy");
}

enum rc store_copy(struct cx *cx, struct db *db, const char *path)
{
    const char *part = arena_printf(cx->arena, "%s.part", path);
    TRY(make_part(cx, part));
    enum rc rc = make_copy(cx, db, part, path);
    if (rc != RC_OK && unlink(part) != 0 && errno != ENOENT) {
        return store_fault_errno(cx, errno, part, "unlink");
    }
    return rc;
}

enum rc db_backup(struct cx *cx, struct db *db, const char *path)
{
    if (db->tx != TX_NONE) {
        return fault_set(cx, RC_INTERNAL, NULL, "A backup within a transaction");
    }
    return store_copy(cx, db, path);
}

enum rc db_verify(struct cx *cx, struct db *db)
{
    const char *finding;
    int code = store_text(cx->arena, db->handle, "PRAGMA integrity_check(1)", &finding);
    if (code != SQLITE_OK) {
        return unchecked(cx, db, code, "integrity check");
    }
    if (!str_eq(finding, "ok")) {
        return fault_set(cx, RC_INTERNAL, NULL, finding);
    }
    code = store_text(cx->arena, db->handle,
                      "SELECT 'row ' || coalesce(rowid, 0) || ' of ' || \"table\" || ' refers to no row of ' || \"parent\""
                      " FROM pragma_foreign_key_check LIMIT 1",
                      &finding);
    if (code != SQLITE_OK) {
        return unchecked(cx, db, code, "foreign key check");
    }
    return finding ? fault_set(cx, RC_INTERNAL, NULL, finding) : RC_OK;
}
