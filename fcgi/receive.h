/* SPDX-License-Identifier: MIT
 *
 * Reads one request from a connection through libfcgi. Used by worker.c only. */
#ifndef FCGI_RECEIVE_H
#define FCGI_RECEIVE_H

#include <fcgiapp.h>

#include "fcgi/exchange.h"

/* What the answer needs to know. */
struct receipt {
    uint16_t record_id; /* the request's number on its connection */
    bool kept;          /* the server keeps the connection open after the answer */
};

/* The next request of a readable connection into exchange->request; `fcgx` is free again afterwards. False: there is none,
 * the connection is dead (*fd is -1 if it was closed already). */
bool receive(FCGX_Request *fcgx, int *fd, struct exchange *exchange, struct receipt *receipt);

#endif
