/* SPDX-License-Identifier: MIT
 *
 * Telephone numbers: what may be typed into a field, and what a search makes of them. */
#include <check.h>

#include "base/str.h"
#include "data/phone.h"

Suite *suite_phone(void);

#define STARTS "Phone number must start with +"
#define DIGITS "Phone number must be + followed by 6 to 15 digits"
#define MOBILE "+33612345678"

static struct arena *arena;

static void setup(void)
{
    arena = arena_new(1 << 16);
}

static void teardown(void)
{
    arena_free(arena);
}

/* As it is stored, or what is wrong with it. */
static const struct {
    const char *typed;
    const char *stored;
} inputs[] = {
    {"+33612345678", MOBILE},
    {" +33612345678 ", MOBILE},
    {"+33 6 12 34 56 78", MOBILE},
    {"+33 612 345 678", MOBILE},
    {"+33.6.12.34.56.78", MOBILE},
    {"+33-6-12-34-56-78", MOBILE},
    {"+33/6/12/34/56/78", MOBILE},
    {"+33 6/12.34-56 78", MOBILE},
    {"+33 (0)6 12 34 56 78", MOBILE},
    {"+33(0)612345678", MOBILE},
    {"+33 (0) 6 12 34 56 78", MOBILE},
    {"+33 ( 0 ) 6 12 34 56 78", MOBILE},
    {"+33 [0]6 12 34 56 78", MOBILE},
    {"+33 06 12 34 56 78", MOBILE},
    {"+330612345678", MOBILE},
    {"+33 (06) 12 34 56 78", MOBILE},
    {"(+33) 6 12 34 56 78", MOBILE},
    {"(+33)(0)6 12 34 56 78", MOBILE},
    {"(+33) 06 12 34 56 78", MOBILE},
    {"+ 33 6 12 34 56 78", MOBILE},
    {"+33\u00A06\u00A012\u00A034\u00A056\u00A078", MOBILE},
    {"+33\u202F6\u202F12\u202F34\u202F56\u202F78", MOBILE},
    {"+33\u20096\u200912\u200934\u200956\u200978", MOBILE},
    {"+33\u20076\u200812\u200A34\u205F56\u300078", MOBILE},
    {"\u202A+33612345678\u202C", MOBILE},
    {"\u2066+33 6 12 34 56 78\u2069", MOBILE},
    {"\uFEFF+33612345678", MOBILE},
    {"+33\u200B612345678\u200E", MOBILE},
    {"+33\u00AD612345678", MOBILE},
    {"+33\u20106\u201112\u201234\u201356\u201478", MOBILE},
    {"+33\t6 12 34 56 78\t", MOBILE},
    {"\uFF0B\uFF13\uFF13 \uFF16 12 34 56 78", MOBILE},
    {"tel:+33612345678", MOBILE},
    {"TEL:+33-6-12-34-56-78", MOBILE},
    {"+33 6 12 34 (56) (78)", MOBILE},
    {"+33\u00B76\u00B712\u00B734\u00B756\u00B778", MOBILE},
    {"+33 1 02 03 04 05", "+33102030405"},
    {"+590 690 12 34 56", "+590690123456"},
    {"+590 (0)690 12 34 56", "+590690123456"},
    {"+590 0690 12 34 56", "+590690123456"},
    {"+262 (0)692 12 34 56", "+262692123456"},
    {"+262 0262 12 34 56", "+262262123456"},
    {"+594 0694 12.34.56", "+594694123456"},
    {"+596 (0) 696-12-34-56", "+596696123456"},
    {"+262 0639 12 34 56", "+262639123456"},
    {"+508 41 12 34", "+508411234"},
    {"+687 12.34.56", "+687123456"},
    {"+689 87 12 34 56", "+68987123456"},
    {"+32 (0)475/12.34.56", "+32475123456"},
    {"+32 0475 12 34 56", "+32475123456"},
    {"+41 (0)79 123 45 67", "+41791234567"},
    {"+49 (0) 30 123456", "+4930123456"},
    {"+44 (0)20 7946 0958", "+442079460958"},
    {"+352 621 123 456", "+352621123456"},
    {"+39 06 1234 5678", "+390612345678"},     /* Italy's zero stays, */
    {"+225 07 12 34 56 78", "+2250712345678"}, /* and Côte d'Ivoire's, */
    {"+229 01 97 12 34 56", "+2290197123456"}, /* and Benin's */
    {"+1 (514) 555-0123", "+15145550123"},
    {"+123456", "+123456"},
    {"+123456789012345", "+123456789012345"},
    {"0612345678", STARTS},
    {"06 12 34 56 78", STARTS},
    {"0033612345678", STARTS},
    {"(0)6 12 34 56 78", STARTS},
    {"", STARTS},
    {"33+612345678", STARTS},
    {"mobile +33612345678", STARTS},
    {"+0612345678", DIGITS},
    {"+0033612345678", DIGITS},
    {"+(0)33612345678", DIGITS},
    {"++33612345678", DIGITS},
    {"+12345", DIGITS},
    {"+1234567890123456", DIGITS},
    {"+33612345678x", DIGITS},
    {"+33x612345678", DIGITS},
    {"+33 6 12 34 56 78 ext. 2", DIGITS},
    {"+33612345678,+33612345679", DIGITS},
    {"+336123456-", DIGITS},
    {"+336123456/", DIGITS},
    {"+33612345678 (", DIGITS},
    {"+", DIGITS},
    {"+33 6 12 34 56 7\u0668", DIGITS},
};

