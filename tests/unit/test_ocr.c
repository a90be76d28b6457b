/* SPDX-License-Identifier: MIT
 *
 * What the reader of certificates makes of texts: check digits, look-alikes, agreement of printings, names and dates; and of
 * files that are no pictures. Pictures themselves: tests/api/test_ocr.py. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "ocr/ballot.h"
#include "ocr/code.h"
#include "ocr/mrz.h"
#include "ocr/ocr.h"
#include "ocr/ocrb.h"
#include "ocr/words.h"

Suite *suite_ocr(void);

/* Of the form's published specimen. */
static const char first_line[] = "CRFRAAB123CD0VFSIV2009ASIV200929801059VP<<<<";
static const char second_line[] = "CI<<MARQUES<<<<<<<MODELE<<<<<<<2009AS0528402";

/* ---- machine-readable lines ---- */

START_TEST(check_digits)
{
    ck_assert_int_eq(mrz_digit("AB123CD", 7), '0');
    ck_assert_int_eq(mrz_digit("VFSIV2009ASIV2009", 17), '2');
    ck_assert_int_eq(mrz_digit("980105", 6), '9');
    ck_assert_int_eq(mrz_digit("L898902C3", 9), '6'); /* ICAO 9303's own example */
    ck_assert_int_eq(mrz_digit("ab", 2), 0);
}
END_TEST

START_TEST(lines_are_read)
{
    struct mrz_first first;
    struct mrz_second second;
    char clean[MRZ_LINE + 9];
    ck_assert_uint_eq(mrz_clean(" crfra AB123CD0VF", clean), 15);
    ck_assert_str_eq(clean, "CRFRAAB123CD0VF");
    ck_assert_uint_eq(mrz_clean("CI«MARQUES", clean), 11);
    ck_assert_str_eq(clean, "CI<<MARQUES");
    ck_assert(mrz_read_first(first_line, &first));
    ck_assert_str_eq(first.plate, "AB123CD");
    ck_assert_str_eq(first.date, "980105");
    ck_assert(first.plate_sure && first.date_sure);
    ck_assert(mrz_read_second(second_line, &second));
    ck_assert_str_eq(second.make, "MARQUES");
    ck_assert_str_eq(second.model, "MODELE");
}
END_TEST

/* One character too many or too few before the plate, and look-alikes of the other kind. */
START_TEST(lines_are_put_right)
{
    struct mrz_first first;
    ck_assert(mrz_read_first("XCRFRAAB123CD0VF1ZE6L4JRS38192281208227VP<<<<", &first));
    ck_assert_str_eq(first.plate, "AB123CD");
    ck_assert_str_eq(first.vin, "VF1ZE6L4JRS381922");
    ck_assert(first.vin_sure);
    ck_assert(mrz_read_first("RFRAAB123CD0VF1ZE6L4JRS38192281208227VP<<<<", &first));
    ck_assert_str_eq(first.plate, "AB123CD");
    ck_assert(mrz_read_first("CRFRAA8I23CDOVF1ZE6L4JRS38192281208227VP<<<<", &first));
    ck_assert_str_eq(first.plate, "AB123CD");
    ck_assert(first.plate_sure);
    ck_assert(mrz_read_first("CRFRAAB123CD0VF1ZE6L4JRS3819Z281208227VP<<<<", &first));
    ck_assert_msg(first.vin_sure, "a letter among the last four");
    ck_assert_str_eq(first.vin, "VF1ZE6L4JRS381922");
}
END_TEST

START_TEST(other_lines_are_none)
{
    static const char *const lines[] = {"", "CRFRA", "EST LE PROPRIETAIRE DU VEHICULE ET RIEN DE PLUS",
                                        "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char clean[MRZ_LINE + 9];
        struct mrz_first first;
        mrz_clean(lines[i], clean);
        ck_assert_msg(!mrz_read_first(clean, &first) || !first.vin_sure, "%s", lines[i]);
    }
}
END_TEST

/* ---- codes ---- */

static void expect_plate(const char *text, bool exact, const char *wanted)
{
    char plate[CODE_PLATE + 1];
    bool found = code_plate(text, exact, plate);
    ck_assert_msg(found == (wanted != NULL), "%s", text);
    if (wanted) {
        ck_assert_str_eq(plate, wanted);
    }
}

