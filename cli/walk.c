/* SPDX-License-Identifier: MIT
 *
 * One tenant or all of them, one after the other, each in a context that is forgotten afterwards: memory does not grow with
 * their number, and one that fails stops nobody else. */
#include "cli/cli.h"
#include "tenant/registry.h"

struct step {
    struct cli_walk *walk;
    struct arena *arena; /* of the tenant at hand */
    struct progress progress;
};

static enum rc open_and_call(struct cx *cx, const struct tenant *tenant, const struct cli_walk *walk)
{
    struct db_options options = {.migrate = true};
    TRY(db_open(cx, DB_TENANT, tenant_db_path(cx, tenant->id), &options, &cx->db));
    cx->tenant = tenant;
    enum rc rc = walk->each(cx, tenant, walk->data);
    db_close(cx->db);
    return rc;
}

/* True if the tenant was deleted or replaced while its turn came. */
static bool gone(struct cx *cx, const struct tenant *tenant)
{
    struct tenant still;
    bool missing = tenant_by_id(cx, tenant->id, &still) == RC_NOT_FOUND;
    fault_clear(cx);
    return missing;
}

static enum rc visit(struct cx *outer, const struct tenant *tenant, void *data)
{
    struct step *step = data;
    struct cx cx;
    arena_reset(step->arena);
    cx_init(&cx, step->arena);
    cx.registry = outer->registry;
    enum rc rc = open_and_call(&cx, tenant, step->walk);
    step->walk->done++;
    if (rc != RC_OK && !gone(outer, tenant)) {
        progress_end(&step->progress);
        cli_error("%s: %s", tenant->subdomain, cli_fault_text(&cx, rc));
        step->walk->failed++;
    }
    cx_end(&cx);
    if (!step->walk->subdomain) {
        progress_show(&step->progress, step->walk->done, 0);
    }
    return RC_OK;
}

enum rc cli_walk(struct cx *cx, struct cli_walk *walk)
{
    struct step step = {.walk = walk, .arena = arena_new(CLI_ARENA_CAP), .progress = {.label = walk->label}};
    struct tenant tenant;
    enum rc rc;
    if (walk->subdomain) {
        rc = cli_find(cx, walk->subdomain, &tenant);
        rc = rc == RC_OK ? visit(cx, &tenant, &step) : rc;
    } else {
        rc = tenant_each(cx, visit, &step);
    }
    progress_end(&step.progress);
    arena_free(step.arena);
    return rc;
}
