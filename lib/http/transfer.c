/* SPDX-License-Identifier: MIT
 *
 * Handles of libcurl: made, limited, run, released. Memory that libcurl's callbacks need comes from malloc, with a bound. */
#include "http/transfer.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "base/log.h"
#include "base/str.h"
#include "http/http.h"

void transfer_end(struct transfer *transfer)
{
    curl_easy_cleanup(transfer->easy);
    curl_slist_free_all(transfer->list);
    free(transfer->body);
    transfer->easy = NULL;
    transfer->list = NULL;
    transfer->body = NULL;
}

static void release(void *transfer)
{
    transfer_end(transfer);
    free(transfer);
}

/* Once for each process, when it first goes out. */
static void start_library(void)
{
    static bool started;
    if (!started && curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        log_fatal("libcurl cannot be started");
    }
    started = true;
}

static enum rc no_memory(struct cx *cx)
{
    return fault_set(cx, RC_INTERNAL, NULL, "no memory for an outgoing connection");
}

enum rc transfer_begin(struct cx *cx, struct transfer **transfer)
{
    start_library();
    *transfer = calloc(1, sizeof **transfer);
    if (!*transfer) {
        return no_memory(cx);
    }
    cx_defer(cx, release, *transfer);
    (*transfer)->easy = curl_easy_init();
    return (*transfer)->easy ? RC_OK : no_memory(cx);
}

void transfer_list(struct transfer *transfer, const char *line)
{
    struct curl_slist *list = curl_slist_append(transfer->list, line);
    if (list) {
        transfer->list = list;
    } else {
        transfer->code = CURLE_OUT_OF_MEMORY;
    }
}

/* A resolver's thread that still waits is left behind, or a slow name server would hold us beyond every limit. */
void transfer_limits(struct transfer *transfer, int64_t connect_ms, int64_t total_ms)
{
    const char *ca_file = config_get("ca_file");
    TRANSFER_SET(transfer, CURLOPT_ERRORBUFFER, transfer->error);
    TRANSFER_SET(transfer, CURLOPT_NOSIGNAL, 1L);
    TRANSFER_SET(transfer, CURLOPT_QUICK_EXIT, 1L);
    TRANSFER_SET(transfer, CURLOPT_PROXY, "");
    TRANSFER_SET(transfer, CURLOPT_CONNECTTIMEOUT_MS, (long)(connect_ms ? connect_ms : HTTP_CONNECT_MS));
    TRANSFER_SET(transfer, CURLOPT_TIMEOUT_MS, (long)(total_ms ? total_ms : HTTP_TOTAL_MS));
    TRANSFER_SET(transfer, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    TRANSFER_SET(transfer, CURLOPT_FORBID_REUSE, 1L);
    if (*ca_file) {
        TRANSFER_SET(transfer, CURLOPT_CAINFO, ca_file);
        TRANSFER_SET(transfer, CURLOPT_CAPATH, NULL);
    }
}

/* ---- where to ---- */

static bool is_one_of(const char *text, const char *const *words)
{
    while (*words && !str_eq(*words, text)) {
        words++;
    }
    return *words != NULL;
}

/* libcurl itself knows the address of localhost, and writes addresses in their one form. */
bool transfer_local(const char *host)
{
    struct in_addr address;
    if (inet_pton(AF_INET, host, &address) == 1) {
        return ntohl(address.s_addr) >> 24 == 127;
    }
    return str_eq(host, "[::1]") || str_ieq(host, "localhost");
}

static bool read_part(CURLU *url, CURLUPart part, char *out, size_t size)
{
    char *text = NULL;
    bool fits = curl_url_get(url, part, &text, 0) == CURLUE_OK && strlen(text) < size && *text;
    if (fits) {
        memcpy(out, text, strlen(text) + 1);
    }
    curl_free(text);
    return fits;
}

bool transfer_target(struct transfer *transfer, const char *url, const char *const *schemes, char scheme[8], bool *local)
{
    CURLU *parts = curl_url();
    bool good = parts && curl_url_set(parts, CURLUPART_URL, url, CURLU_DISALLOW_USER) == CURLUE_OK &&
                read_part(parts, CURLUPART_SCHEME, scheme, 8) &&
                read_part(parts, CURLUPART_HOST, transfer->host, sizeof transfer->host);
    curl_url_cleanup(parts);
    if (!good || !is_one_of(scheme, schemes)) {
        return false;
    }
    *local = transfer_local(transfer->host);
    return true;
}

/* ---- doing it ---- */

static enum rc explain(struct cx *cx, const struct transfer *transfer)
{
    const char *host = transfer->host;
    switch ((int)transfer->code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return fault_printf(cx, RC_UNAVAILABLE, NULL, "The address of %s is not known", host);
    case CURLE_COULDNT_CONNECT:
        return fault_printf(cx, RC_UNAVAILABLE, NULL, "%s does not take connections", host);
    case CURLE_OPERATION_TIMEDOUT:
        return fault_printf(cx, RC_UNAVAILABLE, NULL, "%s did not answer in time", host);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_USE_SSL_FAILED:
        return fault_printf(cx, RC_UNAVAILABLE, NULL, "No safe connection to %s: %s", host, transfer->error);
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_PARTIAL_FILE:
        return fault_printf(cx, RC_UNAVAILABLE, NULL, "The connection to %s broke", host);
    case CURLE_OUT_OF_MEMORY:
        return no_memory(cx);
    default:
        break;
    }
    if (transfer->too_much) {
        return fault_printf(cx, RC_TOO_LARGE, NULL, "%s answered more than was asked for (%zu bytes)", host, transfer->cap);
    }
    const char *why = *transfer->error ? transfer->error : curl_easy_strerror(transfer->code);
    return fault_printf(cx, RC_UNAVAILABLE, NULL, "%s could not be used: %s", host, why);
}

enum rc transfer_perform(struct cx *cx, struct transfer *transfer)
{
    if (transfer->code == CURLE_OK) {
        transfer->code = curl_easy_perform(transfer->easy);
    }
    return transfer->code == CURLE_OK ? RC_OK : explain(cx, transfer);
}
