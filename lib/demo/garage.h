/* SPDX-License-Identifier: MIT
 *
 * A tenant to look at: “Garage Dupont” with a year of believable business, made day by day by the product's own functions
 * (garage_story.h), so that its numbers, sums and chain are real. The same order makes the same garage, dated from today. */
#ifndef DEMO_GARAGE_H
#define DEMO_GARAGE_H

#include "tenant/tenant.h"

struct demo_user {
    const char *name;
    const char *email;
    const char *password; /* for everyone to read: a demonstration holds no secret */
    const char *role;
};
extern const struct demo_user demo_users[]; /* the owner first; ends with name NULL */

#define DEMO_CONTACTS 200
#define DEMO_CONTACTS_MIN 20
#define DEMO_CONTACTS_MAX 100000

struct demo_order {
    const char *subdomain;
    int64_t contacts; /* vehicles come with them; documents, tasks and activities stay the same in number */
    bool reset;       /* one that is there is deleted first */
    void (*progress)(void *data, int64_t done, int64_t total); /* days; may be NULL */
    void *data;
};

struct demo_result {
    struct tenant tenant;
    bool made;    /* false: the tenant was there, nothing was done */
    bool is_demo; /* its settings say so */
    int64_t contacts;
    int64_t vehicles;
    int64_t quotes;
    int64_t invoices;
    int64_t tasks;
    int64_t activities;
};

/* Makes the tenant, unless it is there. Needs cx->registry; not to be called inside a transaction. When it fails half-way,
 * what was made is deleted again. RC_CONFLICT: `reset` of a tenant that is no demonstration. */
enum rc demo_make(struct cx *cx, const struct demo_order *order, struct demo_result *result);

#endif
