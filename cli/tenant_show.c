/* SPDX-License-Identifier: MIT
 *
 * visioncrm tenant show, plan. */
#include <stdio.h>

#include "auth/user.h"
#include "base/str.h"
#include "base/time.h"
#include "cli/cli.h"
#include "tenant/folder.h"
#include "tenant/registry.h"
#include "tenant/settings.h"
#include "tenant/storage.h"

/* What there is to say about a tenant beside its row of the registry. */
struct portrait {
    struct settings settings;
    struct user owner;
    int64_t bytes; /* of its folder: database, log, files */
    struct storage storage;
    int64_t backup_at_ms; /* INT_NULL: never by this installation */
};

static enum rc look(struct cli *cli, const char *subdomain, struct portrait *portrait)
{
    struct cx *cx = &cli->cx;
    TRY(cli_tenant(cli, subdomain));
    TRY(settings_get(cx, &portrait->settings));
    TRY(db_get(cx, SQL_USER_OWNER, NO_ARGS, &user_record, &portrait->owner));
    TRY(storage_measure(cx, &cli->tenant, &portrait->storage));
    TRY(folder_bytes(cx, tenant_folder(cx, cli->tenant.id), &portrait->bytes));
    return tenant_backed_up_at(cx, cli->tenant.id, &portrait->backup_at_ms);
}

static const char *instant(struct cx *cx, int64_t at_ms)
{
    char text[25];
    if (at_ms == INT_NULL) {
        return "never";
    }
    time_format_s(at_ms, text);
    return arena_strdup(cx->arena, text);
}

/* As the plans count them. */
static double megabytes(int64_t bytes)
{
    return (double)bytes / (1 << 20);
}

static void print_text(struct cx *cx, const struct tenant *tenant, const struct portrait *portrait)
{
    const struct storage *storage = &portrait->storage;
    cli_say("%s\n", tenant->subdomain);
    cli_say("  name         %s%s\n", tenant->name, portrait->settings.demo ? " (a demonstration)" : "");
    cli_say("  id           %s\n", tenant->id);
    cli_say("  status       %s\n", tenant->status);
    cli_say("  plan         %s\n", tenant->plan);
    cli_say("  owner        %s <%s>\n", user_name(cx, &portrait->owner), portrait->owner.email);
    cli_say("  size         %.1f MB\n", (double)portrait->bytes / 1e6);
    cli_say("  storage      %.1f of %.0f MB (database %.1f, documents %.1f)\n", megabytes(storage->database + storage->files),
            megabytes(storage->limit), megabytes(storage->database), megabytes(storage->files));
    cli_say("  created      %s\n", instant(cx, tenant->created_at));
    cli_say("  last backup  %s\n", instant(cx, portrait->backup_at_ms));
}

static bool print_json(struct cx *cx, const struct tenant *tenant, const struct portrait *portrait)
{
    struct buf out;
    struct json json;
    buf_init(&out, cx->arena, 0);
    json_init(&json, &out, TIME_MILLISECONDS);
    json_object(&json);
    json_record_members(&json, &tenant_record, tenant, true);
    json_kv_bool(&json, "demo", portrait->settings.demo != 0);
    json_key(&json, "owner");
    json_object(&json);
    json_kv_text(&json, "id", portrait->owner.id);
    json_kv_text(&json, "name", user_name(cx, &portrait->owner));
    json_kv_text(&json, "email", portrait->owner.email);
    json_object_end(&json);
    json_kv_int(&json, "bytes", portrait->bytes);
    json_kv_int(&json, "storage_used", portrait->storage.database + portrait->storage.files);
    json_kv_int(&json, "storage_limit", portrait->storage.limit);
    json_kv_text(&json, "last_backup", portrait->backup_at_ms == INT_NULL ? NULL : instant(cx, portrait->backup_at_ms));
    json_object_end(&json);
    return cli_print(&out);
}

static enum rc show(struct cli *cli, const char *subdomain, bool as_json)
{
    struct portrait portrait;
    TRY(look(cli, subdomain, &portrait));
    if (!as_json) {
        print_text(&cli->cx, &cli->tenant, &portrait);
        return RC_OK;
    }
    bool printed = print_json(&cli->cx, &cli->tenant, &portrait);
    return printed ? RC_OK : fault_set(&cli->cx, RC_INTERNAL, NULL, "the result could not be printed");
}

int cmd_tenant_show(int argc, char **argv)
{
    bool as_json = false;
    const struct cli_option options[] = {{"json", NULL, &as_json}, {NULL, NULL, NULL}};
    int at = cli_options(argc, argv, options, 1, 1);
    if (!at) {
        return EXIT_USAGE;
    }
    struct cli cli;
    enum rc rc = cli_open(&cli, false);
    if (rc == RC_OK) {
        rc = show(&cli, argv[at], as_json);
    }
    return cli_close(&cli, rc);
}

/* ---- plan ---- */

static enum rc change_plan(struct cx *cx, const char *subdomain, const char *plan)
{
    static const struct field field = {.name = "PLAN", .type = FT_ENUM, .flags = F_REQUIRED, .values = tenant_plans};
    struct tenant tenant;
    cli_check(cx, &field, &plan);
    TRY(fault_check(cx));
    TRY(cli_find(cx, subdomain, &tenant));
    TRY(tenant_set_plan(cx, tenant.id, plan));
    cli_say("%s has the plan %s\n", tenant.subdomain, plan);
    return RC_OK;
}

int cmd_tenant_plan(int argc, char **argv)
{
    static const struct cli_option options[] = {{NULL, NULL, NULL}};
    int at = cli_options(argc, argv, options, 2, 2);
    if (!at) {
        return EXIT_USAGE;
    }
    struct cli cli;
    enum rc rc = cli_open(&cli, false);
    if (rc == RC_OK) {
        rc = change_plan(&cli.cx, argv[at], argv[at + 1]);
    }
    return cli_close(&cli, rc);
}
