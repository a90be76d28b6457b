/* SPDX-License-Identifier: MIT
 *
 * Carriers against a receiver: that their requests are those that the official clients send (resend 6.38.0 and twilio 6.2.0 for
 * Node, recorded), and what is made of the answers. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "base/str.h"
#include "folder_fixture.h"
#include "http/http.h"
#include "messaging/carrier.h"
#include "receiver_fixture.h"
#include "tenant/tenant.h"

Suite *suite_carrier(void);

static char folder[FOLDER_LEN];
static struct cx cx;
static struct tenant tenant = {.id = "42", .subdomain = "g", .name = "Garage Fictif"};
static struct message letter;
static struct message text;

static void set(const char *name, const char *value)
{
    const char *error;
    setenv(name, value, 1);
    ck_assert_msg(config_load(&error), "%s", error);
}

static void setup(void)
{
    static const struct attachment invoice = {
        .filename = "FA-2026-000123.pdf", .type = "application/pdf", .content = "%PDF-1.7", .len = 8};
    setenv("VISIONCRM_RESEND_KEY", "re_FAKE", 1);
    setenv("VISIONCRM_TWILIO_ACCOUNT", "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 1);
    setenv("VISIONCRM_TWILIO_TOKEN", "auth_token_fake", 1);
    setenv("VISIONCRM_TWILIO_FROM", "+14155238886", 1);
    setenv("VISIONCRM_MAIL_FROM", "factures@garage.example", 1);
    setenv("VISIONCRM_DOMAIN", "example", 1);
    setenv("VISIONCRM_HTTPS_PORT", "443", 1);
    test_installation_open(folder, &cx);
    receiver_start(NULL);
    cx.tenant = &tenant;
    letter = (struct message){.id = "0198",
                              .channel = "email",
                              .kind = "MESSAGE",
                              .attempt_id = "facture-123/envoi-1",
                              .recipient = "client@example.test",
                              .subject = "Votre facture FA-2026-000123",
                              .body = "Bonjour",
                              .html = "<p>Bonjour</p>",
                              .reply_to = "contact@garage.example",
                              .attachments = &invoice,
                              .attachment_count = 1};
    text = (struct message){.id = "0199",
                            .channel = "whatsapp",
                            .kind = "MESSAGE",
                            .attempt_id = "a1",
                            .recipient = "+33612345678",
                            .body = "Votre v\xc3\xa9hicule est pr\xc3\xaat"};
}

static void teardown(void)
{
    receiver_stop();
    test_installation_close(folder, &cx);
}

/* Where the services answer for the next messages: /answer/<what>. */
static void serve(const char *what)
{
    const char *url = arena_printf(cx.arena, "http://127.0.0.1:%d/answer/%s", receiver_port, what);
    set("VISIONCRM_RESEND_URL", url);
    set("VISIONCRM_TWILIO_URL", url);
    cx.fault.retry_after_s = 0;
}

/* The last request, as JSON that Python wrote. */
static const char *last_request(void)
{
    struct http_response response;
    const char *url = arena_printf(cx.arena, "http://127.0.0.1:%d/last", receiver_port);
    ck_assert_int_eq(http_send(&cx, &(struct http_request){.method = "GET", .url = url}, &response), RC_OK);
    return response.body;
}

static void expect_in(const char *whole, const char *part)
{
    ck_assert_msg(strstr(whole, part) != NULL, "%s\nis not in\n%s", part, whole);
}

/* As recorded, but for a header of the letter that the recording had and we have not. */
START_TEST(resend_request)
{
    serve("200/resend_ok/-");
    ck_assert_int_eq(resend_send(&cx, &letter), RC_OK);
    ck_assert_str_eq(letter.carrier_id, "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794");
    const char *request = last_request();
    expect_in(request, "\"method\": \"POST\"");
    expect_in(request, "/emails\"");
    expect_in(request, "\"authorization\": \"Bearer re_FAKE\"");
    expect_in(request, "\"content-type\": \"application/json\"");
    expect_in(request, "\"idempotency-key\": \"facture-123/envoi-1\"");
    expect_in(
        request,
        "\"body\": \"{\\\"attachments\\\":[{\\\"content\\\":\\\"JVBERi0xLjc=\\\",\\\"filename\\\":\\\"FA-2026-000123.pdf\\\","
        "\\\"content_type\\\":\\\"application/pdf\\\"}],\\\"from\\\":\\\"Garage Fictif <factures@garage.example>\\\","
        "\\\"html\\\":\\\"<p>Bonjour</p>\\\",\\\"reply_to\\\":\\\"contact@garage.example\\\",\\\"subject\\\":\\\"Votre "
        "facture FA-2026-000123\\\",\\\"tags\\\":[{\\\"name\\\":\\\"tenant\\\",\\\"value\\\":\\\"42\\\"}],\\\"text\\\":"
        "\\\"Bonjour\\\",\\\"to\\\":[\\\"client@example.test\\\"]}\"");
}
END_TEST

