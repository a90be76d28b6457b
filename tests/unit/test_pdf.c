/* SPDX-License-Identifier: MIT
 *
 * lib/documents/pdf*.c: what stands on the page, and in which characters. Pages and bytes: test_pdf_pages.c. */
#include <stdlib.h>
#include <string.h>

#include "tests/unit/pdf_fixture.h"

#define PAGE_BYTES 25000 /* an invoice of one page stays below */

Suite *suite_pdf(void);

/* ---- what stands on the page ---- */

START_TEST(invoice_says_what_it_must)
{
    static const char *const wanted[] = {"FACTURE",
                                         "N° 2026-001",
                                         "Date d’émission",
                                         "22/11/2026",
                                         "Échéance",
                                         "22/12/2026",
                                         "CLIENT",
                                         "Zoé Lefèvre",
                                         "8 allée des Érables",
                                         "69100 Villeurbanne",
                                         "AB-123-CD",
                                         "45 000 km",
                                         "Désignation",
                                         "Qté",
                                         "PU HT",
                                         "TVA",
                                         "Vidange moteur",
                                         "Huile 5W-30",
                                         "1 234,56 €",
                                         "Main-d’œuvre",
                                         "1,5",
                                         "5,5 %",
                                         "Total HT",
                                         "1 332,06 €",
                                         "246,91 €",
                                         "Total TTC",
                                         "1 584,33 €",
                                         "Net à payer",
                                         "Virement",
                                         "FR7630006000",
                                         "40 €",
                                         "SIRET 73282932000074",
                                         "FR44732829320",
                                         "Merci de votre confiance",
                                         "Page 1/1"};
    struct pdf_document document = pdf_sample();
    struct buf pdf = rendered(&document);
    const char *text = plain(extracted(&pdf));
    for (size_t i = 0; i < COUNT(wanted); i++) {
        assert_has(text, wanted[i]);
    }
    assert_lacks(text, "BROUILLON");
    assert_lacks(text, "Bon pour accord");
    ck_assert_uint_lt(pdf.len, PAGE_BYTES);
}
END_TEST

START_TEST(quote_is_to_be_signed)
{
    struct pdf_document document = pdf_sample();
    document.kind = PDF_QUOTE;
    const char *text = text_of(&document);
    assert_has(text, "DEVIS");
    assert_has(text, "Valable jusqu’au");
    assert_has(text, "Bon pour accord");
    assert_lacks(text, "Net à payer");
    assert_lacks(text, "FR7630006000");
}
END_TEST

START_TEST(credit_note_names_its_invoice)
{
    struct pdf_document document = pdf_sample();
    document.kind = PDF_CREDIT_NOTE;
    document.number = "AV-2026-001";
    document.original_number = "2026-007";
    document.original_date = "2026-10-05";
    document.reason = "Pièce retournée";
    const char *text = text_of(&document);
    assert_has(text, "AVOIR");
    assert_has(text, "Avoir sur la facture N° 2026-007 du 05/10/2026");
    assert_has(text, "Pièce retournée");
    assert_lacks(text, "Net à payer");
}
END_TEST

START_TEST(draft_is_marked)
{
    struct pdf_document document = pdf_sample();
    document.number = NULL;
    const char *text = text_of(&document);
    assert_has(text, "BROUILLON");
    assert_lacks(text, "N° 2026");
}
END_TEST

START_TEST(a_demonstration_says_so_on_each_page)
{
    struct pdf_document document = pdf_sample();
    struct pdf_line *lines = arena_array(pdf_arena, 100, sizeof *lines);
    for (size_t i = 0; i < 100; i++) {
        lines[i] = two_lines[1];
    }
    document.lines = lines;
    document.line_count = 100;
    assert_lacks(text_of(&document), "DÉMONSTRATION");
    document.demo = true;
    document.kind = (enum pdf_kind)_i;
    const char *text = text_of(&document);
    ck_assert_uint_gt(occurrences(text, "\f"), 2);
    ck_assert_uint_eq(occurrences(text, "DÉMONSTRATION"), occurrences(text, "\f"));
}
END_TEST

