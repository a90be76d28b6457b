/* SPDX-License-Identifier: MIT
 *
 * What the server says of itself: health and the description of its API. */
#include "base/version.h"
#include "fcgi/api/rows.h"
#include "fcgi/describe/openapi.h"

struct health {
    const char *status;
    const char *version;
};
static const struct field health_fields[] = {
    FIELD_TEXT(struct health, status, F_REQUIRED, 0, 0),
    FIELD_TEXT(struct health, version, F_REQUIRED, 0, 0),
};
static RECORD(health_record, "Health", struct health, health_fields, NULL);

static enum rc health_get(struct cx *cx)
{
    static const struct health health = {"ok", VERSION};
    return answer_record(cx, 200, &health_record, &health);
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
     .flags = ROUTE_ANYWHERE | ROUTE_WHOLE,
     .out = &health_record,
     .about = "Is the server there"},
    {.method = "GET",
     .path = "/api/openapi.json",
     .handler = openapi_get,
     .out = &description_record,
     .flags = ROUTE_ANYWHERE | ROUTE_WHOLE,
     .about = "This description, generated from the tables that serve requests"},
    {.method = NULL},
};
const struct route_group system_routes = {"System", "The server itself. No credential needed.", rows};
