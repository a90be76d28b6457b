/* SPDX-License-Identifier: MIT
 *
 * Turns: what a slow worker does for a tenant it does for one request at a time, so that no tenant holds all slow workers. */
#ifndef TENANT_TURN_H
#define TENANT_TURN_H

#include "base/cx.h"

/* Takes the tenant's turn until the context ends. RC_UNAVAILABLE BUSY, at once, while another request has it; the kernel frees it
 * when that process dies. */
enum rc turn_take(struct cx *cx);

#endif
