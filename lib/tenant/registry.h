/* SPDX-License-Identifier: MIT
 *
 * The registry of tenants, DATA/registry.db: finding them, and what is noted of them there. */
#ifndef TENANT_REGISTRY_H
#define TENANT_REGISTRY_H

#include "tenant/tenant.h"

/* RC_UNAVAILABLE: there are folders of tenants, but no registry that knows them; an empty one would let strangers sign up under
 * their names. Or it is one of another version (db_check_made). The fault says what to do. */
enum rc registry_check(struct cx *cx);

/* Opens DATA/registry.db (making DATA and it, if `create` and registry_check() agrees). The caller closes it. */
enum rc registry_open(struct cx *cx, bool create, struct db **registry);

/* RC_NOT_FOUND code TENANT_NOT_FOUND; RC_FORBIDDEN code TENANT_SUSPENDED unless `even_suspended`. Needs cx->registry. */
enum rc tenant_by_subdomain(struct cx *cx, const char *subdomain, bool even_suspended, struct tenant *tenant);
enum rc tenant_by_id(struct cx *cx, const char *id, struct tenant *tenant);

enum rc tenant_set_status(struct cx *cx, const char *id, const char *status);
enum rc tenant_set_plan(struct cx *cx, const char *id, const char *plan);
/* Notes that a backup was made now; and when the last one was (INT_NULL: never by this installation). */
enum rc tenant_note_backup(struct cx *cx, const char *id);
enum rc tenant_backed_up_at(struct cx *cx, const char *id, int64_t *at_ms);
/* Calls `each` for every tenant of the registry, by subdomain; stops at the first result but RC_OK. Of what `each` puts on
 * cx->arena nothing stays. */
enum rc tenant_each(struct cx *cx, enum rc (*each)(struct cx *cx, const struct tenant *tenant, void *data), void *data);

#endif
