/* SPDX-License-Identifier: MIT
 *
 * visioncrm demo: makes the demonstration tenant (lib/demo/garage.c), adds its pipeline (lib/demo/sales.c), and says
 * where it is and how to sign in. */
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

/* What is ordered and what is there: the garage and its pipeline. */
struct demo {
    struct demo_order order;
    struct demo_result result;
    struct pipeline_demo_order pipeline_order;
    struct pipeline_demo_result pipeline;
};

static void write_user(struct json *json, const struct demo_user *user)
{
    json_object(json);
    json_kv_text(json, "name", user->name);
    json_kv_text(json, "email", user->email);
    json_kv_text(json, "password", user->password);
    json_kv_text(json, "role", user->role);
    json_object_end(json);
}

static void write_users(struct json *json, bool with_pipeline)
{
    json_key(json, "users");
    json_array(json);
    for (const struct demo_user *user = demo_users; user->name; user++) {
        write_user(json, user);
    }
    for (size_t i = 0; with_pipeline && i < PIPELINE_DEMO_PEOPLE; i++) {
        const struct pipeline_demo_person *person = &pipeline_demo_people[i];
        const struct demo_user user = {person->name, person->email, PIPELINE_DEMO_PASSWORD, person->role};
        write_user(json, &user);
    }
    json_array_end(json);
}

static enum rc print_json(struct cx *cx, const struct demo *demo)
{
    const struct demo_result *result = &demo->result;
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
    json_kv_int(&json, "clients", demo->pipeline.clients);
    json_kv_int(&json, "opportunities", demo->pipeline.deals);
    if (result->is_demo) {
        write_users(&json, demo->pipeline.is_there);
    }
    json_object_end(&json);
    return cli_print(&out) ? RC_OK : fault_set(cx, RC_INTERNAL, NULL, "the result could not be printed");
}

/* One line for all people of the pipeline: they share a password. */
static void print_people(struct buf *out)
{
    buf_printf(out, "  %-8s %-24s %s for", "pipeline", pipeline_demo_people[1].email, PIPELINE_DEMO_PASSWORD);
    for (size_t i = 0; i < PIPELINE_DEMO_PEOPLE; i++) {
        buf_printf(out, "%s %s", i ? "," : "", pipeline_demo_people[i].username);
    }
    buf_printf(out, "\n");
}

static enum rc print_text(struct cx *cx, const struct demo *demo)
{
    const struct demo_result *result = &demo->result;
    const char *name = result->tenant.subdomain;
    const char *local = local_address(cx, name);
    struct buf out;
    buf_init(&out, cx->arena, 0);
    if (result->made) {
        buf_printf(&out, "made %s: %lld contacts, %lld vehicles, %lld quotes, %lld invoices, %lld tasks, %lld opportunities\n",
                   name, (long long)result->contacts, (long long)result->vehicles, (long long)result->quotes,
                   (long long)result->invoices, (long long)result->tasks, (long long)demo->pipeline.deals);
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
    if (result->is_demo && demo->pipeline.is_there) {
        print_people(&out);
    }
    out.data[--out.len] = '\0'; /* cli_print() ends the line */
    return cli_print(&out) ? RC_OK : fault_set(cx, RC_INTERNAL, NULL, "the result could not be printed");
}

static void show_progress(void *data, int64_t done, int64_t total)
{
    progress_show(data, done, total);
}

static enum rc fill(struct cx *cx, struct demo *demo)
{
    TRY(demo_make(cx, &demo->order, &demo->result));
    if (demo->result.made) {
        ((struct progress *)demo->pipeline_order.data)->label = "making the demonstration: opportunity";
        TRY(pipeline_demo_make(cx, &demo->result.tenant, &demo->pipeline_order));
    }
    return pipeline_demo_look(cx, &demo->result.tenant, &demo->pipeline);
}

static enum rc make(struct cx *cx, struct demo *demo, bool as_json)
{
    enum rc rc = fill(cx, demo);
    progress_end(demo->order.data);
    TRY(rc);
    return as_json ? print_json(cx, demo) : print_text(cx, demo);
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
    struct progress progress = {.label = "making the demonstration: day"};
    struct demo demo = {
        .order = {"demo", DEMO_CONTACTS, false, show_progress, &progress},
        .pipeline_order = {demo_users[0].email, PIPELINE_DEMO_DEALS, show_progress, &progress},
    };
    const struct cli_option options[] = {
        {"tenant", &demo.order.subdomain, NULL}, {"contacts", &contacts, NULL}, {"opportunities", &deals, NULL},
        {"reset", NULL, &demo.order.reset},      {"json", NULL, &as_json},      {NULL, NULL, NULL},
    };
    if (!cli_options(argc, argv, options, 0, 0) ||
        !read_number("contacts", contacts, DEMO_CONTACTS_MIN, DEMO_CONTACTS_MAX, &demo.order.contacts) ||
        !read_number("opportunities", deals, PIPELINE_DEMO_DEALS_MIN, PIPELINE_DEMO_DEALS_MAX, &demo.pipeline_order.deals)) {
        return EXIT_USAGE;
    }
    struct cli cli;
    enum rc rc = cli_open(&cli, true);
    if (rc == RC_OK) {
        rc = make(&cli.cx, &demo, as_json);
    }
    return cli_close(&cli, rc);
}
