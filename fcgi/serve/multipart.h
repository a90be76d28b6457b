/* SPDX-License-Identifier: MIT
 *
 * One part of a form that was sent as multipart/form-data (RFC 7578, RFC 2046 section 5.1). Bytes in, a window on the same bytes
 * out: nothing is copied, so that an upload stays once in memory. */
#ifndef SERVE_MULTIPART_H
#define SERVE_MULTIPART_H

#include <stdbool.h>
#include <stddef.h>

enum multipart {
    MULTIPART_FOUND,
    MULTIPART_ABSENT, /* a form without that part */
    MULTIPART_BROKEN, /* no form: no boundary, no end, or more than MULTIPART_PARTS_MAX parts */
};

enum { MULTIPART_PARTS_MAX = 32, MULTIPART_HEADERS_MAX = 8192 };

/* The first part of this name, in `body`, whose media type is `content_type` with its parameters. */
enum multipart multipart_find(const char *content_type, const char *body, size_t len, const char *name, const char **part,
                              size_t *part_len);

#endif
