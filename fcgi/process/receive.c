/* SPDX-License-Identifier: MIT
 *
 * Records -> parameters and body on the exchange's arena. A request is BEGIN_REQUEST, PARAMS to an empty one, STDIN to an empty
 * one, all of one number; anything else (a management record, an abort, a second request in between) ends the connection.
 * What is checked goes on to libfcgi, which takes the parameters apart, through a socket that nobody else writes into: it
 * believes whatever length it reads. The body never goes through it. */
#include "fcgi/process/receive.h"

#include <errno.h>
#include <fcgiapp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "fcgi/process/request.h"

enum {
    VERSION_1 = 1,
    BEGIN_REQUEST = 1,
    PARAMS = 4,
    STDIN = 5,
    RESPONDER = 1,
    KEEP_CONNECTION = 1,
    HEADER_BYTES = 8,
    BEGIN_BYTES = 8,
    READ_CHUNK = 16384,
    PARAMS_MAX = 96 * 1024, /* of one request; nginx lets in some 80 KB of headers and address. Fits into a socket at once */
    PAIRS_MAX = 512,
    RECORD_MAX = 65535,
};

/* What was read and not yet looked at. A server sends nothing after a request until it has its answer. */
struct reader {
    int fd;
    size_t at, len;
    unsigned char bytes[READ_CHUNK];
};

struct frame {
    unsigned type, id;
    size_t length, padding;
};

static bool fill(struct reader *reader)
{
    ssize_t got;
    do {
        got = recv(reader->fd, reader->bytes, sizeof reader->bytes, 0);
    } while (got < 0 && errno == EINTR);
    reader->at = 0;
    reader->len = got > 0 ? (size_t)got : 0;
    return got > 0;
}

/* Bytes that lie ready, at most `wanted`; none: the connection broke off. */
static const unsigned char *some(struct reader *reader, size_t wanted, size_t *len)
{
    if (reader->at == reader->len && !fill(reader)) {
        return NULL;
    }
    const unsigned char *bytes = reader->bytes + reader->at;
    *len = reader->len - reader->at < wanted ? reader->len - reader->at : wanted;
    reader->at += *len;
    return bytes;
}

static bool take(struct reader *reader, unsigned char *out, size_t len)
{
    while (len > 0) {
        size_t got = 0;
        const unsigned char *bytes = some(reader, len, &got);
        if (!bytes) {
            return false;
        }
        memcpy(out, bytes, got);
        out += got;
        len -= got;
    }
    return true;
}

/* `out` NULL: passes them over. */
static bool take_into(struct reader *reader, struct buf *out, size_t len)
{
    while (len > 0) {
        size_t got = 0;
        const unsigned char *bytes = some(reader, len, &got);
        if (!bytes) {
            return false;
        }
        if (out) {
            buf_add(out, bytes, got);
        }
        len -= got;
    }
    return true;
}

static bool read_header(struct reader *reader, struct frame *frame)
{
    unsigned char bytes[HEADER_BYTES];
    if (!take(reader, bytes, sizeof bytes) || bytes[0] != VERSION_1) {
        return false;
    }
    *frame = (struct frame){
        .type = bytes[1],
        .id = (unsigned)bytes[2] << 8 | bytes[3],
        .length = (size_t)bytes[4] << 8 | bytes[5],
        .padding = bytes[6],
    };
    return true;
}

static bool read_begin(struct reader *reader, struct receipt *receipt)
{
    struct frame frame;
    unsigned char body[BEGIN_BYTES];
    if (!read_header(reader, &frame) || frame.type != BEGIN_REQUEST || frame.id == 0 || frame.length != sizeof body ||
        !take(reader, body, sizeof body) || !take_into(reader, NULL, frame.padding)) {
        return false;
    }
    *receipt = (struct receipt){(uint16_t)frame.id, (body[2] & KEEP_CONNECTION) != 0};
    return ((unsigned)body[0] << 8 | body[1]) == RESPONDER;
}

/* ---- parameters ---- */

static bool read_params(struct reader *reader, unsigned id, struct buf *params)
{
    struct frame frame;
    for (;;) {
        if (!read_header(reader, &frame) || frame.type != PARAMS || frame.id != id || params->len + frame.length > PARAMS_MAX ||
            !take_into(reader, params, frame.length) || !take_into(reader, NULL, frame.padding)) {
            return false;
        }
        if (frame.length == 0) {
            return true;
        }
    }
}

/* One length of a pair: one byte, or four with the highest bit set. */
static bool pair_length(const struct buf *params, size_t *at, size_t *length)
{
    const unsigned char *bytes = (const unsigned char *)params->data + *at;
    size_t left = params->len - *at;
    if (left < 1 || (bytes[0] >= 0x80 && left < 4)) {
        return false;
    }
    bool wide = bytes[0] >= 0x80;
    *length = wide ? (size_t)(bytes[0] & 0x7f) << 24 | (size_t)bytes[1] << 16 | (size_t)bytes[2] << 8 | bytes[3] : bytes[0];
    *at += wide ? 4 : 1;
    return true;
}

