/* SPDX-License-Identifier: MIT
 *
 * Which query parameters a route knows, out of the tables that read them. */
#include "fcgi/serve/parameters.h"

#include "base/str.h"
#include "fcgi/serve/http.h"
#include "store/list.h"

#define MORE_PARAMETERS 8 /* search, order, page, and the end */

/* The array while it is filled. */
struct parameters {
    struct arena *arena;
    struct field *fields;
    size_t count, room;
};

static void add(struct parameters *all, const struct field *field)
{
    if (all->count + 1 == all->room) {
        struct field *larger = arena_array(all->arena, all->room * 2, sizeof *larger);
        memcpy(larger, all->fields, all->count * sizeof *larger);
        all->fields = larger;
        all->room *= 2;
    }
    all->fields[all->count++] = *field;
}

bool route_is_list(const struct route *route)
{
    return str_eq(route->method, "GET") && route->resource && route->resource->list && !strchr(route->path, '{');
}

bool route_is_rows(const struct route *route)
{
    return route_is_list(route) || route->flags & ROUTE_ROWS;
}

bool route_is_paged(const struct route *route)
{
    return route->flags & (ROUTE_PAGED | ROUTE_ROWS) || (route_is_list(route) && !(route->flags & ROUTE_FILE));
}

const struct list_spec *route_list(const struct route *route)
{
    return route->list ? route->list : route_is_list(route) ? route->resource->list : NULL;
}

const struct list_summary *route_sums(const struct route *route)
{
    const struct list_spec *list = route_list(route);
    return list && route_is_paged(route) && !(route->flags & ROUTE_FILE) ? list->summary : NULL;
}

static void add_sorts(struct parameters *all, const struct list_spec *list)
{
    static const char *const orders[] = {"asc", "desc", NULL};
    const char *const *keys = list_orders(all->arena, list);
    if (*keys) {
        add(all, &(struct field){.name = "sort_by", .type = FT_ENUM, .values = keys});
        add(all, &(struct field){.name = "sort_order", .type = FT_ENUM, .values = orders});
    }
}

static void add_page(struct parameters *all)
{
    static const struct field page = {
        .name = "page", .type = FT_INT, .min = 1, .max = 1000000000, .about = "From 1; one past the last is empty"};
    static const struct field limit = {.name = "limit", .type = FT_INT, .min = 1, .max = 100, .about = "20 when left out"};
    add(all, &page);
    add(all, &limit);
}

static void add_filter(struct parameters *all, const struct filter *filter)
{
    struct field field = filter->type;
    field.name = filter->param;
    field.type = filter->words ? FT_TEXT : field.type; /* its text says which */
    field.flags |= filter_takes_several(filter) ? F_MANY : 0;
    if (filter_takes_several(filter) && !field.about) {
        field.about = "One or several, repeated or separated by commas: any may match";
    }
    add(all, &field);
}

static void add_list(struct parameters *all, const struct list_spec *list)
{
    static const struct field search = {
        .name = "search", .type = FT_TEXT, .about = "Beginnings of words, without regard to case and accents"};
    if (list->search) {
        add(all, &search);
    }
    const struct record *fields = list_fields(list);
    for (size_t i = 0; i < fields->count; i++) {
        if (fields->fields[i].flags & F_FILTER) {
            const struct filter filter = list_field_filter(all->arena, list, &fields->fields[i]);
            add_filter(all, &filter);
        }
    }
    for (const struct filter *filter = list->filters; filter && filter->param; filter++) {
        add_filter(all, filter);
    }
    add_sorts(all, list);
}

const struct field *route_parameters(struct arena *arena, const struct route *route)
{
    struct parameters all = {.arena = arena, .room = MORE_PARAMETERS};
    all.fields = arena_array(arena, all.room, sizeof *all.fields);
    const struct list_spec *list = route_list(route);
    if (route_is_paged(route)) {
        add_page(&all);
    }
    if (list) {
        add_list(&all, list);
    }
    if (route_sums(route)) {
        add(&all, &(struct field){
                      .name = "summary", .type = FT_BOOL, .about = "`summary` beside the rows, over all filters but `status`"});
    }
    for (const struct field *field = route->query; field && field->name; field++) {
        add(&all, field);
    }
    all.fields[all.count] = (struct field){.name = NULL};
    return all.fields;
}

static bool knows(const struct field *known, const char *name)
{
    while (known->name && !str_eq(known->name, name)) {
        known++;
    }
    return known->name != NULL;
}

/* Told with those that are known: names of ours. */
static const struct problem *unknown(struct arena *arena, const struct field *known)
{
    struct buf message, params;
    buf_init(&message, arena, 0);
    buf_init(&params, arena, 0);
    buf_str(&message, known->name ? "Unknown parameter; known are " : "Unknown parameter; none is known here");
    for (const struct field *field = known; field->name; field++) {
        buf_printf(&message, "%s%s", field == known ? "" : ", ", field->name);
        buf_printf(&params, "%s\"%s\"", field == known ? "" : ",", field->name);
    }
    return problem_new(arena, PROBLEM_UNKNOWN_PARAMETER, arena_printf(arena, "{\"known\":[%s]}", params.data), message.data);
}

enum rc parameters_check(struct cx *cx, const struct route *route)
{
    const struct request *request = cx->request;
    if (request->parameter_count == 0) {
        return RC_OK;
    }
    const struct field *known = route_parameters(cx->arena, route);
    const struct problem *problem = NULL;
    for (size_t i = 0; i < request->parameter_count; i++) {
        const char *name = request->parameters[i].name;
        if (!knows(known, name)) {
            problem = problem ? problem : unknown(cx->arena, known);
            fault_problem(cx, name, problem);
        }
    }
    return fault_check(cx);
}
