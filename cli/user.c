/* SPDX-License-Identifier: MIT
 *
 * visioncrm user create, list, password, activate. */
#include <stdio.h>

#include "base/str.h"
#include "base/time.h"
#include "cli/cli.h"
#include "people/person.h"
#include "resource/journal.h"

static const char *const role_values[] = {"sales", "manager", "admin", NULL};

static const struct field field_email = {.name = "--email", .type = FT_EMAIL, .flags = F_REQUIRED};
static const struct field field_name = {.name = "--name", .type = FT_TEXT, .flags = F_REQUIRED, .min = 1, .max = 100};
static const struct field field_role = {.name = "--role", .type = FT_ENUM, .values = role_values};

/* The command line of any of the three. */
struct wish {
    const char *email;
    const char *name;
    const char *role;
    const char *id; /* of who was created */
    bool deactivate;
    bool as_json;
    struct cli_password password;
};

/* A change of one person within the write transaction that in_transaction() opens. */
typedef enum rc change_fn(struct cx *cx, struct wish *wish, const char *password_hash);

static enum rc in_transaction(struct cx *cx, change_fn *change, struct wish *wish, const char *password_hash)
{
    TRY(db_begin(cx, cx->db, TX_WRITE));
    return db_end(cx, cx->db, change(cx, wish, password_hash));
}

static int with_tenant(const char *subdomain, enum rc (*work)(struct cx *cx, struct wish *wish), struct wish *wish)
{
    struct cli cli;
    enum rc rc = cli_open(&cli, false);
    if (rc == RC_OK) {
        rc = cli_tenant(&cli, subdomain);
    }
    if (rc == RC_OK) {
        rc = work(&cli.cx, wish);
    }
    return cli_close(&cli, rc);
}

/* ---- create ---- */

static enum rc insert(struct cx *cx, struct wish *wish, const char *password_hash)
{
    struct user user;
    record_clear(&user_record, &user);
    user.session_id = NULL;
    user_set_name(cx, &user, wish->name);
    user.email = wish->email;
    user.role = wish->role;
    user.password_hash = password_hash;
    user.is_active = 1;
    TRY(user_insert(cx, &user));
    TRY(person_journal(cx, NULL, &user, JOURNAL_COMMAND));
    wish->id = user.id;
    return RC_OK;
}

static enum rc create(struct cx *cx, struct wish *wish)
{
    const char *hash;
    cli_check(cx, &field_email, &wish->email);
    cli_check(cx, &field_name, &wish->name);
    cli_check(cx, &field_role, &wish->role);
    TRY(fault_check(cx));
    wish->password.email = wish->email;
    TRY(cli_password(cx, &wish->password, &hash));
    TRY(in_transaction(cx, insert, wish, hash));
    TRY(cli_password_show(cx, &wish->password));
    cli_say("created %s (%s)\n", wish->email, wish->id);
    return RC_OK;
}

int cmd_user_create(int argc, char **argv)
{
    struct wish wish = {.role = "sales"};
    const struct cli_option options[] = {
        {"email", &wish.email, NULL},
        {"name", &wish.name, NULL},
        {"role", &wish.role, NULL},
        {"password-env", &wish.password.variable, NULL},
        {"password-stdin", NULL, &wish.password.from_stdin},
        {NULL, NULL, NULL},
    };
    int at = cli_options(argc, argv, options, 1, 1);
    return at ? with_tenant(argv[at], create, &wish) : EXIT_USAGE;
}

/* ---- password, activate ---- */

static enum rc find_user(struct cx *cx, const char *email, struct user *user)
{
    enum rc rc = user_by_email(cx, email, user);
    return rc == RC_NOT_FOUND ? fault_printf(cx, rc, NULL, "nobody has the address %s", email) : rc;
}

static enum rc change_password(struct cx *cx, struct wish *wish, const char *password_hash)
{
    struct user user;
    TRY(find_user(cx, wish->email, &user));
    return person_set_password(cx, user.id, password_hash, NULL, JOURNAL_COMMAND);
}

static enum rc password(struct cx *cx, struct wish *wish)
{
    struct user user;
    const char *hash;
    TRY(find_user(cx, wish->email, &user));
    wish->password.email = user.email;
    TRY(cli_password(cx, &wish->password, &hash));
    TRY(in_transaction(cx, change_password, wish, hash));
    TRY(cli_password_show(cx, &wish->password));
    cli_say("changed the password of %s and ended all sessions\n", user.email);
    return RC_OK;
}

