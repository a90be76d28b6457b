/* SPDX-License-Identifier: MIT
 *
 * visioncrm demo: makes the demonstration tenant (lib/demo/demo.h), and says where it is and how to sign in. */
#include <stdio.h>

#include "base/config.h"
#include "base/str.h"
#include "cli/cli.h"
#include "demo/garage.h"
#include "demo/sales.h"

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

static void write_user(struct json *json, const struct demo_person *person)
{
    json_object(json);
    json_kv_text(json, "name", person->name);
    json_kv_text(json, "email", person->email);
    json_kv_text(json, "password", person->password);
    json_kv_text(json, "role", person->role);
    json_object_end(json);
}

static void write_users(struct json *json, bool with_sales)
{
    json_key(json, "users");
    json_array(json);
    for (size_t i = 0; i < GARAGE_PEOPLE; i++) {
        write_user(json, &garage_people[i]);
    }
    for (size_t i = 0; with_sales && i < SALES_PEOPLE; i++) {
        write_user(json, &sales_people[i]);
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
    json_kv_int(&json, "clients", result->clients);
    json_kv_int(&json, "opportunities", result->deals);
    if (result->is_demo) {
        write_users(&json, result->sells);
    }
    json_object_end(&json);
    return cli_print(&out) ? RC_OK : fault_set(cx, RC_INTERNAL, NULL, "the result could not be printed");
}

/* One line for all people of the pipeline: they share a password. */
static void print_people(struct buf *out)
{
    buf_printf(out, "  %-8s %-24s %s for", "pipeline", sales_people[1].email, SALES_PASSWORD);
    for (size_t i = 0; i < SALES_PEOPLE; i++) {
        buf_printf(out, "%s %s", i ? "," : "", sales_people[i].username);
    }
    buf_printf(out, "\n");
}

static enum rc print_text(struct cx *cx, const struct demo_result *result)
{
    const char *name = result->tenant.subdomain;
    const char *local = local_address(cx, name);
    struct buf out;
    buf_init(&out, cx->arena, 0);
    if (result->made) {
        buf_printf(&out, "made %s: %lld contacts, %lld vehicles, %lld quotes, %lld invoices, %lld tasks, %lld opportunities\n",
                   name, (long long)result->contacts, (long long)result->vehicles, (long long)result->quotes,
                   (long long)result->invoices, (long long)result->tasks, (long long)result->deals);
    } else {
        buf_printf(&out, "%s is already there; nothing done\n", name);
    }
    buf_printf(&out, "  %s\n", address(cx, name));
    if (local) {
        buf_printf(&out, "  %s\n", local);
    }
    for (size_t i = 0; result->is_demo && i < GARAGE_PEOPLE; i++) {
        const struct demo_person *person = &garage_people[i];
        buf_printf(&out, "  %-8s %-24s %s\n", person->role, person->email, person->password);
    }
    if (result->is_demo && result->sells) {
        print_people(&out);
    }
    out.data[--out.len] = '\0'; /* cli_print() ends the line */
    return cli_print(&out) ? RC_OK : fault_set(cx, RC_INTERNAL, NULL, "the result could not be printed");
}

static void show_progress(void *data, const char *what, int64_t done, int64_t total)
{
    struct progress *progress = data;
    progress->label = str_eq(what, "day") ? "making the demonstration: day" : "making the demonstration: opportunity";
    progress_show(progress, done, total);
}

static enum rc make(struct cx *cx, const struct demo_order *order, bool as_json)
{
    struct demo_result result;
    enum rc rc = demo_make(cx, order, &result);
    progress_end(order->data);
    TRY(rc);
    return as_json ? print_json(cx, &result) : print_text(cx, &result);
}

static bool read_number(const char *name, const char *text, int64_t least, int64_t most, int64_t *number)
{
    if (!text || str_int(text, least, most, number)) {
        return true;
    }
    cli_error("--%s: \"%s\" is no number from %lld to %lld", name, text, (long long)least, (long long)most);
    return false;
}

int cmd_demo(int argc, char **argv)
{
    const char *contacts = NULL;
    const char *deals = NULL;
    bool as_json = false;
    struct progress progress = {.label = NULL};
    struct demo_order order = {"demo", DEMO_CONTACTS, DEMO_DEALS, false, show_progress, &progress};
    const struct cli_option options[] = {
        {"tenant", &order.subdomain, NULL}, {"contacts", &contacts, NULL}, {"opportunities", &deals, NULL},
        {"reset", NULL, &order.reset},      {"json", NULL, &as_json},      {NULL, NULL, NULL},
    };
    if (!cli_options(argc, argv, options, 0, 0) ||
        !read_number("contacts", contacts, DEMO_CONTACTS_MIN, DEMO_CONTACTS_MAX, &order.contacts) ||
        !read_number("opportunities", deals, DEMO_DEALS_MIN, DEMO_DEALS_MAX, &order.deals)) {
        return EXIT_USAGE;
    }
    struct cli cli;
    enum rc rc = cli_open(&cli, true);
    if (rc == RC_OK) {
        rc = make(&cli.cx, &order, as_json);
    }
    return cli_close(&cli, rc);
}
