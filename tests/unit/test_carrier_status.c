/* SPDX-License-Identifier: MIT
 *
 * Webhooks of carriers: signatures as the official libraries (svix, twilio 6.2.0 for Node) made them, and what reports change of a
 * message, in any order. */
#include <check.h>
#include <string.h>

#include "base/str.h"
#include "base/time.h"
#include "http/http.h"
#include "messaging/signature.h"
#include "request_fixture.h"
#include "store/internal.h"
#include "tenant/tenant.h"

Suite *suite_carrier_status(void);

/* ---- signatures ---- */

#define SVIX_SECRET "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3"
#define SVIX_BODY "{\"type\":\"email.delivered\",\"created_at\":\"2026-11-22T00:00:00Z\",\"data\":{\"email_id\":\"x\"}}"
#define SVIX_TIME 1795311316LL
#define SVIX_MAC "MYPVOHUI3nYXFCw0v7N3IDz2nEGMrYZbWonrN9ZDo38="
#define SVIX_ZEROS "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

static const struct {
    const char *id, *timestamp, *signature, *body, *secrets;
    int64_t at;
    bool valid;
} svixes[] = {
    {"msg_1", "1795311316", "v1," SVIX_MAC, SVIX_BODY, SVIX_SECRET, SVIX_TIME, true},
    {"msg_1", "1795311316", "v1," SVIX_MAC, SVIX_BODY, SVIX_SECRET, SVIX_TIME + 300, true},
    {"msg_1", "1795311316", "v1," SVIX_MAC, SVIX_BODY, SVIX_SECRET, SVIX_TIME + 301, false},
    {"msg_1", "1795311316", "v1," SVIX_MAC, SVIX_BODY, SVIX_SECRET, SVIX_TIME - 300, true},
    {"msg_1", "1795311316", "v1," SVIX_MAC, SVIX_BODY, SVIX_SECRET, SVIX_TIME - 301, false},
    {"msg_1", "1795311316", "v1," SVIX_ZEROS " v1," SVIX_MAC, SVIX_BODY, SVIX_SECRET, SVIX_TIME, true},
    {"msg_1", "1795311316", "v1," SVIX_MAC, SVIX_BODY, "whsec_b3RoZXI=," SVIX_SECRET, SVIX_TIME, true},
    {"msg_1", "1795311316", "v1," SVIX_MAC, SVIX_BODY, "whsec_b3RoZXI=", SVIX_TIME, false},
    {"msg_1", "1795311316", "v1," SVIX_MAC, SVIX_BODY, "", SVIX_TIME, false},
    {"msg_1", "1795311316", "v1," SVIX_MAC, SVIX_BODY, "whsec_!!!", SVIX_TIME, false},
    {"msg_2", "1795311316", "v1," SVIX_MAC, SVIX_BODY, SVIX_SECRET, SVIX_TIME, false},
    {"msg_1", "1795311317", "v1," SVIX_MAC, SVIX_BODY, SVIX_SECRET, SVIX_TIME, false},
    {"msg_1", "1795311316", "v1," SVIX_MAC, SVIX_BODY " ", SVIX_SECRET, SVIX_TIME, false},
    {"msg_1", "1795311316", "v2," SVIX_MAC, SVIX_BODY, SVIX_SECRET, SVIX_TIME, false},
    {"msg_1", "1795311316", SVIX_MAC, SVIX_BODY, SVIX_SECRET, SVIX_TIME, false},
    {"msg_1", "1795311316", "v1,", SVIX_BODY, SVIX_SECRET, SVIX_TIME, false},
    {"msg_1", "1795311316", "", SVIX_BODY, SVIX_SECRET, SVIX_TIME, false},
    {"msg_1", "x", "v1," SVIX_MAC, SVIX_BODY, SVIX_SECRET, SVIX_TIME, false},
    {"msg_1", "-1795311316", "v1," SVIX_MAC, SVIX_BODY, SVIX_SECRET, SVIX_TIME, false},
    {NULL, "1795311316", "v1," SVIX_MAC, SVIX_BODY, SVIX_SECRET, SVIX_TIME, false},
    {"msg_1", NULL, "v1," SVIX_MAC, SVIX_BODY, SVIX_SECRET, SVIX_TIME, false},
    {"msg_1", "1795311316", NULL, SVIX_BODY, SVIX_SECRET, SVIX_TIME, false},
};

