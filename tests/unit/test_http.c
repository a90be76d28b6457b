/* SPDX-License-Identifier: MIT
 *
 * Outgoing HTTP against a receiver on loopback (tests/support/receiver.py): what goes out, what comes back, and every bound. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/config.h"
#include "base/faultpoint.h"
#include "base/sandbox.h"
#include "base/str.h"
#include "base/time.h"
#include "folder_fixture.h"
#include "http/http.h"
#include "receiver_fixture.h"

Suite *suite_http(void);

static char folder[FOLDER_LEN];
static struct arena *arena;
static struct cx cx;
static struct http_response response;

/* ---- the receiver ---- */

static void setup(void)
{
    const char *error;
    test_folder_make(folder);
    setenv("VISIONCRM_DATA", folder, 1);
    setenv("http_proxy", "http://127.0.0.1:1", 1); /* nobody asks it */
    setenv("https_proxy", "http://127.0.0.1:1", 1);
    setenv("all_proxy", "http://127.0.0.1:1", 1);
    ck_assert_msg(config_load(&error), "%s", error);
    arena = arena_new(0);
    cx_init(&cx, arena);
}

static void setup_plain(void)
{
    setup();
    receiver_start(NULL);
}

static void setup_tls(void)
{
    const char *error;
    setup();
    receiver_start(folder);
    setenv("VISIONCRM_CA_FILE", arena_printf(arena, "%s/cert.pem", folder), 1);
    ck_assert_msg(config_load(&error), "%s", error);
}

static void teardown(void)
{
    cx_end(&cx);
    arena_free(arena);
    receiver_stop();
    test_folder_remove(folder);
}

static const char *url(const char *path)
{
    return arena_printf(arena, "http://127.0.0.1:%d%s", receiver_port, path);
}

static enum rc get(const char *path)
{
    return http_send(&cx, &(struct http_request){.method = "GET", .url = url(path)}, &response);
}

/* ---- requests and answers ---- */

START_TEST(what_goes_out)
{
    static const struct http_header headers[] = {{"X-One", "1"}, {"X-Empty", ""}, {"Content-Type", "text/plain"}, {NULL, NULL}};
    const struct http_request request = {.method = "POST",
                                         .url = url("/echo?a=b"),
                                         .headers = headers,
                                         .body = "a\0b\xc3\xa9",
                                         .body_len = 5,
                                         .user = "AC1",
                                         .password = "s:e"};
    ck_assert_int_eq(http_send(&cx, &request, &response), RC_OK);
    ck_assert_int_eq(response.status, 200);
    ck_assert_str_eq(http_header(&response, "x-SEEN"), "yes");
    ck_assert_ptr_null(http_header(&response, "x-absent"));
    ck_assert_uint_eq(response.body_len, strlen(response.body));
    static const char *const parts[] = {
        "\"method\": \"POST\"",      "\"path\": \"/echo?a=b\"",          "\"x-one\": \"1\"",
        "\"x-empty\": \"\"",         "\"content-type\": \"text/plain\"", "\"authorization\": \"Basic QUMxOnM6ZQ==\"",
        "\"content-length\": \"5\"", "a\\u0000b\\u00c3\\u00a9",          "\"user-agent\": \"VisionCRM/"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        ck_assert_msg(strstr(response.body, parts[i]) != NULL, "%s is not in %s", parts[i], response.body);
    }
    ck_assert_ptr_null(strstr(response.body, "expect"));
}
END_TEST

START_TEST(methods)
{
    static const char *const names[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct http_request request = {.method = names[i], .url = url("/echo"), .bearer = "token"};
        ck_assert_int_eq(http_send(&cx, &request, &response), RC_OK);
        ck_assert_ptr_nonnull(strstr(response.body, arena_printf(arena, "\"method\": \"%s\"", names[i])));
        ck_assert_ptr_nonnull(strstr(response.body, "\"authorization\": \"Bearer token\""));
    }
    ck_assert_int_eq(http_send(&cx, &(struct http_request){.method = "HEAD", .url = url("/echo")}, &response), RC_OK);
    ck_assert_uint_eq(response.body_len, 0);
}
END_TEST

