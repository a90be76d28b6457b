/* SPDX-License-Identifier: MIT
 *
 * libFuzzer over forms with a file, and over what a JPEG says of its top: the first line of the input is the Content-Type, the
 * rest the body. What is found lies inside of the body. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fcgi/serve/multipart.h"
#include "ocr/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = memchr(data, '\n', size);
    size_t type_len = end ? (size_t)(end - data) : 0;
    size_t len = size - type_len - (end ? 1 : 0);
    const char *part = NULL;
    size_t part_len = 0;
    int whole = 0;
    char *type = strndup((const char *)data, type_len);
    char *body = malloc(len ? len : 1);
    if (!type || !body) {
        abort();
    }
    memcpy(body, data + size - len, len);
    bool found = multipart_find(type, body, len, "file", &part, &part_len) == MULTIPART_FOUND;
    if (found && (part < body || part_len > len || (size_t)(part - body) > len - part_len)) {
        abort();
    }
    int turn = picture_turn(body, len, &whole);
    if (turn < 0 || turn > 3) {
        abort();
    }
    free(type);
    free(body);
    return 0;
}
