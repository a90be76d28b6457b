/* SPDX-License-Identifier: MIT
 *
 * The floor of a benchmark: the product's own supervisor, event loop, request parsing and sending, with a handler that
 * answers {"hello":"world"}. Linked from fcgi/process, lib/base and lib/auth/rate.c; configured by the same VISIONCRM_…
 * variables, so that it stands behind the same nginx. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/config.h"
#include "fcgi/kinds.h"
#include "fcgi/process/server.h"
#include "fcgi/serve/exchange.h"
#include "jobs/courier.h"
#include "tenant/backup.h"
#include "tenant/copier.h"

enum rc service_open(struct service *service, bool heavy)
{
    (void)heavy;
    *service = (struct service){.grouping = false};
    return RC_OK;
}

/* No tenants, no registry. */
enum rc registry_check(struct cx *cx)
{
    (void)cx;
    return RC_OK;
}

enum rc backup_recover(struct cx *cx)
{
    (void)cx;
    return RC_OK;
}

size_t request_max_body(const char *path)
{
    (void)path;
    return 65536;
}

void service_close(struct service *service)
{
    (void)service;
}

void service_idle(struct service *service)
{
    (void)service;
}

void dispatch(struct service *service, struct exchange *exchange)
{
    struct response *response = &exchange->response;
    (void)service;
    response->status = 200;
    response->content_type = "application/json";
    buf_init(&response->body, exchange->arena, 32);
    buf_str(&response->body, "{\"hello\":\"world\"}");
    response_header(response, "X-Request-Id", exchange->request.request_id);
    exchange->step = STEP_ANSWERED;
    exchange->done(exchange);
}

const char *dispatch_writer(const struct service *service)
{
    (void)service;
    return NULL;
}

void dispatch_settle(struct service *service)
{
    (void)service;
}

void dispatch_refuse(struct service *service, struct exchange *exchange, enum rc rc)
{
    (void)service;
    (void)exchange;
    (void)rc;
}

void dispatch_repeated(struct service *service, struct exchange *exchange)
{
    (void)service;
    (void)exchange;
}

void dispatch_abandon(struct service *service, struct exchange *exchange)
{
    (void)service;
    (void)exchange;
}

void courier_excuse(struct arena *arena)
{
    (void)arena;
}

/* The courier has nothing to do here: it waits until the supervisor ends it. */
int courier_run(const struct job_kind *kinds, courier_pulse *pulse)
{
    sigset_t end;
    int number;
    (void)kinds;
    (void)pulse;
    sigemptyset(&end);
    sigaddset(&end, SIGTERM);
    sigaddset(&end, SIGQUIT);
    while (sigwait(&end, &number) != 0) {
    }
    _exit(EXIT_SUCCESS);
}

/* Nor has the copier. */
bool copier_open(void)
{
    return true;
}

void copier_join(bool copies)
{
    (void)copies;
}

int copier_run(const struct copier_watch *watch)
{
    (void)watch;
    return courier_run(job_kinds, NULL);
}

const struct job_kind job_kinds[] = {{.name = NULL}};

int main(void)
{
    const char *error = NULL;
    if (!config_load(&error)) {
        fprintf(stderr, "%s\n", error);
        return EXIT_FAILURE;
    }
    return supervisor_run();
}
