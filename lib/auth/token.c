/* SPDX-License-Identifier: MIT
 *
 * JSON Web Tokens as this product makes them, and no others: the header is one constant text, so that no token chooses its
 * own algorithm or key. The signature is checked before a byte of the claims is looked at. */
#include "auth/token.h"

#include <string.h>

#include "auth/device.h"
#include "auth/digest.h"
#include "auth/secret.h"
#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"
#include "data/json_in.h"
#include "data/json_out.h"
#include "store/db.h"

#define HEADER "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." /* {"alg":"HS256","typ":"JWT"} */
#define ISSUER "visioncrm"
#define KEY_NAME "token"
#define KEY_BYTES 32
#define TOKEN_MAX 1024
#define REFRESH_MS (TOKEN_REFRESH_S * INT64_C(1000))
#define AHEAD_S 3600 /* how much the clock may have been set back since a token was made */
#define SIGNATURE_SIZE BASE64URL_SIZE(SHA256_BYTES)

struct claims {
    const char *iss;
    const char *sub;  /* user */
    const char *tid;  /* tenant */
    const char *sid;  /* session */
    const char *role; /* when it was signed: told to clients, never asked here */
    const char *typ;  /* "access" "refresh" */
    int64_t iat;      /* seconds since 1970 */
    int64_t exp;
};

static const struct field claims_fields[] = {
    FIELD_TEXT(struct claims, iss, F_REQUIRED, 1, 100), FIELD_TEXT(struct claims, sub, F_REQUIRED, 1, 36),
    FIELD_TEXT(struct claims, tid, F_REQUIRED, 1, 36),  FIELD_TEXT(struct claims, sid, F_REQUIRED, 1, 36),
    FIELD_TEXT(struct claims, role, F_REQUIRED, 1, 20), FIELD_TEXT(struct claims, typ, F_REQUIRED, 1, 20),
    FIELD_INT(struct claims, iat, F_REQUIRED, 0, 0),    FIELD_INT(struct claims, exp, F_REQUIRED, 0, 0),
};
static RECORD(claims_record, "Claims", struct claims, claims_fields, NULL);

/* ---- key ---- */

static const char *key_label(struct cx *cx, const char *tenant_id)
{
    return arena_printf(cx->arena, "token %s", tenant_id);
}

/* RC_NOT_FOUND: there is none that can be opened here. */
static enum rc key_read(struct cx *cx, const char *tenant_id, unsigned char key[KEY_BYTES])
{
    const char *sealed;
    enum rc rc = db_text(cx, SQL_SEALED_KEY_GET, ARGS(ARG_T("name", KEY_NAME)), &sealed);
    if (rc == RC_OK) {
        rc = secret_open(cx, key_label(cx, tenant_id), sealed, key, KEY_BYTES);
    }
    if (rc == RC_NOT_FOUND) {
        fault_clear(cx);
    }
    return rc;
}

static enum rc key_need(struct cx *cx, const char *tenant_id, unsigned char key[KEY_BYTES])
{
    const char *sealed;
    enum rc rc = key_read(cx, tenant_id, key);
    if (rc != RC_NOT_FOUND) {
        return rc;
    }
    random_bytes(key, KEY_BYTES);
    TRY(secret_seal(cx, key_label(cx, tenant_id), key, KEY_BYTES, &sealed));
    return db_run(cx, SQL_SEALED_KEY_PUT, ARGS(ARG_T("name", KEY_NAME), ARG_T("sealed", sealed), ARG_I("now", cx->now_ms)));
}

/* ---- signing ---- */

static void sign(const unsigned char key[KEY_BYTES], const char *text, size_t len, char out[SIGNATURE_SIZE])
{
    unsigned char mac[SHA256_BYTES];
    hmac_sha256(key, KEY_BYTES, text, len, mac);
    base64url(mac, sizeof mac, out);
}

static const char *token_text(struct cx *cx, const unsigned char key[KEY_BYTES], const struct claims *claims)
{
    struct buf payload, token;
    struct json json;
    char signature[SIGNATURE_SIZE];
    buf_init(&payload, cx->arena, 256);
    json_init(&json, &payload, TIME_SECONDS);
    json_record(&json, &claims_record, claims, true);
    buf_init(&token, cx->arena, 512);
    buf_str(&token, HEADER);
    base64url(payload.data, payload.len, buf_reserve(&token, BASE64URL_SIZE(payload.len)));
    token.len += BASE64URL_SIZE(payload.len) - 1;
    sign(key, token.data, token.len, signature);
    buf_char(&token, '.');
    buf_str(&token, signature);
    return token.data;
}

static struct claims claims_for(const struct cx *cx, const char *tenant_id, const struct user *user, const char *session_id)
{
    return (struct claims){
        .iss = ISSUER,
        .sub = user->id,
        .tid = tenant_id,
        .sid = session_id,
        .role = user->role,
        .typ = "access",
        .iat = cx->now_ms / 1000,
        .exp = cx->now_ms / 1000 + TOKEN_ACCESS_S,
    };
}

