/* SPDX-License-Identifier: MIT
 *
 * What the server says of itself: health and the description of its API. */
#include "base/version.h"
#include "fcgi/api/handlers.h"
#include "fcgi/describe/openapi.h"
#include "fcgi/serve/answer.h"

enum rc health_get(struct cx *cx)
{
    struct json *json = answer_bare(cx, 200);
    json_object(json);
    json_kv_text(json, "status", "ok");
    json_kv_text(json, "version", VERSION);
    json_object_end(json);
    return RC_OK;
}

enum rc openapi_get(struct cx *cx)
{
    openapi_write(cx, answer_bare(cx, 200));
    return RC_OK;
}
