/* SPDX-License-Identifier: MIT
 *
 * lib/base: arena, buffer, context, ids, log, configuration. Text and decimals are in test_text.c, the calendar in test_time.c. */
#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/config_value.h"
#include "base/cx.h"
#include "base/faultpoint.h"
#include "base/log.h"
#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"

Suite *suite_base(void);

/* ---- arena and buffer ---- */

START_TEST(arena_zeroes_and_aligns)
{
    struct arena *arena = arena_new(0);
    for (int round = 0; round < 3; round++) {
        for (size_t size = 0; size < 300; size++) {
            unsigned char *bytes = arena_alloc(arena, size);
            ck_assert_uint_eq((uintptr_t)bytes % _Alignof(max_align_t), 0);
            for (size_t i = 0; i < size; i++) {
                ck_assert_uint_eq(bytes[i], 0);
            }
            memset(bytes, 0xAA, size); /* so that the next round shows whether memory is zeroed again */
        }
        ck_assert_uint_gt(arena_used(arena), 299 * 300 / 2);
        arena_reset(arena);
        ck_assert_uint_eq(arena_used(arena), 0);
    }
    arena_free(arena);
}
END_TEST

START_TEST(arena_grows_beyond_a_block)
{
    struct arena *arena = arena_new(0);
    char *first = arena_strdup(arena, "first");
    char *big = arena_alloc(arena, 5u << 20);
    memset(big, 'x', 5u << 20);
    for (int i = 0; i < 10000; i++) {
        ck_assert_str_eq(arena_printf(arena, "%d-%s", i, "text") + (i < 10 ? 2 : i < 100 ? 3 : i < 1000 ? 4 : 5), "text");
    }
    ck_assert_str_eq(first, "first");
    ck_assert_int_eq(big[(5u << 20) - 1], 'x');
    arena_free(arena);
}
END_TEST

START_TEST(arena_grow_keeps_content)
{
    struct arena *arena = arena_new(0);
    char *text = arena_strdup(arena, "0123456789");
    char *grown = arena_grow(arena, text, 11, 4000);
    ck_assert_ptr_eq(grown, text); /* the newest allocation grows where it is */
    (void)arena_alloc(arena, 1);
    char *moved = arena_grow(arena, grown, 4000, 8000);
    ck_assert_ptr_ne(moved, grown);
    ck_assert_str_eq(moved, "0123456789");
    ck_assert_ptr_eq(arena_grow(arena, moved, 8000, 10), moved);
    ck_assert_ptr_null(arena_strdup(arena, NULL));
    ck_assert_str_eq(arena_strndup(arena, "abcdef", 3), "abc");
    arena_free(arena);
}
END_TEST

START_TEST(arena_cap_ends_the_process)
{
    log_to(-1);
    struct arena *arena = arena_new(100000);
    (void)arena_alloc(arena, 90000);
    (void)arena_alloc(arena, ARENA_RESERVE_BYTES + 20000);
}
END_TEST

START_TEST(arena_array_overflow_ends_the_process)
{
    log_to(-1);
    (void)arena_array(arena_new(0), SIZE_MAX / 4, 8);
}
END_TEST

START_TEST(arena_fault_ends_the_process)
{
    log_to(-1);
    struct arena *arena = arena_new(0);
    faultpoint_arm(FAULTPOINT_ALLOC, 3);
    (void)arena_alloc(arena, 1);
    (void)arena_alloc(arena, 1);
    if (faultpoint_passed(FAULTPOINT_ALLOC) != 2) {
        exit(0); /* not the abort that is expected */
    }
    (void)arena_alloc(arena, 1);
}
END_TEST

/* Takes more than the cap holds, from a scratch beside the arena if `scratch`; returns once it is stopped. */
static void take_too_much(struct cx *cx, bool scratch)
{
    jmp_buf escape;
    struct scratch beside;
    if (setjmp(escape) == 0) {
        arena_escape(cx->arena, &escape);
        if (scratch) {
            cx_scratch_begin(cx, &beside);
        }
        for (;;) {
            (void)arena_alloc(cx->arena, 1000);
        }
    }
    cx_unwind(cx);
    arena_escape(cx->arena, NULL);
}

static void set_true(void *flag)
{
    *(bool *)flag = true;
}

