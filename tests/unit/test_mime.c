/* SPDX-License-Identifier: MIT
 *
 * Letters as text: what no value may do to the headers, whatever it holds, and the pieces against the examples of their RFCs. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "base/str.h"
#include "messaging/html.h"
#include "messaging/mime.h"

Suite *suite_mime(void);

static struct arena *arena;
static struct cx cx;

static void setup(void)
{
    const char *error;
    ck_assert(config_load(&error));
    arena = arena_new(0);
    cx_init(&cx, arena);
}

static void teardown(void)
{
    cx_end(&cx);
    arena_free(arena);
}

static const char *composed(const struct message *message, const struct sender *sender)
{
    struct buf out;
    ck_assert_int_eq(mime_compose(&cx, message, sender, &out), RC_OK);
    ck_assert_uint_eq(strlen(out.data), out.len);
    return out.data;
}

/* The names of the header fields, each followed by a blank; folded lines belong to the one before. */
static const char *header_names(const char *text)
{
    struct buf names;
    buf_init(&names, arena, 0);
    while (!str_starts(text, "\r\n")) {
        const char *end = strstr(text, "\r\n");
        ck_assert_ptr_nonnull(end);
        for (const char *c = text; c < end; c++) {
            ck_assert_msg((unsigned char)*c >= 0x20 && (unsigned char)*c < 0x7f, "a byte %02x in the headers",
                          (unsigned char)*c);
        }
        if (*text != ' ') {
            buf_add(&names, text, strcspn(text, ":"));
            buf_char(&names, ' ');
        }
        text = end + 2;
    }
    return names.data;
}

#define NAMES "From Reply-To To Subject Date Message-ID MIME-Version Content-Type "

/* Every place where somebody's text comes in, with what would end a header or a part. */
START_TEST(injection)
{
    static const char *const evil[] = {"a\r\nBcc: x@y.z",        "a\nBcc: x@y.z",  "a\rBcc: x@y.z",
                                       "\r\n\r\n<script>",       "a\x0b\x0c\x7f",  "=?UTF-8?Q?=0D=0ABcc:_x?=",
                                       "\"\r\n\"; name=\"x",     "<a@b.c>, d@e.f", "\xc3\xa9\r\nX: \xc3\xa9",
                                       "a\xe2\x80\xa8,\xc2\x85,"};
    for (size_t i = 0; i < sizeof evil / sizeof *evil; i++) {
        const struct attachment attachment = {.filename = evil[i], .type = evil[i], .content = "x", .len = 1};
        const struct message message = {.id = "0197",
                                        .attempt_id = "0198",
                                        .recipient = evil[i],
                                        .subject = evil[i],
                                        .body = evil[i],
                                        .kind = "MESSAGE",
                                        .attachments = &attachment,
                                        .attachment_count = 1};
        const struct sender sender = {.name = evil[i], .address = "no-reply@example.org", .reply_to = evil[i]};
        const char *text = composed(&message, &sender);
        ck_assert_str_eq(header_names(text), NAMES);
        const char *part = strstr(text, "Content-Transfer-Encoding: base64\r\n");
        ck_assert_ptr_nonnull(part);
        while (!str_starts(part - 4, "_m\r\n")) {
            part--;
        }
        ck_assert_str_eq(header_names(part), "Content-Type Content-Transfer-Encoding Content-Disposition ");
    }
}
END_TEST

/* A text of pieces by chance, which are the same ones each time. */
static void make_text(uint64_t *state, char *text, size_t size)
{
    static const char *const pieces[] = {"\r", "\n", "\r\n", "\t",   " ",    ":",        ";",           "=", "?",
                                         "=?", "<",  ">",    "\"",   "\\",   "(",        "@",           ".", ",",
                                         "-",  "a",  "Bcc:", "\x01", "\x7f", "\xc3\xa9", "\xe2\x80\xa8"};
    size_t len = 0;
    for (;;) {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        const char *piece = pieces[(*state >> 33) % (sizeof pieces / sizeof *pieces)];
        if (len + strlen(piece) >= size) {
            break;
        }
        memcpy(text + len, piece, strlen(piece));
        len += strlen(piece);
    }
    text[len] = '\0';
}

START_TEST(injection_by_chance)
{
    uint64_t state = 88172645463325252ULL;
    for (int round = 0; round < 20000; round++) {
        char value[64];
        make_text(&state, value, sizeof value);
        arena_reset(arena);
        const struct message message = {
            .id = "0197", .attempt_id = "0198", .recipient = value, .subject = value, .body = value, .kind = "MESSAGE"};
        const struct sender sender = {.name = value, .address = "no-reply@example.org", .reply_to = value};
        ck_assert_str_eq(header_names(composed(&message, &sender)), NAMES);
    }
}
END_TEST

