/* SPDX-License-Identifier: MIT
 *
 * From an unpacked backup to a tenant. Workers notice that the file has another inode; nothing is restarted. */
#include "tenant/restore.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "base/config.h"
#include "base/log.h"
#include "base/str.h"
#include "base/uuid.h"
#include "tenant/backup.h"
#include "tenant/folder.h"
#include "tenant/registry.h"

static const char *tenants_folder(struct cx *cx)
{
    return arena_printf(cx->arena, "%s/tenants", config_get("data"));
}

static bool folder_exists(struct cx *cx, const char *id)
{
    struct stat status;
    return lstat(tenant_folder(cx, id), &status) == 0;
}

/* ---- a tenant that is not there ---- */

/* The backup's own id, unless a tenant has it. A folder without a tenant is left alone. */
static enum rc choose_id(struct cx *cx, struct tenant *tenant, const struct manifest *manifest)
{
    struct tenant other;
    enum rc rc = tenant_by_id(cx, manifest->tenant_id, &other);
    tenant->id = manifest->tenant_id;
    if (rc == RC_NOT_FOUND && !folder_exists(cx, tenant->id)) {
        fault_clear(cx);
        tenant->stripe_customer_id = manifest->tenant_stripe_customer_id;
        tenant->stripe_subscription_id = manifest->tenant_stripe_subscription_id;
        return RC_OK;
    }
    if (rc != RC_OK && rc != RC_NOT_FOUND) {
        return rc;
    }
    fault_clear(cx);
    tenant->id = uuid_new(cx->arena);
    return RC_OK;
}

static enum rc add_row(struct cx *cx, const struct tenant *tenant)
{
    int64_t changed = 0;
    TRY(db_begin(cx, cx->registry, TX_WRITE));
    enum rc rc = db_run_count(cx, SQL_REG_TENANT_INSERT, ARGS(ARG_R(&tenant_record, tenant)), &changed);
    if (rc == RC_OK && !changed) {
        rc = fault_printf(cx, RC_CONFLICT, NULL, "the name %s was taken meanwhile", tenant->subdomain);
    }
    return db_end(cx, cx->registry, rc);
}

static enum rc place_new(struct cx *cx, const char *unpacked, const struct manifest *manifest, struct tenant *tenant)
{
    tenant->name = manifest->tenant_name;
    tenant->status = str_eq(manifest->tenant_status, "past_due") ? "past_due" : "active";
    tenant->plan = manifest->tenant_plan;
    tenant->created_at = manifest->tenant_created_at;
    tenant->updated_at = cx->now_ms;
    TRY(choose_id(cx, tenant, manifest));
    TRY(folder_move(cx, tenants_folder(cx), unpacked, tenant->id));
    enum rc rc = add_row(cx, tenant);
    if (rc != RC_OK) {
        struct fault first = cx->fault;
        if (folder_move(cx, tenants_folder(cx), tenant->id, unpacked) != RC_OK) {
            cx->fault = first;
        }
    }
    return rc;
}

/* ---- in the place of another ---- */

static const char *replaced_folder(struct cx *cx)
{
    return arena_printf(cx->arena, "%s/replaced", config_get("data"));
}

/* Quotes, invoices and credit notes since the backup was made. What cannot be read cannot be counted. */
static int64_t count_newer(struct cx *cx, const struct tenant *tenant, const struct manifest *manifest)
{
    int64_t count = INT_NULL;
    struct db_options options = {.migrate = true};
    struct db *before = cx->db;
    if (db_open(cx, DB_TENANT, tenant_db_path(cx, tenant->id), &options, &cx->db) == RC_OK) {
        if (db_int(cx, SQL_DOCUMENTS_SINCE, ARGS(ARG_I("since", manifest->created_at)), &count) != RC_OK) {
            count = INT_NULL;
        }
        db_close(cx->db);
    }
    cx->db = before;
    fault_clear(cx);
    return count;
}

#define SWAP ".swap-"

/* Three renames; backup_recover() undoes the first if the second does not follow. */
static enum rc exchange_slowly(struct cx *cx, const char *id, const char *kept)
{
    const char *place = tenant_folder(cx, id);
    const char *swap = arena_printf(cx->arena, "%s/" SWAP "%s", replaced_folder(cx), id);
    TRY(folder_rename(cx, place, swap));
    enum rc rc = folder_rename(cx, kept, place);
    return folder_rename(cx, swap, rc == RC_OK ? kept : place) == RC_OK ? rc : RC_INTERNAL;
}

/* Afterwards the new folder stands in the tenant's place, and the old one at `kept`. */
static enum rc exchange(struct cx *cx, const char *id, const char *kept)
{
    bool done = false;
    TRY(folder_exchange(cx, kept, tenant_folder(cx, id), &done));
    return done ? RC_OK : exchange_slowly(cx, id, kept);
}

