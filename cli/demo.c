/* SPDX-License-Identifier: MIT
 *
 * visioncrm demo: makes the demonstration tenant (lib/workshop/demo.c) and says where it is and how to sign in. */
#include <stdio.h>

#include "base/config.h"
#include "base/str.h"
#include "cli/cli.h"
#include "workshop/demo.h"

/* ":8443", or nothing where browsers know the port by themselves. */
static const char *port(struct cx *cx, const char *key, const char *standard)
{
    return str_eq(config_get(key), standard) ? "" : arena_printf(cx->arena, ":%s", config_get(key));
}

static const char *address(struct cx *cx, const char *subdomain)
{
    return arena_printf(cx->arena, "https://%s.%s%s/", subdomain, config_get("domain"), port(cx, "https_port", "443"));
}

/* The loopback address, where this is the tenant served there; NULL otherwise. */
static const char *local_address(struct cx *cx, const char *subdomain)
{
    if (!str_eq(subdomain, config_get("default_tenant"))) {
        return NULL;
    }
    return arena_printf(cx->arena, "http://localhost%s/", port(cx, "http_port", "80"));
}

static void write_users(struct json *json)
{
    json_key(json, "users");
    json_array(json);
    for (const struct demo_user *user = demo_users; user->name; user++) {
        json_object(json);
        json_kv_text(json, "name", user->name);
        json_kv_text(json, "email", user->email);
        json_kv_text(json, "password", user->password);
        json_kv_text(json, "role", user->role);
        json_object_end(json);
    }
    json_array_end(json);
}

static enum rc print_json(struct cx *cx, const struct demo_result *result)
{
    struct buf out;
    struct json json;
    buf_init(&out, cx->arena, 0);
    json_init(&json, &out, TIME_MILLISECONDS);
    json_object(&json);
    json_kv_text(&json, "tenant", result->tenant.subdomain);
    json_kv_bool(&json, "made", result->made);
    json_kv_text(&json, "address", address(cx, result->tenant.subdomain));
    json_kv_text(&json, "local_address", local_address(cx, result->tenant.subdomain));
    json_kv_int(&json, "contacts", result->contacts);
    json_kv_int(&json, "vehicles", result->vehicles);
    json_kv_int(&json, "quotes", result->quotes);
    json_kv_int(&json, "invoices", result->invoices);
    json_kv_int(&json, "tasks", result->tasks);
    json_kv_int(&json, "activities", result->activities);
    if (result->is_demo) {
        write_users(&json);
    }
    json_object_end(&json);
    return cli_print(&out) ? RC_OK : fault_set(cx, RC_INTERNAL, NULL, "the result could not be printed");
}

static enum rc print_text(struct cx *cx, const struct demo_result *result)
{
    const char *name = result->tenant.subdomain;
    const char *local = local_address(cx, name);
    struct buf out;
    buf_init(&out, cx->arena, 0);
    if (result->made) {
        buf_printf(&out, "made %s: %lld contacts, %lld vehicles, %lld quotes, %lld invoices, %lld tasks\n", name,
                   (long long)result->contacts, (long long)result->vehicles, (long long)result->quotes,
                   (long long)result->invoices, (long long)result->tasks);
    } else {
        buf_printf(&out, "%s is already there; nothing done\n", name);
    }
    buf_printf(&out, "  %s\n", address(cx, name));
    if (local) {
        buf_printf(&out, "  %s\n", local);
    }
    for (const struct demo_user *user = demo_users; result->is_demo && user->name; user++) {
        buf_printf(&out, "  %-8s %-24s %s\n", user->role, user->email, user->password);
    }
    out.data[--out.len] = '\0'; /* cli_print() ends the line */
    return cli_print(&out) ? RC_OK : fault_set(cx, RC_INTERNAL, NULL, "the result could not be printed");
}

static void show_progress(void *data, int64_t done, int64_t total)
{
    progress_show(data, done, total);
}

static enum rc make(struct cx *cx, const struct demo_order *order, bool as_json)
{
    struct demo_result result;
    enum rc rc = demo_make(cx, order, &result);
    progress_end(order->data);
    TRY(rc);
    return as_json ? print_json(cx, &result) : print_text(cx, &result);
}

int cmd_demo(int argc, char **argv)
{
    const char *contacts = NULL;
    bool as_json = false;
    struct progress progress = {.label = "making the demonstration: day"};
    struct demo_order order = {"demo", DEMO_CONTACTS, false, show_progress, &progress};
    const struct cli_option options[] = {
        {"tenant", &order.subdomain, NULL},
        {"contacts", &contacts, NULL},
        {"reset", NULL, &order.reset},
        {"json", NULL, &as_json},
        {NULL, NULL, NULL},
    };
    if (!cli_options(argc, argv, options, 0, 0)) {
        return EXIT_USAGE;
    }
    if (contacts && !str_int(contacts, DEMO_CONTACTS_MIN, DEMO_CONTACTS_MAX, &order.contacts)) {
        cli_error("--contacts: \"%s\" is no number from %d to %d", contacts, DEMO_CONTACTS_MIN, DEMO_CONTACTS_MAX);
        return EXIT_USAGE;
    }
    struct cli cli;
    enum rc rc = cli_open(&cli, true);
    if (rc == RC_OK) {
        rc = make(&cli.cx, &order, as_json);
    }
    return cli_close(&cli, rc);
}
