/* SPDX-License-Identifier: MIT
 *
 * visioncrm sweep: lib/workshop/sweep.c over all tenants, reminders where they are wished, and what is left of recalculations. */
#include "workshop/sweep.h"

#include <stdio.h>

#include "base/str.h"
#include "base/time.h"
#include "billing/billing.h"
#include "cli/cli.h"
#include "pipeline/recalculate.h"
#include "tenant/create.h"
#include "tenant/download.h"
#include "workshop/reminder.h"

struct sweep {
    const char *as_of; /* NULL: today in each tenant's zone */
    bool remind;
    struct sweep_counts counts;
    int64_t reminded; /* letters written */
};

static enum rc sweep_one(struct cx *cx, const struct tenant *tenant, void *data)
{
    struct sweep *sweep = data;
    TRY(download_sweep(cx, tenant->id));
    TRY(sweep_tenant(cx, sweep->as_of, &sweep->counts));
    if (sweep->remind && !tenant_is_suspended(tenant)) {
        TRY(reminder_write(cx, sweep->as_of, &sweep->reminded));
    }
    return recalculate_all(cx);
}

static enum rc sweep_all(struct cx *cx, struct sweep *sweep, int64_t *failed)
{
    struct cli_walk walk = {.label = "sweeping tenant", .each = sweep_one, .data = sweep};
    TRY(cli_walk(cx, &walk));
    TRY(tenant_sweep(cx));
    TRY(billing_prune(cx));
    printf("{\"tenants\":%lld,\"marked\":%lld,\"expired_quotes\":%lld,\"closings\":%lld,", (long long)walk.done,
           (long long)sweep->counts.marked, (long long)sweep->counts.expired_quotes, (long long)sweep->counts.closings);
    if (sweep->remind) {
        printf("\"reminded\":%lld,", (long long)sweep->reminded);
    }
    printf("\"failed\":%lld}\n", (long long)walk.failed);
    *failed = walk.failed;
    return RC_OK;
}

int cmd_sweep(int argc, char **argv)
{
    bool as_json = false; /* which it always is */
    struct sweep sweep = {0};
    int64_t days;
    int64_t failed = 0;
    const struct cli_option options[] = {
        {"as-of", &sweep.as_of, NULL}, {"remind", NULL, &sweep.remind}, {"json", NULL, &as_json}, {NULL, NULL, NULL}};
    if (!cli_options(argc, argv, options, 0, 0)) {
        return EXIT_USAGE;
    }
    if (sweep.as_of && !date_parse(sweep.as_of, &days)) {
        cli_error("--as-of: \"%s\" is no day: write YYYY-MM-DD", sweep.as_of);
        return EXIT_USAGE;
    }
    struct cli cli;
    enum rc rc = cli_open(&cli, false);
    if (rc == RC_OK) {
        rc = sweep_all(&cli.cx, &sweep, &failed);
    }
    int code = cli_close(&cli, rc);
    return code == EXIT_OK && failed ? EXIT_FAILED : code;
}