/* The pair at *at: its lengths stay within what there is, and it holds no NUL. */
static bool pair_sound(const struct buf *params, size_t *at)
{
    size_t name = 0;
    size_t value = 0;
    if (!pair_length(params, at, &name) || !pair_length(params, at, &value)) {
        return false;
    }
    size_t left = params->len - *at;
    if (name > left || value > left - name || memchr(params->data + *at, '\0', name + value)) {
        return false;
    }
    *at += name + value;
    return true;
}

static bool pairs_sound(const struct buf *params)
{
    size_t count = 0;
    for (size_t at = 0; at < params->len; count++) {
        if (count == PAIRS_MAX || !pair_sound(params, &at)) {
            return false;
        }
    }
    return true;
}

/* ---- libfcgi ---- */

/* Its request, and the two ends of the socket that it reads. */
static struct {
    FCGX_Request request;
    int ours;
    int its;
} library = {.ours = -1, .its = -1};

void receive_start(void)
{
    int ends[2];
    if (FCGX_Init() != 0 || FCGX_InitRequest(&library.request, -1, 0) != 0 ||
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        log_fatal("libfcgi cannot be initialised");
    }
    library.ours = ends[0];
    library.its = ends[1];
}

static void add_record(struct buf *out, unsigned type, const char *content, size_t len)
{
    const unsigned char header[HEADER_BYTES] = {
        VERSION_1, (unsigned char)type, 0, 1, (unsigned char)(len >> 8), (unsigned char)(len & 0xff), 0, 0};
    buf_add(out, header, sizeof header);
    buf_add(out, content, len);
}

/* The request without its body, as records of ours. */
static void compose(struct buf *out, const struct buf *params)
{
    static const char begin[BEGIN_BYTES] = {0, RESPONDER, KEEP_CONNECTION, 0, 0, 0, 0, 0};
    add_record(out, BEGIN_REQUEST, begin, sizeof begin);
    for (size_t at = 0; at < params->len; at += RECORD_MAX) {
        size_t left = params->len - at;
        add_record(out, PARAMS, params->data + at, left < RECORD_MAX ? left : RECORD_MAX);
    }
    add_record(out, PARAMS, "", 0);
    add_record(out, STDIN, "", 0);
}

/* Parameters -> request; the announced length of the body. */
static size_t take_apart(const struct buf *params, struct request *request, struct arena *arena)
{
    struct buf records;
    char none;
    buf_init(&records, arena, params->len + 64);
    compose(&records, params);
    FCGX_Request *fcgx = &library.request;
    fcgx->ipcFd = library.its;
    fcgx->keepConnection = 1; /* or libfcgi closes ipcFd unread, as if to end a request before this one */
    fcgx->detached = 1;
    if (write(library.ours, records.data, records.len) != (ssize_t)records.len || FCGX_Accept_r(fcgx) != 0) {
        log_fatal("libfcgi cannot read what was checked: %s", strerror(errno));
    }
    size_t announced = request_from_params(request, arena, (const char *const *)fcgx->envp);
    if (FCGX_GetStr(&none, 1, fcgx->in) != 0) {
        log_fatal("libfcgi read more than was written");
    }
    FCGX_Free(fcgx, 0);
    return announced;
}

/* ---- body ---- */

/* Reads STDIN to its end whatever it holds: what stays unread would be taken for the next request of this connection. */
static bool read_body(struct reader *reader, unsigned id, size_t announced, struct request *request, struct arena *arena)
{
    struct frame frame;
    struct buf body = {0};
    size_t total = 0;
    size_t max = request_max_body(request->path);
    bool keep = announced <= max;
    do {
        if (!read_header(reader, &frame) || frame.type != STDIN || frame.id != id) {
            return false;
        }
        total += frame.length;
        keep = keep && total <= max;
        if (keep && !body.arena && frame.length > 0) {
            buf_init(&body, arena, announced + 1);
        }
        if (!take_into(reader, keep && frame.length > 0 ? &body : NULL, frame.length) ||
            !take_into(reader, NULL, frame.padding)) {
            return false;
        }
    } while (frame.length > 0);
    request->body_too_large = !keep;
    if (keep && body.data) {
        request->body = body.data;
        request->body_len = body.len;
    }
    return total >= announced && reader->at == reader->len;
}

bool receive(int fd, struct exchange *exchange, struct receipt *receipt)
{
    static struct reader reader;
    struct buf params;
    struct arena *arena = exchange->arena;
    reader.fd = fd;
    reader.at = reader.len = 0;
    if (!read_begin(&reader, receipt)) {
        return false;
    }
    buf_init(&params, arena, 4096);
    if (!read_params(&reader, receipt->record_id, &params) || !pairs_sound(&params)) {
        return false;
    }
    size_t announced = take_apart(&params, &exchange->request, arena);
    return read_body(&reader, receipt->record_id, announced, &exchange->request, arena);
}
