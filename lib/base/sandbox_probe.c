/* SPDX-License-Identifier: MIT
 *
 * What a worker that was taken over would try first. */
#include "base/sandbox_probe.h"

#ifdef VISIONCRM_FAULTPOINTS

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/config.h"
#include "base/log.h"

static int result(int code)
{
    return code < 0 ? errno : 0;
}

static int try_open(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC, 0600);
    int error = result(fd);
    if (fd >= 0) {
        close(fd);
    }
    return error;
}

/* Executes nothing that exists: ENOENT says that it would have been done. */
static int try_exec(void)
{
    char *const none[] = {NULL};
    return result(execve("/nonexistent/program", none, none));
}

static int try_fork(void)
{
    pid_t pid = fork();
    if (pid == 0) {
        _exit(0);
    }
    int error = result(pid);
    if (pid > 0) {
        waitpid(pid, NULL, 0);
    }
    return error;
}

static int try_connect(long port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return errno;
    }
    int error = result(connect(fd, (const struct sockaddr *)&address, sizeof address));
    close(fd);
    return error;
}

static int try_listen(void)
{
    const struct sockaddr_in address = {.sin_family = AF_INET};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return errno;
    }
    int error = result(bind(fd, (const struct sockaddr *)&address, sizeof address));
    close(fd);
    return error;
}

/* The file that the test names: it cannot be read, replaced or made where it lies; one of the data folder can. */
static int try_outside_write(const char *path)
{
    char beside[4200];
    snprintf(beside, sizeof beside, "%s.%ld", path, (long)getpid());
    return try_open(beside, O_WRONLY | O_CREAT);
}

static int try_inside_write(void)
{
    char path[4200];
    snprintf(path, sizeof path, "%s/.probe-%ld", config_get("data"), (long)getpid());
    int error = try_open(path, O_WRONLY | O_CREAT);
    unlink(path);
    return error;
}

void sandbox_probe(enum sandbox kind)
{
    static const char *const kinds[] = {[SANDBOX_API] = "api",
                                        [SANDBOX_HEAVY] = "heavy",
                                        [SANDBOX_SLOW] = "slow",
                                        [SANDBOX_COURIER] = "courier",
                                        [SANDBOX_PICTURE] = "picture"};
    char path[4096] = "";
    const char *wish = getenv("VISIONCRM_TEST_PROBE");
    const char *colon = wish ? strrchr(wish, ':') : NULL;
    if (!colon || (size_t)(colon - wish) >= sizeof path) {
        return;
    }
    memcpy(path, wish, (size_t)(colon - wish));
    log_line(
        LOG_LEVEL_INFO,
        "sandbox probe %s: shadow=%d read=%d write=%d data=%d zone=%d exec=%d fork=%d connect=%d listen=%d ptrace=%d kill=%d",
        kinds[kind], try_open("/etc/shadow", O_RDONLY), try_open(path, O_RDONLY), try_outside_write(path), try_inside_write(),
        try_open("/usr/share/zoneinfo/Europe/Paris", O_RDONLY), try_exec(), try_fork(),
        try_connect(strtol(colon + 1, NULL, 10)), try_listen(), result((int)ptrace(PTRACE_PEEKUSER, 1, NULL, NULL)),
        result(kill(1, 0)));
}

#else
/* A translation unit must declare something. */
enum { sandbox_probe_absent };
#endif
