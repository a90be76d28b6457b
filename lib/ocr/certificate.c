/* SPDX-License-Identifier: MIT
 *
 * The passes: the page as a whole, in up to four positions, until the form is found in it; then each place of the form by
 * itself, in several treatments, until plate and vehicle number are sure. */
#include "ocr/certificate.h"

#include <leptonica/allheaders.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ocr/ballot.h"
#include "ocr/code.h"
#include "ocr/frame.h"
#include "ocr/mrz.h"
#include "ocr/ocrb.h"
#include "ocr/prepare.h"
#include "ocr/strip.h"
#include "ocr/words.h"

enum { WORK_SIDE = 3000, PAGE_SIDE = 1750, ANCHORS_GOOD = 12, SURE = 980, TREATMENTS_COMPARED = 2 };

/* Beyond so many seconds of CPU no other position of a page is tried, no other treatment of a code, and no other field. */
#define PAGES_CPU_S 2
#define CODES_CPU_S 3
#define FIELDS_CPU_S 4
#define HEAD_GOOD 0.8 /* likeness beyond which no other position is tried */

/* How a place is cut out and made ready: pixels for a unit (capitals are 5.4 units high), and by how many pixels its edges are made
 * steep. In the order in which they are tried; what one gets wrong another gets right. */
static const struct {
    double scale;
    int sharp;
} treatments[] = {{5.0, 0}, {3.2, 4}, {4.0, 4}, {2.6, 0}};
enum { TREATMENTS = sizeof treatments / sizeof *treatments };

/* Everything that is known so far. */
struct reading {
    clock_t began;
    PIX *work;   /* even light, in the position that is looked at */
    double zoom; /* pixels of `work` for one of the page that the frame was found in */
    struct frame frame;
    bool framed;
    struct page page;
    struct ballot vin, plate;
    struct mrz_second second;
    char date[MRZ_DATE + 1]; /* of the machine-readable line, its digit checked */
    bool has_second;
    int near;    /* fields whose text is nearly that of the machine-readable line */
    double head; /* how like the machine-readable lines were to their font; 0: they were not found */
};

static const struct place place_plate = {33, 30, 70, 14}, place_vin = {227, 232, 118, 14},
                          place_coupon_plate = {17, 523, 74, 14}, place_coupon_vin = {17, 549, 120, 14},
                          place_mrz_1 = {9, 627, 332, 17}, place_mrz_2 = {9, 645, 332, 17}, place_date = {114, 30, 72, 14},
                          place_name = {34, 44, 310, 14}, place_first_name = {34, 63, 310, 14},
                          place_coupon_name = {17, 584, 310, 14}, place_coupon_first_name = {17, 606, 310, 14},
                          place_street = {34, 133, 310, 14}, place_town = {34, 153, 310, 14}, place_make = {34, 192, 170, 14},
                          place_model = {34, 232, 176, 14}, place_fuel = {197, 287, 38, 14}, place_power = {257, 287, 40, 14};

static double spent(const struct reading *reading)
{
    return (double)(clock() - reading->began) / CLOCKS_PER_SEC;
}

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
    char compact[CODE_VIN + 3];
    size_t at = 0;
    bool found = code_vin(text, vin);
    if (!found && code_compact(text, compact, CODE_VIN + 2) == CODE_VIN + 1) {
        found = code_undouble(compact, &at) && code_vin(compact, vin);
    }
    if (found) {
        ballot_add(&reading->vin, vin, printing);
    }
}

static void vote(struct ballot *ballot, const struct ocrb_line *line, int at, int len, bool compared)
{
    char text[BALLOT_TEXT] = "";
    memcpy(text, line->text + at, (size_t)len);
    ballot_add(ballot, text, compared ? PRINTING_MRZ | PRINTING_FONT : PRINTING_MRZ);
    for (int i = 0; i < 4; i++) { /* more than other readings of it can be wrong */
        ballot_digit(ballot, line->text[at + len]);
    }
}

