/* SPDX-License-Identifier: MIT
 *
 * An event's object has two shapes that matter, session and subscription; both are read into one struct, in which what a shape
 * does not have is NULL. A tenant is found by client_reference_id, then by customer, then by the id that our own checkout puts
 * into the subscription's metadata: a subscription's events may come before its session is completed. */
#include "billing/billing.h"

#include <string.h>

#include "base/config.h"
#include "base/log.h"
#include "base/str.h"
#include "base/time.h"
#include "data/json_in.h"
#include "store/db.h"
#include "tenant/tenant.h"

#define KEPT_DAYS 90 /* Stripe repeats an event for three days, and people by hand for thirty */

/* ---- what is read ---- */

struct event {
    const char *id;
    const char *type;
    int64_t created; /* seconds since 1970 */
    const char *data_object;
};
static const struct field event_fields[] = {
    FIELD_TEXT(struct event, id, 0, 0, 0),
    FIELD_TEXT(struct event, type, 0, 0, 0),
    FIELD_INT(struct event, created, 0, 0, 0),
    {.name = "data_object", .type = FT_RAW, .offset = offsetof(struct event, data_object), .group = "data"},
};
static RECORD(event_record, "Event", struct event, event_fields, NULL);

struct item {
    const char *price_id;
};
static const struct field item_fields[] = {FIELD_GROUP_TEXT(struct item, "price", price_id, 0, 0, 0)};
static RECORD(item_record, "Item", struct item, item_fields, NULL);

struct subject {
    const char *id;
    const char *customer;            /* an id, or an object when Stripe was asked to expand it */
    const char *subscription;        /* likewise; of a session or an invoice */
    const char *client_reference_id; /* of a session: the tenant's id */
    const char *payment_status;      /* of a session */
    const char *status;              /* of a subscription */
    const char *metadata_plan;
    const char *metadata_tenant;
    const char *parent_subscription_details; /* of an invoice, since version 2025-03-31 */
    struct list items_data;                  /* of a subscription */
    struct list line_items_data;             /* of a session, if expanded */
};
#define GROUP_RAW(member, group_name)                                                                                          \
    {                                                                                                                          \
        .name = #member, .type = FT_RAW, .offset = offsetof(struct subject, member), .group = (group_name)                     \
    }
#define GROUP_ITEMS(member, group_name)                                                                                        \
    {                                                                                                                          \
        .name = #member, .type = FT_LIST, .offset = offsetof(struct subject, member), .group = (group_name),                   \
        .sub = &item_record                                                                                                    \
    }
static const struct field subject_fields[] = {
    FIELD_TEXT(struct subject, id, 0, 0, 0),
    FIELD_RAW(struct subject, customer, 0),
    FIELD_RAW(struct subject, subscription, 0),
    FIELD_TEXT(struct subject, client_reference_id, 0, 0, 0),
    FIELD_TEXT(struct subject, payment_status, 0, 0, 0),
    FIELD_TEXT(struct subject, status, 0, 0, 0),
    FIELD_GROUP_TEXT(struct subject, "metadata", metadata_plan, 0, 0, 0),
    FIELD_GROUP_TEXT(struct subject, "metadata", metadata_tenant, 0, 0, 0),
    GROUP_RAW(parent_subscription_details, "parent"),
    GROUP_ITEMS(items_data, "items"),
    GROUP_ITEMS(line_items_data, "line_items"),
};
static RECORD(subject_record, "Subject", struct subject, subject_fields, NULL);

struct named {
    const char *id;
    const char *subscription;
};
static const struct field named_fields[] = {
    FIELD_TEXT(struct named, id, 0, 0, 0),
    FIELD_TEXT(struct named, subscription, 0, 0, 0),
};
static RECORD(named_record, "Named", struct named, named_fields, NULL);

