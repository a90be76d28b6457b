/* SPDX-License-Identifier: MIT
 *
 * Digests, password hashes (at a low cost, and once against another implementation), the rules for a new password, and that
 * an unknown account costs what a known one does. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "auth/digest.h"
#include "auth/password.h"
#include "base/config.h"
#include "base/str.h"

Suite *suite_password(void);

static struct arena *arena;
static struct cx cx;

static void set_cost(const char *cost)
{
    const char *error;
    ck_assert_int_eq(setenv("VISIONCRM_PASSWORD_COST", cost, 1), 0);
    ck_assert(config_load(&error));
}

static void setup(void)
{
    set_cost("4");
    arena = arena_new(0);
    cx_init(&cx, arena);
}

static void teardown(void)
{
    cx_end(&cx);
    arena_free(arena);
}

/* ---- digests ---- */

START_TEST(test_digest_vectors)
{
    char hex[SHA256_HEX];
    unsigned char mac[SHA256_BYTES];
    sha256_hex("abc", 3, hex);
    ck_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sha256_hex("", 0, hex);
    ck_assert_str_eq(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    /* RFC 4231, test case 2 */
    hmac_sha256("Jefe", 4, "what do ya want for nothing?", 28, mac);
    hex_encode(mac, sizeof mac, hex);
    ck_assert_str_eq(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}
END_TEST

START_TEST(test_base64url)
{
    static const struct {
        const char *in, *out;
    } table[] = {{"", ""}, {"f", "Zg"}, {"fo", "Zm8"}, {"foo", "Zm9v"}, {"foob", "Zm9vYg"}, {"\xfb\xff\xfe", "-__-"}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        char out[16];
        base64url(table[i].in, strlen(table[i].in), out);
        ck_assert_str_eq(out, table[i].out);
        ck_assert_uint_eq(strlen(out) + 1, BASE64URL_SIZE(strlen(table[i].in)));
    }
}
END_TEST

/* ---- passwords ---- */

START_TEST(test_password_roundtrip)
{
    const char *stored = password_hash(&cx, "Clé à molette 12");
    ck_assert(str_starts(stored, "$scrypt$ln=4,r=8,p=5$"));
    ck_assert_uint_eq(strlen(stored), strlen("$scrypt$ln=4,r=8,p=5$") + 22 + 1 + 43);
    ck_assert(password_verify(&cx, stored, "Clé à molette 12"));
    ck_assert(!password_verify(&cx, stored, "clé à molette 12"));
    ck_assert(password_verify(&cx, stored, "Cle\xcc\x81 a\xcc\x80 molette 12")); /* decomposed, as some keyboards have it */
    ck_assert(!password_verify(&cx, stored, "Cle a molette 12"));
    ck_assert(!password_verify(&cx, stored, ""));
    ck_assert(!password_verify(&cx, NULL, "Clé à molette 12"));
    ck_assert_str_ne(stored, password_hash(&cx, "Clé à molette 12"));
}
END_TEST

/* RFC 7914 has no vector for these parameters: this one comes from Python's hashlib.scrypt. */
START_TEST(test_password_vector)
{
    const char *stored = "$scrypt$ln=14,r=8,p=5$MDEyMzQ1Njc4OWFiY2RlZg$gqVcfjYtg0lit4fpjVCehmxeo3OuQLIDepVysmbovsM";
    ck_assert(password_verify(&cx, stored, "SecurePassword123!"));
    ck_assert(!password_verify(&cx, stored, "SecurePassword123"));
}
END_TEST

START_TEST(test_password_malformed)
{
    static const char *const table[] = {
        "",
        "x",
        "$scrypt$ln=4,r=8,p=5$",
        "$scrypt$ln=40,r=8,p=5$MDEyMzQ1Njc4OWFiY2RlZg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=4,r=8,p=5$short$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=4,r=8,p=5$MDEyMzQ1Njc4OWFiY2RlZg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=4,r=8,p=5$****************======$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=0,r=0,p=0$MDEyMzQ1Njc4OWFiY2RlZg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        ck_assert_msg(!password_verify(&cx, table[i], "password"), "%s", table[i]);
    }
}
END_TEST

START_TEST(test_password_rules)
{
    char long_one[130];
    memset(long_one, 'x', sizeof long_one - 1);
    long_one[sizeof long_one - 1] = '\0';
    const struct {
        const char *password;
        bool ok;
    } table[] = {
        {"SecurePassword123!", true},
        {"SecureP@ss123", true},
        {"éàüöèêîô", true},
        {"éàüöèêî", false},
        {NULL, false},
        {"", false},
        {"1234567", false},
        {"12345678", false},
        {"PASSWORD", false},
        {"AzertyUiop", false},
        {"motdepasse", false},
        {"motdepasse123", false},
        {long_one, false},
        {long_one + 1, true},
        {"Marc.Dupont", false},
        {"marc.dupont@garage.fr", false},
        {"marc.dupont.", true},
        {"zxcvbnm,./", false},
        {"p@$$w0rd", false},
        {"aaaaaaaab", true},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        fault_clear(&cx);
        enum rc rc = password_check(&cx, "password", table[i].password, "marc.dupont@garage.fr");
        ck_assert_msg((rc == RC_OK) == table[i].ok, "%s", table[i].password ? table[i].password : "(null)");
        ck_assert(table[i].ok ? cx.fault.fields == NULL : str_eq(cx.fault.fields->field, "password"));
    }
    fault_clear(&cx);
    ck_assert_int_eq(password_check(&cx, "password", "marc.dupont", NULL), RC_OK);
}
END_TEST

/* CPU time of one refusal: other processes do not count. */
static int64_t refusal_us(const char *stored)
{
    struct timespec start, end;
    ck_assert_int_eq(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start), 0);
    ck_assert(!password_verify(&cx, stored, "not the password"));
    ck_assert_int_eq(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end), 0);
    return (end.tv_sec - start.tv_sec) * 1000000 + (end.tv_nsec - start.tv_nsec) / 1000;
}

START_TEST(test_password_unknown_costs_the_same)
{
    set_cost("9");
    const char *accounts[] = {password_hash(&cx, "SecurePassword123!"), NULL, "not a hash"};
    int64_t best_us[] = {INT64_MAX, INT64_MAX, INT64_MAX};
    for (int round = 0; round < 15; round++) {
        for (size_t i = 0; i < 3; i++) {
            int64_t us = refusal_us(accounts[i]);
            best_us[i] = us < best_us[i] ? us : best_us[i];
        }
    }
    ck_assert_int_gt(best_us[0], 200); /* there is something to compare */
    for (size_t i = 1; i < 3; i++) {
        ck_assert_int_lt(best_us[i], 2 * best_us[0]);
        ck_assert_int_lt(best_us[0], 2 * best_us[i]);
    }
}
END_TEST

Suite *suite_password(void)
{
    Suite *suite = suite_create("password");
    TCase *tests = tcase_create("password");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, test_digest_vectors);
    tcase_add_test(tests, test_base64url);
    tcase_add_test(tests, test_password_roundtrip);
    tcase_add_test(tests, test_password_vector);
    tcase_add_test(tests, test_password_malformed);
    tcase_add_test(tests, test_password_rules);
    tcase_add_test(tests, test_password_unknown_costs_the_same);
    suite_add_tcase(suite, tests);
    return suite;
}