START_TEST(svix_signature)
{
    struct cx cx;
    struct arena *arena = arena_new(0);
    cx_init(&cx, arena);
    cx.now_ms = svixes[_i].at * 1000;
    const struct svix svix = {svixes[_i].id, svixes[_i].timestamp, svixes[_i].signature};
    ck_assert_int_eq(svix_valid(&cx, &svix, svixes[_i].body, strlen(svixes[_i].body), svixes[_i].secrets), svixes[_i].valid);
    arena_free(arena);
}
END_TEST

#define TWILIO_URL "https://g.example/twilio/status?tenant=42"
#define TWILIO_FORM                                                                                                            \
    "MessageSid=SMbbbb&MessageStatus=delivered&To=whatsapp%3A%2B33612345678&From=whatsapp%3A%2B14155238886&AccountSid=ACaaaa&" \
    "Body=%C3%A9t%C3%A9+%26+plus"
#define TWILIO_MAC "Mr/xceNPPIbW0WE4WpRAeZgkzkE="

static const struct {
    const char *form, *url, *signature, *tokens;
    bool valid;
} twilios[] = {
    {TWILIO_FORM, TWILIO_URL, TWILIO_MAC, "auth_token_fake", true},
    {TWILIO_FORM, TWILIO_URL, TWILIO_MAC, "other,auth_token_fake", true},
    {TWILIO_FORM "&Body=%C3%A9t%C3%A9%20%26%20plus", TWILIO_URL, TWILIO_MAC, "auth_token_fake", true},
    {TWILIO_FORM, TWILIO_URL, TWILIO_MAC, "other", false},
    {TWILIO_FORM, TWILIO_URL, TWILIO_MAC, "", false},
    {TWILIO_FORM, TWILIO_URL, TWILIO_MAC "=", "auth_token_fake", false},
    {TWILIO_FORM, TWILIO_URL, "", "auth_token_fake", false},
    {TWILIO_FORM, TWILIO_URL, NULL, "auth_token_fake", false},
    {TWILIO_FORM, "https://g.example/twilio/status?tenant=43", TWILIO_MAC, "auth_token_fake", false},
    {TWILIO_FORM "&X=", TWILIO_URL, TWILIO_MAC, "auth_token_fake", false},
    {"MessageSid=SMbbbb", TWILIO_URL, TWILIO_MAC, "auth_token_fake", false},
};

START_TEST(twilio_signature)
{
    struct cx cx;
    struct http_pair *fields;
    size_t count;
    struct arena *arena = arena_new(0);
    cx_init(&cx, arena);
    ck_assert(http_form_parse(arena, twilios[_i].form, strlen(twilios[_i].form), &fields, &count));
    ck_assert_int_eq(twilio_valid(&cx, twilios[_i].signature, twilios[_i].url, fields, count, twilios[_i].tokens),
                     twilios[_i].valid);
    arena_free(arena);
}
END_TEST

START_TEST(forms)
{
    static const char *const bad[] = {"a=%", "a=%4", "a=%zz", "%ff=a", "a=%00", "a=\xff"};
    struct http_pair *pairs;
    size_t count;
    struct buf many;
    struct arena *arena = arena_new(0);
    ck_assert(http_form_parse(arena, "a=1&&b=%3D%26+x&c&=d&a=2", 24, &pairs, &count));
    ck_assert_uint_eq(count, 5);
    ck_assert_str_eq(pairs[1].value, "=& x");
    ck_assert_str_eq(pairs[2].value, "");
    ck_assert_str_eq(pairs[3].name, "");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert_msg(!http_form_parse(arena, bad[i], strlen(bad[i]), &pairs, &count), "%s", bad[i]);
    }
    buf_init(&many, arena, 0);
    for (size_t i = 0; i < HTTP_FORM_MAX; i++) {
        buf_str(&many, "a=b&");
    }
    ck_assert(http_form_parse(arena, many.data, many.len, &pairs, &count) && count == HTTP_FORM_MAX);
    buf_str(&many, "a");
    ck_assert(!http_form_parse(arena, many.data, many.len, &pairs, &count));
    arena_free(arena);
}
END_TEST

