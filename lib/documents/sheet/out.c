/* SPDX-License-Identifier: MIT
 *
 * Opening, closing, and what becomes of half a file. */
#include "documents/sheet/out.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/faultpoint.h"
#include "base/log.h"

#define BUFFER (1u << 16)

static enum rc failed(struct out *out)
{
    int error = errno;
    log_line(LOG_LEVEL_ERROR, "cannot write %s: %s", out->path, strerror(error));
    return fault_set(out->cx, rc_of_errno(error), NULL, NULL);
}

static void out_free(void *ptr)
{
    struct out *out = ptr;
    if (out->file) {
        fclose(out->file);
    }
    if (!out->complete) {
        unlink(out->path);
    }
}

enum rc out_open(struct cx *cx, const char *path, struct out **made)
{
    struct out *out = arena_alloc(cx->arena, sizeof *out);
    *out = (struct out){.cx = cx, .path = path};
    if (faultpoint_hit(FAULTPOINT_IO)) {
        errno = EIO;
        return failed(out);
    }
    out->file = fopen(path, "wxe");
    if (!out->file) {
        return failed(out);
    }
    cx_defer(cx, out_free, out);
    if (fchmod(fileno(out->file), 0600) != 0 || setvbuf(out->file, arena_alloc(cx->arena, BUFFER), _IOFBF, BUFFER) != 0) {
        return failed(out);
    }
    *made = out;
    return RC_OK;
}

enum rc out_written(struct out *out)
{
    return ferror(out->file) ? failed(out) : RC_OK;
}

enum rc out_close(struct out *out)
{
    bool flushed = !faultpoint_hit(FAULTPOINT_IO) && fflush(out->file) == 0;
    enum rc rc = flushed ? RC_OK : failed(out);
    if (fclose(out->file) != 0 && rc == RC_OK) {
        rc = failed(out);
    }
    out->file = NULL;
    out->complete = rc == RC_OK;
    return rc;
}
