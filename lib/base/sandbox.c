/* SPDX-License-Identifier: MIT
 *
 * The lists of what each kind of process may do. A call that is on no list answers EPERM; glibc tries clone3 before clone and
 * understands only ENOSYS. Landlock is used by its bare system calls: glibc has none for them, and its rules are ours. */
#include "base/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/config.h"
#include "base/log.h"
#include "base/sandbox_probe.h"
#include "base/str.h"

enum { LANDLOCK_NEEDED = 2 }; /* the version before forbids every rename into another folder */

/* ---- system calls ---- */

/* Memory, files, waiting, time, signals, and connections that are there already. */
static const char *const calls_all[] = {
    /* memory and threads */
    "brk", "madvise", "mincore", "mmap", "mprotect", "mremap", "munmap", "membarrier", "futex", "get_robust_list",
    "set_robust_list", "set_tid_address", "rseq", "sched_yield", "sched_getaffinity", "getcpu", "arch_prctl", "restart_syscall",
    "exit", "exit_group",
    /* files */
    "access", "chmod", "close", "close_range", "copy_file_range", "creat", "dup", "dup2", "dup3", "faccessat", "faccessat2",
    "fadvise64", "fallocate", "fchmod", "fchmodat", "fchmodat2", "fchown", "fcntl", "fdatasync", "flock", "fstat", "fstatfs",
    "fsync", "ftruncate", "getcwd", "getdents64", "link", "linkat", "lseek", "lstat", "mkdir", "mkdirat", "newfstatat", "open",
    "openat", "pread64", "preadv", "preadv2", "pwrite64", "pwritev", "pwritev2", "read", "readlink", "readlinkat", "readv",
    "rename", "renameat", "renameat2", "rmdir", "sendfile", "stat", "statfs", "statx", "sync_file_range", "truncate", "umask",
    "unlink", "unlinkat", "utimensat", "write", "writev", "pipe", "pipe2", "eventfd2",
    /* waiting, time and signals */
    "alarm", "clock_getres", "clock_gettime", "clock_nanosleep", "epoll_create1", "epoll_ctl", "epoll_pwait", "epoll_pwait2",
    "epoll_wait", "getitimer", "gettimeofday", "nanosleep", "pause", "poll", "ppoll", "pselect6", "rt_sigaction",
    "rt_sigpending", "rt_sigprocmask", "rt_sigreturn", "rt_sigsuspend", "rt_sigtimedwait", "select", "setitimer", "sigaltstack",
    "time", "timer_create", "timer_delete", "timer_getoverrun", "timer_gettime", "timer_settime", "timerfd_create",
    "timerfd_gettime", "timerfd_settime", "times",
    /* who and how much */
    "getegid", "geteuid", "getgid", "getpid", "getppid", "getpriority", "getrandom", "getrlimit", "getrusage", "gettid",
    "getuid", "prlimit64", "setpriority", "sysinfo", "uname",
    /* connections that it has */
    "accept", "accept4", "getpeername", "getsockname", "getsockopt", "recvfrom", "recvmsg", "sendmsg", "sendto", "setsockopt",
    "shutdown",
#ifdef __SANITIZE_ADDRESS__
    "clone", "ptrace", "wait4", "prctl", "kill", "process_vm_readv", /* how leaks are looked for at the end */
#endif
    NULL};

/* Making a connection, and asking for the address of a name. */
static const char *const calls_network[] = {"connect", "recvmmsg", "sendmmsg", "socketpair", NULL};

/* A child of its own, waited for, ended, and put into a narrower sandbox. */
static const char *const calls_child[] = {
    "wait4", "waitid", "seccomp", "landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self", NULL};

