/* SPDX-License-Identifier: MIT
 *
 * Pages of Stripe that a tenant is sent to: to subscribe, and to change what it has. Made by its API (setting `stripe_key`); what
 * people do there comes back as events (billing.h). Talks to the network: no transaction may be open. `once`: what is asked for again
 * under the same, Stripe makes once (1 to 255 characters, no other tenant's); NULL: each call is another. */
#ifndef BILLING_SESSION_H
#define BILLING_SESSION_H

#include "base/cx.h"

/* A page to subscribe to a plan ("PRO"), for cx->tenant and cx->user. RC_UNAVAILABLE: nothing is configured, or Stripe does not
 * answer; RC_CONFLICT SUBSCRIPTION_EXISTS: there is a subscription, which the portal changes; RC_INVALID: the plan has no price. */
enum rc billing_checkout(struct cx *cx, const char *plan, const char *once, const char **url);

/* The page to change payment or plan. RC_CONFLICT NO_SUBSCRIPTION: Stripe does not know this tenant yet. */
enum rc billing_portal(struct cx *cx, const char *once, const char **url);

/* The first price of a plan in the setting `stripe_prices`; NULL: it has none. */
const char *billing_price_of(struct cx *cx, const char *plan);

#endif
