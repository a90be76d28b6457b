/* SPDX-License-Identifier: MIT
 *
 * Telephone numbers. The tables hold the plans (recommendation ITU-T E.164, national numbering plans) that write a prefix before
 * a national number and have no number that begins with it: after the number of such a country it is never wrong to drop it.
 * After any other's it belongs to the number. */
#include "data/phone.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "base/unicode.h"

#define READ_MAX 24 /* digits; more are no number */

/* France first: those beyond the sea share its way of writing numbers, ten digits with a zero. */
static const char *const french_codes[] = {"33", "262", "590", "594", "596", NULL};
static const char *const zero_codes[] = {
    "20",  "27",  "31",  "32",  "33",  "40",  "41",  "43",  "44",  "46",  "49",  "51",  "54",  "55",  "58",  "60",  "61",
    "62",  "63",  "64",  "66",  "81",  "82",  "84",  "86",  "90",  "91",  "92",  "93",  "94",  "95",  "98",  "211", "212",
    "213", "218", "231", "232", "233", "234", "243", "249", "250", "251", "252", "254", "255", "256", "260", "261", "262",
    "263", "264", "291", "353", "355", "358", "359", "373", "374", "377", "380", "381", "382", "383", "385", "386", "387",
    "389", "421", "508", "590", "591", "593", "594", "595", "596", "598", "850", "855", "856", "880", "886", "961", "962",
    "963", "964", "966", "967", "970", "971", "972", "976", "977", "994", "995", "996", NULL,
};

/* Where numbers begin with a zero, so that one in brackets belongs to them as well: Italy, San Marino, the Vatican; Côte
 * d'Ivoire, Benin, Gabon, Congo. */
static const char *const kept_codes[] = {"39", "378", "379", "225", "229", "241", "242", NULL};

/* Countries' numbers of two digits; those in 1 and 7 have one, all others three. */
static const char two_digits[] =
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 "
    "66 81 82 84 86 90 91 92 93 94 95 98 ";

/* What was read: digits in `text`, as far as they go. */
struct number {
    char text[READ_MAX + 2]; /* one more fits in */
    size_t count;
    size_t zero_at;  /* how many of the digits stand before a zero alone in brackets; 0: there is none */
    bool plus;       /* "+" stands before the first digit */
    bool bare;       /* nothing but blanks and brackets stands before it */
    bool open_ended; /* a mark that one sees ends it */
};

static bool is_visible_mark(uint32_t c)
{
    return unicode_is_dash(c) || (c != 0 && c < 0x80 && strchr("./()[]", (int)c) != NULL) || c == 0xB7 || c == 0x2022 ||
           c == 0x2044 || c == 0xFF0E || c == 0xFF0F || c == 0xFF08 || c == 0xFF09;
}

bool phone_is_mark(uint32_t c)
{
    return unicode_is_blank(c) || unicode_is_ignorable(c) || is_visible_mark(c);
}

static bool is_opening(uint32_t c)
{
    return c == '(' || c == '[' || c == 0xFF08;
}

static bool is_closing(uint32_t c)
{
    return c == ')' || c == ']' || c == 0xFF09;
}

/* '0' to '9', of full width too; 0: none. */
static char digit_of(uint32_t c)
{
    uint32_t wide = c >= 0xFF10 && c <= 0xFF19 ? c - 0xFF10 + '0' : c;
    return wide >= '0' && wide <= '9' ? (char)wide : 0;
}

static uint32_t next_seen(const char **at)
{
    uint32_t c;
    do {
        c = utf8_next(at);
    } while (unicode_is_blank(c) || unicode_is_ignorable(c));
    return c;
}

/* Behind the "(0)" that begins at `at`, NULL if none does. */
static const char *behind_zero(const char *at)
{
    bool zero = is_opening(utf8_next(&at)) && digit_of(next_seen(&at)) == '0' && is_closing(next_seen(&at));
    return zero ? at : NULL;
}

/* false: something else stands in it, or too many digits. */
static bool read_number(const char *typed, struct number *number)
{
    *number = (struct number){.bare = true};
    const char *at = strncasecmp(typed, "tel:", 4) == 0 ? typed + 4 : typed;
    while (*at) {
        const char *zero = number->count && !number->zero_at ? behind_zero(at) : NULL;
        if (zero) {
            number->zero_at = number->count;
            at = zero;
            continue;
        }
        uint32_t c = utf8_next(&at);
        char digit = digit_of(c);
        if (digit && number->count < READ_MAX) {
            number->text[number->count++] = digit;
            number->open_ended = false;
        } else if ((c == '+' || c == 0xFF0B || c == 0xFE62) && number->count == 0 && !number->plus && number->bare) {
            number->plus = true;
        } else if (phone_is_mark(c)) {
            number->bare = number->bare && (is_opening(c) || !is_visible_mark(c));
            number->open_ended = number->open_ended || (is_visible_mark(c) && !is_closing(c));
        } else {
            return false;
        }
    }
    return true;
}

static bool is_listed(const char *const *codes, const char *digits, size_t len)
{
    while (*codes && (strlen(*codes) != len || memcmp(*codes, digits, len) != 0)) {
        codes++;
    }
    return *codes != NULL;
}