/* The machine-readable lines by their font, where the frame says that they are. What lies upside down may fit a check digit by
 * chance, but not all three. */
static bool take_font(struct reading *reading)
{
    enum { AT_PLATE = 5, AT_VIN = 13, AT_DATE = 31 };
    struct ocrb_line first, second;
    double of_plate = 0, of_vin = 0, of_date = 0;
    if (!ocrb_read(reading->work, &reading->frame, reading->zoom, &first, &second) || first.head <= reading->head) {
        return false;
    }
    bool plate = ocrb_agree(&first, AT_PLATE, MRZ_PLATE, &of_plate);
    bool vin = ocrb_agree(&first, AT_VIN, MRZ_VIN, &of_vin);
    bool date = ocrb_agree(&first, AT_DATE, MRZ_DATE, &of_date);
    bool whole = plate && vin && date && of_plate + of_vin + of_date == 0;
    bool good = whole || first.head >= HEAD_GOOD;
    if (plate) {
        vote(&reading->plate, &first, AT_PLATE, MRZ_PLATE, good && of_plate == 0);
    }
    if (vin) {
        vote(&reading->vin, &first, AT_VIN, MRZ_VIN, good && of_vin == 0);
    }
    if (date && of_date == 0 && good) {
        memcpy(reading->date, first.text + AT_DATE, MRZ_DATE);
    }
    reading->head = first.head;
    struct mrz_second read = {0};
    reading->has_second = good && mrz_read_second(second.text, &read);
    reading->second = reading->has_second ? read : (struct mrz_second){0};
    return true;
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

/* The order in which a picture is turned. */
static const int *turns_of(PIX *level)
{
    static const int lying[] = {1, 3, 0, 2}, standing[] = {0, 2, 1, 3};
    return pixGetWidth(level) > pixGetHeight(level) * 11 / 10 ? lying : standing;
}

/* Turns the picture until the form is found; what was found best stays, and the votes of before. */
static void find(struct reading *reading, PIX *level, int turn)
{
    const int *turns = turns_of(level);
    static struct reading tried;
    reading->framed = false;
    for (int i = 0; i < 4 && spent(reading) < PAGES_CPU_S; i++) {
        if (turn >= 0 && turns[i] != turn) {
            continue;
        }
        PIX *work = pixRotateOrth(level, turns[i]);
        tried = *reading;
        tried.work = work;
        tried.framed = false;
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
    PIX *stretched = prepare_stretched(cut);
    if (!stretched || treatments[treatment].sharp == 0) {
        return stretched;
    }
    PIX *sharp = prepare_sharp(stretched, treatments[treatment].sharp);
    pixDestroy(&stretched);
    return sharp;
}

static void read_place(struct reading *reading, const struct place *place, int treatment, enum alphabet alphabet, char *out)
{
    PIX *cut = frame_cut(reading->work, &reading->frame, reading->zoom, place, treatments[treatment].scale);
    PIX *ready = cut ? treated(cut, treatment) : NULL;
    *out = '\0';
    if (ready) {
        reader_line(ready, alphabet, out);
    }
    pixDestroy(&ready);
    pixDestroy(&cut);
}

/* Whether a field's text is about what is believed: then the form lies where it is thought to lie. */
static bool is_near(const struct ballot *ballot, const char *text)
{
    char believed[BALLOT_TEXT];
    char compact[READER_TEXT_MAX];
    code_compact(text, compact, sizeof compact - 1);
    return ballot_decide(ballot, believed) > 0 && code_distance(believed, compact) <= 2;
}

static bool sure(const struct ballot *ballot)
{
    char text[BALLOT_TEXT];
    return ballot_decide(ballot, text) >= SURE;
}

static void read_codes(struct reading *reading, int treatment)
{
    char text[READER_TEXT_MAX];
    if (!ballot_compared(&reading->vin) || !ballot_compared(&reading->plate)) {
        read_place(reading, &place_mrz_1, treatment, ALPHABET_MRZ, text);
        take_mrz(reading, text);
    }
    if (!sure(&reading->vin)) {
        read_place(reading, &place_vin, treatment, ALPHABET_VIN, text);
        reading->near += is_near(&reading->vin, text);
        take_vin(reading, text, PRINTING_FIELD);
        read_place(reading, &place_coupon_vin, treatment, ALPHABET_VIN, text);
        take_vin(reading, text, PRINTING_COUPON);
    }
    if (!sure(&reading->plate)) {
        read_place(reading, &place_plate, treatment, ALPHABET_PLATE, text);
        reading->near += is_near(&reading->plate, text);
        take_plate(reading, text, true, PRINTING_FIELD);
        read_place(reading, &place_coupon_plate, treatment, ALPHABET_PLATE, text);
        take_plate(reading, text, true, PRINTING_COUPON);
    }
}

/* The form by the shape of its last lines: in which position, or -1. */
static int glance(struct reading *reading, PIX *level)
{
    const int *turns = turns_of(level);
    int found = -1;
    reading->zoom = 1;
    for (int i = 0; i < 4 && reading->head < HEAD_GOOD; i++) {
        struct frame kept = reading->frame;
        PIX *kept_work = reading->work;
        bool better = false;
        reading->work = pixRotateOrth(level, turns[i]);
        for (int way = 0; way < STRIP_WAYS && reading->work && reading->head < HEAD_GOOD; way++) {
            better = (strip_find(reading->work, way, &reading->frame) && take_font(reading)) || better;
        }
        if (better) {
            pixDestroy(&kept_work);
            found = turns[i];
        } else {
            pixDestroy(&reading->work);
            reading->work = kept_work;
            reading->frame = kept;
        }
    }
    return found;
}

static bool is_compared(const struct reading *reading)
{
    return ballot_compared(&reading->vin) && ballot_compared(&reading->plate);
}

static void read_all_codes(struct reading *reading)
{
    int count = is_compared(reading) ? TREATMENTS_COMPARED : TREATMENTS;
    for (int treatment = 0;
         treatment < count && spent(reading) < CODES_CPU_S && !(sure(&reading->vin) && sure(&reading->plate)); treatment++) {
        read_codes(reading, treatment);
    }
}

/* Finds the form and reads its codes: quickly where its last lines are seen and the fields lie where they then must. */
static void read_form(struct reading *reading, PIX *level)
{
    int turn = glance(reading, level);
    if (turn >= 0) {
        read_codes(reading, 0);
        if (reading->near >= 2) { /* one above, one in the middle at the right */
            reading->framed = true;
            read_all_codes(reading);
            return;
        }
    }
    pixDestroy(&reading->work);
    find(reading, level, reading->head >= HEAD_GOOD || is_compared(reading) ? turn : -1);
    if (reading->framed) {
        take_font(reading);
        read_all_codes(reading);
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

/* Two readings of one text: which is to be believed, and how much. Without agreement it is not known. */
struct twice {
    char text[READER_TEXT_MAX];
    bool same;
};

static bool agree(const char *a, const char *b)
{
    char compact_a[READER_TEXT_MAX], compact_b[READER_TEXT_MAX];
    size_t len = code_compact(a, compact_a, sizeof compact_a - 1);
    code_compact(b, compact_b, sizeof compact_b - 1);
    return len > 0 && strcmp(compact_a, compact_b) == 0;
}

/* Reads a place and, until two readings agree, the other place where the same is printed (it may be NULL), then the first in
 * further treatments. */
static void read_twice(struct reading *reading, const struct place *place, const struct place *other, enum alphabet alphabet,
                       struct twice *twice)
{
    char readings[TREATMENTS + 1][READER_TEXT_MAX];
    int count = 0;
    twice->same = false;
    for (int treatment = 0; treatment < TREATMENTS && !twice->same && (treatment == 0 || spent(reading) < FIELDS_CPU_S);
         treatment++) {
        for (int which = 0; which < 2 && !twice->same; which++) {
            if (which == 1 && (treatment > 0 || !other)) {
                break;
            }
            read_place(reading, which ? other : place, treatment, alphabet, readings[count]);
            for (int i = 0; i < count && !twice->same; i++) {
                twice->same = agree(readings[i], readings[count]);
            }
            memcpy(twice->text, readings[twice->same ? count : 0], READER_TEXT_MAX);
            count++;
        }
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
    struct twice printed;
    char model[OCR_TEXT_MAX];
    const char *checked = reading->second.model;
    read_twice(reading, &place_model, NULL, ALPHABET_ALL, &printed);
    bool same = agree(printed.text, checked);
    bool cut = strlen(checked) == MRZ_MODEL; /* there may have been no room for all of it */
    if (*checked && (same || !cut)) {
        words_model(checked, model, sizeof model);
        set(result, OCR_MODEL, model, same ? 990 : 930);
    } else if (printed.same) {
        words_model(printed.text, model, sizeof model);
        set(result, OCR_MODEL, model, 880);
    }
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
    struct twice last, first, street, town;
    char text[OCR_TEXT_MAX];
    read_twice(reading, &place_name, &place_coupon_name, ALPHABET_NAME, &last);
    read_twice(reading, &place_first_name, &place_coupon_first_name, ALPHABET_NAME, &first);
    if (last.same) {
        words_name(first.same ? first.text : "", last.text, text, sizeof text);
        set(result, OCR_OWNER_NAME, text, first.same ? 880 : 600);
    }
    read_twice(reading, &place_street, NULL, ALPHABET_ALL, &street);
    read_twice(reading, &place_town, NULL, ALPHABET_ALL, &town);
    if (street.same || town.same) {
        words_address(street.text, town.text, text, sizeof text);
        set(result, OCR_OWNER_ADDRESS, text, street.same && town.same ? 880 : 400);
    }
}

static void read_engine(struct reading *reading, struct ocr_result *result)
{
    struct twice fuel, power;
    read_twice(reading, &place_fuel, NULL, ALPHABET_CODE, &fuel);
    const char *code = words_fuel(fuel.text);
    if (code) {
        set(result, OCR_FUEL, code, fuel.same ? 950 : 500);
    }
    read_twice(reading, &place_power, NULL, ALPHABET_DATE, &power);
    const char *text = power.text;
    if (*text && strspn(text, "0123456789") == strlen(text) && strlen(text) <= 2 && *text != '0') {
        set(result, OCR_FISCAL_POWER, text, power.same ? 930 : 500);
    }
}

void certificate_read(PIX *gray, struct ocr_result *result)
{
    static struct reading reading;
    PIX *calm = prepare_calm(gray);
    PIX *sized = calm ? prepare_scaled(calm, WORK_SIDE) : NULL;
    PIX *even = sized ? prepare_even(sized) : NULL;
    PIX *level = even ? prepare_level(even) : NULL;
    reading = (struct reading){.began = clock()};
    if (level) {
        read_form(&reading, level);
    }
    pixDestroy(&calm);
    pixDestroy(&sized);
    pixDestroy(&even);
    pixDestroy(&level);
    decide_codes(&reading, result);
    if (!reading.framed) {
        return;
    }
    if (!reading.has_second) {
        char text[READER_TEXT_MAX];
        read_place(&reading, &place_mrz_2, 0, ALPHABET_MRZ_2, text);
        take_mrz(&reading, text);
    }
    read_make(&reading, result);
    read_model(&reading, result);
    read_date(&reading, result);
    read_owner(&reading, result);
    read_engine(&reading, result);
    pixDestroy(&reading.work);
}
