/* SPDX-License-Identifier: MIT
 *
 * Making a tenant whole or not at all, and removing one.
 * A new one is built in .new-{id}, renamed to {id}, then registered; one that goes is unregistered, renamed to .gone-{id},
 * then removed. Only the registry makes a folder a tenant, and whatever a crash leaves with a dot is swept away. */
#include "tenant/create.h"

#include <string.h>

#include "auth/user.h"
#include "base/config.h"
#include "base/uuid.h"
#include "tenant/folder.h"
#include "tenant/registry.h"
#include "tenant/settings.h"
#include "tenant/tenant.h"

#define STALE_MS (3600 * 1000LL)

static const char *tenants_folder(struct cx *cx)
{
    return arena_printf(cx->arena, "%s/tenants", config_get("data"));
}

static enum rc taken(struct cx *cx)
{
    return fault_coded(cx, PROBLEM_SUBDOMAIN_EXISTS, "subdomain", "Subdomain already taken");
}

enum rc subdomain_check(struct cx *cx, const char *subdomain, bool reserved_ok)
{
    if (!subdomain_valid(subdomain)) {
        return fault_field(cx, "subdomain", PROBLEM_INVALID_SUBDOMAIN,
                           "Must be 3 to 63 lower-case letters, digits or inner hyphens");
    }
    if (!reserved_ok && strncmp(subdomain + 2, "--", 2) == 0) { /* browsers show xn--… as something else */
        return fault_field(cx, "subdomain", PROBLEM_INVALID_SUBDOMAIN, "Must not have hyphens in third and fourth place");
    }
    if (subdomain_is_reserved(subdomain) && !reserved_ok) {
        return taken(cx);
    }
    struct tenant other;
    enum rc rc = db_get(cx, SQL_REG_TENANT_BY_SUBDOMAIN, ARGS(ARG_T("subdomain", subdomain)), &tenant_record, &other);
    if (rc == RC_NOT_FOUND) {
        return RC_OK;
    }
    return rc == RC_OK ? taken(cx) : rc;
}

static enum rc write_rows(struct cx *cx, const struct tenant_new *input, const char **owner_id)
{
    struct settings settings;
    TRY(settings_get(cx, &settings));
    settings.name = input->name;
    settings.registration = input->registration;
    settings.updated_at = cx->now_ms;
    TRY(db_run(cx, SQL_SETTINGS_UPDATE, ARGS(ARG_R(&settings_record, &settings))));

    struct user owner = {.session_id = NULL};
    record_clear(&user_record, &owner);
    user_set_name(cx, &owner, input->owner_name);
    owner.email = input->owner_email;
    owner.role = "owner";
    owner.password_hash = input->owner_password_hash;
    owner.is_active = 1;
    TRY(user_insert(cx, &owner));
    *owner_id = owner.id;
    return RC_OK;
}

/* Works on cx->db. */
static enum rc fill_file(struct cx *cx, const struct tenant_new *input, const char **owner_id)
{
    TRY(db_begin(cx, cx->db, TX_WRITE));
    TRY(db_end(cx, cx->db, write_rows(cx, input, owner_id)));
    db_checkpoint(cx->db, 0);
    return RC_OK;
}

/* `name` is the folder's temporary name, which stands where an id would. */
static enum rc build(struct cx *cx, const struct tenant_new *input, const char *name, const char **owner_id)
{
    TRY(folder_make(cx, tenant_files_folder(cx, name)));
    struct db_options options = {.create = true, .migrate = true, .small = input->small};
    struct db *file;
    TRY(db_open(cx, DB_TENANT, tenant_db_path(cx, name), &options, &file));
    struct db *before = cx->db;
    cx->db = file;
    enum rc rc = fill_file(cx, input, owner_id);
    cx->db = before;
    db_close(file);
    TRY(rc);
    return folder_sync(cx, tenant_folder(cx, name));
}

static enum rc insert_row(struct cx *cx, const struct tenant *tenant)
{
    int64_t changed;
    TRY(db_run_count(cx, SQL_REG_TENANT_INSERT, ARGS(ARG_R(&tenant_record, tenant)), &changed));
    return changed ? RC_OK : taken(cx);
}

static enum rc put_in_registry(struct cx *cx, const struct tenant *tenant)
{
    TRY(db_begin(cx, cx->registry, TX_WRITE));
    return db_end(cx, cx->registry, insert_row(cx, tenant));
}

static const char *temporary_name(struct cx *cx, const char *id)
{
    return arena_printf(cx->arena, ".new-%s", id);
}

/* Takes back what a failed creation left, under either name; the first failure is what the caller hears of. */
static enum rc undo(struct cx *cx, enum rc rc, const char *id)
{
    struct fault first = cx->fault;
    bool clean = folder_remove(cx, tenants_folder(cx), temporary_name(cx, id)) == RC_OK;
    if (folder_remove(cx, tenants_folder(cx), id) != RC_OK || !clean) {
        cx->fault = first;
    }
    return rc;
}

enum rc tenant_create(struct cx *cx, const struct tenant_new *input, bool reserved_ok, struct tenant *tenant,
                      const char **owner_id)
{
    TRY(subdomain_check(cx, input->subdomain, reserved_ok));
    *tenant = (struct tenant){
        .id = uuid_new(cx->arena),
        .subdomain = input->subdomain,
        .name = input->name,
        .status = "active",
        .plan = "FREE",
        .created_at = cx->now_ms,
        .updated_at = cx->now_ms,
    };
    const char *temporary = temporary_name(cx, tenant->id);
    jmp_buf *escape = arena_escape(cx->arena, NULL); /* a folder half made must be taken back; what it needs is little */
    enum rc rc = build(cx, input, temporary, owner_id);
    if (rc == RC_OK) {
        rc = folder_move(cx, tenants_folder(cx), temporary, tenant->id);
    }
    if (rc == RC_OK) {
        rc = put_in_registry(cx, tenant);
    }
    if (rc != RC_OK) {
        undo(cx, rc, tenant->id);
    }
    arena_escape(cx->arena, escape);
    return rc;
}

static enum rc take_from_registry(struct cx *cx, const char *id)
{
    TRY(db_begin(cx, cx->registry, TX_WRITE));
    return db_end(cx, cx->registry, db_run(cx, SQL_REG_TENANT_DELETE, ARGS(ARG_T("id", id))));
}

enum rc tenant_delete(struct cx *cx, const char *id)
{
    struct tenant tenant;
    TRY(tenant_by_id(cx, id, &tenant));
    TRY(take_from_registry(cx, tenant.id));
    const char *gone = arena_printf(cx->arena, ".gone-%s", tenant.id);
    TRY(folder_move(cx, tenants_folder(cx), tenant.id, gone));
    return folder_remove(cx, tenants_folder(cx), gone);
}

enum rc tenant_sweep(struct cx *cx)
{
    TRY(folder_sweep(cx, tenants_folder(cx), ".new-", cx->now_ms - STALE_MS));
    return folder_sweep(cx, tenants_folder(cx), ".gone-", cx->now_ms - STALE_MS);
}