#define NBSP "\xc2\xa0"
#define NNBSP "\xe2\x80\xaf"

static const char *const spellings[][2] = {
    /* what lies between the digits */
    {"+33612345678", MOBILE},
    {" +33612345678 ", MOBILE},
    {"+33 6 12 34 56 78", MOBILE},
    {"+33" NBSP "6" NBSP "12" NBSP "34" NBSP "56" NBSP "78", MOBILE},
    {"+33" NNBSP "6" NNBSP "12" NNBSP "34" NNBSP "56" NNBSP "78", MOBILE},
    {"+33\xe2\x80\x89"
     "6\xe2\x80\x83"
     "12 34\xe3\x80\x80"
     "56\t78",
     MOBILE},
    {"\xe2\x80\xaa+33 6 12 34 56 78\xe2\x80\xac", MOBILE}, /* from a phone book: embedded, left to right */
    {"\xe2\x81\xa6+33612345678\xe2\x81\xa9", MOBILE},      /* isolated */
    {"\xe2\x80\x8e+33\xe2\x80\x8e 6 12 34 56 78", MOBILE},
    {"\xef\xbb\xbf+33612345678", MOBILE},
    {"+33 6\xe2\x80\x8b 12 34 56 78", MOBILE},
    {"+33 6\xc2\xad 12 34 56 78", MOBILE},
    {"+33612345678\r\n", MOBILE},
    {"+33.6.12.34.56.78", MOBILE},
    {"+33-6-12-34-56-78", MOBILE},
    {"+33\xe2\x80\x91"
     "6\xe2\x80\x91"
     "12\xe2\x80\x91"
     "34\xe2\x80\x91"
     "56\xe2\x80\x91"
     "78",
     MOBILE}, /* no-break hyphens */
    {"+33\xe2\x80\x93"
     "6 12 34 56 78",
     MOBILE},                                   /* en dash */
    {"+33 \xe2\x80\x94 6 12 34 56 78", MOBILE}, /* em dash */
    {"+33\xe2\x88\x92"
     "612345678",
     MOBILE}, /* minus sign */
    {"+33/6/12/34/56/78", MOBILE},
    {"+33 6/12.34-56 78", MOBILE},
    {"+33\xc2\xb7"
     "6\xc2\xb7"
     "12\xc2\xb7"
     "34\xc2\xb7"
     "56\xc2\xb7"
     "78",
     MOBILE},
    {"(+33) 6 12 34 56 78", MOBILE},
    {"[+33] 6 12 34 56 78", MOBILE},
    {"+(33) 6 12 34 56 78", MOBILE},
    {"+ 33 6 12 34 56 78", MOBILE},
    {"+33 (6) 12 34 56 78", MOBILE},
    {"+33 (612) 345-678", MOBILE},
    {"(+33612345678)", MOBILE},
    {"tel:+33612345678", MOBILE},
    {"TEL:+33-6-12-34-56-78", MOBILE},
    {"tel: +33 6 12 34 56 78", MOBILE},
    {"\xef\xbc\x8b\xef\xbc\x93\xef\xbc\x93\xef\xbc\x96\xef\xbc\x91\xef\xbc\x92\xef\xbc\x93\xef\xbc\x94\xef\xbc\x95\xef\xbc\x96"
     "\xef\xbc\x97\xef\xbc\x98",
     MOBILE}, /* full width */
    /* the zero of callers at home */
    {"+33 06 12 34 56 78", MOBILE},
    {"+330612345678", MOBILE},
    {"+33-06-12-34-56-78", MOBILE},
    {"+33.06.12.34.56.78", MOBILE},
    {"+33 (0)6 12 34 56 78", MOBILE},
    {"+33(0)612345678", MOBILE},
    {"+33 (0) 6 12 34 56 78", MOBILE},
    {"+33 ( 0 ) 6 12 34 56 78", MOBILE},
    {"+33" NBSP "(0)" NBSP "6.12.34.56.78", MOBILE},
    {"+33 [0] 6 12 34 56 78", MOBILE},
    {"+33 \xef\xbc\x88"
     "0\xef\xbc\x89"
     "6 12 34 56 78",
     MOBILE},
    {"+33 (0)06 12 34 56 78", MOBILE},
    {"+33 (06) 12 34 56 78", MOBILE},
    {"+33 0(6) 12 34 56 78", MOBILE},
    {"+33-(0)-6-12-34-56-78", MOBILE},
    {"(+33) (0)6 12 34 56 78", MOBILE},
    {"(+33)0612345678", MOBILE},
    {"+33 0 1 42 68 53 00", "+33142685300"},
    {"+33 (0)1.42.68.53.00", "+33142685300"},
    /* beyond the sea */
    {"+262 692 12 34 56", "+262692123456"},
    {"+262 0692 12 34 56", "+262692123456"},
    {"+262 (0)692 12 34 56", "+262692123456"},
    {"+262 (0) 639 12 34 56", "+262639123456"},
    {"+590 0690 12-34-56", "+590690123456"},
    {"+590 (0)690 12 34 56", "+590690123456"},
    {"+594 0694 12 34 56", "+594694123456"},
    {"+596 (0)696/12.34.56", "+596696123456"},
    {"+508 041 23 45", "+508412345"},
    {"+687 12.34.56", "+687123456"},
    {"+689 87 12 34 56", "+68987123456"},
    /* neighbours */
    {"+32 (0)470 12 34 56", "+32470123456"},
    {"+32 0470/12.34.56", "+32470123456"},
    {"+32 2 512 34 56", "+3225123456"},
    {"+41 (0)79 123 45 67", "+41791234567"},
    {"+41 079 123 45 67", "+41791234567"},
    {"+49 (0)30 123456", "+4930123456"},
    {"+49 (0) 171 / 123 45 67", "+491711234567"},
    {"+49 0171 1234567", "+491711234567"},
    {"+44 (0)20 7946 0958", "+442079460958"},
    {"+44 07700 900123", "+447700900123"},
    {"+31 (0)6-12345678", "+31612345678"},
    {"+43 (0)664 1234567", "+436641234567"},
    {"+352 621 123 456", "+352621123456"},
    {"+377 06 12 34 56 78", "+377612345678"},
    {"+34 612 34 56 78", "+34612345678"},
    {"+351 912 345 678", "+351912345678"},
    {"+353 (0)87 123 4567", "+353871234567"},
    {"+36 06 20 123 4567", "+36201234567"},
    {"+36 20 123 4567", "+36201234567"},
    {"+40 0721 234 567", "+40721234567"},
    {"+48 512 345 678", "+48512345678"},
    {"+90 (0)532 123 45 67", "+905321234567"},
    {"+212 (0)6 12 34 56 78", "+212612345678"},
    {"+212 06 12 34 56 78", "+212612345678"},
    {"+213 0551 23 45 67", "+213551234567"},
    {"+216 20 123 456", "+21620123456"},
    /* whose zero belongs to the number */
    {"+39 06 6982", "+39066982"},
    {"+39 (0)6 698 12345", "+390669812345"},
    {"+39 02 1234 5678", "+390212345678"},
    {"+39 347 123 4567", "+393471234567"},
    {"+378 0549 882345", "+3780549882345"},
    {"+225 07 12 34 56 78", "+2250712345678"},
    {"+225 (0)7 12 34 56 78", "+2250712345678"},
    {"+229 01 90 12 34 56", "+2290190123456"},
    {"+242 06 612 34 56", "+242066123456"},
    {"+241 (0)6 03 12 34", "+24106031234"},
    /* elsewhere */
    {"+1 (212) 555-0123", "+12125550123"},
    {"+1-212-555-0123", "+12125550123"},
    {"+1 (0)212 555 0123", "+12125550123"},
    {"+7 (912) 345-67-89", "+79123456789"},
    {"+81 (0)90-1234-5678", "+819012345678"},
    {"+86 138 0013 8000", "+8613800138000"},
    {"+91 098765 43210", "+919876543210"},
    {"+61 (0)412 345 678", "+61412345678"},
    {"+261 034 12 345 67", "+261341234567"},
    {"+221 77 123 45 67", "+221771234567"},
    {"+123456", "+123456"},
    {"+123456789012345", "+123456789012345"},
    {"+33 6 12 (0) 34 56 7", "+33612034567"}, /* not behind the country's number: a digit */
};

