/* SPDX-License-Identifier: MIT
 *
 * The route table: what each row must say, and that every route answers its sample. Then every route with the Nth call of
 * the store failing: a clean error, no open transaction, nothing left behind; and the same request succeeds afterwards. */
#include <check.h>
#include <dirent.h>
#include <stdlib.h>

#include "base/str.h"
#include "base/uuid.h"
#include "fcgi/serve/route.h"
#include "request_fixture.h"
#include "samples.h"

Suite *suite_routes(void);

/* The routes that strangers may use; every other asks for a permission. */
static bool is_public(const char *path)
{
    static const char *const paths[] = {"/api/health",
                                        "/api/openapi.json",
                                        "/api/auth/signin",
                                        "/api/auth/signup",
                                        "/api/auth/register",
                                        "/api/auth/login",
                                        "/api/auth/refresh",
                                        "/api/auth/forgot-password",
                                        "/api/auth/reset-password",
                                        "/api/webhooks/stripe",
                                        "/api/webhooks/resend",
                                        "/api/webhooks/twilio",
                                        NULL};
    for (const char *const *known = paths; *known; known++) {
        if (str_eq(*known, path)) {
            return true;
        }
    }
    return false;
}

START_TEST(every_route_is_complete)
{
    for (const struct route *route = NULL; (route = route_next(route));) {
        ck_assert_msg(route->handler != NULL, "%s %s has no handler", route->method, route->path);
        ck_assert_msg(route->about != NULL, "%s %s is not documented", route->method, route->path);
        bool safe = str_eq(route->method, "GET");
        ck_assert_msg(!safe || route->tx != TX_WRITE, "%s %s: a GET has no side effects", route->method, route->path);
        ck_assert_msg((route->perm == PERM_NONE) == is_public(route->path), "%s %s asks for the wrong permission",
                      route->method, route->path);
        for (const struct route *other = NULL; (other = route_next(other)) != route;) {
            bool same = str_eq(route->method, other->method) && str_eq(route->path, other->path);
            ck_assert_msg(!same || ((route->flags ^ other->flags) & ROUTE_BEARER), "%s %s stands twice", route->method,
                          route->path);
        }
    }
}
END_TEST

START_TEST(every_route_has_a_sample)
{
    for (const struct route *route = NULL; (route = route_next(route));) {
        size_t i = 0;
        while (i < SAMPLE_COUNT && !(str_eq(samples[i].method, route->method) && str_eq(samples[i].route, route->path))) {
            i++;
        }
        ck_assert_msg(i < SAMPLE_COUNT, "%s %s has no sample in samples.h", route->method, route->path);
    }
}
END_TEST

START_TEST(every_sample_succeeds)
{
    const struct sample *sample = &samples[_i];
    world_populate();
    int status = send_request(sample->method, sample->path, sample->body);
    ck_assert_msg(status == sample->status, "%s %s: %d %s", sample->method, sample->path, status, answer_body());
}
END_TEST

static const struct route *route_of_sample(const struct sample *sample)
{
    const struct route *route = route_next(NULL);
    while (route && !(str_eq(route->method, sample->method) && str_eq(route->path, sample->route))) {
        route = route_next(route);
    }
    return route;
}

/* Writes to one record that a GET answers: "*" is its tag, another one is not. No write becomes a 404 because of the header. */
START_TEST(writes_heed_if_match)
{
    const struct sample *sample = &samples[_i];
    bool me = str_starts(sample->route, "/api/users/me");
    bool one_record = !str_eq(sample->method, "GET") && (strchr(sample->route, '{') || !str_eq(sample->method, "POST") || me);
    if (!one_record) {
        return;
    }
    world_populate();
    world.if_match = "\"another\"";
    int status = send_request(sample->method, sample->path, sample->body);
    ck_assert_msg(status == 412, "%s %s: %d %s", sample->method, sample->path, status, answer_body());
    world.if_match = "*";
    status = send_request(sample->method, sample->path, sample->body);
    ck_assert_msg(status == sample->status, "%s %s: %d %s", sample->method, sample->path, status, answer_body());
}
END_TEST

