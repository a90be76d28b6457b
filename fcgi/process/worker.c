/* SPDX-License-Identifier: MIT
 *
 * One worker process: an epoll loop over the listening socket and all kept connections. receive.c reads a request from a
 * connection that has one, turns.c says whose turn it is, dispatch.c answers it, send.c sends the answer. A request that
 * dispatch parked waits in a list and is tried again every 2 ms; one that it holds for a common commit is answered when nobody
 * waits who could join it.
 * A heavy or slow worker takes one connection at a time and closes it after its answer, so that the others take the rest. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/config.h"
#include "base/log.h"
#include "base/sandbox.h"
#include "base/str.h"
#include "base/time.h"
#include "fcgi/process/conns.h"
#include "fcgi/process/send.h"
#include "fcgi/process/server.h"
#include "fcgi/process/starts.h"
#include "fcgi/process/turns.h"
#include "fcgi/process/watchdog.h"
#include "fcgi/process/worker.h"

enum {
    PARKED_MAX = 512,        /* beyond that, 503 */
    PARKED_TENANT_MAX = 256, /* of one tenant; beyond that, 429 */
    EVENTS_MAX = 64,
    GATHER_US = 250,     /* how long others are served before it is looked who came meanwhile */
    RETRY_US = 2000,     /* between two tries of a parked request */
    FLUSH_US = 20000,    /* how long a log line may wait for company */
    CARE_US = 100000,    /* idle time after which service_idle() is called */
    DRAIN_US = 30000000, /* after TERM: when to stop although connections are open */
    STOP_US = 1000000,   /* the same when the supervisor stops, */
    QUIET_US = 50000,    /* or after that time without an event */
    HEAVY_NICE = 10,     /* who waits for a document does not notice; who waits behind one would */
    STUCK_API_US = 30000000,
    STUCK_HEAVY_US = 120000000,
};

/* The one state of a worker process. */
static struct worker {
    bool heavy;         /* of a pool that takes its time: heavy or slow */
    bool supervised;    /* false on fd 0 */
    sigset_t wait_mask; /* signals let in while the loop waits */
    struct service service;
    struct exchange *spare_exchanges[PARKED_MAX + TURNS_MAX + GROUP_MAX];
    size_t spare_count;
    int64_t gathered_us;             /* when it was last looked for requests */
    struct conn *parked[PARKED_MAX]; /* oldest first */
    size_t parked_count;
    int64_t next_retry_us;
    int64_t dirty_since_us; /* when the oldest unflushed log line was written; 0: none */
    bool care_due;          /* there were requests since the last service_idle() */
    int64_t last_event_us;
    int64_t drain_until_us; /* 0: not asked to stop */
    bool stopping;          /* with the supervisor: connections are not waited for */
    int64_t recycle_in;     /* requests until a successor is asked for; below 0: never */
} worker;

/* ---- one request ---- */

static struct exchange *exchange_take(void)
{
    if (worker.spare_count > 0) {
        return worker.spare_exchanges[--worker.spare_count];
    }
    struct exchange *exchange = calloc(1, sizeof *exchange);
    if (!exchange) {
        log_fatal("out of memory");
    }
    exchange->arena = arena_new(REQUEST_MAX_MEMORY);
    return exchange;
}

static void exchange_give(struct exchange *exchange)
{
    struct arena *arena = exchange->arena;
    arena_reset(arena);
    *exchange = (struct exchange){.arena = arena};
    worker.spare_exchanges[worker.spare_count++] = exchange;
}

static void tell_supervisor(int number)
{
    if (worker.supervised && kill(getppid(), number) != 0) {
        log_line(LOG_LEVEL_WARNING, "cannot signal the supervisor: %s", strerror(errno));
    }
}

