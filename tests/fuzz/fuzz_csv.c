/* SPDX-License-Identifier: MIT
 *
 * libFuzzer over files to import: whatever the bytes, rows come to an end, and cells are UTF-8 within their bounds. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "transfer/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_row(const struct cells *cells)
{
    for (size_t i = 0; i < cells->count; i++) {
        size_t len = strlen(cells->texts[i]);
        if (len > READER_CELL_MAX || !utf8_valid(cells->texts[i], len)) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cx cx;
    struct reader reader;
    struct cells cells;
    cx_init(&cx, arena_new(0));
    if (reader_open(&cx, data, size, NULL, NULL, &reader) != RC_OK) {
        abort();
    }
    for (size_t rows = 0; rows < 1000 && reader_next(&cx, &reader, &cells) == RC_OK; rows++) {
        check_row(&cells);
    }
    cx_end(&cx);
    arena_free(cx.arena);
    return 0;
}
