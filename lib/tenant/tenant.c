/* SPDX-License-Identifier: MIT
 *
 * What a tenant is: its columns, its name as a host label, and where its folder lies. */
#include "tenant/tenant.h"

#include <string.h>

#include "base/config.h"
#include "base/str.h"

#define SUBDOMAIN_MIN 3

/* billing.c follows the payments; the command line alone suspends, and ends a suspension. */
static const struct status tenant_statuses[] = {
    {"active", PHASE_OPEN, false},
    {"past_due", PHASE_OPEN, false},
    {"suspended", PHASE_CLOSED, false},
};
static const struct transition tenant_transitions[] = {{NULL, NULL, NULL, NULL}};
MACHINE(tenant_machine, "tenant_status", "A tenant", tenant_statuses, tenant_transitions, NULL);

const char *const tenant_plans[] = {"FREE", "PRO", "BUSINESS", NULL};

static const struct field tenant_fields[] = {
    FIELD_UUID(struct tenant, id, F_READONLY),
    FIELD_TEXT(struct tenant, subdomain, F_REQUIRED, SUBDOMAIN_MIN, SUBDOMAIN_MAX),
    FIELD_TEXT(struct tenant, name, F_REQUIRED, 1, 100),
    FIELD_STATUS(struct tenant, status, F_READONLY, &tenant_machine),
    FIELD_ENUM(struct tenant, plan, F_READONLY, tenant_plans),
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

bool tenant_is_suspended(const struct tenant *tenant)
{
    return status_is(&tenant_machine, tenant->status, PHASE_CLOSED);
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

/* Letters that look like these digits, in their order. */
static char letter_like(char c)
{
    static const char digits[] = "013456789";
    static const char letters[] = "oleasbtbg";
    const char *digit = strchr(digits, c);
    if (digit && *digit) {
        return letters[digit - digits];
    }
    return c == 'i' ? 'l' : c == '2' ? 'z' : c;
}

/* What a glance sees of `len` characters: without hyphens, and with one letter for those that look alike. */
static void glance(const char *name, size_t len, char out[SUBDOMAIN_MAX + 1])
{
    size_t used = 0;
    for (size_t i = 0; i < len && used < SUBDOMAIN_MAX; i++) {
        bool pair = i + 1 < len;
        if (name[i] == '-') {
            continue;
        }
        if (pair && name[i] == 'r' && name[i + 1] == 'n') {
            out[used++] = 'm';
            i++;
        } else if (pair && name[i] == 'v' && name[i + 1] == 'v') {
            out[used++] = 'w';
            i++;
        } else {
            out[used++] = letter_like(name[i]);
        }
    }
    out[used] = '\0';
}

/* Without the digits (and hyphens before them) at the end: www2, api-01. */
static size_t without_number(const char *name, size_t len)
{
    size_t end = len;
    while (end > 0 && ((name[end - 1] >= '0' && name[end - 1] <= '9') || name[end - 1] == '-')) {
        end--;
    }
    return end > 0 ? end : len;
}

static bool looks_reserved(const char *name, size_t len)
{
    char whole[SUBDOMAIN_MAX + 1];
    char bare[SUBDOMAIN_MAX + 1];
    char other[SUBDOMAIN_MAX + 1];
    glance(name, len, whole);
    glance(name, without_number(name, len), bare);
    for (size_t i = 0; subdomain_reserved[i]; i++) {
        glance(subdomain_reserved[i], strlen(subdomain_reserved[i]), other);
        if (str_eq(whole, other) || str_eq(bare, other)) {
            return true;
        }
    }
    return false;
}

/* Reserved words and nothing else: mail-admin, secure-login. */
static bool all_parts_reserved(const char *name)
{
    for (const char *part = name; part; part = strchr(part, '-')) {
        part += *part == '-';
        if (!looks_reserved(part, strcspn(part, "-"))) {
            return false;
        }
    }
    return true;
}

bool subdomain_is_reserved(const char *name)
{
    char seen[SUBDOMAIN_MAX + 1];
    glance(name, strlen(name), seen);
    return looks_reserved(name, strlen(name)) || all_parts_reserved(name) || strstr(seen, "vlsloncrm");
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
