/* SPDX-License-Identifier: MIT
 *
 * Clients over HTTP (pipeline API, section 9): what crud.c cannot know, the scope of their deals. */
#include "pipeline/client.h"

#include "fcgi/api/handlers.h"
#include "fcgi/serve/answer.h"

enum rc client_all(struct cx *cx)
{
    struct access access;
    struct list_page *page = arena_alloc(cx->arena, sizeof *page);
    struct query query = request_as_query(cx);
    TRY(access_of(cx, &access));
    TRY(list_read(cx, &client_list, &query, ARGS(ACCESS_ARGS(&access)), page));
    return answer_list(cx, client_list.record, page);
}

enum rc client_remove(struct cx *cx)
{
    TRY(client_delete(cx, path_id(cx, 0)));
    return answer_nothing(cx);
}
