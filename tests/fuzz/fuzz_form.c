/* SPDX-License-Identifier: MIT
 *
 * Bodies of forms: what is read survives being written and read again. */
#include <stdlib.h>
#include <string.h>

#include "http/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct http_pair *pairs, *again;
    size_t count, count_again;
    struct buf form;
    struct arena *arena = arena_new(0);
    if (http_form_parse(arena, (const char *)data, size, &pairs, &count)) {
        buf_init(&form, arena, 0);
        for (size_t i = 0; i < count; i++) {
            http_form_add(&form, pairs[i].name, pairs[i].value);
        }
        require(http_form_parse(arena, form.data, form.len, &again, &count_again) && count_again == count);
        for (size_t i = 0; i < count; i++) {
            require(strcmp(again[i].name, pairs[i].name) == 0 && strcmp(again[i].value, pairs[i].value) == 0);
        }
    }
    arena_free(arena);
    return 0;
}
