/* SPDX-License-Identifier: MIT
 *
 * Capitals to ordinary writing, as far as rules go: small words stay small, words with a digit stay as they are. */
#include "ocr/words.h"

#include <stdio.h>
#include <string.h>

#include "ocr/code.h"

/* ---- capitals ---- */

static bool is_letter(unsigned char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80;
}

/* The rest of a word in small letters: ASCII and the two-byte capitals of Latin-1 (0xc3 0x80 to 0x9e, but not the sign at 0x97). */
static void lower(char *word, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)word[i];
        bool capital = c >= 'A' && c <= 'Z';
        bool accented = i > 0 && (unsigned char)word[i - 1] == 0xc3 && c >= 0x80 && c <= 0x9e && c != 0x97;
        word[i] = capital || accented ? (char)(c + 0x20) : word[i];
    }
}

static bool stays_small(const char *word, size_t len)
{
    static const char *const small[] = {"de", "du", "des", "la", "le", "les", "sur", "sous",
                                        "et", "en", "aux", "au", "a",  "l",   "d"};
    for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
        if (strlen(small[i]) == len && strncmp(small[i], word, len) == 0) {
            return true;
        }
    }
    return false;
}

/* Writes each word with a capital; the first keeps it, and so does one behind a number. */
static void title(char *text, bool small_words)
{
    bool first = true;
    for (char *at = text; *at;) {
        size_t len = 0;
        while (is_letter((unsigned char)at[len])) {
            len++;
        }
        if (len == 0) {
            first = first || (*at >= '0' && *at <= '9');
            at++;
            continue;
        }
        size_t head = (unsigned char)*at >= 0xc0 ? 2 : 1;
        char word[8] = "";
        memcpy(word, at, len < 7 ? len : 7);
        lower(word, strlen(word));
        if (!first && small_words && stays_small(word, len)) {
            lower(at, len);
        } else if (len > head) {
            lower(at + head, len - head);
        }
        first = false;
        at += len;
    }
}

/* Takes away the beginning of a character whose end found no room. */
static void cut_character(char *text)
{
    size_t len = strlen(text);
    size_t start = len;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xc0) == 0x80) {
        start--;
    }
    if (start == 0 || (unsigned char)text[start - 1] < 0x80) {
        return;
    }
    unsigned char lead = (unsigned char)text[start - 1];
    size_t needed = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (len - start < needed) {
        text[start - 1] = '\0';
    }
}

/* Copies without what is no part of a text at its ends, and with single blanks. */
static void tidy(const char *text, char *out, size_t size)
{
    size_t len = 0;
    size_t used = 0;
    while (*text && !is_letter((unsigned char)*text) && !(*text >= '0' && *text <= '9')) {
        text++;
    }
    for (; *text && len + 1 < size; text++) {
        bool blank = *text == ' ';
        if (!blank || (len > 0 && out[len - 1] != ' ')) {
            out[len++] = *text;
        }
        used = is_letter((unsigned char)*text) || (*text >= '0' && *text <= '9') || *text == ')' ? len : used;
    }
    out[used < size ? used : size - 1] = '\0';
    cut_character(out);
}

/* Names have no digits: what was read as one is the letter that looks like it. */
static void spell(char *text)
{
    static const char seen[] = "01586";
    static const char meant[] = "OISBG";
    for (; *text; text++) {
        const char *at = strchr(seen, *text);
        *text = at ? meant[at - seen] : *text;
    }
}

void words_name(const char *first, const char *last, char *out, size_t size)
{
    char a[120], b[120];
    tidy(first, a, sizeof a);
    tidy(last, b, sizeof b);
    spell(a);
    spell(b);
    title(a, false);
    title(b, false);
    snprintf(out, size, "%s%s%s", a, *a && *b ? " " : "", b);
    cut_character(out);
}

void words_address(const char *street, const char *town, char *out, size_t size)
{
    char a[120], b[120];
    tidy(street, a, sizeof a);
    tidy(town, b, sizeof b);
    title(a, true);
    title(b, true);
    snprintf(out, size, "%s%s%s", a, *a && *b ? ", " : "", b);
    cut_character(out);
}

void words_model(const char *printed, char *out, size_t size)
{
    tidy(printed, out, size);
    for (char *at = out; *at;) {
        size_t len = strcspn(at, " -");
        size_t letters = 0;
        while (letters < len && is_letter((unsigned char)at[letters])) {
            letters++;
        }
        if (letters == len && len >= 4) {
            lower(at + 1, len - 1);
        }
        at += len + (at[len] != '\0');
    }
}

/* ---- dates and codes ---- */

static bool dated(unsigned day, unsigned month, unsigned year, char out[WORDS_DATE])
{
    static const unsigned days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1900 || year > 2099 || month < 1 || month > 12 || day < 1 || day > days[month - 1]) {
        return false;
    }
    snprintf(out, WORDS_DATE, "%04u-%02u-%02u", year % 10000, month % 100, day % 100);
    return true;
}

static unsigned number(const char *digits, size_t len)
{
    unsigned n = 0;
    for (size_t i = 0; i < len; i++) {
        n = n * 10 + (unsigned)(digits[i] - '0');
    }
    return n;
}

bool words_date(const char *text, char out[WORDS_DATE])
{
    char digits[12];
    if (code_compact(text, digits, 10) != 8 || strspn(digits, "0123456789") != 8) {
        return false;
    }
    return dated(number(digits, 2), number(digits + 2, 2), number(digits + 4, 4), out);
}

bool words_short_date(const char *text, char out[WORDS_DATE])
{
    enum { LATEST = 60 };
    if (strlen(text) != 6 || strspn(text, "0123456789") != 6) {
        return false;
    }
    unsigned year = number(text, 2);
    return dated(number(text + 4, 2), number(text + 2, 2), year + (year < LATEST ? 2000 : 1900), out);
}

const char *words_fuel(const char *text)
{
    static const char *const codes[] = {"AC", "EE", "EG", "EH", "EL", "EM", "EN", "EP", "EQ", "ER", "ES", "ET",
                                        "FE", "FG", "FL", "FN", "GA", "GE", "GF", "GG", "GH", "GL", "GM", "GN",
                                        "GO", "GP", "GQ", "GZ", "H2", "HE", "HH", "NE", "NH", "PE", "PH", "PL"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (strcmp(text, codes[i]) == 0) {
            return codes[i];
        }
    }
    return strcmp(text, "G0") == 0 ? "GO" : strcmp(text, "E5") == 0 ? "ES" : NULL;
}
