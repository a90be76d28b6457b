/* SPDX-License-Identifier: MIT
 *
 * visioncrm deliver: lib/messaging/outbox.c over all tenants, for installations without a supervisor and its courier. */
#include <stdio.h>

#include "base/str.h"
#include "cli/cli.h"
#include "messaging/outbox.h"
#include "tenant/download.h"

static enum rc deliver_one(struct cx *cx, const struct tenant *tenant, void *data)
{
    TRY(download_sweep(cx, tenant->id));
    return str_eq(tenant->status, "suspended") ? RC_OK : outbox_deliver(cx, data);
}

static enum rc deliver_all(struct cx *cx, bool as_json, int64_t *failed)
{
    struct delivery_report report = {0};
    struct cli_walk walk = {.label = "delivering for tenant", .each = deliver_one, .data = &report};
    TRY(cli_walk(cx, &walk));
    printf(as_json ? "{\"tenants\":%lld,\"sent\":%lld,\"retried\":%lld,\"given_up\":%lld,\"failed\":%lld}\n"
                   : "%lld tenants: %lld messages sent, %lld to be tried again, %lld given up; %lld tenants failed\n",
           (long long)walk.done, (long long)report.sent, (long long)report.retried, (long long)report.failed,
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
