/* SPDX-License-Identifier: MIT
 *
 * Signatures of webhooks, which strangers choose: nothing that a fuzzer writes fits a secret that it cannot know, and the right one
 * does, whatever else stands in the header. The input is a header up to its first line end, and a body. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "auth/digest.h"
#include "base/str.h"
#include "billing/signature.h"
#include "http/http.h"
#include "messaging/signature.h"

#define SECRET "secret nobody knows"
#define NOW_S 1795311316LL

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void try_stripe(struct cx *cx, const char *header, const char *body, size_t len)
{
    char hex[SHA256_HEX];
    unsigned char mac[SHA256_BYTES];
    require(!signature_valid(cx, header, body, len, SECRET));
    const char *text = arena_printf(cx->arena, "%lld.%s", (long long)NOW_S, body);
    hmac_sha256(SECRET, strlen(SECRET), text, strlen(text), mac);
    hex_encode(mac, sizeof mac, hex);
    const char *right = arena_printf(cx->arena, "%s,v1=%s,t=%lld", header, hex, (long long)NOW_S);
    require(strlen(body) != len || signature_valid(cx, right, body, len, SECRET));
}

static void try_others(struct cx *cx, const char *header, const char *body, size_t len)
{
    struct http_pair *fields;
    size_t count;
    const char *second = arena_printf(cx->arena, "%lld", (long long)NOW_S);
    require(!svix_valid(cx, &(struct svix){"msg", second, header}, body, len, "whsec_c2VjcmV0IG5vYm9keSBrbm93cw=="));
    svix_valid(cx, &(struct svix){header, header, header}, body, len, header);
    if (http_form_parse(cx->arena, body, len, &fields, &count)) {
        require(!twilio_valid(cx, header, "https://a.test/", fields, count, SECRET));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cx cx;
    struct arena *arena = arena_new(0);
    const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
    size_t len = end ? (size_t)(end - data) : size;
    cx_init(&cx, arena);
    cx.now_ms = NOW_S * 1000;
    const char *header = arena_strndup(arena, (const char *)data, len);
    const char *body = end ? arena_strndup(arena, (const char *)end + 1, size - len - 1) : "";
    size_t body_len = end ? size - len - 1 : 0;
    try_stripe(&cx, header, body, body_len);
    try_others(&cx, header, body, body_len);
    cx_end(&cx);
    arena_free(arena);
    return 0;
}
