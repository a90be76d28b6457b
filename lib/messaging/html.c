/* SPDX-License-Identifier: MIT
 *
 * Plain text to HTML, character by character: whatever could be markup is written as a reference. */
#include "messaging/html.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"

static void add_escaped(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        switch (text[i]) {
        case '&':
            buf_str(out, "&amp;");
            break;
        case '<':
            buf_str(out, "&lt;");
            break;
        case '>':
            buf_str(out, "&gt;");
            break;
        case '"':
            buf_str(out, "&quot;");
            break;
        default:
            if ((unsigned char)text[i] >= ' ') {
                buf_char(out, text[i]);
            }
        }
    }
}

/* Bytes of the link that begins here; 0: none does. The stop at the end of a sentence is not part of it. */
static size_t link_len(const char *text)
{
    if (!str_starts(text, "https://") && !str_starts(text, "http://")) {
        return 0;
    }
    size_t len = 0;
    while ((unsigned char)text[len] > ' ' && text[len] != 0x7f && !strchr("<>\"", text[len])) {
        len++;
    }
    while (len > 0 && strchr(".,;:!?)'", text[len - 1])) {
        len--;
    }
    return len > strlen("https://") ? len : 0;
}

static void add_line(struct buf *out, const char *line, size_t len)
{
    size_t i = 0;
    while (i < len) {
        size_t link = link_len(line + i);
        if (link > 0 && i + link <= len) {
            buf_str(out, "<a href=\"");
            add_escaped(out, line + i, link);
            buf_str(out, "\">");
            add_escaped(out, line + i, link);
            buf_str(out, "</a>");
            i += link;
        } else {
            add_escaped(out, line + i++, 1);
        }
    }
}

const char *html_of_text(struct arena *arena, const char *text)
{
    struct buf out;
    bool open = false;
    buf_init(&out, arena, 2 * strlen(text) + 256);
    buf_str(&out, "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head>"
                  "<body style=\"font-family:sans-serif;font-size:15px;line-height:1.5\">\n");
    while (*text) {
        size_t len = strcspn(text, "\n");
        size_t shown = len > 0 && text[len - 1] == '\r' ? len - 1 : len;
        if (shown == 0) {
            buf_str(&out, open ? "</p>\n" : "");
            open = false;
        } else {
            buf_str(&out, open ? "<br>\n" : "<p>");
            add_line(&out, text, shown);
            open = true;
        }
        text += len + (text[len] == '\n');
    }
    buf_str(&out, open ? "</p>\n" : "");
    buf_str(&out, "</body></html>\n");
    return out.data;
}
