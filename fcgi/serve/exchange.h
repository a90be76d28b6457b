/* SPDX-License-Identifier: MIT
 *
 * The seam between the process machinery (worker.c: connections, parking, sending) and the product (dispatch.c). */
#ifndef SERVE_EXCHANGE_H
#define SERVE_EXCHANGE_H

#include "fcgi/serve/http.h"
#include "store/pool.h"

struct route;
struct tenant_cache;

enum step { STEP_ANSWERED, STEP_PARKED, STEP_HELD };

/* Everything of one request in flight. worker.c owns it, fills request, owner and
 * done, and resets arena and struct afterwards. */
struct exchange {
    struct arena *arena;
    struct cx cx;
    struct request request;
    struct response response;
    const struct route *route; /* NULL until matched */
    int64_t started_us;        /* monotonic */
    int64_t first_parked_us;   /* 0: never parked */
    int64_t changes_before;    /* db_changes() when its handler began; -1: it did not begin */
    bool counted;              /* against its rate limit */
    bool extend_session;       /* the cookie session is due to be extended */
    enum step step;            /* where it is */
    void *owner;               /* whose it is */
    /* Called each time that step becomes STEP_ANSWERED or STEP_PARKED; nothing in fcgi/serve touches the exchange after it. */
    void (*done)(struct exchange *exchange);
};

#define GROUP_MAX 32

/* Writes of one tenant that share one transaction and its one COMMIT; none of them is answered before it. */
struct group {
    struct exchange *members[GROUP_MAX]; /* in the order in which they wrote */
    size_t count;                        /* 0: no transaction is open */
    int64_t began_us;
};

/* What one worker process has: made after fork. */
struct service {
    struct db *registry;
    struct tenant_cache *names; /* what it knows of the registry */
    struct pool *tenants;
    int64_t query_budget_us; /* of CPU, for the reads of a request; 0: without end */
    int64_t request_time_us; /* for a request; 0: without end */
    bool grouping;           /* successful writes are held until dispatch_settle(). Off after service_open() */
    struct group group;
};

/* Opens the registry (creating it) and the pool. `heavy`: the process may take its time. RC_UNAVAILABLE: the worker logs and exits; the supervisor backs off. */
enum rc service_open(struct service *service, bool heavy);
void service_close(struct service *service);
void service_idle(struct service *service); /* nothing to do for a while: checkpoints */

/* Serves one request as far as it can, and says by done() what came of it, at once or later:
 * STEP_PARKED: the tenant's write lock is held elsewhere; call again later with the same exchange (worker.c: every 2 ms).
 * dispatch itself answers 503 once the exchange was parked longer than `write_wait_ms`.
 * STEP_ANSWERED: response is complete, transaction committed or rolled back, the log line written.
 * Until then STEP_HELD: it wrote and is a member of the open group, which ends with dispatch_settle() or in a later dispatch()
 * that is neither a further write of its tenant nor a read of another; when the group's transaction failed, each member was served
 * again by itself. */
void dispatch(struct service *service, struct exchange *exchange);

/* The tenant whose group is open, as requests name it; NULL: none is. */
const char *dispatch_writer(const struct service *service);

/* Commits the open group, if there is one: nobody more is there to join it. */
void dispatch_settle(struct service *service);

/* Answers a parked exchange that finds no room to wait: RC_UNAVAILABLE (503), or RC_RATE_LIMITED (429) where it is its own
 * tenant that has taken all the room it may. */
void dispatch_refuse(struct service *service, struct exchange *exchange, enum rc rc);

/* Answers a fresh exchange with 503 without serving it: whoever served it before did not live to answer. */
void dispatch_repeated(struct service *service, struct exchange *exchange);

/* Ends a parked exchange without an answer (its connection died). */
void dispatch_abandon(struct service *service, struct exchange *exchange);

#endif
