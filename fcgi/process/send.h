/* SPDX-License-Identifier: MIT
 *
 * Sends an answer as finished FastCGI records. Used by worker.c only. */
#ifndef PROCESS_SEND_H
#define PROCESS_SEND_H

#include "fcgi/serve/http.h"

/* Where an answer goes: a blocking socket with a send timeout, and the request's number on it. */
struct sink {
    int fd;
    uint16_t record_id;
};

/* Sends response to the end. False: the connection is broken or half an answer went out; it must be closed. */
bool response_send(const struct sink *sink, const struct request *request, struct response *response, struct arena *arena);

#endif
