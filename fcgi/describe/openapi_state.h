/* SPDX-License-Identifier: MIT
 *
 * State machines in the description of the API: `x-transitions` of a status. Private to openapi.c and its tests. */
#ifndef DESCRIBE_OPENAPI_STATE_H
#define DESCRIBE_OPENAPI_STATE_H

#include "data/json_out.h"
#include "fcgi/serve/route.h"

/* The route that a transition names ("invoices/payments/reversal"); NULL: none, or NULL was asked for. */
const struct route *transition_route(const char *by);

/* Writes the member "x-transitions" of the field's machine into the open object: rows of from, to, and the method and path that
 * lead there, with the body where it names the status; neither for what the program does by itself. */
void transitions_write(struct json *json, const struct field *field);

#endif
