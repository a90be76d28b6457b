/* SPDX-License-Identifier: MIT
 *
 * Folders on disk. Removal walks by descriptors (openat, unlinkat), so that no link that somebody put there leads out. */
#include "tenant/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <limits.h>
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

static const char *parent_of(struct cx *cx, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? arena_strndup(cx->arena, path, (size_t)(slash - path) + 1) : ".";
}

static int make_directory(const char *path)
{
    if (faultpoint_hit(FAULTPOINT_IO)) {
        errno = ENOSPC;
        return -1;
    }
    return mkdir(path, 0700);
}

enum rc folder_make_new(struct cx *cx, const char *path)
{
    return make_directory(path) == 0 ? folder_sync(cx, parent_of(cx, path)) : failed(cx, "make folder", path);
}

static enum rc make_one(struct cx *cx, const char *path)
{
    if (make_directory(path) == 0) {
        return folder_sync(cx, parent_of(cx, path));
    }
    return errno == EEXIST ? RC_OK : failed(cx, "make folder", path);
}

enum rc folder_make(struct cx *cx, const char *path)
{
    char *copy = arena_strdup(cx->arena, path);
    for (char *slash = strchr(copy + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        TRY(make_one(cx, copy));
        *slash = '/';
    }
    return make_one(cx, copy);
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

/* Over nothing that is there, where the file system can tell. */
static bool rename_new(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) {
        return true;
    }
    return (errno == EINVAL || errno == ENOSYS) && rename(from, to) == 0;
}

enum rc folder_rename(struct cx *cx, const char *from, const char *to)
{
    const char *old_parent = parent_of(cx, from);
    const char *new_parent = parent_of(cx, to);
    if (!rename_new(from, to)) {
        return failed(cx, "rename", from);
    }
    TRY(folder_sync(cx, new_parent));
    return str_eq(old_parent, new_parent) ? RC_OK : folder_sync(cx, old_parent);
}

enum rc folder_move(struct cx *cx, const char *parent, const char *from, const char *to)
{
    return folder_rename(cx, arena_printf(cx->arena, "%s/%s", parent, from), arena_printf(cx->arena, "%s/%s", parent, to));
}

enum rc folder_exchange(struct cx *cx, const char *a, const char *b, bool *done)
{
    errno = EINVAL;
    *done = !faultpoint_hit(FAULTPOINT_EXCHANGE) && renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0;
    if (!*done) {
        return errno == EINVAL || errno == ENOSYS ? RC_OK : failed(cx, "exchange", a);
    }
    TRY(folder_sync(cx, parent_of(cx, a)));
    return folder_sync(cx, parent_of(cx, b));
}

/* The folder that holds the last part of `path`, whose start *name becomes; every step is one, and none is a link. */
static int open_parent(const char *folder, const char *path, const char **name)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (const char *slash = strchr(path, '/'); fd >= 0 && slash; slash = strchr(path, '/')) {
        char part[NAME_MAX + 1] = "";
        size_t len = (size_t)(slash - path);
        memcpy(part, path, len < sizeof part ? len : 0);
        int next = openat(fd, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        int error = errno == ENOTDIR ? ELOOP : errno;
        close(fd);
        errno = error;
        fd = next;
        path = slash + 1;
    }
    *name = path;
    return fd;
}

/* What is no file is closed again. */
static int only_file(int fd)
{
    struct stat status;
    if (fd < 0 || (fstat(fd, &status) == 0 && S_ISREG(status.st_mode))) {
        return fd;
    }
    close(fd);
    errno = ELOOP;
    return -1;
}

int folder_open_file(const char *folder, const char *path)
{
    const char *name = NULL;
    int parent = open_parent(folder, path, &name);
    if (parent < 0) {
        return -1;
    }
    int fd = only_file(openat(parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)); /* nobody writes into the pipe */
    int error = errno;
    close(parent);
    errno = error;
    return fd;
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
