/* SPDX-License-Identifier: MIT
 *
 * Folders, lock, log, sockets and account of the supervisor: everything that may need root stands here. */
#include "fcgi/process/startup.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/config.h"
#include "base/log.h"
#include "base/str.h"
#include "tenant/backup.h"
#include "tenant/registry.h"
#include "tenant/restore.h"

enum { BACKLOG = 1024 };

bool startup_failed(const char *what, const char *name)
{
    log_line(LOG_LEVEL_ERROR, "%s %s: %s", what, name, strerror(errno));
    return false;
}

bool startup_folder(const char *path)
{
    if (mkdir(path, 0700) == 0) {
        log_line(LOG_LEVEL_INFO, "made the folder %s", path);
        return true;
    }
    return errno == EEXIST || startup_failed("cannot make", path);
}

bool startup_data(struct arena *arena)
{
    struct cx cx;
    cx_init(&cx, arena);
    bool fine = registry_check(&cx) == RC_OK && backup_recover(&cx) == RC_OK;
    if (!fine) {
        log_line(LOG_LEVEL_ERROR, "%s", cx.fault.message ? cx.fault.message : "the data folder cannot be used");
    }
    cx_end(&cx);
    return fine;
}

/* A closed standard descriptor would be given to the next socket or file. */
static bool fill_standard_fds(void)
{
    int fd;
    do {
        fd = open("/dev/null", O_RDWR);
    } while (fd >= 0 && fd <= STDERR_FILENO);
    return fd < 0 ? startup_failed("cannot open", "/dev/null") : close(fd) == 0;
}

/* The account of the workers opens the file again after its rotation. */
static bool give_away_log(void)
{
    struct stat status;
    const struct passwd *account = getuid() == 0 && *config_get("user") ? getpwnam(config_get("user")) : NULL;
    bool is_file = account && fstat(log_fd(), &status) == 0 && S_ISREG(status.st_mode);
    return !is_file || fchown(log_fd(), account->pw_uid, account->pw_gid) == 0;
}

static bool open_log(void)
{
    const char *path = config_get("log");
    log_reopen_on(SIGUSR1);
    if (str_eq(path, "stderr")) {
        return true;
    }
    if (!log_open(path)) {
        return startup_failed("cannot open", path);
    }
    return give_away_log() || startup_failed("cannot give away", path);
}

bool startup_descriptors(void)
{
    return fill_standard_fds() && open_log();
}

/* Whether the descriptor is of the file at `path`. */
static bool is_file(int fd, const char *path)
{
    struct stat own;
    struct stat there;
    return fd >= 0 && fstat(fd, &own) == 0 && stat(path, &there) == 0 && own.st_dev == there.st_dev &&
           own.st_ino == there.st_ino;
}

/* The lock belongs to the open file: exec keeps it, and workers close their copy, so that an orphaned one that still drains
 * keeps no new supervisor away. */
bool startup_lock(struct arena *arena, const char *run, int handed, int *fd)
{
    const char *path = arena_printf(arena, "%s/visioncrm.pid", run);
    const char *pid = arena_printf(arena, "%ld\n", (long)getpid());
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    *fd = is_file(handed, path) ? handed : open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (handed >= 0 && *fd != handed) {
        close(handed);
    }
    if (*fd < 0) {
        return startup_failed("cannot open", path);
    }
    if (fcntl(*fd, F_OFD_SETLK, &lock) != 0) {
        return startup_failed("already serving this data folder:", path);
    }
    if (ftruncate(*fd, 0) != 0 || pwrite(*fd, pid, strlen(pid), 0) != (ssize_t)strlen(pid)) {
        return startup_failed("cannot write", path);
    }
    return true;
}

/* Whether it listens at that address, and who connects there meets it. */
static bool listens_at(int fd, const struct sockaddr_un *address)
{
    struct sockaddr_un own = {0};
    struct stat there;
    int listening = 0;
    socklen_t len = sizeof own;
    socklen_t size = sizeof listening;
    return fd >= 0 && getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) == 0 && listening &&
           getsockname(fd, (struct sockaddr *)&own, &len) == 0 && own.sun_family == AF_UNIX &&
           strncmp(own.sun_path, address->sun_path, sizeof own.sun_path) == 0 && lstat(address->sun_path, &there) == 0 &&
           S_ISSOCK(there.st_mode);
}

/* A socket left behind by a crash is replaced; the lock says that nobody serves it. */
static int listen_anew(const struct sockaddr_un *address)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    mode_t mask = umask(0117);
    bool ok = fd >= 0 && (unlink(address->sun_path) == 0 || errno == ENOENT) &&
              bind(fd, (const struct sockaddr *)address, sizeof *address) == 0 && listen(fd, BACKLOG) == 0;
    umask(mask);
    if (!ok) {
        startup_failed("cannot listen on", address->sun_path);
        if (fd >= 0) {
            close(fd);
        }
        return -1;
    }
    return fd;
}

int startup_listen(const char *path, int handed)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        startup_failed("cannot listen on", path);
        return -1;
    }
    memcpy(address.sun_path, path, strlen(path) + 1);
    if (listens_at(handed, &address)) {
        return handed;
    }
    if (handed >= 0) {
        close(handed);
    }
    return listen_anew(&address);
}

bool startup_become_user(const char *const *paths, size_t count)
{
    const char *name = config_get("user");
    if (getuid() != 0 || str_empty(name)) {
        return true;
    }
    const struct passwd *account = getpwnam(name);
    if (!account) {
        log_line(LOG_LEVEL_ERROR, "user %s: no such account", name);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (lchown(paths[i], account->pw_uid, account->pw_gid) != 0) {
            return startup_failed("cannot give away", paths[i]);
        }
    }
    if (initgroups(name, account->pw_gid) != 0 || setgid(account->pw_gid) != 0 || setuid(account->pw_uid) != 0) {
        return startup_failed("cannot become", name);
    }
    return true;
}
