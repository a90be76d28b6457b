/* SPDX-License-Identifier: MIT
 *
 * The demonstration tenant from the outside: whether it is there, what it holds, and that it is whole or not at all. */
#include "demo/demo.h"

#include "base/time.h"
#include "demo/garage.h"
#include "demo/sales.h"
#include "tenant/create.h"
#include "tenant/registry.h"
#include "tenant/settings.h"
#include "workshop/closing.h"
#include "workshop/event.h"

static enum rc count(struct cx *cx, struct demo_result *result)
{
    TRY(db_int(cx, SQL_CONTACT_TOTAL, NO_ARGS, &result->contacts));
    TRY(db_int(cx, SQL_VEHICLE_TOTAL, NO_ARGS, &result->vehicles));
    TRY(db_int(cx, SQL_QUOTE_TOTAL, NO_ARGS, &result->quotes));
    TRY(db_int(cx, SQL_INVOICE_TOTAL, NO_ARGS, &result->invoices));
    TRY(db_int(cx, SQL_TASK_STORED, NO_ARGS, &result->tasks));
    TRY(db_int(cx, SQL_ACTIVITY_TOTAL, NO_ARGS, &result->activities));
    return sales_count(cx, result);
}

/* A year ago the garage began to use the program: that is when its settings and people date from. */
static enum rc furnish(struct cx *cx, const struct tenant *tenant, const char *const hashes[GARAGE_PEOPLE],
                       struct user people[GARAGE_PEOPLE])
{
    int64_t now_ms = cx->now_ms;
    const struct user *user = cx->user;
    TRY(db_begin(cx, cx->db, TX_WRITE));
    cx->now_ms = tenant->created_at;
    enum rc rc = garage_furnish(cx, hashes, people);
    cx->user = rc == RC_OK ? &people[0] : cx->user;
    rc = rc == RC_OK ? garage_price(cx) : rc;
    cx->user = user;
    cx->now_ms = now_ms;
    return db_end(cx, cx->db, rc);
}

/* What the sweep of each night would have closed; and that it is a demonstration. */
static enum rc close_periods(struct cx *cx)
{
    int64_t made;
    TRY(db_begin(cx, cx->db, TX_WRITE));
    enum rc rc = event_add(cx, EVENT_DEMO, NULL);
    return db_end(cx, cx->db, rc == RC_OK ? closings_make(cx, INT64_MAX, &made) : rc);
}

static enum rc fill_file(struct cx *cx, const struct demo_order *order, const char *const hashes[GARAGE_PEOPLE],
                         struct demo_result *result)
{
    struct user people[GARAGE_PEOPLE];
    TRY(furnish(cx, &result->tenant, hashes, people));
    TRY(story_tell(cx, order, people));
    TRY(close_periods(cx));
    TRY(order->deals ? sales_tell(cx, order, &people[0]) : RC_OK);
    db_checkpoint(cx->db, 0);
    return count(cx, result);
}

/* Opens the tenant's file as cx->db, with its zone. */
static enum rc open_file(struct cx *cx, const struct tenant *tenant)
{
    struct db_options options = {.migrate = true, .bulk = true};
    TRY(db_open(cx, DB_TENANT, tenant_db_path(cx, tenant->id), &options, &cx->db));
    return db_text(cx, SQL_SETTINGS_ZONE, NO_ARGS, &cx->zone);
}

static void close_file(struct cx *cx)
{
    db_close(cx->db);
    cx->db = NULL;
}

/* Deletes what a failure left; the failure is what the caller hears of. */
static enum rc undo(struct cx *cx, enum rc rc, const char *id)
{
    struct fault first = cx->fault;
    tenant_delete(cx, id); /* what it cannot delete it logs */
    cx->fault = first;
    return rc;
}

static enum rc create(struct cx *cx, const struct demo_order *order, struct demo_result *result)
{
    const char *hashes[GARAGE_PEOPLE];
    const char *owner_id;
    int64_t now_ms = cx->now_ms;
    demo_hash(cx, garage_people, GARAGE_PEOPLE, hashes);
    const struct tenant_new input = {
        .subdomain = order->subdomain,
        .name = GARAGE_NAME,
        .owner_email = garage_people[0].email,
        .owner_name = garage_people[0].name,
        .owner_password_hash = hashes[0],
        .registration = "open",
    };
    cx->now_ms = now_ms - (GARAGE_DAYS + 1) * MS_PER_DAY;
    enum rc rc = tenant_create(cx, &input, true, &result->tenant, &owner_id);
    cx->now_ms = now_ms;
    TRY(rc);
    rc = open_file(cx, &result->tenant);
    if (rc == RC_OK) {
        rc = fill_file(cx, order, hashes, result);
    }
    close_file(cx);
    result->made = rc == RC_OK;
    result->is_demo = true;
    return rc == RC_OK ? RC_OK : undo(cx, rc, result->tenant.id);
}

static enum rc look(struct cx *cx, struct demo_result *result)
{
    struct settings settings;
    TRY(settings_get(cx, &settings));
    result->is_demo = settings.demo != 0;
    return count(cx, result);
}

static enum rc look_inside(struct cx *cx, struct demo_result *result)
{
    enum rc rc = open_file(cx, &result->tenant);
    if (rc == RC_OK) {
        rc = look(cx, result);
    }
    close_file(cx);
    return rc;
}

enum rc demo_make(struct cx *cx, const struct demo_order *order, struct demo_result *result)
{
    *result = (struct demo_result){.made = false};
    enum rc rc = tenant_by_subdomain(cx, order->subdomain, true, &result->tenant);
    if (rc == RC_NOT_FOUND) {
        fault_clear(cx);
        return create(cx, order, result);
    }
    TRY(rc);
    TRY(look_inside(cx, result));
    if (!order->reset) {
        return RC_OK;
    }
    if (!result->is_demo) {
        return fault_printf(cx, RC_CONFLICT, NULL, "%s is no demonstration: it is not reset", order->subdomain);
    }
    TRY(tenant_delete(cx, result->tenant.id));
    return create(cx, order, result);
}
