/* SPDX-License-Identifier: MIT
 *
 * One route as an operation of the API's description. Private to openapi.c. */
#ifndef DESCRIBE_OPENAPI_OPERATION_H
#define DESCRIBE_OPENAPI_OPERATION_H

#include "fcgi/describe/openapi_schema.h"
#include "fcgi/serve/route.h"

/* Adds the schemas of the records that the route takes and answers. */
void operation_collect(struct schemas *schemas, const struct route *route);

/* Writes the member "get": {…} of the route's path. */
void operation_write(struct cx *cx, struct json *json, const struct schemas *schemas, const struct route *route);

#endif