START_TEST(any_status_is_an_answer)
{
    static const int statuses[] = {204, 400, 401, 404, 409, 429, 500, 503};
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        ck_assert_int_eq(get(arena_printf(arena, "/status/%d", statuses[i])), RC_OK);
        ck_assert_int_eq(response.status, statuses[i]);
    }
    ck_assert_int_eq(get("/redirect"), RC_OK);
    ck_assert_int_eq(response.status, 302); /* not followed */
    ck_assert_str_eq(http_header(&response, "location"), "/echo");
}
END_TEST

START_TEST(bounded_body)
{
    const struct http_request request = {.method = "GET", .url = url("/bytes/5000"), .body_cap = 5000};
    ck_assert_int_eq(http_send(&cx, &request, &response), RC_OK);
    ck_assert_uint_eq(response.body_len, 5000);
    const struct http_request more = {.method = "GET", .url = url("/bytes/5001"), .body_cap = 5000};
    ck_assert_int_eq(http_send(&cx, &more, &response), RC_TOO_LARGE);
    ck_assert_str_eq(cx.fault.message, "127.0.0.1 answered more than was asked for (5000 bytes)");
    ck_assert_int_eq(get("/bytes/1048576"), RC_OK);
    ck_assert_int_eq(get("/bytes/1048577"), RC_TOO_LARGE);
    ck_assert_int_eq(get("/headers/50"), RC_OK);
    ck_assert_int_eq(get("/headers/90"), RC_OK);
    ck_assert_int_eq(get("/headers/5000"), RC_TOO_LARGE);
}
END_TEST

START_TEST(bounded_time)
{
    const struct http_request request = {.method = "GET", .url = url("/slow/30"), .total_ms = 300};
    int64_t began = time_monotonic_us();
    ck_assert_int_eq(http_send(&cx, &request, &response), RC_UNAVAILABLE);
    ck_assert_str_eq(cx.fault.message, "127.0.0.1 did not answer in time");
    ck_assert(response.sent && response.status == 0);
    ck_assert_int_lt(time_monotonic_us() - began, 25 * 1000000LL);
}
END_TEST

START_TEST(where_to)
{
    static const char *const refused[] = {"http://example.com/",
                                          "http://127.0.0.1.example.com/",
                                          "http://10.0.0.1/",
                                          "ftp://127.0.0.1/",
                                          "file:///etc/passwd",
                                          "127.0.0.1",
                                          "",
                                          "https://",
                                          "http://[::2]/",
                                          "https://user:secret@example.com/",
                                          "gopher://127.0.0.1/",
                                          "http://0.0.0.0/",
                                          "https://exa mple.com/",
                                          "http://localhost.example.com/",
                                          "smtp://127.0.0.1/"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        ck_assert_msg(http_send(&cx, &(struct http_request){.method = "GET", .url = refused[i]}, &response) == RC_INVALID, "%s",
                      refused[i]);
        ck_assert(!response.sent);
    }
    ck_assert_int_eq(http_send(&cx, &(struct http_request){.method = "GET", .url = "http://127.0.0.1:1/"}, &response),
                     RC_UNAVAILABLE);
    ck_assert_str_eq(cx.fault.message, "127.0.0.1 does not take connections");
    ck_assert(!response.sent);
}
END_TEST

START_TEST(one_header_a_line)
{
    static const struct http_header bad[][2] = {{{"X-A", "a\r\nX-B: b"}, {NULL, NULL}},
                                                {{"X-A\n", "a"}, {NULL, NULL}},
                                                {{"X-A: b\r\nX-C", "a"}, {NULL, NULL}},
                                                {{"X:Y", "a"}, {NULL, NULL}}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const struct http_request request = {.method = "GET", .url = url("/echo"), .headers = bad[i]};
        ck_assert_int_eq(http_send(&cx, &request, &response), RC_INVALID);
    }
}
END_TEST

