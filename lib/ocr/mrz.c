/* SPDX-License-Identifier: MIT
 *
 * Check digits and places. A line that was read one character too long or too short is tried with its head moved: the places
 * count from the country's letters, which stand before the plate. */
#include "ocr/mrz.h"

#include <string.h>

#include "ocr/code.h"

enum { HEAD = 5, FIRST_USED = 38, AT_PLATE = 5, AT_VIN = 13, AT_DATE = 31, AT_MAKE = 4, AT_MODEL = 18 };

static int value(char c)
{
    if (c == '<') {
        return 0;
    }
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
}

char mrz_digit(const char *text, size_t len)
{
    static const int weights[] = {7, 3, 1};
    int sum = 0;
    for (size_t i = 0; i < len; i++) {
        int v = value(text[i]);
        if (v < 0) {
            return 0;
        }
        sum += v * weights[i % 3];
    }
    return (char)('0' + sum % 10);
}

size_t mrz_clean(const char *read, char out[MRZ_LINE + 9])
{
    size_t len = 0;
    for (; *read && len < MRZ_LINE + 8; read++) {
        char c = *read;
        if (c >= 'a' && c <= 'z') {
            c = (char)(c - 'a' + 'A');
        }
        if ((unsigned char)c == 0xc2 && (unsigned char)read[1] == 0xab) { /* « */
            out[len++] = '<';
            c = '<';
            read++;
        }
        if (value(c) >= 0 && len < MRZ_LINE + 8) {
            out[len++] = c;
        }
    }
    out[len] = '\0';
    return len;
}

/* How many of the head's letters stand at `at`, out of five. */
static int head_score(const char *text, size_t len, size_t at)
{
    static const char head[] = "CRFRA";
    int score = 0;
    for (size_t i = 0; i < HEAD && at + i < len; i++) {
        score += text[at + i] == head[i];
    }
    return score;
}

static void set_digits(char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        char digit = code_digit(text[i]);
        text[i] = digit ? digit : text[i];
    }
}

/* A modern plate: two letters, three digits, two letters. An older one is left as it was read. */
static void set_plate(char *plate)
{
    static const char kinds[] = "LLNNNLL";
    char set[MRZ_PLATE + 1] = "";
    for (size_t i = 0; i < MRZ_PLATE; i++) {
        set[i] = kinds[i] == 'L' ? code_letter(plate[i]) : code_digit(plate[i]);
        if (!set[i]) {
            return;
        }
    }
    memcpy(plate, set, MRZ_PLATE);
}

static void set_vin(char *vin)
{
    for (size_t i = 0; i < MRZ_VIN; i++) {
        vin[i] = vin[i] == 'I' ? '1' : vin[i] == 'O' || vin[i] == 'Q' ? '0' : vin[i];
    }
}

static bool fits(const char *text, size_t len, char digit)
{
    return digit && mrz_digit(text, len) == digit;
}

/* Whether the last characters of a vehicle number are digits, as they are in nearly all. */
static void set_serial(struct mrz_first *first)
{
    char vin[MRZ_VIN + 1];
    memcpy(vin, first->vin, sizeof vin);
    set_digits(vin + MRZ_VIN - 4, 4);
    if (!first->vin_sure && fits(vin, MRZ_VIN, first->vin_digit)) {
        memcpy(first->vin, vin, sizeof vin);
        first->vin_sure = true;
    }
}

static int take_first(const char *text, struct mrz_first *first)
{
    *first = (struct mrz_first){.plate_digit = code_digit(text[12]), .vin_digit = code_digit(text[30])};
    memcpy(first->plate, text + AT_PLATE, MRZ_PLATE);
    memcpy(first->vin, text + AT_VIN, MRZ_VIN);
    memcpy(first->date, text + AT_DATE, MRZ_DATE);
    set_plate(first->plate);
    set_vin(first->vin);
    set_digits(first->date, MRZ_DATE);
    first->plate_sure = fits(first->plate, MRZ_PLATE, first->plate_digit);
    first->vin_sure = fits(first->vin, MRZ_VIN, first->vin_digit) && !strchr(first->vin, '<');
    first->date_sure = fits(first->date, MRZ_DATE, code_digit(text[37]));
    set_serial(first);
    first->plate[strcspn(first->plate, "<")] = '\0';
    return first->plate_sure + first->vin_sure + first->date_sure;
}

bool mrz_read_first(const char *clean, struct mrz_first *first)
{
    size_t len = strlen(clean);
    int best = -1;
    char padded[3 * MRZ_LINE] = "";
    memset(padded, '<', 2);
    memcpy(padded + 2, clean, len < MRZ_LINE + 8 ? len : MRZ_LINE + 8);
    for (size_t at = 0; at <= 4 && at + FIRST_USED <= len + 2; at++) {
        struct mrz_first tried;
        int head = head_score(padded, len + 2, at);
        int score = 10 * take_first(padded + at, &tried) + head;
        if (score > best && (head >= 3 || score >= 20)) {
            best = score;
            *first = tried;
        }
    }
    return best >= 0;
}

static void take_words(const char *text, size_t len, char *out)
{
    size_t used = 0;
    for (size_t i = 0; i < len; i++) {
        out[i] = text[i] == '<' ? ' ' : text[i];
        used = text[i] == '<' ? used : i + 1;
    }
    out[used] = '\0';
}

bool mrz_read_second(const char *clean, struct mrz_second *second)
{
    size_t len = strlen(clean);
    if (len < MRZ_LINE - 1 || len > MRZ_LINE + 1 || !strchr(clean, '<')) {
        return false;
    }
    take_words(clean + AT_MAKE, MRZ_MAKE, second->make);
    take_words(clean + AT_MODEL, MRZ_MODEL, second->model);
    return second->make[0] > ' ' && len == MRZ_LINE;
}
