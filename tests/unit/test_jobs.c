/* SPDX-License-Identifier: MIT
 *
 * Jobs, with kinds made for the purpose: claim, work, note; back-off and giving up; what a crash left; leases and budgets. */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config.h"
#include "base/str.h"
#include "base/time.h"
#include "fcgi/kinds.h"
#include "jobs/courier.h"
#include "jobs/run.h"
#include "request_fixture.h"
#include "tenant/tenant.h"

Suite *suite_jobs(void);

static struct arena *arena;
static struct cx cx;

static struct {
    enum rc answers[8]; /* of the next runs; RC_OK beyond */
    size_t runs;
    size_t noted;
    int64_t retry_after_s;
    const char *last_state; /* that was noted */
    enum rc note_answer;    /* of the next note that ends a job */
} fake;

static enum rc fake_run(struct cx *inner, struct job *job)
{
    ck_assert(!db_in_transaction(inner->db));
    ck_assert_str_eq(job->state, "running");
    ck_assert_ptr_nonnull(job->attempt_id);
    enum rc rc = fake.runs < 8 ? fake.answers[fake.runs] : RC_OK;
    fake.runs++;
    if (rc != RC_OK && rc != RC_END) {
        fault_set(inner, rc, NULL, "out of order");
        inner->fault.retry_after_s = fake.retry_after_s;
    }
    return rc;
}

static enum rc fake_noted(struct cx *inner, const struct job *job)
{
    ck_assert(db_in_transaction(inner->db));
    fake.noted++;
    fake.last_state = arena_strdup(arena, job->state);
    return job->done_at == INT_NULL ? RC_OK : fake.note_answer;
}

#define FAKE .run = fake_run, .noted = fake_noted, .attempts = 3, .backoff_min_ms = 1000, .backoff_max_ms = 3000
static const struct job_kind kinds[] = {
    {.name = "first", .lease = "house", FAKE, .budget_us = 60000000},
    {.name = "second", .lease = "street", FAKE, .budget_us = 60000000},
    {.name = "third", .lease = "street", FAKE, .budget_us = 0},
    {.name = NULL},
};

static void setup(void)
{
    world_setup();
    arena = arena_new(0);
    memset(&fake, 0, sizeof fake);
    world_enter(&cx, arena);
}

static void teardown(void)
{
    world_leave(&cx);
    arena_free(arena);
    world_teardown();
}

static void add(const char *kind, bool one)
{
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(one ? job_add_one(&cx, kind) : job_add(&cx, kind, "ref"), RC_OK);
    ck_assert_int_eq(db_commit(&cx, cx.db), RC_OK);
}

static int64_t number(const char *sql)
{
    struct rows rows;
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    ck_assert_int_eq(rows_next(&rows), RC_OK);
    int64_t value = rows_int(&rows, 0);
    rows_close(&rows);
    return value;
}

static void run_sql(const char *sql)
{
    struct rows rows;
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    ck_assert_int_eq(rows_next(&rows), RC_END);
    rows_close(&rows);
    ck_assert_int_eq(db_commit(&cx, cx.db), RC_OK);
}

static void check_job(const char *state, int64_t attempts)
{
    ck_assert_int_eq(
        number(arena_printf(arena, "SELECT count(*) FROM job WHERE state = '%s' AND attempts = %d", state, (int)attempts)), 1);
}

START_TEST(done_once)
{
    struct job_report report = {0};
    add("first", false);
    ck_assert_int_eq(jobs_run(&cx, kinds, &report), RC_OK);
    ck_assert_int_eq(jobs_run(&cx, kinds, &report), RC_OK);
    ck_assert_uint_eq(fake.runs, 1);
    ck_assert_uint_eq(fake.noted, 2);
    ck_assert_int_eq(report.kinds[0].done, 1);
    check_job("done", 1);
}
END_TEST

