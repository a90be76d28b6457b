/* SPDX-License-Identifier: MIT
 *
 * The tenant's origin, as letters, webhooks of services and pages of payment name it. */
#include "tenant/origin.h"

#include "base/config.h"
#include "tenant/tenant.h"

const char *tenant_origin_of(struct cx *cx, const struct tenant *tenant)
{
    int64_t port = config_int("https_port");
    const char *shown = port == 443 ? "" : arena_printf(cx->arena, ":%lld", (long long)port);
    return arena_printf(cx->arena, "https://%s.%s%s", tenant->subdomain, config_get("domain"), shown);
}

const char *tenant_origin(struct cx *cx)
{
    return tenant_origin_of(cx, cx->tenant);
}
