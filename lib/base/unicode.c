/* SPDX-License-Identifier: MIT
 *
 * Questions about characters, answered by libunistring's tables after a quick look at ASCII, which most text is. */
#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/str.h"

bool unicode_is_blank(uint32_t c)
{
    return c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r') : uc_is_property_white_space(c);
}

bool unicode_is_line_end(uint32_t c)
{
    return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool unicode_is_ignorable(uint32_t c)
{
    return c >= 0x80 && uc_is_property_default_ignorable_code_point(c);
}

bool unicode_is_dash(uint32_t c)
{
    return c < 0x80 ? c == '-' : uc_is_property_dash(c);
}

bool unicode_is_non_character(uint32_t c)
{
    return (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
}

bool unicode_is_forbidden(uint32_t c)
{
    if (c < 0x20) {
        return c != '\t' && c != '\n' && c != '\r';
    }
    return (c >= 0x7f && c < 0xa0 && c != 0x85) || unicode_is_non_character(c);
}

int unicode_digit(uint32_t c)
{
    return uc_decimal_value(c);
}

/* Not every character without ink is ignorable by the standard: the braille blank, the place of a lost picture, the empty
 * note head. Unassigned ones may be of a newer standard than the tables, and count as visible. */
static bool has_ink(uint32_t c)
{
    const uint32_t nothing =
        UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me | UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Z;
    if (c < 0x80) {
        return c > ' ' && c < 0x7f;
    }
    return !uc_is_general_category_withtable(c, nothing) && !unicode_is_ignorable(c) && !unicode_is_blank(c) && c != 0x2800 &&
           c != 0xfffc && c != 0x1d159;
}

bool text_is_visible(const char *text)
{
    for (uint32_t c; (c = utf8_next(&text)) != 0;) {
        if (has_ink(c)) {
            return true;
        }
    }
    return false;
}

/* Where the last character of text[0..len) begins. */
static size_t last_character(const char *text, size_t len)
{
    do {
        len--;
    } while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80);
    return len;
}

char *text_trim(struct arena *arena, const char *text)
{
    for (const char *at = text; unicode_is_blank(utf8_next(&at));) {
        text = at;
    }
    size_t len = strlen(text);
    while (len > 0) {
        size_t last = last_character(text, len);
        const char *at = text + last;
        if (!unicode_is_blank(utf8_next(&at))) {
            break;
        }
        len = last;
    }
    return arena_strndup(arena, text, len);
}

static bool is_ascii(const char *text)
{
    for (; *text; text++) {
        if ((unsigned char)*text >= 0x80) {
            return false;
        }
    }
    return true;
}

/* A form of a text in UTF-8 is at most this many times as long (Unicode, Annex 15, for normal forms; no folding makes more). */
#define GROWTH 3

/* What libunistring makes of a text, on the arena. The room is taken beforehand: the arena's end would leave behind what the
 * library had allocated. */
struct form {
    uint8_t *room;
    size_t size;
};

static struct form form_begin(struct arena *arena, const char *text)
{
    size_t size = GROWTH * strlen(text);
    return (struct form){arena_alloc(arena, size + 1), size};
}

/* `text` itself where the library could not make it. */
static const char *form_end(struct form *form, const char *text, uint8_t *made)
{
    if (made != form->room) {
        free(made);
        return text;
    }
    form->room[form->size] = '\0';
    return (const char *)form->room;
}

const char *text_nfc(struct arena *arena, const char *text)
{
    if (is_ascii(text) || !utf8_valid(text, strlen(text))) {
        return text;
    }
    struct form form = form_begin(arena, text);
    return form_end(&form, text, u8_normalize(UNINORM_NFC, (const uint8_t *)text, strlen(text), form.room, &form.size));
}

const char *text_fold(struct arena *arena, const char *text)
{
    if (is_ascii(text)) {
        return str_lower(arena, text);
    }
    struct form form = form_begin(arena, text);
    return form_end(&form, text, u8_casefold((const uint8_t *)text, strlen(text), NULL, UNINORM_NFC, form.room, &form.size));
}

const char *text_upper(struct arena *arena, const char *text)
{
    if (is_ascii(text)) {
        return str_upper(arena, text);
    }
    struct form form = form_begin(arena, text);
    return form_end(&form, text, u8_toupper((const uint8_t *)text, strlen(text), NULL, UNINORM_NFC, form.room, &form.size));
}

const char *text_compact(struct arena *arena, const char *text)
{
    struct buf kept;
    buf_init(&kept, arena, strlen(text) + 1);
    const char *at = text;
    for (const char *here = at;; here = at) {
        uint32_t c = utf8_next(&at);
        if (c == 0) {
            return text_upper(arena, kept.data);
        }
        if (c != '.' && !unicode_is_blank(c) && !unicode_is_ignorable(c) && !unicode_is_dash(c)) {
            buf_add(&kept, here, (size_t)(at - here));
        }
    }
}

/* Marks of direction pass, overrides too: names of Arabic and Hebrew come with them, and they turn around nothing but the name. */
static const char *check_character(struct arena *arena, uint32_t c, bool one_line)
{
    if (one_line && unicode_is_line_end(c)) {
        return "Must be a single line";
    }
    bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    if (control && (unicode_is_forbidden(c) || one_line)) {
        return "Must not contain control characters";
    }
    return unicode_is_forbidden(c) ? arena_printf(arena, "Must not contain U+%04X", c) : NULL;
}

const char *text_check(struct arena *arena, const char *text, bool one_line)
{
    const char *error = NULL;
    while (!error && *text) {
        unsigned char c = (unsigned char)*text;
        if (c >= 0x20 && c < 0x7f) {
            text++;
        } else {
            error = check_character(arena, utf8_next(&text), one_line);
        }
    }
    return error;
}

/* ---- ISO 8859-15 ---- */

/* Where it differs from the first 256 characters, and what stands for common ones that it lacks. */
static const struct {
    uint32_t character;
    unsigned char byte;
} latin9[] = {
    {0x20AC, 0xA4}, {0x160, 0xA6},  {0x161, 0xA8}, {0x17D, 0xB4}, {0x17E, 0xB8}, {0x152, 0xBC}, {0x153, 0xBD},
    {0x178, 0xBE},  {0xA4, '?'},    {0xA6, '|'},   {0xA8, '?'},   {0xB4, '\''},  {0xB8, '?'},   {0xBC, '?'},
    {0xBD, '?'},    {0xBE, '?'},    {0x141, 'L'},  {0x142, 'l'},  {0x110, 'D'},  {0x111, 'd'},  {0x131, 'i'},
    {0x2018, '\''}, {0x2019, '\''}, {0x201C, '"'}, {0x201D, '"'},
};

/* 0: it lacks the character. */
static unsigned char latin9_byte(uint32_t c)
{
    for (size_t i = 0; i < sizeof latin9 / sizeof *latin9; i++) {
        if (latin9[i].character == c) {
            return latin9[i].byte;
        }
    }
    if (unicode_is_blank(c) || unicode_is_line_end(c) || c < ' ' || (c >= 0x7F && c < 0xA0)) {
        return ' ';
    }
    return unicode_is_dash(c) ? '-' : c <= 0xFF ? (unsigned char)c : 0;
}

const char *text_latin9(struct arena *arena, const char *text)
{
    struct buf out;
    text = text_nfc(arena, text);
    buf_init(&out, arena, strlen(text) + 1);
    while (*text) {
        ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
        uint32_t c = utf8_next(&text);
        unsigned char byte = latin9_byte(c);
        if (byte == 0 && uc_is_general_category(c, UC_CATEGORY_M)) {
            continue;
        }
        if (byte == 0 && uc_canonical_decomposition(c, parts) > 0) {
            byte = latin9_byte(parts[0]);
        }
        buf_char(&out, byte ? (char)byte : '?');
    }
    return out.data;
}
