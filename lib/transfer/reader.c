/* SPDX-License-Identifier: MIT
 *
 * One pass over bytes: characters by encoding, cells by separator and quotation marks. */
#include "transfer/reader.h"

#include <string.h>

#include "base/str.h"

#define NONE 0x110000u    /* behind the last character */
#define UNKNOWN 0xFFFDu   /* what a byte means that the encoding does not know */
#define ROWS_LOOKED_AT 30 /* when the separator is looked for */
#define BYTES_LOOKED_AT 65536

const char *const reader_encodings[] = {"UTF_8", "WINDOWS_1252", "ISO_8859_15", "UTF_16LE", "UTF_16BE", NULL};
enum { UTF_8, WINDOWS_1252, ISO_8859_15, UTF_16LE, UTF_16BE };
const char *const reader_separators[] = {"SEMICOLON", "COMMA", "TAB", "PIPE", NULL};
static const char separator_marks[] = ";,\t|";

static size_t index_of(const char *const *names, const char *name)
{
    size_t i = 0;
    while (names[i + 1] && !str_eq(names[i], name)) {
        i++;
    }
    return i;
}

/* ---- characters ---- */

/* 0x80 to 0x9F of Windows-1252; 0: nothing. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

static uint32_t latin_9(unsigned char byte)
{
    static const struct {
        unsigned char byte;
        uint16_t character;
    } others[] = {{0xA4, 0x20AC}, {0xA6, 0x160}, {0xA8, 0x161}, {0xB4, 0x17D},
                  {0xB8, 0x17E},  {0xBC, 0x152}, {0xBD, 0x153}, {0xBE, 0x178}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (others[i].byte == byte) {
            return others[i].character;
        }
    }
    return byte;
}

/* One character of UTF-8; *taken bytes. */
static uint32_t utf_8(const unsigned char *at, size_t left, size_t *taken)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t len = at[0] < 0x80                    ? 1
                 : at[0] >= 0xC2 && at[0] < 0xE0 ? 2
                 : at[0] >= 0xE0 && at[0] < 0xF0 ? 3
                 : at[0] >= 0xF0 && at[0] < 0xF5 ? 4
                                                 : 0;
    *taken = 1;
    if (len <= 1) {
        return len ? at[0] : UNKNOWN;
    }
    uint32_t c = at[0] & (0xFFu >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        if (i >= left || (at[i] & 0xC0) != 0x80) {
            return UNKNOWN;
        }
        c = c << 6 | (at[i] & 0x3Fu);
    }
    if (c < least[len] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) {
        return UNKNOWN;
    }
    *taken = len;
    return c;
}

static uint32_t unit(const unsigned char *at, bool big)
{
    return big ? (uint32_t)at[0] << 8 | at[1] : (uint32_t)at[1] << 8 | at[0];
}

static uint32_t utf_16(const unsigned char *at, size_t left, bool big, size_t *taken)
{
    *taken = left < 2 ? left : 2;
    uint32_t c = left < 2 ? UNKNOWN : unit(at, big);
    if (c < 0xD800 || c >= 0xE000) {
        return c;
    }
    uint32_t low = c < 0xDC00 && left >= 4 ? unit(at + 2, big) : 0;
    if (low < 0xDC00 || low >= 0xE000) {
        return UNKNOWN;
    }
    *taken = 4;
    return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
}

struct scan {
    const struct reader *reader;
    size_t at;
    size_t encoding;
    uint32_t separator;
};

static uint32_t decode(const struct scan *scan, size_t *taken)
{
    const unsigned char *at = scan->reader->bytes + scan->at;
    size_t left = scan->reader->len - scan->at;
    *taken = 1;
    switch (scan->encoding) {
    case UTF_8:
        return utf_8(at, left, taken);
    case WINDOWS_1252:
        return *at < 0x80 || *at > 0x9F ? *at : windows_1252[*at - 0x80] ? windows_1252[*at - 0x80] : UNKNOWN;
    case ISO_8859_15:
        return latin_9(*at);
    default:
        return utf_16(at, left, scan->encoding == UTF_16BE, taken);
    }
}

static uint32_t peek(const struct scan *scan)
{
    size_t taken;
    return scan->at < scan->reader->len ? decode(scan, &taken) : NONE;
}

