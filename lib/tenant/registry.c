/* SPDX-License-Identifier: MIT
 *
 * DATA/registry.db: looking tenants up and changing their state. create.c adds and removes them. */
#include "tenant/registry.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

#include "base/config.h"
#include "base/str.h"
#include "base/uuid.h"
#include "tenant/folder.h"
#include "tenant/tenant.h"

/* Whether there is a folder that only a registry's row can have made: then an empty registry is a lost one, and a name that
 * somebody has would be free. */
static enum rc tenants_exist(struct cx *cx, bool *exist)
{
    DIR *dir = opendir(arena_printf(cx->arena, "%s/tenants", config_get("data")));
    *exist = false;
    if (!dir) {
        return errno == ENOENT ? RC_OK : fault_set(cx, RC_UNAVAILABLE, NULL, "the folder of the tenants cannot be read");
    }
    for (struct dirent *entry = readdir(dir); entry && !*exist; entry = readdir(dir)) {
        *exist = uuid_valid(entry->d_name);
    }
    closedir(dir);
    return RC_OK;
}

/* Not even a log that could be read back into it. */
static bool is_empty(struct cx *cx, const char *path)
{
    struct stat file;
    struct stat log;
    bool log_empty = stat(arena_printf(cx->arena, "%s-wal", path), &log) != 0 || log.st_size == 0;
    return stat(path, &file) != 0 ? errno == ENOENT : file.st_size == 0 && log_empty;
}

enum rc registry_check(struct cx *cx)
{
    const char *data = config_get("data");
    const char *path = arena_printf(cx->arena, "%s/registry.db", data);
    bool tenants = false;
    if (!is_empty(cx, path)) {
        return db_check_made(cx, path);
    }
    TRY(tenants_exist(cx, &tenants));
    return tenants ? fault_printf(cx, RC_UNAVAILABLE, NULL,
                                  "%s is missing or empty although %s/tenants holds tenants: put a copy of it back, or move "
                                  "that folder away and restore the tenants from their backups",
                                  path, data)
                   : RC_OK;
}

enum rc registry_open(struct cx *cx, bool create, struct db **registry)
{
    const char *data = config_get("data");
    const char *path = arena_printf(cx->arena, "%s/registry.db", data);
    struct stat status;
    if (create) {
        TRY(folder_make(cx, data));
        TRY(registry_check(cx));
    }
    bool made = create && stat(path, &status) != 0;
    struct db_options options = {.create = create, .migrate = true};
    TRY(db_open(cx, DB_REGISTRY, path, &options, registry));
    return made ? folder_sync(cx, data) : RC_OK;
}

static enum rc not_found(struct cx *cx)
{
    return fault_set(cx, RC_NOT_FOUND, "TENANT_NOT_FOUND", "Tenant not found");
}

enum rc tenant_by_subdomain(struct cx *cx, const char *subdomain, bool even_suspended, struct tenant *tenant)
{
    if (!subdomain_valid(subdomain)) {
        return not_found(cx);
    }
    enum rc rc = db_get(cx, SQL_REG_TENANT_BY_SUBDOMAIN, ARGS(ARG_T("subdomain", subdomain)), &tenant_record, tenant);
    if (rc == RC_NOT_FOUND) {
        return not_found(cx);
    }
    TRY(rc);
    if (!even_suspended && tenant_is_suspended(tenant)) {
        return fault_set(cx, RC_FORBIDDEN, "TENANT_SUSPENDED", "This account is suspended");
    }
    return RC_OK;
}

enum rc tenant_by_id(struct cx *cx, const char *id, struct tenant *tenant)
{
    enum rc rc = db_get(cx, SQL_REG_TENANT_BY_ID, ARGS(ARG_T("id", id)), &tenant_record, tenant);
    return rc == RC_NOT_FOUND ? not_found(cx) : rc;
}

/* One statement that must change a row, in a transaction of its own. */
static enum rc change(struct cx *cx, enum sql_id id, const struct arg *args)
{
    int64_t changed = 0;
    TRY(db_begin(cx, cx->registry, TX_WRITE));
    enum rc rc = db_run_count(cx, id, args, &changed);
    return db_end(cx, cx->registry, rc != RC_OK || changed ? rc : not_found(cx));
}

enum rc tenant_set_status(struct cx *cx, const char *id, const char *status)
{
    const struct field *field = &tenant_record.fields[record_find(&tenant_record, "status")];
    int64_t number;
    if (!field_parse_text(cx, field, status, &number, &status)) {
        return RC_INVALID;
    }
    return change(cx, SQL_REG_TENANT_SET_STATUS, ARGS(ARG_T("id", id), ARG_T("status", status), ARG_I("now", cx->now_ms)));
}

enum rc tenant_set_plan(struct cx *cx, const char *id, const char *plan)
{
    return change(cx, SQL_REG_TENANT_SET_PLAN, ARGS(ARG_T("id", id), ARG_T("plan", plan), ARG_I("now", cx->now_ms)));
}

enum rc tenant_note_backup(struct cx *cx, const char *id)
{
    return change(cx, SQL_REG_BACKUP_NOTE, ARGS(ARG_T("tenant_id", id), ARG_I("made_at", cx->now_ms)));
}

enum rc tenant_backed_up_at(struct cx *cx, const char *id, int64_t *at_ms)
{
    enum rc rc = db_int(cx, SQL_REG_BACKUP_LAST, ARGS(ARG_T("tenant_id", id)), at_ms);
    if (rc != RC_NOT_FOUND) {
        return rc;
    }
    fault_clear(cx);
    *at_ms = INT_NULL;
    return RC_OK;
}

enum rc tenant_each(struct cx *cx, enum rc (*each)(struct cx *cx, const struct tenant *tenant, void *data), void *data)
{
    char after[SUBDOMAIN_MAX + 1] = "";
    struct scratch scratch;
    struct list list = {.count = 1};
    enum rc rc = RC_OK;
    cx_scratch_begin(cx, &scratch);
    while (rc == RC_OK && list.count > 0) {
        cx_scratch_reset(cx, &scratch);
        rc = db_all(cx, SQL_REG_TENANT_PAGE, ARGS(ARG_T("after", after)), &tenant_record, &list);
        const struct tenant *tenants = list.rows;
        for (size_t i = 0; rc == RC_OK && i < list.count; i++) {
            rc = each(cx, &tenants[i], data);
            snprintf(after, sizeof after, "%s", tenants[i].subdomain);
        }
    }
    cx_scratch_end(cx, &scratch);
    return rc;
}
