/* SPDX-License-Identifier: MIT
 *
 * The demonstration pipeline from the outside: its people, teams and clients, and that it is whole or the tenant is not
 * there. Its deals are told in sales_deals.c. */
#include "demo/sales.h"

#include <string.h>

#include "auth/password.h"
#include "base/time.h"
#include "demo/sales_data.h"
#include "people/team.h"
#include "pipeline/client.h"

#define YEARS_DAYS (3 * 365 + 1) /* before the present: a day before the first deal */

/* ---- people, teams, clients ---- */

static enum rc add_person(struct cx *cx, const struct pipeline_demo_person *person, const char *hash, struct user *user)
{
    memset(user, 0, sizeof *user);
    record_clear(&user_record, user);
    user_set_name(cx, user, person->name);
    user->email = person->email;
    user->username = person->username;
    user->role = person->role;
    user->password_hash = hash;
    user->is_active = 1;
    return user_insert(cx, user);
}

/* The first of its people is the manager; all of them are its members. */
static enum rc add_team(struct cx *cx, int64_t index, struct user people[PIPELINE_DEMO_PEOPLE])
{
    struct team team;
    struct buf members;
    buf_init(&members, cx->arena, 0);
    record_clear(&team_record, &team);
    team.name = sales_teams[index].name;
    team.description = sales_teams[index].description;
    team.manager_id = NULL;
    for (size_t i = 0; i < PIPELINE_DEMO_PEOPLE; i++) {
        if (pipeline_demo_people[i].team == index) {
            team.manager_id = team.manager_id ? team.manager_id : people[i].id;
            buf_printf(&members, "%s\"%s\"", members.len ? "," : "", people[i].id);
        }
    }
    team.member_ids = arena_printf(cx->arena, "[%s]", members.data);
    TRY(resource_create(cx, &team_resource, &team, UINT64_MAX));
    for (size_t i = 0; i < PIPELINE_DEMO_PEOPLE; i++) {
        people[i].team_id = pipeline_demo_people[i].team == index ? team.id : people[i].team_id;
    }
    return RC_OK;
}

static enum rc add_client(struct cx *cx, const struct sales_client *from, const char **id)
{
    struct client client;
    record_clear(&client_record, &client);
    client.name = from->name;
    client.industry = from->industry;
    client.relationship_tier = from->tier;
    client.contact_person = from->contact_person;
    client.email = from->email;
    client.phone = from->phone;
    client.created_by = cx->user->id;
    TRY(resource_create(cx, &client_resource, &client, UINT64_MAX));
    *id = client.id;
    return RC_OK;
}

static enum rc furnish(struct cx *cx, struct user people[PIPELINE_DEMO_PEOPLE], const char *clients[SALES_CLIENTS])
{
    const char *hash = password_hash(cx, PIPELINE_DEMO_PASSWORD); /* takes its time: once for all */
    TRY(db_begin(cx, cx->db, TX_WRITE));
    for (size_t i = 0; i < PIPELINE_DEMO_PEOPLE; i++) {
        TRY(add_person(cx, &pipeline_demo_people[i], hash, &people[i]));
    }
    for (int64_t i = 0; i < SALES_TEAMS; i++) {
        TRY(add_team(cx, i, people));
    }
    for (size_t i = 0; i < SALES_CLIENTS; i++) {
        TRY(add_client(cx, &sales_clients[i], &clients[i]));
    }
    return db_commit(cx, cx->db);
}

static enum rc fill(struct cx *cx, const struct pipeline_demo_order *order)
{
    struct user owner;
    struct user people[PIPELINE_DEMO_PEOPLE];
    const char *clients[SALES_CLIENTS];
    int64_t now_ms = cx->now_ms;
    TRY(user_by_email(cx, order->owner_email, &owner));
    cx->user = &owner;
    cx->now_ms = now_ms - YEARS_DAYS * MS_PER_DAY;
    enum rc rc = furnish(cx, people, clients);
    cx->now_ms = now_ms;
    if (rc == RC_OK) {
        rc = demo_tell_deals(cx, order, people, clients);
    }
    cx->user = NULL;
    if (rc != RC_OK) {
        db_rollback(cx->db);
    }
    return rc;
}

/* ---- the tenant's file ---- */

static enum rc open_file(struct cx *cx, const struct tenant *tenant)
{
    struct db_options options = {.migrate = true, .bulk = true};
    TRY(db_open(cx, DB_TENANT, tenant_db_path(cx, tenant->id), &options, &cx->db));
    return db_text(cx, SQL_SETTINGS_ZONE, NO_ARGS, &cx->zone);
}

static void close_file(struct cx *cx)
{
    db_close(cx->db);
    cx->db = NULL;
}

enum rc pipeline_demo_make(struct cx *cx, const struct tenant *tenant, const struct pipeline_demo_order *order)
{
    enum rc rc = open_file(cx, tenant);
    if (rc == RC_OK) {
        rc = fill(cx, order);
    }
    if (rc == RC_OK) {
        db_checkpoint(cx->db, 0);
    }
    close_file(cx);
    if (rc != RC_OK) {
        struct fault first = cx->fault;
        tenant_delete(cx, tenant->id); /* what it cannot delete it logs */
        cx->fault = first;
    }
    return rc;
}

static enum rc count(struct cx *cx, struct pipeline_demo_result *result)
{
    const struct access everyone = {.all = 1, .user_id = "", .teams = "[]"};
    struct user person;
    enum rc rc = user_by_email(cx, pipeline_demo_people[0].email, &person);
    result->is_there = rc == RC_OK;
    TRY(rc == RC_NOT_FOUND ? RC_OK : rc);
    TRY(db_int(cx, SQL_CLIENT_TOTAL, NO_ARGS, &result->clients));
    return db_int(cx, SQL_OPPORTUNITY_TOTAL, ARGS(ACCESS_ARGS(&everyone)), &result->deals);
}

enum rc pipeline_demo_look(struct cx *cx, const struct tenant *tenant, struct pipeline_demo_result *result)
{
    *result = (struct pipeline_demo_result){.is_there = false};
    enum rc rc = open_file(cx, tenant);
    if (rc == RC_OK) {
        rc = count(cx, result);
    }
    close_file(cx);
    return rc;
}
