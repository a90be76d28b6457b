/* SPDX-License-Identifier: MIT
 *
 * The pipeline of the demonstration tenant: three teams, a dozen people, clients, and deals over three years, told by the
 * product's own functions, so that history and figures are real. The same order makes the same pipeline, dated from today.
 * The garage itself is made by lib/demo/garage.c. */
#ifndef DEMO_SALES_H
#define DEMO_SALES_H

#include "tenant/tenant.h"

#define PIPELINE_DEMO_DEALS 300
#define PIPELINE_DEMO_DEALS_MIN 1
#define PIPELINE_DEMO_DEALS_MAX 1000000
#define PIPELINE_DEMO_PEOPLE 12
#define PIPELINE_DEMO_PASSWORD "SalesPassword123!" /* of all of them; for everyone to read */

struct pipeline_demo_person {
    const char *name;
    const char *username;
    const char *email;
    const char *role;
    int64_t team; /* index of their team; the first of a team manages it */
};
extern const struct pipeline_demo_person pipeline_demo_people[PIPELINE_DEMO_PEOPLE];

struct pipeline_demo_order {
    const char *owner_email; /* of the tenant: who gives the teams and clients */
    int64_t deals;
    void (*progress)(void *data, int64_t done, int64_t total); /* deals; may be NULL */
    void *data;
};

struct pipeline_demo_result {
    bool is_there; /* its people are */
    int64_t clients;
    int64_t deals;
};

/* Adds it to a tenant that has none. Needs cx->registry; not to be called inside a transaction. When it fails half-way, the
 * tenant is deleted: a demonstration is whole or not there. */
enum rc pipeline_demo_make(struct cx *cx, const struct tenant *tenant, const struct pipeline_demo_order *order);

/* What a tenant holds of it. */
enum rc pipeline_demo_look(struct cx *cx, const struct tenant *tenant, struct pipeline_demo_result *result);

#endif
