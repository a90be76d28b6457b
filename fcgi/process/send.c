/* SPDX-License-Identifier: MIT
 *
 * struct response -> FastCGI records. An answer is one writev of STDOUT records, the empty STDOUT record and END_REQUEST.
 * Large files go out by X-Accel-Redirect where nginx stands in front,
 * and are streamed from here where it does not. */
#include "fcgi/process/send.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/config.h"
#include "base/log.h"
#include "base/str.h"
#include "base/time.h"
#include "fcgi/process/watchdog.h"

enum { RECORD_HEADER = 8, RECORD_MAX = 65528, STDOUT_RECORD = 6, END_RECORD = 3, IOV_LIMIT = 1024 };

/* Padding (up to 7 bytes), the empty STDOUT record, END_REQUEST with its 8 bytes: the tail of every answer. */
struct tail {
    unsigned char bytes[8 + RECORD_HEADER + RECORD_HEADER + 8];
    size_t padding;
};

void response_header(struct response *response, const char *name, const char *value)
{
    if (response->header_count == RESPONSE_MAX_HEADERS) {
        log_fatal("more than %d response headers", RESPONSE_MAX_HEADERS);
    }
    size_t len = strcspn(value, "\r\n");
    if (value[len]) {
        value = arena_strndup(response->body.arena, value, len);
    }
    size_t at = 0;
    while (at < response->header_count && strcmp(response->headers[at].name, name) != 0) {
        at++;
    }
    response->headers[at] = (struct header){name, value};
    response->header_count += at == response->header_count;
}

static const char *reason(int status)
{
    static const struct {
        int status;
        const char *text;
    } reasons[] = {
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {304, "Not Modified"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {409, "Conflict"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {415, "Unsupported Media Type"},
        {422, "Unprocessable Content"},
        {429, "Too Many Requests"},
        {500, "Internal Server Error"},
        {503, "Service Unavailable"},
        {507, "Insufficient Storage"},
    };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (reasons[i].status == status) {
            return reasons[i].text;
        }
    }
    return "Other";
}

static void put_record_header(unsigned char *out, int type, uint16_t record_id, size_t len, size_t padding)
{
    out[0] = 1;
    out[1] = (unsigned char)type;
    out[2] = (unsigned char)(record_id >> 8);
    out[3] = (unsigned char)(record_id & 0xff);
    out[4] = (unsigned char)(len >> 8);
    out[5] = (unsigned char)(len & 0xff);
    out[6] = (unsigned char)padding;
    out[7] = 0;
}

static struct iovec tail_iov(struct tail *tail, uint16_t record_id, size_t padding)
{
    memset(tail, 0, sizeof *tail);
    put_record_header(tail->bytes + 8, STDOUT_RECORD, record_id, 0, 0);
    put_record_header(tail->bytes + 8 + RECORD_HEADER, END_RECORD, record_id, 8, 0);
    return (struct iovec){tail->bytes + 8 - padding, sizeof tail->bytes - 8 + padding};
}

static bool send_all(int fd, struct iovec *iov, size_t count)
{
    while (count > 0) {
        struct msghdr message = {.msg_iov = iov, .msg_iovlen = count < IOV_LIMIT ? count : IOV_LIMIT};
        ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent < 0) {
            return false;
        }
        size_t left = (size_t)sent;
        while (count > 0 && left >= iov->iov_len) {
            left -= iov->iov_len;
            iov++;
            count--;
        }
        if (count > 0) {
            iov->iov_base = (char *)iov->iov_base + left;
            iov->iov_len -= left;
        }
    }
    return true;
}

/* Cuts `head` and `body` into records without copying them, and sends the whole answer. */
static bool send_buffers(const struct sink *sink, struct iovec head, struct iovec body, struct arena *arena)
{
    size_t rest = head.iov_len + body.iov_len;
    size_t records = (rest + RECORD_MAX - 1) / RECORD_MAX;
    struct iovec *iov = arena_array(arena, 3 * records + 1, sizeof *iov);
    unsigned char *headers = arena_array(arena, records, RECORD_HEADER);
    size_t count = 0;
    size_t padding = 0;
    for (size_t i = 0; i < records; i++) {
        size_t len = rest < RECORD_MAX ? rest : RECORD_MAX;
        padding = (8 - len % 8) % 8;
        put_record_header(headers + i * RECORD_HEADER, STDOUT_RECORD, sink->record_id, len, padding);
        iov[count++] = (struct iovec){headers + i * RECORD_HEADER, RECORD_HEADER};
        rest -= len;
        size_t from_head = len < head.iov_len ? len : head.iov_len;
        if (from_head > 0) {
            iov[count++] = (struct iovec){head.iov_base, from_head};
            head = (struct iovec){(char *)head.iov_base + from_head, head.iov_len - from_head};
        }
        if (len > from_head) {
            iov[count++] = (struct iovec){body.iov_base, len - from_head};
            body = (struct iovec){(char *)body.iov_base + (len - from_head), body.iov_len - (len - from_head)};
        }
    }
    struct tail tail;
    iov[count++] = tail_iov(&tail, sink->record_id, padding);
    return send_all(sink->fd, iov, count);
}

