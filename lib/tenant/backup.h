/* SPDX-License-Identifier: MIT
 *
 * Backups of a tenant: a folder with a consistent copy of its file, its documents, and a manifest (manifest.h). */
#ifndef TENANT_BACKUP_H
#define TENANT_BACKUP_H

#include "tenant/manifest.h"

struct backup {
    const char *folder; /* DIR/<subdomain>-<UTC time> */
    int64_t files;      /* of the manifest */
    int64_t bytes;
};

/* Copies the tenant whose file is open in cx->db, under load, into a new folder of `parent`: under a temporary name first,
 * renamed when all of it is on disk. RC_CONFLICT: there is one of this second already. */
enum rc backup_make(struct cx *cx, const struct tenant *tenant, const char *parent, struct backup *backup);

/* Reads the manifest and copies the tenant out of it into DATA/tenants/`name`, checking every hash, and brings its schema
 * up to date. RC_INTERNAL names what is damaged; nothing is left behind then. */
enum rc backup_unpack(struct cx *cx, const char *folder, const char *name, struct manifest *manifest);

/* The name that a backup of now has. */
const char *backup_name(struct cx *cx, const struct tenant *tenant);

/* Makes a backup of a tenant's folder that is in use no longer, in its place. */
enum rc backup_seal(struct cx *cx, const struct tenant *tenant, const char *folder);

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
