/* SPDX-License-Identifier: MIT
 *
 * The passes: the page as a whole, in up to four positions, until the form is found in it; then each place of the form by
 * itself, in several treatments, until plate and vehicle number are sure. */
#include "ocr/certificate.h"

#include <leptonica/allheaders.h>
#include <stdio.h>
#include <string.h>

#include "ocr/ballot.h"
#include "ocr/code.h"
#include "ocr/frame.h"
#include "ocr/mrz.h"
#include "ocr/prepare.h"
#include "ocr/words.h"

enum { WORK_SIDE = 3000, PAGE_SIDE = 1750, ANCHORS_GOOD = 12, SURE = 980, TREATMENTS = 4 };

#define CUT_SCALE 5.0 /* pixels for a unit: capitals of 27 pixels */

/* Everything that is known so far. */
struct reading {
    PIX *work;   /* even light, in the position that is looked at */
    double zoom; /* pixels of `work` for one of the page that the frame was found in */
    struct frame frame;
    bool framed;
    struct page page;
    struct ballot vin, plate;
    struct mrz_second second;
    char date[MRZ_DATE + 1]; /* of the machine-readable line, its digit checked */
    bool has_second;
};

static const struct place place_plate = {33, 30, 70, 14}, place_vin = {227, 232, 118, 14},
                          place_coupon_plate = {17, 523, 74, 14}, place_coupon_vin = {17, 549, 120, 14},
                          place_mrz_1 = {9, 627, 332, 17}, place_mrz_2 = {9, 645, 332, 17}, place_date = {114, 30, 72, 14},
                          place_name = {34, 44, 310, 14}, place_first_name = {34, 63, 310, 14},
                          place_street = {34, 133, 310, 14}, place_town = {34, 153, 310, 14}, place_make = {34, 192, 170, 14},
                          place_model = {34, 232, 176, 14}, place_fuel = {197, 287, 38, 14}, place_power = {257, 287, 40, 14};

/* ---- the page ---- */

static void take_mrz(struct reading *reading, const char *text)
{
    char clean[MRZ_LINE + 9];
    struct mrz_first first;
    struct mrz_second second;
    size_t len = mrz_clean(text, clean);
    if (len >= 36 && mrz_read_first(clean, &first)) {
        char plate[CODE_PLATE + 1];
        if (code_plate(first.plate, true, plate)) {
            ballot_add(&reading->plate, first.plate, PRINTING_MRZ);
            ballot_digit(&reading->plate, first.plate_digit);
        }
        if (!strchr(first.vin, '<')) {
            ballot_add(&reading->vin, first.vin, PRINTING_MRZ);
            ballot_digit(&reading->vin, first.vin_digit);
        }
        if (first.date_sure) {
            memcpy(reading->date, first.date, sizeof reading->date);
        }
    } else if (mrz_read_second(clean, &second)) {
        reading->second = second;
        reading->has_second = true;
    }
}

static void take_plate(struct reading *reading, const char *text, bool exact, unsigned printing)
{
    char plate[CODE_PLATE + 1];
    char compact[CODE_PLATE];
    if (code_plate(text, exact, plate)) {
        code_compact(plate, compact, CODE_PLATE - 1);
        ballot_add(&reading->plate, compact, printing);
    }
}

static void take_vin(struct reading *reading, const char *text, unsigned printing)
{
    char vin[CODE_VIN + 1];
    if (code_vin(text, vin)) {
        ballot_add(&reading->vin, vin, printing);
    }
}

/* The upper half of a page has the fields, the lower one the coupon. */
static void take_page(struct reading *reading, int height)
{
    for (size_t i = 0; i < reading->page.count; i++) {
        const struct piece *piece = &reading->page.pieces[i];
        if (piece->line) {
            unsigned printing = piece->top > height * 2 / 3 ? PRINTING_COUPON : PRINTING_FIELD;
            take_mrz(reading, piece->text);
            take_plate(reading, piece->text, false, printing);
            take_vin(reading, piece->text, printing);
        }
    }
}

