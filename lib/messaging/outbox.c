/* SPDX-License-Identifier: MIT
 *
 * The outbox table of a tenant: queueing, and handing over message by message. The lock DATA/tenants/<id>/outbox.lock belongs
 * to whoever delivers; the kernel frees it when that process dies, and a message found in 'sending' is then taken up again
 * under the attempt id it had. */
#include "messaging/outbox.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "auth/secret.h"
#include "base/config.h"
#include "base/log.h"
#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"
#include "messaging/carrier.h"
#include "store/db.h"
#include "tenant/tenant.h"

#define SEAL_LABEL "outbox"
#define SEAL_MARK "sealed:"
#define BACKOFF_MIN_MS (60 * 1000LL)
#define BACKOFF_MAX_MS (6 * 3600 * 1000LL)

static const struct field message_fields[] = {
    FIELD_UUID(struct message, id, 0),
    FIELD_TEXT(struct message, channel, 0, 0, 0),
    FIELD_TEXT(struct message, recipient, 0, 0, 0),
    FIELD_TEXT(struct message, subject, 0, 0, 0),
    FIELD_TEXT(struct message, kind, 0, 0, 0),
    FIELD_TEXT(struct message, body, 0, 0, 0),
    FIELD_INT(struct message, secret, 0, 0, 1),
    FIELD_TEXT(struct message, status, 0, 0, 0),
    FIELD_INT(struct message, attempts, 0, 0, 0),
    FIELD_UUID(struct message, attempt_id, 0),
    FIELD_TIME(struct message, next_at, 0),
    FIELD_TEXT(struct message, last_error, 0, 0, 0),
    FIELD_TIME(struct message, created_at, 0),
    FIELD_TIME(struct message, sent_at, 0),
};
static RECORD(message_record, "Message", struct message, message_fields, NULL);

/* ---- queueing ---- */

static void wake_later(void *cx)
{
    outbox_wake(cx);
}

/* A secret body is sealed before it is written: neither the file, nor its log, nor a backup ever holds the link. */
static enum rc seal_body(struct cx *cx, struct message *message)
{
    const char *sealed = NULL;
    TRY(secret_seal(cx, SEAL_LABEL, message->body, strlen(message->body), &sealed));
    message->body = arena_printf(cx->arena, SEAL_MARK "%s", sealed);
    return RC_OK;
}

static enum rc open_body(struct cx *cx, struct message *message)
{
    if (!message->secret || !str_starts(message->body, SEAL_MARK)) {
        return RC_OK;
    }
    const char *sealed = message->body + strlen(SEAL_MARK);
    size_t len = secret_length(sealed);
    char *plain = arena_alloc(cx->arena, len + 1);
    enum rc rc = secret_open(cx, SEAL_LABEL, sealed, plain, len);
    message->body = plain;
    return rc == RC_NOT_FOUND ? fault_set(cx, RC_INTERNAL, NULL, "it was sealed with another secret.key") : rc;
}

enum rc outbox_add(struct cx *cx, struct message *message)
{
    message->id = uuid_new(cx->arena);
    message->created_at = cx->now_ms;
    message->next_at = cx->now_ms;
    if (message->secret) {
        TRY(seal_body(cx, message));
    }
    TRY(db_run(cx, SQL_OUTBOX_INSERT, ARGS(ARG_R(&message_record, message))));
    cx_defer(cx, wake_later, cx);
    return RC_OK;
}

enum rc outbox_remove(struct cx *cx, const char *id)
{
    return db_run(cx, SQL_OUTBOX_DELETE, ARGS(ARG_T("id", id)));
}

static bool make_marker(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    return fd >= 0 && close(fd) == 0;
}

void outbox_wake(const struct cx *cx)
{
    const char *run = arena_printf(cx->arena, "%s/run", config_get("data"));
    const char *folder = arena_printf(cx->arena, "%s/outbox", run);
    const char *marker = arena_printf(cx->arena, "%s/%s", folder, cx->tenant->id);
    if (make_marker(marker)) {
        return;
    }
    bool made = (mkdir(run, 0700) == 0 || errno == EEXIST) && (mkdir(folder, 0700) == 0 || errno == EEXIST);
    if (!made || !make_marker(marker)) {
        log_line(LOG_LEVEL_WARNING, "cannot make %s: %s", marker, strerror(errno));
    }
}

/* ---- delivering ---- */

static carrier_send *carrier_for(const struct message *message)
{
    return str_eq(message->channel, "email") && str_eq(config_get("mail"), "maildir") ? maildir_send : NULL;
}

static int64_t backoff_ms(int64_t attempts)
{
    int64_t delay = BACKOFF_MIN_MS;
    for (int64_t i = 1; i < attempts && delay < BACKOFF_MAX_MS; i++) {
        delay *= 2;
    }
    return delay < BACKOFF_MAX_MS ? delay : BACKOFF_MAX_MS;
}

