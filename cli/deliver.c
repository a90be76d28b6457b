/* SPDX-License-Identifier: MIT
 *
 * visioncrm deliver: lib/jobs/run.c over all tenants, for installations without a supervisor and its couriers. */
#include <stdio.h>

#include "base/str.h"
#include "cli/cli.h"
#include "fcgi/kinds.h"
#include "jobs/run.h"
#include "messaging/outbox.h"
#include "tenant/download.h"

#define VISITS_MAX 600 /* to one tenant: what takes longer goes on the next time */

static enum rc deliver_one(struct cx *cx, const struct tenant *tenant, void *data)
{
    enum rc rc = RC_END;
    TRY(download_sweep(cx, tenant->id));
    for (int visit = 0; rc == RC_END && visit < VISITS_MAX && !tenant_is_suspended(tenant); visit++) {
        rc = jobs_run(cx, job_kinds, data);
    }
    return rc == RC_END ? RC_OK : rc;
}

/* Of messages, or of everything else. */
static struct job_counts sum(const struct job_report *report, bool messages)
{
    struct job_counts sum = {0};
    for (size_t i = 0; job_kinds[i].name; i++) {
        const struct job_counts *kind = &report->kinds[i];
        if ((job_kinds[i].noted == outbox_noted) == messages) {
            sum.done += kind->done;
            sum.retried += kind->retried;
            sum.failed += kind->failed;
        }
    }
    return sum;
}

static enum rc deliver_all(struct cx *cx, bool as_json, int64_t *failed)
{
    struct job_report report = {0};
    struct cli_walk walk = {.label = "delivering for tenant", .each = deliver_one, .data = &report};
    TRY(cli_walk(cx, &walk));
    struct job_counts messages = sum(&report, true);
    struct job_counts others = sum(&report, false);
    int64_t retried = messages.retried + others.retried;
    int64_t given_up = messages.failed + others.failed;
    printf(as_json ? "{\"tenants\":%lld,\"sent\":%lld,\"retried\":%lld,\"given_up\":%lld,\"other_jobs\":%lld,\"failed\":%lld}\n"
                   : "%lld tenants: %lld messages sent, %lld to be tried again, %lld given up; %lld other jobs done; "
                     "%lld tenants failed\n",
           (long long)walk.done, (long long)messages.done, (long long)retried, (long long)given_up, (long long)others.done,
           (long long)walk.failed);
    *failed = walk.failed;
    return RC_OK;
}

int cmd_deliver(int argc, char **argv)
{
    bool as_json = false;
    int64_t failed = 0;
    const struct cli_option options[] = {{"json", NULL, &as_json}, {NULL, NULL, NULL}};
    if (!cli_options(argc, argv, options, 0, 0)) {
        return EXIT_USAGE;
    }
    struct cli cli;
    enum rc rc = cli_open(&cli, false);
    if (rc == RC_OK) {
        rc = deliver_all(&cli.cx, as_json, &failed);
    }
    int code = cli_close(&cli, rc);
    return code == EXIT_OK && failed ? EXIT_FAILED : code;
}