static const char *const refused[][2] = {
    {"", STARTS},
    {"0612345678", STARTS},
    {"06 12 34 56 78", STARTS},
    {"(06) 12 34 56 78", STARTS},
    {"33612345678", STARTS},
    {"0033612345678", STARTS},
    {"T\xc3\xa9l. +33612345678", STARTS},
    {"06+33612345678", STARTS},
    {"tel:0612345678", STARTS},
    {"+", DIGITS},
    {"+0612345678", DIGITS},
    {"+ 06 12 34 56 78", DIGITS},
    {"+(0)6 12 34 56 78", DIGITS},
    {"+0033612345678", DIGITS},
    {"+33", DIGITS},
    {"+33 0", DIGITS},
    {"+33 006 12 34 56 78", DIGITS},
    {"+33 (0)006 12 34 56", DIGITS},
    {"+12345", DIGITS},
    {"+1234567890123456", DIGITS},
    {"+33 6 12 34 56 78 / +33 6 87 65 43 21", DIGITS},
    {"+33 6 12 34 56 78 poste 12", DIGITS},
    {"+33 6 12 34 56 78;12", DIGITS},
    {"+33 6 12 34 56 7O", DIGITS},
    {"+33 1 FLOWERS", DIGITS},
    {"++33612345678", DIGITS},
    {"+33612345678+", DIGITS},
    {"+33 6 12 34 56 -", DIGITS},
    {"+33*612345678", DIGITS},
};