START_TEST(later_and_later_then_given_up)
{
    struct job_report report = {0};
    static const int64_t waits[] = {1000, 2000};
    fake.answers[0] = fake.answers[1] = fake.answers[2] = RC_UNAVAILABLE;
    add("first", false);
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(jobs_run(&cx, kinds, &report), RC_OK);
        check_job("queued", i + 1);
        int64_t wait = number("SELECT due_at FROM job") - time_now_ms();
        ck_assert_int_le(wait, waits[i]);
        ck_assert_int_gt(wait, waits[i] / 2 - 500);
        ck_assert_int_eq(number("SELECT count(*) FROM job WHERE last_error = 'out of order' AND done_at IS NULL"), 1);
        size_t runs = fake.runs;
        run_sql("UPDATE job SET due_at = due_at + 1000");
        ck_assert_int_eq(jobs_run(&cx, kinds, &report), RC_OK);
        ck_assert_uint_eq(fake.runs, runs);
        run_sql("UPDATE job SET due_at = 0");
    }
    ck_assert_int_eq(jobs_run(&cx, kinds, &report), RC_OK);
    check_job("failed", 3);
    ck_assert_int_eq(report.kinds[0].retried, 2);
    ck_assert_int_eq(report.kinds[0].failed, 1);
    ck_assert_int_eq(number("SELECT done_at IS NOT NULL FROM job"), 1);
}
END_TEST

START_TEST(what_is_refused_for_good_is_not_tried_again)
{
    struct job_report report = {0};
    fake.answers[0] = RC_INVALID;
    add("first", false);
    ck_assert_int_eq(jobs_run(&cx, kinds, &report), RC_OK);
    check_job("failed", 1);
    ck_assert_int_eq(report.kinds[0].failed, 1);
}
END_TEST

START_TEST(nobody_is_asked_again_before_they_wish)
{
    fake.answers[0] = fake.answers[1] = RC_UNAVAILABLE;
    fake.retry_after_s = 2;
    add("first", false);
    ck_assert_int_eq(jobs_run(&cx, kinds, NULL), RC_OK);
    ck_assert_int_gt(number("SELECT due_at FROM job") - time_now_ms(), 1500);
    fake.retry_after_s = 86400;
    run_sql("UPDATE job SET due_at = 0");
    ck_assert_int_eq(jobs_run(&cx, kinds, NULL), RC_OK);
    ck_assert_int_le(number("SELECT due_at FROM job") - time_now_ms(), 3000); /* the longest pause of the kind */
}
END_TEST

START_TEST(a_rest_is_no_attempt)
{
    fake.answers[0] = fake.answers[1] = RC_END;
    add("first", false);
    ck_assert_int_eq(jobs_run(&cx, kinds, NULL), RC_END);
    check_job("queued", 0);
    ck_assert_int_eq(jobs_run(&cx, kinds, NULL), RC_END);
    ck_assert_int_eq(jobs_run(&cx, kinds, NULL), RC_OK);
    check_job("done", 1);
    ck_assert_uint_eq(fake.runs, 3);
}
END_TEST

/* The row as a process leaves it that dies between claim and note. */
START_TEST(a_crash_goes_on_under_its_attempt)
{
    const char *attempt = "01890000-0000-7000-8000-000000000009";
    add("first", false);
    run_sql(arena_printf(arena, "UPDATE job SET state = 'running', attempts = 1, attempt_id = '%s'", attempt));
    ck_assert_int_eq(jobs_run(&cx, kinds, NULL), RC_OK);
    check_job("done", 1);
    ck_assert_int_eq(number(arena_printf(arena, "SELECT attempt_id = '%s' FROM job", attempt)), 1);
    ck_assert_uint_eq(fake.noted, 1);
}
END_TEST

/* As a process leaves the row that dies of the work; false: nobody would have worked at it. */
static bool die_at_it(void)
{
    size_t runs = fake.runs;
    ck_assert_int_eq(jobs_run(&cx, kinds, NULL), RC_OK);
    if (fake.runs == runs) {
        return false;
    }
    run_sql("UPDATE job SET state = 'running', done_at = NULL WHERE kind = 'first'");
    return true;
}

