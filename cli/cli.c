/* SPDX-License-Identifier: MIT
 *
 * What the subcommands share: options, context, faults, account, progress. Passwords stand in password.c. */
#include "cli/cli.h"

#include <errno.h>
#include <getopt.h>
#include <grp.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/config.h"
#include "base/str.h"
#include "base/time.h"
#include "base/visible.h"
#include "tenant/registry.h"

#define OPTIONS_MAX 16
#define PROGRESS_US 100000

static bool print_visible(FILE *stream, const char *text, enum visible kind)
{
    struct buf out;
    struct arena *arena = arena_new(CLI_ARENA_CAP);
    buf_init(&out, arena, 0);
    visible_text(&out, text, kind);
    bool printed = fwrite(out.data, 1, out.len, stream) == out.len;
    arena_free(arena);
    return printed;
}

bool cli_say(const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    bool made = vasprintf(&text, format, args) >= 0;
    va_end(args);
    bool printed = made && print_visible(stdout, text, VISIBLE_LINES);
    if (made) {
        free(text);
    }
    return printed;
}

/* One line, whatever a library put into the text. */
void cli_error(const char *format, ...)
{
    char text[4096];
    va_list args;
    va_start(args, format);
    if (vsnprintf(text, sizeof text, format, args) < 0) {
        text[0] = '\0';
    }
    va_end(args);
    fputs("visioncrm: ", stderr);
    print_visible(stderr, text, VISIBLE_LINE);
    fputc('\n', stderr);
}

/* ---- options ---- */

const char *cli_usage = "";

static size_t to_getopt(const struct cli_option *options, struct option *out)
{
    size_t count = 0;
    for (; options[count].name; count++) {
        out[count] = (struct option){options[count].name, options[count].value ? required_argument : no_argument, NULL, 0};
    }
    out[count] = (struct option){NULL, 0, NULL, 0};
    return count;
}

/* The words of a usage that are neither options, nor their values, nor in brackets. */
static void name_missing(const char *command, int given)
{
    const char *at = cli_usage;
    while (*at) {
        size_t len = *at == '[' ? strcspn(at, "]") + 1 : strcspn(at, " ");
        bool option = str_starts(at, "--");
        if (!option && *at != '[' && given-- == 0) {
            cli_error("%s: %.*s is missing; --help shows the usage", command, (int)len, at);
            return;
        }
        at += len;
        at += strspn(at, " ");
        if (option) {
            at += strcspn(at, " ");
            at += strspn(at, " ");
        }
    }
    cli_error("%s: an argument is missing; --help shows the usage", command);
}

int cli_options(int argc, char **argv, const struct cli_option *options, int least, int most)
{
    struct option table[OPTIONS_MAX + 1];
    to_getopt(options, table);
    opterr = 0;
    optind = 1;
    for (;;) {
        int index = 0;
        int c = getopt_long(argc, argv, ":", table, &index);
        if (c == -1) {
            break;
        }
        if (c != 0) {
            const char letter[] = {'-', (char)optopt, '\0'};
            cli_error("%s: %s %s; --help lists the options", argv[0], c == '?' && optopt ? letter : argv[optind - 1],
                      c == ':' ? "wants a value" : "is no option");
            return 0;
        }
        if (options[index].value) {
            *options[index].value = optarg;
        } else {
            *options[index].flag = true;
        }
    }
    if (argc - optind < least) {
        name_missing(argv[0], argc - optind);
        return 0;
    }
    if (argc - optind > most) {
        cli_error("%s: too many arguments, from \"%s\" on; --help shows the usage", argv[0], argv[optind + most]);
        return 0;
    }
    return optind;
}

/* ---- context ---- */

bool cli_data_named(void)
{
    if (!config_installed() || !str_eq(config_source("data"), "default")) {
        return true;
    }
    cli_error("no data folder is configured: write \"data = FOLDER\" into %s",
              config_file() ? config_file() : "/etc/visioncrm/visioncrm.conf, or name it in VISIONCRM_DATA");
    return false;
}

bool cli_data_exists(void)
{
    return access(config_get("data"), F_OK) == 0 || errno != ENOENT;
}

int cli_registry_state(void)
{
    const char *data = config_get("data");
    char path[4096];
    int len = snprintf(path, sizeof path, "%s/registry.db", data);
    errno = ENAMETOOLONG;
    if (len > 0 && (size_t)len < sizeof path && access(path, R_OK | W_OK) == 0) {
        return EXIT_OK;
    }
    if (errno == ENOENT) {
        cli_error("there is no registry in %s: create a tenant, or name the data folder in VISIONCRM_DATA", data);
        return EXIT_MISSING;
    }
    cli_error("cannot use %s: %s%s", path, strerror(errno),
              errno == EACCES ? "; run this as the account that the data belong to" : "");
    return EXIT_FAILED;
}

