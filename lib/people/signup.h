/* SPDX-License-Identifier: MIT
 *
 * A business that opens its own tenant (workshop API, "Sign-up"). */
#ifndef PEOPLE_SIGNUP_H
#define PEOPLE_SIGNUP_H

#include "tenant/tenant.h"

struct signup {
    const char *email;
    const char *password;
    const char *name; /* of the owner */
    const char *subdomain;
    const char *tenantName;
};
extern const struct record signup_record;

/* RC_FORBIDDEN where the server's configuration says so. */
enum rc signup_allowed(struct cx *cx);
/* Field errors of password and subdomain (each may be NULL), beside those that are there. */
enum rc signup_check(struct cx *cx, const struct signup *signup);
/* Makes the tenant and its owner, as tenant_create() does. Hashes: not inside a transaction. */
enum rc signup_make(struct cx *cx, const struct signup *signup, struct tenant *tenant, const char **owner_id);

#endif