/* ---- reports ---- */

/* What the row says: "DELIVERED|reason", "" for nothing. */
static const char *delivery(void)
{
    struct cx cx;
    const char *found = NULL;
    world_enter(&cx, world.arena);
    struct rows rows;
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT,
                                    "SELECT coalesce(delivery, '') || coalesce('|' || delivery_error, '') FROM outbox "
                                    "WHERE carrier_id = 're_1'",
                                    NO_ARGS, &rows),
                     RC_OK);
    ck_assert_int_eq(rows_next(&rows), RC_OK);
    found = arena_strdup(world.arena, rows_text(&rows, 0));
    rows_close(&rows);
    world_leave(&cx);
    return found;
}

#define EVENT(type, rest)                                                                                                      \
    "{\"type\":\"" type                                                                                                        \
    "\",\"created_at\":\"2026-11-22T00:00:00.000Z\",\"data\":{\"email_id\":\"re_1\",\"tags\":{\"tenant\":\"{tenant}\"}" rest   \
    "}}"

static void resend(const char *body)
{
    ck_assert_int_eq(send_request("POST", "/api/webhooks/resend", body), 200);
    ck_assert_str_eq(answer_body(), "{\"received\":true}");
}

static void twilio(const char *form)
{
    ck_assert_int_eq(send_request("POST", "/api/webhooks/twilio", form), 200);
}

START_TEST(a_message_moves_on)
{
    world_populate();
    resend(EVENT("email.sent", ""));
    ck_assert_str_eq(delivery(), "");
    resend(EVENT("email.opened", ""));
    ck_assert_str_eq(delivery(), "READ");
    resend(EVENT("email.delivered", "")); /* too late */
    ck_assert_str_eq(delivery(), "READ");
    resend(EVENT("email.bounced", ",\"bounce\":{\"message\":\"No such\\nmailbox\",\"type\":\"Permanent\"}"));
    ck_assert_str_eq(delivery(), "BOUNCED|No such mailbox");
    resend(EVENT("email.failed", ",\"failed\":{\"reason\":\"later\"}"));
    ck_assert_str_eq(delivery(), "BOUNCED|No such mailbox");
}
END_TEST

START_TEST(twilio_reports)
{
    world_populate();
    twilio("MessageSid=re_1&MessageStatus=sent");
    ck_assert_str_eq(delivery(), "");
    twilio("MessageSid=re_1&MessageStatus=delivered");
    ck_assert_str_eq(delivery(), "DELIVERED");
    twilio("ErrorCode=63016&MessageSid=re_1&MessageStatus=undelivered");
    ck_assert_str_eq(delivery(), "FAILED|63016");
}
END_TEST

