/* SPDX-License-Identifier: MIT
 *
 * Starting, replacing and ending of children. A worker that had lived is replaced at once; an early death doubles the wait. */
#include "fcgi/process/crew.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "base/str.h"
#include "base/time.h"
#include "fcgi/process/handover.h"
#include "fcgi/process/starts.h"

enum {
    OLD_MAX = 1024,
    BACKOFF_MIN_US = 100000,
    BACKOFF_MAX_US = 5000000,
    HEALTHY_US = 10000000,  /* a worker that lived this long did not fail to start */
    SURPLUS_US = 60000000,  /* how long a socket that is no more configured is served: nginx may not know yet */
    DRAINED_US = 160000000, /* after TERM: a request (120 s), then the kept connections (30 s) */
    INSIST_US = 5000000,
};

/* One that was replaced. */
struct old {
    pid_t pid;
    const struct slot *successor; /* that has to be ready first; NULL: none */
    int64_t end_at_us;            /* when to send TERM, or, if it was sent, KILL; 0: not yet */
    bool told;                    /* TERM was sent */
};

static struct {
    struct slot slots[CREW_MAX];
    size_t slot_count;
    struct old olds[OLD_MAX];
    size_t old_count;
    crew_child *child;
} crew;

void crew_init(crew_child *child)
{
    crew.slot_count = 0;
    crew.old_count = 0;
    crew.child = child;
}

void crew_add(const char *name, int fd, enum role role)
{
    crew.slots[crew.slot_count++] = (struct slot){.name = name, .fd = fd, .role = role, .backoff_us = BACKOFF_MIN_US};
}

static void signal_child(pid_t pid, int number)
{
    if (pid > 0 && kill(pid, number) != 0 && errno != ESRCH) {
        log_line(LOG_LEVEL_ERROR, "cannot signal %ld: %s", (long)pid, strerror(errno));
    }
}

static void tell(struct old *old, int64_t now)
{
    signal_child(old->pid, SIGTERM);
    old->told = true;
    old->successor = NULL;
    old->end_at_us = now + DRAINED_US;
}

static void release_olds(const struct slot *successor)
{
    int64_t now = time_monotonic_us();
    for (size_t i = 0; i < crew.old_count; i++) {
        if (crew.olds[i].successor == successor) {
            tell(&crew.olds[i], now);
        }
    }
}

static void spawn(struct slot *slot)
{
    static const char *const roles[] = {
        [ROLE_API] = "api", [ROLE_HEAVY] = "heavy", [ROLE_SLOW] = "slow", [ROLE_COURIER] = "courier", [ROLE_COPIER] = "copier"};
    log_flush();
    pid_t pid = fork();
    if (pid == 0) {
        crew.child(slot);
        _exit(1);
    }
    slot->started_us = time_monotonic_us();
    slot->pid = pid > 0 ? pid : 0;
    if (pid < 0) {
        slot->respawn_at_us = slot->started_us + BACKOFF_MAX_US;
        log_line(LOG_LEVEL_ERROR, "fork: %s", strerror(errno));
        return;
    }
    log_line(LOG_LEVEL_INFO, "worker %ld started (%s)", (long)pid, roles[slot->role]);
    if (slot->role == ROLE_COURIER || slot->role == ROLE_COPIER) {
        release_olds(slot); /* nobody waits for it */
    }
}

static void add_old(pid_t pid, const struct slot *successor, int64_t end_at_us)
{
    if (crew.old_count == OLD_MAX) {
        log_line(LOG_LEVEL_WARNING, "worker %ld is forgotten: too many old ones still drain", (long)pid);
        signal_child(pid, SIGTERM);
        return;
    }
    crew.olds[crew.old_count++] = (struct old){pid, successor, end_at_us, false};
}

static void replace(struct slot *slot)
{
    pid_t before = slot->pid;
    if (crew.old_count == OLD_MAX) {
        log_line(LOG_LEVEL_WARNING, "worker %ld is not replaced: too many old ones still drain", (long)before);
        return;
    }
    if (before > 0) {
        add_old(before, slot, 0);
    }
    spawn(slot);
    if (slot->pid == 0 && before > 0) {
        slot->pid = before;
        crew.old_count--;
    }
}

void crew_replace_all(void)
{
    log_line(LOG_LEVEL_INFO, "reload: replacing %zu workers", crew.slot_count);
    for (size_t i = 0; i < crew.slot_count; i++) {
        replace(&crew.slots[i]);
    }
}

static struct slot *slot_of(pid_t pid)
{
    for (size_t i = 0; i < crew.slot_count; i++) {
        if (pid > 0 && crew.slots[i].pid == pid) {
            return &crew.slots[i];
        }
    }
    return NULL;
}

