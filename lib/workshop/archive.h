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

#endif
