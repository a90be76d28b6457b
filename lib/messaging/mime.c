/* SPDX-License-Identifier: MIT
 *
 * RFC 5322 headers, RFC 2047 encoded words (Q), RFC 2045 quoted-printable. Control characters in a header's value become
 * blanks, so that a name or subject stays what it is: one value of one header. */
#include "messaging/mime.h"

#include <time.h>

#include "base/config.h"
#include "base/str.h"
#include "data/email.h"
#include "tenant/tenant.h"

#define LINE_MAX_CHARS 76
#define PLAIN_MAX_CHARS 60
#define WORD_START "=?UTF-8?Q?"
#define WORD_END "?="

static bool is_alnum(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static char one_line(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7f ? ' ' : c;
}

/* Bytes of the character that begins here. */
static size_t character_len(const char *text)
{
    size_t len = 1;
    while (((unsigned char)text[len] & 0xc0) == 0x80) {
        len++;
    }
    return len;
}

/* ---- headers ---- */

static bool is_plain(const char *value)
{
    for (const char *c = value; *c; c++) {
        if ((unsigned char)*c >= 0x7f) {
            return false;
        }
    }
    return strlen(value) <= PLAIN_MAX_CHARS && !strstr(value, "=?");
}

static void add_plain(struct buf *out, const char *value)
{
    for (; *value; value++) {
        buf_char(out, one_line(*value));
    }
}

/* `column`: where the value begins on its line. A word never cuts a character in two. */
static void add_words(struct buf *out, const char *value, size_t column)
{
    bool inside = false;
    while (*value) {
        size_t len = character_len(value);
        if (inside && column + 3 * len + strlen(WORD_END) > LINE_MAX_CHARS) {
            buf_str(out, WORD_END "\r\n ");
            column = 1;
            inside = false;
        }
        if (!inside) {
            buf_str(out, WORD_START);
            column += strlen(WORD_START);
            inside = true;
        }
        for (; len > 0; len--, value++) {
            unsigned char c = (unsigned char)one_line(*value);
            if (c == ' ' || is_alnum(c)) {
                buf_char(out, c == ' ' ? '_' : (char)c);
                column++;
            } else {
                buf_printf(out, "=%02X", c);
                column += 3;
            }
        }
    }
    buf_str(out, inside ? WORD_END : "");
}

void mime_header(struct buf *out, const char *name, const char *value)
{
    buf_printf(out, "%s: ", name);
    if (is_plain(value)) {
        add_plain(out, value);
    } else {
        add_words(out, value, strlen(name) + 2);
    }
    buf_str(out, "\r\n");
}

/* A display name before an address: whatever is no letter, digit or blank makes it an encoded word. */
static void add_sender(struct buf *out, const char *name, const char *domain)
{
    bool simple = is_plain(name);
    for (const char *c = name; *c; c++) {
        simple = simple && (*c == ' ' || is_alnum((unsigned char)*c));
    }
    buf_str(out, "From: ");
    if (simple) {
        add_plain(out, name);
    } else {
        add_words(out, name, strlen("From: "));
    }
    buf_printf(out, "\r\n <no-reply@%s>\r\n", domain);
}

static void add_date(struct buf *out, int64_t ms)
{
    char text[40];
    struct tm tm;
    time_t seconds = (time_t)(ms / 1000);
    gmtime_r(&seconds, &tm);
    strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S +0000", &tm);
    buf_printf(out, "Date: %s\r\n", text);
}

/* ---- body ---- */

/* Whether the character must be written as =XX: blanks only at the end of their line. */
static bool needs_code(const char *c)
{
    unsigned char byte = (unsigned char)*c;
    if (byte == ' ' || byte == '\t') {
        return c[1] == '\0' || c[1] == '\n' || (c[1] == '\r' && c[2] == '\n');
    }
    return byte < 0x20 || byte > 0x7e || byte == '=';
}

void mime_quoted_printable(struct buf *out, const char *text)
{
    size_t used = 0;
    for (const char *c = text; *c; c++) {
        if (*c == '\n' || (*c == '\r' && c[1] == '\n')) {
            c += *c == '\r';
            buf_str(out, "\r\n");
            used = 0;
            continue;
        }
        size_t len = needs_code(c) ? 3 : 1;
        if (used + len > LINE_MAX_CHARS - 1) {
            buf_str(out, "=\r\n");
            used = 0;
        }
        if (len == 3) {
            buf_printf(out, "=%02X", (unsigned char)*c);
        } else {
            buf_char(out, *c);
        }
        used += len;
    }
    if (used) {
        buf_str(out, "\r\n");
    }
}

void mime_compose(struct cx *cx, const struct message *message, struct buf *out)
{
    const char *domain = config_get("domain");
    bool ours = message->kind && !str_eq(message->kind, "MESSAGE");
    add_sender(out, ours ? "VisionCRM" : cx->tenant->name, domain); /* what strangers are sent bears no name they chose */
    buf_str(out, "To: ");
    add_plain(out, email_ascii(out->arena, message->recipient));
    buf_str(out, "\r\n");
    mime_header(out, "Subject", message->subject ? message->subject : "");
    add_date(out, message->created_at);
    buf_printf(out, "Message-ID: <%s@%s>\r\n", message->attempt_id, domain);
    buf_str(out, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                 "Content-Transfer-Encoding: quoted-printable\r\nAuto-Submitted: auto-generated\r\n\r\n");
    mime_quoted_printable(out, message->body);
}