START_TEST(plates)
{
    expect_plate("A. KW-179-KZ B 14/04/2012", false, "KW-179-KZ");
    expect_plate("kw 179 kz", false, "KW-179-KZ");
    expect_plate("KW179KZ", true, "KW-179-KZ");
    expect_plate("KW-I79-KZ", false, "KW-179-KZ");
    expect_plate("8W-179-KZ", false, "BW-179-KZ");
    expect_plate("14/04/2012", false, NULL);
    expect_plate("EUROPE6", false, NULL);
    expect_plate("KW-179-KZX", false, NULL);
    expect_plate("XKW-179-KZ", false, NULL);
    expect_plate("", false, NULL);
    expect_plate("**-***-**", true, NULL);
}
END_TEST

START_TEST(vehicle_numbers)
{
    char vin[CODE_VIN + 1];
    ck_assert(code_vin("E. VF1ZE6L4JRS381922", vin));
    ck_assert_str_eq(vin, "VF1ZE6L4JRS381922");
    ck_assert(code_vin("VFIZE6L4JRS38I9Q2", vin));
    ck_assert_str_eq(vin, "VF1ZE6L4JRS381902");
    ck_assert(!code_vin("VF1ZE6L4JRS38192", vin));
    ck_assert(!code_vin("VF1ZE6L4JRS3819222", vin));
    ck_assert(!code_vin("CERTIFICATDIMMATR", vin));
}
END_TEST

START_TEST(makers)
{
    ck_assert_str_eq(code_maker("VF1ZE6L4JRS381922"), "Renault");
    ck_assert_str_eq(code_maker("UU1PXAPWKE2914889"), "Dacia");
    ck_assert_ptr_null(code_maker("XXXZE6L4JRS381922"));
    ck_assert_str_eq(code_make("CITROEN"), "Citroën");
    ck_assert_str_eq(code_make("MERCEDES-BENZ"), "Mercedes-Benz");
    ck_assert_str_eq(code_make("PEUGEQT"), "Peugeot");
    ck_assert_ptr_null(code_make("MARQUES"));
    ck_assert_ptr_null(code_make(""));
}
END_TEST

/* ---- agreement ---- */

START_TEST(printings_that_agree)
{
    struct ballot ballot = {0};
    char text[BALLOT_TEXT] = "";
    ck_assert_int_eq(ballot_decide(&ballot, text), 0);
    ballot_add(&ballot, "VF1ZE6L4JRS381922", PRINTING_FIELD);
    int once = ballot_decide(&ballot, text);
    ck_assert_int_gt(once, 0);
    ck_assert_int_lt(once, 900);
    ballot_add(&ballot, "VF1ZE6L4JRS381922", PRINTING_MRZ);
    ballot_digit(&ballot, mrz_digit("VF1ZE6L4JRS381922", 17));
    ck_assert_int_ge(ballot_decide(&ballot, text), 900);
    ck_assert_str_eq(text, "VF1ZE6L4JRS381922");
}
END_TEST

/* A check digit that all printings contradict is a sign of a misreading that is everywhere the same. */
START_TEST(printings_against_the_digit)
{
    struct ballot ballot = {0};
    char text[BALLOT_TEXT] = "";
    ballot_add(&ballot, "UUTPXAPWKE2914889", PRINTING_FIELD);
    ballot_add(&ballot, "UUTPXAPWKE2914889", PRINTING_COUPON);
    ballot_add(&ballot, "UUTPXAPWKE2914889", PRINTING_MRZ);
    ballot_digit(&ballot, mrz_digit("UU1PXAPWKE2914889", 17));
    ballot_digit(&ballot, mrz_digit("UU1PXAPWKE2914889", 17));
    int trust = ballot_decide(&ballot, text);
    ck_assert_msg(trust < 900 || strcmp(text, "UU1PXAPWKE2914889") == 0, "%s %d", text, trust);
}
END_TEST

