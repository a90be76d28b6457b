/* SPDX-License-Identifier: MIT
 *
 * visioncrm config: every setting with its value, where that comes from and what it means; the reserved names; and the
 * nginx configuration (nginx.c). */
#include <stdio.h>

#include "base/config_value.h"
#include "base/str.h"
#include "cli/cli.h"
#include "cli/nginx.h"

/* The default tenant's name is reserved like those of the list. */
static bool default_tenant_is_extra(void)
{
    const char *name = config_get("default_tenant");
    return *name && !subdomain_is_reserved(name);
}

static bool print_text(struct arena *arena)
{
    cli_say("# file: %s\n", config_file() ? config_file() : "none");
    for (const struct config_key *key = config_keys; key->name; key++) {
        cli_say("%s = %s\n    %s (%s; VISIONCRM_%s)\n    Must be %s.\n", key->name, config_shown(key), key->about,
                config_source(key->name), str_upper(arena, key->name), config_allowed(arena, key));
    }
    puts("\nNames that nobody may sign up for:");
    for (size_t i = 0; subdomain_reserved[i]; i++) {
        cli_say("%s%s", i ? " " : "    ", subdomain_reserved[i]);
    }
    if (default_tenant_is_extra()) {
        cli_say(" %s", config_get("default_tenant"));
    }
    return putchar('\n') != EOF && fflush(stdout) == 0;
}

static void write_settings(struct json *json, struct arena *arena)
{
    json_key(json, "settings");
    json_array(json);
    for (const struct config_key *key = config_keys; key->name; key++) {
        json_object(json);
        json_kv_text(json, "key", key->name);
        json_kv_text(json, "value", config_shown(key));
        json_kv_text(json, "default", key->fallback);
        json_kv_text(json, "source", config_source(key->name));
        json_kv_text(json, "about", key->about);
        json_kv_text(json, "allowed", config_allowed(arena, key));
        json_object_end(json);
    }
    json_array_end(json);
}

static void write_reserved(struct json *json)
{
    json_key(json, "reserved");
    json_array(json);
    for (size_t i = 0; subdomain_reserved[i]; i++) {
        json_text(json, subdomain_reserved[i]);
    }
    if (default_tenant_is_extra()) {
        json_text(json, config_get("default_tenant"));
    }
    json_array_end(json);
}

static bool print_json(struct arena *arena)
{
    struct buf out;
    struct json json;
    buf_init(&out, arena, 0);
    json_init(&json, &out, TIME_MILLISECONDS);
    json_object(&json);
    json_kv_text(&json, "file", config_file());
    write_settings(&json, arena);
    write_reserved(&json);
    json_object_end(&json);
    return cli_print(&out);
}

int cmd_config(int argc, char **argv)
{
    bool as_json = false;
    bool as_nginx = false;
    const struct cli_option options[] = {{"json", NULL, &as_json}, {"nginx", NULL, &as_nginx}, {NULL, NULL, NULL}};
    if (!cli_options(argc, argv, options, 0, 0)) {
        return EXIT_USAGE;
    }
    struct arena *arena = arena_new(0);
    int code;
    if (as_nginx) { /* what it does not take is wrong in the settings */
        code = cli_data_named() && nginx_print(arena) ? EXIT_OK : EXIT_USAGE;
    } else {
        code = (as_json ? print_json(arena) : print_text(arena)) ? EXIT_OK : EXIT_FAILED;
    }
    arena_free(arena);
    return code;
}