START_TEST(what_nobody_knows_is_acknowledged)
{
    static const char *const events[] = {
        "{\"type\":\"email.delivered\",\"data\":{\"email_id\":\"re_1\"}}",
        "{\"type\":\"email.delivered\",\"data\":{\"email_id\":\"re_1\",\"tags\":{\"tenant\":\"x\"}}}",
        "{\"type\":\"email.delivered\",\"data\":{\"email_id\":\"re_2\",\"tags\":{\"tenant\":\"{tenant}\"}}}",
        "{\"type\":\"email.delivered\",\"data\":{\"tags\":{\"tenant\":\"{tenant}\"}}}",
        "{\"type\":\"domain.created\",\"data\":{}}",
        "{\"type\":\"email.delivered\"}",
    };
    world_populate();
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        resend(events[i]);
        ck_assert_str_eq(delivery(), "");
    }
    resend(arena_printf(world.arena,
                        "{\"type\":\"email.opened\",\"data\":{\"email_id\":\"re_1\",\"tags\":{\"tenant\":\"%s\"}}}",
                        "01890000-0000-7000-8000-0000000000aa"));
    twilio("MessageSid=SM2&MessageStatus=delivered");
    twilio("MessageStatus=delivered");
    twilio("");
    ck_assert_str_eq(delivery(), "");
    resend("{\"type\":\"email.delivered\",\"data\":{\"email_id\":\"re_1\",\"tags\":[{\"name\":\"a\",\"value\":\"b\"},{\"name\":"
           "\"tenant\","
           "\"value\":\"{tenant}\"}]}}"); /* the other spelling of tags */
    ck_assert_str_eq(delivery(), "DELIVERED");
    world.tenant = ""; /* the apex: where Resend calls, and Twilio never */
    resend(EVENT("email.opened", ""));
    ck_assert_int_eq(send_request("POST", "/api/webhooks/twilio", "MessageSid=re_1&MessageStatus=read"), 404);
    ck_assert_str_eq(delivery(), "READ");
}
END_TEST

static int tell_resend(const char *id, int64_t age_ms)
{
    char at[25];
    time_format_ms(time_now_ms() - age_ms, at);
    return send_request("POST", "/api/webhooks/resend",
                        arena_printf(world.arena,
                                     "{\"type\":\"email.delivered\",\"created_at\":\"%s\",\"data\":{\"email_id\":\"%s\","
                                     "\"tags\":{\"tenant\":\"{tenant}\"}}}",
                                     at, id));
}

/* What has just happened to a message whose id we may not have noted yet is to be said again. */
START_TEST(a_report_that_comes_too_early)
{
    world_populate();
    ck_assert_int_eq(tell_resend("re_2", 0), 503);
    ck_assert_int_eq(tell_resend("re_2", 9 * 60 * 1000), 503);
    ck_assert_int_eq(tell_resend("re_2", 11 * 60 * 1000), 200);
    ck_assert_int_eq(tell_resend("re_1", 0), 200);
    ck_assert_int_eq(tell_resend("re_1", 0), 200); /* again: it changes nothing, but is known */
    ck_assert_str_eq(delivery(), "DELIVERED");
}
END_TEST

START_TEST(what_is_no_event)
{
    static const char *const bad[] = {"", "[]", "{}", "{\"type\":1}", "{\"type\":\"a\"", "null", "\"x\""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert_msg(send_request("POST", "/api/webhooks/resend", bad[i]) == 400, "%s", bad[i]);
    }
    ck_assert_int_eq(send_request("POST", "/api/webhooks/twilio", "a=%"), 400);
    ck_assert_int_eq(send_request("POST", "/api/webhooks/twilio", "b=2&a=1"),
                     400); /* signed in another order than the fields' */
    ck_assert_str_eq(answer_text("code"), "INVALID_SIGNATURE");
}
END_TEST

Suite *suite_carrier_status(void)
{
    Suite *suite = suite_create("carrier_status");
    TCase *signatures = tcase_create("signatures");
    tcase_add_loop_test(signatures, svix_signature, 0, sizeof svixes / sizeof *svixes);
    tcase_add_loop_test(signatures, twilio_signature, 0, sizeof twilios / sizeof *twilios);
    tcase_add_test(signatures, forms);
    suite_add_tcase(suite, signatures);
    TCase *reports = tcase_create("reports");
    tcase_add_checked_fixture(reports, world_setup, world_teardown);
    tcase_add_test(reports, a_message_moves_on);
    tcase_add_test(reports, twilio_reports);
    tcase_add_test(reports, what_nobody_knows_is_acknowledged);
    tcase_add_test(reports, a_report_that_comes_too_early);
    tcase_add_test(reports, what_is_no_event);
    suite_add_tcase(suite, reports);
    return suite;
}
