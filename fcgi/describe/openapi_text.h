/* SPDX-License-Identifier: MIT
 *
 * What the description of the API says beyond the tables: the introduction, failures, notes on fields,
 * and example bodies. Private to the openapi files. */
#ifndef DESCRIBE_OPENAPI_TEXT_H
#define DESCRIBE_OPENAPI_TEXT_H

#include "base/cx.h"

/* Markdown; stands at the top of /docs. */
extern const char openapi_intro[];

/* Failures that are told one by one; whatever else may happen is RC_INTERNAL's "default". Ends with name NULL. */
struct openapi_failure {
    enum rc rc;
    const char *name; /* of the component, after the dialect's */
    const char *about;
    const char *example; /* its message */
};
extern const struct openapi_failure openapi_failures[];

/* A sentence on every field of that name, and an example of a body by the name of its schema; NULL: nothing to say. */
const char *openapi_note(const char *field);
const char *openapi_example(const char *schema);

#endif
