/* SPDX-License-Identifier: MIT
 *
 * lib/auth on a tenant file of its own: people, their names and roles, and their sessions. test_password.c and test_rate.c
 * cover the rest of the folder. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "auth/digest.h"
#include "auth/reset.h"
#include "auth/session.h"
#include "base/config.h"
#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"
#include "folder_fixture.h"
#include "store/db.h"

Suite *suite_auth(void);

#define NOW 1770000000000LL
#define DAY 86400000LL

static char folder[FOLDER_LEN];
static struct arena *arena;
static struct cx cx;

static void setup(void)
{
    const char *error;
    struct db_options options = {.create = true, .migrate = true};
    test_folder_make(folder);
    ck_assert(config_load(&error));
    arena = arena_new(0);
    cx_init(&cx, arena);
    cx.now_ms = NOW;
    ck_assert_int_eq(db_open(&cx, DB_TENANT, arena_printf(arena, "%s/tenant.db", folder), &options, &cx.db), RC_OK);
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
}

static void teardown(void)
{
    db_rollback(cx.db);
    db_close(cx.db);
    test_folder_remove(folder);
    cx_end(&cx);
    arena_free(arena);
}

/* ---- people ---- */

static struct user add_user(const char *email, const char *username)
{
    struct user user;
    memset(&user, 0, sizeof user);
    record_clear(&user_record, &user);
    user.email = email;
    user.username = username;
    user.first_name = "Marc";
    user.last_name = "Dupont";
    user.role = "sales";
    user.is_active = 1;
    ck_assert_int_eq(user_insert(&cx, &user), RC_OK);
    return user;
}

static enum rc try_user(const char *email, const char *username)
{
    struct user user;
    memset(&user, 0, sizeof user);
    record_clear(&user_record, &user);
    user.email = email;
    user.username = username;
    user.first_name = "Marc";
    user.role = "sales";
    user.is_active = 1;
    return user_insert(&cx, &user);
}

START_TEST(test_user_roundtrip)
{
    struct user user = add_user("Marc.Dupont@Garage.fr", NULL), found;
    ck_assert(uuid_valid(user.id));
    ck_assert_str_eq(user.username, "marc.dupont");
    ck_assert_int_eq(user.created_at, NOW);
    ck_assert_int_eq(user_by_id(&cx, user.id, &found), RC_OK);
    ck_assert_str_eq(found.email, "Marc.Dupont@Garage.fr");
    ck_assert_str_eq(found.role, "sales");
    ck_assert_int_eq(found.is_active, 1);
    ck_assert_int_eq(found.last_login, INT_NULL);
    ck_assert_ptr_null(found.team_id);
    ck_assert_ptr_null(found.session_id);
    ck_assert_int_eq(user_by_email(&cx, "mARC.dUPONT@gARAGE.FR", &found), RC_OK);
    ck_assert_str_eq(found.id, user.id);
    ck_assert_str_eq(user_name(&cx, &found), "Marc Dupont");
    ck_assert_int_eq(user_by_email(&cx, "nobody@garage.fr", &found), RC_NOT_FOUND);
    ck_assert_ptr_null(cx.fault.message);
    ck_assert_int_eq(user_by_id(&cx, "0190a000-0000-7000-8000-000000000000", &found), RC_NOT_FOUND);
    ck_assert_str_eq(cx.fault.message, "User not found");
}
END_TEST

START_TEST(test_user_names_are_unique)
{
    ck_assert_str_eq(add_user("marc@a.fr", NULL).username, "marc");
    ck_assert_str_eq(add_user("marc@b.fr", NULL).username, "marc2");
    ck_assert_str_eq(add_user("MARC@c.fr", NULL).username, "marc3");
    ck_assert_str_eq(add_user("+++@c.fr", NULL).username, "user");
    ck_assert_str_eq(add_user("jean+crm'@c.fr", NULL).username, "jeancrm");
    add_user("x@c.fr", "Marc4");
    ck_assert_str_eq(add_user("marc@d.fr", NULL).username, "marc5");
    ck_assert_str_eq(add_user("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz@d.fr", NULL).username,
                     "abcdefghijklmnopqrstuvwxyzabcdefghijklmn");
    for (int i = 6; i < 110; i++) {
        add_user(arena_printf(arena, "marc@%d.fr", i), NULL);
    }
    ck_assert(str_starts(add_user("marc@last.fr", NULL).username, "marc-"));
}
END_TEST

