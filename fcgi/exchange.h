/* SPDX-License-Identifier: MIT
 *
 * The seam between the process machinery (worker.c: connections, parking, sending) and the product (dispatch.c). */
#ifndef FCGI_EXCHANGE_H
#define FCGI_EXCHANGE_H

#include "fcgi/http.h"
#include "store/pool.h"

struct route;

/* Everything of one request in flight. worker.c owns it, fills request, and resets arena and struct afterwards. */
struct exchange {
    struct arena *arena;
    struct cx cx;
    struct request request;
    struct response response;
    const struct route *route; /* NULL until matched */
    int64_t started_us;        /* monotonic */
    int64_t first_parked_us;   /* 0: never parked */
    bool extend_session;       /* the cookie session is due to be extended after the answer */
};

enum step { STEP_ANSWERED, STEP_PARKED };

/* What one worker process has: made after fork. */
struct service {
    struct db *registry;
    struct pool *tenants;
    bool heavy; /* this process belongs to the heavy pool */
};

/* Opens the registry (creating it) and the pool. RC_UNAVAILABLE: the worker logs and exits; the supervisor backs off. */
enum rc service_open(struct service *service, bool heavy);
void service_close(struct service *service);
void service_idle(struct service *service); /* nothing to do for a while: checkpoints */

/* Serves one request as far as it can. STEP_PARKED: the tenant's write lock is held elsewhere; call again later with the
 * same exchange (worker.c: every 2 ms). dispatch itself answers 503 once the exchange was parked longer than 5 s.
 * STEP_ANSWERED: response is complete, transaction committed or rolled back, the log line written. */
enum step dispatch(struct service *service, struct exchange *exchange);

/* Ends a parked exchange without an answer (its connection died). */
void dispatch_abandon(struct service *service, struct exchange *exchange);

#endif