static void answer(struct conn *conn, struct exchange *exchange)
{
    const struct sink sink = {conn->fd, conn->receipt.record_id};
    bool sent = response_send(&sink, &exchange->request, &exchange->response, exchange->arena);
    exchange_give(exchange);
    if (!sent || !conn->receipt.kept || worker.heavy) {
        conn_close(conn);
    } else {
        conn->exchange = NULL;
        conn_mute(conn, false);
    }
    int64_t now = time_monotonic_us();
    worker.dirty_since_us = worker.dirty_since_us ? worker.dirty_since_us : now;
    worker.care_due = true;
    if (--worker.recycle_in == 0) {
        tell_supervisor(WORKER_SIGNAL_RECYCLE);
    }
}

static size_t parked_of(const char *tenant)
{
    size_t count = 0;
    for (size_t i = 0; i < worker.parked_count; i++) {
        count += str_eq(worker.parked[i]->exchange->request.tenant, tenant);
    }
    return count;
}

static void wait_parked(struct conn *conn)
{
    conn->parked = true;
    worker.parked[worker.parked_count++] = conn;
    conn_mute(conn, true);
}

/* With no room left to park it is refused. */
static void park(struct conn *conn)
{
    bool full = worker.parked_count == PARKED_MAX;
    if (full || parked_of(conn->exchange->request.tenant) == PARKED_TENANT_MAX) {
        dispatch_refuse(&worker.service, conn->exchange, full ? RC_UNAVAILABLE : RC_RATE_LIMITED);
    } else {
        wait_parked(conn);
    }
}

static void conclude(struct exchange *exchange)
{
    if (exchange->step == STEP_PARKED) {
        park(exchange->owner);
    } else {
        answer(exchange->owner, exchange);
    }
}

/* Reads a request. It is served when its turn comes. */
static void take(struct conn *conn)
{
    struct exchange *exchange = exchange_take();
    exchange->started_us = time_monotonic_us();
    exchange->owner = conn;
    exchange->done = conclude;
    conn->silent_since_us = exchange->started_us;
    watchdog_busy(exchange->started_us);
    if (receive(conn->fd, exchange, &conn->receipt)) {
        conn->exchange = exchange;
        turns_add(conn);
    } else {
        exchange_give(exchange);
        conn_close(conn);
    }
    watchdog_rest();
}

/* Ends this process where a test says so. */
static void die_on_demand(const struct request *request)
{
#ifdef VISIONCRM_FAULTPOINTS
    const char *wish = request->test_fail ? request->test_fail : "";
    if (str_starts(wish, "crash")) {
        abort();
    }
    if (str_eq(wish, "kill")) {
        raise(SIGKILL);
    }
#else
    (void)request;
#endif
}

/* A request that has ended those who served it so far ends nobody else. */
static void begin(struct conn *conn)
{
    struct exchange *exchange = conn->exchange;
    const struct request *request = &exchange->request;
    bool unseen = str_eq(request->test_fail, "crash unseen");
    if (!unseen && !starts_begin(request->request_id, exchange->started_us)) {
        log_line(LOG_LEVEL_ERROR, "request %s has ended its workers: refused", request->request_id);
        dispatch_repeated(&worker.service, exchange);
        return;
    }
    die_on_demand(request);
    dispatch(&worker.service, exchange);
    starts_end();
}

static void unpark(struct conn *conn)
{
    size_t i = 0;
    while (worker.parked[i] != conn) {
        i++;
    }
    worker.parked_count--;
    memmove(worker.parked + i, worker.parked + i + 1, (worker.parked_count - i) * sizeof *worker.parked);
}

static void abandon(struct conn *conn)
{
    unpark(conn);
    dispatch_abandon(&worker.service, conn->exchange);
    exchange_give(conn->exchange);
    conn_close(conn);
}

/* True if the tenant stands in `busy`: its lock was found held in this round, later requests of it keep their turn. */
static bool is_busy(const char *const *busy, size_t count, const char *tenant)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq(busy[i], tenant)) {
            return true;
        }
    }
    return false;
}