START_TEST(head_works_where_get_does)
{
    const struct sample *sample = &samples[_i];
    world_populate();
    if (str_eq(sample->method, "GET")) {
        int status = send_request("HEAD", sample->path, NULL);
        ck_assert_msg(status == sample->status, "HEAD %s: %d", sample->path, status);
    }
    int status = send_request("BREW", sample->path, NULL);
    ck_assert_int_eq(status, 405);
    const struct response *response = &world.exchange.response;
    const char *allow = "";
    for (size_t i = 0; i < response->header_count; i++) {
        allow = str_eq(response->headers[i].name, "Allow") ? response->headers[i].value : allow;
    }
    ck_assert_msg(strstr(allow, sample->method), "%s: %s", sample->path, allow);
    ck_assert_msg(!strstr(allow, "GET") == !strstr(allow, "HEAD"), "%s: %s", sample->path, allow);
}
END_TEST

/* A handler that committed by itself would commit, unanswered, what others of its group wrote. */
START_TEST(writes_leave_the_commit_to_dispatch)
{
    const struct sample *sample = &samples[_i];
    const struct route *route = route_of_sample(sample);
    if (route->tx != TX_WRITE || route->pool != POOL_API) {
        return;
    }
    world_populate();
    world.service.grouping = true;
    compose_request(&world.exchange, sample->method, sample->path, sample->body);
    dispatch(&world.service, &world.exchange);
    ck_assert_msg(world.exchange.step == STEP_HELD, "%s %s: step %d", sample->method, sample->path, world.exchange.step);
    dispatch_settle(&world.service);
    ck_assert_int_eq(world.exchange.step, STEP_ANSWERED);
    ck_assert_int_eq(world.exchange.response.status, sample->status);
}
END_TEST

/* The only GETs with a side effect: the specification's reports are stored by asking for them. */
static bool stores_a_report(const char *path)
{
    return str_eq(path, "/api/reports/opportunity-pipeline");
}

START_TEST(reads_leave_nothing)
{
    world_populate();
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        uint64_t before = world_digest();
        if (str_eq(samples[i].method, "GET")) {
            ck_assert_int_eq(send_request("GET", samples[i].path, NULL), samples[i].status);
            ck_assert_msg((world_digest() != before) == stores_a_report(samples[i].route), "GET %s", samples[i].route);
        }
    }
}
END_TEST

START_TEST(no_route_answers_strangers)
{
    world_populate();
    world.cookie_header = NULL;
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        if (is_public(samples[i].route)) {
            continue;
        }
        int status = send_request(samples[i].method, samples[i].path, samples[i].body);
        ck_assert_msg(status == 401, "%s %s: %d", samples[i].method, samples[i].path, status);
    }
}
END_TEST

/* Nothing that the handler had said is true of the error. */
static void check_headers(const struct sample *sample, const char *point, long nth)
{
    static const char *const known[] = {"X-Request-Id", "Retry-After", "WWW-Authenticate"};
    const struct response *response = &world.exchange.response;
    for (size_t i = 0; i < response->header_count; i++) {
        const char *name = response->headers[i].name;
        bool expected = str_starts(name, "X-RateLimit-");
        for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
            expected = expected || str_eq(name, known[k]);
        }
        ck_assert_msg(expected, "%s %s, %s %ld: %s stands in an error", sample->method, sample->path, point, nth, name);
    }
}

