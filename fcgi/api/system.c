/* SPDX-License-Identifier: MIT
 *
 * What the server says of itself: health and the description of its API. */
#include "base/version.h"
#include "fcgi/api/rows.h"
#include "fcgi/describe/openapi.h"

static enum rc health_get(struct cx *cx)
{
    struct json *json = answer_bare(cx, 200);
    json_object(json);
    json_kv_text(json, "status", "ok");
    json_kv_text(json, "version", VERSION);
    json_object_end(json);
    return RC_OK;
}

static enum rc openapi_get(struct cx *cx)
{
    openapi_write(cx, answer_bare(cx, 200));
    return RC_OK;
}

static const struct route rows[] = {
    {.method = "GET",
     .path = "/api/health",
     .handler = health_get,
     .flags = ROUTE_ANYWHERE,
     .shape = "Health",
     .about = "Is the server there"},
    {.method = "GET",
     .path = "/api/openapi.json",
     .handler = openapi_get,
     .shape = "Description",
     .flags = ROUTE_ANYWHERE,
     .about = "This description, generated from the tables that serve requests"},
    {.method = NULL},
};
const struct route_group system_routes = {"System", "The server itself. No credential needed.", rows};