static void retry_parked(void)
{
    struct conn *parked[PARKED_MAX];
    const char *busy[PARKED_MAX];
    size_t busy_count = 0;
    size_t count = worker.parked_count;
    memcpy(parked, worker.parked, count * sizeof *parked);
    worker.parked_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct conn *conn = parked[i];
        const char *tenant = conn->exchange->request.tenant;
        watchdog_busy(time_monotonic_us());
        if (is_busy(busy, busy_count, tenant)) {
            wait_parked(conn);
            continue;
        }
        conn->parked = false;
        dispatch(&worker.service, conn->exchange);
        if (conn->parked) {
            busy[busy_count++] = tenant;
        }
    }
    dispatch_settle(&worker.service);
    watchdog_rest();
}

/* ---- the loop ---- */

/* Heavy or slow: one connection, served at once. Otherwise all that wait, served when they are readable. */
static void accept_conns(void)
{
    struct conn *conn;
    while ((conn = conns_accept()) != NULL && !worker.heavy) {
    }
    if (conn) {
        take(conn);
    }
}

static void on_event(const struct epoll_event *event)
{
    struct conn *conn = event->data.ptr;
    if (!conn) {
        accept_conns();
    } else if (conn->parked) {
        abandon(conn);
    } else if (conn->exchange) {
        return; /* it is served first: the answer will say that nobody is there */
    } else if (event->events & (EPOLLHUP | EPOLLERR)) {
        conn_close(conn);
    } else {
        take(conn);
    }
}

/* Reads what there is to be read, as far as there is room. */
static void gather(int longest_ms)
{
    struct epoll_event events[EVENTS_MAX];
    size_t room = turns_room();
    if (room == 0) {
        return;
    }
    int count = conns_wait(events, room < EVENTS_MAX ? (int)room : EVENTS_MAX, longest_ms, &worker.wait_mask);
    for (int i = 0; i < count; i++) {
        on_event(&events[i]);
    }
    worker.gathered_us = time_monotonic_us();
    if (count > 0) {
        worker.last_event_us = worker.gathered_us;
    }
}

/* Whether to look who came meanwhile, so that a busy tenant's requests are not in front of those of others that came a moment
 * later. Not while a transaction is open: a peer that sends half a request would make all wait who have written. A heavy worker
 * leaves them to its siblings. */
static bool must_gather(void)
{
    return !worker.heavy && !dispatch_writer(&worker.service) && time_monotonic_us() - worker.gathered_us >= GATHER_US;
}

/* Until nobody waits any more, or others may. */
static void serve_waiting(void)
{
    struct conn *conn;
    while ((conn = turns_next(dispatch_writer(&worker.service))) != NULL) {
        watchdog_busy(time_monotonic_us());
        begin(conn);
        if (must_gather()) {
            break;
        }
    }
    dispatch_settle(&worker.service);
    watchdog_rest();
}

static void earlier(int64_t *deadline, bool applies, int64_t at)
{
    if (applies && at < *deadline) {
        *deadline = at;
    }
}

/* Milliseconds until the next thing to do without an event; -1: nothing. */
static int wait_ms(int64_t now)
{
    int64_t at = INT64_MAX;
    earlier(&at, worker.parked_count > 0, worker.next_retry_us);
    earlier(&at, worker.dirty_since_us > 0, worker.dirty_since_us + FLUSH_US);
    earlier(&at, worker.care_due, worker.last_event_us + CARE_US);
    earlier(&at, worker.drain_until_us > 0, worker.drain_until_us);
    earlier(&at, worker.stopping, worker.last_event_us + QUIET_US);
    earlier(&at, conns_listen_at() > 0, conns_listen_at());
    if (at == INT64_MAX) {
        return -1;
    }
    return at <= now ? 0 : (int)((at - now + 999) / 1000);
}

