/* SPDX-License-Identifier: MIT
 *
 * Reading one row of a resource, and checking references to one. The rest of a resource's life is in fcgi/crud.c. */
#include "store/resource.h"

enum rc resource_get(struct cx *cx, const struct resource *resource, const char *id, void *row)
{
    enum rc rc = db_get(cx, resource->get, ARGS(ARG_T("id", id)), resource->record, row);
    if (rc == RC_NOT_FOUND) {
        return fault_not_found(cx, resource->record->name);
    }
    if (rc == RC_OK && resource->refine) {
        resource->refine(cx, row);
    }
    return rc;
}

enum rc resource_refer(struct cx *cx, const struct resource *resource, const char *field, const char *id)
{
    if (!id) {
        return RC_OK;
    }
    void *row = arena_alloc(cx->arena, resource->record->size);
    enum rc rc = db_get(cx, resource->get, ARGS(ARG_T("id", id)), resource->record, row);
    if (rc == RC_NOT_FOUND) {
        fault_field(cx, field, arena_printf(cx->arena, "%s not found", resource->record->name));
        return RC_OK;
    }
    return rc;
}