/* The font's reading wins over what a general reader misreads alike in all places. */
START_TEST(a_reading_by_font)
{
    struct ballot ballot = {0};
    char text[BALLOT_TEXT] = "";
    ballot_add(&ballot, "UU1PXAPWKE2914889", PRINTING_MRZ | PRINTING_FONT);
    ballot_digit(&ballot, mrz_digit("UU1PXAPWKE2914889", 17));
    ck_assert(ballot_compared(&ballot));
    ballot_add(&ballot, "UUTPXAPWKE2914889", PRINTING_FIELD);
    ballot_add(&ballot, "UUTPXAPWKE2914889", PRINTING_COUPON);
    ck_assert_int_ge(ballot_decide(&ballot, text), 980);
    ck_assert_str_eq(text, "UU1PXAPWKE2914889");
}
END_TEST

/* A line of which the least certain characters are wrong is mended by its check digit; one without a way is not. */
START_TEST(a_line_is_made_to_agree)
{
    struct ocrb_line line = {.text = "CRFRAQB235QA9UUTPXAPWKE291488990905013VP<<<<",
                             .next = "CRFRAQB235QA9UU1PXAPWKE291488990905013VP<<<<"};
    double cost = 1;
    for (int i = 0; i < MRZ_LINE; i++) {
        line.margin[i] = i == 15 ? 0.01 : 0.3;
    }
    ck_assert(ocrb_agree(&line, 5, MRZ_PLATE, &cost) && cost == 0);
    ck_assert(ocrb_agree(&line, 13, MRZ_VIN, &cost) && cost > 0);
    ck_assert_int_eq(line.text[15], '1');
    ck_assert(ocrb_agree(&line, 13, MRZ_VIN, &cost) && cost == 0);
    memcpy(line.next, line.text, sizeof line.next);
    line.text[15] = line.next[15] = 'T';
    ck_assert(!ocrb_agree(&line, 13, MRZ_VIN, &cost));
}
END_TEST

START_TEST(characters_read_twice)
{
    char text[] = "TMBMRDNDS5VC035787";
    size_t at = 0;
    ck_assert(code_undouble(text, &at));
    ck_assert_uint_eq(strlen(text), 17);
    ck_assert(!code_undouble(text, &at));
    ck_assert_uint_eq(code_distance("PEUGEOT", "PEUGEQT"), 1);
    ck_assert_uint_eq(code_distance("", "ABC"), 3);
    ck_assert_uint_eq(code_distance("ABCD", "ABD"), 1);
}
END_TEST

START_TEST(a_ballot_is_bounded)
{
    struct ballot ballot = {0};
    char text[BALLOT_TEXT];
    for (int i = 0; i < 10 * BALLOT_MAX; i++) {
        snprintf(text, sizeof text, "VF1ZE6L4JRS%06d", i);
        ballot_add(&ballot, text, PRINTING_FIELD);
        ballot_digit(&ballot, (char)('0' + i % 10));
    }
    ck_assert_uint_eq(ballot.count, BALLOT_MAX);
    ck_assert_uint_eq(ballot.digit_count, BALLOT_DIGITS);
    ballot_add(&ballot, "LONGER THAN ANY CODE THAT IS PRINTED", PRINTING_FIELD);
    ck_assert_int_lt(ballot_decide(&ballot, text), 900);
}
END_TEST

/* ---- words ---- */

START_TEST(names_and_dates)
{
    char out[60];
    char date[WORDS_DATE];
    words_name("ELODIE", "ROUVIGNAC", out, sizeof out);
    ck_assert_str_eq(out, "Elodie Rouvignac");
    words_name("", "| TESTARD-FICTIF.", out, sizeof out);
    ck_assert_str_eq(out, "Testard-Fictif");
    words_name("ÉLODIE", "", out, sizeof out);
    ck_assert_str_eq(out, "Élodie");
    words_name("Z0E", "B1DON", out, sizeof out);
    ck_assert_str_eq(out, "Zoe Bidon");
    words_address("14 RUE DES FICTIONS", "49999 ESSAI SUR LOIRE", out, sizeof out);
    ck_assert_str_eq(out, "14 Rue des Fictions, 49999 Essai sur Loire");
    words_model("CLIO V", out, sizeof out);
    ck_assert_str_eq(out, "Clio V");
    words_model("C3", out, sizeof out);
    ck_assert_str_eq(out, "C3");
    ck_assert(words_date("22/08/2012", date));
    ck_assert_str_eq(date, "2012-08-22");
    ck_assert(words_short_date("980105", date));
    ck_assert_str_eq(date, "1998-01-05");
    ck_assert(!words_date("32/08/2012", date));
    ck_assert(!words_date("22/13/2012", date));
    ck_assert(!words_short_date("98010", date));
    ck_assert_str_eq(words_fuel("GO"), "GO");
    ck_assert_ptr_null(words_fuel("XX"));
}
END_TEST

