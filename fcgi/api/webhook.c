/* SPDX-License-Identifier: MIT
 *
 * Where carriers report what became of messages. The signature is the credential, over the body as it came. Resend calls one
 * address of the host; Twilio calls the tenant's host, as each message told it to. */
#include "base/config.h"
#include "base/str.h"
#include "fcgi/api/rows.h"
#include "http/http.h"
#include "messaging/signature.h"
#include "messaging/status.h"
#include "tenant/origin.h"
#include "tenant/tenant.h"

static enum rc no_signature(struct cx *cx, const char *header)
{
    return fault_printf(cx, RC_INVALID, "INVALID_SIGNATURE", "%s does not fit this body, or is too old", header);
}

static enum rc webhook_resend(struct cx *cx)
{
    const struct request *request = cx->request;
    const char *secrets = config_get("resend_webhook_secret");
    const struct svix svix = {request->svix_id, request->svix_timestamp, request->svix_signature};
    if (!*secrets) {
        return fault_set(cx, RC_UNAVAILABLE, NULL, "This server takes no webhooks of Resend: resend_webhook_secret is not set");
    }
    if (!svix_valid(cx, &svix, request->body, request->body_len, secrets)) {
        return no_signature(cx, "Svix-Signature");
    }
    TRY(status_resend(cx, request->body, request->body_len));
    return answer_received(cx);
}

/* Twilio signs the URL as it was told it, or with the port that it stands for. */
static bool fits_url(struct cx *cx, struct http_pair *fields, size_t count)
{
    const char *query = cx->request->query;
    const char *path = arena_printf(cx->arena, "/api/webhooks/twilio%s%s", *query ? "?" : "", query);
    const char *token = config_get("twilio_token");
    const char *host = arena_printf(cx->arena, "https://%s.%s", cx->tenant->subdomain, config_get("domain"));
    const char *urls[] = {arena_printf(cx->arena, "%s%s", tenant_origin(cx), path), arena_printf(cx->arena, "%s%s", host, path),
                          arena_printf(cx->arena, "%s:443%s", host, path)};
    bool fits = false;
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        fits |= twilio_valid(cx, cx->request->twilio_signature, urls[i], fields, count, token);
    }
    return fits;
}

static enum rc webhook_twilio(struct cx *cx)
{
    const struct request *request = cx->request;
    struct http_pair *fields;
    size_t count = 0;
    if (!*config_get("twilio_token")) {
        return fault_set(cx, RC_UNAVAILABLE, NULL, "This server takes no webhooks of Twilio: twilio_token is not set");
    }
    if (!http_form_parse(cx->arena, request->body, request->body_len, &fields, &count)) {
        return fault_set(cx, RC_INVALID, NULL, "This is no form");
    }
    if (!fits_url(cx, fields, count)) {
        return no_signature(cx, "X-Twilio-Signature");
    }
    TRY(status_twilio(cx, request_query(cx, "message", 0), fields, count));
    return answer_received(cx);
}

static const struct field twilio_query[] = {
    {.name = "message", .type = FT_UUID, .about = "The message it is about, as it was told when it was handed over"},
    {.name = NULL},
};

static const struct route rows[] = {
    {.method = "POST",
     .path = "/api/webhooks/resend",
     .pool = POOL_HEAVY,
     .handler = webhook_resend,
     .out = &received_record,
     .flags = ROUTE_ANYWHERE | ROUTE_RAW | ROUTE_WHOLE,
     .about = "Events of Resend, signed by it: what became of an e-mail"},
    {.method = "POST",
     .path = "/api/webhooks/twilio",
     .pool = POOL_HEAVY,
     .handler = webhook_twilio,
     .query = twilio_query,
     .out = &received_record,
     .flags = ROUTE_RAW | ROUTE_WHOLE,
     .about = "Status callbacks of Twilio, signed by it: what became of a WhatsApp message"},
    {.method = NULL},
};
const struct route_group webhook_routes = {"Webhooks", "What other services tell this one. Their signature is the credential.",
                                           rows};