/* Sends the sample with the nth call failing; true when it was reached (the answer was an error). */
static bool fails_cleanly(const struct sample *sample, const char *point, long nth)
{
    world.test_fail = arena_printf(world.arena, "%s:%ld", point, nth);
    int status = send_request(sample->method, sample->path, sample->body);
    world.test_fail = NULL;
    if (status == sample->status) {
        return false;
    }
    ck_assert_msg(status == 500 || status == 503 || status == 507, "%s %s, %s %ld: %d %s", sample->method, sample->path, point,
                  nth, status, answer_body());
    ck_assert_msg(strstr(answer_body(), "\"code\":") != NULL, "%s: no error body", sample->path);
    check_headers(sample, point, nth);
    return true;
}

START_TEST(failing_store_calls_leave_nothing)
{
    const struct sample *sample = &samples[_i];
    long failed = 0;
    world_populate();
    uint64_t before = world_digest();
    for (long nth = 1; nth < 400 && fails_cleanly(sample, "store", nth); nth++) {
        failed = nth;
        ck_assert_msg(world_digest() == before, "%s %s left something after call %ld failed", sample->method, sample->path,
                      nth);
    }
    bool needs_store = !str_eq(sample->route, "/api/health") && !str_eq(sample->route, "/api/openapi.json");
    ck_assert_msg(!needs_store || failed > 0, "%s %s: no store call was made to fail", sample->method, sample->path);
    /* Positive control: with nothing failing a write does leave something. */
    static const char *const elsewhere[] = {"/api/auth/signup",      "/api/auth/refresh",
                                            "/api/webhooks/stripe",                         /* file, registry */
                                            "/api/billing/checkout", "/api/billing/portal", /* Stripe */
                                            "/api/vehicles/ocr",     NULL};                 /* nothing to keep */
    bool writes = !str_eq(sample->method, "GET");
    for (const char *const *path = elsewhere; *path; path++) {
        writes = writes && !str_eq(sample->route, *path);
    }
    ck_assert_msg(!writes || world_digest() != before, "%s %s changed nothing", sample->method, sample->path);
}
END_TEST

static size_t open_files(void)
{
    size_t count = 0;
    DIR *folder = opendir("/proc/self/fd");
    ck_assert_ptr_nonnull(folder);
    while (readdir(folder)) {
        count++;
    }
    closedir(folder);
    return count;
}

/* The memory of a request may run out at any allocation: it is refused, nothing stays of it, and the next one is served. */
START_TEST(reaching_the_cap_leaves_nothing)
{
    const struct sample *sample = &samples[_i];
    long failed = 0;
    world_populate();
    uint64_t before = world_digest();
    size_t files = 0;
    bool reads = str_eq(sample->method, "GET");
    bool saved = false; /* behind a commit of its own only the answer can fail */
    for (long nth = 1; !saved && fails_cleanly(sample, "cap", nth); nth += 1 + nth / 4) {
        saved = strstr(answer_body(), "It was saved") != NULL;
        failed = nth;
        if (saved) {
            continue;
        }
        bool kept = reads || world_digest() == before; /* what reads leave, reads_leave_nothing() tells */
        ck_assert_msg(kept, "%s %s left something after allocation %ld", sample->method, sample->path, nth);
        size_t now = open_files();
        ck_assert_msg(failed < 8 || now <= files, "%s %s, allocation %ld: %zu files open, then %zu", sample->method,
                      sample->path, nth, files, now);
        files = failed < 8 || now > files ? now : files; /* the first ones open what stays open */
    }
    ck_assert_msg(failed > 0, "%s %s: no allocation was made to fail", sample->method, sample->path);
}
END_TEST