/* One statement in a transaction of its own. */
static enum rc write_row(struct cx *cx, enum sql_id id, const struct arg *args)
{
    TRY(db_begin(cx, cx->db, TX_WRITE));
    enum rc rc = db_run(cx, id, args);
    if (rc == RC_OK) {
        rc = db_commit(cx, cx->db);
    }
    if (rc != RC_OK) {
        db_rollback(cx->db);
    }
    return rc;
}

/* One that a crash left in 'sending' keeps its attempt id; so it counts once. */
static enum rc claim(struct cx *cx, struct message *message)
{
    if (message->attempt_id) {
        return RC_OK;
    }
    message->attempt_id = uuid_new(cx->arena);
    message->attempts++;
    return write_row(
        cx, SQL_OUTBOX_CLAIM,
        ARGS(ARG_T("id", message->id), ARG_T("attempt_id", message->attempt_id), ARG_I("attempts", message->attempts)));
}

static enum rc note_failure(struct cx *cx, const struct message *message, const char *error, struct delivery_report *report)
{
    log_line(LOG_LEVEL_WARNING, "message %s: attempt %lld failed: %s", message->id, (long long)message->attempts, error);
    if (message->attempts >= OUTBOX_ATTEMPTS) {
        report->failed++;
        return write_row(cx, SQL_OUTBOX_FAILED, ARGS(ARG_T("id", message->id), ARG_T("error", error)));
    }
    report->retried++;
    int64_t next_at = time_now_ms() + backoff_ms(message->attempts);
    return write_row(cx, SQL_OUTBOX_RETRY, ARGS(ARG_T("id", message->id), ARG_T("error", error), ARG_I("next_at", next_at)));
}

static enum rc deliver_one(struct cx *cx, struct message *message, struct delivery_report *report)
{
    TRY(claim(cx, message));
    carrier_send *send = carrier_for(message);
    enum rc rc = send ? open_body(cx, message) : fault_set(cx, RC_INTERNAL, NULL, "no carrier for this channel");
    rc = rc == RC_OK ? send(cx, message) : rc;
    if (rc != RC_OK) {
        const char *error = cx->fault.message ? cx->fault.message : "the carrier failed";
        fault_clear(cx);
        return note_failure(cx, message, error, report);
    }
    TRY(write_row(cx, SQL_OUTBOX_SENT, ARGS(ARG_T("id", message->id), ARG_I("now", time_now_ms()))));
    report->sent++;
    return RC_OK;
}

/* RC_END: nothing is due. */
static enum rc next(struct cx *cx, struct message *message)
{
    int64_t now = time_now_ms();
    const struct arg *args = ARGS(ARG_I("now", now), ARG_I("latest", now + BACKOFF_MAX_MS));
    enum rc rc = db_get(cx, SQL_OUTBOX_NEXT, args, &message_record, message);
    if (rc == RC_NOT_FOUND) {
        fault_clear(cx);
        return RC_END;
    }
    return rc;
}

/* Each message in memory of its own, so that their number does not matter. */
static enum rc deliver_all(struct cx *outer, struct delivery_report *report)
{
    struct arena *arena = arena_new(0);
    enum rc rc;
    do {
        struct cx cx;
        struct message message;
        arena_reset(arena);
        cx_init(&cx, arena);
        cx.db = outer->db;
        cx.registry = outer->registry;
        cx.tenant = outer->tenant;
        rc = next(&cx, &message);
        rc = rc == RC_OK ? deliver_one(&cx, &message, report) : rc;
        if (rc != RC_OK && rc != RC_END) {
            fault_set(outer, rc, NULL, arena_strdup(outer->arena, cx.fault.message));
        }
        cx_end(&cx);
    } while (rc == RC_OK);
    arena_free(arena);
    return rc == RC_END ? RC_OK : rc;
}

enum rc outbox_deliver(struct cx *cx, struct delivery_report *report)
{
    struct message first;
    enum rc rc = next(cx, &first);
    if (rc != RC_OK) {
        return rc == RC_END ? RC_OK : rc;
    }
    const char *path = arena_printf(cx->arena, "%s/outbox.lock", tenant_folder(cx, cx->tenant->id));
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return fault_printf(cx, RC_INTERNAL, NULL, "cannot open %s: %s", path, strerror(errno));
    }
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
        rc = deliver_all(cx, report);
    } else if (errno != EWOULDBLOCK) {
        rc = fault_printf(cx, RC_INTERNAL, NULL, "cannot lock %s: %s", path, strerror(errno));
    }
    if (close(fd) != 0 && rc == RC_OK) {
        rc = fault_printf(cx, RC_INTERNAL, NULL, "cannot close %s: %s", path, strerror(errno));
    }
    return rc;
}
