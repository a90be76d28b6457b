/* SPDX-License-Identifier: MIT
 *
 * What a person typed, as an FTS5 expression. Every term is quoted, and quotes are no letters, so that nothing of FTS5's
 * own syntax gets through. Folding case and accents is the tokenizer's work. */
#include <string.h>

#include "base/str.h"
#include "store/list.h"

#define TERMS_MAX 8
#define CHARACTERS_MAX 100

/* Ranges beyond ASCII in which nothing is a letter or digit: what the tokenizer would split at, too. */
static const struct {
    uint32_t first;
    uint32_t last;
} separators[] = {
    {0x80, 0xA9},     {0xAB, 0xB1},     {0xB4, 0xB4},     {0xB6, 0xB8},       {0xBB, 0xBB},
    {0xBF, 0xBF},     {0xD7, 0xD7},     {0xF7, 0xF7},     {0x2000, 0x206F},   {0x20A0, 0x20CF},
    {0x2190, 0x245F}, {0x2500, 0x2BFF}, {0x3000, 0x3004}, {0x3008, 0x3020},   {0xD800, 0xF8FF},
    {0xFE00, 0xFE6F}, {0xFF00, 0xFF0F}, {0xFFF0, 0xFFFF}, {0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF},
};

static bool ascii_alnum(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_word(uint32_t c)
{
    if (c < 0x80) {
        return ascii_alnum(c);
    }
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        if (c >= separators[i].first && c <= separators[i].last) {
            return false;
        }
    }
    return true;
}

/* Appends the terms, joined by blanks (which is AND). Returns how many; *cut = where reading stopped. */
static size_t add_terms(struct buf *out, const char *search, const char **cut)
{
    size_t terms = 0;
    size_t characters = 0;
    bool inside = false;
    const char *at = search;
    const char *start = at;
    for (uint32_t c; characters < CHARACTERS_MAX && (c = utf8_next(&at)) != 0; start = at, characters++) {
        bool word = is_word(c);
        if (word && !inside && terms == TERMS_MAX) {
            break;
        }
        if (word && !inside) {
            buf_str(out, terms++ ? " \"" : "\"");
        }
        if (!word && inside) {
            buf_str(out, "\"*");
        }
        if (word) {
            buf_add(out, start, (size_t)(at - start));
        }
        inside = word;
    }
    if (inside) {
        buf_str(out, "\"*");
    }
    *cut = start;
    return terms;
}

/* Plates, VINs and phone numbers are indexed without separators: the compact form of an input that could be one, NULL
 * for any other. "00" and "+" before a country's number say the same. */
static const char *compact_form(struct arena *arena, const char *search, size_t terms)
{
    static const char allowed[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ .+-";
    const char *trimmed = str_trim(arena, search);
    if (trimmed[strspn(trimmed, allowed)] != '\0' || !strpbrk(trimmed, "0123456789")) {
        return NULL;
    }
    bool international = str_starts(trimmed, "00");
    if (terms < 2 && !international) {
        return NULL; /* the one term is the compact form already, with or without a "+" */
    }
    const char *compact = str_alnum(arena, trimmed);
    return international && strlen(compact) > 2 ? compact + 2 : compact;
}

const char *search_match(struct arena *arena, const char *search)
{
    struct buf terms;
    const char *cut;
    buf_init(&terms, arena, 0);
    size_t count = search && utf8_valid(search, strlen(search)) ? add_terms(&terms, search, &cut) : 0;
    if (count == 0) {
        return NULL;
    }
    const char *compact = compact_form(arena, arena_strndup(arena, search, (size_t)(cut - search)), count);
    return compact ? arena_printf(arena, "(%s) OR \"%s\"*", terms.data, compact) : terms.data;
}
