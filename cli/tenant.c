/* SPDX-License-Identifier: MIT
 *
 * visioncrm tenant create, list, suspend, resume, delete. */
#include <stdio.h>

#include "base/str.h"
#include "cli/cli.h"
#include "tenant/create.h"
#include "tenant/registry.h"

static const char *const registration_values[] = {"open", "approval", "closed", NULL};

static const struct field field_name = {.name = "--name", .type = FT_TEXT, .flags = F_REQUIRED, .min = 1, .max = 100};
static const struct field field_email = {.name = "--owner-email", .type = FT_EMAIL, .flags = F_REQUIRED};
static const struct field field_owner = {.name = "--owner-name", .type = FT_TEXT, .flags = F_REQUIRED, .min = 1, .max = 100};
static const struct field field_registration = {.name = "--registration", .type = FT_ENUM, .values = registration_values};
static const struct field field_plan = {.name = "--plan", .type = FT_ENUM, .values = tenant_plans};

/* The command line of `tenant create`. */
struct wish {
    struct tenant_new tenant;
    const char *plan;
    struct cli_password password;
};

static enum rc check_wish(struct cx *cx, struct wish *wish)
{
    struct tenant_new *tenant = &wish->tenant;
    if (!subdomain_valid(tenant->subdomain)) {
        fault_field(cx, "NAME", PROBLEM_INVALID_SUBDOMAIN, "must be 3 to 63 lower-case letters, digits or inner hyphens");
    }
    cli_check(cx, &field_name, &tenant->name);
    cli_check(cx, &field_email, &tenant->owner_email);
    cli_check(cx, &field_owner, &tenant->owner_name);
    cli_check(cx, &field_registration, &tenant->registration);
    cli_check(cx, &field_plan, &wish->plan);
    wish->password.email = tenant->owner_email;
    return fault_check(cx);
}

/* A name that is taken is told before a password is asked for. */
static enum rc check_free(struct cx *cx, const char *subdomain)
{
    struct tenant other;
    enum rc rc = tenant_by_subdomain(cx, subdomain, true, &other);
    if (rc == RC_OK) {
        return fault_printf(cx, RC_CONFLICT, NULL, "the name %s is taken: choose another one", subdomain);
    }
    if (rc == RC_NOT_FOUND) {
        fault_clear(cx);
        return RC_OK;
    }
    return rc;
}

static enum rc create(struct cx *cx, struct wish *wish)
{
    struct tenant tenant;
    const char *owner_id;
    TRY(check_wish(cx, wish));
    TRY(check_free(cx, wish->tenant.subdomain));
    TRY(cli_password(cx, &wish->password, &wish->tenant.owner_password_hash));
    TRY(tenant_create(cx, &wish->tenant, true, &tenant, &owner_id));
    if (!str_eq(wish->plan, tenant.plan)) {
        TRY(tenant_set_plan(cx, tenant.id, wish->plan));
    }
    TRY(cli_password_show(cx, &wish->password));
    cli_say("created %s (%s)\n", tenant.subdomain, tenant.id);
    return RC_OK;
}

int cmd_tenant_create(int argc, char **argv)
{
    struct wish wish = {.tenant = {.registration = "approval", .small = true}, .plan = "FREE"};
    const struct cli_option options[] = {
        {"name", &wish.tenant.name, NULL},
        {"owner-email", &wish.tenant.owner_email, NULL},
        {"owner-name", &wish.tenant.owner_name, NULL},
        {"registration", &wish.tenant.registration, NULL},
        {"plan", &wish.plan, NULL},
        {"password-env", &wish.password.variable, NULL},
        {"password-stdin", NULL, &wish.password.from_stdin},
        {NULL, NULL, NULL},
    };
    int at = cli_options(argc, argv, options, 1, 1);
    if (!at) {
        return EXIT_USAGE;
    }
    wish.tenant.subdomain = argv[at];
    struct cli cli;
    enum rc rc = cli_open(&cli, true);
    if (rc == RC_OK) {
        rc = create(&cli.cx, &wish);
    }
    return cli_close(&cli, rc);
}

