/* SPDX-License-Identifier: MIT
 *
 * The JSON writer. Every answer passes here, so it reserves once per value and copies runs of plain bytes; nothing is
 * formatted with printf. What is printed when a value is null stands in json_out.h and record.h. */
#include "data/json_out.h"

#include <string.h>

#include "base/money.h"
#include "base/time.h"

void json_init(struct json *json, struct buf *out, enum time_style times)
{
    *json = (struct json){.out = out, .times = times, .comma = false};
}

/* ---- text ---- */

/* True if one of eight bytes is a control character, a quote or a backslash. */
static bool needs_escape(uint64_t bytes)
{
    const uint64_t ones = 0x0101010101010101ULL;
    const uint64_t tops = 0x8080808080808080ULL;
    uint64_t quote = bytes ^ ones * '"';
    uint64_t backslash = bytes ^ ones * '\\';
    uint64_t found = (bytes - ones * 0x20) & ~bytes;
    found |= (quote - ones) & ~quote;
    found |= (backslash - ones) & ~backslash;
    return (found & tops) != 0;
}

/* Bytes at the start of `text` that are printed as they are. */
static size_t plain_run(const char *text, size_t len)
{
    size_t run = 0;
    for (; run + 8 <= len; run += 8) {
        uint64_t bytes;
        memcpy(&bytes, text + run, sizeof bytes);
        if (needs_escape(bytes)) {
            break;
        }
    }
    while (run < len && (unsigned char)text[run] >= 0x20 && text[run] != '"' && text[run] != '\\') {
        run++;
    }
    return run;
}

static void escape_byte(struct buf *out, char c)
{
    static const char bytes[] = "\"\\\n\r\t\b\f";
    static const char letters[] = "\"\\nrtbf";
    static const char hex[] = "0123456789abcdef";
    const char *known = strchr(bytes, c);
    if (known) {
        buf_add(out, (char[]){'\\', letters[known - bytes]}, 2);
    } else {
        unsigned value = (unsigned char)c;
        buf_add(out, (char[]){'\\', 'u', '0', '0', hex[value >> 4], hex[value & 15]}, 6);
    }
}

void json_escape(struct buf *out, const char *text)
{
    size_t len = strlen(text);
    (void)buf_reserve(out, len + 2);
    buf_char(out, '"');
    for (;;) {
        size_t run = plain_run(text, len);
        buf_add(out, text, run);
        if (run == len) {
            break;
        }
        escape_byte(out, text[run]);
        text += run + 1;
        len -= run + 1;
    }
    buf_char(out, '"');
}

/* ---- values ---- */

/* Room for a comma, if one is due, and `len` bytes; returns where those go. value_end() takes the end of them. */
static char *value_start(struct json *json, size_t len)
{
    char *at = buf_reserve(json->out, len + 1);
    if (json->comma) {
        *at++ = ',';
    }
    json->comma = true;
    return at;
}

static void value_end(struct json *json, char *end)
{
    *end = '\0';
    json->out->len = (size_t)(end - json->out->data);
}

/* Returns the end of the copy. */
static char *copy(char *at, const char *bytes, size_t len)
{
    memcpy(at, bytes, len);
    return at + len;
}

static void put(struct json *json, const char *bytes, size_t len)
{
    value_end(json, copy(value_start(json, len), bytes, len));
}

static void put_null(struct json *json)
{
    put(json, "null", 4);
}

void json_object(struct json *json)
{
    put(json, "{", 1);
    json->comma = false;
}

void json_object_end(struct json *json)
{
    buf_char(json->out, '}');
    json->comma = true;
}

void json_array(struct json *json)
{
    put(json, "[", 1);
    json->comma = false;
}

void json_array_end(struct json *json)
{
    buf_char(json->out, ']');
    json->comma = true;
}

void json_key(struct json *json, const char *key)
{
    size_t len = strlen(key);
    char *at = value_start(json, len + 3);
    *at++ = '"';
    at = copy(at, key, len);
    value_end(json, copy(at, "\":", 2));
    json->comma = false;
}

void json_text(struct json *json, const char *text)
{
    if (!text) {
        put_null(json);
        return;
    }
    size_t len = strlen(text);
    if (plain_run(text, len) < len) {
        value_end(json, value_start(json, 0));
        json_escape(json->out, text);
        return;
    }
    char *at = value_start(json, len + 2);
    *at++ = '"';
    at = copy(at, text, len);
    *at++ = '"';
    value_end(json, at);
}

void json_decimal(struct json *json, int64_t value, int scale, int min_decimals)
{
    if (value == INT_NULL) {
        put_null(json);
        return;
    }
    char *at = value_start(json, DECIMAL_TEXT);
    value_end(json, at + decimal_format(value, scale, min_decimals, at));
}

void json_int(struct json *json, int64_t value)
{
    json_decimal(json, value, 0, 0);
}

void json_money(struct json *json, int64_t cents)
{
    json_decimal(json, cents, 2, 2);
}

void json_bool(struct json *json, int64_t value)
{
    if (value == INT_NULL) {
        put_null(json);
    } else if (value != 0) {
        put(json, "true", 4);
    } else {
        put(json, "false", 5);
    }
}

void json_time(struct json *json, int64_t ms)
{
    if (ms == INT_NULL) {
        put_null(json);
        return;
    }
    char *at = value_start(json, 25 + 2);
    *at++ = '"';
    at += json->times == TIME_SECONDS ? time_format_s(ms, at) : time_format_ms(ms, at);
    *at++ = '"';
    value_end(json, at);
}

void json_raw(struct json *json, const char *text)
{
    if (!text) {
        put_null(json);
    } else {
        put(json, text, strlen(text));
    }
}

/* ---- key and value ---- */

void json_kv_text(struct json *json, const char *key, const char *text)
{
    json_key(json, key);
    json_text(json, text);
}

void json_kv_int(struct json *json, const char *key, int64_t value)
{
    json_key(json, key);
    json_int(json, value);
}

void json_kv_bool(struct json *json, const char *key, int64_t value)
{
    json_key(json, key);
    json_bool(json, value);
}

void json_kv_money(struct json *json, const char *key, int64_t cents)
{
    json_key(json, key);
    json_money(json, cents);
}

void json_kv_time(struct json *json, const char *key, int64_t ms)
{
    json_key(json, key);
    json_time(json, ms);
}

void json_kv_raw(struct json *json, const char *key, const char *text)
{
    json_key(json, key);
    json_raw(json, text);
}
