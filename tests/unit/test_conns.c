/* SPDX-License-Identifier: MIT
 *
 * fcgi/process/conns.c: a worker that cannot take one more connection takes it later, by itself. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "base/time.h"
#include "fcgi/process/conns.h"

Suite *suite_conns(void);

enum { FULL = 1024, MINUTE_US = 61000000 };

static struct sockaddr_un address;
static char folder[32];

static void setup(void)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    log_to(-1);
    memcpy(folder, "/tmp/conns-XXXXXX", sizeof "/tmp/conns-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    address.sun_family = AF_UNIX;
    ck_assert_int_gt(snprintf(address.sun_path, sizeof address.sun_path, "%s/socket", folder), 0);
    ck_assert_int_eq(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    ck_assert_int_eq(listen(fd, FULL + 8), 0);
    conns_start(fd);
}

static void teardown(void)
{
    ck_assert_int_eq(unlink(address.sun_path), 0);
    ck_assert_int_eq(rmdir(folder), 0);
}

static int call(void)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

/* No descriptor is left for the process. Answers with what was allowed before. */
static struct rlimit use_up_descriptors(void)
{
    struct rlimit before;
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &before), 0);
    int next = dup(0);
    ck_assert_int_ge(next, 0);
    ck_assert_int_eq(close(next), 0);
    const struct rlimit none = {.rlim_cur = (rlim_t)next, .rlim_max = before.rlim_max};
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
    return before;
}

static size_t events(void)
{
    struct epoll_event happened[8];
    sigset_t mask;
    sigemptyset(&mask);
    return (size_t)conns_wait(happened, 8, 0, &mask);
}

START_TEST(no_descriptor_left)
{
    int fd = call();
    ck_assert_uint_eq(events(), 1);
    ck_assert_int_eq(conns_listen_at(), 0);
    struct rlimit before = use_up_descriptors();
    ck_assert_ptr_null(conns_accept());
    ck_assert_uint_eq(events(), 0); /* deaf: it would spin otherwise */
    int64_t at = conns_listen_at();
    ck_assert(at > time_monotonic_us() && at <= time_monotonic_us() + 1000000);
    conns_listen_again(at - 1);
    ck_assert_uint_eq(events(), 0);
    conns_listen_again(at); /* it still lasts */
    ck_assert_uint_eq(events(), 1);
    ck_assert_ptr_null(conns_accept());
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &before), 0);
    conns_listen_again(conns_listen_at());
    ck_assert_int_eq(conns_listen_at(), 0);
    ck_assert_ptr_nonnull(conns_accept());
    ck_assert_uint_eq(conns_count(), 1);
    close(fd);
}
END_TEST

START_TEST(full_of_silent_ones)
{
    struct rlimit limit;
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &limit), 0);
    limit.rlim_cur = limit.rlim_max;
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
    struct exchange *some = (struct exchange *)&address; /* not looked into */
    struct conn *busy = NULL;
    for (size_t i = 0; i < FULL; i++) {
        call();
        struct conn *conn = conns_accept();
        ck_assert_ptr_nonnull(conn);
        if (!busy) {
            busy = conn;
            busy->exchange = some;
        }
    }
    call();
    ck_assert_ptr_null(conns_accept());
    conns_listen_again(time_monotonic_us());
    ck_assert_ptr_null(conns_accept()); /* none was silent for long */
    ck_assert_int_gt(conns_listen_at(), 0);
    conns_listen_again(time_monotonic_us() + MINUTE_US);
    ck_assert_ptr_nonnull(conns_accept());
    ck_assert_ptr_eq(busy->exchange, some);
    ck_assert_uint_eq(conns_count(), FULL);
}
END_TEST

START_TEST(draining_is_for_good)
{
    call();
    conns_stop_listening();
    conns_listen_again(time_monotonic_us() + MINUTE_US);
    conns_listen();
    ck_assert_int_eq(conns_listen_at(), 0);
    ck_assert_uint_eq(events(), 0);
    ck_assert_ptr_null(conns_accept());
}
END_TEST

Suite *suite_conns(void)
{
    Suite *suite = suite_create("conns");
    TCase *tcase = tcase_create("conns");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 30);
    tcase_add_test(tcase, no_descriptor_left);
    tcase_add_test(tcase, full_of_silent_ones);
    tcase_add_test(tcase, draining_is_for_good);
    suite_add_tcase(suite, tcase);
    return suite;
}
