/* SPDX-License-Identifier: MIT
 *
 * Stripe: signatures as its official library (stripe-node 23.1.0) makes and judges them, and what its events change of a
 * tenant, in any order and any number of times. */
#include <check.h>

#include "auth/digest.h"
#include "base/str.h"
#include "billing/billing.h"
#include "billing/signature.h"
#include "request_fixture.h"
#include "tenant/registry.h"
#include "tenant/tenant.h"

Suite *suite_billing(void);

/* ---- signatures ---- */

#define PAYLOAD                                                                                                                \
    "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"customer.subscription.updated\",\"data\":{\"object\":{\"id\":\"sub_"    \
    "1\","                                                                                                                     \
    "\"object\":\"subscription\",\"status\":\"active\"}}}"
#define SIGNED_AT 1700000000LL
#define DIGEST "3ce6eeb25c65ec873dbf4e625b2da10b9eaec1df9fb8d1c769e0e676c7f59b6a"
#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"
#define HEADER "t=1700000000,v1=" DIGEST

static const struct {
    const char *header, *payload;
    int64_t at;
    bool valid;
} signatures[] = {
    {HEADER, PAYLOAD, SIGNED_AT, true},
    {HEADER, PAYLOAD, SIGNED_AT + 300, true},
    {HEADER, PAYLOAD, SIGNED_AT + 301, false},
    {HEADER, PAYLOAD, SIGNED_AT - 3600, true},
    {"t=1700000000,v1=" ZEROS ",v1=" DIGEST, PAYLOAD, SIGNED_AT, true},
    {"t=1700000000,v0=" DIGEST, PAYLOAD, SIGNED_AT, false},
    {"t=1700000000,v1=3CE6EEB25C65EC873DBF4E625B2DA10B9EAEC1DF9FB8D1C769E0E676C7F59B6A", PAYLOAD, SIGNED_AT, false},
    {"t=1700000000, v1=" DIGEST, PAYLOAD, SIGNED_AT, false},
    {HEADER, PAYLOAD " ", SIGNED_AT, false},
    {"v1=" DIGEST, PAYLOAD, SIGNED_AT, false},
    {"t=1," HEADER, PAYLOAD, SIGNED_AT, true},
    {HEADER ",t=1", PAYLOAD, SIGNED_AT, false},
    {"t=,v1=" DIGEST, PAYLOAD, SIGNED_AT, false},
    {"t=99999999999999999999,v1=" DIGEST, PAYLOAD, SIGNED_AT, false},
    {"t=-1,v1=" DIGEST, PAYLOAD, SIGNED_AT, false},
    {HEADER "0", PAYLOAD, SIGNED_AT, false},
    {"t=1700000000,v1=", PAYLOAD, SIGNED_AT, false},
    {"t", PAYLOAD, SIGNED_AT, false},
    {",,,", PAYLOAD, SIGNED_AT, false},
    {"", PAYLOAD, SIGNED_AT, false},
    {NULL, PAYLOAD, SIGNED_AT, false},
};

START_TEST(signature)
{
    static const struct {
        const char *secrets;
        bool known;
    } keys[] = {{"whsec_test_secret", true},
                {"whsec_other,whsec_test_secret", true},
                {"whsec_test_secret,whsec_other", true},
                {"whsec_other", false},
                {"whsec_test_secre", false},
                {"", false}};
    struct arena *arena = arena_new(0);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct cx cx;
        cx_init(&cx, arena);
        cx.now_ms = signatures[_i].at * 1000;
        bool valid = signature_valid(&cx, signatures[_i].header, signatures[_i].payload, strlen(signatures[_i].payload),
                                     keys[i].secrets);
        ck_assert_msg(valid == (signatures[_i].valid && keys[i].known), "case %d, key %zu", _i, i);
    }
    arena_free(arena);
}
END_TEST

/* ---- events ---- */

static const char *tenant_id;
static int event_number;

static void events_setup(void)
{
    world_setup();
    ck_assert_int_eq(send_request("GET", "/api/auth/session", NULL), 200);
    tenant_id = arena_strdup(world.arena, answer_text("tenantId"));
    event_number = 0;
}

static int deliver(const char *id, int created, const char *type, const char *object)
{
    const char *body = arena_printf(world.arena, "{\"id\":\"%s\",\"created\":%d,\"type\":\"%s\",\"data\":{\"object\":%s}}", id,
                                    1700000000 + created, type, object);
    return send_request("POST", "/api/webhooks/stripe", body);
}

