/* SPDX-License-Identifier: MIT
 *
 * A request and its answer. The answer is gathered in memory of the transfer and copied to the arena when libcurl has
 * finished; whatever happens then, the context releases the transfer. */
#include "http/http.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/str.h"
#include "base/time.h"
#include "base/version.h"
#include "http/transfer.h"

#define BODY_FIRST 4096
#define HEADER_BYTES 65536 /* of an answer */
#define RETRY_ATTEMPTS 3
#define RETRY_BUDGET_MS 60000
#define RETRY_FIRST_MS 500

/* ---- the request ---- */

/* One line of printable characters. */
static bool is_line(const char *text)
{
    for (const char *c = text; *c; c++) {
        if ((unsigned char)*c < 0x20 || *c == 0x7f) {
            return false;
        }
    }
    return true;
}

static enum rc add_header(struct cx *cx, struct transfer *transfer, const char *name, const char *value)
{
    if (!is_line(name) || !is_line(value) || strchr(name, ':')) {
        return fault_set(cx, RC_INVALID, NULL, "A header of an outgoing request holds more than one line");
    }
    const char *line = *value ? arena_printf(cx->arena, "%s: %s", name, value) : arena_printf(cx->arena, "%s;", name);
    transfer_list(transfer, line);
    return RC_OK;
}