/* ---- files ---- */

/* A JPEG's beginning with an EXIF segment that says `orientation`, and an end. */
static size_t compose_jpeg(unsigned char *out, unsigned orientation, bool little)
{
    static const unsigned char head[] = {0xff, 0xd8, 0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0};
    const unsigned char big[] = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (unsigned char)orientation,
                                 0,   0,   0, 0,  0, 0};
    const unsigned char small[] = {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, (unsigned char)orientation,
                                   0,   0,   0,  0, 0, 0, 0};
    static const unsigned char tail[] = {0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9};
    memcpy(out, head, sizeof head);
    memcpy(out + sizeof head, little ? small : big, sizeof big);
    memcpy(out + sizeof head + sizeof big, tail, sizeof tail);
    return sizeof head + sizeof big + sizeof tail;
}

START_TEST(a_phone_says_where_the_top_is)
{
    static const int turns[] = {0, 0, 0, 2, 0, 0, 1, 0, 3, 0};
    unsigned char jpeg[80];
    int whole = 0;
    for (unsigned orientation = 0; orientation < 10; orientation++) {
        for (int little = 0; little < 2; little++) {
            size_t len = compose_jpeg(jpeg, orientation, little);
            ck_assert_int_eq(picture_turn(jpeg, len, &whole), turns[orientation]);
            ck_assert(whole);
        }
    }
    size_t len = compose_jpeg(jpeg, 6, true);
    for (size_t cut = 0; cut < len; cut++) {
        unsigned char *exact = malloc(cut ? cut : 1); /* so that a sanitizer sees what is read behind it */
        memcpy(exact, jpeg, cut);
        picture_turn(exact, cut, &whole);
        ck_assert(!whole);
        free(exact);
    }
}
END_TEST

START_TEST(files_are_known_by_their_bytes)
{
    ck_assert_int_eq(picture_kind("\xff\xd8\xff\xe0", 4), PICTURE_JPEG);
    ck_assert_int_eq(picture_kind("\x89PNG\r\n\x1a\n", 8), PICTURE_PNG);
    ck_assert_int_eq(picture_kind("%PDF-1.7", 8), PICTURE_PDF);
    ck_assert_int_eq(picture_kind("GIF89a", 6), PICTURE_NONE);
    ck_assert_int_eq(picture_kind("", 0), PICTURE_NONE);
}
END_TEST

START_TEST(what_is_no_picture_is_an_answer)
{
    static const char *const files[] = {"\xff\xd8\xff\xe0 nothing", "\x89PNG\r\n\x1a\n", "%PDF-1.4 nothing"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct ocr_result result;
        ck_assert_int_eq(ocr_read(files[i], strlen(files[i]), &result), OCR_BROKEN);
        ck_assert_str_eq(result.fields[OCR_VIN].text, "");
    }
}
END_TEST

Suite *suite_ocr(void)
{
    Suite *suite = suite_create("ocr");
    TCase *texts = tcase_create("texts");
    tcase_add_test(texts, check_digits);
    tcase_add_test(texts, lines_are_read);
    tcase_add_test(texts, lines_are_put_right);
    tcase_add_test(texts, other_lines_are_none);
    tcase_add_test(texts, plates);
    tcase_add_test(texts, vehicle_numbers);
    tcase_add_test(texts, makers);
    tcase_add_test(texts, printings_that_agree);
    tcase_add_test(texts, printings_against_the_digit);
    tcase_add_test(texts, a_reading_by_font);
    tcase_add_test(texts, a_line_is_made_to_agree);
    tcase_add_test(texts, characters_read_twice);
    tcase_add_test(texts, a_ballot_is_bounded);
    tcase_add_test(texts, names_and_dates);
    suite_add_tcase(suite, texts);
    TCase *files = tcase_create("files");
    tcase_set_timeout(files, 120);
    tcase_add_test(files, a_phone_says_where_the_top_is);
    tcase_add_test(files, files_are_known_by_their_bytes);
    tcase_add_test(files, what_is_no_picture_is_an_answer);
    suite_add_tcase(suite, files);
    return suite;
}
