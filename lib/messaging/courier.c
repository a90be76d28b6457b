/* SPDX-License-Identifier: MIT
 *
 * The courier: one process beside the workers that empties the outboxes. Markers under DATA/run/outbox/ tell it which tenant
 * has mail; once a minute, or less often where there are very many, it looks at all of them, for what is to be retried and for
 * markers that were lost. It holds no tenant's file open between two looks. */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/config.h"
#include "base/log.h"
#include "base/sandbox.h"
#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"
#include "messaging/outbox.h"
#include "store/db.h"
#include "tenant/download.h"
#include "tenant/tenant.h"

#define POLL_NS (250 * 1000000L)
#define FULL_LOOK_US (60 * 1000000LL)
#define FULL_LOOK_SHARE 20 /* looking at ten thousand tenants takes at most a twentieth of the time */

struct courier {
    struct arena *arena; /* of the tenant at hand */
    struct db *registry;
    const char *folder; /* of the markers */
    courier_duty *also;
    courier_pulse *pulse;
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

/* A suspended tenant sends nothing: its folder may be about to be replaced. */
static enum rc deliver_tenant(struct cx *cx, const char *tenant_id, courier_duty *also)
{
    struct tenant tenant;
    struct db_options options = {.migrate = true};
    struct delivery_report report = {0};
    TRY(tenant_by_id(cx, tenant_id, &tenant));
    if (str_eq(tenant.status, "suspended")) {
        return RC_OK;
    }
    cx->tenant = &tenant;
    TRY(download_sweep(cx, tenant.id));
    TRY(db_open(cx, DB_TENANT, tenant_db_path(cx, tenant.id), &options, &cx->db));
    enum rc rc = outbox_deliver(cx, &report);
    if (rc == RC_OK && also) {
        rc = also(cx);
    }
    if (rc == RC_END) {
        outbox_wake(cx);
        rc = RC_OK;
    }
    db_close(cx->db);
    return rc;
}

static void deliver(struct courier *courier, const char *tenant_id)
{
    struct cx cx;
    arena_reset(courier->arena);
    cx_init(&cx, courier->arena);
    cx.registry = courier->registry;
    enum rc rc = deliver_tenant(&cx, tenant_id, courier->also);
    if (rc != RC_OK && rc != RC_NOT_FOUND) { /* not found: deleted meanwhile */
        const char *why = cx.fault.message ? cx.fault.message : "its file cannot be used";
        log_line(LOG_LEVEL_WARNING, "tenant %s: mail waits: %s", tenant_id, why);
    }
    cx_end(&cx);
}

/* The marker goes first: mail that is added from here on makes a new one. */
static void follow_markers(struct courier *courier)
{
    DIR *dir = opendir(courier->folder);
    if (!dir) {
        return; /* no mail was ever queued */
    }
    for (struct dirent *entry = readdir(dir); entry && !stop_asked(courier, 0); entry = readdir(dir)) {
        if (uuid_valid(entry->d_name) && unlinkat(dirfd(dir), entry->d_name, 0) == 0) {
            deliver(courier, entry->d_name);
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
    deliver(courier, tenant->id);
    return stop_asked(courier, 0) ? RC_END : RC_OK;
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

int courier_run(courier_duty *also, courier_pulse *pulse)
{
    struct arena *arena = arena_new(0);
    struct courier courier = {.arena = arena_new(0), .also = also, .pulse = pulse};
    bool started = start(&courier, arena);
    sandbox_enter(SANDBOX_COURIER);
    while (started && !stop_asked(&courier, POLL_NS)) {
        follow_markers(&courier);
        if (time_monotonic_us() >= courier.next_full_us && !courier.stopping) {
            look_everywhere(&courier);
        }
    }
    if (started) {
        db_close(courier.registry);
    }
    arena_free(courier.arena);
    arena_free(arena);
    return started ? 0 : 1;
}