START_TEST(nothing_but_zeros)
{
    struct pdf_document document = {.kind = PDF_INVOICE, .mileage_km = INT64_MIN};
    const char *text = text_of(&document);
    assert_lacks(text, "VÉHICULE");
    assert_lacks(text, "RÈGLEMENT");
    assert_has(text, "Page 1/1");
}
END_TEST

/* ---- characters ---- */

#define TEXT(member)                                                                                                           \
    {                                                                                                                          \
        offsetof(struct pdf_document, member), #member                                                                         \
    }
static const struct {
    size_t offset;
    const char *name;
} text_fields[] = {TEXT(number),         TEXT(issue_date),     TEXT(due_date),
                   TEXT(service_date),   TEXT(status_note),    TEXT(original_number),
                   TEXT(original_date),  TEXT(reason),         TEXT(vehicle),
                   TEXT(license_plate),  TEXT(payment_method), TEXT(notes),
                   TEXT(terms),          TEXT(footer),         TEXT(seller.name),
                   TEXT(seller.contact), TEXT(seller.street),  TEXT(seller.postal_code),
                   TEXT(seller.city),    TEXT(seller.country), TEXT(seller.phone),
                   TEXT(seller.email),   TEXT(seller.siren),   TEXT(seller.vat_number),
                   TEXT(seller.legal),   TEXT(seller.iban),    TEXT(buyer.name),
                   TEXT(buyer.contact),  TEXT(buyer.street),   TEXT(buyer.postal_code),
                   TEXT(buyer.city),     TEXT(buyer.country),  TEXT(buyer.phone),
                   TEXT(buyer.email),    TEXT(buyer.siren),    TEXT(buyer.vat_number)};
#undef TEXT

static void set_text(struct pdf_document *document, size_t field, const char *text)
{
    memcpy((char *)document + text_fields[field].offset, &text, sizeof text);
}

/* Each field alone must bring the wide fonts, or outlines, and come out right: none may be forgotten when characters are collected. */
START_TEST(any_field_may_be_greek)
{
    struct pdf_document document = pdf_sample();
    document.original_number = "2026-007"; /* or its date is not printed */
    static const char *const texts[] = {"Ωμ Żя", "王小明", "ኃይለ"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        set_text(&document, (size_t)_i, texts[i]);
        const char *text = text_of(&document);
        ck_assert_msg(strstr(text, texts[i]) != NULL, "%s:\n%s", text_fields[_i].name, text);
        assert_has(text, "1 584,33 €");
    }
}
END_TEST

START_TEST(lines_and_mentions_may_be_greek)
{
    static const struct pdf_line lines[] = {{"Λάδι κινητήρα", 1000, 10000, 2000, 100, NULL, NULL, 0}};
    static const char *const mentions[] = {"Владимир", NULL};
    struct pdf_document document = pdf_sample();
    document.lines = lines;
    document.line_count = 1;
    assert_has(text_of(&document), "Λάδι κινητήρα");
    document.lines = two_lines;
    document.mentions = mentions;
    assert_has(text_of(&document), "Владимир");
}
END_TEST

START_TEST(names_of_the_world)
{
    static const char *const names[] = {
        "Ελένη Παπαδοπούλου", "Łukasz Żółć",          "Владимир Щербаков", "Nguyễn Văn Đức", "İstanbul Şişli", "Հայկ", "ნინო",
        "東京 (仮)",          "Œuvre à 5 € – « ça »", "e\u0301t\u0301"};
    struct pdf_document document = pdf_sample();
    document.buyer.name = names[_i];
    assert_has(text_of(&document), plain(names[_i]));
}
END_TEST

START_TEST(windows_1252_whole)
{
    struct buf all;
    buf_init(&all, pdf_arena, 0);
    buf_str(&all, "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñò"
                  "óôõö÷øùúûüýþÿ");
    struct pdf_document document = pdf_sample();
    document.notes = all.data;
    struct buf pdf = rendered(&document);
    ck_assert_msg(memmem(pdf.data, pdf.len, "WinAnsiEncoding", 15) != NULL, "not the fast path");
    /* The line is longer than the page is wide. */
    const char *text = extracted(&pdf);
    for (const char *at = all.data; *at != '\0';) {
        size_t len = (unsigned char)*at < 0xe0 ? 2 : 3;
        char one[4] = {0};
        memcpy(one, at, len);
        assert_has(text, one);
        at += len;
    }
}
END_TEST