/* Memory, reading files, and the end. */
static const char *const calls_picture[] = {"brk",
                                            "madvise",
                                            "mmap",
                                            "mprotect",
                                            "mremap",
                                            "munmap",
                                            "futex",
                                            "set_robust_list",
                                            "sched_yield",
                                            "sched_getaffinity",
                                            "restart_syscall",
                                            "exit",
                                            "exit_group",
                                            "access",
                                            "close",
                                            "close_range",
                                            "dup2",
                                            "dup3",
                                            "faccessat",
                                            "faccessat2",
                                            "fadvise64",
                                            "fstat",
                                            "fstatfs",
                                            "getcwd",
                                            "getdents64",
                                            "lseek",
                                            "lstat",
                                            "newfstatat",
                                            "pread64",
                                            "read",
                                            "readlink",
                                            "readlinkat",
                                            "readv",
                                            "stat",
                                            "statfs",
                                            "statx",
                                            "write",
                                            "writev",
                                            "clock_getres",
                                            "clock_gettime",
                                            "gettimeofday",
                                            "nanosleep",
                                            "clock_nanosleep",
                                            "poll",
                                            "rt_sigaction",
                                            "rt_sigprocmask",
                                            "rt_sigreturn",
                                            "sigaltstack",
                                            "time",
                                            "times",
                                            "getegid",
                                            "geteuid",
                                            "getgid",
                                            "getpid",
                                            "getppid",
                                            "getrandom",
                                            "getrusage",
                                            "gettid",
                                            "getuid",
                                            "sysinfo",
                                            "uname",
                                            NULL};
static const unsigned open_writes[] = {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND};

static const int socket_families[] = {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK};
static const unsigned long terminal_requests[] = {TCGETS, FIONBIO, FIONREAD};

static void check(int code, const char *what)
{
    if (code < 0) {
        log_fatal("sandbox: %s: %s; `sandbox = off` does without it", what, strerror(-code));
    }
}

/* A name that this machine or this libseccomp does not know is no call that it could allow. */
static void allow(scmp_filter_ctx filter, const char *const *names)
{
    for (size_t i = 0; names[i]; i++) {
        int number = seccomp_syscall_resolve_name(names[i]);
        if (number >= 0) {
            check(seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 0), names[i]);
        }
    }
}

static void allow_first(scmp_filter_ctx filter, const char *name, scmp_datum_t value)
{
    int number = seccomp_syscall_resolve_name(name);
    check(seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 1, SCMP_A0(SCMP_CMP_EQ, value, 0)), name);
}

/* What is harmless for some arguments only: threads but no processes, signals to itself and its supervisor. */
static void allow_partly(scmp_filter_ctx filter)
{
    allow_first(filter, "prctl", PR_SET_NAME);
    allow_first(filter, "kill", (scmp_datum_t)getpid());
    allow_first(filter, "kill", (scmp_datum_t)getppid());
    allow_first(filter, "tgkill", (scmp_datum_t)getpid());
    for (size_t i = 0; i < sizeof terminal_requests / sizeof *terminal_requests; i++) {
        check(seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, SCMP_A1(SCMP_CMP_EQ, terminal_requests[i], 0)),
              "ioctl");
    }
    check(seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD)),
          "clone");
    check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0), "clone3");
}

/* Processes as fork() makes them, without any namespace of their own; SIGKILL for them. */
static void allow_child(scmp_filter_ctx filter)
{
    allow(filter, calls_child);
    allow_first(filter, "clone", CLONE_CHILD_CLEARTID | CLONE_CHILD_SETTID | SIGCHLD);
    allow_first(filter, "prctl", PR_SET_PDEATHSIG);
    allow_first(filter, "prctl", PR_SET_NO_NEW_PRIVS);
    allow_first(filter, "prctl", PR_GET_SECCOMP);
    check(seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(kill), 1, SCMP_A1(SCMP_CMP_EQ, SIGKILL, 0)), "kill");
}

static bool connects(enum sandbox kind)
{
    return kind == SANDBOX_SLOW || kind == SANDBOX_COURIER;
}

