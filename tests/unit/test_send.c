/* SPDX-License-Identifier: MIT
 *
 * fcgi/process/send.c: an answer as FastCGI records over a socket pair, read back by a reader of its own. */
#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/config.h"
#include "base/log.h"
#include "base/str.h"
#include "fcgi/process/send.h"
#include "folder_fixture.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define RECORD_ID 258

Suite *suite_send(void);

static struct arena *arena;
static int pair[2];
static struct request request;
static struct response response;

/* What arrived on the other end. */
static struct {
    char *out; /* STDOUT, without record headers */
    size_t out_len;
    bool ended; /* empty STDOUT and END_REQUEST were the last two records */
    bool sound; /* version, id, padding of every record as they should be */
} seen;

static void setup(void)
{
    const char *error = NULL;
    log_to(-1);
    ck_assert_int_eq(setenv("VISIONCRM_DATA", "/srv/crm", 1), 0);
    ck_assert(config_load(&error));
    arena = arena_new(0);
    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    request = (struct request){.method = "GET"};
    response = (struct response){.status = 200, .content_type = "application/json"};
    buf_init(&response.body, arena, 0);
    seen.out = malloc(8 << 20);
    seen.out_len = 0;
    seen.ended = false;
    seen.sound = true;
}

static void teardown(void)
{
    close(pair[0]);
    close(pair[1]);
    free(seen.out);
    arena_free(arena);
}

static bool read_full(void *out, size_t len)
{
    return recv(pair[1], out, len, MSG_WAITALL) == (ssize_t)len;
}

static void *reader(void *unused)
{
    unsigned char head[8];
    char rest[65535 + 255];
    bool empty = false;
    while (!seen.ended && read_full(head, sizeof head)) {
        size_t len = (size_t)(head[4] << 8 | head[5]);
        seen.sound = seen.sound && head[0] == 1 && (head[2] << 8 | head[3]) == RECORD_ID && (len + head[6]) % 8 == 0;
        if (!read_full(rest, len + head[6]) && len + head[6] > 0) {
            break;
        }
        if (head[1] == 6 && len > 0) {
            memcpy(seen.out + seen.out_len, rest, len);
            seen.out_len += len;
        }
        seen.ended = head[1] == 3 && len == 8 && empty;
        empty = head[1] == 6 && len == 0;
    }
    seen.out[seen.out_len] = '\0';
    return unused;
}

/* Sends while a thread reads, because an answer may be larger than the socket's buffer. */
static bool deliver(void)
{
    pthread_t thread;
    const struct sink sink = {pair[0], RECORD_ID};
    ck_assert_int_eq(pthread_create(&thread, NULL, reader, NULL), 0);
    bool sent = response_send(&sink, &request, &response, arena);
    ck_assert_int_eq(shutdown(pair[0], SHUT_WR), 0);
    ck_assert_int_eq(pthread_join(thread, NULL), 0);
    return sent;
}

START_TEST(small)
{
    buf_str(&response.body, "{\"a\":1}");
    response_header(&response, "X-One", "1");
    ck_assert(deliver() && seen.ended && seen.sound);
    ck_assert_str_eq(seen.out,
                     "Status: 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\nX-One: 1\r\n\r\n{\"a\":1}");
}
END_TEST

/* Around the length of a record, and of an iovec array. */
static const size_t sizes[] = {0,     1,     65400, 65450, 65451, 65452, 65453, 65454,  65455,  65456,  65457,
                               65458, 65459, 65460, 65500, 65528, 65535, 65536, 131056, 200000, 3000000};

START_TEST(large)
{
    for (size_t i = 0; i < sizes[_i]; i++) {
        buf_char(&response.body, (char)('a' + i % 23));
    }
    ck_assert(deliver() && seen.ended && seen.sound);
    const char *body = strstr(seen.out, "\r\n\r\n");
    ck_assert_ptr_nonnull(body);
    body += 4;
    ck_assert_uint_eq(seen.out_len - (size_t)(body - seen.out), sizes[_i]);
    ck_assert_int_eq(memcmp(body, response.body.data, sizes[_i]), 0);
}
END_TEST