/* With an id of its own. */
static void happens(int created, const char *type, const char *object)
{
    const char *id = arena_printf(world.arena, "evt_%d", event_number++);
    ck_assert_int_eq(deliver(id, created, type, object), 200);
    ck_assert_str_eq(answer_body(), "{\"received\":true}");
}

static const char *session_of(const char *plan)
{
    return arena_printf(world.arena,
                        "{\"id\":\"cs_1\",\"client_reference_id\":\"%s\",\"customer\":\"cus_1\",\"subscription\":\"sub_1\","
                        "\"payment_status\":\"paid\",\"metadata\":{\"plan\":\"%s\"}}",
                        tenant_id, plan);
}

static const char *subscription(const char *id, const char *status, const char *price)
{
    return arena_printf(
        world.arena,
        "{\"id\":\"%s\",\"customer\":\"cus_1\",\"status\":\"%s\",\"items\":{\"data\":[{\"price\":{\"id\":\"%s\"}}]}}", id,
        status, price);
}

static void expect(const char *plan, const char *status, const char *subscription_id)
{
    struct cx cx;
    struct tenant tenant;
    cx_init(&cx, world.arena);
    cx.registry = world.service.registry;
    ck_assert_int_eq(tenant_by_id(&cx, tenant_id, &tenant), RC_OK);
    ck_assert_str_eq(tenant.plan, plan);
    ck_assert_str_eq(tenant.status, status);
    ck_assert_msg(str_eq(tenant.stripe_subscription_id ? tenant.stripe_subscription_id : "", subscription_id), "has %s",
                  tenant.stripe_subscription_id ? tenant.stripe_subscription_id : "none");
    cx_end(&cx);
}

START_TEST(a_life)
{
    happens(0, "checkout.session.completed", session_of("PRO"));
    expect("PRO", "active", "sub_1");
    happens(10, "customer.subscription.updated", subscription("sub_1", "active", "price_business"));
    expect("BUSINESS", "active", "sub_1");
    happens(20, "invoice.payment_failed", "{\"id\":\"in_1\",\"customer\":\"cus_1\",\"subscription\":\"sub_1\"}");
    expect("BUSINESS", "past_due", "sub_1");
    ck_assert_int_eq(send_request("GET", "/api/contacts", NULL), 200); /* served all the same */
    happens(30, "customer.subscription.updated", subscription("sub_1", "active", "price_pro"));
    expect("PRO", "active", "sub_1");
    happens(40, "customer.subscription.deleted", subscription("sub_1", "canceled", "price_pro"));
    expect("FREE", "active", "");
}
END_TEST

START_TEST(once)
{
    happens(0, "checkout.session.completed", session_of("PRO"));
    ck_assert_int_eq(deliver("evt_x", 10, "customer.subscription.updated", subscription("sub_1", "active", "price_business")),
                     200);
    happens(20, "customer.subscription.updated", subscription("sub_1", "active", "price_pro"));
    /* Again, even with another content and a later time. */
    ck_assert_int_eq(deliver("evt_x", 30, "customer.subscription.updated", subscription("sub_1", "active", "price_business")),
                     200);
    expect("PRO", "active", "sub_1");
}
END_TEST

START_TEST(late_events_change_nothing)
{
    happens(0, "checkout.session.completed", session_of("PRO"));
    happens(50, "customer.subscription.updated", subscription("sub_1", "active", "price_business"));
    happens(40, "customer.subscription.updated", subscription("sub_1", "past_due", "price_pro"));
    expect("BUSINESS", "active", "sub_1");
    happens(60, "customer.subscription.deleted", subscription("sub_1", "canceled", "price_business"));
    happens(60, "customer.subscription.updated", subscription("sub_1", "active", "price_business"));
    happens(70, "customer.subscription.updated", subscription("sub_1", "active", "price_business"));
    happens(80, "checkout.session.completed", session_of("PRO"));
    expect("FREE", "active", "");
}
END_TEST

