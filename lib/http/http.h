/* SPDX-License-Identifier: MIT
 *
 * The product's outgoing HTTP: one request, one bounded answer. The only folder that includes libcurl.
 * TLS is verified (setting `ca_file`), plain http goes to this machine only, redirects are answers like any other, proxies of the
 * environment are ignored, and no signal is used. Blocks for at most `total_ms`: never call it inside a transaction. */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include "base/cx.h"

#define HTTP_CONNECT_MS 5000
#define HTTP_TOTAL_MS 30000
#define HTTP_BODY_CAP (1u << 20)
#define HTTP_HEADERS_MAX 100 /* of an answer; what comes after them is passed over */

struct http_header {
    const char *name;
    const char *value;
};

struct http_request {
    const char *method;                /* "GET", "POST", … */
    const char *url;                   /* https://…, or http:// on loopback; without credentials in it */
    const struct http_header *headers; /* ends with name NULL; may be NULL */
    const char *body;                  /* bytes; NULL: none */
    size_t body_len;
    const char *user; /* basic authentication; NULL: none */
    const char *password;
    const char *bearer; /* Authorization: Bearer; NULL: none */
    int64_t connect_ms; /* 0: HTTP_CONNECT_MS */
    int64_t total_ms;   /* from the first to the last byte, name and connection included; 0: HTTP_TOTAL_MS */
    size_t body_cap;    /* bytes of the answer's body; 0: HTTP_BODY_CAP */
};

struct http_response {
    int status;                  /* 0: there was no whole answer */
    const char *body;            /* NUL-terminated, and may hold NULs; on the caller's arena */
    size_t body_len;             /* bytes */
    struct http_header *headers; /* ends with name NULL */
    bool sent;                   /* something of the request left: the other side may have acted on it */
};

/* RC_OK for any status: what it means is the caller's business. RC_INVALID: the URL or a header is none that may be sent.
 * RC_UNAVAILABLE: no connection, no proof of identity, or no answer in time. RC_TOO_LARGE: the answer is larger than its cap.
 * The message is a sentence that names the host and nothing secret. */
enum rc http_send(struct cx *cx, const struct http_request *request, struct http_response *response);

/* The first header of that name, in any case; NULL: none. */
const char *http_header(const struct http_response *response, const char *name);

/* The wait that the answer asks for (Retry-After, seconds or a date), at least 0; -1: none. */
int64_t http_retry_after_s(const struct cx *cx, const struct http_response *response);

struct http_retry {
    int attempts;      /* at most; 0: 3 */
    int64_t budget_ms; /* of all of them with the waits between; 0: 60 s */
    bool repeatable;   /* asked twice, the other side acts once: reading, or an Idempotency-Key */
};

/* http_send() until an answer is worth having: again after 429 and 503, after a connection that could not be made and, if
 * repeatable, after any 5xx or a connection that broke. Waits half a second, then twice as long each time, or as long as
 * Retry-After says; when that is more than the budget has, the last answer is the answer. */
enum rc http_send_again(struct cx *cx, const struct http_request *request, const struct http_retry *retry,
                        struct http_response *response);

/* "application/x-www-form-urlencoded" piece by piece: appends "&name=value" (without the '&' at the start), with %XX
 * for all but letters, digits and -_.~; `[` and `]` of a name stay, as Stripe's clients write them. */
void http_form_add(struct buf *form, const char *name, const char *value);

#define HTTP_FORM_MAX 200

struct http_pair {
    const char *name;
    const char *value;
};

/* A body of that type, decoded, on the arena. false: more than HTTP_FORM_MAX fields, or one that is no UTF-8 in percent encoding
 * or holds a NUL. */
bool http_form_parse(struct arena *arena, const char *text, size_t len, struct http_pair **pairs, size_t *count);

#endif
