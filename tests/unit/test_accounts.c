/* SPDX-License-Identifier: MIT
 *
 * How accounts come to be and change hands, by the rules of lib/people alone: registration, invitation, sign-up, the change of
 * a person, the link of who forgot a password, another password. test_people.c walks the same ways through dispatch(). */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "auth/password.h"
#include "auth/reset.h"
#include "auth/session.h"
#include "base/config.h"
#include "base/log.h"
#include "base/str.h"
#include "folder_fixture.h"
#include "people/credential.h"
#include "people/invitation.h"
#include "people/person.h"
#include "people/recovery.h"
#include "people/registration.h"
#include "people/signup.h"
#include "people/team.h"
#include "tenant/create.h"

Suite *suite_accounts(void);

static char folder[FOLDER_LEN];
static struct cx cx;
static struct tenant tenant;
static const char *owner_id;

static void setup(void)
{
    const struct tenant_new wanted = {"garage", "Garage", "owner@garage.test", "Marc Dupont", "$scrypt$…", "approval", false};
    struct db_options options = {.migrate = true};
    log_to(-1);
    ck_assert_int_eq(setenv("VISIONCRM_PASSWORD_COST", "10", 1), 0);
    test_installation_open(folder, &cx);
    ck_assert_int_eq(tenant_create(&cx, &wanted, false, &tenant, &owner_id), RC_OK);
    ck_assert_int_eq(db_open(&cx, DB_TENANT, tenant_db_path(&cx, tenant.id), &options, &cx.db), RC_OK);
    cx.tenant = &tenant;
}

static void teardown(void)
{
    if (cx.db) {
        db_rollback(cx.db);
    }
    db_close(cx.db);
    test_installation_close(folder, &cx);
}

static struct user described(const char *email, const char *password)
{
    struct user person;
    record_clear(&person_record, &person);
    person.email = email;
    person.first_name = "Sam";
    person.password = password;
    return person;
}

static int64_t letters(const char *kind)
{
    struct rows rows;
    const char *sql = arena_printf(cx.arena, "SELECT count(*) FROM outbox WHERE kind = '%s'", kind);
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    ck_assert_int_eq(rows_next(&rows), RC_OK);
    int64_t count = rows_int(&rows, 0);
    rows_close(&rows);
    return count;
}

static void expect_field(const char *field, const char *message)
{
    ck_assert_ptr_nonnull(cx.fault.fields);
    ck_assert_str_eq(cx.fault.fields->field, field);
    ck_assert_msg(!message || str_eq(cx.fault.fields->problem.message, message), "%s", cx.fault.fields->problem.message);
    fault_clear(&cx);
}

static void begin(void)
{
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
}

static void commit(void)
{
    ck_assert_int_eq(db_commit(&cx, cx.db), RC_OK);
}

/* Somebody who is in, with that password. */
static struct user member(const char *email, const char *password)
{
    struct user person = described(email, password);
    ck_assert_int_eq(invitation_add(&cx, &person), RC_OK);
    commit();
    return person;
}

static const char *add_team(void)
{
    struct team team;
    record_clear(&team_record, &team);
    team.name = "Sales";
    begin();
    ck_assert_int_eq(resource_create(&cx, &team_resource, &team, UINT64_MAX), RC_OK);
    commit();
    return team.id;
}

/* ---- coming in ---- */

static void set_registration(const char *value)
{
    struct rows rows;
    begin();
    ck_assert_int_eq(
        rows_open_text(&cx, DB_TENANT, arena_printf(cx.arena, "UPDATE setting SET registration = '%s'", value), NO_ARGS, &rows),
        RC_OK);
    ck_assert_int_eq(rows_next(&rows), RC_END);
    rows_close(&rows);
    commit();
}

START_TEST(registration_is_as_the_settings_say)
{
    bool at_once = true;
    ck_assert_int_eq(registration_allowed(&cx, &at_once), RC_OK);
    ck_assert(!at_once);
    set_registration("open");
    ck_assert_int_eq(registration_allowed(&cx, &at_once), RC_OK);
    ck_assert(at_once);
    set_registration("closed");
    ck_assert_int_eq(registration_allowed(&cx, &at_once), RC_FORBIDDEN);
}
END_TEST

