/* SPDX-License-Identifier: MIT
 *
 * CSV as spreadsheets and other programs save it, row by row out of memory: quotation marks as in RFC 4180, ends of lines of every
 * kind, four separators, six encodings. A file may be anything: what is read is bounded, and no byte of it is trusted. Nothing is
 * copied but the cells of the row at hand. */
#ifndef TRANSFER_READER_H
#define TRANSFER_READER_H

#include "base/cx.h"

#define READER_BYTES_MAX (10u << 20)
#define READER_ROWS_MAX 20000  /* below the heading */
#define READER_COLUMNS_MAX 100 /* cells of a row */
#define READER_CELL_MAX 4000   /* bytes of UTF-8 */

/* UTF-8 may begin with a byte order mark, UTF-16 does. Bytes that an encoding does not know become U+FFFD. */
extern const char *const reader_encodings[];  /* "UTF_8" "WINDOWS_1252" "ISO_8859_15" "UTF_16LE" "UTF_16BE", NULL */
extern const char *const reader_separators[]; /* "SEMICOLON" "COMMA" "TAB" "PIPE", NULL */

struct reader {
    const unsigned char *bytes; /* of the whole file */
    size_t len;
    size_t at;             /* where the next row begins */
    int64_t line;          /* rows read so far, as a spreadsheet numbers them */
    const char *encoding;  /* of reader_encodings */
    const char *separator; /* of reader_separators */
};

struct cells {
    const char *texts[READER_COLUMNS_MAX]; /* UTF-8 on the arena, as they stand; ends of lines are LF */
    size_t count;
    int64_t line; /* of the file, from 1 */
    bool empty;   /* there is nothing in any of them */
};

/* At the first row. An encoding that is NULL is found by what the bytes can be, a separator by what gives rows of one width. */
enum rc reader_open(struct cx *cx, const void *bytes, size_t len, const char *encoding, const char *separator,
                    struct reader *reader);

/* The next row. RC_END: there is none. RC_UNREADABLE, and what to do about it: NUL_IN_FILE, QUOTE_NOT_CLOSED, CELL_TOO_LONG,
 * TOO_MANY_COLUMNS. */
enum rc reader_next(struct cx *cx, struct reader *reader, struct cells *cells);

/* A row as CSV with that separator, for a file that is to be opened by a spreadsheet: no cell becomes a formula. */
void reader_write(struct buf *out, const char *separator, const struct cells *cells);

#endif