START_TEST(test_user_conflicts)
{
    add_user("marc@garage.fr", "marc");
    ck_assert_int_eq(try_user("MARC@garage.fr", "other"), RC_CONFLICT);
    ck_assert_str_eq(cx.fault.message, "Email already exists");
    fault_clear(&cx);
    ck_assert_int_eq(try_user("other@garage.fr", "MARC"), RC_CONFLICT);
    ck_assert_str_eq(cx.fault.message, "Username already exists");
    fault_clear(&cx);
    ck_assert_int_eq(try_user("MARC@garage.fr", "MARC"), RC_CONFLICT);
    ck_assert_str_eq(cx.fault.message, "Email already exists");
    ck_assert_str_eq(cx.fault.fields->next->field, "username");
    fault_clear(&cx);
    ck_assert_int_eq(try_user("other@garage.fr", "marc@garage.fr"), RC_INVALID);
    ck_assert_str_eq(cx.fault.fields->field, "username");
}
END_TEST

START_TEST(test_user_name_is_split)
{
    static const struct {
        const char *name, *first, *last;
    } table[] = {
        {"Jean Martin", "Jean", "Martin"}, {"Jean-Luc  de la Tour ", "Jean-Luc", "de la Tour"}, {" Cher ", "Cher", NULL}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct user user;
        user_set_name(&cx, &user, table[i].name);
        ck_assert_str_eq(user.first_name, table[i].first);
        ck_assert_pstr_eq(user.last_name, table[i].last);
    }
}
END_TEST

START_TEST(test_permissions)
{
    static const char *const names[] = {"sales", "manager", "admin", "owner"};
    static const enum perm perms[] = {PERM_USER, PERM_MANAGER, PERM_ADMIN, PERM_OWNER};
    for (size_t i = 0; i < 4; i++) {
        struct user user = {.role = names[i]};
        ck_assert(user_may(&user, PERM_NONE));
        for (size_t j = 0; j < 4; j++) {
            ck_assert_int_eq(user_may(&user, perms[j]), i >= j);
            ck_assert(!user_may(NULL, perms[j]));
        }
    }
    struct user odd = {.role = "root"};
    ck_assert(!user_may(&odd, PERM_MANAGER));
    ck_assert(user_may(NULL, PERM_NONE));
}
END_TEST

/* ---- sessions ---- */

/* Made while the clock was a year ahead: it would live for a year. */
START_TEST(test_what_a_wrong_clock_made)
{
    struct user user = add_user("marc@garage.fr", NULL), found;
    struct session_ticket ticket;
    const char *token;
    bool stale;
    cx.now_ms = NOW + 365 * DAY;
    ck_assert_int_eq(session_open(&cx, user.id, &ticket), RC_OK);
    ck_assert_int_eq(session_user(&cx, ticket.secret, &found, NULL, &stale), RC_OK);
    for (int i = 0; i < RESET_MAX; i++) {
        ck_assert_int_eq(reset_open(&cx, user.id, &token), RC_OK);
        ck_assert_int_eq(reset_user(&cx, token, &found), RC_OK);
    }
    ck_assert_int_eq(reset_open(&cx, user.id, &token), RC_RATE_LIMITED);
    cx.now_ms -= DAY / 100; /* a clock may be set back a little */
    ck_assert_int_eq(session_user(&cx, ticket.secret, &found, NULL, &stale), RC_OK);
    ck_assert_int_eq(reset_user(&cx, token, &found), RC_OK);
    cx.now_ms = NOW;
    ck_assert_int_eq(session_user(&cx, ticket.secret, &found, NULL, &stale), RC_UNAUTHORIZED);
    ck_assert_int_eq(reset_user(&cx, token, &found), RC_NOT_FOUND);
    ck_assert_int_eq(reset_open(&cx, user.id, &token), RC_OK); /* nobody waits for a year */
    ck_assert_int_eq(reset_user(&cx, token, &found), RC_OK);
}
END_TEST

START_TEST(test_session_life)
{
    struct user user = add_user("marc@garage.fr", NULL), found;
    struct session_ticket ticket;
    int64_t expires;
    bool stale;
    ck_assert_int_eq(session_open(&cx, user.id, &ticket), RC_OK);
    ck_assert_uint_eq(strlen(ticket.secret), 43);
    ck_assert_int_eq(ticket.expires_at, NOW + 7 * DAY);
    ck_assert_int_eq(session_user(&cx, ticket.secret, &found, &expires, &stale), RC_OK);
    ck_assert_str_eq(found.id, user.id);
    ck_assert_str_eq(found.email, "marc@garage.fr");
    ck_assert(uuid_valid(found.session_id));
    ck_assert_int_eq(expires, ticket.expires_at);
    ck_assert(!stale);

    cx.now_ms = NOW + DAY + 1;
    ck_assert_int_eq(session_user(&cx, ticket.secret, &found, NULL, &stale), RC_OK);
    ck_assert(stale);
    ck_assert_int_eq(session_extend(&cx, ticket.secret, &expires), RC_OK);
    ck_assert_int_eq(expires, cx.now_ms + 7 * DAY);
    ck_assert_int_eq(session_user(&cx, ticket.secret, &found, NULL, &stale), RC_OK);
    ck_assert(!stale);

    cx.now_ms = expires - 1;
    ck_assert_int_eq(session_user(&cx, ticket.secret, &found, NULL, &stale), RC_OK);
    cx.now_ms = expires;
    ck_assert_int_eq(session_user(&cx, ticket.secret, &found, NULL, &stale), RC_UNAUTHORIZED);
    ck_assert_int_eq(session_extend(&cx, ticket.secret, &expires), RC_UNAUTHORIZED);
}
END_TEST

