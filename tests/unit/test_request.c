/* SPDX-License-Identifier: MIT
 *
 * fcgi/process/request.c and serve/http.c: FastCGI parameters, paths, query parameters and cookies. */
#include <check.h>
#include <string.h>

#include "base/str.h"
#include "base/uuid.h"
#include "fcgi/process/request.h"
#include "fcgi/serve/guard.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define ID "0190aaaa-0000-7000-8000-000000000001"
#define ID_PARAM "REQUEST_ID=0190aaaa-0000-7000-8000-000000000001"
#define ID_HEADER "HTTP_REQUEST_ID=0190aaaa-0000-7000-8000-000000000001"

Suite *suite_request(void);

static struct arena *arena;
static struct request request;

static void setup(void)
{
    arena = arena_new(0);
}

static void teardown(void)
{
    arena_free(arena);
}

/* Parameters that end with NULL, as receive() hands them over. */
#define PARSE(...) request_from_params(&request, arena, (const char *const[]){__VA_ARGS__, NULL})

START_TEST(params_all)
{
    size_t length = PARSE("FCGI_ROLE=RESPONDER", "REQUEST_METHOD=PATCH", "REQUEST_URI=/api/contacts?page=2",
                          "QUERY_STRING=page=2", "TENANT=demo", ID_PARAM, "REMOTE_ADDR=192.0.2.7", "HTTPS=on",
                          "VISIONCRM_ACCEL=1", "CONTENT_TYPE= Application/JSON; charset=utf-8", "CONTENT_LENGTH=17",
                          "HTTP_HOST=demo.example:8443", "HTTP_COOKIE=a=b", "HTTP_AUTHORIZATION=Bearer x=y",
                          "HTTP_ORIGIN=https://demo.example", "HTTP_SEC_FETCH_SITE=same-origin", "HTTP_IF_MATCH=\"1\"",
                          "HTTP_IF_NONE_MATCH=\"2\"", "HTTP_IDEMPOTENCY_KEY=k", "HTTP_STRIPE_SIGNATURE=t=1,v1=2");
    ck_assert_uint_eq(length, 17);
    ck_assert_str_eq(request.method, "PATCH");
    ck_assert_str_eq(request.path, "/api/contacts");
    ck_assert_str_eq(request.query, "page=2");
    ck_assert_str_eq(request.tenant, "demo");
    ck_assert_str_eq(request.request_id, ID);
    ck_assert_str_eq(request.remote_addr, "192.0.2.7");
    ck_assert_str_eq(request.host, "demo.example:8443");
    ck_assert(request.https && request.accel);
    ck_assert_str_eq(request.content_type, "application/json");
    ck_assert_str_eq(request.content_type_raw, " Application/JSON; charset=utf-8");
    ck_assert_str_eq(request.cookie, "a=b");
    ck_assert_str_eq(request.authorization, "Bearer x=y");
    ck_assert_str_eq(request.origin, "https://demo.example");
    ck_assert_str_eq(request.sec_fetch_site, "same-origin");
    ck_assert_str_eq(request.if_match, "\"1\"");
    ck_assert_str_eq(request.if_none_match, "\"2\"");
    ck_assert_str_eq(request.idempotency_key, "k");
    ck_assert_str_eq(request.stripe_signature, "t=1,v1=2");
}
END_TEST

START_TEST(params_none)
{
    ck_assert_uint_eq(PARSE("FCGI_ROLE=RESPONDER", "NONSENSE", "HTTP_COOKIE=", "CONTENT_LENGTH=-1", "HTTPS=off"), 0);
    ck_assert_str_eq(request.method, "");
    ck_assert_str_eq(request.path, "");
    ck_assert_str_eq(request.query, "");
    ck_assert_str_eq(request.tenant, "");
    ck_assert_str_eq(request.content_type, "");
    ck_assert_str_eq(request.body, "");
    ck_assert(!request.https && !request.accel && !request.cookie && !request.authorization && !request.if_match);
    ck_assert(uuid_valid(request.request_id));
}
END_TEST

/* Only nginx says who the peer is and which tenant is meant. */
START_TEST(params_forwarded)
{
    PARSE("REMOTE_ADDR=192.0.2.7", "HTTP_X_FORWARDED_FOR=10.0.0.1", "HTTP_X_REAL_IP=10.0.0.1", "HTTP_TENANT=other", ID_HEADER,
          "HTTP_FORWARDED=for=10.0.0.1", "REQUEST_ID=\"},{");
    ck_assert_str_eq(request.remote_addr, "192.0.2.7");
    ck_assert_str_eq(request.tenant, "");
    ck_assert_str_ne(request.request_id, ID);
    ck_assert(uuid_valid(request.request_id));
}
END_TEST

static const struct {
    const char *uri, *path;
} path_cases[] = {
    {"REQUEST_URI=/", "/"},
    {"REQUEST_URI=/api/a", "/api/a"},
    {"REQUEST_URI=/api/a/", "/api/a/"},
    {"REQUEST_URI=/api/a?x=/../%zz", "/api/a"},
    {"REQUEST_URI=/api/%61%C3%A9", "/api/a\xC3\xA9"},
    {"REQUEST_URI=/api/a+b", "/api/a+b"},
    {"REQUEST_URI=/api/%2561", "/api/%61"},
    {"REQUEST_URI=/api/...", "/api/..."},
    {"REQUEST_URI=/api/.a", "/api/.a"},
    {"REQUEST_URI=", ""},
    {"REQUEST_URI=api", ""},
    {"REQUEST_URI=http://h/api", ""},
    {"REQUEST_URI=//api", ""},
    {"REQUEST_URI=/api//a", ""},
    {"REQUEST_URI=/api/./a", ""},
    {"REQUEST_URI=/api/../a", ""},
    {"REQUEST_URI=/api/..", ""},
    {"REQUEST_URI=/api/%2e%2E/a", ""},
    {"REQUEST_URI=/api/a%2F..%2Fb", ""},
    {"REQUEST_URI=/api/%", ""},
    {"REQUEST_URI=/api/%4", ""},
    {"REQUEST_URI=/api/%4?a", ""},
    {"REQUEST_URI=/api/%zz", ""},
    {"REQUEST_URI=/api/%00", ""},
    {"REQUEST_URI=/api/%ff", ""},
    {"REQUEST_URI=/api/%C0%AF", ""},
    {"DOCUMENT_URI=/api/a", "/api/a"},
    {"DOCUMENT_URI=/api/%61", "/api/%61"},
    {"DOCUMENT_URI=/api/../a", ""},
};

