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
/* Names nobody may sign up for; ends with NULL. */
extern const char *const subdomain_reserved[];
/* Or what people would take for one: adm1n, pay-ment, www2, visioncrm-support. */
bool subdomain_is_reserved(const char *name);

/* Folder and file names, on the arena. */
const char *tenant_folder(struct cx *cx, const char *tenant_id);
const char *tenant_db_path(struct cx *cx, const char *tenant_id);
const char *tenant_files_folder(struct cx *cx, const char *tenant_id);

#endif
