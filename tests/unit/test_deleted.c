/* SPDX-License-Identifier: MIT
 *
 * What is deleted and kept: found by nothing, counted nowhere, and back as it was once it is restored; who may not come back, and
 * that a refusal leaves nothing behind. */
#include <check.h>

#include "base/str.h"
#include "fcgi/serve/crud.h"
#include "fcgi/serve/route.h"
#include "request_fixture.h"
#include "store/internal.h"
#include "tenant/tenant.h"
#include "workshop/sweep.h"

Suite *suite_deleted(void);

static struct cx cx;

static void setup(void)
{
    world_setup();
    world_populate();
    world_enter(&cx, world.arena);
}

static void teardown(void)
{
    world_leave(&cx);
    world_teardown();
}

static int64_t number(const char *sql)
{
    int64_t value = -1;
    ck_assert_int_eq(store_number(cx.db->handle, sql, &value), SQLITE_OK);
    return value;
}

static const char *body_of(const char *path)
{
    ck_assert_int_eq(send_request("GET", path, NULL), 200);
    return arena_strdup(world.arena, answer_body());
}

/* ---- nothing finds it ---- */

/* What reads or writes tasks without a word about deleted ones; they have left the index of words, and that one was deleted is told. */
static bool forgets(const char *name, const char *sql)
{
    bool meant = str_eq(name, "task_get_any") || str_eq(name, "changes_after") || str_starts(name, "erasure_");
    bool tasks = strstr(sql, "FROM task ") || strstr(sql, "JOIN task ") || str_starts(sql, "UPDATE task ");
    return tasks && !strstr(sql, "deleted_at ") && !strstr(sql, "task_fts MATCH") && !meant;
}

START_TEST(statements_pass_over_deleted_tasks)
{
    size_t seen = 0;
    for (int id = SQL_NONE + 1; id < SQL_COUNT; id++) {
        const char *name = sql_name((enum sql_id)id);
        ck_assert_msg(!forgets(name, sql_text((enum sql_id)id)), "%s takes deleted tasks for others", name);
        seen += strstr(sql_text((enum sql_id)id), "FROM task ") != NULL;
    }
    ck_assert_uint_ge(seen, 4);
    ck_assert(forgets("x", "SELECT count(*) FROM task t WHERE t.status = 'TODO'"));
    ck_assert(forgets("x", "UPDATE task SET title = '' WHERE id = :id"));
}
END_TEST

START_TEST(nothing_shows_what_is_deleted)
{
    static const char *const paths[] = {"/api/tasks", "/api/tasks?status=TODO", "/api/tasks?sort_by=due_date",
                                        "/api/tasks?page=1&limit=20"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const char *body = body_of(paths[i]);
        ck_assert_msg(!strstr(body, "Relancer") && strstr(body, "\"total\":1"), "%s: %s", paths[i], body);
    }
    ck_assert_int_eq(send_request("GET", "/api/tasks/{gone_task}", NULL), 404);
    ck_assert_int_eq(send_request("PATCH", "/api/tasks/{gone_task}", "{\"title\":\"x\"}"), 404);
    ck_assert_int_eq(send_request("DELETE", "/api/tasks/{gone_task}", NULL), 404);
    ck_assert_int_eq(send_request("POST", "/api/ai/assistant", "{\"message\":\"tâches à faire\"}"), 200);
    ck_assert_ptr_nonnull(strstr(answer_body(), "Rappeler"));
    ck_assert_ptr_null(strstr(answer_body(), "Relancer"));
}
END_TEST

/* ---- it comes back as it was ---- */

static const char *const nouns[] = {"contact", "vehicle", "task"};

/* What changes with each write, left out: the version and when. */
static const char *without_times(const char *body)
{
    struct buf out;
    buf_init(&out, world.arena, 0);
    for (const char *c = body; *c;) {
        bool skips = str_starts(c, "\"updated_at\":") || str_starts(c, "\"version\":");
        c += skips ? strcspn(c, ",}") : 0;
        buf_char(&out, *c);
        c++;
    }
    return out.data;
}