/* CR, LF and both together are one LF. */
static uint32_t take(struct scan *scan)
{
    size_t taken = 0;
    uint32_t c = scan->at < scan->reader->len ? decode(scan, &taken) : NONE;
    scan->at += taken;
    if (c == '\r' && peek(scan) == '\n') {
        return take(scan);
    }
    return c == '\r' ? '\n' : c;
}

static void put(struct buf *out, uint32_t c)
{
    char bytes[4];
    size_t len = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = len - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (c & 0x3F));
        c >>= 6;
    }
    bytes[0] = (char)(leads[len] | c);
    buf_add(out, bytes, len);
}

/* ---- rows ---- */

static enum rc refuse(struct cx *cx, int64_t line, const char *code, const char *what)
{
    return fault_printf(cx, RC_UNREADABLE, code, "Row %lld: %s", (long long)line, what);
}

static enum rc add(struct cx *cx, struct buf *cell, uint32_t c, int64_t line)
{
    if (c == 0) {
        return refuse(cx, line, "NUL_IN_FILE", "there are bytes in it that no text has: is it a CSV file, in this encoding?");
    }
    put(cell, c);
    return cell->len <= READER_CELL_MAX
               ? RC_OK
               : refuse(cx, line, "CELL_TOO_LONG", "a cell has more than 4,000 bytes: is a quotation mark missing?");
}

/* Behind the quotation mark that opens the cell, to the one that closes it. */
static enum rc read_quoted(struct cx *cx, struct scan *scan, struct buf *cell, int64_t line)
{
    for (;;) {
        uint32_t c = take(scan);
        if (c == NONE) {
            return refuse(cx, line, "QUOTE_NOT_CLOSED", "a quotation mark is opened and never closed");
        }
        if (c == '"' && peek(scan) != '"') {
            return RC_OK;
        }
        if (c == '"') {
            (void)take(scan);
        }
        TRY(add(cx, cell, c, line));
    }
}

/* *end: what ended the cell, the separator, LF or NONE. */
static enum rc read_cell(struct cx *cx, struct scan *scan, int64_t line, const char **text, uint32_t *end)
{
    struct buf cell;
    buf_init(&cell, cx->arena, 32);
    if (peek(scan) == '"') {
        (void)take(scan);
        TRY(read_quoted(cx, scan, &cell, line));
    }
    while ((*end = take(scan)) != NONE && *end != '\n' && *end != scan->separator) {
        TRY(add(cx, &cell, *end, line));
    }
    *text = cell.data;
    return RC_OK;
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\n")] == 0;
}

enum rc reader_next(struct cx *cx, struct reader *reader, struct cells *cells)
{
    struct scan scan = {reader, reader->at, index_of(reader_encodings, reader->encoding),
                        (unsigned char)separator_marks[index_of(reader_separators, reader->separator)]};
    uint32_t end = scan.separator;
    if (reader->at >= reader->len) {
        return RC_END;
    }
    *cells = (struct cells){.line = reader->line + 1, .empty = true};
    while (end == scan.separator) {
        if (cells->count == READER_COLUMNS_MAX) {
            return refuse(cx, cells->line, "TOO_MANY_COLUMNS", "there are more than 100 cells");
        }
        const char **text = &cells->texts[cells->count++];
        TRY(read_cell(cx, &scan, cells->line, text, &end));
        cells->empty = cells->empty && is_blank(*text);
    }
    reader->at = scan.at;
    reader->line = cells->line;
    return RC_OK;
}

/* ---- what it is ---- */

static bool starts(const struct reader *reader, const char *mark, size_t len)
{
    return reader->len >= len && memcmp(reader->bytes, mark, len) == 0;
}

/* Of bytes that are no UTF-8: what only one of the two makes sense of. */
static size_t latin_of(const struct reader *reader)
{
    bool euro = false;
    for (size_t i = 0; i < reader->len; i++) {
        unsigned char byte = reader->bytes[i];
        if (byte >= 0x80 && byte <= 0x9F) {
            return WINDOWS_1252;
        }
        euro = euro || (byte >= 0xA0 && latin_9(byte) != byte);
    }
    return euro ? ISO_8859_15 : WINDOWS_1252;
}

