/* SPDX-License-Identifier: MIT
 *
 * Which characters a terminal obeys instead of showing them. */
#include "base/visible.h"

#include <stdbool.h>
#include <string.h>

#include "base/str.h"

static const struct {
    uint32_t first, last;
} obeyed[] = {
    {0x00, 0x1f},     {0x7f, 0x9f},     {0xad, 0xad},     {0x61c, 0x61c},   {0x180e, 0x180e},   {0x200b, 0x200f},
    {0x2028, 0x202e}, {0x2060, 0x206f}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0xe0000, 0xe007f},
};

static bool is_obeyed(uint32_t code)
{
    for (size_t i = 0; i < sizeof obeyed / sizeof *obeyed; i++) {
        if (code >= obeyed[i].first && code <= obeyed[i].last) {
            return true;
        }
    }
    return false;
}

/* Length of the well-formed character at `text`; 0: there is none. */
static size_t character_at(const char *text)
{
    unsigned char lead = (unsigned char)*text;
    size_t len = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    return strnlen(text, len) == len && utf8_valid(text, len) ? len : 0;
}

static void escape(struct buf *out, uint32_t code)
{
    if (code > 0xffff) { /* as JSON spells it */
        buf_printf(out, "\\u%04x\\u%04x", 0xd800 + ((code - 0x10000) >> 10), 0xdc00 + (code & 0x3ff));
    } else {
        buf_printf(out, "\\u%04x", code);
    }
}

void visible_text(struct buf *out, const char *text, enum visible kind)
{
    while (*text) {
        size_t len = character_at(text);
        const char *start = text;
        if (len == 0) {
            buf_printf(out, "\\x%02x", (unsigned char)*text++);
            continue;
        }
        uint32_t code = utf8_next(&text);
        if (code == '\n' && kind != VISIBLE_LINE) {
            buf_char(out, '\n');
        } else if (code == '\n') {
            buf_char(out, ' ');
        } else if (is_obeyed(code)) {
            escape(out, code);
        } else {
            buf_add(out, start, len);
        }
    }
}
