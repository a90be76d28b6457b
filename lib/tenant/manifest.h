/* SPDX-License-Identifier: MIT
 *
 * What a backup says of itself: manifest.json, which tenant it is and the SHA-256 of each file; manifest.sha256 holds the
 * hash of manifest.json. Paths are relative to the backup's folder: "tenant.db" and "files/…". */
#ifndef TENANT_MANIFEST_H
#define TENANT_MANIFEST_H

#include "tenant/tenant.h"

#define MANIFEST_FORMAT 1

struct manifest_file {
    const char *path;
    int64_t bytes;
    const char *sha256;
};

struct manifest {
    int64_t format;        /* MANIFEST_FORMAT */
    const char *version;   /* of the program that wrote it */
    int64_t created_at;    /* ms */
    int64_t schema;        /* of tenant.db */
    const char *tenant_id; /* the tenant's row of the registry */
    const char *tenant_subdomain;
    const char *tenant_name;
    const char *tenant_status;
    const char *tenant_plan;
    const char *tenant_stripe_customer_id;
    const char *tenant_stripe_subscription_id;
    int64_t tenant_created_at;
    struct list files; /* struct manifest_file, by path */
};

/* Starts a manifest of this tenant; `schema` and `files` are the caller's. */
void manifest_start(struct cx *cx, const struct tenant *tenant, struct manifest *manifest);

/* Writes both files into the folder, durably. */
enum rc manifest_write(struct cx *cx, const char *folder, const struct manifest *manifest);

/* RC_NOT_FOUND: no backup there; RC_INTERNAL: damaged, or of a later format. Paths that lead out of the folder are refused. */
enum rc manifest_read(struct cx *cx, const char *folder, struct manifest *manifest);

/* Compares the files of the folder with the manifest. RC_INTERNAL names the first that differs. */
enum rc manifest_check(struct cx *cx, const char *folder, const struct manifest *manifest);

/* Measures one file: fills bytes and sha256 of `file` from `folder`/`file->path`. */
enum rc manifest_measure(struct cx *cx, const char *folder, struct manifest_file *file);

#endif