START_TEST(twilio_request)
{
    serve("201/twilio_ok/-");
    ck_assert_int_eq(twilio_send(&cx, &text), RC_OK);
    ck_assert_str_eq(text.carrier_id, "SMbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");
    const char *request = last_request();
    expect_in(request, "\"method\": \"POST\"");
    expect_in(request, "/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Messages.json\"");
    expect_in(request, "\"authorization\": \"Basic QUNhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYTphdXRoX3Rva2VuX2Zha2U=\"");
    expect_in(request, "\"content-type\": \"application/x-www-form-urlencoded\"");
    expect_in(
        request,
        "\"body\": "
        "\"To=whatsapp%3A%2B33612345678&StatusCallback=https%3A%2F%2Fg.example%2Fapi%2Fwebhooks%2Ftwilio%3Fmessage%3D0199&From="
        "whatsapp%3A%2B14155238886&Body=Votre%20v%C3%A9hicule%20est%20pr%C3%AAt\"");
}
END_TEST

/* What was refused as freeform goes as the template, where there is one. */
START_TEST(twilio_template)
{
    serve("400/twilio_window/-");
    text.body = "\xc3\x89lodie,\n\n  22/11\n";
    ck_assert_int_eq(twilio_send(&cx, &text), RC_INVALID);
    ck_assert_str_eq(cx.fault.message,
                     "Twilio answered 400: 63016 Failed to send freeform message because you are outside the allowed window.");
    set("VISIONCRM_TWILIO_TEMPLATE", "HXcccccccccccccccccccccccccccccccc");
    ck_assert_int_eq(twilio_send(&cx, &text), RC_OK);
    expect_in(last_request(),
              "\"body\": \"ContentVariables=%7B%221%22%3A%22%C3%89lodie%2C%2022%2F11%22%7D&To=whatsapp%3A%2B33612345678&");
    expect_in(last_request(), "&From=whatsapp%3A%2B14155238886&ContentSid=HXcccccccccccccccccccccccccccccccc\"");
}
END_TEST

static const struct {
    const char *answer;
    enum rc rc;
    int64_t retry_after_s;
} answers[] = {
    {"200/resend_ok/-", RC_OK, 0},
    {"409/resend_409/-", RC_INVALID, 0},
    {"409/resend_twin/-", RC_UNAVAILABLE, 0},
    {"429/resend_429/1", RC_UNAVAILABLE, 1},
    {"429/resend_429/99999999", RC_UNAVAILABLE, 86400},
    {"400/twilio_63016/-", RC_INVALID, 0},
    {"422/none/-", RC_INVALID, 0},
    {"401/none/-", RC_UNAVAILABLE, 0},
    {"403/none/-", RC_UNAVAILABLE, 0},
    {"500/none/-", RC_UNAVAILABLE, 0},
    {"503/none/30", RC_UNAVAILABLE, 30},
    {"302/none/-", RC_INVALID, 0},
    {"200/none/-", RC_OK, 0},
};

START_TEST(what_answers_mean)
{
    serve(answers[_i].answer);
    carrier_send *const carriers[] = {resend_send, twilio_send};
    struct message *const messages[] = {&letter, &text};
    for (size_t i = 0; i < 2; i++) {
        enum rc rc = carriers[i](&cx, messages[i]);
        bool twin = i == 1 && strstr(answers[_i].answer, "twin"); /* Twilio has no such thing */
        ck_assert_int_eq(rc, twin ? RC_INVALID : answers[_i].rc);
        ck_assert_int_eq(rc == RC_OK ? 0 : cx.fault.retry_after_s, answers[_i].retry_after_s);
    }
}
END_TEST

START_TEST(nobody_answers)
{
    set("VISIONCRM_RESEND_URL", "http://127.0.0.1:1");
    ck_assert_int_eq(resend_send(&cx, &letter), RC_UNAVAILABLE);
    ck_assert_str_eq(cx.fault.message, "127.0.0.1 does not take connections");
}
END_TEST

START_TEST(which_one)
{
    ck_assert(carrier_choose(&letter) == maildir_send);
    ck_assert(carrier_choose(&text) == spool_send);
    set("VISIONCRM_MAIL", "resend");
    set("VISIONCRM_WHATSAPP", "twilio");
    ck_assert(carrier_choose(&letter) == resend_send);
    ck_assert(carrier_choose(&text) == twilio_send);
    set("VISIONCRM_MAIL", "smtps://me%40garage.fr@mail.garage.fr:465");
    ck_assert(carrier_choose(&letter) == smtp_carrier_send);
    letter.channel = "pigeon";
    ck_assert(carrier_choose(&letter) == NULL);
}
END_TEST

START_TEST(spooled_once)
{
    char path[128];
    char line[512];
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(spool_send(&cx, &text), RC_OK);
    }
    snprintf(path, sizeof path, "%s/data/whatsapp/g/new/a1", folder);
    FILE *file = fopen(path, "re");
    ck_assert(file && fgets(line, sizeof line, file));
    ck_assert_str_eq(line,
                     "{\"id\":\"a1\",\"message_id\":\"0199\",\"to\":\"+33612345678\",\"body\":\"Votre v\xc3\xa9hicule est "
                     "pr\xc3\xaat\",\"created_at\":\"1970-01-01T00:00:00.000Z\"}\n");
    fclose(file);
}
END_TEST

Suite *suite_carrier(void)
{
    Suite *suite = suite_create("carrier");
    TCase *tcase = tcase_create("carrier");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, resend_request);
    tcase_add_test(tcase, twilio_request);
    tcase_add_test(tcase, twilio_template);
    tcase_add_loop_test(tcase, what_answers_mean, 0, sizeof answers / sizeof *answers);
    tcase_add_test(tcase, nobody_answers);
    tcase_add_test(tcase, which_one);
    tcase_add_test(tcase, spooled_once);
    suite_add_tcase(suite, tcase);
    return suite;
}