size_t phone_country_len(const char *digits)
{
    size_t count = strlen(digits);
    if (count < 2 || digits[0] == '1' || digits[0] == '7') {
        return count ? 1 : 0;
    }
    const char start[] = {digits[0], digits[1], ' ', '\0'};
    size_t len = strstr(two_digits, start) ? 2 : 3;
    return len < count ? len : count;
}

const char *phone_trunk(const char *digits)
{
    size_t len = phone_country_len(digits);
    if (len == 2 && memcmp(digits, "36", len) == 0) {
        return "06"; /* Hungary */
    }
    return is_listed(zero_codes, digits, len) ? "0" : "";
}

/* How long the number of the French plan is that the digits begin with; 0: none. */
static size_t french_len(const char *digits)
{
    size_t len = phone_country_len(digits);
    return is_listed(french_codes, digits, len) ? len : 0;
}

bool phone_is_french_code(const char *digits)
{
    size_t code = french_len(digits);
    return code && !digits[code];
}

static void drop(struct number *number, size_t from, size_t count)
{
    memmove(number->text + from, number->text + from + count, number->count - from - count + 1);
    number->count -= count;
    number->zero_at = number->zero_at > count ? number->zero_at - count : 0;
}

/* Behind a country's number a zero in brackets is for callers at home. Anywhere else, and where numbers keep it, it is a digit. */
static void keep_zero(struct number *number)
{
    size_t at = number->zero_at;
    size_t code = phone_country_len(number->text);
    if (at == 0 || (at == code && !is_listed(kept_codes, number->text, code))) {
        return;
    }
    memmove(number->text + at + 1, number->text + at, number->count - at + 1);
    number->text[at] = '0';
    number->count++;
}

static bool has_trunk(const struct number *number)
{
    const char *trunk = phone_trunk(number->text);
    return *trunk && str_starts(number->text + phone_country_len(number->text), trunk);
}

/* +33 06… -> +33 6… */
static void drop_trunk(struct number *number)
{
    if (has_trunk(number)) {
        drop(number, phone_country_len(number->text), strlen(phone_trunk(number->text)));
    }
}

const char *phone_parse(struct arena *arena, const char *typed, const char **e164)
{
    struct number number;
    bool whole = read_number(typed, &number);
    if (!number.plus) {
        return "Phone number must start with +";
    }
    keep_zero(&number);
    drop_trunk(&number);
    if (!whole || number.open_ended || has_trunk(&number) || number.text[0] == '0' || number.count < PHONE_DIGITS_MIN ||
        number.count > PHONE_DIGITS_MAX) {
        return "Phone number must be + followed by 6 to 15 digits";
    }
    *e164 = arena_printf(arena, "+%s", number.text);
    return NULL;
}

size_t phone_forms(struct arena *arena, const char *typed, const char *forms[PHONE_FORMS_MAX])
{
    struct number number;
    if (!read_number(typed, &number) || number.count == 0) {
        return 0;
    }
    bool international = number.plus || (str_starts(number.text, "00") && number.count > 2);
    if (!number.plus && international) {
        drop(&number, 0, 2);
    }
    keep_zero(&number);
    size_t french = french_len(number.text);
    bool complete = french && number.count >= french + 9; /* 33 6 12 34 56 78 */
    if (international || complete) {
        drop_trunk(&number);
    }
    size_t count = 0;
    forms[count++] = arena_strdup(arena, number.text);
    if ((international || complete) && french && number.count > french) {
        forms[count++] = arena_printf(arena, "0%s", number.text + french);
    } else if (!international && number.count == 9 && number.text[0] != '0') {
        forms[count++] = arena_printf(arena, "0%s", number.text); /* a spreadsheet has taken the zero */
    }
    return count;
}

/* With the country's number and as it is dialled inside of that country. */
static void write_words(const char *digits, char words[PHONE_WORDS_BYTES])
{
    const char *national = digits + phone_country_len(digits);
    if (str_starts(digits, "508")) { /* Saint-Pierre has six digits, which some dial after a zero, some after 0508 */
        snprintf(words, PHONE_WORDS_BYTES, "%s %s 0%s 0%s", digits, national, national, digits);
    } else {
        snprintf(words, PHONE_WORDS_BYTES, "%s %s%s", digits, phone_trunk(digits), national);
    }
}

void phone_words(const char *number, char words[PHONE_WORDS_BYTES])
{
    struct number read;
    words[0] = '\0';
    bool whole = read_number(number, &read);
    bool begun = read.count >= PHONE_DIGITS_MIN && read.count < READ_MAX; /* "ext 12" or another number comes behind it */
    if (read.count == 0 || !(whole || begun)) {
        return;
    }
    bool international = read.plus || (str_starts(read.text, "00") && read.count > 2);
    if (!read.plus && international) {
        drop(&read, 0, 2);
    }
    keep_zero(&read);
    if (international) {
        drop_trunk(&read);
        write_words(read.text, words);
    } else {
        snprintf(words, PHONE_WORDS_BYTES, "%s", read.text);
    }
}