START_TEST(it_comes_back_as_it_was)
{
    const char *noun = nouns[_i];
    const char *path = arena_printf(world.arena, "/api/%ss/{%s}", noun, noun);
    const char *list = arena_printf(world.arena, "/api/%ss?page=1", noun);
    const char *count = arena_printf(world.arena, "SELECT value FROM counter WHERE name = '%s'", noun);
    const char *search = _i == 2 ? list : arena_printf(world.arena, "/api/%ss?search=%s", noun, _i ? "AB123CD" : "dupont");
    const char *before = without_times(body_of(path));
    const char *rows = without_times(body_of(list));
    const char *found = without_times(body_of(search));
    const char *contact = without_times(body_of("/api/contacts/{contact}"));
    int64_t counted = number(count);
    ck_assert_int_eq(send_request("DELETE", path, NULL), 200);
    ck_assert_int_eq(number(count), counted - 1);
    ck_assert_str_ne(without_times(body_of(search)), found);
    ck_assert_int_eq(send_request("POST", arena_printf(world.arena, "%s/restore", path), NULL), 200);
    ck_assert_str_eq(without_times(answer_body()), before);
    ck_assert_str_eq(without_times(body_of(path)), before);
    ck_assert_str_eq(without_times(body_of(list)), rows);
    ck_assert_str_eq(without_times(body_of(search)), found);
    ck_assert_str_eq(without_times(body_of("/api/contacts/{contact}")), contact); /* and its count of vehicles */
    ck_assert_int_eq(number(count), counted);
}
END_TEST

START_TEST(the_journal_says_who_brought_it_back)
{
    ck_assert_int_eq(send_request("POST", "/api/tasks/{gone_task}/restore", NULL), 200);
    ck_assert_int_eq(number("SELECT count(*) FROM journal WHERE seq = (SELECT max(seq) FROM journal) AND operation = 'RESTORE'"
                            " AND entity = 'TASK' AND before IS NULL AND json_extract(after, '$.title') = 'Relancer'"
                            " AND user_id = (SELECT id FROM app_user WHERE role = 'owner')"),
                     1);
    ck_assert_ptr_nonnull(strstr(body_of("/api/audit"), "\"operation\":\"RESTORE\""));
}
END_TEST

/* ---- who may not ---- */

START_TEST(refusals_leave_nothing)
{
    static const struct {
        const char *path;
        int status;
        const char *says;
    } cases[] = {
        {"/api/contacts/{contact}/restore", 409, "Contact is not deleted"},
        {"/api/vehicles/{vehicle}/restore", 409, "Vehicle is not deleted"},
        {"/api/tasks/{task}/restore", 409, "Task is not deleted"},
        {"/api/tasks/{contact}/restore", 404, "Task not found"},
        {"/api/contacts/01890000-0000-7000-8000-000000000000/restore", 404, "Contact not found"},
        {"/api/vehicles/1/restore", 404, "Vehicle not found"},
    };
    uint64_t before = world_digest();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_int_eq(send_request("POST", cases[i].path, NULL), cases[i].status);
        ck_assert_msg(strstr(answer_body(), cases[i].says), "%s: %s", cases[i].path, answer_body());
    }
    ck_assert_uint_eq(world_digest(), before);
}
END_TEST

START_TEST(a_vehicle_waits_for_its_contact)
{
    ck_assert_int_eq(send_request("DELETE", "/api/contacts/{contact}", NULL), 200);
    uint64_t before = world_digest();
    ck_assert_int_eq(send_request("POST", "/api/vehicles/{gone_vehicle}/restore", NULL), 409);
    ck_assert_ptr_nonnull(strstr(answer_body(), "restore the contact first"));
    ck_assert_uint_eq(world_digest(), before);
    ck_assert_int_eq(send_request("POST", "/api/tasks/{gone_task}/restore", NULL), 200); /* whose contact is gone, too */
    ck_assert_int_eq(send_request("POST", "/api/contacts/{contact}/restore", NULL), 200);
    ck_assert_int_eq(send_request("POST", "/api/vehicles/{gone_vehicle}/restore", NULL), 200);
    ck_assert_ptr_nonnull(strstr(body_of("/api/contacts/{contact}"), "\"vehicles_count\":2"));
}
END_TEST

