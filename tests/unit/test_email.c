/* SPDX-License-Identifier: MIT
 *
 * E-mail addresses: international domains have one spelling inside, the one that people read, and another on the wire. */
#include <check.h>
#include <setjmp.h>
#include <string.h>

#include "base/buf.h"
#include "base/faultpoint.h"
#include "base/str.h"
#include "data/email.h"

Suite *suite_email(void);

static struct arena *arena;

static void setup(void)
{
    arena = arena_new(0);
}

static void teardown(void)
{
    arena_free(arena);
}

static const struct {
    const char *typed;
    const char *kept; /* NULL: refused */
    const char *ascii;
} table[] = {
    {"jean@example.fr", "jean@example.fr", "jean@example.fr"},
    {" Jean.D+x@Mail.Example.FR ", "Jean.D+x@Mail.Example.FR", "Jean.D+x@Mail.Example.FR"},
    {"\u00a0jean@example.fr\u3000", "jean@example.fr", "jean@example.fr"},
    {"user@exämple.fr", "user@exämple.fr", "user@xn--exmple-cua.fr"},
    {"user@EXÄMPLE.fr", "user@exämple.fr", "user@xn--exmple-cua.fr"},
    {"user@exa\u0308mple.fr", "user@exämple.fr", "user@xn--exmple-cua.fr"}, /* decomposed */
    {"user@xn--exmple-cua.fr", "user@exämple.fr", "user@xn--exmple-cua.fr"},
    {"User@XN--EXMPLE-CUA.FR", "User@exämple.fr", "User@xn--exmple-cua.fr"},
    {"user@exämple。fr", "user@exämple.fr", "user@xn--exmple-cua.fr"}, /* ideographic full stop */
    {"user@straße.de", "user@straße.de", "user@xn--strae-oqa.de"},
    {"user@例え.jp", "user@例え.jp", "user@xn--r8jz45g.jp"},
    {"user@пример.рф", "user@пример.рф", "user@xn--e1afmkfd.xn--p1ai"},
    {"user@garage.été.fr", "user@garage.été.fr", "user@garage.xn--t-9fab.fr"},
    {"user@exämple", NULL, NULL},
    {"user@xn--.fr", NULL, NULL},
    {"user@xn--\u00e4.fr", NULL, NULL},
    {"user@xn--exmple-cua-\u00e4.fr", NULL, NULL},
    {"user@-ä.fr", NULL, NULL},
    {"user@ä..fr", NULL, NULL},
    {"user@ä b.fr", NULL, NULL},
    {"user@ä_b.fr", NULL, NULL},
    {"user@\u200bé.fr@x.fr", NULL, NULL},
    {"us\u00e9r@example.fr", NULL, NULL},
    {"user@é.fr\r\nBcc: x@y.fr", NULL, NULL},
    {"", NULL, NULL},
    {"@é.fr", NULL, NULL},
    {"é", NULL, NULL},
};

START_TEST(test_addresses)
{
    const char *kept = NULL, *again = NULL;
    const char *error = email_parse(arena, table[_i].typed, &kept);
    ck_assert_msg(str_eq(kept, table[_i].kept), "%s: %s", table[_i].typed, kept ? kept : "refused");
    ck_assert_msg(!error == !!kept, "%s", table[_i].typed);
    if (kept) {
        ck_assert_str_eq(email_ascii(arena, kept), table[_i].ascii);
        ck_assert_ptr_null(email_parse(arena, kept, &again));
        ck_assert_str_eq(again, kept);
    }
}
END_TEST

/* What counts is the length on the wire. */
START_TEST(test_lengths)
{
    const char *kept = NULL;
    struct buf text;
    buf_init(&text, arena, 0);
    buf_str(&text, "a@");
    for (int i = 0; i < 70; i++) {
        buf_str(&text, "\u00e9");
    }
    buf_str(&text, ".fr");
    ck_assert_str_eq(email_parse(arena, text.data, &kept), "Invalid email format");
    ck_assert_ptr_null(kept);
    ck_assert_str_eq(email_ascii(arena, "no address"), "no address");
}
END_TEST

/* At the arena's cap nothing is left in the library's memory: a sanitizer would find it. */
START_TEST(test_the_cap)
{
    const char *kept;
    jmp_buf escape;
    volatile size_t reached = 0;
    for (volatile long nth = 1;; nth++) {
        if (setjmp(escape) != 0) {
            reached++;
            continue;
        }
        arena_escape(arena, &escape);
        faultpoint_arm(FAULTPOINT_CAP, nth);
        ck_assert_ptr_null(email_parse(arena, "user@exämple.fr", &kept));
        break;
    }
    faultpoint_arm(FAULTPOINT_CAP, 0);
    arena_escape(arena, NULL);
    ck_assert_uint_gt(reached, 3);
}
END_TEST

Suite *suite_email(void)
{
    Suite *suite = suite_create("email");
    TCase *cases = tcase_create("email");
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_loop_test(cases, test_addresses, 0, (int)(sizeof table / sizeof *table));
    tcase_add_test(cases, test_lengths);
    tcase_add_test(cases, test_the_cap);
    suite_add_tcase(suite, cases);
    return suite;
}
