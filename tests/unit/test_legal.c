/* SPDX-License-Identifier: MIT
 *
 * What lib/tenant accepts: host labels, the numbers of companies and accounts, and settings with every error told. */
#include <check.h>
#include <string.h>

#include "base/str.h"
#include "data/country.h"
#include "data/json_in.h"
#include "invoicing/exemption.h"
#include "tenant/currency.h"
#include "tenant/legal.h"
#include "tenant/settings.h"
#include "tenant/tenant.h"

Suite *suite_legal(void);

static struct arena *arena;
static struct cx cx;

static void setup(void)
{
    arena = arena_new(0);
    cx_init(&cx, arena);
}

static void teardown(void)
{
    cx_end(&cx);
    arena_free(arena);
}

/* ---- names ---- */

START_TEST(test_subdomain_table)
{
    char label[65];
    memset(label, 'a', 64);
    label[64] = '\0';
    const struct {
        const char *name;
        bool valid;
    } table[] = {
        {"demo", true},     {"garage-martin", true}, {"a1b", true},       {"123", true},
        {label + 1, true},  {"a--b", true},          {label, false},      {NULL, false},
        {"", false},        {"ab", false},           {"-abc", false},     {"abc-", false},
        {"---", false},     {"Abc", false},          {"a.b", false},      {"garage.", false},
        {"a b", false},     {"a_b", false},          {"..", false},       {"../x", false},
        {"abc/def", false}, {"abc%2e", false},       {"abc:8443", false}, {"caf\xc3\xa9", false},
        {"abc\n", false},   {"abc\\def", false},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        ck_assert_msg(subdomain_valid(table[i].name) == table[i].valid, "%s", table[i].name ? table[i].name : "(null)");
    }
}
END_TEST

START_TEST(test_subdomain_reserved)
{
    static const char *const must[] = {"www", "api", "app", "admin", "mail", "static", "demo"};
    for (size_t i = 0; i < sizeof must / sizeof must[0]; i++) {
        ck_assert(subdomain_is_reserved(must[i]));
    }
    ck_assert(!subdomain_is_reserved("garage-martin"));
    for (size_t i = 0; subdomain_reserved[i]; i++) {
        ck_assert_msg(subdomain_valid(subdomain_reserved[i]), "%s can never be asked for", subdomain_reserved[i]);
        ck_assert(i == 0 || strcmp(subdomain_reserved[i - 1], subdomain_reserved[i]) < 0);
    }
}
END_TEST

/* ---- numbers ---- */

struct number {
    const char *text;
    bool valid;
};

static void check_numbers(const struct number *table, size_t count, bool (*valid)(const char *))
{
    for (size_t i = 0; i < count; i++) {
        ck_assert_msg(valid(table[i].text) == table[i].valid, "%s", table[i].text ? table[i].text : "(null)");
    }
}

#define CHECK_NUMBERS(table, valid) check_numbers(table, sizeof(table) / sizeof *(table), valid)

START_TEST(test_sirets)
{
    static const struct number sirens[] = {
        {"732829320", true}, {"443061841", true}, {"552081317", true},  {"356000000", true},   {"732829321", false},
        {"73282932", false}, {"", false},         {"73282932A", false}, {"7328293200", false}, {NULL, false},
    };
    static const struct number sirets[] = {
        {"73282932000074", true},
        {"44306184100047", true},
        {"55208131766522", true},
        {"38012986648625", true},
        {"35600000000048", true}, /* La Poste, its seat: Luhn */
        {"35600000049837", true}, /* La Poste: digit sum 45 */
        {"35600000009075", true}, /* La Poste: digit sum 35 */
        {"35600000049838", false},
        {"73282932000075", false},
        {"37282932000074", false},
        {"7328293200007", false},
        {"732829320000740", false},
        {"732 829 320 00074", false},
        {"7328293200007x", false},
        {"", false},
        {NULL, false},
    };
    CHECK_NUMBERS(sirens, siren_valid);
    CHECK_NUMBERS(sirets, siret_valid);
}
END_TEST

