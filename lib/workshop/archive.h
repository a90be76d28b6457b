/* SPDX-License-Identifier: MIT
 *
 * Issued documents in the tenant's files folder: written once, under a temporary name, then renamed. */
#ifndef WORKSHOP_ARCHIVE_H
#define WORKSHOP_ARCHIVE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/cx.h"

/* True if the document is there; *path is absolute. */
bool archive_find(struct cx *cx, const char *filename, const char **path);

/* Keeps the bytes; returns the absolute path, or NULL when it could not (logged): the caller then sends the bytes. */
const char *archive_keep(struct cx *cx, const char *filename, const struct buf *body);

/* Reads a document of at most ARCHIVE_READ_MAX bytes into `out`, which it begins. RC_TOO_LARGE; RC_INTERNAL or what errno says. */
#define ARCHIVE_READ_MAX (10u << 20)
enum rc archive_read(struct cx *cx, const char *path, struct buf *out);

#endif
