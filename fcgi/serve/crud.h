/* SPDX-License-Identifier: MIT
 *
 * Generic handlers: list, read, create, change, delete, restore of the route's resource. Anything with a rule of its own beyond
 * resource->check and resource->written is a workflow and has its own handler in api/. */
#ifndef SERVE_CRUD_H
#define SERVE_CRUD_H

#include "fcgi/serve/answer.h"
#include "fcgi/serve/route.h"

enum rc crud_list(struct cx *cx);
/* What the statements of such a list may ask beside its filters: the day, its beginning, who asks. */
const struct arg *crud_list_args(struct cx *cx);
enum rc crud_get(struct cx *cx);
enum rc crud_create(struct cx *cx);
enum rc crud_change(struct cx *cx);
enum rc crud_delete(struct cx *cx);
enum rc crud_restore(struct cx *cx);

/* The pieces, for handlers that need a little more. */
enum rc crud_get_any(struct cx *cx); /* as crud_get, of deleted ones too, and without further members */
enum rc crud_answer(struct cx *cx, int status, const struct resource *resource, const char *id);
/* Parses the body onto a copy of the stored row; collects field errors, errors between fields and resource->check. */
enum rc crud_parse_change(struct cx *cx, const struct resource *resource, const void *before, void *now, uint64_t *present);

#endif
