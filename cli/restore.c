/* SPDX-License-Identifier: MIT
 *
 * visioncrm restore: lib/tenant/restore.c from the command line. */
#include <stdio.h>

#include "cli/cli.h"
#include "tenant/backup.h"
#include "tenant/restore.h"
#include "workshop/event.h"

static void say_kept(const struct restore *wish)
{
    if (!wish->kept) {
        return;
    }
    cli_say("what it replaced is kept in %s%s\n", wish->kept,
            wish->sealed ? ": visioncrm restore brings it back, and when all is well remove it" : ", damaged as it is");
    if (wish->newer == INT_NULL) {
        cli_say("how many newer documents are only there cannot be counted\n");
    } else {
        cli_say("%lld newer document%s (quotes, invoices and credit notes since the backup) %s only there\n",
                (long long)wish->newer, wish->newer == 1 ? "" : "s", wish->newer == 1 ? "is" : "are");
    }
}

/* In the technical log of what was restored. */
static enum rc note(struct cx *cx, const struct tenant *tenant)
{
    struct db_options options = {.migrate = true};
    TRY(db_open(cx, DB_TENANT, tenant_db_path(cx, tenant->id), &options, &cx->db));
    enum rc rc = db_begin(cx, cx->db, TX_WRITE);
    rc = rc == RC_OK ? db_end(cx, cx->db, event_add(cx, EVENT_RESTORE, NULL)) : rc;
    db_close(cx->db);
    cx->db = NULL;
    return rc;
}

static enum rc restore(struct cx *cx, struct restore *wish, bool as_json)
{
    struct tenant tenant;
    TRY(backup_restore(cx, wish, &tenant));
    enum rc noted = note(cx, &tenant);
    if (!as_json) {
        cli_say("restored %s (%s)\n", tenant.subdomain, tenant.id);
        say_kept(wish);
        return noted;
    }
    struct buf out;
    struct json json;
    buf_init(&out, cx->arena, 0);
    json_init(&json, &out, TIME_MILLISECONDS);
    json_object(&json);
    json_record_members(&json, &tenant_record, &tenant, true);
    json_kv_text(&json, "replaced", wish->kept);
    json_kv_int(&json, "newer_documents", wish->newer);
    json_object_end(&json);
    return cli_print(&out) ? noted : fault_set(cx, RC_INTERNAL, NULL, "the result could not be printed");
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
