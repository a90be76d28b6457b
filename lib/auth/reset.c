/* SPDX-License-Identifier: MIT
 *
 * Password resets. The token is known to its mail alone; the file holds its SHA-256. */
#include "auth/reset.h"

#include <string.h>

#include "auth/digest.h"
#include "base/uuid.h"
#include "store/db.h"

#define TOKEN_BYTES 32
#define RESET_MS (RESET_MINUTES * 60 * 1000LL)

static const char *token_hash(struct cx *cx, const char *token)
{
    char *hex = arena_alloc(cx->arena, SHA256_HEX);
    sha256_hex(token, strlen(token), hex);
    return hex;
}

/* When the last reset that begins now ends, with room for a clock that is set: one that claims more was made under a clock
 * that was ahead. */
static int64_t latest(const struct cx *cx)
{
    return cx->now_ms + 2 * RESET_MS;
}

enum rc reset_open(struct cx *cx, const char *user_id, const char **token)
{
    unsigned char bytes[TOKEN_BYTES];
    int64_t live;
    char *text = arena_alloc(cx->arena, BASE64URL_SIZE(TOKEN_BYTES));
    TRY(db_run(cx, SQL_RESET_PURGE, ARGS(ARG_I("now", cx->now_ms))));
    TRY(db_int(cx, SQL_RESET_COUNT, ARGS(ARG_T("user_id", user_id), ARG_I("now", cx->now_ms), ARG_I("latest", latest(cx))),
               &live));
    if (live >= RESET_MAX) {
        return RC_RATE_LIMITED;
    }
    random_bytes(bytes, sizeof bytes);
    base64url(bytes, sizeof bytes, text);
    *token = text;
    return db_run(
        cx, SQL_RESET_INSERT,
        ARGS(ARG_T("token_hash", token_hash(cx, text)), ARG_T("user_id", user_id), ARG_I("expires_at", cx->now_ms + RESET_MS)));
}

enum rc reset_user(struct cx *cx, const char *token, struct user *user)
{
    memset(user, 0, sizeof *user);
    enum rc rc = db_get(cx, SQL_RESET_USER,
                        ARGS(ARG_T("token_hash", token_hash(cx, token)), ARG_I("now", cx->now_ms), ARG_I("latest", latest(cx))),
                        &user_record, user);
    if (rc == RC_NOT_FOUND) {
        fault_clear(cx);
    }
    return rc;
}
