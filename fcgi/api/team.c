/* SPDX-License-Identifier: MIT
 *
 * Teams: all of it is generic (crud.h). */
#include "people/team.h"

#include "fcgi/api/rows.h"

static const struct route rows[] = {
    {DEAL_READ("/api/teams", crud_list, "List teams; the first 1,000 unless `page` or `limit` is given"),
     .resource = &team_resource},
    {DEAL_ROW("POST", "/api/teams", crud_create, "Create a team", PERM_ADMIN, TX_WRITE, RATE_WRITE), .resource = &team_resource,
     .flags = ROUTE_CREATED},
    {DEAL_READ("/api/teams/{id}", crud_get, "A team with manager and members"), .resource = &team_resource},
    {DEAL_ROW("PUT", "/api/teams/{id}", crud_change, "Change what is named; `member_ids` become its members, others leave",
              PERM_ADMIN, TX_WRITE, RATE_WRITE),
     .resource = &team_resource},
    {.method = NULL},
};
const struct route_group team_routes = {"Teams",
                                        "Who sells together, and who leads them. Admins make them; everyone reads them.", rows};
