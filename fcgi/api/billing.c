/* SPDX-License-Identifier: MIT
 *
 * Stripe's side of the door: its webhook. The signature is the credential, over the body as it came. */
#include "billing/billing.h"

#include "base/config.h"
#include "billing/signature.h"
#include "fcgi/answer.h"
#include "fcgi/api/handlers.h"

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
