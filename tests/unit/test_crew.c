/* SPDX-License-Identifier: MIT
 *
 * fcgi/process/crew.c: who is started, who is told to go, and when; with children that do nothing. */
#include <check.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/str.h"
#include "base/time.h"
#include "fcgi/process/crew.h"

Suite *suite_crew(void);

#define SECOND INT64_C(1000000)

static struct arena *arena;

/* Does not care for TERM. */
static void stubborn(const struct slot *slot)
{
    (void)slot;
    for (;;) {
        pause();
    }
}

static void setup(void)
{
    arena = arena_new(0);
    log_to(-1);
    ck_assert(signal(SIGTERM, SIG_IGN) != SIG_ERR); /* the children's, who inherit it */
    crew_init(stubborn);
    crew_add("api-0", -1, ROLE_API);
}

static void teardown(void)
{
    crew_signal(SIGKILL);
    arena_free(arena);
}

/* Who would be handed over, as "api-0 old". */
static const char *names(void)
{
    struct buf text;
    struct buf out;
    buf_init(&text, arena, 0);
    buf_init(&out, arena, 0);
    crew_hand_over(&text);
    for (const char *at = text.data; (at = strstr(at, "pid:")) != NULL;) {
        at += 4;
        buf_str(&out, out.len > 0 ? " " : "");
        buf_add(&out, at, strcspn(at, ":"));
    }
    return out.data;
}

/* The process id behind that name. */
static pid_t pid_of(const char *name)
{
    struct buf text;
    int64_t pid = 0;
    buf_init(&text, arena, 0);
    crew_hand_over(&text);
    const char *at = strstr(text.data, arena_printf(arena, "pid:%s:", name));
    ck_assert_ptr_nonnull(at);
    at += strlen("pid::") + strlen(name);
    ck_assert(str_int(arena_strndup(arena, at, strcspn(at, " ")), 1, INT32_MAX, &pid));
    return (pid_t)pid;
}

static bool runs(pid_t pid)
{
    usleep(20000);
    return waitpid(pid, NULL, WNOHANG) == 0;
}

/* Waits for its end, as the supervisor would. */
static int ends_by(pid_t pid)
{
    int status = 0;
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    crew_ended(pid, status, false);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

START_TEST(the_old_one_goes_when_the_new_one_is_ready)
{
    int64_t now = time_monotonic_us();
    crew_care(now);
    pid_t first = pid_of("api-0");
    crew_replace(first);
    pid_t second = pid_of("api-0");
    ck_assert_int_ne(first, second);
    ck_assert_str_eq(names(), "api-0 api-0"); /* nobody was told to go */
    crew_care(now + 3600 * SECOND);
    ck_assert(runs(first));
    crew_ready(second);
    ck_assert_str_eq(names(), "api-0 old");
    crew_care(now + 100 * SECOND);
    ck_assert(runs(first)); /* it may still have something to do */
    crew_care(now + 170 * SECOND);
    ck_assert_int_eq(ends_by(first), SIGKILL);
    ck_assert(runs(second));
    ck_assert_uint_eq(crew_running(), 1);
}
END_TEST

START_TEST(a_successor_that_dies_leaves_the_old_one)
{
    int64_t now = time_monotonic_us();
    crew_care(now);
    pid_t first = pid_of("api-0");
    crew_replace(first);
    pid_t second = pid_of("api-0");
    ck_assert_int_eq(kill(second, SIGKILL), 0);
    ck_assert_int_eq(ends_by(second), SIGKILL);
    int64_t next = crew_care(now);
    ck_assert(next > now && next < now + SECOND); /* back-off */
    ck_assert_str_eq(names(), "api-0");
    crew_care(next + SECOND);
    ck_assert_str_eq(names(), "api-0 api-0");
    ck_assert(runs(first));
    crew_ready(pid_of("api-0"));
    ck_assert_str_eq(names(), "api-0 old");
}
END_TEST

START_TEST(whom_the_program_before_has_left)
{
    int64_t now = time_monotonic_us();
    static const char *const left[] = {"api-0", "api-7", "old"};
    pid_t pids[3];
    for (size_t i = 0; i < 3; i++) {
        pids[i] = fork();
        if (pids[i] == 0) {
            stubborn(NULL);
        }
        crew_adopt(left[i], pids[i]);
    }
    crew_care(now);
    crew_ready(pid_of("api-0"));
    ck_assert_uint_eq(crew_running(), 4);
    /* The socket of the second is not configured any more: it is served for a minute, and then gets TERM. */
    crew_care(now + 50 * SECOND);
    ck_assert(runs(pids[1]));
    crew_care(now + 170 * SECOND);
    ck_assert_int_eq(ends_by(pids[0]), SIGKILL);
    ck_assert_int_eq(ends_by(pids[2]), SIGKILL);
    ck_assert(runs(pids[1]));
    crew_care(now + 400 * SECOND);
    ck_assert_int_eq(ends_by(pids[1]), SIGKILL);
    ck_assert_str_eq(names(), "api-0");
}
END_TEST

START_TEST(early_deaths_are_waited_for_longer)
{
    int64_t now = time_monotonic_us();
    int64_t waits[3];
    crew_care(now);
    for (size_t i = 0; i < 3; i++) {
        pid_t pid = pid_of("api-0");
        ck_assert_int_eq(kill(pid, SIGKILL), 0);
        ck_assert_int_eq(ends_by(pid), SIGKILL);
        now = time_monotonic_us();
        waits[i] = crew_care(now) - now;
        crew_care(now + waits[i]);
        ck_assert_uint_eq(crew_running(), 1);
    }
    ck_assert(waits[0] < waits[1] && waits[1] < waits[2]);
}
END_TEST

Suite *suite_crew(void)
{
    Suite *suite = suite_create("crew");
    TCase *tcase = tcase_create("crew");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 30);
    tcase_add_test(tcase, the_old_one_goes_when_the_new_one_is_ready);
    tcase_add_test(tcase, a_successor_that_dies_leaves_the_old_one);
    tcase_add_test(tcase, whom_the_program_before_has_left);
    tcase_add_test(tcase, early_deaths_are_waited_for_longer);
    suite_add_tcase(suite, tcase);
    return suite;
}