START_TEST(arena_escape_leads_out)
{
    struct arena *arena = arena_new(1u << 20);
    for (int round = 0; round < 6; round++) {
        struct cx cx;
        bool released = false;
        cx_init(&cx, arena);
        cx_defer(&cx, set_true, &released);
        fault_field(&cx, "a", PROBLEM_REQUIRED, "b");
        take_too_much(&cx, round % 2);
        ck_assert_ptr_eq(cx.arena, arena);
        ck_assert(released);
        ck_assert_int_eq(cx.fault.rc, RC_OK);
        ck_assert_str_eq(arena_strdup(arena, "there is a reserve to tell of it"), "there is a reserve to tell of it");
        arena_reset(arena);
        ck_assert_uint_eq(arena_used(arena), 0);
    }
    arena_free(arena);
}
END_TEST

START_TEST(buf_appends)
{
    struct arena *arena = arena_new(0);
    struct buf buf;
    buf_init(&buf, arena, 0);
    ck_assert_str_eq(buf.data, "");
    for (int i = 0; i < 1000; i++) {
        buf_str(&buf, "abc");
        buf_char(&buf, ',');
        (void)arena_alloc(arena, 3); /* makes it move */
    }
    ck_assert_uint_eq(buf.len, 4000);
    ck_assert_uint_eq(strlen(buf.data), 4000);
    buf_clear(&buf);
    buf_int(&buf, INT64_MIN);
    buf_char(&buf, ' ');
    buf_int(&buf, 0);
    buf_printf(&buf, " %s=%d", "n", 42);
    ck_assert_str_eq(buf.data, "-9223372036854775808 0 n=42");
    memcpy(buf_reserve(&buf, 3), "xyz", 3);
    buf.len += 3;
    ck_assert_str_eq(buf.data, "-9223372036854775808 0 n=42xyz");
    arena_free(arena);
}
END_TEST

/* ---- context ---- */

static char order[8];

static void note(void *letter)
{
    size_t len = strlen(order);
    order[len] = *(char *)letter;
}

START_TEST(cx_defers_newest_first)
{
    struct arena *arena = arena_new(0);
    struct cx cx;
    cx_init(&cx, arena);
    ck_assert_int_gt(cx.now_ms, 0);
    char letters[] = "abc";
    for (int i = 0; i < 3; i++) {
        cx_defer(&cx, note, &letters[i]);
    }
    cx_end(&cx);
    cx_end(&cx); /* a second end has nothing left to do */
    ck_assert_str_eq(order, "cba");
    arena_free(arena);
}
END_TEST

/* What went wrong outlives the scratch; what was deferred inside does not wait for the end of the context. */
START_TEST(scratch_is_emptied)
{
    struct arena *arena = arena_new(0);
    struct cx cx;
    struct scratch scratch;
    char letters[] = "abc";
    cx_init(&cx, arena);
    order[0] = order[1] = order[2] = order[3] = '\0';
    cx_defer(&cx, note, &letters[0]);
    cx_scratch_begin(&cx, &scratch);
    ck_assert_ptr_ne(cx.arena, arena);
    for (int i = 0; i < 1000; i++) {
        arena_alloc(cx.arena, 1u << 20);
        cx_scratch_reset(&cx, &scratch);
    }
    ck_assert_uint_eq(arena_used(cx.arena), 0);
    fault_field(&cx, "one", PROBLEM_REQUIRED, arena_printf(cx.arena, "first %d", 1));
    cx_defer(&cx, note, &letters[1]);
    cx_scratch_reset(&cx, &scratch);
    ck_assert_str_eq(order, "b");
    fault_field(&cx, "two", PROBLEM_REQUIRED, "second");
    cx_defer(&cx, note, &letters[2]);
    cx_scratch_end(&cx, &scratch);
    ck_assert_ptr_eq(cx.arena, arena);
    ck_assert_str_eq(order, "bc");
    ck_assert_int_eq(cx.fault.rc, RC_INVALID);
    ck_assert_str_eq(cx.fault.fields->problem.message, "first 1");
    ck_assert_str_eq(cx.fault.fields->next->field, "two");
    fault_field(&cx, "three", PROBLEM_REQUIRED, "third");
    ck_assert_str_eq(cx.fault.fields->next->next->field, "three");
    cx_end(&cx);
    ck_assert_str_eq(order, "bca");
    arena_free(arena);
}
END_TEST

