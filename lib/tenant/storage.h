/* SPDX-License-Identifier: MIT
 *
 * What a tenant takes on disk, and the bound that its plan sets. */
#ifndef TENANT_STORAGE_H
#define TENANT_STORAGE_H

#include "tenant/tenant.h"

struct storage {
    int64_t database; /* bytes: pages of the file that hold something */
    int64_t files;    /* bytes of its documents */
    int64_t limit;    /* of its plan */
};

/* Measures the tenant whose file is open in cx->db. Walks through its documents. */
enum rc storage_measure(struct cx *cx, const struct tenant *tenant, struct storage *storage);

/* RC_NO_SPACE (507): the tenant of this context has used up what its plan allows. Looks at the file once a second at most, and
 * at the documents once a minute. */
enum rc storage_check(struct cx *cx);

#endif