/* Death for death under one attempt; after the second, others go first for a while; at the third it is given up. */
START_TEST(what_kills_is_given_up)
{
    struct job_report report = {0};
    add("first", false);
    ck_assert(die_at_it());
    ck_assert(die_at_it());
    const char *same = "SELECT count(DISTINCT attempt_id) = 1 AND sum(attempts) = 1 FROM job";
    ck_assert(!die_at_it());
    ck_assert_int_eq(number("SELECT deaths FROM job WHERE state = 'queued' AND attempt_id IS NOT NULL"), 2);
    ck_assert_int_gt(number("SELECT due_at FROM job"), time_now_ms());
    add("first", false);
    ck_assert_int_eq(jobs_run(&cx, kinds, NULL), RC_OK);
    ck_assert_int_eq(number("SELECT count(*) FROM job WHERE state = 'done' AND deaths = 0"), 1);
    run_sql("DELETE FROM job WHERE state = 'done'");
    run_sql("UPDATE job SET due_at = 0");
    ck_assert(die_at_it());
    ck_assert_int_eq(number(same), 1);
    size_t runs = fake.runs;
    ck_assert_int_eq(jobs_run(&cx, kinds, &report), RC_OK);
    ck_assert_uint_eq(fake.runs, runs);
    check_job("failed", 1);
    ck_assert_int_eq(report.kinds[0].failed, 1);
    ck_assert_str_eq(fake.last_state, "failed");
    ck_assert_int_eq(number("SELECT last_error LIKE '%died 3 times%' AND done_at IS NOT NULL FROM job"), 1);
}
END_TEST

/* Deaths are those of one attempt: what fails in the ordinary way, or goes on by parts, begins anew. */
START_TEST(deaths_are_of_one_attempt)
{
    fake.answers[1] = RC_UNAVAILABLE;
    add("first", false);
    ck_assert(die_at_it());
    ck_assert_int_eq(jobs_run(&cx, kinds, NULL), RC_OK);
    check_job("queued", 1);
    run_sql("UPDATE job SET due_at = 0");
    ck_assert(die_at_it());
    ck_assert_int_eq(number("SELECT deaths FROM job"), 0);
    ck_assert_int_eq(number("SELECT attempts FROM job"), 2);
    ck_assert_int_eq(jobs_run(&cx, kinds, NULL), RC_OK);
    check_job("done", 2);
}
END_TEST

/* However often the server is stopped while a slow one is asked; a death after that counts as ever. */
START_TEST(what_a_stop_ends_is_no_death)
{
    const char *run = arena_printf(arena, "%s/run", config_get("data"));
    ck_assert(mkdir(run, 0700) == 0 || errno == EEXIST);
    add("first", false);
    for (int i = 0; i < 2 * JOB_DEATHS; i++) {
        ck_assert(die_at_it());
        courier_excuse(arena);
        ck_assert_int_eq(number("SELECT deaths FROM job"), 0);
    }
    ck_assert(die_at_it());
    run_sql("UPDATE job SET started_at = started_at + 1"); /* some time after the stop */
    ck_assert(die_at_it());
    ck_assert_int_eq(number("SELECT deaths FROM job"), 1);
    ck_assert_int_eq(number("SELECT attempts FROM job"), 1);
}
END_TEST

/* What cannot be noted is not noted by half: the job stays as it was claimed, for the next visit. */
START_TEST(a_note_that_fails_leaves_the_claim)
{
    fake.note_answer = RC_INTERNAL;
    add("first", false);
    ck_assert_int_eq(jobs_run(&cx, kinds, NULL), RC_INTERNAL);
    check_job("running", 1);
    fake.note_answer = RC_OK;
    ck_assert_int_eq(jobs_run(&cx, kinds, NULL), RC_OK);
    check_job("done", 1);
}
END_TEST

START_TEST(a_lease_keeps_others_of_its_kinds_away)
{
    const char *path = arena_printf(arena, "%s/street.lock", tenant_folder(&cx, cx.tenant->id));
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    ck_assert_int_eq(flock(fd, LOCK_EX | LOCK_NB), 0);
    add("second", false);
    ck_assert_int_eq(jobs_run(&cx, kinds, NULL), RC_OK);
    ck_assert_uint_eq(fake.runs, 0);
    add("first", false);
    ck_assert_int_eq(jobs_run(&cx, kinds, NULL), RC_END); /* it worked, and sees that something is due */
    ck_assert_uint_eq(fake.runs, 1);
    ck_assert_int_eq(close(fd), 0);
    ck_assert_int_eq(jobs_run(&cx, kinds, NULL), RC_OK);
    ck_assert_uint_eq(fake.runs, 2);
}
END_TEST

