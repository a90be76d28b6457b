/* SPDX-License-Identifier: MIT
 *
 * The demonstration's pipeline: its people, teams and clients. Its deals are told in sales_deals.c. */
#include "demo/sales.h"

#include "base/time.h"
#include "demo/sales_data.h"
#include "people/team.h"
#include "pipeline/client.h"

#define YEARS_DAYS (3 * 365 + 1) /* before the present: a day before the first deal */

/* The first of its people is the manager; all of them are its members. */
static enum rc add_team(struct cx *cx, int64_t index, struct user people[SALES_PEOPLE])
{
    struct team team;
    struct buf members;
    buf_init(&members, cx->arena, 0);
    record_clear(&team_record, &team);
    team.name = sales_teams[index].name;
    team.description = sales_teams[index].description;
    team.manager_id = NULL;
    for (size_t i = 0; i < SALES_PEOPLE; i++) {
        if (sales_people[i].team == index) {
            team.manager_id = team.manager_id ? team.manager_id : people[i].id;
            buf_printf(&members, "%s\"%s\"", members.len ? "," : "", people[i].id);
        }
    }
    team.member_ids = arena_printf(cx->arena, "[%s]", members.data);
    TRY(resource_create(cx, &team_resource, &team, UINT64_MAX));
    for (size_t i = 0; i < SALES_PEOPLE; i++) {
        people[i].team_id = sales_people[i].team == index ? team.id : people[i].team_id;
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

static enum rc furnish(struct cx *cx, const char *const hashes[SALES_PEOPLE], struct user people[SALES_PEOPLE],
                       const char *clients[SALES_CLIENTS])
{
    for (size_t i = 0; i < SALES_PEOPLE; i++) {
        TRY(demo_add(cx, &sales_people[i], hashes[i], &people[i]));
    }
    for (int64_t i = 0; i < SALES_TEAMS; i++) {
        TRY(add_team(cx, i, people));
    }
    for (size_t i = 0; i < SALES_CLIENTS; i++) {
        TRY(add_client(cx, &sales_clients[i], &clients[i]));
    }
    return RC_OK;
}

enum rc sales_tell(struct cx *cx, const struct demo_order *order, const struct user *owner)
{
    struct user people[SALES_PEOPLE];
    const char *hashes[SALES_PEOPLE];
    const char *clients[SALES_CLIENTS];
    int64_t now_ms = cx->now_ms;
    demo_hash(cx, sales_people, SALES_PEOPLE, hashes);
    cx->user = owner;
    cx->now_ms = now_ms - YEARS_DAYS * MS_PER_DAY;
    enum rc rc = db_begin(cx, cx->db, TX_WRITE);
    if (rc == RC_OK) {
        rc = db_end(cx, cx->db, furnish(cx, hashes, people, clients));
    }
    cx->now_ms = now_ms;
    if (rc == RC_OK) {
        rc = sales_tell_deals(cx, order, people, clients);
    }
    cx->user = NULL;
    return rc;
}

enum rc sales_count(struct cx *cx, struct demo_result *result)
{
    const struct access everyone = {.all = 1, .user_id = "", .teams = "[]"};
    struct user person;
    enum rc rc = user_by_email(cx, sales_people[0].email, &person);
    result->sells = rc == RC_OK;
    TRY(rc == RC_NOT_FOUND ? RC_OK : rc);
    TRY(db_int(cx, SQL_CLIENT_TOTAL, NO_ARGS, &result->clients));
    return db_int(cx, SQL_OPPORTUNITY_TOTAL, ARGS(ACCESS_ARGS(&everyone)), &result->deals);
}
