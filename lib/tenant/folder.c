/* SPDX-License-Identifier: MIT
 *
 * Folders on disk. Removal walks by descriptors (openat, unlinkat), so that no link that somebody put there leads out. */
#include "tenant/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/faultpoint.h"
#include "base/log.h"
#include "base/str.h"
#include "base/time.h"

#define DEPTH_MAX 16 /* folders of a tenant are two deep */

/* Logs errno and turns it into a result. */
static enum rc failed(struct cx *cx, const char *what, const char *path)
{
    enum rc rc = rc_of_errno(errno);
    log_line(LOG_LEVEL_ERROR, "cannot %s %s: %s", what, path, strerror(errno));
    return fault_set(cx, rc, NULL, NULL);
}

static int make_one(const char *path)
{
    if (faultpoint_hit(FAULTPOINT_IO)) {
        errno = ENOSPC;
        return -1;
    }
    return mkdir(path, 0700) == 0 || errno == EEXIST ? 0 : -1;
}

enum rc folder_make(struct cx *cx, const char *path)
{
    char *copy = arena_strdup(cx->arena, path);
    for (char *slash = strchr(copy + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (make_one(copy) != 0) {
            return failed(cx, "make folder", copy);
        }
        *slash = '/';
    }
    return make_one(copy) == 0 ? RC_OK : failed(cx, "make folder", copy);
}

enum rc folder_sync(struct cx *cx, const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return failed(cx, "open folder", path);
    }
    enum rc rc = RC_OK;
    if (faultpoint_hit(FAULTPOINT_IO)) {
        errno = EIO;
        rc = failed(cx, "sync folder", path);
    } else if (fsync(fd) != 0) {
        rc = failed(cx, "sync folder", path);
    }
    if (close(fd) != 0 && rc == RC_OK) {
        rc = failed(cx, "close folder", path);
    }
    return rc;
}

enum rc folder_move(struct cx *cx, const char *parent, const char *from, const char *to)
{
    const char *old_path = arena_printf(cx->arena, "%s/%s", parent, from);
    const char *new_path = arena_printf(cx->arena, "%s/%s", parent, to);
    if (rename(old_path, new_path) != 0) {
        return failed(cx, "rename", old_path);
    }
    return folder_sync(cx, parent);
}

static int remove_entry(int parent, const char *name, int depth);

static int remove_inside(int fd, int depth)
{
    DIR *dir = fdopendir(fd);
    if (!dir) {
        close(fd);
        return -1;
    }
    int result = 0;
    errno = 0;
    for (struct dirent *entry = readdir(dir); entry && result == 0; entry = readdir(dir)) {
        if (!str_eq(entry->d_name, ".") && !str_eq(entry->d_name, "..")) {
            result = remove_entry(dirfd(dir), entry->d_name, depth + 1);
        }
        errno = result == 0 ? 0 : errno;
    }
    int saved = errno; /* of readdir or of the removal */
    closedir(dir);
    errno = saved;
    return saved ? -1 : 0;
}

static int remove_entry(int parent, const char *name, int depth)
{
    if (unlinkat(parent, name, 0) == 0 || errno == ENOENT) {
        return 0;
    }
    if (errno != EISDIR && errno != EPERM) {
        return -1;
    }
    if (depth > DEPTH_MAX) {
        errno = ELOOP;
        return -1;
    }
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0 || remove_inside(fd, depth) != 0) {
        return -1;
    }
    return unlinkat(parent, name, AT_REMOVEDIR);
}

enum rc folder_remove(struct cx *cx, const char *parent, const char *name)
{
    int fd = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? RC_OK : failed(cx, "open folder", parent);
    }
    enum rc rc = remove_entry(fd, name, 0) == 0 ? RC_OK : failed(cx, "remove folder", name);
    if (close(fd) != 0 && rc == RC_OK) {
        rc = failed(cx, "close folder", parent);
    }
    return rc;
}

static bool is_stale(int parent, const char *name, int64_t before_ms)
{
    struct stat st;
    if (fstatat(parent, name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
        return false;
    }
    int64_t made_ms = (int64_t)st.st_mtime * 1000;
    return made_ms < before_ms || made_ms > time_now_ms() + MS_PER_DAY; /* made under a clock that was ahead */
}

enum rc folder_sweep(struct cx *cx, const char *parent, const char *prefix, int64_t before_ms)
{
    DIR *dir = opendir(parent);
    if (!dir) {
        return errno == ENOENT ? RC_OK : failed(cx, "open folder", parent);
    }
    enum rc rc = RC_OK;
    for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        if (!str_starts(entry->d_name, prefix) || !is_stale(dirfd(dir), entry->d_name, before_ms)) {
            continue;
        }
        if (remove_entry(dirfd(dir), entry->d_name, 0) != 0) {
            rc = failed(cx, "remove folder", entry->d_name);
        }
    }
    if (closedir(dir) != 0 && rc == RC_OK) {
        rc = failed(cx, "close folder", parent);
    }
    return rc;
}

enum rc folder_bytes(struct cx *cx, const char *path, int64_t *bytes)
{
    char *paths[] = {arena_strdup(cx->arena, path), NULL};
    FTS *tree = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    if (!tree) {
        return failed(cx, "read folder", path);
    }
    *bytes = 0;
    errno = 0;
    for (FTSENT *entry = fts_read(tree); entry; entry = fts_read(tree)) {
        *bytes += entry->fts_info == FTS_F ? (int64_t)entry->fts_statp->st_size : 0;
        errno = 0;
    }
    int saved = errno;
    fts_close(tree);
    errno = saved;
    return saved ? failed(cx, "read folder", path) : RC_OK;
}
