/* SPDX-License-Identifier: MIT
 *
 * lib/invoicing/incoming.h: the sample documents say what a Python reader found in them (tests/api/supplier_xml.py), and hostile XML
 * ends at its bounds. */
#include "invoicing/incoming.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "documents/xml/scan.h"
#include "invoicing/incoming_parts.h"

Suite *suite_incoming(void);

#define DATA "tests/data/einvoice/"
#define SPACE "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"

static struct arena *test_arena;
static struct incoming *read_into;

static void setup(void)
{
    test_arena = arena_new(0);
    read_into = arena_alloc(test_arena, sizeof *read_into);
}

static void teardown(void)
{
    arena_free(test_arena);
}

static struct buf file_of(const char *path)
{
    struct buf out;
    char piece[4096];
    size_t len;
    FILE *file = fopen(path, "re");
    ck_assert_msg(file != NULL, "%s", path);
    buf_init(&out, test_arena, 65536);
    while ((len = fread(piece, 1, sizeof piece, file)) > 0) {
        buf_add(&out, piece, len);
    }
    fclose(file);
    return out;
}

static const char *cents(int64_t amount)
{
    return amount == INT_NULL ? "" : arena_printf(test_arena, "%lld", (long long)amount);
}

static const char *differences(const struct incoming *in)
{
    static const char *const names[] = {"LINE", "LINES", "NET", "BASE", "RATE", "VAT", "TOTAL", "DUE"};
    struct buf out;
    buf_init(&out, test_arena, 64);
    for (size_t i = 0; i < in->difference_count; i++) {
        buf_str(&out, i ? " " : "");
        buf_str(&out, names[in->differences[i].kind]);
    }
    return out.len ? out.data : "";
}

/* The differences of rates come before those of their sums here, and in the table as well as they are found: compared as sets. */
static bool same_words(const char *left, const char *right)
{
    bool same = strlen(left) == strlen(right);
    for (char *rest = arena_strdup(test_arena, left), *word = strtok_r(rest, " ", &rest); word;
         word = strtok_r(NULL, " ", &rest)) {
        same = same && strstr(right, word);
    }
    return same;
}

static void compare(char *row)
{
    enum { FILE_NAME, SUPPLIER, SIREN, NUMBER, TYPE, ISSUED, DUE_ON, NET, VAT, TOTAL, DUE, LINES, DIFFERENCES, COLUMNS };
    const char *column[COLUMNS];
    const struct incoming *in = read_into;
    for (size_t i = 0; i < COLUMNS; i++) {
        column[i] = strsep(&row, "\t\n");
        ck_assert_ptr_nonnull(column[i]);
    }
    struct buf file = file_of(arena_printf(test_arena, DATA "%s", column[FILE_NAME]));
    ck_assert_int_eq(incoming_read_here(file.data, file.len, read_into), INCOMING_READ);
    ck_assert(incoming_is_sound(in));
    const char *found[] = {in->seller.name, in->seller.siren, in->number,       in->issue_date, in->due_date,
                           cents(in->net),  cents(in->vat),   cents(in->total), cents(in->due), cents(in->line_count)};
    static const int wanted[] = {SUPPLIER, SIREN, NUMBER, ISSUED, DUE_ON, NET, VAT, TOTAL, DUE, LINES};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        ck_assert_msg(str_eq(found[i], column[wanted[i]]), "%s: %s is not %s", column[FILE_NAME], found[i], column[wanted[i]]);
    }
    ck_assert_msg(same_words(differences(in), column[DIFFERENCES]), "%s: %s", column[FILE_NAME], differences(in));
}

START_TEST(the_samples_say_what_python_reads)
{
    char row[1024];
    size_t count = 0;
    FILE *table = fopen(DATA "read.tsv", "re");
    ck_assert_ptr_nonnull(table);
    ck_assert_ptr_nonnull(fgets(row, sizeof row, table));
    while (fgets(row, sizeof row, table)) {
        compare(row);
        count++;
    }
    fclose(table);
    ck_assert_uint_eq(count, 49);
}
END_TEST