START_TEST(a_budget_ends_a_visit)
{
    add("third", false);
    ck_assert_int_eq(jobs_run(&cx, kinds, NULL), RC_END);
    ck_assert_uint_eq(fake.runs, 0);
}
END_TEST

START_TEST(one_that_waits_is_enough)
{
    add("first", true);
    run_sql("UPDATE job SET due_at = due_at + 1000000");
    add("first", true);
    ck_assert_int_eq(number("SELECT count(*) FROM job"), 1);
    ck_assert_int_le(number("SELECT due_at FROM job"), cx.now_ms);
    run_sql("UPDATE job SET state = 'running'");
    add("first", true);
    ck_assert_int_eq(number("SELECT count(*) FROM job"), 2); /* who runs may have looked already */
}
END_TEST

START_TEST(a_clock_that_was_ahead_delays_nothing)
{
    add("first", false);
    run_sql(arena_printf(arena, "UPDATE job SET due_at = %lld", (long long)time_now_ms() + 100000));
    ck_assert_int_eq(jobs_run(&cx, kinds, NULL), RC_OK);
    check_job("done", 1);
}
END_TEST

/* However many there were: those of a month ago go, and those behind the newest ten thousand. */
START_TEST(the_past_is_bounded)
{
    run_sql(arena_printf(arena,
                         "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10030)"
                         " INSERT INTO job (id, kind, state, due_at, created_at, done_at)"
                         " SELECT 'id-' || i, 'first', iif(i %% 2, 'done', 'failed'), 0, 0, %lld FROM n",
                         (long long)time_now_ms()));
    run_sql("UPDATE job SET done_at = 1 WHERE seq % 1000 = 999");
    for (int i = 0; i < 5; i++) {
        add("first", false);
        ck_assert_int_eq(jobs_run(&cx, kinds, NULL), RC_OK);
    }
    ck_assert_int_le(number("SELECT count(*) FROM job"), JOB_KEPT_ROWS);
    ck_assert_int_ge(number("SELECT count(*) FROM job"), JOB_KEPT_ROWS - 10);
    ck_assert_int_eq(number("SELECT count(*) FROM job WHERE done_at = 1"), 0);
}
END_TEST

START_TEST(the_table_of_kinds_is_whole)
{
    for (const struct job_kind *kind = job_kinds; kind->name; kind++) {
        ck_assert_ptr_nonnull(kind->lease);
        ck_assert(kind->run != NULL && kind->attempts > 0 && kind->budget_us > 0);
        ck_assert_int_gt(kind->backoff_min_ms, 0);
        ck_assert_int_ge(kind->backoff_max_ms, kind->backoff_min_ms);
        for (const struct job_kind *other = job_kinds; other < kind; other++) {
            ck_assert_str_ne(kind->name, other->name);
        }
    }
}
END_TEST

Suite *suite_jobs(void)
{
    Suite *suite = suite_create("jobs");
    TCase *tcase = tcase_create("jobs");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, done_once);
    tcase_add_test(tcase, later_and_later_then_given_up);
    tcase_add_test(tcase, what_is_refused_for_good_is_not_tried_again);
    tcase_add_test(tcase, nobody_is_asked_again_before_they_wish);
    tcase_add_test(tcase, a_rest_is_no_attempt);
    tcase_add_test(tcase, a_crash_goes_on_under_its_attempt);
    tcase_add_test(tcase, what_kills_is_given_up);
    tcase_add_test(tcase, deaths_are_of_one_attempt);
    tcase_add_test(tcase, what_a_stop_ends_is_no_death);
    tcase_add_test(tcase, a_note_that_fails_leaves_the_claim);
    tcase_add_test(tcase, a_lease_keeps_others_of_its_kinds_away);
    tcase_add_test(tcase, a_budget_ends_a_visit);
    tcase_add_test(tcase, one_that_waits_is_enough);
    tcase_add_test(tcase, a_clock_that_was_ahead_delays_nothing);
    tcase_add_test(tcase, the_past_is_bounded);
    tcase_add_test(tcase, the_table_of_kinds_is_whole);
    suite_add_tcase(suite, tcase);
    return suite;
}
