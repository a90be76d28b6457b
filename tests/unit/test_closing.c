/* SPDX-License-Identifier: MIT
 *
 * Closings: where periods begin and end in the tenant's zone, what they add up to, that they are made once, and that nothing is
 * recorded in them afterwards. The world's own closing is of today; everything here happens in 2031 and later. */
#include <check.h>

#include "base/str.h"
#include "base/time.h"
#include "request_fixture.h"
#include "workshop/closing.h"
#include "workshop/ledger_verify.h"
#include "workshop/payment.h"

Suite *suite_closing(void);

static int64_t instant(const char *text)
{
    int64_t ms = 0;
    ck_assert(time_parse(text, &ms));
    return ms;
}

static const char *id_of(const char *name)
{
    for (size_t i = 0; i < world.name_count; i++) {
        if (str_eq(world.names[i], name)) {
            return world.ids[i];
        }
    }
    ck_abort_msg("%s is not in the world", name);
    return NULL;
}

/* Pays a cent of the world's invoice at an instant. */
static enum rc pay_at(const char *at, const char *paid_at)
{
    struct cx cx;
    struct invoice invoice;
    struct payment payment = {.amount = 1, .payment_method = "CASH"};
    world_enter(&cx, world.arena);
    cx.zone = "Europe/Paris";
    cx.now_ms = instant(at);
    payment.paid_at = paid_at ? instant(paid_at) : INT_NULL;
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(resource_get(&cx, &invoice_resource, id_of("invoice"), &invoice), RC_OK);
    enum rc rc = db_end(&cx, cx.db, invoice_pay(&cx, &invoice, &payment));
    if (rc != RC_OK) {
        ck_assert_str_eq(cx.fault.code, "PERIOD_CLOSED");
    }
    world_leave(&cx);
    return rc;
}

static int64_t close_at(const char *at)
{
    struct cx cx;
    int64_t made = 0;
    world_enter(&cx, world.arena);
    cx.now_ms = instant(at);
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(db_end(&cx, cx.db, closings_make(&cx, INT64_MAX, &made)), RC_OK);
    world_leave(&cx);
    return made;
}

/* The newest but `back` of a kind. */
static struct closing closing_of(const char *kind, int64_t back)
{
    struct cx cx;
    struct closing closing;
    world_enter(&cx, world.arena);
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_READ), RC_OK);
    ck_assert_int_eq(db_get(&cx, SQL_CLOSING_LAST, ARGS(ARG_T("kind", kind)), closing_resource.record, &closing), RC_OK);
    for (; back > 0; back--) {
        ck_assert_int_eq(db_get(&cx, SQL_CLOSING_BEFORE, ARGS(ARG_T("kind", kind), ARG_I("number", closing.number)),
                                closing_resource.record, &closing),
                         RC_OK);
    }
    db_rollback(cx.db);
    world_leave(&cx);
    return closing;
}

static void ends_at(const struct closing *closing, const char *from_date, const char *to_date, const char *to_at, int64_t paid)
{
    ck_assert_str_eq(closing->from_date, from_date);
    ck_assert_str_eq(closing->to_date, to_date);
    ck_assert_int_eq(closing->to_at, instant(to_at));
    ck_assert_int_eq(closing->sums.paid, paid);
}

static void whole(void)
{
    struct cx cx;
    struct ledger_report report;
    world_enter(&cx, world.arena);
    ck_assert_int_eq(ledger_verify(&cx, &report), RC_OK);
    ck_assert_msg(!report.problem, "%s", report.problem);
    world_leave(&cx);
}

/* Summer time begins on 30 March 2031: that day has 23 hours. */
START_TEST(days_end_at_midnight_of_the_zone)
{
    world_populate();
    ck_assert_int_eq(pay_at("2031-03-29T22:59:59.999Z", NULL), RC_OK);
    ck_assert_int_eq(pay_at("2031-03-29T23:00:00.000Z", NULL), RC_OK);
    ck_assert_int_eq(pay_at("2031-03-30T21:59:59.999Z", NULL), RC_OK);
    ck_assert_int_eq(pay_at("2031-03-30T22:00:00.000Z", NULL), RC_OK);
    close_at("2031-03-30T21:59:59.999Z");
    struct closing day = closing_of("DAY", 0);
    ends_at(&day, "2031-03-29", "2031-03-29", "2031-03-29T23:00:00.000Z", 1);
    ck_assert_int_eq(close_at("2031-03-30T22:00:00.000Z"), 1);
    day = closing_of("DAY", 0);
    ends_at(&day, "2031-03-30", "2031-03-30", "2031-03-30T22:00:00.000Z", 2);
    ck_assert_int_eq(day.to_at - day.from_at, 23 * MS_PER_DAY / 24);
    /* The winter day of 25 hours; and none for the days between, on which nothing was recorded. */
    ck_assert_int_eq(pay_at("2031-10-26T22:59:59.999Z", NULL), RC_OK);
    close_at("2031-12-01T00:00:00.000Z");
    day = closing_of("DAY", 0);
    ends_at(&day, "2031-10-26", "2031-10-26", "2031-10-26T23:00:00.000Z", 1);
    ck_assert_int_eq(day.to_at - day.from_at, 25 * MS_PER_DAY / 24);
    struct closing before = closing_of("DAY", 1);
    ck_assert_str_eq(before.to_date, "2031-03-31");
    struct closing month = closing_of("MONTH", 0);
    ends_at(&month, "2031-10-01", "2031-10-31", "2031-10-31T23:00:00.000Z", 1);
    month = closing_of("MONTH", 1);
    ends_at(&month, "2031-03-01", "2031-03-31", "2031-03-31T22:00:00.000Z", 4);
    /* 199.10 in the world, and five cents. */
    ck_assert_int_eq(day.perpetual_paid, 19915);
    ck_assert_int_eq(closing_of("MONTH", 0).perpetual_paid, 19915);
    whole();
}
END_TEST

