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

#endif