START_TEST(test_vat_numbers)
{
    static const struct number table[] = {
        {"FR64443061841", true},
        {"FR03552081317", true},
        {"FR83404833048", true},
        {"FR89380129866", true},
        {"FRK7399859412", true},
        {"DE129273398", true},
        {"ESB12345678", true},
        {"NL004495445B01", true},
        {"BE0403170701", true},
        {"IE6388047V", true},
        {"FR65443061841", false},
        {"FR6444306184", false},
        {"FR644430618411", false},
        {"FR6444306184A", false},
        {"fr64443061841", false},
        {"FR 64443061841", false},
        {"F664443061841", false},
        {"DE1", false},
        {"DE1234567890123456", false},
        {"", false},
        {NULL, false},
    };
    CHECK_NUMBERS(table, vat_number_valid);
}
END_TEST

START_TEST(test_ibans)
{
    static const struct number table[] = {
        {"FR1420041010050500013M02606", true},
        {"FR7630006000011234567890189", true},
        {"DE89370400440532013000", true},
        {"GB29NWBK60161331926819", true},
        {"BE68539007547034", true},
        {"NO9386011117947", true},
        {"MT84MALT011000012345MTLCAST001S", true},
        {"FR1420041010050500013M02607", false},
        {"FR4120041010050500013M02606", false},
        {"FR14 2004 1010 0505 0001 3M02 606", false},
        {"fr1420041010050500013m02606", false},
        {"FR14", false},
        {"1420041010050500013M02606FR", false},
        {"", false},
        {NULL, false},
    };
    CHECK_NUMBERS(table, iban_valid);
}
END_TEST

START_TEST(test_currencies)
{
    static const struct number table[] = {
        {"EUR", true}, {"AED", true}, {"ZWG", true},   {"FRF", false}, {"XAU", false}, {"eur", false},
        {"EU", false}, {"", false},   {"EURO", false}, {"D A", false}, {" AE", false},
    };
    CHECK_NUMBERS(table, currency_valid);
}
END_TEST

/* ---- settings ---- */

START_TEST(test_countries)
{
    static const struct {
        const char *name, *code;
    } table[] = {
        {"France", "FR"},
        {" FRANCE ", "FR"},
        {"fr", "FR"},
        {"Allemagne", "DE"},
        {"Deutschland", "DE"},
        {"Belgique", "BE"},
        {"Belgium", "BE"},
        {"Algerie", "DZ"},
        {"Algérie", "DZ"},
        {"Alge\xcc\x81rie", "DZ"},
        {"ÉTATS-UNIS", "US"},
        {"Etats Unis", "US"},
        {"Côte d'Ivoire", "CI"},
        {"Côte d’Ivoire", "CI"},
        {"La Réunion", "RE"},
        {"United Kingdom", "GB"},
        {"Zimbabwe", "ZW"},
        {"Andorre", "AD"},
        {"Atlantide", NULL},
        {"", NULL},
        {"F", NULL},
        {"...", NULL},
        {NULL, NULL},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        ck_assert_pstr_eq(country_code(arena, table[i].name), table[i].code);
    }
    ck_assert_str_eq(country_or_home(arena, NULL), "FR");
    ck_assert_str_eq(country_or_home(arena, "Suisse"), "CH");
    ck_assert_ptr_null(country_or_home(arena, "Atlantide"));
}
END_TEST

START_TEST(test_exemptions)
{
    size_t count = 0;
    for (; vat_exemption_codes[count]; count++) {
        const struct vat_exemption *exemption = vat_exemption_find(vat_exemption_codes[count]);
        ck_assert(exemption && !str_empty(exemption->sentence) && !str_empty(exemption->category));
    }
    ck_assert_uint_eq(count, 6);
    ck_assert_ptr_null(vat_exemption_find("VATEX-EU-O"));
    ck_assert_ptr_null(vat_exemption_find(NULL));
}
END_TEST

