/* SPDX-License-Identifier: MIT
 *
 * The archive of issued documents. A document is kept when it is first asked for; one that cannot be kept then is drawn again next
 * time, of the same numbers, lines and parties, which were frozen at issue, and with the logo of that day, which was not. */
#include "workshop/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/faultpoint.h"
#include "base/log.h"
#include "base/uuid.h"
#include "store/db.h"
#include "tenant/sums.h"
#include "tenant/tenant.h"

static const char *archive_path(struct cx *cx, const char *filename)
{
    return arena_printf(cx->arena, "%s/%s", tenant_files_folder(cx, cx->tenant->id), filename);
}

bool archive_find(struct cx *cx, const char *filename, const char **path)
{
    *path = archive_path(cx, filename);
    if (access(*path, R_OK) == 0) {
        return true;
    }
    *path = NULL;
    return false;
}

static bool write_all(int fd, const struct buf *body)
{
    size_t done = 0;
    while (done < body->len) {
        ssize_t n = faultpoint_hit(FAULTPOINT_IO) ? -1 : write(fd, body->data + done, body->len - done);
        if (n < 0) {
            return false;
        }
        done += (size_t)n;
    }
    return fsync(fd) == 0;
}

const char *archive_keep(struct cx *cx, const char *filename, const struct buf *body)
{
    if (cx->foreign) {
        return NULL;
    }
    const char *path = archive_path(cx, filename);
    const char *temporary = arena_printf(cx->arena, "%s/.%s", tenant_files_folder(cx, cx->tenant->id), uuid_new(cx->arena));
    int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool kept = fd >= 0 && write_all(fd, body);
    if (fd >= 0) {
        kept = close(fd) == 0 && kept;
    }
    if (kept && rename(temporary, path) == 0) {
        sums_add(cx, cx->tenant->id, filename, body->data, body->len);
        return path;
    }
    log_line(LOG_LEVEL_WARNING, "document not archived in tenant %s: errno %d", cx->tenant->id, errno);
    if (fd >= 0) {
        unlink(temporary);
    }
    return NULL;
}

/* ---- reading ---- */

static enum rc failed(struct cx *cx, const char *path)
{
    enum rc rc = rc_of_errno(errno);
    return fault_printf(cx, rc, NULL, "cannot read %s: %s", path, strerror(errno));
}

/* Nothing is held while memory is asked for. */
enum rc archive_read(struct cx *cx, const char *path, struct buf *out)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        return failed(cx, path);
    }
    if (status.st_size > ARCHIVE_READ_MAX) {
        return fault_printf(cx, RC_TOO_LARGE, NULL, "%s is too large for a letter", path);
    }
    size_t size = (size_t)status.st_size;
    buf_init(out, cx->arena, size + 1);
    char *bytes = buf_reserve(out, size);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    int error = fd < 0 ? errno : 0;
    while (error == 0 && out->len < size) {
        ssize_t got = read(fd, bytes + out->len, size - out->len);
        error = got > 0 || (got < 0 && errno == EINTR) ? 0 : got < 0 ? errno : EIO;
        out->len += got > 0 ? (size_t)got : 0;
    }
    if (fd >= 0) {
        close(fd);
    }
    errno = error;
    return error == 0 ? RC_OK : failed(cx, path);
}