enum rc cli_open(struct cli *cli, bool create)
{
    *cli = (struct cli){.arena = arena_new(CLI_ARENA_CAP)};
    cx_init(&cli->cx, cli->arena);
    bool new = create && !cli_data_exists();
    TRY(registry_open(&cli->cx, create, &cli->cx.registry));
    if (new) {
        cli_error("made the data folder %s", config_get("data"));
    }
    return RC_OK;
}

enum rc cli_find(struct cx *cx, const char *subdomain, struct tenant *tenant)
{
    enum rc rc = tenant_by_subdomain(cx, subdomain, true, tenant);
    if (rc == RC_NOT_FOUND) {
        return fault_printf(cx, rc, NULL, "no tenant %s: visioncrm tenant list names those that exist", subdomain);
    }
    return rc;
}

enum rc cli_tenant(struct cli *cli, const char *subdomain)
{
    struct cx *cx = &cli->cx;
    struct db_options options = {.migrate = true};
    TRY(cli_find(cx, subdomain, &cli->tenant));
    TRY(db_open(cx, DB_TENANT, tenant_db_path(cx, cli->tenant.id), &options, &cx->db));
    cx->tenant = &cli->tenant;
    return db_text(cx, SQL_SETTINGS_ZONE, NO_ARGS, &cx->zone);
}

int cli_close(struct cli *cli, enum rc rc)
{
    int code = EXIT_OK;
    if (rc != RC_OK) {
        cli_error("%s", cli_fault_text(&cli->cx, rc));
        code = EXIT_FAILED;
    }
    if (rc == RC_NOT_FOUND || rc == RC_CONFLICT || rc == RC_FORBIDDEN || str_eq(cli->cx.fault.code, "SUBDOMAIN_EXISTS")) {
        code = EXIT_MISSING;
    } else if (rc == RC_INVALID) {
        code = EXIT_USAGE;
    }
    cx_end(&cli->cx);
    db_close(cli->cx.db);
    db_close(cli->cx.registry);
    arena_free(cli->arena);
    return code;
}

static const char *standard_text(enum rc rc)
{
    switch ((int)rc) {
    case RC_NOT_FOUND:
        return "not found";
    case RC_UNAVAILABLE:
        return "a file is damaged, or its write lock was held for too long: see the log line above";
    case RC_NO_SPACE:
        return "the disk is full or takes no writes: free some space and try again";
    default:
        return "it failed: see the log line above";
    }
}

const char *cli_fault_text(struct cx *cx, enum rc rc)
{
    struct buf text;
    buf_init(&text, cx->arena, 0);
    if (!cx->fault.fields) {
        return cx->fault.message ? cx->fault.message : standard_text(rc);
    }
    for (const struct fault_field *row = cx->fault.fields; row; row = row->next) {
        buf_printf(&text, "%s%s: %s", text.len ? "; " : "", row->field, row->problem.message);
    }
    return text.data;
}

enum rc cli_check(struct cx *cx, const struct field *field, const char **value)
{
    int64_t number;
    if (!*value) {
        return fault_field(cx, field->name, PROBLEM_REQUIRED, "is missing");
    }
    return field_parse_text(cx, field, *value, &number, value) ? RC_OK : RC_INVALID;
}

bool cli_become_account(void)
{
    const char *name = config_get("user");
    if (geteuid() != 0 || str_empty(name)) {
        return true;
    }
    const struct passwd *account = getpwnam(name);
    if (!account) {
        cli_error("no account \"%s\": create it, or change the setting \"user\"", name);
        return false;
    }
    if (initgroups(name, account->pw_gid) != 0 || setgid(account->pw_gid) != 0 || setuid(account->pw_uid) != 0) {
        cli_error("cannot become %s: %s", name, strerror(errno));
        return false;
    }
    return true;
}

/* ---- output ---- */

void progress_show(struct progress *progress, int64_t done, int64_t total)
{
    int64_t now_us = time_monotonic_us();
    if (!isatty(STDERR_FILENO) || (progress->shown && now_us - progress->last_us < PROGRESS_US)) {
        return;
    }
    if (total) {
        fprintf(stderr, "\r%s %lld of %lld\033[K", progress->label, (long long)done, (long long)total);
    } else {
        fprintf(stderr, "\r%s %lld\033[K", progress->label, (long long)done);
    }
    progress->shown = true;
    progress->last_us = now_us;
}

void progress_end(struct progress *progress)
{
    if (progress->shown) {
        fputs("\r\033[K", stderr);
        progress->shown = false;
    }
}

bool cli_print_part(const struct buf *out)
{
    return print_visible(stdout, out->data, VISIBLE_JSON);
}

bool cli_print(const struct buf *out)
{
    if (!cli_print_part(out) || fputc('\n', stdout) == EOF || fflush(stdout) != 0) {
        cli_error("cannot write the output: %s", strerror(errno));
        return false;
    }
    return true;
}
