/* SPDX-License-Identifier: MIT
 *
 * Sessions of Stripe (https://docs.stripe.com/api/checkout/sessions/create, …/customer_portal/sessions/create), asked for as its
 * official library does. A request that broke is repeated under the same Idempotency-Key. */
#include "billing/session.h"

#include <string.h>

#include "auth/user.h"
#include "base/config.h"
#include "base/config_value.h"
#include "base/log.h"
#include "base/str.h"
#include "base/uuid.h"
#include "data/json_in.h"
#include "http/http.h"
#include "tenant/origin.h"
#include "tenant/tenant.h"

#define STRIPE_VERSION "2026-10-28.endive"
#define ATTEMPT_MS 15000
#define BUDGET_MS 40000
#define RETRY_MAX_S 3600

struct answer {
    const char *url;
    const char *error_message;
};
static const struct field answer_fields[] = {
    FIELD_TEXT(struct answer, url, 0, 0, 0),
    FIELD_GROUP_TEXT(struct answer, "error", error_message, 0, 0, 0),
};
static RECORD(answer_record, "Answer", struct answer, answer_fields, NULL);

const char *billing_price_of(struct cx *cx, const char *plan)
{
    const char *map = config_get("stripe_prices");
    const char *end = arena_printf(cx->arena, "=%s", plan);
    for (const char *entry = *map ? config_next(cx->arena, &map) : NULL; entry; entry = config_next(cx->arena, &map)) {
        if (str_ends(entry, end)) {
            return arena_strndup(cx->arena, entry, strlen(entry) - strlen(end));
        }
    }
    return NULL;
}

static enum rc check_configured(struct cx *cx)
{
    if (!*config_get("stripe_key")) {
        return fault_set(cx, RC_UNAVAILABLE, "BILLING_NOT_CONFIGURED",
                         "Nobody can subscribe here: stripe_key and stripe_prices are not set");
    }
    return RC_OK;
}

/* An answer that is no JSON says nothing. */
static void read_answer(struct cx *cx, const struct http_response *response, struct answer *answer)
{
    size_t at;
    *answer = (struct answer){0};
    bool whole = !json_scan(response->body, response->body_len, JSON_MAX_VALUES, &at) && *response->body == '{';
    if (whole && record_load(cx, &answer_record, response->body, answer) != RC_OK) {
        fault_clear(cx);
    }
}

/* The log gets no sentence of Stripe's, which may name the customer: its dashboard has them all. */
static enum rc refused(struct cx *cx, const struct http_response *response)
{
    int64_t wait_s = http_retry_after_s(cx, response);
    log_line(LOG_LEVEL_WARNING, "Stripe answered %d, with no page to go to", response->status);
    fault_set(cx, RC_UNAVAILABLE, NULL, "The payment service has refused this; try again later");
    cx->fault.retry_after_s = wait_s > 0 && wait_s < RETRY_MAX_S ? wait_s : 0;
    return RC_UNAVAILABLE;
}

static enum rc ask(struct cx *cx, const char *path, const struct buf *form, const char *once, const char **url)
{
    struct http_response response;
    struct answer answer;
    const struct http_header headers[] = {{"Accept", "application/json"},
                                          {"Content-Type", "application/x-www-form-urlencoded"},
                                          {"Stripe-Version", STRIPE_VERSION},
                                          {"Idempotency-Key", once ? once : uuid_new(cx->arena)},
                                          {NULL, NULL}};
    const struct http_request request = {.method = "POST",
                                         .url = arena_printf(cx->arena, "%s%s", config_get("stripe_url"), path),
                                         .headers = headers,
                                         .bearer = config_get("stripe_key"),
                                         .body = form->data,
                                         .body_len = form->len,
                                         .total_ms = ATTEMPT_MS};
    enum rc rc = http_send_again(cx, &request, &(struct http_retry){.budget_ms = BUDGET_MS, .repeatable = true}, &response);
    if (rc != RC_OK) {
        log_line(LOG_LEVEL_WARNING, "Stripe: %s", cx->fault.message);
        return fault_set(cx, RC_UNAVAILABLE, NULL, "The payment service does not answer; try again later");
    }
    read_answer(cx, &response, &answer);
    if (response.status / 100 != 2 || !answer.url || !str_starts(answer.url, "https://")) {
        return refused(cx, &response);
    }
    *url = answer.url;
    return RC_OK;
}

static const char *page(struct cx *cx, const char *query)
{
    return arena_printf(cx->arena, "%s/settings%s", tenant_origin(cx), query);
}

enum rc billing_checkout(struct cx *cx, const char *plan, const char *once, const char **url)
{
    const struct tenant *tenant = cx->tenant;
    struct buf form;
    TRY(check_configured(cx));
    const char *price = billing_price_of(cx, plan);
    if (!price) {
        return fault_field(cx, "plan", PROBLEM_NOT_FOR_SALE, "This plan is not for sale here");
    }
    if (tenant->stripe_subscription_id) {
        return fault_set(cx, RC_CONFLICT, "SUBSCRIPTION_EXISTS", "There is a subscription: change it at /api/billing/portal");
    }
    buf_init(&form, cx->arena, 1024);
    http_form_add(&form, "mode", "subscription");
    if (tenant->stripe_customer_id) {
        http_form_add(&form, "customer", tenant->stripe_customer_id);
    } else {
        http_form_add(&form, "customer_email", cx->user->email);
    }
    http_form_add(&form, "client_reference_id", tenant->id);
    http_form_add(&form, "line_items[0][price]", price);
    http_form_add(&form, "line_items[0][quantity]", "1");
    http_form_add(&form, "success_url", page(cx, "?checkout={CHECKOUT_SESSION_ID}"));
    http_form_add(&form, "cancel_url", page(cx, ""));
    http_form_add(&form, "subscription_data[metadata][tenant]", tenant->id);
    return ask(cx, "/v1/checkout/sessions", &form, once, url);
}

enum rc billing_portal(struct cx *cx, const char *once, const char **url)
{
    struct buf form;
    TRY(check_configured(cx));
    if (!cx->tenant->stripe_customer_id) {
        return fault_set(cx, RC_CONFLICT, "NO_SUBSCRIPTION", "There is no subscription yet: take one at /api/billing/checkout");
    }
    buf_init(&form, cx->arena, 512);
    http_form_add(&form, "customer", cx->tenant->stripe_customer_id);
    http_form_add(&form, "return_url", page(cx, ""));
    return ask(cx, "/v1/billing_portal/sessions", &form, once, url);
}
