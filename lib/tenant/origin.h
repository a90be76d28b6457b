/* SPDX-License-Identifier: MIT
 *
 * Where a tenant is found from outside: from registry and configuration, never from a request. */
#ifndef TENANT_ORIGIN_H
#define TENANT_ORIGIN_H

#include "base/cx.h"

struct tenant;

/* "https://garage.visioncrm.localhost:8443", on the arena; without the port where it is 443. Needs cx->tenant. */
const char *tenant_origin(struct cx *cx);
/* The same of another tenant. */
const char *tenant_origin_of(struct cx *cx, const struct tenant *tenant);

#endif
