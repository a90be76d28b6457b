/* SPDX-License-Identifier: MIT
 *
 * Number plates. A French one has one spelling, whatever stood between its groups; all others stay as they were typed. */
#include "workshop/plate.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "base/unicode.h"
#include "workshop/vehicle.h"

/* A plate whose groups are told apart: "1234", "AB", "75". */
struct groups {
    const char *text[3];
    size_t len[3];
};

/* Upper case, one blank for many, one kind of hyphen, nothing that one does not see. */
static const char *tidy(struct arena *arena, const char *plate)
{
    struct buf out;
    bool gap = false;
    buf_init(&out, arena, strlen(plate) + 1);
    const char *at = plate;
    for (const char *here = at;; here = at) {
        uint32_t c = utf8_next(&at);
        if (c == 0) {
            return text_upper(arena, out.data);
        }
        if (unicode_is_blank(c)) {
            gap = out.len > 0;
        } else if (!unicode_is_ignorable(c)) {
            buf_str(&out, gap ? " " : "");
            buf_add(&out, unicode_is_dash(c) ? "-" : here, unicode_is_dash(c) ? 1 : (size_t)(at - here));
            gap = false;
        }
    }
}

static size_t run(const char *text, int (*is)(int))
{
    size_t len = 0;
    while (is((unsigned char)text[len])) {
        len++;
    }
    return len;
}

static bool take(struct groups *groups, size_t n, const char **at, size_t len)
{
    groups->text[n] = *at;
    groups->len[n] = len;
    *at += len;
    *at += strspn(*at, " -.");
    return len > 0;
}

/* Letters, digits, letters, as since 2009: AB-123-CD, and W-123-AB of garages. */
static bool is_siv(const char *plate, struct groups *groups)
{
    bool fits = take(groups, 0, &plate, run(plate, isupper)) && take(groups, 1, &plate, run(plate, isdigit)) &&
                take(groups, 2, &plate, run(plate, isupper)) && *plate == '\0';
    bool garage = groups->len[0] == 1 && groups->text[0][0] == 'W';
    return fits && (groups->len[0] == 2 || garage) && groups->len[1] == 3 && groups->len[2] == 2;
}

/* 01 to 95, Corsica, and those beyond the sea. */
static bool is_department(const char *text, size_t len)
{
    int64_t number;
    if (len == 2 && text[0] == '2' && (text[1] == 'A' || text[1] == 'B')) {
        return true;
    }
    const char digits[] = {text[0], len > 1 ? text[1] : '\0', len > 2 ? text[2] : '\0', '\0'};
    return len <= 3 && str_int(digits, 1, 976, &number) && (len == 2 ? number <= 95 : len == 3 && number > 970);
}

/* The letters of embassies and consulates: their plates look alike, and are written otherwise. */
static bool is_diplomatic(const char *letters, size_t len)
{
    static const char *const codes[] = {"C", "CD", "CMD", "K", NULL};
    for (const char *const *code = codes; *code; code++) {
        if (strlen(*code) == len && memcmp(*code, letters, len) == 0) {
            return true;
        }
    }
    return false;
}

/* Digits, letters, department, as before 2009: 1234 AB 75. Hyphens after two digits or fewer are those of Portugal, the
 * Netherlands, Belgium. */
static bool is_fni(const char *plate, struct groups *groups)
{
    bool hyphens = strchr(plate, '-') != NULL;
    bool fits = take(groups, 0, &plate, run(plate, isdigit)) && take(groups, 1, &plate, run(plate, isupper));
    return fits && groups->len[0] <= 4 && (!hyphens || groups->len[0] > 2) && groups->len[1] <= 3 &&
           !is_diplomatic(groups->text[1], groups->len[1]) && take(groups, 2, &plate, strlen(plate)) &&
           is_department(groups->text[2], groups->len[2]);
}

const char *plate_normalise(struct arena *arena, const char *plate)
{
    struct groups groups = {.len = {0}};
    const char *typed = tidy(arena, plate);
    const char *mark = is_siv(typed, &groups) ? "-" : is_fni(typed, &groups) ? " " : NULL;
    if (!mark) {
        return typed;
    }
    return arena_printf(arena, "%.*s%s%.*s%s%.*s", (int)groups.len[0], groups.text[0], mark, (int)groups.len[1], groups.text[1],
                        mark, (int)groups.len[2], groups.text[2]);
}
