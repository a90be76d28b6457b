/* SPDX-License-Identifier: MIT
 *
 * What a tenant is: its columns, its name as a host label, and where its folder lies. */
#include "tenant/tenant.h"

#include <string.h>

#include "base/config.h"
#include "base/str.h"

#define SUBDOMAIN_MIN 3

static const char *const status_values[] = {"active", "past_due", "suspended", NULL};
static const char *const plan_values[] = {"FREE", "PRO", "BUSINESS", NULL};

static const struct field tenant_fields[] = {
    FIELD_UUID(struct tenant, id, F_READONLY),
    FIELD_TEXT(struct tenant, subdomain, F_REQUIRED, SUBDOMAIN_MIN, SUBDOMAIN_MAX),
    FIELD_TEXT(struct tenant, name, F_REQUIRED, 1, 100),
    FIELD_ENUM(struct tenant, status, F_READONLY, status_values),
    FIELD_ENUM(struct tenant, plan, F_READONLY, plan_values),
    FIELD_TEXT(struct tenant, stripe_customer_id, F_INTERNAL, 1, 255),
    FIELD_TEXT(struct tenant, stripe_subscription_id, F_INTERNAL, 1, 255),
    FIELD_TIME(struct tenant, created_at, F_READONLY),
    FIELD_TIME(struct tenant, updated_at, F_READONLY),
};
RECORD(tenant_record, "Tenant", struct tenant, tenant_fields, NULL);

/* Names of hosts that mail, browsers, certificates or this product give a meaning to, and those that people would trust. */
const char *const subdomain_reserved[] = {
    "abuse",    "account",    "accounts",     "admin",   "administrator", "api",     "app",       "apps",     "assets",
    "auth",     "autoconfig", "autodiscover", "beta",    "billing",       "blog",    "cdn",       "demo",     "dev",
    "docs",     "download",   "email",        "files",   "ftp",           "health",  "help",      "host",     "hostmaster",
    "imap",     "internal",   "localhost",    "login",   "mail",          "media",   "mta-sts",   "ns1",      "ns2",
    "pay",      "payment",    "pop",          "pop3",    "postmaster",    "preview", "proxy",     "register", "root",
    "sales",    "secure",     "security",     "server",  "signin",        "signup",  "smtp",      "sso",      "staging",
    "static",   "status",     "stripe",       "support", "system",        "test",    "visioncrm", "vpn",      "webhook",
    "webhooks", "webmail",    "webmaster",    "wpad",    "www",           NULL,
};

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool subdomain_valid(const char *name)
{
    size_t len = name ? strlen(name) : 0;
    if (len < SUBDOMAIN_MIN || len > SUBDOMAIN_MAX || !is_alnum(name[0]) || !is_alnum(name[len - 1])) {
        return false;
    }
    for (const char *c = name; *c; c++) {
        if (!is_alnum(*c) && *c != '-') {
            return false;
        }
    }
    return true;
}

bool subdomain_is_reserved(const char *name)
{
    for (size_t i = 0; subdomain_reserved[i]; i++) {
        if (str_eq(name, subdomain_reserved[i])) {
            return true;
        }
    }
    return false;
}

const char *tenant_folder(struct cx *cx, const char *tenant_id)
{
    return arena_printf(cx->arena, "%s/tenants/%s", config_get("data"), tenant_id);
}

const char *tenant_db_path(struct cx *cx, const char *tenant_id)
{
    return arena_printf(cx->arena, "%s/tenants/%s/tenant.db", config_get("data"), tenant_id);
}

const char *tenant_files_folder(struct cx *cx, const char *tenant_id)
{
    return arena_printf(cx->arena, "%s/tenants/%s/files", config_get("data"), tenant_id);
}
