/* SPDX-License-Identifier: MIT
 *
 * Accounts, people and teams through dispatch(): which credential counts, what ends sessions, what follows a move; and the
 * text of a message, byte by byte. tests/api walks the same paths from outside. */
#include <check.h>
#include <string.h>

#include "base/str.h"
#include "messaging/mime.h"
#include "request_fixture.h"

Suite *suite_people(void);

static void expect(int status, const char *method, const char *path, const char *body)
{
    int got = send_request(method, path, body);
    ck_assert_msg(got == status, "%s %s: %d, expected %d: %s", method, path, got, status, answer_body());
}

/* From now on requests come with a token of that person and without a cookie. */
static void become(const char *username, const char *password)
{
    world.bearer = world.cookie_header = NULL;
    const char *body = arena_printf(world.arena, "{\"username\":\"%s\",\"password\":\"%s\"}", username, password);
    expect(200, "POST", "/api/auth/login", body);
    world.bearer = answer_text("access_token");
}

static void become_owner(void)
{
    world.bearer = NULL;
    world.cookie_header = world.cookie;
}

static void add_person(const char *name)
{
    expect(201, "POST", "/api/users",
           arena_printf(world.arena, "{\"email\":\"%s@garage.test\",\"password\":\"correct-horse-1\",\"first_name\":\"%s\"}",
                        name, name));
    remember_id(name);
}

START_TEST(bearer_wins)
{
    add_person("sam");
    become("sam", "correct-horse-1");
    expect(200, "GET", "/api/auth/me", NULL);
    ck_assert_str_eq(answer_text("username"), "sam");
    world.cookie_header = world.cookie;
    expect(200, "GET", "/api/auth/me", NULL);
    ck_assert_str_eq(answer_text("username"), "sam");
    world.bearer = "x";
    expect(401, "GET", "/api/auth/me", NULL);
    world.bearer = NULL;
    expect(200, "GET", "/api/auth/me", NULL);
    ck_assert_str_eq(answer_text("username"), "owner");
}
END_TEST

START_TEST(a_token_opens_both_dialects)
{
    become("owner", "correct-horse-1");
    expect(200, "GET", "/api/contacts", NULL);
    ck_assert(str_starts(answer_body(), "{\"success\":true"));
    expect(200, "GET", "/api/teams", NULL);
    ck_assert_str_eq(answer_body(),
                     "{\"items\":[],\"total\":0,\"page\":1,\"limit\":1000,\"pages\":0,\"has_next\":false,\"has_prev\":false}");
    expect(404, "GET", "/api/nothing", NULL);
    ck_assert(str_starts(answer_body(), "{\"error\":{"));
}
END_TEST

static const struct {
    const char *change;
    bool ends;
} changes[] = {
    {"{\"role\":\"manager\"}", true}, {"{\"role\":\"sales\"}", false},   {"{\"is_active\":false}", true},
    {"{\"is_active\":true}", false},  {"{\"first_name\":\"S\"}", false}, {"{\"team_id\":\"{team}\"}", false},
};

START_TEST(what_ends_a_session)
{
    add_person("sam");
    expect(201, "POST", "/api/teams", "{\"name\":\"T\"}");
    remember_id("team");
    become("sam", "correct-horse-1");
    const char *bearer = world.bearer;
    become_owner();
    expect(200, "PUT", "/api/users/{sam}", changes[_i].change);
    world.cookie_header = NULL;
    world.bearer = bearer;
    expect(changes[_i].ends ? 401 : 200, "GET", "/api/auth/me", NULL);
}
END_TEST

START_TEST(a_password_change_keeps_the_session_that_made_it)
{
    become("owner", "correct-horse-1");
    const char *other = world.bearer;
    become("owner", "correct-horse-1");
    expect(400, "POST", "/api/users/me/change-password",
           "{\"current_password\":\"correct-horse-2\",\"new_password\":\"correct-horse-9\"}");
    ck_assert_ptr_nonnull(strstr(answer_body(), "Current password incorrect"));
    expect(200, "POST", "/api/users/me/change-password",
           "{\"current_password\":\"correct-horse-1\",\"new_password\":\"correct-horse-9\"}");
    expect(200, "GET", "/api/auth/me", NULL);
    world.bearer = other;
    expect(401, "GET", "/api/auth/me", NULL);
    become_owner();
    expect(401, "GET", "/api/auth/me", NULL);
}
END_TEST

START_TEST(registration_follows_the_setting)
{
    static const char john[] = "{\"email\":\"j@garage.test\",\"username\":\"john\",\"password\":\"correct-horse-1\","
                               "\"first_name\":\"John\",\"last_name\":\"Doe\",\"team_id\":\"{team}\"}";
    expect(201, "POST", "/api/teams", "{\"name\":\"T\"}");
    remember_id("team");
    expect(200, "PATCH", "/api/settings", "{\"registration\":\"closed\"}");
    expect(403, "POST", "/api/auth/register", john);
    expect(200, "PATCH", "/api/settings", "{\"registration\":\"approval\"}");
    expect(201, "POST", "/api/auth/register", john);
    remember_id("john");
    ck_assert_ptr_nonnull(strstr(answer_body(), "\"team_id\":null"));
    ck_assert_ptr_nonnull(strstr(answer_body(), "\"is_active\":false"));
    expect(409, "POST", "/api/auth/register", john);
    expect(403, "POST", "/api/auth/login", "{\"username\":\"john\",\"password\":\"correct-horse-1\"}");
    expect(401, "POST", "/api/auth/login", "{\"username\":\"john\",\"password\":\"correct-horse-2\"}");
    expect(200, "PUT", "/api/users/{john}", "{\"is_active\":true}");
    ck_assert_str_eq(answer_text("team_name"), "T");
    expect(200, "POST", "/api/auth/login", "{\"username\":\"john\",\"password\":\"correct-horse-1\"}");
}
END_TEST

