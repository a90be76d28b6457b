/* SPDX-License-Identifier: MIT
 *
 * Tenants that come and go: whole or not at all. */
#ifndef TENANT_CREATE_H
#define TENANT_CREATE_H

#include "tenant/tenant.h"

/* The same as a field row of the fault; a name that is taken, or reserved, has the code SUBDOMAIN_EXISTS where it stands alone. */
enum rc subdomain_check(struct cx *cx, const char *subdomain, bool reserved_ok);

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
 * a whole tenant, or a stray temporary folder that the next sweep removes, or a folder that no registry row names. `reserved_ok`:
 * for the command line (demo).
 * RC_INVALID: code SUBDOMAIN_EXISTS "Subdomain already taken" for a taken or reserved name, a field row for a malformed one.
 * The other members are the caller's to check.
 * Not to be called inside a transaction. Fills *tenant and *owner_id. */
enum rc tenant_create(struct cx *cx, const struct tenant_new *input, bool reserved_ok, struct tenant *tenant,
                      const char **owner_id);

/* Unregisters, then removes the folder. */
enum rc tenant_delete(struct cx *cx, const char *id);
/* Removes the temporary folders that a crash left, once they are an hour old. */
enum rc tenant_sweep(struct cx *cx);

#endif