START_TEST(fault_collects)
{
    struct arena *arena = arena_new(0);
    struct cx cx;
    cx_init(&cx, arena);
    ck_assert_int_eq(fault_check(&cx), RC_OK);
    char name[] = "email";
    ck_assert_int_eq(fault_field(&cx, name, PROBLEM_REQUIRED, "Invalid"), RC_INVALID);
    name[0] = 'X'; /* the row holds a copy */
    (void)fault_field(&cx, "phone", PROBLEM_REQUIRED, "Too long");
    ck_assert_int_eq(fault_check(&cx), RC_INVALID);
    ck_assert_str_eq(cx.fault.code, "VALIDATION_ERROR");
    ck_assert_str_eq(cx.fault.fields->field, "email");
    ck_assert_str_eq(cx.fault.fields->next->problem.message, "Too long");
    ck_assert_ptr_null(cx.fault.fields->next->next);
    ck_assert_int_eq(fault_printf(&cx, RC_CONFLICT, "TWICE", "%d times", 2), RC_CONFLICT);
    ck_assert_str_eq(cx.fault.message, "2 times");
    ck_assert_ptr_nonnull(cx.fault.fields);
    fault_clear(&cx);
    ck_assert_int_eq(cx.fault.rc, RC_OK);
    ck_assert_int_eq(fault_check(&cx), RC_OK);
    ck_assert_int_eq(fault_not_found(&cx, "Contact"), RC_NOT_FOUND);
    ck_assert_str_eq(cx.fault.message, "Contact not found");
    (void)fault_field(&cx, "again", PROBLEM_REQUIRED, "x");
    ck_assert_str_eq(cx.fault.fields->field, "again");
    arena_free(arena);
}
END_TEST

/* ---- ids ---- */

/* Stands in for libc's: while it is not zero, the wall clock shows this second and does not move. */
static time_t stopped_s;

int clock_gettime(clockid_t id, struct timespec *now)
{
    if (id == CLOCK_REALTIME && stopped_s) {
        *now = (struct timespec){.tv_sec = stopped_s};
        return 0;
    }
    return (int)syscall(SYS_clock_gettime, id, now);
}

/* Makes `count` ids and fails unless each is greater than the one before. */
static void make_ids(int count, char last[UUID_LEN])
{
    for (int i = 0; i < count; i++) {
        char id[UUID_LEN];
        uuid_v7(id);
        if (strcmp(last, id) >= 0 || !uuid_valid(id) || id[14] != '7' || !strchr("89ab", id[19])) {
            ck_abort_msg("%s after %s", id, last);
        }
        memcpy(last, id, UUID_LEN);
    }
}

START_TEST(uuid_order)
{
    char last[UUID_LEN] = "";
    make_ids(100000, last);
}
END_TEST

START_TEST(uuid_order_without_a_clock)
{
    char last[UUID_LEN] = "";
    stopped_s = 2000000000;
    make_ids(10000, last);  /* more than 4,096: they run into the next milliseconds */
    stopped_s = 1900000000; /* and a clock set back changes nothing */
    make_ids(100, last);
    ck_assert(str_starts(last, "01d1a94a"));
}
END_TEST

START_TEST(uuid_syntax)
{
    ck_assert(uuid_valid("019A0000-0000-7000-8000-00000000abcd"));
    ck_assert(!uuid_valid(NULL) && !uuid_valid("") && !uuid_valid("019a0000-0000-7000-8000-00000000abc"));
    ck_assert(!uuid_valid("019a0000-0000-7000-8000-00000000abcde") && !uuid_valid("019a0000-0000-7000-8000-00000000abcg"));
    ck_assert(!uuid_valid("019a000000000-7000-8000-00000000abcd") && !uuid_valid("019a0000-0000-7000-8000-0000000-abcd"));
    struct arena *arena = arena_new(0);
    ck_assert(uuid_valid(uuid_new(arena)) && !str_eq(uuid_new(arena), uuid_new(arena)));
    arena_free(arena);
}
END_TEST

/* ---- log and configuration ---- */

