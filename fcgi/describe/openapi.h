/* SPDX-License-Identifier: MIT
 *
 * OpenAPI 3.1 out of the route table and the record descriptors: what it says is what is served. */
#ifndef DESCRIBE_OPENAPI_H
#define DESCRIBE_OPENAPI_H

#include "data/json_out.h"

/* The members of the document. What is in them is OpenAPI's own. */
extern const struct record description_record;

/* Writes the whole document. Needs no tenant. */
void openapi_write(struct cx *cx, struct json *json);

#endif
