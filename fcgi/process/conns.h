/* SPDX-License-Identifier: MIT
 *
 * The connections of one worker process and the listening socket, on one epoll. Used by worker.c only. */
#ifndef PROCESS_CONNS_H
#define PROCESS_CONNS_H

#include <signal.h>
#include <sys/epoll.h>

#include "fcgi/process/receive.h"

struct conn {
    int fd;
    struct receipt receipt;    /* of the request in work */
    struct exchange *exchange; /* what is being served, parked or held; NULL: none */
    int64_t turn;              /* of its exchange, while that waits to be served; see turns.h */
    bool writes;               /* what waits is a write */
    bool parked;               /* its exchange waits for the tenant's lock */
    bool muted;                /* nothing but the death of the connection is an event */
    int64_t silent_since_us;   /* when it was opened, or its last request began */
    struct conn *next;         /* while it is spare */
};

/* Makes the listening socket non-blocking and watches it. */
void conns_start(int listen_fd);

/* Waits for events: NULL in data.ptr stands for the listening socket, everything else is a struct conn. Their number; 0
 * also after a signal. */
int conns_wait(struct epoll_event *events, int max, int wait_ms, const sigset_t *mask);

/* A new connection, watched from now on. NULL: nobody waits, or there is no room, here or in the system: then nobody is let
 * in until a connection closes, conns_listen() is called, or the time of conns_listen_at() has come. */
struct conn *conns_accept(void);

void conn_close(struct conn *conn);
void conn_mute(struct conn *conn, bool muted);

/* Listens again if there is room and conns_stop_listening() was not called, which closes the listening socket for good. */
void conns_listen(void);
void conns_stop_listening(void);

/* When conns_listen_again() is to be called (monotonic), which tries it once more; 0: never. */
int64_t conns_listen_at(void);
void conns_listen_again(int64_t now_us);

size_t conns_count(void);

#endif
