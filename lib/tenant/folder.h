/* SPDX-License-Identifier: MIT
 *
 * Folders on disk, for lib/tenant and cli: made private, moved durably, removed without following a link. What goes wrong is
 * logged; the results are RC_NO_SPACE or RC_INTERNAL. */
#ifndef TENANT_FOLDER_H
#define TENANT_FOLDER_H

#include "base/cx.h"

/* Makes the folder (0700) and those above it, durably; one that exists is fine. */
enum rc folder_make(struct cx *cx, const char *path);

/* Makes a folder (0700) that nobody has made before, not even as a link. */
enum rc folder_make_new(struct cx *cx, const char *path);

/* Opens the regular file `folder`/`path` for reading; a link below `folder`, or anything that is no file, is refused. The
 * descriptor, or -1 and errno, which is ELOOP for what was refused. */
int folder_open_file(const char *folder, const char *path);

/* Makes what the folder names durable. */
enum rc folder_sync(struct cx *cx, const char *path);

/* Renames `parent`/`from` to `parent`/`to`, which must not exist, durably. */
enum rc folder_move(struct cx *cx, const char *parent, const char *from, const char *to);

/* The same by whole paths, which may lie in two folders of one file system. */
enum rc folder_rename(struct cx *cx, const char *from, const char *to);

/* Exchanges the folders `a` and `b` (paths on one file system) at one stroke, durably. *done is false, and nothing has
 * changed, where the file system cannot do that. */
enum rc folder_exchange(struct cx *cx, const char *a, const char *b, bool *done);

/* Removes `parent`/`name` and everything in it; links are removed, never followed. One that is missing is fine. */
enum rc folder_remove(struct cx *cx, const char *parent, const char *name);

/* Removes the entries of `parent` whose name begins with `prefix` and that nobody touched since `before_ms`. */
enum rc folder_sweep(struct cx *cx, const char *parent, const char *prefix, int64_t before_ms);

/* The bytes of all files below, as their lengths say. One that goes meanwhile counts nothing. */
enum rc folder_bytes(struct cx *cx, const char *path, int64_t *bytes);

#endif
