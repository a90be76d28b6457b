/* SPDX-License-Identifier: MIT
 *
 * What Stripe's events change of a tenant: its plan, its status, its Stripe ids. An event is processed once, one that is older
 * than what was applied already changes nothing, and an event of a subscription that the tenant has left does not touch the
 * one that it has. A failed payment marks the tenant past_due and keeps serving it; nothing here suspends or resumes one.
 * Event types: https://docs.stripe.com/api/events/types */
#ifndef BILLING_BILLING_H
#define BILLING_BILLING_H

#include "base/cx.h"

/* Processes one event whose signature was checked, in a transaction of the registry of its own. RC_OK also for an event that
 * was processed before, concerns no tenant that is known, or is of another type. RC_INVALID: no event. */
enum rc billing_event(struct cx *cx, const char *body, size_t len);

/* Forgets the ids of events that Stripe no longer repeats. */
enum rc billing_prune(struct cx *cx);

/* The plan of a price, from the setting `stripe_prices` ("price_1=PRO,price_2=BUSINESS"); NULL: none. */
const char *billing_plan_of(struct cx *cx, const char *price);

#endif