void crew_replace(pid_t pid)
{
    struct slot *slot = slot_of(pid);
    if (slot) {
        log_line(LOG_LEVEL_INFO, "worker %ld has served its share", (long)pid);
        replace(slot);
    }
}

void crew_ready(pid_t pid)
{
    const struct slot *slot = slot_of(pid);
    if (slot) {
        release_olds(slot);
    }
}

void crew_adopt(const char *name, pid_t pid)
{
    const struct slot *successor = NULL;
    for (size_t i = 0; i < crew.slot_count && !successor; i++) {
        successor = str_eq(crew.slots[i].name, name) ? &crew.slots[i] : NULL;
    }
    int64_t now = time_monotonic_us();
    add_old(pid, successor, successor ? 0 : now + SURPLUS_US);
    if (str_eq(name, "old") && crew.old_count > 0) {
        tell(&crew.olds[crew.old_count - 1], now);
    }
}

static void log_death(pid_t pid, int status)
{
    if (WIFSIGNALED(status)) {
        log_line(LOG_LEVEL_ERROR, "worker %ld was killed by signal %d", (long)pid, WTERMSIG(status));
    } else {
        log_line(WEXITSTATUS(status) ? LOG_LEVEL_ERROR : LOG_LEVEL_INFO, "worker %ld ended with code %d", (long)pid,
                 WEXITSTATUS(status));
    }
}

static void schedule_respawn(struct slot *slot)
{
    int64_t now = time_monotonic_us();
    if (now - slot->started_us >= HEALTHY_US) {
        slot->backoff_us = BACKOFF_MIN_US;
        slot->respawn_at_us = now;
        return;
    }
    slot->respawn_at_us = now + slot->backoff_us;
    slot->backoff_us = slot->backoff_us * 2 < BACKOFF_MAX_US ? slot->backoff_us * 2 : BACKOFF_MAX_US;
}

void crew_ended(pid_t pid, int status, bool stopping)
{
    struct slot *slot = slot_of(pid);
    bool killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    log_death(pid, status);
    if (status != 0) {
        starts_blame(pid, !killed, time_monotonic_us());
    }
    if (slot) {
        slot->pid = 0;
    }
    if (slot && !stopping) {
        schedule_respawn(slot);
    }
    for (size_t i = 0; i < crew.old_count; i++) {
        if (crew.olds[i].pid == pid) {
            crew.olds[i] = crew.olds[--crew.old_count];
            break;
        }
    }
}

static void earlier(int64_t *next, int64_t at)
{
    *next = at < *next ? at : *next;
}

static void care_for_old(struct old *old, int64_t now)
{
    if (old->end_at_us == 0 || old->end_at_us > now) {
        return;
    }
    if (!old->told) {
        tell(old, now);
        return;
    }
    log_line(LOG_LEVEL_WARNING, "worker %ld does not end: it is killed", (long)old->pid);
    signal_child(old->pid, SIGKILL);
    old->end_at_us = now + INSIST_US;
}

int64_t crew_care(int64_t now)
{
    int64_t next = now + 3600LL * 1000000;
    for (size_t i = 0; i < crew.slot_count; i++) {
        struct slot *slot = &crew.slots[i];
        if (slot->pid == 0 && slot->respawn_at_us <= now) {
            spawn(slot);
        }
        if (slot->pid == 0) {
            earlier(&next, slot->respawn_at_us);
        }
    }
    for (size_t i = 0; i < crew.old_count; i++) {
        care_for_old(&crew.olds[i], now);
        if (crew.olds[i].end_at_us > 0) {
            earlier(&next, crew.olds[i].end_at_us);
        }
    }
    return next;
}

void crew_hand_over(struct buf *text)
{
    for (size_t i = 0; i < crew.slot_count; i++) {
        if (crew.slots[i].pid > 0) {
            handover_add_worker(text, crew.slots[i].name, crew.slots[i].pid);
        }
    }
    for (size_t i = 0; i < crew.old_count; i++) {
        const struct old *old = &crew.olds[i];
        handover_add_worker(text, old->told || !old->successor ? "old" : old->successor->name, old->pid);
    }
}

void crew_signal(int number)
{
    for (size_t i = 0; i < crew.slot_count; i++) {
        signal_child(crew.slots[i].pid, number);
    }
    for (size_t i = 0; i < crew.old_count; i++) {
        signal_child(crew.olds[i].pid, number);
    }
}

size_t crew_size(void)
{
    return crew.slot_count;
}

size_t crew_running(void)
{
    size_t count = crew.old_count;
    for (size_t i = 0; i < crew.slot_count; i++) {
        count += crew.slots[i].pid > 0;
    }
    return count;
}