/* Files are opened to be read: none of the flags of writing. Also where the kernel has no Landlock. */
static void allow_picture(scmp_filter_ctx filter)
{
    scmp_datum_t writes = 0;
    for (size_t i = 0; i < sizeof open_writes / sizeof *open_writes; i++) {
        writes |= open_writes[i];
    }
    allow(filter, calls_picture);
    check(seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1, SCMP_A1(SCMP_CMP_MASKED_EQ, writes, 0)), "open");
    check(seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, writes, 0)), "openat");
    allow_first(filter, "tgkill", (scmp_datum_t)getpid());
    check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0), "clone3");
}

static void allow_kind(scmp_filter_ctx filter, enum sandbox kind)
{
    if (kind == SANDBOX_PICTURE) {
        allow_picture(filter);
        return;
    }
    allow(filter, calls_all);
    allow_partly(filter);
    if (kind == SANDBOX_SLOW) {
        allow_child(filter);
    }
    if (connects(kind)) {
        allow(filter, calls_network);
        for (size_t i = 0; i < sizeof socket_families / sizeof *socket_families; i++) {
            allow_first(filter, "socket", (scmp_datum_t)socket_families[i]);
        }
    }
}

static void restrict_calls(enum sandbox kind)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter) {
        log_fatal("sandbox: seccomp_init failed");
    }
    check(seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2), "optimize");
    check(seccomp_attr_set(filter, SCMP_FLTATR_CTL_SSB, 1), "speculation"); /* nothing foreign runs here */
    allow_kind(filter, kind);
    check(seccomp_load(filter), "seccomp_load");
    seccomp_release(filter);
}

/* ---- files ---- */

/* Of Linux 6.2 and 6.10; Debian 12's header is older. */
#define FS_TRUNCATE (1ULL << 14)
#define FS_IOCTL_DEV (1ULL << 15)
#define FS_READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define FS_OF_FILES (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE | FS_TRUNCATE)
#define FS_WRITE                                                                                                               \
    (FS_READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |                \
     LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REFER | FS_TRUNCATE)

/* Read by libraries: fonts, time zones, locales, modules; what a sanitizer asks about its own process; OpenSSL's settings. */
static const char *const paths_read[] = {"/usr",
                                         "/lib",
                                         "/lib64",
                                         "/etc/localtime",
                                         "/etc/ssl",
                                         "/etc/fonts",
                                         "/proc/self",
                                         "/proc/sys/vm/overcommit_memory",
                                         "/sys/devices/system/cpu",
                                         "/dev/urandom",
                                         "/dev/random",
                                         NULL};
/* How a name gets its address. */
static const char *const paths_network[] = {"/etc/resolv.conf",     "/etc/hosts",           "/etc/nsswitch.conf",
                                            "/etc/host.conf",       "/etc/gai.conf",        "/etc/services",
                                            "/run/systemd/resolve", "/etc/ca-certificates", NULL};

/* Language files, fonts and the tables of PDF; fontconfig would search all fonts without its cache. */
static const char *const paths_picture[] = {"/usr",
                                            "/lib",
                                            "/lib64",
                                            "/etc/fonts",
                                            "/var/cache/fontconfig",
                                            "/proc/self",
                                            "/proc/sys/vm/overcommit_memory",
                                            "/sys/devices/system/cpu",
                                            NULL};

/* The rights that a kernel of this version knows; all of them are refused but for the rules. */
static uint64_t rights_known(long version)
{
    uint64_t rights = LANDLOCK_ACCESS_FS_EXECUTE | FS_WRITE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_SOCK |
                      LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
    rights &= version >= 3 ? ~0ULL : ~FS_TRUNCATE;
    return version >= 5 ? rights | FS_IOCTL_DEV : rights;
}

/* A path that does not exist needs no rule. */
static void permit(int ruleset, uint64_t known, const char *path, uint64_t rights)
{
    struct stat status;
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &status) != 0) {
        return;
    }
    rights &= known & (S_ISDIR(status.st_mode) ? ~0ULL : FS_OF_FILES);
    const struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = fd};
    if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0U) != 0) {
        log_fatal("sandbox: landlock_add_rule %s: %s", path, strerror(errno));
    }
    close(fd);
}

