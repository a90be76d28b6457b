/* SPDX-License-Identifier: MIT
 *
 * The header is read as Stripe's own library reads it: no blanks, the last "t" counts, schemes but v1 are passed over. */
#include "billing/signature.h"

#include <string.h>

#include "auth/digest.h"
#include "base/str.h"

#define TIME_DIGITS 12

static bool is_element(const char *element, const char *name)
{
    return strncmp(element, name, strlen(name)) == 0;
}

/* The last "t=" of the header as digits. False: there is none. */
static bool read_time(const char *header, char digits[TIME_DIGITS + 1], int64_t *seconds)
{
    bool found = false;
    for (const char *at = header; at; at = strchr(at, ',')) {
        at += *at == ',';
        size_t len = strcspn(at, ",") - 2;
        if (is_element(at, "t=") && len >= 1 && len <= TIME_DIGITS) {
            memcpy(digits, at + 2, len);
            digits[len] = '\0';
            found = str_int(digits, 0, INT64_MAX, seconds);
        }
    }
    return found;
}

static void sign(const struct buf *signed_text, const char *secret, size_t secret_len, char hex[SHA256_HEX])
{
    unsigned char mac[SHA256_BYTES];
    hmac_sha256(secret, secret_len, signed_text->data, signed_text->len, mac);
    hex_encode(mac, sizeof mac, hex);
}

/* True if one of the header's v1 elements is `hex`. */
static bool names_digest(const char *header, const char *hex)
{
    bool same = false;
    for (const char *at = header; at; at = strchr(at, ',')) {
        at += *at == ',';
        if (is_element(at, "v1=") && strcspn(at, ",") == 3 + SHA256_HEX - 1) {
            same |= mem_eq_ct(at + 3, hex, SHA256_HEX - 1);
        }
    }
    return same;
}

bool signature_valid(struct cx *cx, const char *header, const char *body, size_t len, const char *secrets)
{
    char time[TIME_DIGITS + 1];
    int64_t seconds = 0;
    bool valid = false;
    if (!header || !read_time(header, time, &seconds) || cx->now_ms / 1000 - seconds > SIGNATURE_TOLERANCE_S) {
        return false;
    }
    struct buf signed_text;
    buf_init(&signed_text, cx->arena, strlen(time) + 1 + len);
    buf_printf(&signed_text, "%s.", time);
    buf_add(&signed_text, body, len);
    for (const char *secret = secrets; *secret;) {
        char hex[SHA256_HEX];
        size_t secret_len = strcspn(secret, ",");
        sign(&signed_text, secret, secret_len, hex);
        valid |= secret_len > 0 && names_digest(header, hex);
        secret += secret_len + (secret[secret_len] == ',');
    }
    return valid;
}