START_TEST(log_lines)
{
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    log_to(fileno(file));
    log_raw("{\"raw\":1}\n", 10);
    log_line(LOG_LEVEL_WARNING, "a \"b\"\n\\ %s", "\xC3\xA9");
    log_line(LOG_LEVEL_INFO, "bad \xFF");
    log_to(-1);
    char text[1024] = "";
    rewind(file);
    size_t len = fread(text, 1, sizeof text - 1, file);
    ck_assert_uint_gt(len, 0);
    ck_assert(str_starts(text, "{\"raw\":1}\n{\"time\":\"20"));
    ck_assert_ptr_nonnull(strstr(text, "\"level\":\"warning\",\"pid\":"));
    ck_assert_ptr_nonnull(strstr(text, ",\"message\":\"a \\\"b\\\"\\u000a\\\\ \xC3\xA9\"}\n"));
    ck_assert(str_ends(text, "\"message\":\"bad ?\"}\n"));
    ck_assert_int_eq(fclose(file), 0);
}
END_TEST

/* Whoever reads the log stops reading: lines are lost, the process goes on, and later lines are whole. */
START_TEST(log_stalled)
{
    int ends[2];
    char text[8192];
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
    log_to(ends[1]);
    int64_t began_us = time_monotonic_us();
    for (int i = 0; i < 2000; i++) {
        log_line(LOG_LEVEL_INFO, "%0500d", i);
    }
    ck_assert(time_monotonic_us() - began_us < 10000000);
    while (read(ends[0], text, sizeof text) > 0) {
    }
    log_line(LOG_LEVEL_INFO, "heard again");
    ssize_t len = read(ends[0], text, sizeof text - 1);
    log_to(-1);
    ck_assert_int_gt(len, 0);
    text[len] = '\0';
    ck_assert(str_starts(text, "{\"time\":") && strstr(text, "heard again\"}\n"));
    close(ends[0]);
    close(ends[1]);
}
END_TEST

/* Loads `text` as the file; the message without the file's name, or "" on success. */
static const char *load(const char *text)
{
    static char message[512];
    char path[] = "/tmp/visioncrm-test-XXXXXX";
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    ck_assert_int_eq(close(fd), 0);
    ck_assert_int_eq(setenv("VISIONCRM_CONF", path, 1), 0);
    const char *error;
    bool ok = config_load(&error);
    ck_assert_int_eq(unlink(path), 0);
    if (ok) {
        return "";
    }
    ck_assert(str_starts(error, path) || str_starts(error, "environment") || str_starts(error, "settings"));
    const char *rest = str_starts(error, path) ? error + strlen(path) : error;
    ck_assert_int_gt(snprintf(message, sizeof message, "%s", rest), 0);
    return message;
}

/* Other tests' environment must not leak in. */
static void clean_environment(void)
{
    ck_assert_int_eq(unsetenv("VISIONCRM_WORKERS") | unsetenv("VISIONCRM_DOMAIN") | unsetenv("VISIONCRM_HTTPS_PORT"), 0);
}

START_TEST(config_precedence)
{
    clean_environment();
    ck_assert_str_eq(config_get("domain"), "visioncrm.localhost"); /* before any load */
    ck_assert_str_eq(load("# comment\n; other\n\n workers = 7 \ndomain=example.org\nlog = a=b\n"), "");
    ck_assert_int_eq(config_int("workers"), 7);
    ck_assert_str_eq(config_get("domain"), "example.org");
    ck_assert_str_eq(config_get("log"), "a=b");
    ck_assert_int_eq(config_int("https_port"), 8443);
    ck_assert_str_eq(config_get("apex_tenant"), "");
    ck_assert_ptr_nonnull(config_file());
    ck_assert_int_eq(setenv("VISIONCRM_WORKERS", "9", 1), 0);
    ck_assert_int_eq(setenv("VISIONCRM_NO_SUCH_KEY", "x", 1), 0);
    ck_assert_str_eq(load("workers = 7\n"), "");
    ck_assert_int_eq(config_int("workers"), 9);
    ck_assert_str_eq(config_get("domain"), "visioncrm.localhost"); /* the earlier file is forgotten */
    ck_assert(!config_installed());
}
END_TEST

