/* SPDX-License-Identifier: MIT
 *
 * A tenant to look at: “Garage Dupont” with a year of believable business (garage.h), and a sales pipeline of three years
 * (sales.h), made day by day by the product's own functions, so that its numbers, sums and chain are real. The same order makes
 * the same tenant, dated from today. */
#ifndef DEMO_DEMO_H
#define DEMO_DEMO_H

#include "demo/person.h"
#include "tenant/tenant.h"

#define DEMO_CONTACTS 200
#define DEMO_CONTACTS_MIN 20
#define DEMO_CONTACTS_MAX 100000
#define DEMO_DEALS 300
#define DEMO_DEALS_MIN 1
#define DEMO_DEALS_MAX 1000000

struct demo_order {
    const char *subdomain;
    int64_t contacts; /* vehicles come with them; documents, tasks and activities stay the same in number */
    int64_t deals;    /* 0: without the pipeline and its people */
    bool reset;       /* one that is there is deleted first */
    void (*progress)(void *data, const char *what, int64_t done, int64_t total); /* "day", "opportunity"; may be NULL */
    void *data;
};

struct demo_result {
    struct tenant tenant;
    bool made;    /* false: the tenant was there, nothing was done */
    bool is_demo; /* its settings say so */
    bool sells;   /* the people of the pipeline are there */
    int64_t contacts;
    int64_t vehicles;
    int64_t quotes;
    int64_t invoices;
    int64_t tasks;
    int64_t activities;
    int64_t clients;
    int64_t deals;
};

/* Makes the tenant, unless it is there. Needs cx->registry; not to be called inside a transaction. When it fails half-way,
 * what was made is deleted again: a demonstration is whole or not there. RC_CONFLICT: `reset` of a tenant that is no
 * demonstration. */
enum rc demo_make(struct cx *cx, const struct demo_order *order, struct demo_result *result);

#endif
