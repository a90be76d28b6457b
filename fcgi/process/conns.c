/* SPDX-License-Identifier: MIT
 *
 * Connections in an array, spare ones in a list. The listening socket is shared with other workers or their successors, so
 * it is watched exclusively and only while there is room. */
#include "fcgi/process/conns.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/time.h"

enum {
    CONNECTIONS_MAX = 1024, /* beyond that, connections wait in the backlog */
    PEER_TIMEOUT_S = 5,     /* longest silence in the middle of a request or an answer */
    DEAF_US = 100000,       /* from an accept that failed to the next one */
    SILENT_US = 60000000,   /* a kept connection without a request; nginx closes its own after 5 s */
    COMPLAINT_US = 10000000,
};

static struct {
    int listen_fd; /* -1 while draining */
    int epoll_fd;
    bool listening;           /* listen_fd is watched */
    int64_t listen_at_us;     /* when to watch it again after a failure, or to make room; 0: no need */
    int64_t complained_at_us; /* the last log line about it */
    struct conn all[CONNECTIONS_MAX];
    struct conn *spare;
    size_t count;
} conns;

static bool watch(int operation, int fd, uint32_t events, void *data)
{
    struct epoll_event event = {.events = events, .data.ptr = data};
    return epoll_ctl(conns.epoll_fd, operation, fd, &event) == 0;
}

/* What cannot fail for want of memory. */
static void must_watch(int operation, int fd, uint32_t events, void *data)
{
    if (!watch(operation, fd, events, data)) {
        log_fatal("epoll_ctl: %s", strerror(errno));
    }
}

static void stop_listening(void)
{
    if (conns.listening) {
        must_watch(EPOLL_CTL_DEL, conns.listen_fd, 0, NULL);
        conns.listening = false;
    }
}

/* The system has nothing left for one more connection. No event says when it has again: a timer does. */
static void go_deaf(const char *what)
{
    int64_t now = time_monotonic_us();
    if (!conns.complained_at_us || now - conns.complained_at_us >= COMPLAINT_US) {
        log_line(LOG_LEVEL_ERROR, "%s: %s", what, strerror(errno));
        conns.complained_at_us = now;
    }
    stop_listening();
    conns.listen_at_us = now + DEAF_US;
}

void conns_start(int listen_fd)
{
    conns.listen_fd = listen_fd;
    for (size_t i = CONNECTIONS_MAX; i-- > 0;) {
        conns.all[i] = (struct conn){.fd = -1, .next = conns.spare};
        conns.spare = &conns.all[i];
    }
    conns.epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    int flags = fcntl(listen_fd, F_GETFL);
    if (conns.epoll_fd < 0 || flags < 0 || fcntl(listen_fd, F_SETFL, flags | O_NONBLOCK) < 0) {
        log_fatal("cannot set up the event loop: %s", strerror(errno));
    }
    conns_listen();
}

int conns_wait(struct epoll_event *events, int max, int wait_ms, const sigset_t *mask)
{
    int count = epoll_pwait(conns.epoll_fd, events, max, wait_ms, mask);
    if (count < 0 && errno != EINTR) {
        log_fatal("epoll_pwait: %s", strerror(errno));
    }
    return count < 0 ? 0 : count;
}

static struct conn *conn_open(int fd)
{
    const struct timeval patience = {.tv_sec = PEER_TIMEOUT_S};
    struct conn *conn = conns.spare;
    if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) != 0 ||
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) != 0) {
        log_line(LOG_LEVEL_WARNING, "setsockopt: %s", strerror(errno));
    }
    if (!watch(EPOLL_CTL_ADD, fd, EPOLLIN, conn)) {
        go_deaf("epoll_ctl");
        close(fd);
        return NULL;
    }
    conns.spare = conn->next;
    conns.count++;
    *conn = (struct conn){.fd = fd, .silent_since_us = time_monotonic_us()};
    if (!conns.spare) {
        stop_listening();
        conns.listen_at_us = conn->silent_since_us + SILENT_US;
    }
    return conn;
}

/* Errors of one connection that went away are none of the listening socket. */
static bool is_passing(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR || error == ECONNABORTED || error == EPROTO;
}

struct conn *conns_accept(void)
{
    if (!conns.listening) {
        return NULL;
    }
    int fd = accept4(conns.listen_fd, NULL, NULL, SOCK_CLOEXEC);
    if (fd >= 0) {
        return conn_open(fd);
    }
    if (!is_passing(errno)) {
        go_deaf("accept");
    }
    return NULL;
}

void conn_close(struct conn *conn)
{
    if (conn->fd >= 0) {
        close(conn->fd);
    }
    *conn = (struct conn){.fd = -1, .next = conns.spare};
    conns.spare = conn;
    conns.count--;
    conns_listen();
}

/* Whoever holds connections without using them keeps everybody else out. */
static void make_room(int64_t now)
{
    for (size_t i = 0; i < CONNECTIONS_MAX && !conns.spare; i++) {
        struct conn *conn = &conns.all[i];
        if (!conn->exchange && now - conn->silent_since_us >= SILENT_US) {
            conn_close(conn);
        }
    }
}

void conn_mute(struct conn *conn, bool muted)
{
    if (conn->muted != muted) {
        must_watch(EPOLL_CTL_MOD, conn->fd, muted ? 0 : EPOLLIN, conn);
        conn->muted = muted;
    }
}

/* A socket shared by several workers wakes one of them, not all. */
void conns_listen(void)
{
    if (conns.listen_fd < 0 || conns.listening || !conns.spare) {
        return;
    }
    conns.listen_at_us = 0;
    conns.listening = watch(EPOLL_CTL_ADD, conns.listen_fd, EPOLLIN | EPOLLEXCLUSIVE, NULL);
    if (!conns.listening) {
        go_deaf("epoll_ctl");
    }
}

int64_t conns_listen_at(void)
{
    return conns.listen_at_us;
}

void conns_listen_again(int64_t now_us)
{
    if (!conns.listen_at_us || now_us < conns.listen_at_us) {
        return;
    }
    if (!conns.spare) {
        conns.listen_at_us = now_us + DEAF_US;
        make_room(now_us);
    }
    conns_listen();
}

void conns_stop_listening(void)
{
    stop_listening();
    close(conns.listen_fd);
    conns.listen_fd = -1;
    conns.listen_at_us = 0;
}

size_t conns_count(void)
{
    return conns.count;
}
