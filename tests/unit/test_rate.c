/* SPDX-License-Identifier: MIT
 *
 * Rate limits: windows, scale, the shared file, a full table, and exactness under concurrent processes. */
#include <check.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "auth/rate.h"
#include "base/siphash.h"
#include "base/str.h"

Suite *suite_rate(void);

#define NOW 1770000000000LL

START_TEST(test_rate_window)
{
    int64_t minute = NOW / 60000 * 60000;
    ck_assert(rate_init(NULL, 1));
    for (int i = 1; i <= 10; i++) {
        struct rate_answer answer = rate_hit(42, 10, minute + 1500);
        ck_assert(answer.allowed);
        ck_assert_int_eq(answer.limit, 10);
        ck_assert_int_eq(answer.remaining, 10 - i);
        ck_assert_int_eq(answer.reset_s, minute / 1000 + 60);
        ck_assert_int_eq(answer.retry_after_s, 0);
    }
    struct rate_answer refused = rate_hit(42, 10, minute + 1500);
    ck_assert(!refused.allowed);
    ck_assert_int_eq(refused.remaining, 0);
    ck_assert_int_eq(refused.retry_after_s, 59);
    ck_assert(rate_hit(43, 10, minute + 1500).allowed);
    ck_assert(rate_hit(42 | UINT64_C(7) << 60, 10, minute + 1500).allowed); /* same slot, another key */
    ck_assert(!rate_hit(42, 10, minute + 59999).allowed);
    ck_assert_int_eq(rate_hit(42, 10, minute + 60000).remaining, 9);
}
END_TEST

START_TEST(test_rate_scale)
{
    ck_assert(rate_init(NULL, 0.5));
    ck_assert_int_eq(rate_hit(1, 100, NOW).limit, 50);
    ck_assert_int_eq(rate_hit(2, 1, NOW).limit, 1);
    ck_assert(rate_init(NULL, 0));
    for (int i = 0; i < 1000; i++) {
        struct rate_answer answer = rate_hit(1, 1, NOW);
        ck_assert(answer.allowed && answer.limit == 0);
    }
}
END_TEST

START_TEST(test_rate_file_is_shared)
{
    char path[] = "/tmp/vcrm-rate-XXXXXX";
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(close(fd), 0);
    ck_assert(rate_init(path, 1));
    ck_assert_int_eq(rate_hit(7, 5, NOW).remaining, 4);
    uint64_t key = rate_key("account");
    ck_assert(rate_init(path, 1));
    ck_assert_uint_eq(rate_key("account"), key);
    ck_assert_int_eq(rate_hit(7, 5, NOW).remaining, 3);
    ck_assert(!rate_init("/nowhere/rate", 1));
    ck_assert_int_eq(rate_hit(7, 5, NOW).remaining, 2);
    ck_assert_int_eq(unlink(path), 0);
}
END_TEST

/* More keys than the table has room for: the newest key is always counted, and a busy key keeps its count. */
START_TEST(test_rate_full_table)
{
    ck_assert(rate_init(NULL, 1));
    for (int i = 0; i < 50; i++) {
        rate_hit(9, 40, NOW);
    }
    for (uint64_t i = 0; i < 200000; i++) {
        ck_assert(rate_hit(hash64(&i, sizeof i, 0), 5, NOW).allowed);
    }
    ck_assert(!rate_hit(9, 40, NOW).allowed);
    ck_assert(rate_hit(9, 40, NOW + 60000).allowed);
}
END_TEST

/* Long enough that the processes do meet: a counter without compare-and-swap fails here. */
enum { PROCESSES = 4, KEYS = 24, HITS = 10000, LIMIT = 20000 };

/* What one process does: hits every key often, and says how many were allowed of each. */
static _Noreturn void hammer(int start, int report)
{
    int64_t allowed[KEYS] = {0};
    char go;
    if (read(start, &go, 1) != 0) { /* the parent closes its end when all are ready */
        _exit(1);
    }
    for (int hit = 0; hit < HITS; hit++) {
        for (uint64_t key = 0; key < KEYS; key++) {
            /* All keys want the same slot. */
            allowed[key] += rate_hit(5 | (key + 1) << 40, LIMIT, NOW).allowed;
        }
    }
    _exit(write(report, allowed, sizeof allowed) == (ssize_t)sizeof allowed ? 0 : 1);
}

START_TEST(test_rate_concurrent_processes)
{
    int start[2], report[2];
    int64_t sums[KEYS] = {0};
    ck_assert(rate_init(NULL, 1));
    ck_assert_int_eq(pipe(start), 0);
    ck_assert_int_eq(pipe(report), 0);
    for (int i = 0; i < PROCESSES; i++) {
        pid_t pid = fork();
        ck_assert_int_ge(pid, 0);
        if (pid == 0) {
            close(start[1]);
            hammer(start[0], report[1]);
        }
    }
    close(start[1]);
    for (int i = 0; i < PROCESSES; i++) {
        int64_t allowed[KEYS];
        int status;
        ck_assert_int_eq(read(report[0], allowed, sizeof allowed), (ssize_t)sizeof allowed);
        for (size_t key = 0; key < KEYS; key++) {
            sums[key] += allowed[key];
        }
        ck_assert_int_gt(wait(&status), 0);
        ck_assert_int_eq(status, 0);
    }
    for (size_t key = 0; key < KEYS; key++) {
        ck_assert_int_eq(sums[key], LIMIT);
    }
    close(start[0]);
    close(report[0]);
    close(report[1]);
}
END_TEST

/* The vectors of the reference implementation: key 00 01 … 0f, input 00 01 … */
START_TEST(test_siphash_vectors)
{
    static const struct {
        size_t len;
        uint64_t hash;
    } vectors[] = {
        {0, UINT64_C(0x726fdb47dd0e0e31)}, {1, UINT64_C(0x74f839c593dc67fd)},  {7, UINT64_C(0xab0200f58b01d137)},
        {8, UINT64_C(0x93f5f5799a932462)}, {15, UINT64_C(0xa129ca6149be45e5)},
    };
    const struct siphash_key key = {{UINT64_C(0x0706050403020100), UINT64_C(0x0f0e0d0c0b0a0908)}};
    unsigned char input[16];
    for (size_t i = 0; i < sizeof input; i++) {
        input[i] = (unsigned char)i;
    }
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        ck_assert_uint_eq(siphash(&key, input, vectors[i].len), vectors[i].hash);
    }
}
END_TEST

/* With a key of each new table nobody knows which names meet; within one, and in all that share it, it stays. */
START_TEST(test_keys_are_secret)
{
    uint64_t seen[64];
    for (size_t i = 0; i < 64; i++) {
        ck_assert(rate_init(NULL, 1));
        seen[i] = rate_key("account t 192.0.2.1 name owner");
        for (size_t j = 0; j < i; j++) {
            ck_assert_uint_ne(seen[i], seen[j]);
        }
        ck_assert_uint_eq(rate_key("account t 192.0.2.1 name owner"), seen[i]);
    }
}
END_TEST

Suite *suite_rate(void)
{
    Suite *suite = suite_create("rate");
    TCase *tests = tcase_create("rate");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, test_siphash_vectors);
    tcase_add_test(tests, test_keys_are_secret);
    tcase_add_test(tests, test_rate_window);
    tcase_add_test(tests, test_rate_scale);
    tcase_add_test(tests, test_rate_file_is_shared);
    tcase_add_test(tests, test_rate_full_table);
    tcase_add_test(tests, test_rate_concurrent_processes);
    suite_add_tcase(suite, tests);
    return suite;
}