/* What is kept is of use without a manifest, too; why it has none is in the log. */
static bool seal(struct cx *cx, const struct tenant *tenant, const char *folder)
{
    bool sealed = backup_seal(cx, tenant, folder) == RC_OK;
    if (!sealed) {
        log_line(LOG_LEVEL_WARNING, "%s is kept as it is: %s", folder, cx->fault.message ? cx->fault.message : "unreadable");
        fault_clear(cx);
    }
    return sealed;
}

static enum rc place_over(struct cx *cx, const char *unpacked, const struct manifest *manifest, struct restore *restore,
                          struct tenant *tenant)
{
    const char *from = arena_printf(cx->arena, "%s/%s", tenants_folder(cx), unpacked);
    const char *kept = arena_printf(cx->arena, "%s/%s", replaced_folder(cx), backup_name(cx, tenant));
    if (folder_exists(cx, tenant->id)) {
        restore->newer = count_newer(cx, tenant, manifest);
        TRY(folder_make(cx, replaced_folder(cx)));
        TRY(folder_rename(cx, from, kept));
        TRY(exchange(cx, tenant->id, kept));
        restore->kept = kept;
        restore->sealed = seal(cx, tenant, kept);
    } else {
        TRY(folder_rename(cx, from, tenant_folder(cx, tenant->id)));
    }
    TRY(tenant_set_status(cx, tenant->id, "active"));
    tenant->status = "active";
    return RC_OK;
}

static enum rc recover_one(struct cx *cx, const char *name)
{
    const char *id = name + strlen(SWAP);
    const char *from = arena_printf(cx->arena, "%s/%s", replaced_folder(cx), name);
    if (!uuid_valid(id)) {
        return RC_OK;
    }
    log_line(LOG_LEVEL_WARNING, "a restoration of tenant %s was interrupted", id);
    bool undo = !folder_exists(cx, id);
    return folder_rename(cx, from, undo ? tenant_folder(cx, id) : arena_printf(cx->arena, "%s/%s", replaced_folder(cx), id));
}

enum rc backup_recover(struct cx *cx)
{
    DIR *dir = opendir(replaced_folder(cx));
    enum rc rc = RC_OK;
    if (!dir) {
        return RC_OK; /* nothing was ever replaced */
    }
    for (struct dirent *entry = readdir(dir); entry && rc == RC_OK; entry = readdir(dir)) {
        rc = str_starts(entry->d_name, SWAP) ? recover_one(cx, entry->d_name) : RC_OK;
    }
    closedir(dir);
    return rc;
}

/* ---- both ---- */

/* *over says whether the name belongs to a tenant that is to be replaced. */
static enum rc check_name(struct cx *cx, const struct restore *restore, const char *name, struct tenant *tenant, bool *over)
{
    if (!subdomain_valid(name)) {
        return fault_printf(cx, RC_INVALID, NULL, "%s is no name: 3 to 63 lower-case letters, digits or inner hyphens", name);
    }
    enum rc rc = tenant_by_subdomain(cx, name, true, tenant);
    *over = rc == RC_OK;
    if (rc == RC_NOT_FOUND && restore->replace) {
        return fault_printf(cx, rc, NULL, "there is no tenant %s to replace: leave --replace out", name);
    }
    if (rc == RC_NOT_FOUND) {
        fault_clear(cx);
        *tenant = (struct tenant){.subdomain = name};
        return RC_OK;
    }
    TRY(rc);
    if (!restore->replace) {
        return fault_printf(cx, RC_CONFLICT, NULL, "the name %s is taken: choose another with --as, or add --replace", name);
    }
    if (!tenant_is_suspended(tenant)) {
        return fault_printf(cx, RC_CONFLICT, NULL, "%s is in use: run visioncrm tenant suspend %s first", name, name);
    }
    return RC_OK;
}

enum rc backup_restore(struct cx *cx, struct restore *restore, struct tenant *tenant)
{
    struct manifest manifest;
    restore->newer = INT_NULL;
    TRY(backup_recover(cx));
    bool over = false;
    TRY(manifest_read(cx, restore->folder, &manifest));
    TRY(check_name(cx, restore, restore->as ? restore->as : manifest.tenant_subdomain, tenant, &over));
    const char *unpacked = arena_printf(cx->arena, ".new-%s", uuid_new(cx->arena));
    TRY(backup_unpack(cx, restore->folder, unpacked, &manifest));
    enum rc rc = over ? place_over(cx, unpacked, &manifest, restore, tenant) : place_new(cx, unpacked, &manifest, tenant);
    if (rc != RC_OK) {
        struct fault first = cx->fault;
        if (folder_remove(cx, tenants_folder(cx), unpacked) != RC_OK) {
            cx->fault = first;
        }
    }
    return rc;
}