START_TEST(everything_else_of_a_document)
{
    struct buf file = file_of(DATA "ubl/invoice.xml");
    const struct incoming *in = read_into;
    ck_assert_int_eq(incoming_read_here(file.data, file.len, read_into), INCOMING_READ);
    ck_assert_int_eq(in->format, INCOMING_UBL);
    ck_assert_str_eq(in->iban, "FR7630006000011234567890189");
    ck_assert_str_eq(in->buyer.siren, "732829320");
    ck_assert_str_eq(in->seller.vat_number, "FR83552100554");
    ck_assert_str_eq(in->notes, "Livraison au comptoir & franco");
    ck_assert_str_eq(in->order, "BC-77");
    ck_assert_int_eq(in->prepaid, 4877);
    ck_assert_uint_eq(in->rate_count, 2);
    ck_assert_str_eq(in->rates[1].rate, "5.5");
    ck_assert_str_eq(in->lines[0].reference, "DF-9");
    ck_assert_str_eq(in->lines[0].quantity, "4");
    ck_assert_str_eq(in->lines[0].unit, "C62");
    ck_assert_str_eq(in->lines[1].description, "Manuel d’atelier");
    ck_assert_int_eq(in->lines[1].net, 2727);
}
END_TEST

/* ---- hostile files ---- */

static enum incoming_end read_text(const char *text)
{
    return incoming_read_here(text, strlen(text), read_into);
}

/* A document with so many empty elements in it, one behind or within the other. */
static enum incoming_end read_many(size_t count, bool within)
{
    struct buf text;
    buf_init(&text, test_arena, count * 8 + 256);
    buf_str(&text, "<CrossIndustryInvoice xmlns='" SPACE "'>");
    for (size_t i = 0; i < count; i++) {
        buf_str(&text, within ? "<a>" : "<a/>");
    }
    for (size_t i = 0; within && i < count; i++) {
        buf_str(&text, "</a>");
    }
    buf_str(&text, "</CrossIndustryInvoice>");
    return incoming_read_here(text.data, text.len, read_into);
}

START_TEST(bounds_hold)
{
    ck_assert_int_eq(read_many(SCAN_DEPTH_MAX - 1, true), INCOMING_READ);
    ck_assert_int_eq(read_many(SCAN_DEPTH_MAX, true), INCOMING_TOO_LARGE);
    ck_assert_int_eq(read_many(SCAN_ELEMENTS_MAX - 1, false), INCOMING_READ);
    ck_assert_int_eq(read_many(SCAN_ELEMENTS_MAX, false), INCOMING_TOO_LARGE);
}
END_TEST

START_TEST(what_is_no_invoice_is_refused)
{
    ck_assert_int_eq(read_text("<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;'>]><a>&d;</a>"), INCOMING_FORBIDDEN);
    ck_assert_int_eq(read_text("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"), INCOMING_FORBIDDEN);
    ck_assert_int_eq(read_text("<CrossIndustryInvoice/>"), INCOMING_NO_INVOICE);
    ck_assert_int_eq(read_text("<CrossIndustryInvoice xmlns='" SPACE "'><a>"), INCOMING_BROKEN);
    ck_assert_int_eq(read_text("<CrossIndustryInvoice xmlns='" SPACE "'>&d;</CrossIndustryInvoice>"), INCOMING_BROKEN);
    ck_assert_int_eq(read_text("\xff\xfe<\x01"), INCOMING_BROKEN);
    ck_assert_int_eq(read_text("Bonjour"), INCOMING_UNKNOWN);
    ck_assert_int_eq(read_text(""), INCOMING_UNKNOWN);
}
END_TEST

#define LINE                                                                                                                   \
    "<IncludedSupplyChainTradeLineItem><AssociatedDocumentLineDocument><LineID>%zu</LineID>"                                   \
    "</AssociatedDocumentLineDocument><SpecifiedLineTradeSettlement><SpecifiedTradeSettlementLineMonetarySummation>"           \
    "<LineTotalAmount>0.01</LineTotalAmount></SpecifiedTradeSettlementLineMonetarySummation>"                                  \
    "</SpecifiedLineTradeSettlement></IncludedSupplyChainTradeLineItem>"

