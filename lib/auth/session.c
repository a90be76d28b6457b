/* SPDX-License-Identifier: MIT
 *
 * Cookie sessions. The secret is known to the browser alone; the file holds its SHA-256, by which a request finds the
 * session and its user in one statement. Token sessions share the table. */
#include "auth/session.h"

#include <string.h>

#include "auth/device.h"
#include "auth/digest.h"
#include "base/time.h"
#include "base/uuid.h"
#include "store/db.h"

#define SECRET_BYTES 32
#define SECRET_TEXT 43 /* base64url of SECRET_BYTES */

_Static_assert(BASE64URL_SIZE(SECRET_BYTES) == SECRET_TEXT + 1, "length of a secret's text");

/* The first columns of the statement session_user. */
enum { COLUMN_SESSION_ID, COLUMN_EXTENDED_AT, COLUMN_EXPIRES_AT, COLUMN_SEEN_AT };

static const char *secret_hash(struct cx *cx, const char *secret)
{
    char *hex = arena_alloc(cx->arena, SHA256_HEX);
    sha256_hex(secret, strlen(secret), hex);
    return hex;
}

static int64_t expiry(const struct cx *cx)
{
    return cx->now_ms + SESSION_DAYS * MS_PER_DAY;
}

enum rc session_open(struct cx *cx, const char *user_id, struct session_ticket *ticket)
{
    unsigned char bytes[SECRET_BYTES];
    char *secret = arena_alloc(cx->arena, BASE64URL_SIZE(SECRET_BYTES));
    random_bytes(bytes, sizeof bytes);
    base64url(bytes, sizeof bytes, secret);
    ticket->secret = secret;
    ticket->expires_at = expiry(cx);
    return db_run(cx, SQL_SESSION_INSERT,
                  ARGS(ARG_T("id", uuid_new(cx->arena)), ARG_T("kind", "cookie"), ARG_T("secret_hash", secret_hash(cx, secret)),
                       ARG_T("user_id", user_id), ARG_T("device", device_name(cx->arena, cx->agent)), ARG_I("now", cx->now_ms),
                       ARG_I("expires_at", ticket->expires_at)));
}

enum rc session_user(struct cx *cx, const char *secret, struct user *user, int64_t *expires_at, bool *stale)
{
    if (strlen(secret) != SECRET_TEXT) {
        return RC_UNAUTHORIZED;
    }
    struct rows rows;
    TRY(rows_open(
        cx, SQL_SESSION_USER,
        ARGS(ARG_T("secret_hash", secret_hash(cx, secret)), ARG_I("now", cx->now_ms), ARG_I("latest", expiry(cx) + MS_PER_DAY)),
        &rows));
    enum rc rc = rows_next(&rows);
    if (rc == RC_OK) {
        memset(user, 0, sizeof *user);
        rows_record(&rows, &user_record, user);
        user->session_id = rows_text(&rows, COLUMN_SESSION_ID);
        user->session_seen = rows_int(&rows, COLUMN_SEEN_AT);
        *stale = cx->now_ms - rows_int(&rows, COLUMN_EXTENDED_AT) > MS_PER_DAY;
        if (expires_at) {
            *expires_at = rows_int(&rows, COLUMN_EXPIRES_AT);
        }
    }
    rows_close(&rows);
    return rc == RC_END ? RC_UNAUTHORIZED : rc;
}

enum rc session_extend(struct cx *cx, const char *secret, int64_t *expires_at)
{
    int64_t changed;
    *expires_at = expiry(cx);
    TRY(db_run_count(
        cx, SQL_SESSION_EXTEND,
        ARGS(ARG_T("secret_hash", secret_hash(cx, secret)), ARG_I("now", cx->now_ms), ARG_I("expires_at", *expires_at)),
        &changed));
    return changed ? RC_OK : RC_UNAUTHORIZED;
}

enum rc session_close(struct cx *cx, const char *secret)
{
    return db_run(cx, SQL_SESSION_CLOSE, ARGS(ARG_T("secret_hash", secret_hash(cx, secret))));
}

enum rc session_end(struct cx *cx, const char *id)
{
    return db_run(cx, SQL_SESSION_END, ARGS(ARG_T("id", id)));
}

enum rc session_expiry(struct cx *cx, const char *id, int64_t *expires_at)
{
    enum rc rc = db_int(cx, SQL_SESSION_EXPIRY, ARGS(ARG_T("id", id)), expires_at);
    return rc == RC_NOT_FOUND ? RC_UNAUTHORIZED : rc;
}

enum rc session_close_all(struct cx *cx, const char *user_id, const char *keep_id)
{
    return db_run(cx, SQL_SESSION_CLOSE_ALL, ARGS(ARG_T("user_id", user_id), ARG_T("keep_id", keep_id)));
}

#define SEEN_MS (INT64_C(3600) * 1000)

enum rc session_seen(struct cx *cx, const struct user *user)
{
    bool fresh = !user->session_id || cx->now_ms - user->session_seen < SEEN_MS;
    return fresh ? RC_OK : db_run(cx, SQL_SESSION_SEEN, ARGS(ARG_T("id", user->session_id), ARG_I("now", cx->now_ms)));
}

static const char *const kind_values[] = {"cookie", "token", NULL};
static const struct field open_session_fields[] = {
    FIELD_UUID(struct open_session, id, F_REQUIRED),           FIELD_ENUM(struct open_session, kind, F_REQUIRED, kind_values),
    FIELD_TEXT(struct open_session, device, 0, 0, 0),          FIELD_TIME(struct open_session, created_at, F_REQUIRED),
    FIELD_TIME(struct open_session, last_seen_at, F_REQUIRED), FIELD_TIME(struct open_session, expires_at, F_REQUIRED),
    FIELD_BOOL(struct open_session, is_current, F_REQUIRED),
};
RECORD(open_session_record, "OpenSession", struct open_session, open_session_fields, NULL);

enum rc session_list(struct cx *cx, const struct user *user, struct list *sessions)
{
    return db_all(cx, SQL_SESSION_OF_USER,
                  ARGS(ARG_T("user_id", user->id), ARG_T("current", user->session_id), ARG_I("now", cx->now_ms)),
                  &open_session_record, sessions);
}

enum rc session_end_own(struct cx *cx, const char *user_id, const char *id)
{
    int64_t changed;
    TRY(db_run_count(cx, SQL_SESSION_END_OWN, ARGS(ARG_T("id", id), ARG_T("user_id", user_id)), &changed));
    return changed ? RC_OK : fault_not_found(cx, "Session");
}
