/* SPDX-License-Identifier: MIT
 *
 * What SQLite or the system said, as an rc and a fault. Log lines name files, statements and constraints, never values. */
#include <errno.h>
#include <string.h>

#include "base/log.h"
#include "base/str.h"
#include "store/internal.h"

static bool errno_no_space(int error)
{
    return rc_of_errno(error) == RC_NO_SPACE;
}

static enum rc fault_unavailable(struct cx *cx, const char *message)
{
    fault_set(cx, RC_UNAVAILABLE, NULL, message);
    cx->fault.retry_after_s = RETRY_AFTER_S;
    return RC_UNAVAILABLE;
}

/* What the log (or journal) of a handle remembers of its last failed call; 0: nothing. */
static int log_errno(sqlite3 *handle)
{
    sqlite3_file *log = NULL;
    int error = 0;
    if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) != SQLITE_OK || !log || !log->pMethods ||
        log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &error) != SQLITE_OK) {
        return 0;
    }
    return error;
}

static int file_errno(sqlite3 *handle)
{
    int error = 0;
    return sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO, &error) == SQLITE_OK ? error : 0;
}

/* Of a file system that takes no writes SQLite says that the file is read-only, or that its log cannot be made. */
static bool says_no_space(int code)
{
    return (code & 0xff) == SQLITE_FULL || ((code & 0xff) == SQLITE_READONLY && code != SQLITE_READONLY_DBMOVED);
}

/* A statement tells its handle why a call failed; a COMMIT and a backup do not, but the files remember. */
bool store_disk_full(sqlite3 *handle, int code)
{
    if ((code & 0xff) == SQLITE_CANTOPEN) {
        return errno_no_space(sqlite3_system_errno(handle));
    }
    if ((code & 0xff) != SQLITE_IOERR) {
        return says_no_space(code);
    }
    return errno_no_space(sqlite3_system_errno(handle)) || errno_no_space(log_errno(handle)) ||
           errno_no_space(file_errno(handle));
}

/* 'CODE: text' of a RAISE(ABORT, …) in the schema; false for a trigger that speaks otherwise. */
static bool fault_raised(struct cx *cx, const char *message)
{
    size_t len = strspn(message, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_");
    if (len == 0 || strncmp(message + len, ": ", 2) != 0) {
        return false;
    }
    fault_set(cx, RC_CONFLICT, arena_strndup(cx->arena, message, len), arena_strdup(cx->arena, message + len + 2));
    return true;
}

static enum rc fault_constraint(struct cx *cx, int code, const char *message, const char *what)
{
    if (code == SQLITE_CONSTRAINT_TRIGGER && fault_raised(cx, message)) {
        return RC_CONFLICT;
    }
    log_line(LOG_LEVEL_WARNING, "%s: %s", what, message);
    return fault_set(cx, RC_CONFLICT, NULL, NULL);
}

enum rc store_fault(struct cx *cx, struct db *db, int code, const char *what)
{
    /* An injected failure is not what the handle remembers. */
    bool own = sqlite3_extended_errcode(db->handle) == code;
    const char *message = own ? sqlite3_errmsg(db->handle) : sqlite3_errstr(code);
    int primary = code & 0xff;
    if (primary == SQLITE_CONSTRAINT) {
        return fault_constraint(cx, code, message, what);
    }
    /* What takes too long was asked by somebody: nothing of ours is broken. */
    enum log_level level = primary == SQLITE_INTERRUPT ? LOG_LEVEL_WARNING : LOG_LEVEL_ERROR;
    log_line(level, "%s: %s: %s (%d)", db->path, what, message, code);
    if (says_no_space(code) || (own && store_disk_full(db->handle, code))) {
        return fault_set(cx, RC_NO_SPACE, NULL, NULL);
    }
    switch (primary) {
    case SQLITE_INTERRUPT:
        if (store_too_costly(db)) {
            return fault_set(cx, RC_UNAVAILABLE, "QUERY_TOO_COSTLY", "The query costs too much: narrow it by filters");
        }
        return fault_unavailable(cx, "The request took too long");
    case SQLITE_READONLY: /* another file lies in its place */
    case SQLITE_BUSY:
    case SQLITE_PROTOCOL:
        return fault_unavailable(cx, "The data is busy, try again");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CANTOPEN:
        return fault_unavailable(cx, "The data cannot be read at the moment");
    default:
        return fault_set(cx, RC_INTERNAL, NULL, NULL);
    }
}

enum rc store_fault_errno(struct cx *cx, int error, const char *path, const char *what)
{
    if (error == ENOENT) {
        return RC_NOT_FOUND;
    }
    char text[128];
    log_line(LOG_LEVEL_ERROR, "%s: %s: %s", path, what, strerror_r(error, text, sizeof text));
    if (errno_no_space(error)) {
        return fault_set(cx, RC_NO_SPACE, NULL, NULL);
    }
    if (error == EIO) {
        return fault_set(cx, RC_INTERNAL, NULL, NULL);
    }
    return fault_unavailable(cx, "The data cannot be read at the moment");
}
