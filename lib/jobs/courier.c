/* SPDX-License-Identifier: MIT
 *
 * A courier. Markers under DATA/run/outbox/ tell which tenant has work; whoever takes a marker away goes there. One of the
 * couriers, the one that holds DATA/run/look.lock, looks at all tenants once a minute, or less often where there are very many,
 * for what is to be tried again and for markers that were lost, and makes their markers. No tenant's file is held open between two
 * looks. */
#include "jobs/courier.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config.h"
#include "base/log.h"
#include "base/sandbox.h"
#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"
#include "jobs/run.h"
#include "store/db.h"
#include "tenant/download.h"
#include "tenant/registry.h"
#include "tenant/tenant.h"

#define POLL_NS (250 * 1000000L)
#define FULL_LOOK_US (60 * 1000000LL)
#define FULL_LOOK_SHARE 20 /* looking at ten thousand tenants takes at most a twentieth of the time */

struct courier {
    struct arena *arena; /* of the tenant at hand */
    struct db *registry;
    const char *folder; /* of the markers */
    const struct job_kind *kinds;
    courier_pulse *pulse;
    int look_fd; /* of look.lock; -1: it cannot be opened, and this one looks for itself */
    bool looks;  /* it is the one that looks everywhere */
    int64_t next_full_us;
    sigset_t signals; /* TERM, QUIT and INT: blocked, and looked for between two tenants */
    bool stopping;
};

/* Waits that long for TERM or QUIT. INT goes to the whole foreground, and a supervisor sees to it. */
static bool stop_asked(struct courier *courier, long wait_ns)
{
    const struct timespec wait = {.tv_nsec = wait_ns};
    int number = courier->stopping ? 0 : sigtimedwait(&courier->signals, NULL, &wait);
    courier->stopping = courier->stopping || number == SIGTERM || number == SIGQUIT;
    courier->pulse(time_monotonic_us());
    return courier->stopping;
}

typedef enum rc tenant_work(struct cx *cx, const struct courier *courier);

static enum rc do_jobs(struct cx *cx, const struct courier *courier)
{
    enum rc rc = jobs_run(cx, courier->kinds, NULL);
    if (rc == RC_END) {
        job_wake(cx);
        rc = RC_OK;
    }
    return rc;
}

static enum rc mark_due(struct cx *cx, const struct courier *courier)
{
    bool due;
    TRY(jobs_due(cx, courier->kinds, &due));
    if (due) {
        job_wake(cx);
    }
    return RC_OK;
}

/* Nothing is done for a suspended tenant: its folder may be about to be replaced. */
static enum rc open_and_work(struct cx *cx, const struct courier *courier, const char *tenant_id, tenant_work *work)
{
    struct tenant tenant;
    struct db_options options = {.migrate = true};
    TRY(tenant_by_id(cx, tenant_id, &tenant));
    if (tenant_is_suspended(&tenant)) {
        return RC_OK;
    }
    cx->tenant = &tenant;
    TRY(download_sweep(cx, tenant.id));
    TRY(db_open(cx, DB_TENANT, tenant_db_path(cx, tenant.id), &options, &cx->db));
    enum rc rc = work(cx, courier);
    db_close(cx->db);
    return rc;
}

static void go_to(struct courier *courier, const char *tenant_id, tenant_work *work)
{
    struct cx cx;
    arena_reset(courier->arena);
    cx_init(&cx, courier->arena);
    cx.registry = courier->registry;
    enum rc rc = open_and_work(&cx, courier, tenant_id, work);
    if (rc != RC_OK && rc != RC_NOT_FOUND) { /* not found: deleted meanwhile */
        const char *why = cx.fault.message ? cx.fault.message : "its file cannot be used";
        log_line(LOG_LEVEL_WARNING, "tenant %s: jobs wait: %s", tenant_id, why);
    }
    cx_end(&cx);
}

