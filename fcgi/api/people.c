/* SPDX-License-Identifier: MIT
 *
 * What admins do with the accounts of others: make and change them. Lists and reading are generic (crud.h). */
#include "fcgi/api/rows.h"
#include "people/invitation.h"
#include "people/person.h"

static enum rc person_add(struct cx *cx)
{
    struct user person;
    TRY(input_checked_later(cx, &person_record, PARSE_CREATE, &person, NULL));
    TRY(person_check(cx, &person));
    TRY(invitation_add(cx, &person));
    return crud_answer(cx, 201, &person_resource, person.id);
}

static enum rc person_put(struct cx *cx)
{
    struct user patch;
    uint64_t present = 0;
    TRY(input_checked_later(cx, &person_record, PARSE_CHANGE, &patch, &present));
    TRY(person_change(cx, path_id(cx, 0), &person_record, &patch, present));
    return crud_answer(cx, 200, &person_resource, path_id(cx, 0));
}

static const char *const active_values[] = {"true", "false", "all", NULL};
static const struct field names_query[] = {
    {.name = "active",
     .type = FT_ENUM,
     .values = active_values,
     .about = "Those who are active (when left out), those who have left, or all"},
    {.name = NULL},
};

static enum rc user_names(struct cx *cx)
{
    const char *active;
    TRY(query_choice(cx, &names_query[0], &active));
    struct list_page *page = arena_alloc(cx->arena, sizeof *page);
    struct query query = request_as_query(cx);
    TRY(list_read(cx, &user_name_list, &query, ARGS(ARG_T("active", active)), page));
    return answer_list(cx, user_name_list.record, page);
}

static const struct route rows[] = {
    {.method = "GET",
     .path = "/api/users/names",
     .dialect = DIALECT_PIPELINE,
     .perm = PERM_USER,
     .tx = TX_READ,
     .rate = RATE_READ,
     .handler = user_names,
     .list = &user_name_list,
     .out = &user_name_record,
     .query = names_query,
     .flags = ROUTE_ROWS,
     .about = "Names of the people of the tenant, to choose from; the first 1,000 unless `page` or `limit` is given"},
    {DEAL_ROW("GET", "/api/users", crud_list, "List people", PERM_MANAGER, TX_READ, RATE_READ), .resource = &person_resource},
    {DEAL_ROW("POST", "/api/users", person_add, "Create an account; without a password its owner gets a link to choose one",
              PERM_ADMIN, TX_NONE, RATE_WRITE),
     .pool = POOL_HEAVY, .in = &person_record, .out = &person_record, .flags = ROUTE_CREATED},
    {DEAL_ROW("GET", "/api/users/{id}", crud_get, "A person with the team", PERM_MANAGER, TX_READ, RATE_READ),
     .resource = &person_resource},
    {DEAL_ROW("PUT", "/api/users/{id}", person_put, "Change role, team or activity; deals follow their owner's team",
              PERM_ADMIN, TX_WRITE, RATE_WRITE),
     .label = "User", .in = &person_record, .out = &person_record},
    {.method = NULL},
};
const struct route_group people_routes = {"Users", "The people of the tenant.", rows};