START_TEST(lines_beyond_the_bound_are_counted)
{
    struct buf text;
    buf_init(&text, test_arena, 300000);
    buf_str(&text, "<CrossIndustryInvoice xmlns='" SPACE "'><SupplyChainTradeTransaction>");
    for (size_t i = 1; i <= INCOMING_LINES_MAX + 1; i++) {
        buf_str(&text, arena_printf(test_arena, LINE, i));
    }
    buf_str(&text, "<ApplicableHeaderTradeSettlement><SpecifiedTradeSettlementHeaderMonetarySummation>"
                   "<LineTotalAmount>5.00</LineTotalAmount></SpecifiedTradeSettlementHeaderMonetarySummation>"
                   "</ApplicableHeaderTradeSettlement></SupplyChainTradeTransaction></CrossIndustryInvoice>");
    ck_assert_int_eq(incoming_read_here(text.data, text.len, read_into), INCOMING_READ);
    ck_assert_uint_eq(read_into->kept, INCOMING_LINES_MAX);
    ck_assert_int_eq(read_into->line_count, INCOMING_LINES_MAX + 1);
    ck_assert_str_eq(differences(read_into), "LINES");
    ck_assert_int_eq(read_into->differences[0].expected, 501);
}
END_TEST

START_TEST(texts_are_cut_and_numbers_are_not)
{
    struct buf text;
    buf_init(&text, test_arena, 30000);
    buf_str(&text, "<CrossIndustryInvoice xmlns='" SPACE "'><ExchangedDocument><ID>");
    for (size_t i = 0; i < SCAN_TEXT_MAX; i++) {
        buf_str(&text, "é");
    }
    buf_str(&text,
            "</ID><TypeCode>38100000000</TypeCode><IssueDateTime><DateTimeString>20260230</DateTimeString></IssueDateTime>"
            "</ExchangedDocument></CrossIndustryInvoice>");
    ck_assert_int_eq(incoming_read_here(text.data, text.len, read_into), INCOMING_READ);
    ck_assert_uint_eq(utf8_length(read_into->number), 50);
    ck_assert_str_eq(read_into->type_code, "");
    ck_assert_str_eq(read_into->issue_date, "");
    ck_assert(incoming_is_sound(read_into));
}
END_TEST

START_TEST(decimals_are_exact)
{
    static const struct {
        const char *text;
        int64_t cents; /* INT_NULL: none */
    } cases[] = {{"0", 0},
                 {"1.5", 150},
                 {"-0.005", -1},
                 {"0.0049", 0},
                 {"+7", 700},
                 {".5", 50},
                 {"12.", 1200},
                 {"1e3", INT_NULL},
                 {"", INT_NULL},
                 {"-", INT_NULL},
                 {"1,5", INT_NULL},
                 {"1.2.3", INT_NULL},
                 {"1 000", INT_NULL},
                 {"99999999999999999999", INT_NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t value = INT_NULL;
        bool good = incoming_decimal(cases[i].text, 2, &value);
        ck_assert_msg(good == (cases[i].cents != INT_NULL) && (!good || value == cases[i].cents), "%s", cases[i].text);
    }
}
END_TEST

Suite *suite_incoming(void)
{
    Suite *suite = suite_create("incoming");
    TCase *reading = tcase_create("reading");
    tcase_set_timeout(reading, 60);
    tcase_add_checked_fixture(reading, setup, teardown);
    tcase_add_test(reading, the_samples_say_what_python_reads);
    tcase_add_test(reading, everything_else_of_a_document);
    tcase_add_test(reading, bounds_hold);
    tcase_add_test(reading, what_is_no_invoice_is_refused);
    tcase_add_test(reading, lines_beyond_the_bound_are_counted);
    tcase_add_test(reading, texts_are_cut_and_numbers_are_not);
    tcase_add_test(reading, decimals_are_exact);
    suite_add_tcase(suite, reading);
    return suite;
}
