/* SPDX-License-Identifier: MIT
 *
 * One handle of libcurl with what belongs to it: shared by http.c and smtp.c, private to lib/http.
 * Nothing here allocates on the arena while libcurl works: its cap is a longjmp, and libcurl must not stand in between. */
#ifndef HTTP_TRANSFER_H
#define HTTP_TRANSFER_H

#include <curl/curl.h>

#include "base/cx.h"

#define TRANSFER_HOST 256
#define TRANSFER_REPLY 512

struct transfer {
    CURL *easy;
    struct curl_slist *list; /* headers, or recipients */
    CURLcode code;           /* the first thing that went wrong */
    char *body;              /* of malloc: what came */
    size_t len;
    size_t size; /* allocated */
    size_t cap;
    size_t header_len;
    bool too_much;      /* more came than was asked for */
    const char *upload; /* what goes out, not owned */
    size_t upload_len;
    size_t uploaded;
    char host[TRANSFER_HOST];   /* for messages */
    char reply[TRANSFER_REPLY]; /* what a mail server said last, or refused with */
    char error[CURL_ERROR_SIZE];
};

/* A handle that is released with the context at the latest. RC_INTERNAL: no memory. */
enum rc transfer_begin(struct cx *cx, struct transfer **transfer);
void transfer_end(struct transfer *transfer);

/* Sets an option, unless something went wrong before. */
#define TRANSFER_SET(transfer, option, value)                                                                                  \
    do {                                                                                                                       \
        if ((transfer)->code == CURLE_OK)                                                                                      \
            (transfer)->code = curl_easy_setopt((transfer)->easy, option, value);                                              \
    } while (0)

/* Appends a copy of the line to the list. */
void transfer_list(struct transfer *transfer, const char *line);

/* Time-outs, signals, proxies, TLS: the same for every protocol. 0 stands for the defaults. */
void transfer_limits(struct transfer *transfer, int64_t connect_ms, int64_t total_ms);

/* Where a URL leads to: false unless it is one of `schemes` ("http", "https", …, NULL), has a host and no credentials.
 * *local: the host is this machine, by an address or a name that no resolver is asked about. */
bool transfer_target(struct transfer *transfer, const char *url, const char *const *schemes, char scheme[8], bool *local);

/* The same of a host alone, as libcurl's parser writes it. */
bool transfer_local(const char *host);

/* Does it. RC_UNAVAILABLE or RC_TOO_LARGE with a sentence about the host. */
enum rc transfer_perform(struct cx *cx, struct transfer *transfer);

#endif