START_TEST(test_spellings)
{
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        const char *stored = NULL;
        const char *error = phone_parse(arena, spellings[i][0], &stored);
        const char *is = error ? error : stored;
        ck_assert_msg(str_eq(is, spellings[i][1]), "%s: %s, not %s", spellings[i][0], is, spellings[i][1]);
        ck_assert_ptr_null(phone_parse(arena, spellings[i][1], &stored)); /* which stays what it is */
        ck_assert_str_eq(stored, spellings[i][1]);
    }
    ck_assert_uint_ge(sizeof spellings / sizeof *spellings, 100);
}
END_TEST

START_TEST(test_refused)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const char *stored = NULL;
        const char *error = phone_parse(arena, refused[i][0], &stored);
        ck_assert_msg(str_eq(error, refused[i][1]), "%s: %s", refused[i][0], error ? error : stored);
    }
}
END_TEST

START_TEST(test_countries)
{
    ck_assert_uint_eq(phone_country_len("33612345678"), 2);
    ck_assert_uint_eq(phone_country_len("262692"), 3);
    ck_assert_uint_eq(phone_country_len("12125550123"), 1);
    ck_assert_uint_eq(phone_country_len("7912"), 1);
    ck_assert_uint_eq(phone_country_len("35"), 2); /* what there is of it */
    ck_assert_uint_eq(phone_country_len("3"), 1);
    ck_assert_uint_eq(phone_country_len(""), 0);
    ck_assert_str_eq(phone_trunk("33612345678"), "0");
    ck_assert_str_eq(phone_trunk("3612345678"), "06");
    ck_assert_str_eq(phone_trunk("390612345678"), "");
    ck_assert_str_eq(phone_trunk(""), "");
}
END_TEST

