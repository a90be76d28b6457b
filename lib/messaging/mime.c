/* SPDX-License-Identifier: MIT
 *
 * RFC 5322 headers, RFC 2047 encoded words (Q), RFC 2045 quoted-printable and base64, RFC 2046 multiparts, RFC 2231 file names. Control characters in a header's value become
 * blanks, so that a name or subject stays what it is: one value of one header. */
#include "messaging/mime.h"

#include <time.h>

#include "base/config.h"
#include "base/str.h"
#include "data/email.h"
#include "messaging/html.h"

#define LINE_MAX_CHARS 76
#define PLAIN_MAX_CHARS 60
#define WORD_START "=?UTF-8?Q?"
#define WORD_END "?="
#define FILENAME_MAX_CHARS 150
#define PARAMETER_CHARS 50 /* of a piece of a file's name */

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

/* What is no ASCII has no place here: callers that let people write it add words. */
static void add_plain(struct buf *out, const char *value)
{
    for (; *value; value++) {
        buf_char(out, (unsigned char)*value < 0x80 ? one_line(*value) : '?');
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
static void add_sender(struct buf *out, const struct sender *sender)
{
    bool simple = is_plain(sender->name);
    for (const char *c = sender->name; *c; c++) {
        simple = simple && (*c == ' ' || is_alnum((unsigned char)*c));
    }
    buf_str(out, "From: ");
    if (simple) {
        add_plain(out, sender->name);
    } else {
        add_words(out, sender->name, strlen("From: "));
    }
    buf_str(out, "\r\n <");
    add_plain(out, sender->address);
    buf_str(out, ">\r\n");
}

static void add_address(struct buf *out, const char *name, const char *address)
{
    buf_printf(out, "%s: ", name);
    add_plain(out, email_ascii(out->arena, address));
    buf_str(out, "\r\n");
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

void mime_base64(struct buf *out, const void *bytes, size_t len, size_t line)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *in = bytes;
    size_t used = 0;
    for (size_t i = 0; i < len; i += 3) {
        size_t left = len - i;
        uint32_t bits = (uint32_t)in[i] << 16 | (left > 1 ? (uint32_t)in[i + 1] << 8 : 0) | (left > 2 ? in[i + 2] : 0U);
        char *four = buf_reserve(out, 4);
        four[0] = digits[bits >> 18];
        four[1] = digits[bits >> 12 & 63];
        four[2] = left > 1 ? digits[bits >> 6 & 63] : '=';
        four[3] = left > 2 ? digits[bits & 63] : '=';
        four[4] = '\0';
        out->len += 4;
        used += 4;
        if (line && used >= line) {
            buf_str(out, "\r\n");
            used = 0;
        }
    }
    if (line && used) {
        buf_str(out, "\r\n");
    }
}

/* ---- names ---- */

const char *mime_one_line(struct arena *arena, const char *text)
{
    char *line = arena_strdup(arena, text ? text : "");
    for (char *c = line; *c; c++) {
        *c = one_line(*c);
    }
    return line;
}

const char *mime_filename(struct arena *arena, const char *name)
{
    char *line = arena_strdup(arena, name ? name : "");
    const char *at = line;
    for (char *c = line; *c; c++) {
        *c = strchr("/\\\"", *c) ? '_' : one_line(*c);
    }
    for (size_t count = 0; *at && count < FILENAME_MAX_CHARS; count++) {
        utf8_next(&at);
    }
    line[at - line] = '\0';
    return *line ? line : "document";
}

const char *mime_mailbox(struct arena *arena, const char *name, const char *address)
{
    struct buf out;
    const char *line = mime_one_line(arena, name);
    bool simple = true;
    buf_init(&out, arena, 0);
    for (const char *c = line; *c; c++) {
        simple = simple && (*c == ' ' || (unsigned char)*c >= 0x80 || is_alnum((unsigned char)*c));
    }
    buf_str(&out, simple ? "" : "\"");
    for (const char *c = line; *c; c++) {
        if (*c == '"' || *c == '\\') {
            buf_char(&out, '\\');
        }
        buf_char(&out, *c);
    }
    buf_printf(&out, "%s <%s>", simple ? "" : "\"", mime_one_line(arena, address));
    return out.data;
}

/* RFC 2231, in pieces that each fit a line, unless plain ASCII fits one. */
static void add_filename(struct buf *out, const char *name)
{
    if (is_plain(name)) {
        buf_printf(out, "Content-Disposition: attachment;\r\n filename=\"%s\"\r\n", name);
        return;
    }
    buf_str(out, "Content-Disposition: attachment");
    for (int piece = 0; *name; piece++) {
        buf_printf(out, ";\r\n filename*%d*=%s", piece, piece == 0 ? "UTF-8''" : "");
        for (size_t used = 0; *name && used < PARAMETER_CHARS; name++) {
            unsigned char c = (unsigned char)*name;
            if (is_alnum(c) || c == '.' || c == '-' || c == '_') {
                buf_char(out, *name);
                used++;
            } else {
                buf_printf(out, "%%%02X", c);
                used += 3;
            }
        }
    }
    buf_str(out, "\r\n");
}

/* ---- the whole ---- */

enum rc mime_check(struct cx *cx, const struct message *message)
{
    size_t bytes = 0;
    for (size_t i = 0; i < message->attachment_count; i++) {
        size_t len = message->attachments[i].len;
        if (len > CARRIER_ATTACHMENTS_BYTES || (bytes += len) > CARRIER_ATTACHMENTS_BYTES) {
            return fault_printf(cx, RC_INVALID, NULL, "The attachments of a message hold at most %u MB",
                                CARRIER_ATTACHMENTS_BYTES >> 20);
        }
    }
    return RC_OK;
}

size_t mime_size(const struct message *message)
{
    size_t bytes = 4096 + 6 * strlen(message->body) + (message->html ? 3 * strlen(message->html) : 0);
    for (size_t i = 0; i < message->attachment_count; i++) {
        bytes += message->attachments[i].len / 19 * 26 + 1024; /* base64 with its line ends */
    }
    return bytes;
}

static void add_text(struct buf *out, const char *type, const char *text)
{
    buf_printf(out, "Content-Type: text/%s; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n", type);
    mime_quoted_printable(out, text);
}

/* No line of a quoted-printable or base64 part can begin with "--=_". */
static void add_alternatives(struct buf *out, const struct message *message)
{
    const char *boundary = arena_printf(out->arena, "=_%s_a", message->attempt_id);
    buf_printf(out, "Content-Type: multipart/alternative;\r\n boundary=\"%s\"\r\n\r\n--%s\r\n", boundary, boundary);
    add_text(out, "plain", message->body);
    buf_printf(out, "--%s\r\n", boundary);
    add_text(out, "html", message->html ? message->html : html_of_text(out->arena, message->body));
    buf_printf(out, "--%s--\r\n", boundary);
}

static void add_attachment(struct buf *out, const struct attachment *attachment)
{
    buf_str(out, "Content-Type: ");
    add_plain(out, attachment->type);
    buf_str(out, "\r\nContent-Transfer-Encoding: base64\r\n");
    add_filename(out, mime_filename(out->arena, attachment->filename));
    buf_str(out, "\r\n");
    mime_base64(out, attachment->content, attachment->len, LINE_MAX_CHARS);
}

static void add_body(struct buf *out, const struct message *message)
{
    if (!message->attachment_count) {
        add_alternatives(out, message);
        return;
    }
    const char *boundary = arena_printf(out->arena, "=_%s_m", message->attempt_id);
    buf_printf(out, "Content-Type: multipart/mixed;\r\n boundary=\"%s\"\r\n\r\n--%s\r\n", boundary, boundary);
    add_alternatives(out, message);
    for (size_t i = 0; i < message->attachment_count; i++) {
        buf_printf(out, "--%s\r\n", boundary);
        add_attachment(out, &message->attachments[i]);
    }
    buf_printf(out, "--%s--\r\n", boundary);
}

enum rc mime_compose(struct cx *cx, const struct message *message, const struct sender *sender, struct buf *out)
{
    TRY(mime_check(cx, message));
    buf_init(out, cx->arena, mime_size(message));
    add_sender(out, sender);
    if (sender->reply_to) {
        add_address(out, "Reply-To", sender->reply_to);
    }
    add_address(out, "To", message->recipient);
    mime_header(out, "Subject", message->subject ? message->subject : "");
    add_date(out, message->created_at);
    buf_printf(out, "Message-ID: <%s@%s>\r\n", message->id, config_get("domain"));
    buf_str(out, "MIME-Version: 1.0\r\n");
    if (message->kind && !str_eq(message->kind, "MESSAGE")) {
        buf_str(out, "Auto-Submitted: auto-generated\r\n");
    }
    add_body(out, message);
    return RC_OK;
}
