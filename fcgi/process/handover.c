/* SPDX-License-Identifier: MIT
 *
 * Through exec: SUPERVISOR_HANDOVER="fd:api-0:5 fd:lock:4 pid:api-0:812 …". From systemd: descriptors from 3 on, as
 * sd_listen_fds_with_names(3) describes. To systemd: datagrams, as sd_notify(3) and sd_pid_notify_with_fds(3) describe; both
 * protocols are stable and a few lines, where libsystemd would bring six libraries into every worker. */
#include "fcgi/process/handover.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "base/str.h"

#define VARIABLE "SUPERVISOR_HANDOVER"
#define ITEMS_MAX 2048
#define FIRST_FD 3 /* SD_LISTEN_FDS_START */

static struct {
    struct item {
        const char *name;
        int number;   /* descriptor or process id; -1: given away */
        bool process; /* it is a process id */
    } items[ITEMS_MAX];
    size_t count;
} handed;

static void add(const char *name, int number, bool process)
{
    bool usable = process || fcntl(number, F_SETFD, FD_CLOEXEC) == 0;
    if (usable && handed.count < ITEMS_MAX) {
        handed.items[handed.count++] = (struct item){name, number, process};
    }
}

/* "fd:NAME:NUMBER" or "pid:NAME:NUMBER" */
static void add_word(struct arena *arena, const char *word, size_t len)
{
    const char *kind_end = memchr(word, ':', len);
    const char *name = kind_end ? kind_end + 1 : word + len;
    const char *name_end = memchr(name, ':', (size_t)(word + len - name));
    int64_t number = 0;
    if (name_end && str_int(arena_strndup(arena, name_end + 1, (size_t)(word + len - name_end) - 1), 1, INT32_MAX, &number)) {
        add(arena_strndup(arena, name, (size_t)(name_end - name)), (int)number, *word == 'p');
    }
}

static void take_words(struct arena *arena)
{
    const char *word = getenv(VARIABLE);
    while (word && *word) {
        size_t len = strcspn(word, " ");
        add_word(arena, word, len);
        word += len + strspn(word + len, " ");
    }
    unsetenv(VARIABLE);
}

static bool number_of(const char *variable, int64_t max, int64_t *number)
{
    const char *text = getenv(variable);
    return text && str_int(text, 1, max, number);
}

/* Meant for this process, and not for the one that started it. */
static void take_from_systemd(struct arena *arena)
{
    int64_t pid = 0;
    int64_t count = 0;
    const char *name = getenv("LISTEN_FDNAMES");
    if (number_of("LISTEN_PID", INT32_MAX, &pid) && pid == getpid() && number_of("LISTEN_FDS", ITEMS_MAX, &count) && name) {
        for (int fd = FIRST_FD; fd < FIRST_FD + count; fd++) {
            size_t len = strcspn(name, ":");
            add(arena_strndup(arena, name, len), fd, false);
            name += len + (name[len] == ':');
        }
    }
    unsetenv("LISTEN_PID");
    unsetenv("LISTEN_FDS");
    unsetenv("LISTEN_FDNAMES");
}

void handover_take(struct arena *arena)
{
    handed.count = 0;
    take_words(arena);
    take_from_systemd(arena);
}

static struct item *next_item(const char *name, bool process)
{
    for (size_t i = 0; i < handed.count; i++) {
        struct item *item = &handed.items[i];
        if (item->number >= 0 && item->process == process && (!name || str_eq(item->name, name))) {
            return item;
        }
    }
    return NULL;
}

int handover_fd(const char *name)
{
    struct item *item = next_item(name, false);
    int fd = item ? item->number : -1;
    if (item) {
        item->number = -1;
    }
    return fd;
}

pid_t handover_worker(const char **name)
{
    struct item *item = next_item(NULL, true);
    if (!item) {
        return 0;
    }
    pid_t pid = item->number;
    *name = item->name;
    item->number = -1;
    return pid;
}

void handover_close(void)
{
    struct item *item;
    while ((item = next_item(NULL, false)) != NULL) {
        close(item->number);
        item->number = -1;
    }
}

static void add_number(struct buf *text, const char *kind, const char *name, int number)
{
    buf_str(text, kind);
    buf_str(text, name);
    buf_char(text, ':');
    buf_int(text, number);
    buf_char(text, ' ');
}

void handover_add_fd(struct buf *text, const char *name, int fd)
{
    add_number(text, "fd:", name, fd);
}

void handover_add_worker(struct buf *text, const char *name, pid_t pid)
{
    add_number(text, "pid:", name, pid);
}

/* Whether exec keeps the descriptors that the words name. */
static void keep_open(struct arena *arena, const char *words, bool open)
{
    handed.count = 0;
    for (const char *word = words; *word; word += strcspn(word, " ") + 1) {
        add_word(arena, word, strcspn(word, " "));
    }
    for (size_t i = 0; i < handed.count; i++) {
        if (!handed.items[i].process && fcntl(handed.items[i].number, F_SETFD, open ? 0 : FD_CLOEXEC) != 0) {
            log_line(LOG_LEVEL_ERROR, "fcntl: %s", strerror(errno));
        }
    }
    handed.count = 0;
}

void handover_exec(const char *program, const struct buf *text)
{
    static char serve[] = "serve";
    char *argv[] = {arena_strdup(text->arena, program), serve, NULL};
    keep_open(text->arena, text->data, true);
    if (setenv(VARIABLE, text->data, 1) == 0) {
        execv(program, argv);
    }
    int error = errno;
    unsetenv(VARIABLE);
    keep_open(text->arena, text->data, false);
    errno = error;
}

/* NULL: no service manager listens. */
static const char *notify_path(void)
{
    const char *path = getenv("NOTIFY_SOCKET");
    return str_empty(path) ? NULL : path;
}

bool notify_wanted(void)
{
    return notify_path() != NULL;
}

static bool notify_send(const char *path, const char *state, int fd)
{
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control = {0};
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t len = strlen(path);
    if (len >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(address.sun_path, path, len);
    if (*path == '@') {
        address.sun_path[0] = '\0';
    }
    struct iovec text = {(void *)(uintptr_t)state, strlen(state)};
    struct msghdr message = {.msg_name = &address,
                             .msg_namelen = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len),
                             .msg_iov = &text,
                             .msg_iovlen = 1};
    if (fd >= 0) {
        message.msg_control = &control;
        message.msg_controllen = sizeof control;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        *header = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof fd), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
        memcpy(CMSG_DATA(header), &fd, sizeof fd);
    }
    int to = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool sent = to >= 0 && sendmsg(to, &message, MSG_NOSIGNAL) >= 0;
    int error = errno;
    if (to >= 0) {
        close(to);
    }
    errno = error;
    return sent;
}

static void notify(const char *state, int fd)
{
    const char *path = notify_path();
    if (path && !notify_send(path, state, fd)) {
        log_line(LOG_LEVEL_WARNING, "the service manager does not listen: %s", strerror(errno));
    }
}

void notify_state(const char *state)
{
    notify(state, -1);
}

void notify_keep(const char *name, int fd)
{
    char state[64];
    int len = snprintf(state, sizeof state, "FDSTORE=1\nFDNAME=%s", name);
    if (len > 0 && (size_t)len < sizeof state) {
        notify(state, fd);
    }
}
