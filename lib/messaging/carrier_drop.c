/* SPDX-License-Identifier: MIT
 *
 * Boxes on disk, as Maildir has them: DATA/<kind>/<subdomain>/{tmp,new,cur}. A file is written to tmp, synced, and renamed into new
 * under its attempt id, so that a repeated attempt finds itself there (or in cur, where a reader moves it) and nothing
 * half-written is ever seen. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/config.h"
#include "base/faultpoint.h"
#include "messaging/carrier.h"
#include "tenant/folder.h"
#include "tenant/tenant.h"

static enum rc failed(struct cx *cx, const char *what, const char *path)
{
    enum rc rc = rc_of_errno(errno);
    return fault_printf(cx, rc, NULL, "cannot %s %s: %s", what, path, strerror(errno));
}

/* Readers add ":2,<flags>" to the name when they move a message to cur. */
static enum rc was_read(struct cx *cx, const char *folder, const char *name, bool *found)
{
    DIR *dir = opendir(folder);
    if (!dir) {
        return failed(cx, "open", folder);
    }
    size_t len = strlen(name);
    *found = false;
    errno = 0;
    for (struct dirent *entry = readdir(dir); entry && !*found; entry = readdir(dir)) {
        *found = strncmp(entry->d_name, name, len) == 0 && (entry->d_name[len] == '\0' || entry->d_name[len] == ':');
    }
    if (!*found && errno != 0) {
        enum rc rc = failed(cx, "read", folder);
        closedir(dir);
        return rc;
    }
    return closedir(dir) == 0 ? RC_OK : failed(cx, "close", folder);
}

static bool write_all(int fd, const struct buf *text)
{
    size_t done = 0;
    while (done < text->len) {
        if (faultpoint_hit(FAULTPOINT_IO)) {
            errno = ENOSPC;
            return false;
        }
        ssize_t wrote = write(fd, text->data + done, text->len - done);
        if (wrote < 0 && errno != EINTR) {
            return false;
        }
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    return fsync(fd) == 0;
}

static enum rc write_file(struct cx *cx, const char *path, const struct buf *text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return failed(cx, "make", path);
    }
    enum rc rc = write_all(fd, text) ? RC_OK : failed(cx, "write", path);
    if (close(fd) != 0 && rc == RC_OK) {
        rc = failed(cx, "close", path);
    }
    return rc;
}

/* A message whose arrival cannot be made sure of is taken back: it will come again under another name. */
static enum rc arrive(struct cx *cx, const char *from, const char *folder, const char *to)
{
    if (rename(from, to) != 0) {
        return failed(cx, "rename to", to);
    }
    enum rc rc = folder_sync(cx, folder);
    if (rc != RC_OK && unlink(to) != 0) {
        return failed(cx, "take back", to);
    }
    return rc;
}

static const char *box_of(struct cx *cx, const char *kind)
{
    return arena_printf(cx->arena, "%s/%s/%s", config_get("data"), kind, cx->tenant->subdomain);
}

enum rc carrier_dropped(struct cx *cx, const char *kind, const char *name, bool *found)
{
    const char *box = box_of(cx, kind);
    const char *seen = arena_printf(cx->arena, "%s/cur", box);
    TRY(folder_make(cx, arena_printf(cx->arena, "%s/tmp", box)));
    TRY(folder_make(cx, arena_printf(cx->arena, "%s/new", box)));
    TRY(folder_make(cx, seen));
    TRY(was_read(cx, seen, name, found));
    *found = *found || access(arena_printf(cx->arena, "%s/new/%s", box, name), F_OK) == 0;
    return RC_OK;
}

enum rc carrier_drop(struct cx *cx, const char *kind, const char *name, const struct buf *text)
{
    const char *box = box_of(cx, kind);
    const char *fresh = arena_printf(cx->arena, "%s/new", box);
    const char *temporary = arena_printf(cx->arena, "%s/tmp/%s", box, name);
    enum rc rc = write_file(cx, temporary, text);
    rc = rc == RC_OK ? arrive(cx, temporary, fresh, arena_printf(cx->arena, "%s/%s", fresh, name)) : rc;
    if (rc != RC_OK && unlink(temporary) != 0 && errno != ENOENT) {
        return failed(cx, "remove", temporary);
    }
    return rc;
}
