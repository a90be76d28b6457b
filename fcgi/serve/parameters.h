/* SPDX-License-Identifier: MIT
 *
 * The query parameters that a route knows: its list's, its page's and its own. The API's description prints them, and admit.c
 * refuses any other. */
#ifndef SERVE_PARAMETERS_H
#define SERVE_PARAMETERS_H

#include "fcgi/serve/route.h"

/* A list of a resource; a page of rows, of a resource or not; an answer in pages. */
bool route_is_list(const struct route *route);
bool route_is_rows(const struct route *route);
bool route_is_paged(const struct route *route);
/* The list that it answers; NULL: none. And what that can be asked to add up. */
const struct list_spec *route_list(const struct route *route);
const struct list_summary *route_sums(const struct route *route);

/* All of them, in the order of the description; ends with name NULL. On the arena. */
const struct field *route_parameters(struct arena *arena, const struct route *route);

/* Adds a field error for each parameter of the request that its route does not know. RC_INVALID if there is one. */
enum rc parameters_check(struct cx *cx, const struct route *route);

#endif