START_TEST(a_reset_works_once)
{
    world_populate();
    static const char reset[] = "{\"token\":\"{reset_token}\",\"new_password\":\"correct-horse-3\"}";
    expect(200, "POST", "/api/auth/reset-password", reset);
    expect(400, "POST", "/api/auth/reset-password", reset);
    ck_assert_ptr_nonnull(strstr(answer_body(), "Invalid or expired token"));
    expect(401, "POST", "/api/auth/refresh", "{\"refresh_token\":\"{refresh_token}\"}");
    expect(200, "POST", "/api/auth/login", "{\"username\":\"sam\",\"password\":\"correct-horse-3\"}");
}
END_TEST

START_TEST(the_owner_stays)
{
    expect(403, "PUT", "/api/users/{owner}", "{\"role\":\"manager\"}");
    expect(403, "PUT", "/api/users/{owner}", "{\"is_active\":false}");
    expect(200, "PUT", "/api/users/{owner}", "{\"role\":\"admin\"}");
    expect(200, "GET", "/api/auth/session", NULL);
    ck_assert_str_eq(answer_text("role"), "OWNER");
}
END_TEST

/* ---- the text of messages ---- */

static const struct {
    const char *value, *line;
} headers[] = {
    {"Plain", "Subject: Plain\r\n"},
    {"", "Subject: \r\n"},
    {"a\r\nBcc: x@y.z", "Subject: a  Bcc: x@y.z\r\n"},
    {"é", "Subject: =?UTF-8?Q?=C3=A9?=\r\n"},
    {"a b?_=", "Subject: a b?_=\r\n"},
    {"à b?_=", "Subject: =?UTF-8?Q?=C3=A0_b=3F=5F=3D?=\r\n"},
    {"é\nBcc: x", "Subject: =?UTF-8?Q?=C3=A9_Bcc=3A_x?=\r\n"},
    {"=?x?=", "Subject: =?UTF-8?Q?=3D=3Fx=3F=3D?=\r\n"},
    {"日本語日本語日",
     "Subject: =?UTF-8?Q?=E6=97=A5=E6=9C=AC=E8=AA=9E=E6=97=A5=E6=9C=AC=E8=AA=9E?=\r\n =?UTF-8?Q?=E6=97=A5?=\r\n"},
};

START_TEST(a_header_is_one_header)
{
    struct arena *arena = arena_new(0);
    struct buf out;
    buf_init(&out, arena, 0);
    mime_header(&out, "Subject", headers[_i].value);
    ck_assert_str_eq(out.data, headers[_i].line);
    arena_free(arena);
}
END_TEST

static const struct {
    const char *text, *encoded;
} bodies[] = {
    {"", ""},
    {"a", "a\r\n"},
    {"a\nb\r\nc\n", "a\r\nb\r\nc\r\n"},
    {"a \nb\t", "a=20\r\nb=09\r\n"},
    {"1=1", "1=3D1\r\n"},
    {"é\r", "=C3=A9=0D\r\n"},
    {"0123456789012345678901234567890123456789012345678901234567890123456789012345",
     "012345678901234567890123456789012345678901234567890123456789012345678901234=\r\n5\r\n"},
};

START_TEST(a_body_is_quoted_printable)
{
    struct arena *arena = arena_new(0);
    struct buf out;
    buf_init(&out, arena, 0);
    mime_quoted_printable(&out, bodies[_i].text);
    ck_assert_str_eq(out.data, bodies[_i].encoded);
    arena_free(arena);
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

Suite *suite_people(void)
{
    Suite *suite = suite_create("people");
    TCase *requests = tcase_create("requests");
    tcase_set_timeout(requests, 60);
    tcase_add_checked_fixture(requests, world_setup, world_teardown);
    tcase_add_test(requests, bearer_wins);
    tcase_add_test(requests, a_token_opens_both_dialects);
    tcase_add_loop_test(requests, what_ends_a_session, 0, COUNT(changes));
    tcase_add_test(requests, a_password_change_keeps_the_session_that_made_it);
    tcase_add_test(requests, registration_follows_the_setting);
    tcase_add_test(requests, a_reset_works_once);
    tcase_add_test(requests, the_owner_stays);
    suite_add_tcase(suite, requests);
    TCase *text = tcase_create("text");
    tcase_add_loop_test(text, a_header_is_one_header, 0, COUNT(headers));
    tcase_add_loop_test(text, a_body_is_quoted_printable, 0, COUNT(bodies));
    suite_add_tcase(suite, text);
    return suite;
}