static bool look(struct reading *reading, PIX *work)
{
    PIX *page = prepare_scaled(work, PAGE_SIDE);
    if (!page) {
        return false;
    }
    reader_page(page, &reading->page);
    reading->zoom = (double)pixGetWidth(work) / pixGetWidth(page);
    reading->framed = frame_find(&reading->page, &reading->frame);
    int height = pixGetHeight(page);
    pixDestroy(&page);
    if (reading->framed) {
        take_page(reading, height);
    }
    return reading->framed && reading->frame.anchors >= ANCHORS_GOOD;
}

/* Turns the picture until the form is found; what was found best stays. */
static void find(struct reading *reading, PIX *level)
{
    static const int lying[] = {1, 3, 0, 2}, standing[] = {0, 2, 1, 3};
    const int *turns = pixGetWidth(level) > pixGetHeight(level) * 11 / 10 ? lying : standing;
    static struct reading tried;
    for (int i = 0; i < 4; i++) {
        PIX *work = pixRotateOrth(level, turns[i]);
        tried = (struct reading){.work = work};
        bool good = work && look(&tried, work);
        if (tried.framed && (!reading->framed || tried.frame.anchors > reading->frame.anchors)) {
            pixDestroy(&reading->work);
            *reading = tried;
        } else {
            pixDestroy(&work);
        }
        if (good) {
            return;
        }
    }
}

/* ---- places ---- */

static PIX *treated(PIX *cut, int treatment)
{
    switch (treatment) {
    case 0:
        return prepare_stretched(cut);
    case 1:
        return prepare_bits(cut);
    case 2:
        return prepare_sharp(cut, 4);
    default:
        return prepare_sharp(cut, 8);
    }
}

static void read_place(struct reading *reading, const struct place *place, int treatment, enum alphabet alphabet, char *out)
{
    PIX *cut = frame_cut(reading->work, &reading->frame, reading->zoom, place, CUT_SCALE);
    PIX *ready = cut ? treated(cut, treatment) : NULL;
    *out = '\0';
    if (ready) {
        reader_line(ready, alphabet, out);
    }
    pixDestroy(&ready);
    pixDestroy(&cut);
}

static bool sure(const struct ballot *ballot)
{
    char text[BALLOT_TEXT];
    return ballot_decide(ballot, text) >= SURE;
}

static void read_codes(struct reading *reading, int treatment)
{
    char text[READER_TEXT_MAX];
    read_place(reading, &place_mrz_1, treatment, ALPHABET_MRZ, text);
    take_mrz(reading, text);
    if (!sure(&reading->vin)) {
        read_place(reading, &place_vin, treatment, ALPHABET_CODE, text);
        take_vin(reading, text, PRINTING_FIELD);
        read_place(reading, &place_coupon_vin, treatment, ALPHABET_CODE, text);
        take_vin(reading, text, PRINTING_COUPON);
    }
    if (!sure(&reading->plate)) {
        read_place(reading, &place_plate, treatment, ALPHABET_PLATE, text);
        take_plate(reading, text, true, PRINTING_FIELD);
        read_place(reading, &place_coupon_plate, treatment, ALPHABET_PLATE, text);
        take_plate(reading, text, true, PRINTING_COUPON);
    }
}

/* ---- fields ---- */

static void set(struct ocr_result *result, enum ocr_name name, const char *text, int confidence)
{
    snprintf(result->fields[name].text, OCR_TEXT_MAX, "%s", text);
    result->fields[name].confidence = *result->fields[name].text ? confidence : 0;
}

static void decide_codes(struct reading *reading, struct ocr_result *result)
{
    char text[BALLOT_TEXT];
    char plate[CODE_PLATE + 1];
    int confidence = ballot_decide(&reading->vin, text);
    if (confidence > 0) {
        set(result, OCR_VIN, text, confidence);
    }
    confidence = ballot_decide(&reading->plate, text);
    if (confidence > 0 && code_plate(text, true, plate)) {
        set(result, OCR_PLATE, plate, confidence);
    }
}