static const struct {
    const char *method;
    int status;
    const char *expected;
} bodiless[] = {
    {"HEAD", 200, "Status: 200 OK\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n"},
    {"GET", 204, "Status: 204 No Content\r\n\r\n"},
    {"GET", 304, "Status: 304 Not Modified\r\n\r\n"},
};

START_TEST(without_body)
{
    request.method = bodiless[_i].method;
    response.status = bodiless[_i].status;
    buf_str(&response.body, "abc");
    ck_assert(deliver() && seen.ended && seen.sound);
    ck_assert_str_eq(seen.out, bodiless[_i].expected);
}
END_TEST

START_TEST(header_cut)
{
    response_header(&response, "X-A", "one\r\nSet-Cookie: evil=1");
    response_header(&response, "X-B", "two\nthree");
    ck_assert(deliver());
    ck_assert_ptr_nonnull(strstr(seen.out, "\r\nX-A: one\r\nX-B: two\r\n\r\n"));
    ck_assert_ptr_null(strstr(seen.out, "evil"));
}
END_TEST

START_TEST(accel)
{
    request.accel = true;
    response.file = "/srv/crm/tenants/0190/files/d\xC3\xA9vis 1%?\r\nX.pdf";
    ck_assert(deliver() && seen.ended);
    ck_assert_ptr_nonnull(strstr(seen.out, "\r\nX-Accel-Redirect: /_files/0190/files/d%C3%A9vis%201%25%3F%0D%0AX.pdf\r\n\r\n"));
    ck_assert_ptr_null(strstr(seen.out, "Content-Length"));
}
END_TEST

START_TEST(accel_elsewhere)
{
    request.accel = true;
    response.file = "/etc/passwd";
    ck_assert(deliver() && seen.ended);
    ck_assert(str_starts(seen.out, "Status: 500 "));
    ck_assert_ptr_null(strstr(seen.out, "Accel"));
}
END_TEST

/* Without nginx the file comes through this socket: whole, and never through a symbolic link. */
START_TEST(streamed)
{
    char path[] = "/tmp/test_send_XXXXXX";
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    for (int i = 0; i < 30000; i++) {
        ck_assert_int_eq(write(fd, &i, sizeof i), sizeof i);
    }
    close(fd);
    response.file = path;
    response.content_type = "application/pdf";
    ck_assert(deliver() && seen.ended && seen.sound);
    const char *body = strstr(seen.out, "\r\n\r\n");
    ck_assert_ptr_nonnull(strstr(seen.out, "Content-Length: 120000\r\n"));
    ck_assert_uint_eq(seen.out_len - (size_t)(body + 4 - seen.out), 120000);
    ck_assert_int_eq(unlink(path), 0);
}
END_TEST

START_TEST(streamed_link)
{
    char folder[FOLDER_LEN];
    test_folder_make(folder);
    response.file = arena_printf(arena, "%s/link", folder);
    ck_assert_int_eq(symlink("/etc/passwd", response.file), 0);
    const char *path = response.file;
    ck_assert(deliver() && seen.ended);
    ck_assert(str_starts(seen.out, "Status: 500 "));
    ck_assert_ptr_null(strstr(seen.out, "root:"));
    ck_assert_int_eq(unlink(path), 0);
    test_folder_remove(folder);
}
END_TEST

START_TEST(peer_gone)
{
    const struct sink sink = {pair[0], RECORD_ID};
    ck_assert_int_eq(shutdown(pair[1], SHUT_RDWR), 0);
    buf_str(&response.body, "abc");
    ck_assert(!response_send(&sink, &request, &response, arena));
}
END_TEST

Suite *suite_send(void)
{
    Suite *suite = suite_create("send");
    TCase *test = tcase_create("send");
    tcase_add_checked_fixture(test, setup, teardown);
    tcase_add_test(test, small);
    tcase_add_loop_test(test, large, 0, (int)COUNT(sizes));
    tcase_add_loop_test(test, without_body, 0, (int)COUNT(bodiless));
    tcase_add_test(test, header_cut);
    tcase_add_test(test, accel);
    tcase_add_test(test, accel_elsewhere);
    tcase_add_test(test, streamed);
    tcase_add_test(test, streamed_link);
    tcase_add_test(test, peer_gone);
    suite_add_tcase(suite, test);
    return suite;
}
