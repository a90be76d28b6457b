/* SPDX-License-Identifier: MIT
 *
 * Svix and Twilio signatures. Expected ones are written out in base64 and compared as text of one length. */
#include "messaging/signature.h"

#include <stdlib.h>
#include <string.h>

#include "auth/digest.h"
#include "base/str.h"
#include "http/http.h"
#include "messaging/mime.h"

#define SECRET_PREFIX "whsec_"
#define SECRET_MAX_BYTES 256

static const char *base64_of(struct cx *cx, const unsigned char *mac, size_t len)
{
    struct buf out;
    buf_init(&out, cx->arena, 64);
    mime_base64(&out, mac, len, 0);
    return out.data;
}

/* ---- Svix ---- */

/* The bytes of "whsec_BASE64"; 0: it is none. */
static size_t read_secret(struct cx *cx, const char *secret, size_t len, unsigned char out[SECRET_MAX_BYTES])
{
    size_t out_len = 0;
    if (len > strlen(SECRET_PREFIX) && strncmp(secret, SECRET_PREFIX, strlen(SECRET_PREFIX)) == 0) {
        secret += strlen(SECRET_PREFIX);
        len -= strlen(SECRET_PREFIX);
    }
    char *text = arena_strndup(cx->arena, secret, len);
    for (char *c = text; *c; c++) {
        *c = *c == '+' ? '-' : *c == '/' ? '_' : *c;
    }
    while (len > 0 && text[len - 1] == '=') {
        len--;
    }
    return len <= SECRET_MAX_BYTES && base64url_decode(text, len, out, &out_len) ? out_len : 0;
}

/* True if one of the header's v1 entries is `expected`. */
static bool names(const char *header, const char *expected)
{
    bool same = false;
    size_t len = strlen(expected);
    for (const char *at = header; *at;) {
        size_t entry = strcspn(at, " ");
        if (entry == len + 3 && strncmp(at, "v1,", 3) == 0) {
            same |= mem_eq_ct(at + 3, expected, len);
        }
        at += entry + (at[entry] == ' ');
    }
    return same;
}

static bool in_time(const struct cx *cx, const char *timestamp)
{
    int64_t seconds;
    if (!str_int(timestamp, 0, INT64_MAX / 1000, &seconds)) {
        return false;
    }
    int64_t age_s = cx->now_ms / 1000 - seconds;
    return age_s <= SVIX_TOLERANCE_S && age_s >= -SVIX_TOLERANCE_S;
}

bool svix_valid(struct cx *cx, const struct svix *svix, const char *body, size_t len, const char *secrets)
{
    bool valid = false;
    struct buf text;
    if (!svix->id || !svix->timestamp || !svix->signature || !in_time(cx, svix->timestamp)) {
        return false;
    }
    buf_init(&text, cx->arena, strlen(svix->id) + strlen(svix->timestamp) + len + 3);
    buf_printf(&text, "%s.%s.", svix->id, svix->timestamp);
    buf_add(&text, body, len);
    for (const char *secret = secrets; *secret;) {
        unsigned char key[SECRET_MAX_BYTES];
        unsigned char mac[SHA256_BYTES];
        size_t secret_len = strcspn(secret, ",");
        size_t key_len = read_secret(cx, secret, secret_len, key);
        hmac_sha256(key, key_len, text.data, text.len, mac);
        valid |= key_len > 0 && names(svix->signature, base64_of(cx, mac, sizeof mac));
        secret += secret_len + (secret[secret_len] == ',');
    }
    return valid;
}

/* ---- Twilio ---- */

static int by_name(const void *a, const void *b)
{
    const struct http_pair *one = a;
    const struct http_pair *other = b;
    int order = strcmp(one->name, other->name);
    return order ? order : strcmp(one->value, other->value);
}

bool twilio_valid(struct cx *cx, const char *signature, const char *url, struct http_pair *fields, size_t count,
                  const char *tokens)
{
    bool valid = false;
    struct buf text;
    if (!signature) {
        return false;
    }
    buf_init(&text, cx->arena, 1024);
    buf_str(&text, url);
    if (count > 0) {
        qsort(fields, count, sizeof *fields, by_name);
    }
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || by_name(&fields[i - 1], &fields[i]) != 0) { /* one that stands twice counts once */
            buf_str(&text, fields[i].name);
            buf_str(&text, fields[i].value);
        }
    }
    for (const char *token = tokens; *token;) {
        unsigned char mac[SHA1_BYTES];
        size_t len = strcspn(token, ",");
        hmac_sha1(token, len, text.data, text.len, mac);
        const char *expected = base64_of(cx, mac, sizeof mac);
        valid |= len > 0 && strlen(signature) == strlen(expected) && mem_eq_ct(signature, expected, strlen(expected));
        token += len + (token[len] == ',');
    }
    return valid;
}