START_TEST(malformed_text_is_survived)
{
    static const char *const texts[] = {
        "\xff\xfe",        "abc\xe2\x82", "\xc3", "\xf0\x9f\x98\x80", "\xed\xa0\x80", "\xf8\x88\x80\x80\x80",
        "a\tb\rc\x01\x7f", "\n\n\n",      " ",    "\u00a0\u202f"};
    struct pdf_document document = pdf_sample();
    for (size_t field = 0; field < COUNT(text_fields); field++) {
        set_text(&document, field, texts[_i]);
    }
    assert_has(text_of(&document), "1 584,33 €");
}
END_TEST

START_TEST(random_text_is_survived)
{
    struct pdf_document document = pdf_sample();
    uint64_t seed = (uint64_t)_i + 1;
    for (size_t field = 0; field < COUNT(text_fields); field++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        size_t len = (size_t)(seed >> 33) % 300;
        char *text = arena_alloc(pdf_arena, len + 1);
        for (size_t i = 0; i < len; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            text[i] = (char)((seed >> 40) % 255 + 1);
        }
        set_text(&document, field, text);
    }
    struct buf pdf = rendered(&document);
    extracted(&pdf);
}
END_TEST

START_TEST(what_no_page_can_hold_is_left_out)
{
    static const char *const bad[] = {"\xef\xbf\xbe", "\xef\xbf\xbf", "\xef\xb7\x90", "\xf0\x9f\xbf\xbe", "\xf4\x8f\xbf\xbf"};
    struct pdf_document document = pdf_sample();
    document.notes = arena_printf(pdf_arena, "Zo%sé", bad[_i]);
    struct buf pdf = rendered(&document);
    assert_has(extracted(&pdf), "Zoé");
    ck_assert_msg(memmem(pdf.data, pdf.len, "WinAnsiEncoding", 15) != NULL, "not the fast path");
}
END_TEST

/* What libharu itself writes as a string, into the file's properties. */
START_TEST(properties_hold_printable_text_alone)
{
    static const char *const numbers[] = {"2026-001", "2026\x01",         "2026\n1", "2026\x7f",
                                          "2026é",    "2026\xef\xbf\xbe", "2026\xff"};
    struct pdf_document document = pdf_sample();
    document.number = numbers[_i];
    struct buf pdf = rendered(&document);
    const char *title = memmem(pdf.data, pdf.len, "/Title", 6);
    ck_assert_int_eq(title != NULL, _i == 0);
    extracted(&pdf);
}
END_TEST

static TCase *wording(void)
{
    TCase *tcase = tcase_create("wording");
    tcase_add_checked_fixture(tcase, pdf_setup, pdf_teardown);
    tcase_add_test(tcase, invoice_says_what_it_must);
    tcase_add_test(tcase, quote_is_to_be_signed);
    tcase_add_test(tcase, credit_note_names_its_invoice);
    tcase_add_test(tcase, draft_is_marked);
    tcase_add_loop_test(tcase, a_demonstration_says_so_on_each_page, PDF_QUOTE, PDF_CREDIT_NOTE + 1);
    tcase_add_test(tcase, nothing_but_zeros);
    return tcase;
}

static TCase *characters(void)
{
    TCase *tcase = tcase_create("characters");
    tcase_add_checked_fixture(tcase, pdf_setup, pdf_teardown);
    tcase_set_timeout(tcase, 300);
    tcase_add_loop_test(tcase, any_field_may_be_greek, 0, (int)COUNT(text_fields));
    tcase_add_test(tcase, lines_and_mentions_may_be_greek);
    tcase_add_loop_test(tcase, names_of_the_world, 0, 10);
    tcase_add_test(tcase, windows_1252_whole);
    tcase_add_loop_test(tcase, what_no_page_can_hold_is_left_out, 0, 5);
    tcase_add_loop_test(tcase, properties_hold_printable_text_alone, 0, 7);
    tcase_add_loop_test(tcase, malformed_text_is_survived, 0, 10);
    tcase_add_loop_test(tcase, random_text_is_survived, 0, 40);
    return tcase;
}

Suite *suite_pdf(void)
{
    Suite *suite = suite_create("pdf");
    suite_add_tcase(suite, wording());
    suite_add_tcase(suite, characters());
    return suite;
}
