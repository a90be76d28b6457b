/* SPDX-License-Identifier: MIT
 *
 * Stripe: its webhook, where the signature is the credential, over the body as it came; and the pages that an admin is sent to. */
#include "billing/billing.h"

#include <string.h>

#include "auth/digest.h"
#include "auth/user.h"
#include "base/config.h"
#include "billing/session.h"
#include "billing/signature.h"
#include "fcgi/api/rows.h"
#include "tenant/tenant.h"

static enum rc webhook_stripe(struct cx *cx)
{
    const struct request *request = cx->request;
    const char *secrets = config_get("stripe_webhook_secret");
    if (!*secrets) {
        return fault_set(cx, RC_UNAVAILABLE, NULL, "This server takes no webhooks: stripe_webhook_secret is not set");
    }
    if (!signature_valid(cx, request->stripe_signature, request->body, request->body_len, secrets)) {
        return fault_set(cx, RC_INVALID, "INVALID_SIGNATURE", "Stripe-Signature does not fit this body, or is too old");
    }
    TRY(billing_event(cx, request->body, request->body_len));
    return answer_received(cx);
}

struct checkout {
    const char *plan;
};
static const char *const paid_plans[] = {"PRO", "BUSINESS", NULL};
static const struct field checkout_fields[] = {FIELD_ENUM(struct checkout, plan, F_REQUIRED, paid_plans)};
static RECORD(checkout_record, "Checkout", struct checkout, checkout_fields, NULL);

/* The Idempotency-Key as Stripe gets it, whose keys are those of all tenants; NULL: none. */
static const char *once(struct cx *cx)
{
    const struct request *request = cx->request;
    if (!request->idempotency_key) {
        return NULL;
    }
    const char *whole =
        arena_printf(cx->arena, "%s %s %s %s", cx->tenant->id, cx->user->id, request->path, request->idempotency_key);
    char *hex = arena_alloc(cx->arena, SHA256_HEX);
    sha256_hex(whole, strlen(whole), hex);
    return hex;
}

/* Where a browser goes next. */
struct page {
    const char *url;
};
static const struct field page_fields[] = {FIELD_TEXT(struct page, url, F_REQUIRED, 0, 0)};
static RECORD(page_record, "Page", struct page, page_fields, NULL);

/* With an Idempotency-Key the answer is kept, in the transaction that the dispatcher ends. */
static enum rc answer_url(struct cx *cx, const char *url)
{
    TRY(cx->request->idempotency_key ? db_begin(cx, cx->db, TX_WRITE) : RC_OK);
    const struct page page = {url};
    TRY(answer_record(cx, 200, &page_record, &page));
    return RC_OK;
}

static enum rc billing_checkout_post(struct cx *cx)
{
    struct checkout checkout;
    uint64_t present;
    const char *url;
    TRY(input(cx, &checkout_record, PARSE_CREATE, &checkout, &present));
    TRY(billing_checkout(cx, checkout.plan, once(cx), &url));
    return answer_url(cx, url);
}

/* A body may come along, with nothing in it. */
static const struct record nothing_record = {"Nothing", sizeof(struct checkout), NULL, 0, NULL, NULL};

static enum rc billing_portal_post(struct cx *cx)
{
    struct checkout none;
    uint64_t present;
    const char *url;
    TRY(cx->request->body_len ? input(cx, &nothing_record, PARSE_CREATE, &none, &present) : RC_OK);
    TRY(billing_portal(cx, once(cx), &url));
    return answer_url(cx, url);
}

static const struct route billing_rows[] = {
    {ROW("POST", "/api/billing/checkout", billing_checkout_post, "A page of Stripe on which to subscribe to a plan", PERM_ADMIN,
         TX_NONE, RATE_WRITE),
     .pool = POOL_SLOW, .in = &checkout_record, .out = &page_record},
    {ROW("POST", "/api/billing/portal", billing_portal_post, "The page of Stripe on which to change payment or plan",
         PERM_ADMIN, TX_NONE, RATE_WRITE),
     .pool = POOL_SLOW, .out = &page_record},
    {.method = NULL},
};
const struct route_group billing_routes = {
    "Billing", "Pages of the payment service on which an admin subscribes and changes the subscription.", billing_rows};

static const struct route stripe_rows[] = {
    {.method = "POST",
     .path = "/api/webhooks/stripe",
     .pool = POOL_HEAVY,
     .handler = webhook_stripe,
     .out = &received_record,
     .flags = ROUTE_ANYWHERE | ROUTE_RAW | ROUTE_WHOLE,
     .about = "Events of Stripe, signed by it: plan and status of the tenant that they name"},
    {.method = NULL},
};
const struct route_group stripe_routes = {"Webhooks", NULL, stripe_rows};
