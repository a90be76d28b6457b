/* SPDX-License-Identifier: MIT
 *
 * SHA-256 of the documents in a tenant's files/, in files/SHA256SUMS: one line each, as sha256sum -c reads it, added when a
 * document is kept; of several lines for one name the last counts. */
#ifndef TENANT_SUMS_H
#define TENANT_SUMS_H

#include "base/cx.h"

#define SUMS_FILE "SHA256SUMS"

/* Adds a line. One that cannot be written is logged: the document is checked for its form alone then. */
void sums_add(struct cx *cx, const char *tenant_id, const char *filename, const void *bytes, size_t len);

/* Compares each document with its hash; one without (of an earlier version) must end as a PDF ends. Names the first that is
 * cut, changed or missing; NULL: none. */
const char *sums_problem(struct cx *cx, const char *tenant_id);

#endif
