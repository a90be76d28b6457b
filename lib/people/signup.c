/* SPDX-License-Identifier: MIT
 *
 * Tenants that strangers open. */
#include "people/signup.h"

#include "auth/password.h"
#include "base/config.h"
#include "base/str.h"
#include "tenant/create.h"

static const struct field signup_fields[] = {
    FIELD_EMAIL(struct signup, email, F_REQUIRED),
    FIELD_TEXT(struct signup, password, F_REQUIRED | F_SECRET, 1, 1000),
    FIELD_TEXT(struct signup, name, F_REQUIRED, 1, 100),
    FIELD_TEXT(struct signup, subdomain, F_REQUIRED, 1, 100),
    FIELD_TEXT(struct signup, tenantName, F_REQUIRED, 1, 100),
};
RECORD(signup_record, "SignUp", struct signup, signup_fields, NULL);

enum rc signup_allowed(struct cx *cx)
{
    bool closed = str_eq(config_get("signup"), "closed");
    return closed ? fault_set(cx, RC_FORBIDDEN, NULL, "Sign-up is closed on this server") : RC_OK;
}

enum rc signup_check(struct cx *cx, const struct signup *signup)
{
    if (signup->password) {
        password_check(cx, "password", signup->password, signup->email);
    }
    enum rc rc = signup->subdomain ? subdomain_check(cx, signup->subdomain, false) : RC_OK;
    return rc == RC_INVALID ? RC_OK : rc; /* it has its row */
}

enum rc signup_make(struct cx *cx, const struct signup *signup, struct tenant *tenant, const char **owner_id)
{
    const struct tenant_new wanted = {
        .subdomain = signup->subdomain,
        .name = signup->tenantName,
        .owner_email = signup->email,
        .owner_name = signup->name,
        .owner_password_hash = password_hash(cx, signup->password),
        .registration = "approval",
        .small = true,
    };
    return tenant_create(cx, &wanted, false, tenant, owner_id);
}