/* "\"cus_1\"" or an object with an id -> "cus_1"; NULL for anything else. */
static enum rc read_id(struct cx *cx, const char **raw)
{
    struct named named = {0};
    size_t len = *raw ? strlen(*raw) : 0;
    if (len > 2 && **raw == '"') {
        *raw = arena_strndup(cx->arena, *raw + 1, len - 2); /* ids have nothing to escape */
        return RC_OK;
    }
    if (len > 0 && **raw == '{') {
        TRY(record_load(cx, &named_record, *raw, &named));
    }
    *raw = named.id;
    return RC_OK;
}

static enum rc read_subject(struct cx *cx, const char *object, struct subject *subject)
{
    TRY(record_load(cx, &subject_record, object, subject));
    TRY(read_id(cx, &subject->customer));
    TRY(read_id(cx, &subject->subscription));
    if (!subject->subscription && subject->parent_subscription_details) {
        struct named named;
        TRY(record_load(cx, &named_record, subject->parent_subscription_details, &named));
        subject->subscription = named.subscription;
    }
    return RC_OK;
}

static enum rc no_event(struct cx *cx)
{
    return fault_set(cx, RC_INVALID, NULL, "This is no event of Stripe");
}

static enum rc read_event(struct cx *cx, const char *body, size_t len, struct event *event)
{
    size_t at;
    const char *error = json_scan(body, len, JSON_MAX_VALUES, &at);
    if (error) {
        return fault_printf(cx, RC_INVALID, NULL, "Malformed JSON at byte %zu: %s", at, error);
    }
    if (body[strspn(body, " \t\r\n")] != '{') {
        return no_event(cx);
    }
    TRY(record_load(cx, &event_record, body, event));
    bool whole = !str_empty(event->id) && strlen(event->id) <= 255 && !str_empty(event->type) && strlen(event->type) <= 255 &&
                 event->data_object && *event->data_object == '{';
    return whole ? RC_OK : no_event(cx);
}

/* ---- what is changed ---- */

struct subscriber {
    const char *id;
    const char *status;
    const char *plan;
    const char *stripe_customer_id;
    const char *stripe_subscription_id;
    int64_t stripe_event_at;
    const char *stripe_ended_id;
};
static const struct field subscriber_fields[] = {
    FIELD_TEXT(struct subscriber, id, 0, 0, 0),
    FIELD_TEXT(struct subscriber, status, 0, 0, 0),
    FIELD_TEXT(struct subscriber, plan, 0, 0, 0),
    FIELD_TEXT(struct subscriber, stripe_customer_id, 0, 0, 0),
    FIELD_TEXT(struct subscriber, stripe_subscription_id, 0, 0, 0),
    FIELD_TIME(struct subscriber, stripe_event_at, 0),
    FIELD_TEXT(struct subscriber, stripe_ended_id, 0, 0, 0),
};
static RECORD(subscriber_record, "Subscriber", struct subscriber, subscriber_fields, NULL);

/* What the event `billing_event` row says of it. */
#define APPLIED "APPLIED"
#define OUT_OF_DATE "OUT_OF_DATE"
#define OTHER_SUBSCRIPTION "OTHER_SUBSCRIPTION"
#define NOT_CONCERNED "NOT_CONCERNED"
#define UNKNOWN_TENANT "UNKNOWN_TENANT"

const char *billing_plan_of(struct cx *cx, const char *price)
{
    const char *map = config_get("stripe_prices");
    size_t price_len = price ? strlen(price) : 0;
    while (price_len > 0 && *map) {
        size_t len = strcspn(map, ",");
        if (len > price_len + 1 && strncmp(map, price, price_len) == 0 && map[price_len] == '=') {
            return arena_strndup(cx->arena, map + price_len + 1, len - price_len - 1);
        }
        map += len + (map[len] == ',');
    }
    return NULL;
}

static bool is_one_of(const char *text, const char *const *words)
{
    while (*words && !str_eq(*words, text)) {
        words++;
    }
    return *words != NULL;
}

