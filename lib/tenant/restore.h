/* SPDX-License-Identifier: MIT
 *
 * Tenants out of their backups (backup.h). */
#ifndef TENANT_RESTORE_H
#define TENANT_RESTORE_H

#include "tenant/tenant.h"

struct restore {
    const char *folder; /* of the backup */
    const char *as;     /* under this name; NULL: its own */
    bool replace;       /* in the place of the tenant of that name, which must be suspended */
    const char *kept;   /* filled in: where what was replaced lies; NULL: nothing was */
    bool sealed;        /* filled in: `kept` is a backup */
    int64_t newer;      /* filled in: documents there that the backup does not have; INT_NULL: they cannot be counted */
};
/* Makes the tenant; it answers at once. It keeps its id where no other tenant has it, and is active unless a payment of it
 * was due. RC_CONFLICT: the name is taken, or what is to be replaced is in use. A crash leaves the old tenant or the new
 * one. What it replaces is kept in DATA/replaced/, as a backup if it can still be read. */
enum rc backup_restore(struct cx *cx, struct restore *restore, struct tenant *tenant);

/* Where two folders cannot be exchanged at one stroke, a crash may leave a tenant without: it gets its old one back. */
enum rc backup_recover(struct cx *cx);

#endif
