/* SPDX-License-Identifier: MIT
 *
 * The timeline: all of it is generic (crud.h). */
#include "workshop/activity.h"

#include "fcgi/api/rows.h"

static const struct route rows[] = {
    {READ("/api/activities", crud_list, "The timeline; the first 1,000 unless `page` or `limit` is given"),
     .resource = &activity_resource},
    {CREATE("/api/activities", crud_create, "Log an activity"), .resource = &activity_resource},
    {READ("/api/activities/{id}", crud_get, "An activity"), .resource = &activity_resource},
    {.method = NULL},
};
const struct route_group activity_routes = {"Activities", "The timeline: what was done, by people and by the product itself.",
                                            rows};