/* By price, then by metadata; NULL: the event says nothing of it. */
static const char *plan_of(struct cx *cx, const struct subject *subject)
{
    const struct list *lists[] = {&subject->items_data, &subject->line_items_data};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const struct item *items = lists[i]->rows;
        for (size_t n = 0; n < lists[i]->count; n++) {
            const char *plan = billing_plan_of(cx, items[n].price_id);
            if (plan) {
                return plan;
            }
        }
    }
    return is_one_of(subject->metadata_plan, tenant_plans) ? subject->metadata_plan : NULL;
}

/* Only the command line suspends, and only it ends a suspension. */
static void set_status(struct subscriber *tenant, const char *status)
{
    if (!status_is(&tenant_machine, tenant->status, PHASE_CLOSED)) {
        tenant->status = status;
    }
}

static const char *on_session(struct cx *cx, const struct subject *session, struct subscriber *tenant)
{
    const char *plan = plan_of(cx, session);
    if (session->subscription && str_eq(session->subscription, tenant->stripe_ended_id)) {
        return OUT_OF_DATE; /* it ended before this arrived */
    }
    tenant->stripe_customer_id = session->customer ? session->customer : tenant->stripe_customer_id;
    tenant->stripe_subscription_id = session->subscription ? session->subscription : tenant->stripe_subscription_id;
    if (!str_eq(session->payment_status, "unpaid")) {
        tenant->plan = plan ? plan : tenant->plan;
        set_status(tenant, "active");
    }
    return APPLIED;
}

static const char *end_subscription(const char *id, struct subscriber *tenant)
{
    tenant->stripe_ended_id = id;
    tenant->stripe_subscription_id = NULL;
    tenant->plan = "FREE";
    set_status(tenant, "active");
    return APPLIED;
}

static const char *on_subscription(struct cx *cx, const struct subject *subscription, struct subscriber *tenant, bool deleted)
{
    static const char *const paid[] = {"active", "trialing", NULL};
    static const char *const owing[] = {"past_due", "unpaid", NULL};
    static const char *const over[] = {"canceled", "incomplete_expired", NULL};
    const char *plan = plan_of(cx, subscription);
    bool own = !tenant->stripe_subscription_id || str_eq(tenant->stripe_subscription_id, subscription->id);
    if (str_eq(subscription->id, tenant->stripe_ended_id)) {
        return OUT_OF_DATE;
    }
    if (!own && (deleted || !is_one_of(subscription->status, paid))) {
        return OTHER_SUBSCRIPTION;
    }
    if (deleted || is_one_of(subscription->status, over)) {
        return end_subscription(subscription->id, tenant);
    }
    tenant->stripe_customer_id = subscription->customer ? subscription->customer : tenant->stripe_customer_id;
    if (is_one_of(subscription->status, paid)) {
        tenant->stripe_subscription_id = subscription->id;
        tenant->plan = plan ? plan : tenant->plan;
        set_status(tenant, "active");
    } else if (is_one_of(subscription->status, owing)) {
        set_status(tenant, "past_due");
    }
    return APPLIED;
}

static const char *on_failed_payment(const struct subject *invoice, struct subscriber *tenant)
{
    if (!tenant->stripe_subscription_id || !str_eq(invoice->subscription, tenant->stripe_subscription_id)) {
        return OTHER_SUBSCRIPTION;
    }
    set_status(tenant, "past_due");
    return APPLIED;
}

static const char *apply(struct cx *cx, const char *type, const struct subject *subject, struct subscriber *tenant)
{
    if (str_eq(type, "checkout.session.completed") || str_eq(type, "checkout.session.async_payment_succeeded")) {
        return on_session(cx, subject, tenant);
    }
    if (str_eq(type, "customer.subscription.created") || str_eq(type, "customer.subscription.updated")) {
        return on_subscription(cx, subject, tenant, false);
    }
    if (str_eq(type, "customer.subscription.deleted")) {
        return on_subscription(cx, subject, tenant, true);
    }
    return str_eq(type, "invoice.payment_failed") ? on_failed_payment(subject, tenant) : NOT_CONCERNED;
}