/* The old subscription ends after the new one has begun. */
START_TEST(another_subscription)
{
    happens(0, "checkout.session.completed", session_of("PRO"));
    happens(10, "customer.subscription.created", subscription("sub_2", "active", "price_business"));
    expect("BUSINESS", "active", "sub_2");
    happens(20, "customer.subscription.deleted", subscription("sub_1", "canceled", "price_pro"));
    happens(21, "invoice.payment_failed", "{\"id\":\"in_1\",\"customer\":\"cus_1\",\"subscription\":\"sub_1\"}");
    happens(22, "customer.subscription.updated", subscription("sub_3", "incomplete", "price_pro"));
    expect("BUSINESS", "active", "sub_2");
    /* As versions since 2025 print it. */
    happens(
        23, "invoice.payment_failed",
        "{\"id\":\"in_2\",\"customer\":{\"id\":\"cus_1\"},\"parent\":{\"subscription_details\":{\"subscription\":\"sub_2\"}}}");
    expect("BUSINESS", "past_due", "sub_2");
}
END_TEST

/* Its first event may arrive before the checkout's: then our own id in the metadata finds the tenant. */
START_TEST(before_the_checkout)
{
    const char *object = arena_printf(world.arena,
                                      "{\"id\":\"sub_1\",\"customer\":\"cus_1\",\"status\":\"active\",\"metadata\":{\"tenant\":"
                                      "\"%s\"},\"items\":{\"data\":[{\"price\":{\"id\":\"price_business\"}}]}}",
                                      tenant_id);
    happens(1, "customer.subscription.created", object);
    expect("BUSINESS", "active", "sub_1");
    happens(0, "checkout.session.completed", session_of("PRO"));
    expect("BUSINESS", "active", "sub_1");
}
END_TEST

START_TEST(what_concerns_nobody)
{
    happens(0, "checkout.session.completed", "{\"customer\":\"cus_xxx\",\"subscription\":\"sub_xxx\"}");
    happens(0, "customer.created", "{\"id\":\"cus_1\"}");
    happens(0, "checkout.session.completed",
            arena_printf(world.arena, "{\"client_reference_id\":\"%s\",\"payment_status\":\"unpaid\",\"customer\":\"cus_1\"}",
                         tenant_id));
    happens(5, "customer.subscription.updated", subscription("sub_1", "incomplete", "price_pro"));
    expect("FREE", "active", "");
}
END_TEST

START_TEST(a_suspended_tenant_stays_so)
{
    struct cx cx;
    cx_init(&cx, world.arena);
    cx.registry = world.service.registry;
    ck_assert_int_eq(tenant_set_status(&cx, tenant_id, "suspended"), RC_OK);
    cx_end(&cx);
    happens(0, "checkout.session.completed", session_of("PRO"));
    expect("PRO", "suspended", "sub_1");
    happens(1, "invoice.payment_failed", "{\"customer\":\"cus_1\",\"subscription\":\"sub_1\"}");
    expect("PRO", "suspended", "sub_1");
}
END_TEST

START_TEST(refused)
{
    static const char *const bodies[] = {"",
                                         "{}",
                                         "[]",
                                         "null",
                                         "{\"id\":\"evt_1\"}",
                                         "{\"id\":1,\"type\":2}",
                                         "{",
                                         "\"x",
                                         "{\"id\":\"e\",\"type\":\"t\",\"data\":{}}",
                                         "{\"id\":\"e\",\"type\":\"t\",\"data\":{\"object\":[]}}",
                                         "{\"id\":\"e\",\"type\":\"t\",\"data\":7}"};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        int status = send_request("POST", "/api/webhooks/stripe", bodies[i]);
        ck_assert_msg(status == 400, "%s: %d", bodies[i], status);
    }
    world.stripe_signature = "t=1700000000,v1=" ZEROS;
    ck_assert_int_eq(deliver("evt_1", 0, "checkout.session.completed", session_of("PRO")), 400);
    ck_assert_str_eq(answer_text("code"), "INVALID_SIGNATURE");
    expect("FREE", "active", "");
}
END_TEST

Suite *suite_billing(void)
{
    Suite *suite = suite_create("billing");
    TCase *signing = tcase_create("signatures");
    tcase_add_loop_test(signing, signature, 0, (int)(sizeof signatures / sizeof *signatures));
    suite_add_tcase(suite, signing);
    TCase *events = tcase_create("events");
    tcase_add_checked_fixture(events, events_setup, world_teardown);
    tcase_set_timeout(events, 60);
    tcase_add_test(events, a_life);
    tcase_add_test(events, once);
    tcase_add_test(events, late_events_change_nothing);
    tcase_add_test(events, another_subscription);
    tcase_add_test(events, before_the_checkout);
    tcase_add_test(events, what_concerns_nobody);
    tcase_add_test(events, a_suspended_tenant_stays_so);
    tcase_add_test(events, refused);
    suite_add_tcase(suite, events);
    return suite;
}
