/* SPDX-License-Identifier: MIT
 *
 * Connections in an array, spare ones in a list. The listening socket is shared with other workers or their successors, so
 * it is watched exclusively and only while there is room. */
#include "fcgi/conns.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/log.h"

enum {
    CONNECTIONS_MAX = 1024, /* beyond that, connections wait in the backlog */
    PEER_TIMEOUT_S = 5,     /* longest silence in the middle of a request or an answer */
};

static struct {
    int listen_fd; /* -1 while draining */
    int epoll_fd;
    bool listening; /* listen_fd is watched */
    struct conn all[CONNECTIONS_MAX];
    struct conn *spare;
    size_t count;
} conns;

static void watch(int operation, int fd, uint32_t events, void *data)
{
    struct epoll_event event = {.events = events, .data.ptr = data};
    if (epoll_ctl(conns.epoll_fd, operation, fd, &event) != 0) {
        log_fatal("epoll_ctl: %s", strerror(errno));
    }
}

/* A socket shared by several workers wakes one of them, not all. */
static void set_listening(bool on)
{
    if (on != conns.listening) {
        watch(on ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, conns.listen_fd, EPOLLIN | EPOLLEXCLUSIVE, NULL);
        conns.listening = on;
    }
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
    set_listening(true);
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
    conns.spare = conn->next;
    conns.count++;
    *conn = (struct conn){.fd = fd};
    if (!conns.spare) {
        set_listening(false);
    }
    watch(EPOLL_CTL_ADD, fd, EPOLLIN, conn);
    return conn;
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
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
        log_line(LOG_LEVEL_ERROR, "accept: %s", strerror(errno));
        set_listening(false);
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

void conn_mute(struct conn *conn, bool muted)
{
    if (conn->muted != muted) {
        watch(EPOLL_CTL_MOD, conn->fd, muted ? 0 : EPOLLIN, conn);
        conn->muted = muted;
    }
}

void conns_listen(void)
{
    if (conns.listen_fd >= 0 && conns.spare) {
        set_listening(true);
    }
}

void conns_stop_listening(void)
{
    set_listening(false);
    close(conns.listen_fd);
    conns.listen_fd = -1;
}

size_t conns_count(void)
{
    return conns.count;
}
