/* SPDX-License-Identifier: MIT
 *
 * What stands beside the rows of a list: `summary`, out of the descriptors that answer it. */
#include "fcgi/describe/openapi_summary.h"

#include <string.h>

#include "fcgi/serve/parameters.h"

/* An object of as many members as there are statuses. */
static void write_by_status(struct cx *cx, struct json *json, const struct list_spec *list, const char *name, const char *type)
{
    const char *status;
    json_key(json, name);
    json_object(json);
    json_kv_text(json, "type", "object");
    json_key(json, "required");
    json_array(json);
    for (size_t i = 0; (status = list_summary_status(cx->arena, list, i)) != NULL; i++) {
        json_text(json, status);
    }
    json_array_end(json);
    json_key(json, "properties");
    json_object(json);
    for (size_t i = 0; (status = list_summary_status(cx->arena, list, i)) != NULL; i++) {
        json_kv_raw(json, status, type);
    }
    json_object_end(json);
    json_object_end(json);
}

void openapi_summary(struct cx *cx, struct json *json, const struct route *route)
{
    const struct list_summary *summary = route_sums(route);
    const struct list_spec *list = route_list(route);
    if (!summary) {
        return;
    }
    json_key(json, "summary");
    json_object(json);
    json_kv_text(json, "type", "object");
    json_kv_text(json, "description", "With `?summary=1`: all rows that the filters but `status` leave");
    json_key(json, "properties");
    json_object(json);
    if (summary->status) {
        write_by_status(cx, json, list, "count_by_status", "{\"type\":\"integer\"}");
    }
    for (size_t i = 0; i < sizeof summary_names / sizeof *summary_names; i++) {
        if (summary->sums_of >> i & 1) {
            json_kv_raw(json, summary_names[i], "{\"type\":\"number\"}");
        }
        if (summary->sums_of >> i & 1 && summary->status) {
            const char *name = arena_printf(cx->arena, "%s_by_status", summary_names[i] + strlen("sum_"));
            write_by_status(cx, json, list, name, "{\"type\":\"number\"}");
        }
    }
    json_object_end(json);
    json_object_end(json);
}
