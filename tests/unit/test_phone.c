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

Suite *suite_phone(void)
{
    Suite *suite = suite_create("phone");
    TCase *tcase = tcase_create("phone");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, test_what_people_paste);
    tcase_add_test(tcase, test_what_a_search_means);
    suite_add_tcase(suite, tcase);
    return suite;
}