static void read_make(struct reading *reading, struct ocr_result *result)
{
    char text[READER_TEXT_MAX];
    const struct ocr_field *vin = &result->fields[OCR_VIN];
    read_place(reading, &place_make, 0, ALPHABET_ALL, text);
    const char *printed = code_make(text);
    const char *second = reading->has_second ? code_make(reading->second.make) : NULL;
    const char *maker = *vin->text ? code_maker(vin->text) : NULL;
    int agree = (printed && second && strcmp(printed, second) == 0) + (printed && maker && strcmp(printed, maker) == 0) +
                (second && maker && strcmp(second, maker) == 0);
    const char *best = printed ? printed : second ? second : maker;
    if (best) {
        set(result, OCR_MAKE, best, agree ? 990 : 800);
    }
}

static void read_model(struct reading *reading, struct ocr_result *result)
{
    char text[READER_TEXT_MAX];
    char model[OCR_TEXT_MAX];
    char a[READER_TEXT_MAX], b[READER_TEXT_MAX];
    read_place(reading, &place_model, 0, ALPHABET_ALL, text);
    code_compact(text, a, sizeof a - 1);
    code_compact(reading->second.model, b, sizeof b - 1);
    bool same = *a && strcmp(a, b) == 0;
    words_model(*a ? text : reading->second.model, model, sizeof model);
    set(result, OCR_MODEL, model, same ? 980 : 700);
}

static void read_date(struct reading *reading, struct ocr_result *result)
{
    char text[READER_TEXT_MAX];
    char printed[WORDS_DATE], checked[WORDS_DATE];
    read_place(reading, &place_date, 0, ALPHABET_DATE, text);
    bool read = words_date(text, printed);
    bool sure_one = words_short_date(reading->date, checked);
    if (read && sure_one && strcmp(printed, checked) == 0) {
        set(result, OCR_FIRST_REGISTRATION, printed, 995);
    } else if (sure_one) {
        set(result, OCR_FIRST_REGISTRATION, checked, 850);
    } else if (read) {
        set(result, OCR_FIRST_REGISTRATION, printed, 700);
    }
}

static void read_owner(struct reading *reading, struct ocr_result *result)
{
    char last[READER_TEXT_MAX], first[READER_TEXT_MAX];
    char text[OCR_TEXT_MAX];
    read_place(reading, &place_name, 0, ALPHABET_ALL, last);
    read_place(reading, &place_first_name, 0, ALPHABET_ALL, first);
    words_name(first, last, text, sizeof text);
    set(result, OCR_OWNER_NAME, text, 800);
    read_place(reading, &place_street, 0, ALPHABET_ALL, first);
    read_place(reading, &place_town, 0, ALPHABET_ALL, last);
    words_address(first, last, text, sizeof text);
    set(result, OCR_OWNER_ADDRESS, text, 800);
}

static void read_engine(struct reading *reading, struct ocr_result *result)
{
    char text[READER_TEXT_MAX];
    read_place(reading, &place_fuel, 0, ALPHABET_CODE, text);
    if (words_fuel(text)) {
        set(result, OCR_FUEL, words_fuel(text), 900);
    }
    read_place(reading, &place_power, 0, ALPHABET_DATE, text);
    if (*text && strspn(text, "0123456789") == strlen(text) && strlen(text) <= 2 && *text != '0') {
        set(result, OCR_FISCAL_POWER, text, 800);
    }
}

void certificate_read(PIX *gray, struct ocr_result *result)
{
    static struct reading reading;
    PIX *sized = prepare_scaled(gray, WORK_SIDE);
    PIX *even = sized ? prepare_even(sized) : NULL;
    PIX *level = even ? prepare_level(even) : NULL;
    reading = (struct reading){.framed = false};
    if (level) {
        find(&reading, level);
    }
    pixDestroy(&sized);
    pixDestroy(&even);
    pixDestroy(&level);
    if (!reading.framed) {
        return;
    }
    for (int treatment = 0; treatment < TREATMENTS && !(sure(&reading.vin) && sure(&reading.plate)); treatment++) {
        read_codes(&reading, treatment);
    }
    if (!reading.has_second) {
        char text[READER_TEXT_MAX];
        read_place(&reading, &place_mrz_2, 0, ALPHABET_MRZ, text);
        take_mrz(&reading, text);
    }
    decide_codes(&reading, result);
    read_make(&reading, result);
    read_model(&reading, result);
    read_date(&reading, result);
    read_owner(&reading, result);
    read_engine(&reading, result);
    pixDestroy(&reading.work);
}
