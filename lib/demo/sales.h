/* SPDX-License-Identifier: MIT
 *
 * The pipeline of the demonstration: three teams, a dozen people, clients, and deals over three years. */
#ifndef DEMO_SALES_H
#define DEMO_SALES_H

#include "demo/demo.h"

#define SALES_PEOPLE 12
#define SALES_PASSWORD "SalesPassword123!" /* of all of them */

extern const struct demo_person sales_people[SALES_PEOPLE];

/* Adds it to a tenant's file that has none, in transactions of its own. */
enum rc sales_tell(struct cx *cx, const struct demo_order *order, const struct user *owner);

/* What a file holds of it. */
enum rc sales_count(struct cx *cx, struct demo_result *result);

#endif
