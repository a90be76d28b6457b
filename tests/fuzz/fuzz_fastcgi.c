/* SPDX-License-Identifier: MIT
 *
 * What a peer writes into a worker's socket: the input is the bytes of one connection, which then ends. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fcgi/process/receive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A socket from which these bytes come; what does not fit into it is not needed to find a fault. */
static int socket_of(const uint8_t *data, size_t size)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) {
        abort();
    }
    ssize_t sent = send(ends[1], data, size, MSG_DONTWAIT | MSG_NOSIGNAL);
    (void)sent;
    close(ends[1]);
    return ends[0];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool started;
    struct receipt receipt;
    if (!started) {
        receive_start();
        started = true;
    }
    struct exchange exchange = {.arena = arena_new(0)};
    int fd = socket_of(data, size);
    if (receive(fd, &exchange, &receipt)) {
        const struct request *request = &exchange.request;
        volatile size_t read = strlen(request->path) + strlen(request->query) + strlen(request->tenant) + request->body_len;
        (void)read;
    }
    close(fd);
    arena_free(exchange.arena);
    return 0;
}
