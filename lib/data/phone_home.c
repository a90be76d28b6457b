/* SPDX-License-Identifier: MIT
 *
 * Numbers as they are written at home. The browser has the same table (web/src/rules/phone.ts). */
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "base/unicode.h"
#include "data/phone.h"

#define DIGITS_MAX 24

struct country {
    const char *names[3]; /* in French and English, and its code */
    const char *code;
    bool trunk; /* a zero stands before national numbers, and goes */
};
static const struct country countries[] = {
    {{"france", "france", "fr"}, "33", true},      {{"belgique", "belgium", "be"}, "32", true},
    {{"suisse", "switzerland", "ch"}, "41", true}, {{"luxembourg", "luxembourg", "lu"}, "352", false},
    {{"allemagne", "germany", "de"}, "49", true},  {{"espagne", "spain", "es"}, "34", false},
    {{"italie", "italy", "it"}, "39", false},      {{"monaco", "monaco", "mc"}, "377", false},
};

/* French numbers of places that have a code of their own. */
static const char *const overseas[][2] = {
    {"0262", "262"}, {"0263", "262"}, {"0692", "262"}, {"0693", "262"}, {"0269", "262"}, {"0639", "262"}, {"0590", "590"},
    {"0690", "590"}, {"0691", "590"}, {"0594", "594"}, {"0694", "594"}, {"0596", "596"}, {"0696", "596"}, {"0697", "596"},
};

static const struct country *country_of(const char *name)
{
    for (size_t i = 0; name && i < sizeof countries / sizeof *countries; i++) {
        for (size_t k = 0; k < 3; k++) {
            if (strcasecmp(countries[i].names[k], name) == 0) {
                return &countries[i];
            }
        }
    }
    return &countries[0];
}

static const char *code_of(const char *digits, const struct country *country)
{
    for (size_t i = 0; country == countries && i < sizeof overseas / sizeof *overseas; i++) {
        if (str_starts(digits, overseas[i][0])) {
            return overseas[i][1];
        }
    }
    return country->code;
}

/* The digits alone, without a "(0)"; false: there is something else, or too many. */
static bool digits_of(const char *typed, char digits[DIGITS_MAX + 1])
{
    size_t count = 0;
    const char *at = typed;
    while (*at) {
        if (strncmp(at, "(0)", 3) == 0) {
            at += 3;
            continue;
        }
        uint32_t c = utf8_next(&at);
        int digit = unicode_digit(c);
        if (digit >= 0 && count < DIGITS_MAX) {
            digits[count++] = (char)('0' + digit);
        } else if (!phone_is_mark(c)) {
            return false;
        }
    }
    digits[count] = '\0';
    return count > 0;
}

const char *phone_from_home(struct arena *arena, const char *typed, const char *country)
{
    char digits[DIGITS_MAX + 1];
    if (!digits_of(typed, digits)) {
        return typed;
    }
    if (str_starts(digits, "00")) {
        return arena_printf(arena, "+%s", digits + 2);
    }
    const struct country *home = country_of(country);
    const char *code = code_of(digits, home);
    return arena_printf(arena, "+%s%s", code, digits + (home->trunk && digits[0] == '0'));
}
