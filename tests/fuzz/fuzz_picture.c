/* SPDX-License-Identifier: MIT
 *
 * What is read of pictures by code of our own: the orientation in a JPEG's EXIF, and the machine-readable lines as a reader of
 * characters may hand them over. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "ocr/code.h"
#include "ocr/mrz.h"
#include "ocr/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void read_codes(const char *text)
{
    char plate[CODE_PLATE + 1];
    char vin[CODE_VIN + 1];
    require(!code_plate(text, false, plate) || strlen(plate) <= CODE_PLATE);
    require(!code_vin(text, vin) || strlen(vin) == CODE_VIN);
}

static void read_lines(const char *text)
{
    char clean[MRZ_LINE + 9];
    struct mrz_first first;
    struct mrz_second second;
    require(mrz_clean(text, clean) == strlen(clean) && strlen(clean) <= MRZ_LINE + 8);
    if (mrz_read_first(clean, &first)) {
        require(strlen(first.plate) <= MRZ_PLATE && strlen(first.vin) <= MRZ_VIN && strlen(first.date) <= MRZ_DATE);
        require(!first.vin_sure || mrz_digit(first.vin, strlen(first.vin)) == first.vin_digit);
    }
    if (mrz_read_second(clean, &second)) {
        require(strlen(second.make) <= MRZ_MAKE && strlen(second.model) <= MRZ_MODEL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int whole;
    struct arena *arena = arena_new(0);
    int turn = picture_turn(data, size, &whole);
    require(turn >= 0 && turn <= 3);
    picture_kind(data, size);
    const char *text = arena_strndup(arena, (const char *)data, size);
    read_lines(text);
    read_codes(text);
    arena_free(arena);
    return 0;
}