static void housekeeping(int64_t now)
{
    watchdog_busy(now);
    conns_listen_again(now);
    if (worker.parked_count > 0 && now >= worker.next_retry_us) {
        retry_parked();
        worker.next_retry_us = time_monotonic_us() + RETRY_US;
    }
    if (worker.dirty_since_us && now - worker.dirty_since_us >= FLUSH_US) {
        log_flush();
        worker.dirty_since_us = 0;
    }
    if (worker.care_due && now - worker.last_event_us >= CARE_US) {
        service_idle(&worker.service); /* under load each commit looks after its own log */
        worker.care_due = false;
    }
    watchdog_rest();
}

/* Stops accepting: whoever shares the socket takes what comes. Kept connections are served until nginx closes them; a
 * connection closed from this side could lose a request that is already on its way. */
static void start_draining(void)
{
    conns_stop_listening();
    worker.drain_until_us = time_monotonic_us() + DRAIN_US;
}

/* Nobody takes over: who waits for an answer gets it, and no more. */
static void start_stopping(int64_t now)
{
    if (!worker.drain_until_us) {
        conns_stop_listening();
    }
    worker.stopping = true;
    worker.drain_until_us = now + STOP_US;
    worker.last_event_us = now;
}

static bool goes_on(int64_t now)
{
    if (!worker.drain_until_us) {
        return true;
    }
    bool served = worker.parked_count == 0 && turns_waiting() == 0;
    bool quiet = worker.stopping && served && now - worker.last_event_us >= QUIET_US;
    return conns_count() > 0 && now < worker.drain_until_us && !quiet;
}

static void follow_signals(int64_t now)
{
    if (watchdog_stop_asked() && !worker.stopping) {
        start_stopping(now);
    } else if (watchdog_drain_asked() && !worker.drain_until_us) {
        start_draining();
    }
}

static void loop(void)
{
    int64_t now = time_monotonic_us();
    while (goes_on(now)) {
        gather(turns_waiting() > 0 ? 0 : wait_ms(now));
        serve_waiting();
        now = time_monotonic_us();
        housekeeping(now);
        follow_signals(now);
    }
}

static void prepare(int listen_fd, enum role role)
{
    worker.heavy = role != ROLE_API;
    worker.supervised = listen_fd != STDIN_FILENO;
    worker.recycle_in = worker.supervised ? config_int("recycle_requests") : 0;
    receive_start();
    watchdog_start(worker.supervised, worker.heavy ? STUCK_HEAVY_US : STUCK_API_US, &worker.wait_mask);
    watchdog_busy(time_monotonic_us()); /* the registry may be slow, but not for ever */
}

/* Alone it serves the routes of all pools. */
static enum sandbox sandbox_of(enum role role)
{
    return role == ROLE_SLOW || !worker.supervised ? SANDBOX_SLOW : role == ROLE_HEAVY ? SANDBOX_HEAVY : SANDBOX_API;
}

int worker_run(int listen_fd, enum role role)
{
    prepare(listen_fd, role);
    if (service_open(&worker.service, worker.heavy) != RC_OK) {
        log_line(LOG_LEVEL_ERROR, "worker cannot open the registry");
        return WORKER_EXIT_UNOPENED;
    }
    worker.service.grouping = !worker.heavy;
    if (worker.heavy && setpriority(PRIO_PROCESS, 0, HEAVY_NICE) != 0) {
        log_line(LOG_LEVEL_WARNING, "setpriority: %s", strerror(errno));
    }
    conns_start(listen_fd);
    sandbox_enter(sandbox_of(role));
    watchdog_rest();
    tell_supervisor(WORKER_SIGNAL_READY);
    loop();
    watchdog_busy(time_monotonic_us());
    service_close(&worker.service);
    if (conns_count() > 0 && !worker.stopping) {
        log_line(LOG_LEVEL_WARNING, "stopped with %zu connections open", conns_count());
    }
    log_flush();
    return 0;
}