static enum rc add_headers(struct cx *cx, struct transfer *transfer, const struct http_request *request)
{
    for (const struct http_header *header = request->headers; header && header->name; header++) {
        TRY(add_header(cx, transfer, header->name, header->value));
    }
    if (request->bearer) {
        TRY(add_header(cx, transfer, "Authorization", arena_printf(cx->arena, "Bearer %s", request->bearer)));
    }
    transfer_list(transfer, "Expect:"); /* the body goes out with the headers */
    TRANSFER_SET(transfer, CURLOPT_HTTPHEADER, transfer->list);
    if (request->user) {
        TRANSFER_SET(transfer, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
        TRANSFER_SET(transfer, CURLOPT_USERNAME, request->user);
        TRANSFER_SET(transfer, CURLOPT_PASSWORD, request->password ? request->password : "");
    }
    return RC_OK;
}

static void set_method(struct transfer *transfer, const struct http_request *request)
{
    if (str_eq(request->method, "HEAD")) {
        TRANSFER_SET(transfer, CURLOPT_NOBODY, 1L);
        return;
    }
    if (request->body || str_eq(request->method, "POST")) {
        TRANSFER_SET(transfer, CURLOPT_POST, 1L);
        TRANSFER_SET(transfer, CURLOPT_POSTFIELDS, request->body ? request->body : "");
        TRANSFER_SET(transfer, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_len);
    }
    TRANSFER_SET(transfer, CURLOPT_CUSTOMREQUEST, request->method);
}

/* libcurl's callback: no arena in here. */
static size_t take_body(char *bytes, size_t one, size_t len, void *data)
{
    struct transfer *transfer = data;
    (void)one; /* 1 */
    if (len > transfer->cap - transfer->len) {
        transfer->too_much = true;
        return CURL_WRITEFUNC_ERROR;
    }
    if (transfer->len + len > transfer->size) {
        size_t size = transfer->size ? transfer->size : BODY_FIRST;
        while (size < transfer->len + len) {
            size *= 2;
        }
        char *body = realloc(transfer->body, size);
        if (!body) {
            return CURL_WRITEFUNC_ERROR;
        }
        transfer->body = body;
        transfer->size = size;
    }
    memcpy(transfer->body + transfer->len, bytes, len);
    transfer->len += len;
    return len;
}

/* The headers that libcurl keeps have a bound, too. */
static size_t take_header(char *bytes, size_t one, size_t len, void *data)
{
    struct transfer *transfer = data;
    (void)bytes;
    (void)one;
    transfer->header_len += len;
    transfer->too_much = transfer->header_len > HEADER_BYTES;
    return transfer->too_much ? CURL_WRITEFUNC_ERROR : len;
}

static enum rc prepare(struct cx *cx, struct transfer *transfer, const struct http_request *request)
{
    static const char *const schemes[] = {"https", "http", NULL};
    char scheme[8];
    bool local = false;
    if (!transfer_target(transfer, request->url, schemes, scheme, &local)) {
        return fault_set(cx, RC_INVALID, NULL, "An outgoing request needs a URL of https:// without a user name in it");
    }
    if (!local && !str_eq(scheme, "https")) {
        return fault_printf(cx, RC_INVALID, NULL, "%s must be asked by https: plain http is for this machine only",
                            transfer->host);
    }
    transfer->cap = request->body_cap ? request->body_cap : HTTP_BODY_CAP;
    transfer_limits(transfer, request->connect_ms, request->total_ms);
    TRANSFER_SET(transfer, CURLOPT_URL, request->url);
    TRANSFER_SET(transfer, CURLOPT_PROTOCOLS_STR, scheme);
    TRANSFER_SET(transfer, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    TRANSFER_SET(transfer, CURLOPT_FOLLOWLOCATION, 0L);
    TRANSFER_SET(transfer, CURLOPT_USERAGENT, "VisionCRM/" VERSION);
    TRANSFER_SET(transfer, CURLOPT_WRITEFUNCTION, take_body);
    TRANSFER_SET(transfer, CURLOPT_WRITEDATA, transfer);
    TRANSFER_SET(transfer, CURLOPT_HEADERFUNCTION, take_header);
    TRANSFER_SET(transfer, CURLOPT_HEADERDATA, transfer);
    set_method(transfer, request);
    return add_headers(cx, transfer, request);
}

/* ---- the answer ---- */

static void copy_headers(struct cx *cx, struct transfer *transfer, struct http_response *response)
{
    struct curl_header *last = NULL;
    size_t count = 0;
    response->headers = arena_array(cx->arena, HTTP_HEADERS_MAX + 1, sizeof *response->headers);
    while (count < HTTP_HEADERS_MAX && (last = curl_easy_nextheader(transfer->easy, CURLH_HEADER, -1, last)) != NULL) {
        response->headers[count].name = arena_strdup(cx->arena, last->name);
        response->headers[count++].value = arena_strdup(cx->arena, last->value);
    }
}

static void read_answer(struct cx *cx, struct transfer *transfer, struct http_response *response)
{
    long status = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    copy_headers(cx, transfer, response);
    response->body = arena_strndup(cx->arena, transfer->len ? transfer->body : "", transfer->len);
    response->body_len = transfer->len;
    response->status = (int)status;
}

enum rc http_send(struct cx *cx, const struct http_request *request, struct http_response *response)
{
    struct transfer *transfer;
    *response = (struct http_response){.body = ""};
    TRY(transfer_begin(cx, &transfer));
    enum rc rc = prepare(cx, transfer, request);
    if (rc == RC_OK) {
        long sent = 0;
        rc = transfer_perform(cx, transfer);
        curl_easy_getinfo(transfer->easy, CURLINFO_REQUEST_SIZE, &sent);
        response->sent = sent > 0;
    }
    if (rc == RC_OK) {
        read_answer(cx, transfer, response);
    }
    transfer_end(transfer);
    return rc;
}

const char *http_header(const struct http_response *response, const char *name)
{
    for (const struct http_header *header = response->headers; header && header->name; header++) {
        if (str_ieq(header->name, name)) {
            return header->value;
        }
    }
    return NULL;
}

/* ---- once more ---- */

int64_t http_retry_after_s(const struct cx *cx, const struct http_response *response)
{
    const char *value = http_header(response, "Retry-After");
    int64_t seconds;
    if (!value) {
        return -1;
    }
    if (str_int(value, 0, INT64_MAX / 1000, &seconds)) {
        return seconds;
    }
    time_t at = curl_getdate(value, NULL);
    if (at < 0) {
        return -1;
    }
    return at > cx->now_ms / 1000 ? at - cx->now_ms / 1000 : 0;
}

static bool worth_another(enum rc rc, const struct http_response *response, bool repeatable)
{
    if (rc == RC_OK) {
        bool refused = response->status == 429 || response->status == 503;
        return refused || (repeatable && response->status >= 500);
    }
    return rc == RC_UNAVAILABLE && (repeatable || !response->sent);
}

static void sleep_ms(int64_t ms)
{
    struct timespec rest = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    while (clock_nanosleep(CLOCK_MONOTONIC, 0, &rest, &rest) != 0) {
    }
}

enum rc http_send_again(struct cx *cx, const struct http_request *request, const struct http_retry *retry,
                        struct http_response *response)
{
    int attempts = retry->attempts ? retry->attempts : RETRY_ATTEMPTS;
    int64_t end_us = time_monotonic_us() + (retry->budget_ms ? retry->budget_ms : RETRY_BUDGET_MS) * 1000;
    struct http_request again = *request;
    int64_t pause_ms = RETRY_FIRST_MS;
    for (;;) {
        int64_t left_ms = (end_us - time_monotonic_us()) / 1000;
        int64_t total_ms = request->total_ms ? request->total_ms : HTTP_TOTAL_MS;
        again.total_ms = left_ms < 1 ? 1 : left_ms < total_ms ? left_ms : total_ms;
        enum rc rc = http_send(cx, &again, response);
        if (--attempts < 1 || !worth_another(rc, response, retry->repeatable)) {
            return rc;
        }
        int64_t asked_s = rc == RC_OK ? http_retry_after_s(cx, response) : -1;
        int64_t wait_ms = asked_s >= 0 ? asked_s * 1000 : pause_ms;
        if (wait_ms >= (end_us - time_monotonic_us()) / 1000) {
            return rc;
        }
        fault_clear(cx);
        sleep_ms(wait_ms);
        pause_ms *= 2;
    }
}
