/* SPDX-License-Identifier: MIT
 *
 * libfcgi reads parameters and body; what is kept of them is copied, so that libfcgi's request is free before dispatch and
 * one of them does for all connections. It blocks while a request is under way: worker.c sets a receive timeout, and nginx
 * sends only what it has completely. */
#include "fcgi/receive.h"

#include "fcgi/request.h"

enum { READ_CHUNK = 16384 };

/* Reads STDIN to its end whatever it holds: what stays unread would be taken for the next request of this connection.
 * False: it broke off before its announced end. */
static bool read_body(FCGX_Stream *in, size_t announced, struct request *request, struct arena *arena)
{
    char chunk[READ_CHUNK];
    struct buf body = {0};
    size_t total = 0;
    int got;
    size_t max = request_max_body(request->path);
    bool keep = announced <= max;
    while ((got = FCGX_GetStr(chunk, sizeof chunk, in)) > 0) {
        total += (size_t)got;
        keep = keep && total <= max;
        if (keep && !body.arena) {
            buf_init(&body, arena, announced + 1);
        }
        if (keep) {
            buf_add(&body, chunk, (size_t)got);
        }
    }
    request->body_too_large = !keep;
    if (keep && body.data) {
        request->body = body.data;
        request->body_len = body.len;
    }
    return FCGX_GetError(in) == 0 && total >= announced;
}

bool receive(FCGX_Request *fcgx, int *fd, struct exchange *exchange, struct receipt *receipt)
{
    fcgx->ipcFd = *fd;
    fcgx->keepConnection = 1; /* or libfcgi closes ipcFd unread, as if to end a request before this one */
    fcgx->detached = 1;       /* on an error: close at once, without libfcgi's lingering shutdown */
    if (FCGX_Accept_r(fcgx) != 0) {
        *fd = -1;
        return false;
    }
    *receipt = (struct receipt){(uint16_t)fcgx->requestId, fcgx->keepConnection != 0};
    size_t announced = request_from_params(&exchange->request, exchange->arena, (const char *const *)fcgx->envp);
    bool whole = read_body(fcgx->in, announced, &exchange->request, exchange->arena);
    FCGX_Free(fcgx, 0);
    return whole;
}