/* The marker goes first: what is queued from here on makes a new one. */
static void follow_markers(struct courier *courier)
{
    DIR *dir = opendir(courier->folder);
    if (!dir) {
        return; /* nothing was ever queued */
    }
    for (struct dirent *entry = readdir(dir); entry && !stop_asked(courier, 0); entry = readdir(dir)) {
        if (uuid_valid(entry->d_name) && unlinkat(dirfd(dir), entry->d_name, 0) == 0) {
            go_to(courier, entry->d_name, do_jobs);
        }
    }
    if (closedir(dir) != 0) {
        log_line(LOG_LEVEL_WARNING, "cannot close %s: %s", courier->folder, strerror(errno));
    }
}

static enum rc visit(struct cx *cx, const struct tenant *tenant, void *data)
{
    struct courier *courier = data;
    (void)cx;
    go_to(courier, tenant->id, mark_due);
    return stop_asked(courier, 0) ? RC_END : RC_OK;
}

/* The lock goes over to another courier when its holder ends. */
static bool must_look(struct courier *courier)
{
    if (!courier->looks) {
        courier->looks = courier->look_fd < 0 || flock(courier->look_fd, LOCK_EX | LOCK_NB) == 0;
    }
    return courier->looks && time_monotonic_us() >= courier->next_full_us && !courier->stopping;
}

static void look_everywhere(struct courier *courier)
{
    struct cx cx;
    int64_t began_us = time_monotonic_us();
    struct arena *arena = arena_new(0); /* of the list of tenants */
    cx_init(&cx, arena);
    cx.registry = courier->registry;
    enum rc rc = tenant_each(&cx, visit, courier);
    if (rc != RC_OK && rc != RC_END) {
        log_line(LOG_LEVEL_WARNING, "courier: the registry cannot be read");
    }
    cx_end(&cx);
    arena_free(arena);
    int64_t now_us = time_monotonic_us();
    int64_t pause_us = (now_us - began_us) * FULL_LOOK_SHARE;
    courier->next_full_us = now_us + (pause_us > FULL_LOOK_US ? pause_us : FULL_LOOK_US);
}

static bool start(struct courier *courier, struct arena *arena)
{
    struct cx cx;
    cx_init(&cx, arena);
    courier->folder = arena_printf(arena, "%s/run/outbox", config_get("data"));
    courier->look_fd =
        open(arena_printf(arena, "%s/run/look.lock", config_get("data")), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    sigemptyset(&courier->signals);
    sigaddset(&courier->signals, SIGTERM);
    sigaddset(&courier->signals, SIGQUIT);
    sigaddset(&courier->signals, SIGINT);
    if (sigprocmask(SIG_BLOCK, &courier->signals, NULL) != 0) {
        log_fatal("sigprocmask: %s", strerror(errno));
    }
    enum rc rc = registry_open(&cx, true, &courier->registry);
    cx_end(&cx);
    return rc == RC_OK;
}

void courier_excuse(struct arena *arena)
{
    const char *path = arena_printf(arena, "%s/" JOB_ENDED, config_get("data"));
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    int64_t now = time_now_ms(); /* the file system's own clock is some milliseconds behind that of the jobs */
    struct timespec times[2] = {{.tv_sec = now / 1000, .tv_nsec = now % 1000 * 1000000}};
    times[1] = times[0];
    bool told = fd >= 0 && futimens(fd, times) == 0;
    if (!told) {
        log_line(LOG_LEVEL_WARNING, "cannot touch %s: %s", path, strerror(errno));
    }
    if (fd >= 0) {
        close(fd);
    }
}

int courier_run(const struct job_kind *kinds, courier_pulse *pulse)
{
    struct arena *arena = arena_new(0);
    struct courier courier = {.arena = arena_new(0), .kinds = kinds, .pulse = pulse};
    bool started = start(&courier, arena);
    sandbox_enter(SANDBOX_COURIER);
    while (started && !stop_asked(&courier, POLL_NS)) {
        if (must_look(&courier)) {
            look_everywhere(&courier);
        }
        follow_markers(&courier);
    }
    if (started) {
        db_close(courier.registry);
    }
    arena_free(courier.arena);
    arena_free(arena);
    return started ? 0 : 1;
}