/* The same with the shapes of input that the door lets in, against the real cap. */
START_TEST(large_queries_are_refused_or_served)
{
    static const struct {
        const char *piece;
        size_t times;
        int status;
    } shapes[] = {
        {"+&", 3900, 400},      {"&", 8000, 200},       {"tags=&", 100, 200},    {"tags=x&", 101, 400},
        {"tags=a,", 2000, 400}, {"search=x&", 99, 200}, {"%41=%42&", 1900, 400},
    };
    world_populate();
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        struct buf path;
        buf_init(&path, world.arena, 0);
        buf_str(&path, "/api/contacts?");
        for (size_t n = 0; n < shapes[i].times; n++) {
            buf_str(&path, shapes[i].piece);
        }
        int status = send_request("GET", path.data, NULL);
        ck_assert_msg(status == shapes[i].status || (status == 400 && shapes[i].status == 200), "%zu × %s: %d %s",
                      shapes[i].times, shapes[i].piece, status, answer_body());
        ck_assert_uint_lt(arena_used(world.exchange.arena), 1u << 20);
    }
}
END_TEST

static const char *repeated(const char *head, const char *piece, size_t times, const char *tail)
{
    struct buf text;
    buf_init(&text, world.arena, 0);
    buf_str(&text, head);
    for (size_t n = 0; n < times; n++) {
        buf_printf(&text, "%s%s", n ? "," : "", piece);
    }
    buf_str(&text, tail);
    return text.data;
}

START_TEST(bodies_of_many_values_are_refused)
{
    world_populate();
    ck_assert_int_eq(send_request("POST", "/api/contacts", repeated("{\"x\":[", "{}", 9998, "]}")), 400);
    ck_assert_int_eq(send_request("POST", "/api/contacts", repeated("{\"x\":[", "{}", 9999, "]}")), 413);
    ck_assert_int_eq(send_request("POST", "/api/contacts", repeated("[", "[]", 300000, "]")), 413);
    ck_assert_int_eq(send_request("POST", "/api/auth/refresh", repeated("{\"x\":[", "1", 98, "]}")), 400);
    ck_assert_int_eq(send_request("POST", "/api/auth/refresh", repeated("{\"x\":[", "1", 99, "]}")), 413);
    ck_assert_uint_lt(arena_used(world.exchange.arena), 1u << 20);
}
END_TEST

/* Where the samples begin, or end, that are tried one by one: those of paths that begin with $SAMPLES_OF, or all. */
static int sample_bound(bool end)
{
    const char *of = getenv("SAMPLES_OF");
    size_t from = 0;
    while (of && from < SAMPLE_COUNT && !str_starts(samples[from].route, of)) {
        from++;
    }
    size_t to = of ? from : SAMPLE_COUNT;
    while (to < SAMPLE_COUNT && str_starts(samples[to].route, of)) {
        to++;
    }
    return (int)(end ? to : from);
}

Suite *suite_routes(void)
{
    int from = sample_bound(false);
    int to = sample_bound(true);
    Suite *suite = suite_create("routes");
    TCase *table = tcase_create("table");
    tcase_add_test(table, every_route_is_complete);
    tcase_add_test(table, every_route_has_a_sample);
    suite_add_tcase(suite, table);
    TCase *each = tcase_create("samples");
    tcase_add_checked_fixture(each, world_setup, world_teardown);
    tcase_set_timeout(each, 120);
    tcase_add_loop_test(each, every_sample_succeeds, from, to);
    tcase_add_loop_test(each, writes_leave_the_commit_to_dispatch, from, to);
    tcase_add_loop_test(each, writes_heed_if_match, from, to);
    tcase_add_loop_test(each, head_works_where_get_does, from, to);
    tcase_add_loop_test(each, failing_store_calls_leave_nothing, from, to);
    tcase_add_loop_test(each, reaching_the_cap_leaves_nothing, from, to);
    suite_add_tcase(suite, each);
    TCase *requests = tcase_create("requests");
    tcase_add_checked_fixture(requests, world_setup, world_teardown);
    tcase_set_timeout(requests, 120);
    tcase_add_test(requests, reads_leave_nothing);
    tcase_add_test(requests, no_route_answers_strangers);
    tcase_add_test(requests, large_queries_are_refused_or_served);
    tcase_add_test(requests, bodies_of_many_values_are_refused);
    suite_add_tcase(suite, requests);
    return suite;
}