START_TEST(parts)
{
    const struct attachment attachments[] = {
        {.filename = "facture 2026-001.pdf", .type = "application/pdf", .content = "%PDF", .len = 4},
        {.filename = "../Fran\xc3\xa7ois \"x\".pdf", .type = "application/pdf", .content = "", .len = 0}};
    const struct message message = {.id = "0197",
                                    .attempt_id = "0198",
                                    .recipient = "a@b.fr",
                                    .subject = "Sujet",
                                    .body = "a\n\nb <c>",
                                    .kind = "MESSAGE",
                                    .attachments = attachments,
                                    .attachment_count = 2};
    const char *text = composed(&message, &(struct sender){.name = "Garage", .address = "no-reply@example.org"});
    static const char *const wanted[] = {
        "From: Garage\r\n <no-reply@example.org>\r\nTo: a@b.fr\r\nSubject: Sujet\r\n",
        "Content-Type: multipart/mixed;\r\n boundary=\"=_0198_m\"\r\n\r\n--=_0198_m\r\n",
        "Content-Type: multipart/alternative;\r\n boundary=\"=_0198_a\"\r\n\r\n--=_0198_a\r\nContent-Type: text/plain;",
        "\r\n--=_0198_a\r\nContent-Type: text/html;",
        "<p>a</p>\r\n<p>b &lt;c&gt;</p>",
        "--=_0198_a--\r\n--=_0198_m\r\n",
        "filename=\"facture 2026-001.pdf\"\r\n\r\nJVBERg==\r\n",
        ";\r\n filename*0*=UTF-8''.._Fran%C3%A7ois%20_x_.pdf\r\n\r\n--=_0198_m--\r\n"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        ck_assert_msg(strstr(text, wanted[i]) != NULL, "%s\nis not in\n%s", wanted[i], text);
    }
}
END_TEST

START_TEST(attachments_are_bounded)
{
    struct buf out;
    const struct attachment attachments[] = {{.filename = "a", .type = "a/b", .content = "", .len = CARRIER_ATTACHMENTS_BYTES},
                                             {.filename = "a", .type = "a/b", .content = "", .len = 1}};
    const struct message message = {.id = "0197",
                                    .attempt_id = "0198",
                                    .recipient = "a@b.fr",
                                    .body = "",
                                    .attachments = attachments,
                                    .attachment_count = 2};
    ck_assert_int_eq(mime_compose(&cx, &message, &(struct sender){.name = "G", .address = "a@b.c"}, &out), RC_INVALID);
    ck_assert_str_eq(cx.fault.message, "The attachments of a message hold at most 10 MB");
}
END_TEST

/* RFC 4648, section 10. */
START_TEST(base64)
{
    static const char *const pairs[][2] = {{"", ""},
                                           {"f", "Zg=="},
                                           {"fo", "Zm8="},
                                           {"foo", "Zm9v"},
                                           {"foob", "Zm9vYg=="},
                                           {"fooba", "Zm9vYmE="},
                                           {"foobar", "Zm9vYmFy"},
                                           {"\xff\xfe\xfd", "//79"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct buf out;
        buf_init(&out, arena, 0);
        mime_base64(&out, pairs[i][0], strlen(pairs[i][0]), 0);
        ck_assert_str_eq(out.data, pairs[i][1]);
        ck_assert_uint_eq(out.len, strlen(pairs[i][1]));
    }
    struct buf lines;
    char zeros[58] = {0};
    buf_init(&lines, arena, 0);
    mime_base64(&lines, zeros, sizeof zeros, 76);
    ck_assert_uint_eq(lines.len, 76 + 2 + 4 + 2);
    ck_assert(str_ends(lines.data, "A\r\nAA==\r\n"));
}
END_TEST

START_TEST(mailboxes)
{
    ck_assert_str_eq(mime_mailbox(arena, "Garage Fictif", "a@b.c"), "Garage Fictif <a@b.c>");
    ck_assert_str_eq(mime_mailbox(arena, "\xc3\x89lodie", "a@b.c"), "\xc3\x89lodie <a@b.c>");
    ck_assert_str_eq(mime_mailbox(arena, "A, \"B\" <x@y.z>\r\n\\", "a@b.c"), "\"A, \\\"B\\\" <x@y.z>  \\\\\" <a@b.c>");
}
END_TEST

START_TEST(pages)
{
    static const char *const pairs[][2] = {
        {"a\nb\n\n\nc\n", "<p>a<br>\nb</p>\n<p>c</p>\n"},
        {"a\r\n\r\nb", "<p>a</p>\n<p>b</p>\n"},
        {"<b>&\"x\"", "<p>&lt;b&gt;&amp;&quot;x&quot;</p>\n"},
        {"Voir https://a.fr/x?y=1&z=2.",
         "<p>Voir <a href=\"https://a.fr/x?y=1&amp;z=2\">https://a.fr/x?y=1&amp;z=2</a>.</p>\n"},
        {"https://\"onclick=x", "<p>https://&quot;onclick=x</p>\n"},
        {"javascript:alert(1)", "<p>javascript:alert(1)</p>\n"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const char *page = html_of_text(arena, pairs[i][0]);
        const char *body = strchr(strstr(page, "<body"), '\n') + 1;
        ck_assert_str_eq(body, arena_printf(arena, "%s</body></html>\n", pairs[i][1]));
    }
}
END_TEST

Suite *suite_mime(void)
{
    Suite *suite = suite_create("mime");
    TCase *tcase = tcase_create("mime");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 60); /* on a busy machine */
    tcase_add_test(tcase, injection);
    tcase_add_test(tcase, injection_by_chance);
    tcase_add_test(tcase, parts);
    tcase_add_test(tcase, attachments_are_bounded);
    tcase_add_test(tcase, base64);
    tcase_add_test(tcase, mailboxes);
    tcase_add_test(tcase, pages);
    suite_add_tcase(suite, tcase);
    return suite;
}
