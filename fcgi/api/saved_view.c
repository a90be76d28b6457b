/* SPDX-License-Identifier: MIT
 *
 * Saved views: generic (crud.h), but that they are their keepers'. */
#include "people/saved_view.h"

#include "fcgi/api/rows.h"

static enum rc view_delete(struct cx *cx)
{
    TRY(saved_view_may_go(cx, path_id(cx, 0)));
    return crud_delete(cx);
}

static const struct route rows[] = {
    {READ("/api/views", crud_list, "Saved views of lists: one's own and those that are shared with one"),
     .resource = &saved_view_resource, .flags = ROUTE_PAGED},
    {CREATE("/api/views", crud_create, "Save a view"), .resource = &saved_view_resource},
    {READ("/api/views/{id}", crud_get, "A saved view"), .resource = &saved_view_resource},
    {WRITE("PATCH", "/api/views/{id}", crud_change, "Change a view of one's own"), .resource = &saved_view_resource},
    {WRITE("DELETE", "/api/views/{id}", view_delete, "Delete a view of one's own; an admin any that is shared"),
     .resource = &saved_view_resource},
    {.method = NULL},
};
const struct route_group saved_view_routes = {
    "Views",
    "What a list is narrowed to and ordered by, under a name. A shared view is its keeper's team's (those without a team share "
    "among "
    "themselves), and an admin's is everybody's. At most 50 a person.",
    rows,
};
