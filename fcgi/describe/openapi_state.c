/* SPDX-License-Identifier: MIT
 *
 * The tables of state machines as JSON, each transition with its route. */
#include "fcgi/describe/openapi_state.h"

#include <string.h>

#include "base/str.h"

/* Whether a path is these words, ids left out: "/api/invoices/{id}/payments" is "invoices/payments". */
static bool is_path_of(const char *path, const char *words)
{
    path += strlen("/api/");
    while (*path && (*path == *words || str_starts(path, "/{"))) {
        if (str_starts(path, "/{")) {
            path += strcspn(path, "}") + 1;
        } else {
            path++;
            words++;
        }
    }
    return !*path && !*words;
}

/* What changes a record, not what makes, shows or deletes one. */
static bool moves(const struct route *route)
{
    bool made = str_eq(route->method, "POST") && !strchr(route->path + strlen("/api/"), '/');
    return !made && !str_eq(route->method, "GET") && !str_eq(route->method, "DELETE");
}

const struct route *transition_route(const char *by)
{
    for (const struct route *route = route_next(NULL); by && route; route = route_next(route)) {
        if (moves(route) && is_path_of(route->path, by)) {
            return route;
        }
    }
    return NULL;
}

static void write_row(struct json *json, const struct field *field, const struct transition *row, bool named)
{
    const struct route *route = transition_route(row->by);
    json_object(json);
    json_kv_text(json, "from", row->from);
    json_kv_text(json, "to", row->to);
    if (route) {
        json_kv_text(json, "method", route->method);
        json_kv_text(json, "path", route->path);
    }
    if (route && named) {
        json_key(json, "body");
        json_object(json);
        json_kv_text(json, field->name, row->to);
        json_object_end(json);
    }
    json_object_end(json);
}

/* From each status to each other. */
static void write_all(struct json *json, const struct field *field, const struct transition *row)
{
    const struct machine *machine = field->machine;
    for (size_t i = 0; i < machine->status_count; i++) {
        for (size_t k = 0; k < machine->status_count; k++) {
            const struct transition one = {machine->statuses[i].name, machine->statuses[k].name, row->by, NULL};
            if (i != k) {
                write_row(json, field, &one, true);
            }
        }
    }
}

void transitions_write(struct json *json, const struct field *field)
{
    const struct machine *machine = field->machine;
    json_key(json, "x-transitions");
    json_array(json);
    for (size_t i = 0; i < machine->transition_count; i++) {
        const struct transition *row = &machine->transitions[i];
        if (row->from) {
            write_row(json, field, row, row->act);
        } else {
            write_all(json, field, row);
        }
    }
    json_array_end(json);
}