static void permit_all(int ruleset, uint64_t known, const char *const *paths)
{
    for (size_t i = 0; paths[i]; i++) {
        permit(ruleset, known, paths[i], FS_READ);
    }
}

/* The folder of a file that may be made anew: a log after its rotation, a key that is not there yet. */
static void permit_folder_of(int ruleset, uint64_t known, const char *path)
{
    struct arena *arena = arena_new(0);
    const char *slash = strrchr(path, '/');
    permit(ruleset, known, slash ? arena_strndup(arena, path, (size_t)(slash - path) + 1) : ".", FS_WRITE);
    arena_free(arena);
}

static void permit_configured(int ruleset, uint64_t known)
{
    const char *key = config_get("secret_file");
    const char *ca_file = config_get("ca_file");
    permit(ruleset, known, config_get("data"), FS_WRITE);
    if (!str_eq(config_get("log"), "stderr")) {
        permit_folder_of(ruleset, known, config_get("log"));
    }
    if (*ca_file) {
        permit(ruleset, known, ca_file, FS_READ);
    }
    if (*key && access(key, F_OK) == 0) {
        permit(ruleset, known, key, FS_READ);
    } else if (*key) {
        permit_folder_of(ruleset, known, key);
    }
}

/* Of the kernel's Landlock; below 1: it has none. */
static long landlock_version(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, 0UL, LANDLOCK_CREATE_RULESET_VERSION);
}

static void restrict_files(enum sandbox kind)
{
    long version = landlock_version();
    if (version < LANDLOCK_NEEDED) {
        return;
    }
    uint64_t known = rights_known(version);
    const struct landlock_ruleset_attr attr = {.handled_access_fs = known};
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr.handled_access_fs, 0U);
    if (ruleset < 0) {
        log_fatal("sandbox: landlock_create_ruleset: %s", strerror(errno));
    }
    permit_all(ruleset, known, kind == SANDBOX_PICTURE ? paths_picture : paths_read);
    if (kind != SANDBOX_PICTURE) {
        permit(ruleset, known, "/dev/null", FS_READ | LANDLOCK_ACCESS_FS_WRITE_FILE);
        permit_configured(ruleset, known);
    }
    if (connects(kind)) {
        permit_all(ruleset, known, paths_network);
    }
    if (kind == SANDBOX_SLOW) {
        permit_all(ruleset, known, paths_picture);
    }
    if (syscall(SYS_landlock_restrict_self, ruleset, 0U) != 0) {
        log_fatal("sandbox: landlock_restrict_self: %s", strerror(errno));
    }
    close(ruleset);
}

/* ---- both ---- */

static bool wanted(void)
{
    return !str_eq(config_get("sandbox"), "off");
}

static bool has_seccomp(void)
{
    return prctl(PR_GET_SECCOMP) >= 0;
}

void sandbox_enter(enum sandbox kind)
{
    if (wanted()) {
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
            log_fatal("sandbox: no_new_privs: %s", strerror(errno));
        }
        restrict_files(kind);
        if (has_seccomp()) {
            restrict_calls(kind);
        }
    }
    sandbox_probe(kind);
}

void sandbox_announce(void)
{
    if (!wanted()) {
        log_line(LOG_LEVEL_WARNING, "sandbox = off: workers may call and read whatever their account may");
        return;
    }
    if (!has_seccomp()) {
        log_line(LOG_LEVEL_WARNING, "sandbox: this kernel has no seccomp: system calls are not filtered");
    }
    if (landlock_version() < LANDLOCK_NEEDED) {
        log_line(LOG_LEVEL_WARNING, "sandbox: this kernel has no Landlock (Linux 5.19): files are kept by their modes alone");
    }
}
