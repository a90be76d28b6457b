/* SPDX-License-Identifier: MIT
 *
 * visioncrm backup: lib/tenant/backup.c for one tenant or all. */
#include "tenant/backup.h"

#include <stdio.h>

#include "cli/cli.h"
#include "tenant/folder.h"
#include "tenant/registry.h"

struct job {
    const char *parent;
    bool as_json; /* otherwise lines are printed */
    struct buf out;
    struct json json; /* into out */
};

static enum rc backup_one(struct cx *cx, const struct tenant *tenant, void *data)
{
    struct job *job = data;
    struct backup backup;
    TRY(backup_make(cx, tenant, job->parent, &backup));
    TRY(tenant_note_backup(cx, tenant->id));
    if (!job->as_json) {
        cli_say("%s\n", backup.folder);
        return RC_OK;
    }
    json_object(&job->json);
    json_kv_text(&job->json, "tenant", tenant->subdomain);
    json_kv_text(&job->json, "backup", backup.folder);
    json_kv_int(&job->json, "files", backup.files);
    json_kv_int(&job->json, "bytes", backup.bytes);
    json_object_end(&job->json);
    return RC_OK;
}

static enum rc backup_all(struct cx *cx, const char *subdomain, struct job *job, int64_t *failed)
{
    struct cli_walk walk = {.subdomain = subdomain, .label = "backing up tenant", .each = backup_one, .data = job};
    buf_init(&job->out, cx->arena, 0);
    json_init(&job->json, &job->out, TIME_MILLISECONDS);
    json_array(&job->json);
    TRY(folder_make(cx, job->parent));
    TRY(cli_walk(cx, &walk));
    *failed = walk.failed;
    json_array_end(&job->json);
    if (job->as_json && !cli_print(&job->out)) {
        return fault_set(cx, RC_INTERNAL, NULL, "the result could not be printed");
    }
    return RC_OK;
}

int cmd_backup(int argc, char **argv)
{
    bool all = false;
    int64_t failed = 0;
    struct job job = {.parent = NULL};
    const struct cli_option options[] = {{"all", NULL, &all}, {"json", NULL, &job.as_json}, {NULL, NULL, NULL}};
    int at = cli_options(argc, argv, options, 1, 2);
    if (!at) {
        return EXIT_USAGE;
    }
    if (argc - at != (all ? 1 : 2)) {
        cli_error("backup: %sgive a tenant and a folder, or --all and a folder", all ? "" : "DIR is missing: ");
        return EXIT_USAGE;
    }
    job.parent = argv[argc - 1];
    struct cli cli;
    enum rc rc = cli_open(&cli, false);
    if (rc == RC_OK) {
        rc = backup_all(&cli.cx, all ? NULL : argv[at], &job, &failed);
    }
    int code = cli_close(&cli, rc);
    return code == EXIT_OK && failed ? EXIT_FAILED : code;
}