int cmd_user_password(int argc, char **argv)
{
    struct wish wish = {.email = NULL};
    const struct cli_option options[] = {
        {"password-env", &wish.password.variable, NULL},
        {"password-stdin", NULL, &wish.password.from_stdin},
        {NULL, NULL, NULL},
    };
    int at = cli_options(argc, argv, options, 2, 2);
    if (!at) {
        return EXIT_USAGE;
    }
    wish.email = argv[at + 1];
    return with_tenant(argv[at], password, &wish);
}

static enum rc change_active(struct cx *cx, struct wish *wish, const char *password_hash)
{
    struct user user;
    (void)password_hash;
    TRY(find_user(cx, wish->email, &user));
    if (wish->deactivate && user_role(&user) == ROLE_OWNER) {
        return fault_set(cx, RC_CONFLICT, NULL, "the owner cannot be deactivated: suspend the tenant instead");
    }
    return person_set_active(cx, user.id, !wish->deactivate, JOURNAL_COMMAND);
}

static enum rc activate(struct cx *cx, struct wish *wish)
{
    TRY(in_transaction(cx, change_active, wish, NULL));
    cli_say("%s is %s\n", wish->email, wish->deactivate ? "inactive" : "active");
    return RC_OK;
}

int cmd_user_activate(int argc, char **argv)
{
    struct wish wish = {.email = NULL};
    const struct cli_option options[] = {{"deactivate", NULL, &wish.deactivate}, {NULL, NULL, NULL}};
    int at = cli_options(argc, argv, options, 2, 2);
    if (!at) {
        return EXIT_USAGE;
    }
    wish.email = argv[at + 1];
    return with_tenant(argv[at], activate, &wish);
}

/* ---- list ---- */

#define PAGE 200

static void print_user(struct cx *cx, const struct user *user)
{
    char seen[25] = "never";
    if (user->last_login != INT_NULL) {
        time_format_s(user->last_login, seen);
    }
    cli_say("%-8s %-8s %-32s %-24s %s\n", user->role, user->is_active ? "active" : "inactive", user->email, user_name(cx, user),
            seen);
}

static void write_user(struct cx *cx, struct json *json, const struct user *user)
{
    json_object(json);
    json_kv_text(json, "id", user->id);
    json_kv_text(json, "email", user->email);
    json_kv_text(json, "username", user->username);
    json_kv_text(json, "name", user_name(cx, user));
    json_kv_text(json, "role", user->role);
    json_kv_bool(json, "is_active", user->is_active != 0);
    json_kv_time(json, "last_login", user->last_login);
    json_kv_time(json, "created_at", user->created_at);
    json_object_end(json);
}

/* Everybody, page by page; as JSON into `json` unless that is NULL. */
static enum rc each_user(struct cx *cx, struct json *json)
{
    struct list page = {.count = PAGE};
    for (const char *after = ""; page.count == PAGE;) {
        TRY(db_all(cx, SQL_USER_PAGE, ARGS(ARG_T("after", after), ARG_I("limit", PAGE)), &user_record, &page));
        const struct user *users = page.rows;
        for (size_t i = 0; i < page.count; i++) {
            if (json) {
                write_user(cx, json, &users[i]);
            } else {
                print_user(cx, &users[i]);
            }
            after = users[i].id;
        }
    }
    return RC_OK;
}

static enum rc list_users(struct cx *cx, struct wish *wish)
{
    struct buf out;
    struct json json;
    if (!wish->as_json) {
        return each_user(cx, NULL);
    }
    buf_init(&out, cx->arena, 0);
    json_init(&json, &out, TIME_MILLISECONDS);
    json_array(&json);
    TRY(each_user(cx, &json));
    json_array_end(&json);
    return cli_print(&out) ? RC_OK : fault_set(cx, RC_INTERNAL, NULL, "the list could not be printed");
}

int cmd_user_list(int argc, char **argv)
{
    struct wish wish = {.email = NULL};
    const struct cli_option options[] = {{"json", NULL, &wish.as_json}, {NULL, NULL, NULL}};
    int at = cli_options(argc, argv, options, 1, 1);
    return at ? with_tenant(argv[at], list_users, &wish) : EXIT_USAGE;
}