START_TEST(test_what_people_paste)
{
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        const char *stored = NULL;
        const char *error = phone_parse(arena, inputs[i].typed, &stored);
        const char *is = error ? error : stored;
        ck_assert_msg(str_eq(is, inputs[i].stored), "%s: %s, not %s", inputs[i].typed, is, inputs[i].stored);
    }
}
END_TEST

static const struct {
    const char *typed;
    const char *forms[PHONE_FORMS_MAX];
} searches[] = {
    {"0612345678", {"0612345678"}},
    {"06 12 34", {"061234"}},
    {"(06) 98.76", {"069876"}},
    {"06/98/76", {"069876"}},
    {"06\u00A098\u202F76", {"069876"}},
    {"0692 12 34 56", {"0692123456"}},
    {"+33 6 12", {"33612", "0612"}},
    {"+33 (0)6 12 34", {"3361234", "061234"}},
    {"+33 06 12 34", {"3361234", "061234"}},
    {"0033 6 12 34 56 78", {"33612345678", "0612345678"}},
    {"00 33 (0) 6 12 34 56 78", {"33612345678", "0612345678"}},
    {"00262 0692 12 34 56", {"262692123456", "0692123456"}},
    {"+590 690 12 34 56", {"590690123456", "0690123456"}},
    {"33 6 12 34 56 78", {"33612345678", "0612345678"}},
    {"33 (0)6 12 34 56 78", {"33612345678", "0612345678"}},
    {"33 06 12 34 56 78", {"33612345678", "0612345678"}},
    {"612345678", {"612345678", "0612345678"}},
    {"+32 475", {"32475"}},
    {"+687 12 34 56", {"687123456"}},
    {"3361", {"3361"}},
    {"2024", {"2024"}},
    {"+33", {"33"}},
    {"00", {"00"}},
    {"+", {NULL}},
    {"", {NULL}},
    {"06 12 a", {NULL}},
    {"1234567890123456789012345", {NULL}},
};

START_TEST(test_what_a_search_means)
{
    for (size_t i = 0; i < sizeof searches / sizeof *searches; i++) {
        const char *forms[PHONE_FORMS_MAX] = {NULL};
        size_t count = phone_forms(arena, searches[i].typed, forms);
        for (size_t n = 0; n < PHONE_FORMS_MAX; n++) {
            const char *is = n < count ? forms[n] : NULL;
            ck_assert_msg(str_eq(is, searches[i].forms[n]), "%s: form %zu is %s", searches[i].typed, n, is ? is : "none");
        }
    }
}
END_TEST

START_TEST(test_what_a_number_is_found_by)
{
    static const char *const table[][2] = {
        {"+33612345678", "33612345678 0612345678"},
        {"+33 (0)6 12 34 56 78", "33612345678 0612345678"},
        {"+330612345678", "33612345678 0612345678"}, /* stored before the zero was dropped */
        {"0033612345678", "33612345678 0612345678"},
        {"06 12 34 56 78", "0612345678"},
        {"+590690112233", "590690112233 0690112233"},
        {"+508411234", "508411234 411234 0411234 0508411234"},
        {"+3612345678", "3612345678 0612345678"},
        {"+390612345678", "390612345678 0612345678"},
        {"+12125550123", "12125550123 2125550123"},
        {"+33 1 23 45 67 89 ext 12", "33123456789 0123456789"},
        {"01 23 45 67 89 / +33 6 12 34 56 78", "0123456789"},
        {"call me", ""},
        {"Tel 12", ""},
        {"", ""},
        {"+1234567890123456789012345", ""},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char words[PHONE_WORDS_BYTES];
        phone_words(table[i][0], words);
        ck_assert_msg(str_eq(words, table[i][1]), "%s: %s", table[i][0], words);
    }
}
END_TEST

Suite *suite_phone(void)
{
    Suite *suite = suite_create("phone");
    TCase *tcase = tcase_create("phone");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, test_what_people_paste);
    tcase_add_test(tcase, test_spellings);
    tcase_add_test(tcase, test_refused);
    tcase_add_test(tcase, test_countries);
    tcase_add_test(tcase, test_what_a_search_means);
    tcase_add_test(tcase, test_what_a_number_is_found_by);
    suite_add_tcase(suite, tcase);
    return suite;
}
