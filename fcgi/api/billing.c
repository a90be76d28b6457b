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
#include "fcgi/api/handlers.h"
#include "fcgi/serve/answer.h"
#include "tenant/tenant.h"

enum rc webhook_stripe(struct cx *cx)
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
    struct json *json = answer_bare(cx, 200);
    json_object(json);
    json_kv_bool(json, "received", 1);
    json_object_end(json);
    return RC_OK;
}

struct checkout {
    const char *plan;
};
static const char *const paid_plans[] = {"PRO", "BUSINESS", NULL};
static const struct field checkout_fields[] = {FIELD_ENUM(struct checkout, plan, F_REQUIRED, paid_plans)};
RECORD(checkout_record, "Checkout", struct checkout, checkout_fields, NULL);

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

/* With an Idempotency-Key the answer is kept, in the transaction that the dispatcher ends. */
static enum rc answer_url(struct cx *cx, const char *url)
{
    TRY(cx->request->idempotency_key ? db_begin(cx, cx->db, TX_WRITE) : RC_OK);
    struct json *json = answer(cx, 200);
    json_object(json);
    json_kv_text(json, "url", url);
    json_object_end(json);
    return RC_OK;
}

enum rc billing_checkout_post(struct cx *cx)
{
    struct checkout checkout;
    uint64_t present;
    const char *url;
    TRY(input(cx, &checkout_record, PARSE_CREATE, &checkout, &present));
    TRY(billing_checkout(cx, checkout.plan, once(cx), &url));
    return answer_url(cx, url);
}

/* A body may come along, with nothing in it. */
static const struct record nothing_record = {"Nothing", sizeof(struct checkout), NULL, 0, NULL};

enum rc billing_portal_post(struct cx *cx)
{
    struct checkout none;
    uint64_t present;
    const char *url;
    TRY(cx->request->body_len ? input(cx, &nothing_record, PARSE_CREATE, &none, &present) : RC_OK);
    TRY(billing_portal(cx, once(cx), &url));
    return answer_url(cx, url);
}