START_TEST(test_session_close)
{
    struct user user = add_user("marc@garage.fr", NULL), other = add_user("lea@garage.fr", NULL), found;
    struct session_ticket a, b, c, foreign;
    bool stale;
    ck_assert_int_eq(session_open(&cx, user.id, &a), RC_OK);
    ck_assert_int_eq(session_open(&cx, user.id, &b), RC_OK);
    ck_assert_int_eq(session_open(&cx, user.id, &c), RC_OK);
    ck_assert_int_eq(session_open(&cx, other.id, &foreign), RC_OK);
    ck_assert_int_eq(session_close(&cx, a.secret), RC_OK);
    ck_assert_int_eq(session_user(&cx, a.secret, &found, NULL, &stale), RC_UNAUTHORIZED);
    ck_assert_int_eq(session_user(&cx, b.secret, &found, NULL, &stale), RC_OK);
    ck_assert_int_eq(session_close_all(&cx, user.id, found.session_id), RC_OK);
    ck_assert_int_eq(session_user(&cx, b.secret, &found, NULL, &stale), RC_OK);
    ck_assert_int_eq(session_user(&cx, c.secret, &found, NULL, &stale), RC_UNAUTHORIZED);
    ck_assert_int_eq(session_close_all(&cx, user.id, NULL), RC_OK);
    ck_assert_int_eq(session_user(&cx, b.secret, &found, NULL, &stale), RC_UNAUTHORIZED);
    ck_assert_int_eq(session_user(&cx, foreign.secret, &found, NULL, &stale), RC_OK);
}
END_TEST

START_TEST(test_session_refusals)
{
    struct user user = add_user("marc@garage.fr", NULL), found;
    struct user idle;
    struct session_ticket ticket;
    char hash[SHA256_HEX];
    bool stale;
    static const char *const guesses[] = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "' OR 1=1 --"};
    ck_assert_int_eq(session_open(&cx, user.id, &ticket), RC_OK);
    for (size_t i = 0; i < sizeof guesses / sizeof guesses[0]; i++) {
        ck_assert_int_eq(session_user(&cx, guesses[i], &found, NULL, &stale), RC_UNAUTHORIZED);
    }
    sha256_hex(ticket.secret, strlen(ticket.secret), hash); /* what a reader of the file would know */
    ck_assert_int_eq(session_user(&cx, hash, &found, NULL, &stale), RC_UNAUTHORIZED);

    memset(&idle, 0, sizeof idle);
    record_clear(&user_record, &idle);
    idle.email = "idle@garage.fr";
    idle.first_name = "Idle";
    idle.role = "owner";
    idle.is_active = 0;
    ck_assert_int_eq(user_insert(&cx, &idle), RC_OK);
    ck_assert_int_eq(session_open(&cx, idle.id, &ticket), RC_OK);
    ck_assert_int_eq(session_user(&cx, ticket.secret, &found, NULL, &stale), RC_UNAUTHORIZED);
}
END_TEST

START_TEST(test_session_check_is_quick)
{
    struct user user = add_user("marc@garage.fr", NULL), found;
    struct session_ticket ticket;
    bool stale;
    enum { ROUNDS = 2000 };
    ck_assert_int_eq(session_open(&cx, user.id, &ticket), RC_OK);
    int64_t start = time_thread_cpu_us();
    for (int i = 0; i < ROUNDS; i++) {
        ck_assert_int_eq(session_user(&cx, ticket.secret, &found, NULL, &stale), RC_OK);
    }
    int64_t each_us = (time_thread_cpu_us() - start) / ROUNDS;
    ck_assert_int_lt(each_us, 1000); /* a few microseconds, more under sanitizers; a password's hash takes 50 ms */
}
END_TEST

Suite *suite_auth(void)
{
    Suite *suite = suite_create("auth");
    TCase *tests = tcase_create("auth");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, test_user_roundtrip);
    tcase_add_test(tests, test_user_names_are_unique);
    tcase_add_test(tests, test_user_conflicts);
    tcase_add_test(tests, test_user_name_is_split);
    tcase_add_test(tests, test_permissions);
    tcase_add_test(tests, test_what_a_wrong_clock_made);
    tcase_add_test(tests, test_session_life);
    tcase_add_test(tests, test_session_close);
    tcase_add_test(tests, test_session_refusals);
    tcase_add_test(tests, test_session_check_is_quick);
    suite_add_tcase(suite, tests);
    return suite;
}
