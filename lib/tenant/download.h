/* SPDX-License-Identifier: MIT
 *
 * Files that are made for one answer and sent by nginx (X-Accel-Redirect), or by the worker where no nginx stands in front.
 * They lie in the tenant's files/ as ".download-<id>.<ext>": backups leave out what begins with a dot. Nobody knows when nginx
 * has opened such a file, so it is not removed with the answer: every download first removes those of ten minutes ago, and so
 * do the courier once a minute, `visioncrm deliver` and `visioncrm sweep`. Whoever still reads one keeps it until the end. */
#ifndef TENANT_DOWNLOAD_H
#define TENANT_DOWNLOAD_H

#include "base/cx.h"

struct download {
    const char *path;     /* of the file */
    const char *folder;   /* it lies in, for temporary files */
    const char *filename; /* what the browser saves it as */
    const char *content_type;
};

/* A new place in the folder of cx->tenant; the file does not exist yet. The name is "<name>_<today>.<extension>", `today` in
 * the tenant's zone at the instant `of_ms`. */
enum rc download_new(struct cx *cx, const char *name, const char *extension, int64_t of_ms, struct download *download);

/* Removes old ones of that tenant. */
enum rc download_sweep(struct cx *cx, const char *tenant_id);

#endif