static size_t encoding_of(const struct reader *reader)
{
    if (starts(reader, "\xFF\xFE", 2)) {
        return UTF_16LE;
    }
    if (starts(reader, "\xFE\xFF", 2)) {
        return UTF_16BE;
    }
    for (size_t at = 0, taken = 1; at < reader->len; at += taken) {
        if (utf_8(reader->bytes + at, reader->len - at, &taken) == UNKNOWN && taken == 1) {
            return latin_of(reader);
        }
    }
    return UTF_8;
}

static void skip_mark(struct reader *reader)
{
    size_t encoding = index_of(reader_encodings, reader->encoding);
    bool wide = encoding >= UTF_16LE;
    if (encoding == UTF_8 && starts(reader, "\xEF\xBB\xBF", 3)) {
        reader->at = 3;
    } else if (wide && (starts(reader, "\xFF\xFE", 2) || starts(reader, "\xFE\xFF", 2))) {
        reader->at = 2;
    }
}

/* How well the first rows come out with a separator: how many are as wide as the first, and how wide that is. */
static size_t fits(struct cx *cx, struct reader reader)
{
    struct scratch scratch;
    struct cells cells;
    size_t width = 0, same = 0;
    reader.len = reader.len - reader.at > BYTES_LOOKED_AT ? reader.at + BYTES_LOOKED_AT : reader.len;
    cx_scratch_begin(cx, &scratch);
    for (int i = 0; i < ROWS_LOOKED_AT && reader_next(cx, &reader, &cells) == RC_OK; i++) {
        width = width ? width : cells.count;
        same += cells.count == width && !cells.empty;
    }
    cx_scratch_end(cx, &scratch);
    fault_clear(cx); /* it is told when the file is read as a whole */
    return width > 1 ? same * 1000 + width : 0;
}

static const char *separator_of(struct cx *cx, const struct reader *reader)
{
    size_t best = 0, found = 0;
    for (size_t i = 0; reader_separators[i]; i++) {
        struct reader tried = *reader;
        tried.separator = reader_separators[i];
        size_t fit = fits(cx, tried);
        if (fit > best) {
            best = fit;
            found = i;
        }
    }
    return reader_separators[found];
}

/* "sep=;", as spreadsheets write it above the heading. */
static bool says_separator(struct cx *cx, struct reader *reader)
{
    struct reader tried = *reader;
    struct cells cells;
    tried.separator = reader_separators[3];
    bool said = reader_next(cx, &tried, &cells) == RC_OK && cells.count == 1 && strncmp(cells.texts[0], "sep=", 4) == 0;
    const char *mark = said && strlen(cells.texts[0]) == 5 ? strchr(separator_marks, cells.texts[0][4]) : NULL;
    fault_clear(cx);
    if (mark) {
        *reader = tried;
        reader->separator = reader_separators[mark - separator_marks];
    }
    return mark != NULL;
}

enum rc reader_open(struct cx *cx, const void *bytes, size_t len, const char *encoding, const char *separator,
                    struct reader *reader)
{
    *reader = (struct reader){.bytes = bytes, .len = len, .separator = reader_separators[0]};
    reader->encoding = encoding ? encoding : reader_encodings[encoding_of(reader)];
    skip_mark(reader);
    if (says_separator(cx, reader) && !separator) {
        return RC_OK;
    }
    reader->separator = separator ? separator : separator_of(cx, reader);
    return RC_OK;
}

/* ---- writing ---- */

/* Begins as a spreadsheet's formula does. A number with its sign, or a telephone number, is none: it is nothing but that. */
static bool is_formula(const char *text)
{
    bool sign = *text == '+' || *text == '-';
    bool number = sign && text[1] >= '0' && text[1] <= '9' && !text[1 + strspn(text + 1, "0123456789 .,()")];
    return *text == '=' || *text == '@' || (*text > 0 && *text < ' ') || (sign && !number);
}

void reader_write(struct buf *out, const char *separator, const struct cells *cells)
{
    char mark = separator_marks[index_of(reader_separators, separator)];
    for (size_t i = 0; i < cells->count; i++) {
        if (i > 0) {
            buf_char(out, mark);
        }
        buf_str(out, is_formula(cells->texts[i]) ? "\"'" : "\"");
        for (const char *c = cells->texts[i]; *c; c++) {
            buf_str(out, *c == '"' ? "\"" : "");
            buf_char(out, *c);
        }
        buf_char(out, '"');
    }
    buf_str(out, "\r\n");
}
