/* SPDX-License-Identifier: MIT
 *
 * Reads one request from a FastCGI connection (FastCGI specification 1.0, sections 3 to 6), as a responder that multiplexes
 * nothing. Whoever writes into the socket is not believed: every length is compared with what there is before libfcgi sees it.
 * (It adds up what a peer says and ends the process when there is no such memory, CVE-2025-23016 and its kin; and a management
 * record in the middle of a body overflows a buffer of it.)
 * Used by worker.c only. */
#ifndef PROCESS_RECEIVE_H
#define PROCESS_RECEIVE_H

#include "fcgi/serve/exchange.h"

/* What the answer needs to know. */
struct receipt {
    uint16_t record_id; /* the request's number on its connection */
    bool kept;          /* the server keeps the connection open after the answer */
};

/* Once in a process, before it is confined and before receive(). */
void receive_start(void);

/* The next request of a readable connection into exchange->request; it blocks while one is under way, for as long as the
 * socket's timeout allows. False: there is none, it broke off, or it is none that a server sends: close the connection. */
bool receive(int fd, struct exchange *exchange, struct receipt *receipt);

#endif