START_TEST(if_match_is_of_what_is_deleted)
{
    static const struct {
        const char *tag;
        int status;
    } cases[] = {{"\"1.0\"", 412}, {"\"3.0\"", 412}, {"\"2.0\"", 200}, {"\"2.0\"", 412}, {"\"3.0\"", 409}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        world.if_match = cases[i].tag;
        int status = send_request("POST", "/api/contacts/{gone_contact}/restore", NULL);
        ck_assert_msg(status == cases[i].status, "%zu: %d", i, status);
    }
}
END_TEST

/* ---- for good ---- */

static void sweep(void)
{
    struct sweep_counts counts = {0};
    struct arena *arena = cx.arena;
    cx.arena = arena_new(0); /* the sweep empties it */
    ck_assert_int_eq(sweep_tenant(&cx, NULL, &counts), RC_OK);
    arena_free(cx.arena);
    cx.arena = arena;
}

static void delete_task(int64_t days_ago)
{
    const char *text = arena_printf(world.arena, "UPDATE task SET deleted_at = %lld WHERE title = 'Relancer'",
                                    (long long)(cx.now_ms - days_ago * 86400000));
    ck_assert_int_eq(store_exec(cx.db->handle, text), SQLITE_OK);
}

START_TEST(old_tasks_go_for_good)
{
    int64_t counted = number("SELECT value FROM counter WHERE name = 'task'");
    delete_task(29);
    sweep();
    ck_assert_int_eq(send_request("POST", "/api/tasks/{gone_task}/restore", NULL), 200);
    ck_assert_int_eq(send_request("DELETE", "/api/tasks/{gone_task}", NULL), 200);
    delete_task(31);
    ck_assert_int_eq(store_exec(cx.db->handle, "INSERT INTO task (id, title, created_at, updated_at, deleted_at) WITH RECURSIVE"
                                               " n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 230)"
                                               " SELECT i, 'x', i, i, NULL FROM n"),
                     SQLITE_OK);
    ck_assert_int_eq(store_exec(cx.db->handle, "UPDATE task SET deleted_at = 1 WHERE title = 'x'"), SQLITE_OK);
    sweep();
    ck_assert_int_eq(number("SELECT count(*) FROM task"), 1);
    ck_assert_int_eq(number("SELECT value FROM counter WHERE name = 'task'"), counted);
    ck_assert_int_eq(send_request("POST", "/api/tasks/{gone_task}/restore", NULL), 404);
    ck_assert_int_eq(send_request("GET", "/api/tasks/{task}", NULL), 200);
}
END_TEST

/* Each resource that keeps what is deleted has a route that undoes it, for whoever may delete. */
START_TEST(what_is_kept_has_a_route)
{
    size_t removes = 0;
    size_t restores = 0;
    for (const struct route *route = NULL; (route = route_next(route));) {
        removes += route->handler == crud_delete && route->resource->restore != SQL_NONE;
        if (route->handler == crud_restore) {
            ck_assert(route->resource->get_any != SQL_NONE && route->resource->restore != SQL_NONE);
            ck_assert_int_eq(route->perm, PERM_MANAGER);
            restores++;
        }
    }
    ck_assert_uint_eq(restores, 3);
    ck_assert_uint_eq(removes, restores);
}
END_TEST

Suite *suite_deleted(void)
{
    Suite *suite = suite_create("deleted");
    TCase *tcase = tcase_create("deleted");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, statements_pass_over_deleted_tasks);
    tcase_add_test(tcase, nothing_shows_what_is_deleted);
    tcase_add_loop_test(tcase, it_comes_back_as_it_was, 0, (int)(sizeof nouns / sizeof *nouns));
    tcase_add_test(tcase, the_journal_says_who_brought_it_back);
    tcase_add_test(tcase, refusals_leave_nothing);
    tcase_add_test(tcase, a_vehicle_waits_for_its_contact);
    tcase_add_test(tcase, if_match_is_of_what_is_deleted);
    tcase_add_test(tcase, old_tasks_go_for_good);
    tcase_add_test(tcase, what_is_kept_has_a_route);
    suite_add_tcase(suite, tcase);
    return suite;
}
