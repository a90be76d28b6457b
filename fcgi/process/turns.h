/* SPDX-License-Identifier: MIT
 *
 * Requests that are read and wait to be served, and whose turn it is: each tenant has one turn after the other, so that one with
 * many requests makes nobody wait for all of them. A turn is one read, or all the writes that wait, which share a commit. Used
 * by worker.c only. */
#ifndef PROCESS_TURNS_H
#define PROCESS_TURNS_H

#include "fcgi/process/conns.h"

#define TURNS_MAX 256

/* How many wait, and how many more may. */
size_t turns_waiting(void);
size_t turns_room(void);

/* Its exchange waits. There is room. */
void turns_add(struct conn *conn);

/* Who is served next; NULL: nobody waits. In the same turn reads go before writes, and a write of `writer`, the tenant whose
 * transaction is open (NULL: none is), before those of others. */
struct conn *turns_next(const char *writer);

#endif