/* RC_NOT_FOUND without a fault: none. */
static enum rc find_tenant(struct cx *cx, const struct subject *subject, struct subscriber *tenant)
{
    const struct {
        enum sql_id id;
        const char *name;
        const char *value;
    } ways[] = {
        {SQL_REG_SUBSCRIBER_BY_ID, "id", subject->client_reference_id},
        {SQL_REG_SUBSCRIBER_BY_CUSTOMER, "customer", subject->customer},
        {SQL_REG_SUBSCRIBER_BY_ID, "id", subject->metadata_tenant},
    };
    enum rc rc = RC_NOT_FOUND;
    for (size_t i = 0; rc == RC_NOT_FOUND && i < sizeof ways / sizeof *ways; i++) {
        if (ways[i].value) {
            rc = db_get(cx, ways[i].id, ARGS(ARG_T(ways[i].name, ways[i].value)), &subscriber_record, tenant);
        }
    }
    if (rc == RC_NOT_FOUND) {
        fault_clear(cx);
    }
    return rc;
}

static enum rc change_tenant(struct cx *cx, const struct event *event, const struct subject *subject, struct subscriber *tenant,
                             const char **outcome)
{
    int64_t at = event->created == INT_NULL ? cx->now_ms : event->created * 1000;
    *outcome = apply(cx, event->type, subject, tenant);
    if (!str_eq(*outcome, APPLIED)) {
        return RC_OK;
    }
    if (tenant->stripe_event_at != INT_NULL && at < tenant->stripe_event_at) {
        *outcome = OUT_OF_DATE;
        return RC_OK;
    }
    tenant->stripe_event_at = at;
    return db_run(cx, SQL_REG_SUBSCRIBER_UPDATE, ARGS(ARG_R(&subscriber_record, tenant), ARG_I("now", cx->now_ms)));
}

static enum rc process(struct cx *cx, const struct event *event, const struct subject *subject)
{
    struct subscriber tenant = {0};
    const char *outcome = UNKNOWN_TENANT;
    int64_t inserted = 0;
    enum rc rc = find_tenant(cx, subject, &tenant);
    if (rc == RC_OK) {
        TRY(change_tenant(cx, event, subject, &tenant, &outcome));
    } else if (rc != RC_NOT_FOUND) {
        return rc;
    }
    TRY(db_run_count(
        cx, SQL_REG_BILLING_EVENT_INSERT,
        ARGS(ARG_T("id", event->id), ARG_T("type", event->type), ARG_T("tenant_id", tenant.id), ARG_T("outcome", outcome),
             ARG_I("happened_at", event->created == INT_NULL ? 0 : event->created * 1000), ARG_I("now", cx->now_ms)),
        &inserted));
    if (!inserted) {
        db_rollback(cx->registry); /* processed before: what was changed is what it changed then */
        return RC_OK;
    }
    log_line(LOG_LEVEL_INFO, "event %s (%s): %s", event->id, event->type, outcome);
    return db_commit(cx, cx->registry);
}

enum rc billing_event(struct cx *cx, const char *body, size_t len)
{
    struct event event = {0};
    struct subject subject = {0};
    TRY(read_event(cx, body, len, &event));
    TRY(read_subject(cx, event.data_object, &subject));
    TRY(db_begin(cx, cx->registry, TX_WRITE));
    enum rc rc = process(cx, &event, &subject);
    if (rc != RC_OK) {
        db_rollback(cx->registry);
    }
    return rc;
}

enum rc billing_prune(struct cx *cx)
{
    TRY(db_begin(cx, cx->registry, TX_WRITE));
    return db_end(cx, cx->registry,
                  db_run(cx, SQL_REG_BILLING_EVENT_PRUNE, ARGS(ARG_I("before", cx->now_ms - KEPT_DAYS * MS_PER_DAY))));
}
