/* SPDX-License-Identifier: MIT
 *
 * The member `summary` of a list's answer. Private to openapi_operation.c. */
#ifndef DESCRIBE_OPENAPI_SUMMARY_H
#define DESCRIBE_OPENAPI_SUMMARY_H

#include "data/json_out.h"
#include "fcgi/serve/route.h"

/* Writes the member with its schema; nothing where the route's list has no summary. */
void openapi_summary(struct cx *cx, struct json *json, const struct route *route);

#endif