START_TEST(test_electronic_addresses)
{
    static const struct {
        const char *scheme, *value;
        bool valid;
    } table[] = {
        {NULL, "732829320", true}, {"0225", "732829320_A-b.+", true}, {"0225", "732 829 320", false},
        {"0225", "a@b.fr", false}, {"EM", "a@exemple.fr", true},      {"EM", "732829320", false},
        {"EM", NULL, true},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        fault_clear(&cx);
        electronic_address_check(&cx, table[i].scheme, table[i].value);
        ck_assert_msg((fault_check(&cx) == RC_OK) == table[i].valid, "%zu", i);
    }
    ck_assert_str_eq(siret_siren(arena, "73282932000074"), "732829320");
    ck_assert_ptr_null(siret_siren(arena, NULL));
}
END_TEST

START_TEST(test_settings_input)
{
    static const char good[] =
        "{\"siret\":\"73282932000074\",\"vat_number\":\"FR44732829320\","
        "\"iban\":\"FR1420041010050500013M02606\",\"timezone\":\"Indian/Reunion\","
        "\"registration\":\"open\",\"probability_step\":0.05,\"payment_terms_days\":45,"
        "\"default_vat_rate\":5.5,\"address\":{\"city\":\"Lyon\"},\"logo\":\"../x\",\"legal_name\":null}";
    static const char bad[] = "{\"siret\":\"73282932000075\",\"vat_number\":\"FR45732829320\",\"iban\":\"FR14 2004\","
                              "\"timezone\":\"Europe/../Paris\",\"registration\":\"OPEN\",\"probability_step\":1.5,"
                              "\"payment_terms_days\":121,\"default_vat_rate\":20.001,\"name\":null,\"phone\":\"0612\","
                              "\"email\":\"x\",\"hacked\":1}";
    static const char wrong[] = "siret vat_number iban timezone registration probability_step payment_terms_days "
                                "default_vat_rate name phone email hacked";
    struct settings settings;
    uint64_t present;
    ck_assert_int_eq(record_parse_text(&cx, &settings_record, good, strlen(good), PARSE_CHANGE, &settings, &present), RC_OK);
    settings_record.validate(&cx, &settings, present);
    ck_assert_int_eq(fault_check(&cx), RC_OK);
    ck_assert_int_eq(settings.probability_step, 500);
    ck_assert_int_eq(settings.default_vat_rate, 550);
    ck_assert_str_eq(settings.address_city, "Lyon");
    ck_assert(record_present(&settings_record, present, "legal_name"));
    ck_assert(!record_present(&settings_record, present, "logo"));
    ck_assert(!record_present(&settings_record, present, "name"));
    ck_assert_int_eq(record_parse_text(&cx, &settings_record, bad, strlen(bad), PARSE_CHANGE, &settings, &present), RC_INVALID);
    settings_record.validate(&cx, &settings, present); /* a change is validated by its caller, once merged */
    int found = 0;
    for (const struct fault_field *row = cx.fault.fields; row; row = row->next) {
        ck_assert_msg(strstr(wrong, row->field) != NULL, "%s", row->field);
        found++;
    }
    ck_assert_int_eq(found, 12);
}
END_TEST

Suite *suite_legal(void)
{
    Suite *suite = suite_create("legal");
    TCase *tests = tcase_create("legal");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, test_subdomain_table);
    tcase_add_test(tests, test_subdomain_reserved);
    tcase_add_test(tests, test_sirets);
    tcase_add_test(tests, test_vat_numbers);
    tcase_add_test(tests, test_ibans);
    tcase_add_test(tests, test_currencies);
    tcase_add_test(tests, test_countries);
    tcase_add_test(tests, test_exemptions);
    tcase_add_test(tests, test_electronic_addresses);
    tcase_add_test(tests, test_settings_input);
    suite_add_tcase(suite, tests);
    return suite;
}
