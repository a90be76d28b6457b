/* SPDX-License-Identifier: MIT
 *
 * The journal: all of it is generic (crud.h). */
#include "resource/audit.h"

#include "fcgi/api/rows.h"

static const struct route rows[] = {
    {ROW("GET", "/api/audit", crud_list, "Every write of a record: who, when, what, and what it changed; the newest first",
         PERM_ADMIN, TX_READ, RATE_READ),
     .resource = &audit_resource},
    {.method = NULL},
};
const struct route_group audit_routes = {
    "Audit",
    "What was written, by whom, with the fields before and after; kept for two years unless the host says otherwise. "
    "`total` counts up to 100,000.",
    rows,
};