START_TEST(a_stranger_waits_with_the_team)
{
    struct user found, person = described("sam@garage.test", "correct-horse-1");
    const char *team = person.team_id = add_team();
    ck_assert_int_eq(registration_add(&cx, &person, false), RC_OK);
    commit();
    ck_assert_int_eq(user_by_id(&cx, person.id, &found), RC_OK);
    ck_assert_int_eq(found.is_active, 0);
    ck_assert_int_eq(found.last_login, INT_NULL);
    ck_assert_str_eq(found.role, "sales");
    ck_assert_ptr_null(found.team_id);
    ck_assert_str_eq(found.pending_team_id, team);
    ck_assert(password_verify(&cx, found.password_hash, "correct-horse-1"));
    /* The activation brings the team. */
    struct user patch = {.is_active = 1};
    begin();
    ck_assert_int_eq(
        person_change(&cx, person.id, &person_record, &patch, UINT64_C(1) << record_find(&person_record, "is_active")), RC_OK);
    commit();
    ck_assert_int_eq(user_by_id(&cx, person.id, &found), RC_OK);
    ck_assert_str_eq(found.team_id, team);
    ck_assert_ptr_null(found.pending_team_id);
    ck_assert_str_eq(found.first_name, "Sam");
}
END_TEST

START_TEST(what_is_wrong_with_a_person_is_said)
{
    struct user person = described("sam@garage.test", "short");
    ck_assert_int_eq(person_check(&cx, &person), RC_OK);
    expect_field("password", NULL);
    person = described("sam@garage.test", "correct-horse-1");
    person.team_id = "00000000-0000-4000-8000-000000000000";
    (void)person_check(&cx, &person);
    expect_field("team_id", "Team not found");
    person = described("owner@garage.test", "correct-horse-1");
    ck_assert_int_eq(person_admit(&cx, &person), RC_CONFLICT);
    ck_assert(!db_in_transaction(cx.db));
}
END_TEST

START_TEST(who_has_no_password_is_written_to)
{
    struct user person = described("sam@garage.test", NULL);
    ck_assert_int_eq(invitation_add(&cx, &person), RC_OK);
    commit();
    ck_assert_int_eq(letters("INVITATION"), 1);
    person = described("lea@garage.test", "correct-horse-1");
    ck_assert_int_eq(invitation_add(&cx, &person), RC_OK);
    commit();
    person = described("ali@garage.test", NULL);
    person.is_active = 0;
    ck_assert_int_eq(invitation_add(&cx, &person), RC_OK);
    commit();
    ck_assert_int_eq(letters("INVITATION"), 1);
}
END_TEST

START_TEST(a_business_signs_up)
{
    const struct signup wrong = {.email = "a@b.test", .password = "short", .subdomain = "www"};
    const struct signup right = {"marie@atelier.test", "correct-horse-1", "Marie Roux", "atelier", "Atelier Roux"};
    struct tenant made;
    const char *id = NULL;
    ck_assert_int_eq(signup_allowed(&cx), RC_OK);
    ck_assert_int_eq(signup_check(&cx, &wrong), RC_OK);
    ck_assert_int_eq(fault_check(&cx), RC_INVALID);
    fault_clear(&cx);
    ck_assert_int_eq(signup_check(&cx, &right), RC_OK);
    ck_assert_int_eq(fault_check(&cx), RC_OK);
    db_close(cx.db);
    cx.db = NULL;
    ck_assert_int_eq(signup_make(&cx, &right, &made, &id), RC_OK);
    ck_assert_str_eq(made.subdomain, "atelier");
    ck_assert_ptr_nonnull(id);
}
END_TEST

/* ---- changing ---- */

static uint64_t bit(const char *name)
{
    return UINT64_C(1) << record_find(&person_record, name);
}

START_TEST(the_owner_stays_the_owner)
{
    struct user found, patch = {.role = "sales", .is_active = 0};
    begin();
    ck_assert_int_eq(person_change(&cx, owner_id, &person_record, &patch, bit("role")), RC_FORBIDDEN);
    ck_assert_int_eq(person_change(&cx, owner_id, &person_record, &patch, bit("is_active")), RC_FORBIDDEN);
    fault_clear(&cx);
    patch.role = "admin"; /* which is how an owner is printed */
    ck_assert_int_eq(person_change(&cx, owner_id, &person_record, &patch, bit("role")), RC_OK);
    ck_assert_int_eq(user_by_id(&cx, owner_id, &found), RC_OK);
    ck_assert_str_eq(found.role, "owner");
}
END_TEST

START_TEST(a_new_role_ends_sessions)
{
    struct user found, patch = {.role = "manager", .first_name = "Samuel"},
                       person = member("sam@garage.test", "correct-horse-1");
    struct session_ticket ticket;
    bool stale;
    begin();
    ck_assert_int_eq(session_open(&cx, person.id, &ticket), RC_OK);
    ck_assert_int_eq(person_change(&cx, person.id, &person_record, &patch, bit("first_name")), RC_OK);
    ck_assert_int_eq(session_user(&cx, ticket.secret, &found, NULL, &stale), RC_OK);
    ck_assert_str_eq(found.first_name, "Samuel");
    ck_assert_int_eq(person_change(&cx, person.id, &person_record, &patch, bit("role")), RC_OK);
    ck_assert_int_eq(session_user(&cx, ticket.secret, &found, NULL, &stale), RC_UNAUTHORIZED);
}
END_TEST

