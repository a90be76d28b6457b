/* SPDX-License-Identifier: MIT
 *
 * visioncrm restore: lib/tenant/restore.c from the command line. */
#include <stdio.h>

#include "cli/cli.h"
#include "tenant/backup.h"

static enum rc restore(struct cx *cx, const struct restore *wish, bool as_json)
{
    struct tenant tenant;
    TRY(backup_restore(cx, wish, &tenant));
    if (!as_json) {
        printf("restored %s (%s)\n", tenant.subdomain, tenant.id);
        return RC_OK;
    }
    struct buf out;
    struct json json;
    buf_init(&out, cx->arena, 0);
    json_init(&json, &out, TIME_MILLISECONDS);
    json_record(&json, &tenant_record, &tenant, true);
    return cli_print(&out) ? RC_OK : fault_set(cx, RC_INTERNAL, NULL, "the result could not be printed");
}

int cmd_restore(int argc, char **argv)
{
    struct restore wish = {.as = NULL};
    bool as_json = false;
    const struct cli_option options[] = {
        {"as", &wish.as, NULL},
        {"replace", NULL, &wish.replace},
        {"json", NULL, &as_json},
        {NULL, NULL, NULL},
    };
    int at = cli_options(argc, argv, options, 1, 1);
    if (!at) {
        return EXIT_USAGE;
    }
    wish.folder = argv[at];
    struct cli cli;
    enum rc rc = cli_open(&cli, true);
    if (rc == RC_OK) {
        rc = restore(&cli.cx, &wish, as_json);
    }
    return cli_close(&cli, rc);
}
