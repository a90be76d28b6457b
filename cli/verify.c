/* SPDX-License-Identifier: MIT
 *
 * visioncrm verify: is the file whole, and does the ledger fit the rows? For a backup the same on a copy of it, which may
 * be brought up to date, after its hashes. */
#include <stdio.h>

#include "base/config.h"
#include "base/uuid.h"
#include "cli/cli.h"
#include "tenant/backup.h"
#include "tenant/folder.h"
#include "tenant/sums.h"
#include "workshop/event.h"
#include "workshop/ledger_verify.h"

struct job {
    bool as_json; /* otherwise lines are printed */
    struct buf out;
    struct json json; /* into out */
    int64_t broken;
};

static void report(struct job *job, const char *name, const struct ledger_report *found)
{
    job->broken += found->problem != NULL;
    if (!job->as_json && found->problem && found->broken_seq) {
        cli_error("%s: ledger entry %lld: %s", name, (long long)found->broken_seq, found->problem);
    } else if (!job->as_json && found->problem) {
        cli_error("%s: %s", name, found->problem);
    } else if (!job->as_json) {
        cli_say("%s is whole: %lld ledger entries\n", name, (long long)found->entries);
    } else {
        json_object(&job->json);
        json_kv_text(&job->json, "tenant", name);
        json_kv_bool(&job->json, "ok", !found->problem);
        json_kv_int(&job->json, "entries", found->entries);
        json_kv_int(&job->json, "broken_entry", found->broken_seq ? found->broken_seq : INT_NULL);
        json_kv_text(&job->json, "problem", found->problem);
        json_object_end(&job->json);
    }
}

/* cx->db at one moment, and the documents beside it. What is broken is a finding, not a failure. */
static enum rc verify_file(struct cx *cx, const char *folder_id, struct ledger_report *found)
{
    *found = (struct ledger_report){0};
    if (db_verify(cx, cx->db) != RC_OK) {
        found->problem = cli_fault_text(cx, RC_INTERNAL);
        return RC_OK;
    }
    TRY(db_begin(cx, cx->db, TX_READ));
    TRY(ledger_verify(cx, found));
    TRY(db_commit(cx, cx->db));
    if (!found->problem) {
        found->problem = sums_problem(cx, folder_id);
    }
    return RC_OK;
}

/* In the technical log, once; a file that takes no writes has said enough. */
static enum rc note(struct cx *cx, const char *problem)
{
    enum rc rc = db_begin(cx, cx->db, TX_WRITE);
    rc = rc == RC_OK ? db_end(cx, cx->db, event_add_once(cx, EVENT_VERIFY_FAILED, problem)) : rc;
    if (rc != RC_OK) {
        db_rollback(cx->db);
        fault_clear(cx);
    }
    return RC_OK;
}

static enum rc verify_tenant(struct cx *cx, const struct tenant *tenant, void *data)
{
    struct ledger_report found;
    TRY(verify_file(cx, tenant->id, &found));
    report(data, tenant->subdomain, &found);
    return found.problem ? note(cx, found.problem) : RC_OK;
}

static enum rc verify_tenants(struct cx *cx, const char *subdomain, struct job *job)
{
    struct cli_walk walk = {.subdomain = subdomain, .label = "verifying tenant", .each = verify_tenant, .data = job};
    enum rc rc = cli_walk(cx, &walk);
    job->broken += walk.failed;
    return rc;
}

/* ---- backups ---- */

static enum rc verify_unpacked(struct cx *cx, const char *name, struct ledger_report *found)
{
    struct db_options options = {.migrate = true};
    TRY(db_open(cx, DB_TENANT, tenant_db_path(cx, name), &options, &cx->db));
    enum rc rc = verify_file(cx, name, found);
    db_close(cx->db);
    cx->db = NULL;
    return rc;
}

static enum rc verify_backup(struct cx *cx, const char *folder, struct job *job)
{
    struct manifest manifest;
    struct ledger_report found = {0};
    const char *name = arena_printf(cx->arena, ".new-%s", uuid_new(cx->arena));
    TRY(backup_unpack(cx, folder, name, &manifest));
    enum rc rc = verify_unpacked(cx, name, &found);
    TRY(folder_remove(cx, arena_printf(cx->arena, "%s/tenants", config_get("data")), name));
    TRY(rc);
    report(job, folder, &found);
    return RC_OK;
}

/* A damaged backup is a finding as well. */
static enum rc verify_folder(struct cx *cx, const char *folder, struct job *job)
{
    enum rc rc = verify_backup(cx, folder, job);
    if (rc == RC_INTERNAL && cx->fault.message) {
        report(job, folder, &(struct ledger_report){.problem = cx->fault.message});
        fault_clear(cx);
        return RC_OK;
    }
    return rc;
}

/* ---- both ---- */

struct wish {
    const char *subdomain; /* NULL: all */
    const char *backup;    /* NULL: tenants */
};

static enum rc verify(struct cx *cx, const struct wish *wish, struct job *job)
{
    buf_init(&job->out, cx->arena, 0);
    json_init(&job->json, &job->out, TIME_MILLISECONDS);
    json_array(&job->json);
    TRY(wish->backup ? verify_folder(cx, wish->backup, job) : verify_tenants(cx, wish->subdomain, job));
    json_array_end(&job->json);
    if (job->as_json && !cli_print(&job->out)) {
        return fault_set(cx, RC_INTERNAL, NULL, "the result could not be printed");
    }
    return RC_OK;
}

int cmd_verify(int argc, char **argv)
{
    struct wish wish = {.backup = NULL};
    struct job job = {.broken = 0};
    bool all = false;
    const struct cli_option options[] = {
        {"all", NULL, &all},
        {"backup", &wish.backup, NULL},
        {"json", NULL, &job.as_json},
        {NULL, NULL, NULL},
    };
    int at = cli_options(argc, argv, options, 0, 1);
    if (!at) {
        return EXIT_USAGE;
    }
    wish.subdomain = at < argc ? argv[at] : NULL;
    if ((wish.subdomain != NULL) + all + (wish.backup != NULL) > 1) {
        cli_error("verify: give a tenant, or --all, or --backup BACKUP");
        return EXIT_USAGE;
    }
    int state = wish.backup ? EXIT_OK : cli_registry_state();
    if (state != EXIT_OK) {
        return state;
    }
    struct cli cli;
    enum rc rc = cli_open(&cli, wish.backup != NULL);
    if (rc == RC_OK) {
        rc = verify(&cli.cx, &wish, &job);
    }
    int code = cli_close(&cli, rc);
    return code == EXIT_OK && job.broken ? EXIT_FAILED : code;
}
