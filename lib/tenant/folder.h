/* SPDX-License-Identifier: MIT
 *
 * Folders on disk, for lib/tenant and cli: made private, moved durably, removed without following a link. What goes wrong is
 * logged; the results are RC_NO_SPACE or RC_INTERNAL. */
#ifndef TENANT_FOLDER_H
#define TENANT_FOLDER_H

#include "base/cx.h"

/* Makes the folder (0700) and those above it; one that exists is fine. */
enum rc folder_make(struct cx *cx, const char *path);

/* Makes what the folder names durable. */
enum rc folder_sync(struct cx *cx, const char *path);

/* Renames `parent`/`from` to `parent`/`to`, durably. */
enum rc folder_move(struct cx *cx, const char *parent, const char *from, const char *to);

/* Removes `parent`/`name` and everything in it; links are removed, never followed. One that is missing is fine. */
enum rc folder_remove(struct cx *cx, const char *parent, const char *name);

/* Removes the entries of `parent` whose name begins with `prefix` and that nobody touched since `before_ms`. */
enum rc folder_sweep(struct cx *cx, const char *parent, const char *prefix, int64_t before_ms);

/* The bytes of all files below, as their lengths say. One that goes meanwhile counts nothing. */
enum rc folder_bytes(struct cx *cx, const char *path, int64_t *bytes);

#endif