static void put_header(struct buf *head, const char *name, const char *value)
{
    buf_str(head, name);
    buf_add(head, ": ", 2);
    buf_str(head, value);
    buf_add(head, "\r\n", 2);
}

/* Status line, content headers unless the status forbids a body (`length` < 0: nginx will know it), own headers. */
static void put_head(struct buf *head, const struct response *response, int64_t length)
{
    buf_str(head, "Status: ");
    buf_int(head, response->status);
    buf_char(head, ' ');
    buf_str(head, reason(response->status));
    buf_add(head, "\r\n", 2);
    if (response->status != 204 && response->status != 304) {
        put_header(head, "Content-Type", response->content_type ? response->content_type : "application/json");
        if (length >= 0) {
            buf_str(head, "Content-Length: ");
            buf_int(head, length);
            buf_add(head, "\r\n", 2);
        }
    }
    for (size_t i = 0; i < response->header_count; i++) {
        put_header(head, response->headers[i].name, response->headers[i].value);
    }
}

/* "X-Accel-Redirect: /_files/<path below DATA/tenants, percent-encoded>". False: the file lies elsewhere. */
static bool put_accel(struct buf *head, const char *file)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    static const char digits[] = "0123456789ABCDEF";
    const char *data = config_get("data");
    size_t len = strlen(data);
    if (strncmp(file, data, len) != 0 || !str_starts(file + len, "/tenants/")) {
        return false;
    }
    buf_str(head, "X-Accel-Redirect: /_files/");
    for (const char *c = file + len + strlen("/tenants/"); *c; c++) {
        if (strchr(plain, *c)) {
            buf_char(head, *c);
        } else {
            unsigned char byte = (unsigned char)*c;
            const char escape[3] = {'%', digits[byte >> 4], digits[byte & 15]};
            buf_add(head, escape, sizeof escape);
        }
    }
    buf_add(head, "\r\n", 2);
    return true;
}

/* One STDOUT record; its padding goes with it. */
static bool send_record(const struct sink *sink, void *bytes, size_t len)
{
    static const unsigned char zeros[8];
    unsigned char header[RECORD_HEADER];
    size_t padding = (8 - len % 8) % 8;
    put_record_header(header, STDOUT_RECORD, sink->record_id, len, padding);
    struct iovec iov[3] = {{header, sizeof header}, {bytes, len}, {(void *)(uintptr_t)zeros, padding}};
    return send_all(sink->fd, iov, 3);
}

static bool stream_bytes(const struct sink *sink, int file, off_t size, struct arena *arena)
{
    char *chunk = arena_alloc(arena, RECORD_MAX);
    while (size > 0) {
        ssize_t got = read(file, chunk, RECORD_MAX);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false; /* shorter than announced: only a broken connection tells the client so */
        }
        size_t len = got < size ? (size_t)got : (size_t)size;
        if (!send_record(sink, chunk, len)) {
            return false;
        }
        size -= (off_t)len;
        watchdog_busy(time_monotonic_us());
    }
    return true;
}

static bool send_unavailable(const struct sink *sink, struct response *response, struct arena *arena)
{
    static const char body[] = "{\"success\":false,\"error\":\"File not available\",\"code\":\"INTERNAL_ERROR\"}";
    struct buf head;
    buf_init(&head, arena, 256);
    *response = (struct response){.status = 500};
    put_head(&head, response, sizeof body - 1);
    buf_add(&head, "\r\n", 2);
    buf_add(&head, body, sizeof body - 1);
    return send_buffers(sink, (struct iovec){head.data, head.len}, (struct iovec){NULL, 0}, arena);
}

static bool send_file(const struct sink *sink, bool head_only, struct response *response, struct arena *arena)
{
    struct stat info;
    int file = open(response->file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0 || fstat(file, &info) != 0 || !S_ISREG(info.st_mode)) {
        log_line(LOG_LEVEL_ERROR, "cannot send %s: %s", response->file, strerror(errno));
        if (file >= 0) {
            close(file);
        }
        return send_unavailable(sink, response, arena);
    }
    struct buf head;
    struct tail tail;
    buf_init(&head, arena, 512);
    put_head(&head, response, info.st_size);
    buf_add(&head, "\r\n", 2);
    bool sent = send_record(sink, head.data, head.len) && (head_only || stream_bytes(sink, file, info.st_size, arena));
    close(file);
    struct iovec end = tail_iov(&tail, sink->record_id, 0);
    return sent && send_all(sink->fd, &end, 1);
}

bool response_send(const struct sink *sink, const struct request *request, struct response *response, struct arena *arena)
{
    bool head_only = str_eq(request->method, "HEAD") || response->status == 204 || response->status == 304;
    if (response->file && !request->accel) {
        return send_file(sink, head_only, response, arena);
    }
    struct buf head;
    buf_init(&head, arena, 512);
    put_head(&head, response, response->file ? -1 : (int64_t)response->body.len);
    if (response->file && !put_accel(&head, response->file)) {
        log_line(LOG_LEVEL_ERROR, "cannot send %s: not below the tenants' folder", response->file);
        return send_unavailable(sink, response, arena);
    }
    buf_add(&head, "\r\n", 2);
    struct iovec body = {response->body.data, response->file || head_only ? 0 : response->body.len};
    return send_buffers(sink, (struct iovec){head.data, head.len}, body, arena);
}