START_TEST(paths)
{
    PARSE(path_cases[_i].uri);
    ck_assert_msg(str_eq(request.path, path_cases[_i].path), "%s gave '%s'", path_cases[_i].uri, request.path);
}
END_TEST

static const struct {
    const char *query, *name;
    size_t nth;
    const char *value;
} query_cases[] = {
    {"a=1&b=2", "a", 0, "1"},
    {"a=1&b=2", "b", 0, "2"},
    {"a=1&b=2", "c", 0, NULL},
    {"a=1&a=2&a=3", "a", 2, "3"},
    {"a=1&a=2", "a", 2, NULL},
    {"aa=1&a=2", "a", 0, "2"},
    {"a", "a", 0, ""},
    {"a=", "a", 0, ""},
    {"&&a=1&", "a", 0, "1"},
    {"a=b=c", "a", 0, "b=c"},
    {"a=x+y%20z%2Bw", "a", 0, "x y z+w"},
    {"%61=1", "a", 0, "1"},
    {"sort%5Fby=x", "sort_by", 0, "x"},
    {"a=%C3%A9", "a", 0, "\xC3\xA9"},
    {"", "a", 0, NULL},
    {"", "", 0, NULL},
};

START_TEST(queries)
{
    struct cx cx;
    cx_init(&cx, arena);
    cx.request = &request;
    request.query = query_cases[_i].query;
    ck_assert_int_eq(request_query_parse(&cx), RC_OK);
    const char *value = request_query(&cx, query_cases[_i].name, query_cases[_i].nth);
    ck_assert_msg(str_eq(value, query_cases[_i].value), "%s gave '%s'", query_cases[_i].query, value ? value : "(none)");
}
END_TEST

static const char *const broken_queries[] = {"a=%", "a=%4&b=1", "b=1&a=%00", "a=%ff", "%zz=1", "%C3=1"};

START_TEST(queries_broken)
{
    struct cx cx;
    cx_init(&cx, arena);
    cx.request = &request;
    request.query = broken_queries[_i];
    ck_assert_int_eq(request_query_parse(&cx), RC_INVALID);
    ck_assert_ptr_null(request_query(&cx, "a", 0));
}
END_TEST

static const struct {
    const char *cookie, *value;
} cookie_cases[] = {
    {"sid=abc", "abc"},
    {"a=b; sid=abc; c=d", "abc"},
    {"a=b;sid=abc;c=d", "abc"},
    {"xsid=1; sid=abc", "abc"},
    {"sid=", ""},
    {"sid=a=b", "a=b"},
    {"sid", NULL},
    {"SID=abc", NULL},
    {"a=sid=abc", NULL},
    {"; ;", NULL},
    {"", NULL},
    {NULL, NULL},
    {"sid=1; sid=2", "1"},
};

START_TEST(cookies)
{
    struct cx cx;
    cx_init(&cx, arena);
    cx.request = &request;
    request.cookie = cookie_cases[_i].cookie;
    const char *value = request_cookie(&cx, "sid");
    ck_assert_msg(str_eq(value, cookie_cases[_i].value), "case %d gave '%s'", _i, value ? value : "(none)");
}
END_TEST

static const struct {
    const char *address, *peer;
} peer_cases[] = {
    {"192.0.2.7", "192.0.2.7"},
    {"::ffff:192.0.2.7", "192.0.2.7"},
    {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"},
    {"2001:db8:1:2::ffff", "2001:db8:1:2::"},
    {"2001:db8:1:3::1", "2001:db8:1:3::"},
    {"unix:", "unix:"},
    {"", ""},
};

/* Whoever has an IPv6 network has 2^64 addresses of it. */
START_TEST(peers)
{
    struct cx cx;
    cx_init(&cx, arena);
    cx.request = &request;
    request.remote_addr = peer_cases[_i].address;
    ck_assert_str_eq(guard_peer(&cx), peer_cases[_i].peer);
}
END_TEST

Suite *suite_request(void)
{
    Suite *suite = suite_create("request");
    TCase *test = tcase_create("request");
    tcase_add_checked_fixture(test, setup, teardown);
    tcase_add_test(test, params_all);
    tcase_add_test(test, params_none);
    tcase_add_test(test, params_forwarded);
    tcase_add_loop_test(test, paths, 0, (int)COUNT(path_cases));
    tcase_add_loop_test(test, queries, 0, (int)COUNT(query_cases));
    tcase_add_loop_test(test, queries_broken, 0, (int)COUNT(broken_queries));
    tcase_add_loop_test(test, peers, 0, (int)COUNT(peer_cases));
    tcase_add_loop_test(test, cookies, 0, (int)COUNT(cookie_cases));
    suite_add_tcase(suite, test);
    return suite;
}
