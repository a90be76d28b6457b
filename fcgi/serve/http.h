/* SPDX-License-Identifier: MIT
 *
 * One request and its answer, as plain data. process/ fills the request from FastCGI parameters and sends the answer. */
#ifndef SERVE_HTTP_H
#define SERVE_HTTP_H

#include "base/cx.h"
#include "data/json_out.h"

struct list_page;

#define REQUEST_MAX_BODY (1u << 20)
#define REQUEST_MAX_CREDENTIAL (16u << 10) /* body of a credential route: nobody is known yet who sends it */
#define REQUEST_MAX_UPLOAD (10u << 20)
#define REQUEST_MAX_MEMORY (16u << 20) /* of one request and its answer, the body included */
#define QUERY_MAX_PARAMETERS 100
#define QUERY_MAX_LENGTH 4096 /* bytes of one parameter, still encoded */

/* One parameter of the query string, decoded. */
struct parameter {
    const char *name;
    const char *value;
};

struct request {
    const char *method;                 /* "GET" */
    const char *path;                   /* decoded, without query: "/api/contacts/…"; "" when malformed */
    const char *query;                  /* raw query string, "" if none */
    const struct parameter *parameters; /* of it, once request_query_parse() has read it */
    size_t parameter_count;
    const char *tenant;     /* TENANT param from nginx: subdomain, or "" on the apex */
    const char *request_id; /* REQUEST_ID param (nginx $request_id as uuid); made here if missing */
    const char *remote_addr;
    const char *host;
    bool https;
    bool accel;               /* VISIONCRM_ACCEL param: nginx will serve X-Accel-Redirect */
    const char *content_type; /* lower-cased media type without parameters; "" if none */
    const char *content_type_raw;
    const char *cookie; /* raw headers, NULL if absent */
    const char *authorization;
    const char *origin;
    const char *sec_fetch_site;
    const char *user_agent;
    const char *if_match;
    const char *if_none_match;
    const char *idempotency_key;
    const char *stripe_signature;
    const char *svix_id;
    const char *svix_timestamp;
    const char *svix_signature;
    const char *twilio_signature;
    const char *test_fail; /* X-Test-Fail, test builds only */
    const char *body;      /* NUL-terminated after `body_len` bytes; "" if none */
    size_t body_len;
    bool body_too_large; /* body was read to its end and thrown away */
    const char *ids[3];  /* what {…} matched, in order; set by dispatch */
};

#define RESPONSE_MAX_HEADERS 24

struct response {
    int status;               /* 0 until decided */
    const char *content_type; /* "application/json" by default */
    struct buf body;
    const char *file; /* absolute path of a file to send instead of `body`, or NULL */
    struct header {
        const char *name, *value;
    } headers[RESPONSE_MAX_HEADERS];
    size_t header_count;
    struct json json;             /* writes into body; see answer.h */
    bool enveloped;               /* body is `data` of the dialect's envelope, which dialect.c closes */
    int64_t version;              /* of the record that this answers; 0: it is no record */
    const struct list_page *page; /* paging of a list, for the envelope; NULL if none */
};

/* Sets a header, in place of an earlier one of that name; value must hold no CR or LF (anything from there on is cut). Strings must outlive the request's arena. */
void response_header(struct response *response, const char *name, const char *value);

/* Reads the query string once, for request_query(). RC_INVALID: a name or value does not decode to valid UTF-8 without NUL, or
 * holds what no text holds, one is too long, or there are too many. */
enum rc request_query_parse(struct cx *cx);
/* The nth value of a query parameter; NULL if absent. */
const char *request_query(const struct cx *cx, const char *name, size_t nth);
/* The value of a parameter that has one; a field error where it is there again. */
const char *request_query_once(struct cx *cx, const char *name);
/* The largest body that a path takes. */
size_t request_max_body(const char *path);
/* The token of `Authorization: Bearer`, whose scheme is written in any case; NULL: there is none. */
const char *request_bearer(const struct cx *cx);
/* A cookie's value on the arena, or NULL. */
const char *request_cookie(struct cx *cx, const char *name);

#endif
