/* SPDX-License-Identifier: MIT
 *
 * Telephone numbers. The table below knows which countries write a zero before a national number that their international
 * numbers lack (recommendation ITU-T E.164, national numbering plans): after the code of such a country a zero is dropped,
 * after any other's it belongs to the number (Italy, Côte d'Ivoire, Benin, Congo). */
#include "data/phone.h"

#include <string.h>
#include <strings.h>

#include "base/str.h"

#define READ_MAX 24 /* digits; more are no number */

/* France first: those beyond the sea share its way of writing numbers, ten digits with a zero. */
static const char *const french_codes[] = {"33", "262", "590", "594", "596", NULL};
static const char *const zero_codes[] = {
    "20",  "27",  "31",  "32",  "36",  "40",  "41",  "43",  "44",  "46",  "49",  "51",  "54",  "55",  "58",  "60",  "61",
    "62",  "63",  "64",  "66",  "81",  "82",  "84",  "86",  "90",  "91",  "92",  "93",  "94",  "95",  "98",  "211", "212",
    "213", "218", "233", "234", "249", "251", "254", "255", "256", "257", "260", "261", "263", "264", "353", "355", "358",
    "359", "373", "374", "380", "381", "382", "383", "385", "386", "387", "389", "421", "850", "855", "856", "880", "886",
    "961", "962", "963", "964", "966", "967", "970", "971", "972", "976", "977", "992", "994", "995", "996", "998", NULL,
};

/* What was read: digits in `text`, as far as they go. */
struct number {
    char text[READ_MAX + 1];
    size_t count;
    bool plus;       /* "+" stands before the first digit */
    bool bare;       /* nothing but blanks and brackets stands before it */
    bool open_ended; /* a mark that one sees ends it */
};

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool is_invisible(uint32_t c)
{
    return c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

static bool is_visible_mark(uint32_t c)
{
    return (c != 0 && c < 0x80 && strchr("-./()", (int)c) != NULL) || c == 0xB7 || (c >= 0x2010 && c <= 0x2015) ||
           c == 0x2212 || c == 0x2044 || c == 0xFF0E || c == 0xFF0D || c == 0xFF08 || c == 0xFF09;
}

bool phone_is_mark(uint32_t c)
{
    return is_blank(c) || is_invisible(c) || is_visible_mark(c);
}

/* '0' to '9', of full width too; 0: none. */
static char digit_of(uint32_t c)
{
    uint32_t wide = c >= 0xFF10 && c <= 0xFF19 ? c - 0xFF10 + '0' : c;
    return wide >= '0' && wide <= '9' ? (char)wide : 0;
}

/* Behind the "(0)" that begins at `at`, NULL if none does. */
static const char *behind_zero(const char *at)
{
    static const char *const spellings[] = {"(0)", "( 0 )", "[0]"};
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        if (str_starts(at, spellings[i])) {
            return at + strlen(spellings[i]);
        }
    }
    return NULL;
}

/* false: something else stands in it, or too many digits. */
static bool read_number(const char *typed, struct number *number)
{
    *number = (struct number){.bare = true};
    const char *at = strncasecmp(typed, "tel:", 4) == 0 ? typed + 4 : typed;
    for (const char *start = at; *at; start = at) {
        const char *zero = number->count ? behind_zero(at) : NULL;
        if (zero) {
            at = zero;
            continue;
        }
        uint32_t c = utf8_next(&at);
        char digit = digit_of(c);
        if (digit && number->count < READ_MAX) {
            number->text[number->count++] = digit;
            number->open_ended = false;
        } else if ((c == '+' || c == 0xFF0B) && number->count == 0 && !number->plus && number->bare) {
            number->plus = true;
        } else if (phone_is_mark(c)) {
            number->bare = number->bare && (*start == '(' || !is_visible_mark(c));
            number->open_ended = number->open_ended || (is_visible_mark(c) && c != ')' && c != 0xFF09);
        } else {
            return false;
        }
    }
    return true;
}

/* How long the one of these codes is that the digits begin with; 0: none. */
static size_t code_length(const char *digits, const char *const *codes)
{
    while (*codes && !str_starts(digits, *codes)) {
        codes++;
    }
    return *codes ? strlen(*codes) : 0;
}

static void drop(struct number *number, size_t from, size_t count)
{
    memmove(number->text + from, number->text + from + count, number->count - from - count + 1);
    number->count -= count;
}

/* +33 06… -> +33 6… */
static void drop_national_zero(struct number *number)
{
    size_t code = code_length(number->text, french_codes);
    code = code ? code : code_length(number->text, zero_codes);
    if (code && number->text[code] == '0') {
        drop(number, code, 1);
    }
}

const char *phone_parse(struct arena *arena, const char *typed, const char **e164)
{
    struct number number;
    bool whole = read_number(typed, &number);
    if (!number.plus) {
        return "Phone number must start with +";
    }
    drop_national_zero(&number);
    if (!whole || number.open_ended || number.text[0] == '0' || number.count < PHONE_DIGITS_MIN ||
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
    size_t french = code_length(number.text, french_codes);
    bool complete = french && number.count >= french + 9; /* 33 6 12 34 56 78 */
    if (international || complete) {
        drop_national_zero(&number);
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
