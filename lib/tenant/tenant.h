/* SPDX-License-Identifier: MIT
 *
 * Tenants: the registry that knows them, and the folder of each: DATA/tenants/{id}/tenant.db and DATA/tenants/{id}/files/. */
#ifndef TENANT_TENANT_H
#define TENANT_TENANT_H

#include "data/record.h"
#include "store/db.h"

struct tenant {
    const char *id;        /* uuid */
    const char *subdomain; /* canonical host label */
    const char *name;      /* "Garage Dupont" */
    const char *status;    /* "active" "past_due" "suspended" */
    const char *plan;      /* "FREE" "PRO" "BUSINESS" */
    const char *stripe_customer_id;
    const char *stripe_subscription_id;
    int64_t created_at; /* ms */
    int64_t updated_at; /* ms */
};

extern const struct machine tenant_machine;
extern const struct record tenant_record;
extern const char *const tenant_plans[]; /* "FREE" "PRO" "BUSINESS"; ends with NULL */

/* Not served, and nothing is done for it: its folder may be about to be replaced. */
bool tenant_is_suspended(const struct tenant *tenant);

#define SUBDOMAIN_MAX 63

/* [a-z0-9] and inner hyphens, 3-63 characters. */
bool subdomain_valid(const char *name);
/* The same as a field row of the fault; a name that is taken, or reserved, has the code SUBDOMAIN_EXISTS where it stands alone. */
enum rc subdomain_check(struct cx *cx, const char *subdomain, bool reserved_ok);
/* Names nobody may sign up for; ends with NULL. */
extern const char *const subdomain_reserved[];
/* Or what people would take for one: adm1n, pay-ment, www2, visioncrm-support. */
bool subdomain_is_reserved(const char *name);

/* Folder and file names, on the arena. */
const char *tenant_folder(struct cx *cx, const char *tenant_id);
const char *tenant_db_path(struct cx *cx, const char *tenant_id);
const char *tenant_files_folder(struct cx *cx, const char *tenant_id);

/* RC_UNAVAILABLE: there are folders of tenants, but no registry that knows them; an empty one would let strangers sign up under
 * their names. Or it is one of another version (db_check_made). The fault says what to do. */
enum rc registry_check(struct cx *cx);

/* Opens DATA/registry.db (making DATA and it, if `create` and registry_check() agrees). The caller closes it. */
enum rc registry_open(struct cx *cx, bool create, struct db **registry);

/* RC_NOT_FOUND code TENANT_NOT_FOUND; RC_FORBIDDEN code TENANT_SUSPENDED unless `even_suspended`. Needs cx->registry. */
enum rc tenant_by_subdomain(struct cx *cx, const char *subdomain, bool even_suspended, struct tenant *tenant);
enum rc tenant_by_id(struct cx *cx, const char *id, struct tenant *tenant);

/* What sign-up and `tenant create` need to make a tenant with its owner. */
struct tenant_new {
    const char *subdomain;
    const char *name;
    const char *owner_email;
    const char *owner_name;
    const char *owner_password_hash; /* ready: hashed outside of every transaction */
    const char *registration;        /* "open" "approval" "closed" */
    bool small;                      /* nobody knows yet whether it is going to be used */
};
/* Makes folder, file, settings and owner under a temporary name, renames it into place, then registers it: a crash leaves
 * a whole tenant, or a stray temporary folder that the next sweep removes, or a folder that no registry row names. `reserved_ok` for the command line (demo).
 * RC_INVALID: code SUBDOMAIN_EXISTS "Subdomain already taken" for a taken or reserved name, a field row for a malformed one.
 * The other members are the caller's to check.
 * Not to be called inside a transaction. Fills *tenant and *owner_id. */
enum rc tenant_create(struct cx *cx, const struct tenant_new *input, bool reserved_ok, struct tenant *tenant,
                      const char **owner_id);
enum rc tenant_set_status(struct cx *cx, const char *id, const char *status);
enum rc tenant_set_plan(struct cx *cx, const char *id, const char *plan);
/* Notes that a backup was made now; and when the last one was (INT_NULL: never by this installation). */
enum rc tenant_note_backup(struct cx *cx, const char *id);
enum rc tenant_backed_up_at(struct cx *cx, const char *id, int64_t *at_ms);
/* Unregisters, then removes the folder. */
enum rc tenant_delete(struct cx *cx, const char *id);
/* Removes the temporary folders that a crash left, once they are an hour old. */
enum rc tenant_sweep(struct cx *cx);

/* Calls `each` for every tenant of the registry, by subdomain; stops at the first result but RC_OK. Of what `each` puts on
 * cx->arena nothing stays. */
enum rc tenant_each(struct cx *cx, enum rc (*each)(struct cx *cx, const struct tenant *tenant, void *data), void *data);

#endif
