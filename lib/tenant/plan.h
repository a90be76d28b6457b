/* SPDX-License-Identifier: MIT
 *
 * What the plans allow a tenant. */
#ifndef TENANT_PLAN_H
#define TENANT_PLAN_H

#include "tenant/tenant.h"

struct plan {
    const char *name;        /* "FREE" "PRO" "BUSINESS" */
    const char *storage_key; /* of the configuration: megabytes */
    int64_t invitations;     /* a day */
    int64_t messages;        /* a day */
    bool known_only;         /* messages go to addresses and numbers of its own records only */
    int64_t ai_calls;        /* a month */
};

/* The plan of a tenant; an unknown one counts as FREE. */
const struct plan *plan_of(const struct tenant *tenant);

/* Bytes that its file and documents may take. */
int64_t plan_storage(const struct tenant *tenant);

#endif