START_TEST(config_errors)
{
    clean_environment();
    ck_assert_str_eq(load("workers = 7\nwokers = 8\n"), ":2: unknown key: wokers");
    ck_assert_str_eq(load("\nworkers = many\n"), ":2: workers = many: must be a whole number from 1 to 120");
    ck_assert_str_eq(load("signup = close\n"), ":1: signup = close: must be open or closed");
    ck_assert_str_eq(load("workers\n"), ":1: not \"key = value\": workers");
    ck_assert_str_eq(load("data = /a\ndata = /b\n"), ":2: data is given twice");
    ck_assert_str_eq(load("https_port = 8000\n"), "settings: https_port and http_port are the same");
    ck_assert_str_eq(load("http_redirect_port = 8443\n"), "settings: http_redirect_port is another port already");
    ck_assert_str_eq(load("proxy_protocol = on\n"), "settings: proxy_protocol = on: trusted_proxies must name the proxies");
    ck_assert_str_eq(load("colour = blue\n"), ":1: unknown key: colour"); /* no feature, no key */
    ck_assert_str_eq(load("ai = http://model.test/v1\n"),
                     ":1: ai = http://model.test/v1: must be builtin, or the URL of a service "
                     "(https://…/v1, or http:// on this machine)");
    ck_assert_str_eq(load("ai_model = a b\n"), ":1: ai_model = a b: must be a word without blanks");
    ck_assert_str_eq(load("ai = https://model.test/v1\nai_model = org/model:7b\n"), "");
    ck_assert_int_eq(setenv("VISIONCRM_HTTPS_PORT", "", 1), 0);
    ck_assert_str_eq(load(""), "environment: VISIONCRM_HTTPS_PORT = : must be a whole number from 1 to 65535");
    clean_environment();
    ck_assert_int_eq(setenv("VISIONCRM_CONF", "/nonexistent/visioncrm.conf", 1), 0);
    const char *error;
    ck_assert(!config_load(&error));
    ck_assert(str_starts(error, "/nonexistent/visioncrm.conf"));
}
END_TEST

/* One row: what a key takes and what it does not. */
struct values {
    const char *key;
    const char *good[8];
    const char *bad[16];
};

static const struct values values[] = {
    {"workers", {"1", "120"}, {"0", "121", "-1", "+2", "2.5", "1e1", "0x2", "", " ", "two", "99999999999999999999"}},
    {"https_port", {"1", "443", "65535"}, {"0", "65536", "-443", "https", "443/tcp"}},
    {"http_redirect_port", {"0", "80"}, {"-1", "65536", "off", ""}},
    {"rate_limit_scale", {"0", "1", "0.5", "100", "2."}, {"", "-1", "x", "1e3", "nan", "inf", "1.2.3", ".", "1,5", "0x1"}},
    {"signup", {"open", "closed"}, {"close", "Open", "OPEN", "yes", "true", "", "open # really", "open,closed"}},
    {"mail",
     {"maildir", "smtp://localhost:25", "smtp://localhost", "smtp://me%40garage.fr@mail.garage.fr:587", "smtps://[::1]:465"},
     {"smtp://h:99999", "smtp://h:", "smtp://h:0", "smtp://me:secret@h", "smtp://[::1", "nonsense", "smtp://", "smtp://@host",
      "smtp:host", "smtps://me@", "smtp://host/path", "smtp://ho st", "http://host", ""}},
    {"mail_from",
     {"", "courrier@host.fr", "a.b+c@xn--caf-dma.fr"},
     {"a", "@b.fr", "a@", "a@b c", "a b@c.fr", "a@1.2.3.4", "<a@b.fr>"}},
    {"resend_url",
     {"https://api.resend.com", "http://127.0.0.1:8080/x", "http://localhost:1", "http://[::1]"},
     {"", "http://api.resend.com", "https://", "https:///x", "ftp://a", "api.resend.com", "https://a b", "https://a\"b"}},
    {"twilio_from",
     {"", "+33612345678", "whatsapp:+14155238886"},
     {"+33 6", "06", "0612345678", "+0612345678", "+33612345678x"}},
    {"stripe_prices",
     {"", "price_1=PRO", "price_1=PRO,price_2=PRO, price_3=BUSINESS", "price_1=PRO,price_11=PRO"},
     {"price_1", "=PRO", "price_1=GOLD", "price_1=PRO,", "price_1=PRO,price_1=BUSINESS", "a=PRO,b=PRO,a=PRO"}},
    {"whatsapp", {"spool"}, {"", "sms"}},
    {"proxy_protocol", {"off"}, {"yes", "1", ""}},
    {"domain",
     {"localhost", "crm.example.org", "xn--caf-dma.fr", "a-b.c3"},
     {"", "Crm.example.org", "crm.example.org.", ".example.org", "crm..org", "-a.org", "a-.org", "127.0.0.1",
      "crm.example.org:443", "https://crm.example.org", "crm_example.org", "café.fr"}},
    {"default_tenant", {"", "demo", "garage-martin"}, {"ab", "Demo", "-demo", "demo-", "de.mo", "de mo"}},
    {"data", {"/var/lib/visioncrm", "var/data", "../x"}, {"", "/a b", "/a\"b", "/a;b", "/a$b", "/a#b", "/a{b", "/a\\b"}},
    {"secret_file", {"", "/etc/visioncrm/secret.key"}, {"/a b", "/x # comment"}},
    {"user", {"", "daemon"}, {"root", "nobody-has-this-name", "0", "daemon "}},
    {"bind",
     {"loopback", "any", "127.0.0.1", "10.0.0.1, ::1", "fe80::1"},
     {"", "localhost", "all", "*", "10.0.0", "10.0.0.0/8", "10.0.0.1,", ",", "any, 10.0.0.1", "[::1]", "10.0.0.1:443"}},
    {"trusted_proxies",
     {"", "10.0.0.1", "10.0.0.0/8, fd00::/8", "192.0.2.1,2001:db8::1"},
     {"any", "10.0.0.0/33", "fd00::/129", "10.0.0.1/", "10.0.0.1 10.0.0.2", "10.0.0.0/8,", "proxy.example.org", "10.0.0.0/-1"}},
};