/* ---- list ---- */

static enum rc write_tenant(struct cx *cx, const struct tenant *tenant, void *data)
{
    struct json *json = data;
    json_record(json, &tenant_record, tenant, true);
    bool printed = cli_print_part(json->out);
    buf_clear(json->out); /* there may be very many */
    return printed ? RC_OK : fault_set(cx, RC_INTERNAL, NULL, "the list could not be printed");
}

static enum rc print_tenant(struct cx *cx, const struct tenant *tenant, void *data)
{
    (void)cx;
    (void)data;
    cli_say("%-20s %-10s %-9s %s  %s\n", tenant->subdomain, tenant->status, tenant->plan, tenant->id, tenant->name);
    return RC_OK;
}

static enum rc list_json(struct cx *cx)
{
    struct buf out;
    struct json json;
    buf_init(&out, cx->arena, 0);
    json_init(&json, &out, TIME_MILLISECONDS);
    json_array(&json);
    TRY(tenant_each(cx, write_tenant, &json));
    json_array_end(&json);
    return cli_print(&out) ? RC_OK : fault_set(cx, RC_INTERNAL, NULL, "the list could not be printed");
}

int cmd_tenant_list(int argc, char **argv)
{
    bool as_json = false;
    const struct cli_option options[] = {{"json", NULL, &as_json}, {NULL, NULL, NULL}};
    if (!cli_options(argc, argv, options, 0, 0)) {
        return EXIT_USAGE;
    }
    struct cli cli;
    enum rc rc = cli_open(&cli, false);
    if (rc == RC_OK) {
        rc = as_json ? list_json(&cli.cx) : tenant_each(&cli.cx, print_tenant, NULL);
    }
    return cli_close(&cli, rc);
}

/* ---- state ---- */

static int set_status(int argc, char **argv, const char *status)
{
    static const struct cli_option options[] = {{NULL, NULL, NULL}};
    int at = cli_options(argc, argv, options, 1, 1);
    if (!at) {
        return EXIT_USAGE;
    }
    struct cli cli;
    enum rc rc = cli_open(&cli, false);
    if (rc == RC_OK) {
        rc = cli_find(&cli.cx, argv[at], &cli.tenant);
    }
    if (rc == RC_OK) {
        rc = tenant_set_status(&cli.cx, cli.tenant.id, status);
    }
    if (rc == RC_OK) {
        cli_say("%s is %s\n", argv[at], status);
    }
    return cli_close(&cli, rc);
}

int cmd_tenant_suspend(int argc, char **argv)
{
    return set_status(argc, argv, "suspended");
}

int cmd_tenant_resume(int argc, char **argv)
{
    return set_status(argc, argv, "active");
}

static enum rc delete_tenant(struct cx *cx, const char *subdomain, bool sure)
{
    struct tenant tenant;
    TRY(cli_find(cx, subdomain, &tenant));
    if (!tenant_is_suspended(&tenant)) {
        return fault_printf(cx, RC_CONFLICT, NULL, "%s is in use: run visioncrm tenant suspend %s first", subdomain, subdomain);
    }
    if (!sure) {
        return fault_printf(cx, RC_INVALID, NULL, "this removes everything %s has: add --yes to mean it", subdomain);
    }
    TRY(tenant_delete(cx, tenant.id));
    cli_say("deleted %s\n", subdomain);
    return RC_OK;
}

int cmd_tenant_delete(int argc, char **argv)
{
    bool sure = false;
    const struct cli_option options[] = {{"yes", NULL, &sure}, {NULL, NULL, NULL}};
    int at = cli_options(argc, argv, options, 1, 1);
    if (!at) {
        return EXIT_USAGE;
    }
    struct cli cli;
    enum rc rc = cli_open(&cli, false);
    if (rc == RC_OK) {
        rc = delete_tenant(&cli.cx, argv[at], sure);
    }
    return cli_close(&cli, rc);
}
