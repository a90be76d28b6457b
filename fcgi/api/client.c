/* SPDX-License-Identifier: MIT
 *
 * Clients over HTTP (pipeline API, section 9): what crud.c cannot know, the scope of their deals. */
#include "pipeline/client.h"

#include "fcgi/api/rows.h"

static enum rc client_all(struct cx *cx)
{
    struct access access;
    struct list_page *page = arena_alloc(cx->arena, sizeof *page);
    struct query query = request_as_query(cx);
    TRY(access_of(cx, &access));
    TRY(list_read(cx, &client_list, &query, ARGS(ACCESS_ARGS(&access)), page));
    return answer_list(cx, client_list.record, page);
}

static enum rc client_remove(struct cx *cx)
{
    TRY(client_delete(cx, path_id(cx, 0)));
    return answer_nothing(cx);
}

static const struct route rows[] = {
    {DEAL_READ("/api/clients", client_all, "List clients"), .resource = &client_resource},
    {DEAL_CREATE("/api/clients", crud_create, "Create a client"), .resource = &client_resource},
    {DEAL_READ("/api/clients/{id}", crud_get, "A client"), .resource = &client_resource},
    {DEAL_WRITE("PUT", "/api/clients/{id}", crud_change, "Change what is named"), .resource = &client_resource},
    {DEAL_ROW("DELETE", "/api/clients/{id}", client_remove, "Delete a client without opportunities", PERM_MANAGER, TX_WRITE,
              RATE_WRITE),
     .label = "Client", .flags = ROUTE_NOTHING},
    {.method = NULL},
};
const struct route_group client_routes = {"Clients", "Companies of the pipeline, apart from the workshop's contacts.", rows};