static const struct config_key *key_of(const char *name)
{
    const struct config_key *key = config_keys;
    while (!str_eq(key->name, name)) {
        key++;
    }
    return key;
}

START_TEST(config_values)
{
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        const struct config_key *key = key_of(values[i].key);
        for (size_t n = 0; n < 8 && values[i].good[n]; n++) {
            ck_assert_msg(config_allows(key, values[i].good[n]), "%s = %s", key->name, values[i].good[n]);
        }
        for (size_t n = 0; n < 16 && values[i].bad[n]; n++) {
            ck_assert_msg(!config_allows(key, values[i].bad[n]), "%s = %s", key->name, values[i].bad[n]);
        }
    }
}
END_TEST

START_TEST(config_table)
{
    struct arena *arena = arena_new(0);
    for (const struct config_key *key = config_keys; key->name; key++) {
        ck_assert_ptr_nonnull(key->fallback);
        ck_assert_msg(str_ends(key->about, "."), "%s has no sentence", key->name);
        ck_assert_msg(config_allows(key, key->fallback), "%s does not allow its default", key->name);
        ck_assert_msg(*config_allowed(arena, key), "%s does not say what it allows", key->name);
        for (const struct config_key *other = config_keys; other != key; other++) {
            ck_assert_str_ne(other->name, key->name);
        }
    }
    arena_free(arena);
}
END_TEST

START_TEST(config_unknown_ends_the_process)
{
    log_to(-1);
    (void)config_get("no_such_key");
}
END_TEST

Suite *suite_base(void)
{
    Suite *suite = suite_create("base");
    TCase *memory = tcase_create("memory");
    tcase_add_test(memory, arena_zeroes_and_aligns);
    tcase_add_test(memory, arena_grows_beyond_a_block);
    tcase_add_test(memory, arena_grow_keeps_content);
    tcase_add_test_raise_signal(memory, arena_cap_ends_the_process, SIGABRT);
    tcase_add_test_raise_signal(memory, arena_array_overflow_ends_the_process, SIGABRT);
    tcase_add_test_raise_signal(memory, arena_fault_ends_the_process, SIGABRT);
    tcase_add_test(memory, arena_escape_leads_out);
    tcase_add_test(memory, buf_appends);
    tcase_add_test(memory, cx_defers_newest_first);
    tcase_add_test(memory, scratch_is_emptied);
    tcase_add_test(memory, fault_collects);
    suite_add_tcase(suite, memory);

    TCase *process = tcase_create("process");
    tcase_set_timeout(process, 30);
    tcase_add_test(process, uuid_order);
    tcase_add_test(process, uuid_order_without_a_clock);
    tcase_add_test(process, uuid_syntax);
    tcase_add_test(process, log_lines);
    tcase_add_test(process, log_stalled);
    tcase_add_test(process, config_precedence);
    tcase_add_test(process, config_errors);
    tcase_add_test(process, config_values);
    tcase_add_test(process, config_table);
    tcase_add_test_raise_signal(process, config_unknown_ends_the_process, SIGABRT);
    suite_add_tcase(suite, process);
    return suite;
}