/* One's own profile has no bit for what an admin decides. */
START_TEST(a_profile_changes_names_only)
{
    struct user found, patch = {.first_name = "Samuel", .role = "admin"}, person = member("sam@garage.test", "correct-horse-1");
    begin();
    ck_assert_int_eq(
        person_change(&cx, person.id, &profile_record, &patch, UINT64_C(1) << record_find(&profile_record, "first_name")),
        RC_OK);
    ck_assert_int_eq(user_by_id(&cx, person.id, &found), RC_OK);
    ck_assert_str_eq(found.first_name, "Samuel");
    ck_assert_str_eq(found.role, "sales");
    patch.profile_picture_url = "http://plain.test/x.png";
    ck_assert_int_eq(person_change(&cx, person.id, &profile_record, &patch,
                                   UINT64_C(1) << record_find(&profile_record, "profile_picture_url")),
                     RC_INVALID);
}
END_TEST

/* ---- passwords ---- */

START_TEST(a_letter_goes_to_the_living_only)
{
    struct user person = member("sam@garage.test", "correct-horse-1");
    begin();
    ck_assert_int_eq(recovery_begin(&cx, "nobody@garage.test"), RC_OK);
    ck_assert_ptr_null(cx.fault.message);
    ck_assert_int_eq(letters("RESET"), 0);
    for (int i = 0; i < RESET_MAX + 2; i++) {
        ck_assert_int_eq(recovery_begin(&cx, person.email), RC_OK);
    }
    ck_assert_int_eq(letters("RESET"), RESET_MAX);
}
END_TEST

START_TEST(a_link_sets_a_password_once)
{
    struct user found, person = member("sam@garage.test", "correct-horse-1");
    const char *token;
    begin();
    ck_assert_int_eq(reset_open(&cx, person.id, &token), RC_OK);
    commit();
    ck_assert_int_eq(recovery_finish(&cx, token, "sam@garage.test"), RC_INVALID);
    expect_field("new_password", NULL);
    ck_assert_int_eq(recovery_finish(&cx, token, "another-horse-2"), RC_OK);
    commit();
    ck_assert_int_eq(credential_check(&cx, "sam@garage.test", "another-horse-2", &found), RC_OK);
    ck_assert_int_eq(recovery_finish(&cx, token, "another-horse-3"), RC_INVALID);
    ck_assert_str_eq(cx.fault.message, "Invalid or expired token");
    ck_assert(!db_in_transaction(cx.db));
}
END_TEST

START_TEST(who_knows_the_password_may_replace_it)
{
    struct user found, person = member("sam@garage.test", "correct-horse-1");
    ck_assert_int_eq(user_by_id(&cx, person.id, &found), RC_OK);
    ck_assert_int_eq(credential_replace(&cx, &found, "wrong-horse-1", "another-horse-2", NULL), RC_INVALID);
    expect_field("current_password", "Current password incorrect");
    ck_assert(!db_in_transaction(cx.db));
    ck_assert_int_eq(credential_replace(&cx, &found, "correct-horse-1", "another-horse-2", NULL), RC_OK);
    commit();
    /* What was looked up before is by now another's password. */
    ck_assert_int_eq(credential_replace(&cx, &found, "correct-horse-1", "another-horse-3", NULL), RC_INVALID);
    expect_field("current_password", "Current password incorrect");
    db_rollback(cx.db);
    ck_assert_int_eq(credential_check(&cx, "sam@garage.test", "correct-horse-1", &found), RC_UNAUTHORIZED);
}
END_TEST

Suite *suite_accounts(void)
{
    Suite *suite = suite_create("accounts");
    TCase *tests = tcase_create("accounts");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, registration_is_as_the_settings_say);
    tcase_add_test(tests, a_stranger_waits_with_the_team);
    tcase_add_test(tests, what_is_wrong_with_a_person_is_said);
    tcase_add_test(tests, who_has_no_password_is_written_to);
    tcase_add_test(tests, a_business_signs_up);
    tcase_add_test(tests, the_owner_stays_the_owner);
    tcase_add_test(tests, a_new_role_ends_sessions);
    tcase_add_test(tests, a_profile_changes_names_only);
    tcase_add_test(tests, a_letter_goes_to_the_living_only);
    tcase_add_test(tests, a_link_sets_a_password_once);
    tcase_add_test(tests, who_knows_the_password_may_replace_it);
    suite_add_tcase(suite, tests);
    return suite;
}