START_TEST(closings_are_made_once)
{
    world_populate();
    ck_assert_int_eq(pay_at("2031-05-05T10:00:00.000Z", NULL), RC_OK);
    ck_assert_int_gt(close_at("2031-05-06T10:00:00.000Z"), 0);
    ck_assert_int_eq(close_at("2031-05-06T10:00:00.000Z"), 0);
    ck_assert_int_eq(close_at("2031-05-31T21:59:59.999Z"), 0);
    ck_assert_int_eq(close_at("2031-05-31T22:00:00.000Z"), 1);
    ck_assert_int_eq(close_at("2031-12-31T22:59:59.999Z"), 0);
    ck_assert_int_eq(close_at("2031-12-31T23:00:00.000Z"), 1);
    ck_assert_str_eq(closing_of("YEAR", 0).to_date, "2031-12-31");
    whole();
}
END_TEST

START_TEST(nothing_is_recorded_in_a_closed_period)
{
    world_populate();
    ck_assert_int_eq(pay_at("2031-05-05T10:00:00.000Z", NULL), RC_OK);
    close_at("2031-05-06T10:00:00.000Z");
    /* A payment of an earlier day is one of today's that keeps its date; a clock that was set back is refused. */
    ck_assert_int_eq(pay_at("2031-05-05T21:59:59.999Z", NULL), RC_CONFLICT);
    ck_assert_int_eq(pay_at("2031-05-05T22:00:00.000Z", "2031-05-01T08:00:00.000Z"), RC_OK);
    ck_assert_int_eq(close_at("2031-05-05T12:00:00.000Z"), 0);
    close_at("2031-05-07T10:00:00.000Z");
    struct closing day = closing_of("DAY", 0);
    ends_at(&day, "2031-05-06", "2031-05-06", "2031-05-06T22:00:00.000Z", 1);
    whole();
}
END_TEST

/* A year that ends in February ends with it, on the 29th as well. */
START_TEST(fiscal_years_end_where_the_settings_say)
{
    static const struct {
        const char *setting, *paid, *from_date, *to_date;
    } table[] = {
        {"06-30", "2031-06-30T21:59:59.999Z", "2030-07-01", "2031-06-30"},
        {"06-30", "2031-06-30T22:00:00.000Z", "2031-07-01", "2032-06-30"},
        {"02-28", "2032-02-29T12:00:00.000Z", "2031-03-01", "2032-02-29"},
        {"12-31", "2031-01-01T12:00:00.000Z", "2031-01-01", "2031-12-31"},
    };
    world_populate();
    const char *body = arena_printf(world.arena, "{\"fiscal_year_end\":\"%s\"}", table[_i].setting);
    ck_assert_int_eq(send_request("PATCH", "/api/settings", body), 200);
    ck_assert_int_eq(pay_at(table[_i].paid, NULL), RC_OK);
    close_at("2033-12-31T23:00:00.000Z");
    struct closing year = closing_of("YEAR", 0);
    ck_assert_str_eq(year.from_date, table[_i].from_date);
    ck_assert_str_eq(year.to_date, table[_i].to_date);
    ck_assert_int_eq(year.sums.paid, 1);
    whole();
}
END_TEST

Suite *suite_closing(void)
{
    Suite *suite = suite_create("closing");
    TCase *rules = tcase_create("rules");
    tcase_add_checked_fixture(rules, world_setup, world_teardown);
    tcase_add_test(rules, days_end_at_midnight_of_the_zone);
    tcase_add_test(rules, closings_are_made_once);
    tcase_add_test(rules, nothing_is_recorded_in_a_closed_period);
    tcase_add_loop_test(rules, fiscal_years_end_where_the_settings_say, 0, 4);
    suite_add_tcase(suite, rules);
    return suite;
}