/* Reaching the cap of the arena anywhere in between leaves nothing behind (LeakSanitizer looks), and the next request goes. */
START_TEST(cap_anywhere)
{
    static jmp_buf escape;
    static volatile long nth;
    static volatile bool done;
    arena_escape(arena, &escape);
    for (nth = 1, done = false; !done && nth < 200; nth++) {
        if (setjmp(escape) == 0) {
            faultpoint_arm(FAULTPOINT_CAP, nth);
            const struct http_request request = {
                .method = "POST", .url = url("/echo"), .body = "x", .body_len = 1, .bearer = "t"};
            ck_assert_int_eq(http_send(&cx, &request, &response), RC_OK);
            done = faultpoint_passed(FAULTPOINT_CAP) < nth;
        } else {
            cx_unwind(&cx);
        }
        faultpoint_arm(FAULTPOINT_CAP, 0);
    }
    ck_assert(done && nth > 5);
    arena_escape(arena, NULL);
}
END_TEST

/* ---- once more ---- */

static enum rc again(const char *path, const struct http_retry *retry)
{
    return http_send_again(&cx, &(struct http_request){.method = "POST", .url = url(path)}, retry, &response);
}

START_TEST(repeated)
{
    static const struct {
        const char *path;
        struct http_retry retry;
        int status;
        const char *body;
    } cases[] = {
        {"/flaky/a/429/2/0", {0}, 200, "3"},
        {"/flaky/b/503/2/0", {0}, 200, "3"},
        {"/flaky/c/503/9/0", {.attempts = 4}, 503, ""},
        {"/flaky/d/500/1/0", {0}, 500, ""},
        {"/flaky/e/500/1/0", {.repeatable = true}, 200, "2"},
        {"/flaky/f/400/1/0", {.repeatable = true}, 400, ""},
        {"/flaky/g/429/1/3600", {0}, 429, ""}, /* not worth waiting for */
        {"/flaky/h/429/1/1", {0}, 200, "2"},
        {"/flaky/i/429/1/Sun,_06_Nov_1994_08:49:37_GMT", {0}, 200, "2"},
        {"/flaky/j/429/1/Fri,_31_Dec_9999_23:59:59_GMT", {0}, 429, ""},
        {"/flaky/k/429/1/soon", {0}, 200, "2"},
        {"/flaky/l/429/1/-", {.budget_ms = 400}, 429, ""},
        {"/flaky/m/429/1/99999999999999999999", {.budget_ms = 400}, 429, ""},
    };
    ck_assert_int_eq(again(cases[_i].path, &cases[_i].retry), RC_OK);
    ck_assert_int_eq(response.status, cases[_i].status);
    ck_assert_str_eq(response.body, cases[_i].body);
}
END_TEST

START_TEST(repeated_connections)
{
    const struct http_request slow = {.method = "POST", .url = url("/slow/9"), .total_ms = 200};
    const struct http_request nobody = {.method = "POST", .url = "http://127.0.0.1:1/"};
    ck_assert_int_eq(http_send_again(&cx, &slow, &(struct http_retry){0}, &response),
                     RC_UNAVAILABLE); /* may have arrived: once */
    int64_t began = time_monotonic_us();
    ck_assert_int_eq(http_send_again(&cx, &slow, &(struct http_retry){.attempts = 2, .repeatable = true}, &response),
                     RC_UNAVAILABLE);
    ck_assert_int_ge(time_monotonic_us() - began, 700000);
    began = time_monotonic_us();
    ck_assert_int_eq(http_send_again(&cx, &nobody, &(struct http_retry){.attempts = 2}, &response), RC_UNAVAILABLE);
    ck_assert_int_ge(time_monotonic_us() - began, 500000);
}
END_TEST

/* ---- TLS, and inside the sandbox ---- */

