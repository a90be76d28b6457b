/* SPDX-License-Identifier: MIT
 *
 * Warnings beside what a handler answers, in both dialects. */
#include <check.h>

#include "base/str.h"
#include "fcgi/serve/answer.h"
#include "fcgi/serve/dialect.h"
#include "fcgi/serve/exchange.h"
#include "fcgi/serve/route.h"

Suite *suite_warning(void);

static struct exchange exchange;

static void begin(enum dialect dialect)
{
    static struct route route;
    exchange = (struct exchange){.arena = arena_new(0)};
    cx_init(&exchange.cx, exchange.arena);
    exchange.cx.exchange = &exchange;
    exchange.cx.request = &exchange.request;
    exchange.cx.response = &exchange.response;
    route = (struct route){.dialect = dialect};
    exchange.route = &route;
}

static void write_one(struct json *json)
{
    json_object(json);
    json_kv_int(json, "a", 1);
    json_object_end(json);
}

static void ends_as(const char *expected)
{
    dialect_close(&exchange.cx);
    ck_assert_str_eq(exchange.response.body.data, expected);
    cx_end(&exchange.cx);
    arena_free(exchange.arena);
}

#define TWO "\"warnings\":[{\"code\":\"X\",\"field\":\"f\",\"message\":\"m \\\"é\\\"\"},{\"code\":\"Y\",\"message\":\"n\"}]"

static void warn_twice(void)
{
    warning_add(&exchange.cx, "X", "f", "m \"é\"");
    warning_add(&exchange.cx, "Y", NULL, "n");
}

START_TEST(beside_the_data)
{
    begin(DIALECT_WORKSHOP);
    write_one(answer(&exchange.cx, 200));
    warn_twice();
    ends_as("{\"success\":true,\"data\":{\"a\":1}," TWO "}");
    begin(DIALECT_WORKSHOP);
    write_one(answer(&exchange.cx, 200));
    ends_as("{\"success\":true,\"data\":{\"a\":1}}");
}
END_TEST

START_TEST(in_the_bare_object)
{
    begin(DIALECT_PIPELINE);
    warn_twice();
    write_one(answer(&exchange.cx, 201));
    ends_as("{\"a\":1," TWO "}");
    begin(DIALECT_PIPELINE);
    write_one(answer(&exchange.cx, 201));
    ends_as("{\"a\":1}");
    begin(DIALECT_WORKSHOP);
    warn_twice();
    ck_assert_int_eq(answer_message(&exchange.cx, "m"), RC_OK);
    ends_as("{\"success\":true,\"message\":\"m\"," TWO "}");
}
END_TEST

START_TEST(not_where_there_is_no_object)
{
    begin(DIALECT_PIPELINE);
    warn_twice();
    json_array(answer(&exchange.cx, 200));
    json_array_end(&exchange.response.json);
    ends_as("[]");
    begin(DIALECT_PIPELINE);
    warn_twice();
    ck_assert_int_eq(answer_nothing(&exchange.cx), RC_OK);
    ends_as("");
}
END_TEST

Suite *suite_warning(void)
{
    Suite *suite = suite_create("warning");
    TCase *tcase = tcase_create("answers");
    tcase_add_test(tcase, beside_the_data);
    tcase_add_test(tcase, in_the_bare_object);
    tcase_add_test(tcase, not_where_there_is_no_object);
    suite_add_tcase(suite, tcase);
    return suite;
}