enum rc token_open(struct cx *cx, const char *tenant_id, const struct user *user, struct token_pair *pair)
{
    unsigned char key[KEY_BYTES];
    TRY(key_need(cx, tenant_id, key));
    struct claims claims = claims_for(cx, tenant_id, user, uuid_new(cx->arena));
    TRY(db_run(cx, SQL_SESSION_INSERT,
               ARGS(ARG_T("id", claims.sid), ARG_T("kind", "token"), ARG_T("secret_hash", NULL), ARG_T("user_id", user->id),
                    ARG_T("device", device_name(cx->arena, cx->agent)), ARG_I("now", cx->now_ms),
                    ARG_I("expires_at", cx->now_ms + REFRESH_MS))));
    pair->access = token_text(cx, key, &claims);
    claims.typ = "refresh";
    claims.exp = claims.iat + TOKEN_REFRESH_S;
    pair->refresh = token_text(cx, key, &claims);
    return RC_OK;
}

/* ---- checking ---- */

/* The payload of a token whose header and signature are right, decoded. */
static bool payload_of(struct cx *cx, const unsigned char key[KEY_BYTES], const char *token, const char **json, size_t *len)
{
    char signature[SIGNATURE_SIZE];
    if (strlen(token) > TOKEN_MAX || !str_starts(token, HEADER)) {
        return false;
    }
    const char *payload = token + strlen(HEADER);
    const char *dot = strchr(payload, '.');
    if (!dot || strlen(dot + 1) != SIGNATURE_SIZE - 1) {
        return false;
    }
    sign(key, token, (size_t)(dot - token), signature);
    if (!mem_eq_ct(signature, dot + 1, SIGNATURE_SIZE - 1)) {
        return false;
    }
    char *text = arena_alloc(cx->arena, (size_t)(dot - payload) + 1);
    *json = text;
    return base64url_decode(payload, (size_t)(dot - payload), text, len);
}

static enum rc read_claims(struct cx *cx, const char *json, size_t len, struct claims *claims)
{
    uint64_t present;
    enum rc rc = record_parse_credential(cx, &claims_record, json, len, PARSE_CREATE, claims, &present);
    if (rc == RC_INVALID || rc == RC_TOO_LARGE) {
        fault_clear(cx);
        return RC_UNAUTHORIZED;
    }
    return rc;
}

static enum rc verify(struct cx *cx, const char *tenant_id, const char *token, const char *type, struct claims *claims)
{
    unsigned char key[KEY_BYTES];
    const char *json;
    size_t len;
    enum rc rc = key_read(cx, tenant_id, key);
    if (rc == RC_NOT_FOUND) {
        return RC_UNAUTHORIZED;
    }
    TRY(rc);
    if (!payload_of(cx, key, token, &json, &len)) {
        return RC_UNAUTHORIZED;
    }
    TRY(read_claims(cx, json, len, claims));
    bool right = str_eq(claims->iss, ISSUER) && str_eq(claims->tid, tenant_id) && str_eq(claims->typ, type);
    int64_t now_s = cx->now_ms / 1000;
    bool lives = now_s < claims->exp + TOKEN_SKEW_S && claims->iat <= now_s + AHEAD_S;
    return right && lives ? RC_OK : RC_UNAUTHORIZED;
}

/* The active user of the session that the claims name, if both still are. */
static enum rc load_user(struct cx *cx, const struct claims *claims, struct user *user)
{
    struct rows rows;
    TRY(rows_open(cx, SQL_SESSION_OF_TOKEN,
                  ARGS(ARG_T("id", claims->sid), ARG_T("user_id", claims->sub), ARG_I("now", cx->now_ms),
                       ARG_I("latest", cx->now_ms + REFRESH_MS + MS_PER_DAY)),
                  &rows));
    enum rc rc = rows_next(&rows);
    if (rc == RC_OK) {
        memset(user, 0, sizeof *user);
        rows_record(&rows, &user_record, user);
        user->session_id = rows_text(&rows, 0);
        user->session_seen = rows_int(&rows, 1);
    }
    rows_close(&rows);
    return rc == RC_END ? RC_UNAUTHORIZED : rc;
}

enum rc token_user(struct cx *cx, const char *tenant_id, const char *token, struct user *user)
{
    struct claims claims;
    TRY(verify(cx, tenant_id, token, "access", &claims));
    return load_user(cx, &claims, user);
}

enum rc token_refresh(struct cx *cx, const char *tenant_id, const char *refresh, const char **access)
{
    unsigned char key[KEY_BYTES];
    struct claims claims;
    struct user user;
    TRY(verify(cx, tenant_id, refresh, "refresh", &claims));
    TRY(load_user(cx, &claims, &user));
    TRY(key_read(cx, tenant_id, key));
    claims = claims_for(cx, tenant_id, &user, user.session_id);
    *access = token_text(cx, key, &claims);
    return RC_OK;
}