static enum rc get_tls(const char *host)
{
    const char *to = arena_printf(arena, "https://%s:%d/echo", host, receiver_port);
    return http_send(&cx, &(struct http_request){.method = "GET", .url = to}, &response);
}

START_TEST(identity)
{
    const char *error;
    ck_assert_msg(get_tls("localhost") == RC_OK, "%s", cx.fault.message);
    ck_assert_int_eq(response.status, 200);
    ck_assert_int_eq(get_tls("127.0.0.1"), RC_UNAVAILABLE); /* the certificate names localhost alone */
    ck_assert(str_starts(cx.fault.message, "No safe connection to 127.0.0.1: "));
    ck_assert(!response.sent);
    unsetenv("VISIONCRM_CA_FILE");
    ck_assert(config_load(&error));
    ck_assert_int_eq(get_tls("localhost"), RC_UNAVAILABLE); /* and no authority of the system stands for it */
    ck_assert(str_starts(cx.fault.message, "No safe connection to localhost: "));
}
END_TEST

/* A name that only the resolver knows, so that its thread runs: that the certificate is refused says that there was an address. */
static int try_sandboxed(enum sandbox kind)
{
    FILE *hosts = fopen("/etc/hosts", "re");
    char line[512];
    bool named = false;
    while (hosts && fgets(line, sizeof line, hosts)) {
        named = named || strstr(line, "ip6-localhost") != NULL;
    }
    if (hosts) {
        fclose(hosts);
    }
    sandbox_enter(kind);
    if (get_tls("localhost") != RC_OK || response.status != 200) {
        fprintf(stderr, "sandboxed: %s\n", cx.fault.message);
        return 1;
    }
    if (get_tls("ip6-localhost") != RC_UNAVAILABLE || (named && strstr(cx.fault.message, "is not known"))) {
        fprintf(stderr, "sandboxed, by name: %s\n", cx.fault.message);
        return 2;
    }
    return 0;
}

START_TEST(sandboxed)
{
    static const enum sandbox kinds[] = {SANDBOX_SLOW, SANDBOX_COURIER};
    pid_t pid = fork();
    if (pid == 0) {
        _exit(try_sandboxed(kinds[_i]));
    }
    int status = -1;
    ck_assert(waitpid(pid, &status, 0) == pid);
    ck_assert_int_eq(status, 0);
}
END_TEST

START_TEST(forms)
{
    struct buf form;
    buf_init(&form, arena, 0);
    http_form_add(&form, "metadata[tenant]", "42");
    http_form_add(&form, "Body", "v\xc3\xa9hicule pr\xc3\xaat & plus_-.~!*'()+");
    ck_assert_str_eq(form.data, "metadata[tenant]=42&Body=v%C3%A9hicule%20pr%C3%AAt%20%26%20plus_-.~%21%2A%27%28%29%2B");
}
END_TEST

Suite *suite_http(void)
{
    Suite *suite = suite_create("http");
    TCase *plain = tcase_create("plain");
    tcase_add_checked_fixture(plain, setup_plain, teardown);
    tcase_add_test(plain, what_goes_out);
    tcase_add_test(plain, methods);
    tcase_add_test(plain, any_status_is_an_answer);
    tcase_add_test(plain, bounded_body);
    tcase_add_test(plain, bounded_time);
    tcase_add_test(plain, where_to);
    tcase_add_test(plain, one_header_a_line);
    tcase_add_test(plain, cap_anywhere);
    tcase_add_loop_test(plain, repeated, 0, 13);
    tcase_add_test(plain, repeated_connections);
    tcase_add_test(plain, forms);
    suite_add_tcase(suite, plain);
    TCase *tls = tcase_create("tls");
    tcase_add_checked_fixture(tls, setup_tls, teardown);
    tcase_add_test(tls, identity);
    tcase_add_loop_test(tls, sandboxed, 0, 2);
    suite_add_tcase(suite, tls);
    return suite;
}
