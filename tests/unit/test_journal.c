/* SPDX-License-Identifier: MIT
 *
 * The one door: every write of a record leaves a row in the journal, as many rows as its version says; what the rows say, what they
 * never say, and that they stay small. */
#include <check.h>
#include <stdlib.h>

#include "base/str.h"
#include "data/json_out.h"
#include "fcgi/serve/route.h"
#include "request_fixture.h"
#include "resource/journal.h"
#include "samples.h"
#include "store/internal.h"
#include "tenant/settings.h"
#include "tenant/tenant.h"
#include "workshop/contact.h"
#include "workshop/sweep.h"

Suite *suite_journal(void);

static struct cx cx;

static void open_file(void)
{
    world_enter(&cx, world.arena);
}

static void setup(void)
{
    world_setup();
    world_populate();
    open_file();
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

static const char *text(const char *sql)
{
    struct rows rows;
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    enum rc rc = rows_next(&rows);
    const char *value = rc == RC_OK ? rows_text(&rows, 0) : NULL;
    rows_close(&rows);
    return value ? value : "";
}

static int64_t last_row(void)
{
    return number("SELECT coalesce(max(seq), 0) FROM journal");
}

/* ---- every write ---- */

/* What writes no record: sessions, jobs, what carriers and Stripe report, questions, what somebody wants of the pages. */
static bool writes_no_record(const char *route)
{
    static const char *const others[] = {"/api/auth/signin",          "/api/auth/signup",         "/api/auth/signout",
                                         "/api/auth/login",           "/api/auth/refresh",        "/api/auth/logout",
                                         "/api/auth/forgot-password", "/api/jobs/{id}/retry",     "/api/vehicles/ocr",
                                         "/api/auth/sessions/{id}",   "/api/users/me/preferences"};
    bool found = str_starts(route, "/api/webhooks/") || str_starts(route, "/api/billing/") || str_starts(route, "/api/ai/");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        found = found || str_eq(others[i], route);
    }
    return found;
}

/* The record that a request made or changed: the last of its path, or the one that is answered. */
static const char *record_of(const struct sample *sample)
{
    const char *path = world.exchange.request.path;
    const char *made = sample->status == 201 ? answer_text("id") : NULL;
    const char *id = strlen(path) >= 36 ? path + strlen("/api/") + strcspn(path + strlen("/api/"), "/") + 1 : NULL;
    return made ? made : id ? arena_strndup(world.arena, id, 36) : NULL;
}

START_TEST(every_write_leaves_a_row)
{
    const struct sample *sample = &samples[_i];
    int64_t before = last_row();
    ck_assert_int_eq(send_request(sample->method, sample->path, sample->body), sample->status);
    const char *id = strchr(sample->route, '{') || sample->status == 201 ? record_of(sample) : NULL;
    int64_t rows = last_row() - before;
    bool stores = str_eq(sample->route, "/api/reports/opportunity-pipeline");
    bool writes = stores || (!str_eq(sample->method, "GET") && !writes_no_record(sample->route));
    ck_assert_msg((rows > 0) == writes, "%s %s: %lld rows", sample->method, sample->path, (long long)rows);
    if (writes && id && !str_eq(sample->route, "/api/invoices/{id}/send")) { /* which leaves the invoice as it is */
        int64_t own = number(arena_printf(
            world.arena, "SELECT count(*) FROM journal WHERE seq > %lld AND (entity_id = '%s' OR after LIKE '%%%s%%')",
            (long long)before, id, id));
        ck_assert_msg(own > 0, "%s %s: no row of %s", sample->method, sample->path, id);
    }
}
END_TEST

/* Tables whose records are written by requests alone. */
static const char *const counted[] = {"contact", "vehicle",     "service_record", "quote",       "invoice", "payment",
                                      "task",    "credit_note", "client",         "opportunity", "team"};

static int64_t uncounted(const char *table)
{
    return number(arena_printf(
        world.arena, "SELECT count(*) FROM %s t WHERE t.version <> (SELECT count(*) FROM journal j WHERE j.entity_id = t.id)",
        table));
}

/* The same, where some are there from the tenant's first day. */
static const char *const seeded[] = {"app_user", "coefficient"};

static int64_t uncounted_but_seeds(const char *table)
{
    return number(arena_printf(world.arena,
                               "SELECT count(*) FROM %s t WHERE t.version <> (SELECT count(*) + (max(j.operation = 'CREATE') IS"
                               " NOT 1) FROM journal j WHERE j.entity_id = t.id)",
                               table));
}

/* There from the migrations on, and filled in when the tenant is made. */
static int64_t settings_uncounted(void)
{
    return number("SELECT version - 2 - (SELECT count(*) FROM journal WHERE entity = 'SETTINGS') FROM setting");
}

START_TEST(versions_are_counts_of_rows)
{
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        bool ends = str_starts(samples[i].route, "/api/auth/") || str_starts(samples[i].route, "/api/users/me");
        if (!ends && !str_eq(samples[i].method, "DELETE")) {
            ck_assert_int_lt(send_request(samples[i].method, samples[i].path, samples[i].body), 500);
        }
    }
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
        ck_assert_msg(uncounted(counted[i]) == 0, "%s", counted[i]);
        ck_assert_int_gt(number(arena_printf(world.arena, "SELECT count(*) FROM %s", counted[i])), 0);
    }
    for (size_t i = 0; i < sizeof seeded / sizeof *seeded; i++) {
        ck_assert_msg(uncounted_but_seeds(seeded[i]) == 0, "%s", seeded[i]);
        ck_assert_int_gt(number(arena_printf(world.arena, "SELECT count(*) FROM %s WHERE version > 1", seeded[i])), 0);
    }
    ck_assert_int_eq(settings_uncounted(), 0);
    ck_assert_int_gt(number("SELECT version FROM setting"), 2);
    /* Positive control: a write that goes past the door. */
    ck_assert_int_eq(store_exec(cx.db->handle, "UPDATE setting SET version = version + 1"), SQLITE_OK);
    ck_assert_int_eq(settings_uncounted(), 1);
    ck_assert_int_eq(store_exec(cx.db->handle, "UPDATE coefficient SET version = version + 1"), SQLITE_OK);
    ck_assert_int_gt(uncounted_but_seeds("coefficient"), 0);
    ck_assert_int_eq(store_exec(cx.db->handle, "UPDATE contact SET is_vip = 1, version = version + 1"), SQLITE_OK);
    ck_assert_int_gt(uncounted("contact"), 0);
}
END_TEST

/* ---- what it says ---- */

#define LAST " FROM journal ORDER BY seq DESC LIMIT 1"

START_TEST(rows_say_who_did_what)
{
    ck_assert_int_eq(send_request("PATCH", "/api/contacts/{contact}", "{\"is_vip\":true,\"company\":\"Dupont SA\"}"), 200);
    ck_assert_str_eq(text("SELECT entity || ' ' || operation" LAST), "CONTACT CHANGE");
    ck_assert_str_eq(text("SELECT before" LAST), "{\"company\":null,\"is_vip\":false}");
    ck_assert_str_eq(text("SELECT after" LAST), "{\"company\":\"Dupont SA\",\"is_vip\":true}");
    ck_assert_int_eq(number("SELECT user_id = (SELECT id FROM app_user WHERE role = 'owner')" LAST), 1);
    ck_assert_int_eq(number("SELECT source IS NULL AND at > 1700000000000" LAST), 1);
    ck_assert_int_eq(send_request("POST", "/api/vehicles", "{\"owner_id\":\"{contact}\",\"make\":\"Renault\"}"), 201);
    ck_assert_int_eq(number("SELECT before IS NULL AND operation = 'CREATE'" LAST), 1);
    ck_assert_ptr_nonnull(strstr(text("SELECT after" LAST), "\"make\":\"Renault\""));
    ck_assert_int_eq(send_request("DELETE", "/api/tasks/{task}", NULL), 200);
    ck_assert_int_eq(number("SELECT after IS NULL AND operation = 'REMOVE'" LAST), 1);
    ck_assert_ptr_nonnull(strstr(text("SELECT before" LAST), "\"title\":\"Rappeler\""));
    /* The lines of a paper are what it holds. */
    const char *items = "{\"items\":[{\"description\":\"Pneus\",\"quantity\":1,\"unit_price\":10}]}";
    ck_assert_int_eq(send_request("PATCH", "/api/quotes/{draft_quote}", items), 200);
    ck_assert_ptr_nonnull(strstr(text("SELECT before" LAST), "Vidange"));
    ck_assert_ptr_nonnull(strstr(text("SELECT after" LAST), "Pneus"));
}
END_TEST

/* What the fields that differ from what the rows about a record say, the last word of each: those that a write can name or has
 * named, but for what follows from other records. "": none. */
#define UNTOLD                                                                                                                 \
    "WITH told AS (SELECT e.key AS key, e.type AS type, e.value AS value, max(j.seq) FROM journal j, json_each(j.after) e"     \
    " WHERE j.entity_id = '%s' AND j.seq < %lld GROUP BY 1), held AS (SELECT e.key AS key, e.type AS type, e.value AS value"   \
    " FROM journal j, json_each(j.after) e WHERE j.seq = %lld)"                                                                \
    " SELECT coalesce(group_concat(key), '') FROM (SELECT coalesce(t.key, h.key) AS key FROM held h FULL JOIN told t USING"    \
    " (key) WHERE (coalesce(t.type, 'null'), coalesce(t.value, '')) IS NOT (coalesce(h.type, 'null'), coalesce(h.value, '')))" \
    " WHERE key NOT IN ('name', 'vehicles_count', 'invoice_id', 'amount_due', 'team', 'team_name', 'manager_name', "           \
    "'member_count', 'manager', 'members', 'team', 'last_login')"

/* As if the record were made as it stands now: what a row would say of it, beside what the rows do say. */
static void check_told(const struct resource *resource, const char *id)
{
    void *row = arena_alloc(world.arena, resource->record->size);
    if (db_get(&cx, resource->get, ARGS(ARG_T("id", id)), resource->record, row) != RC_OK) {
        fault_clear(&cx);
        return; /* gone */
    }
    if (resource->lists) {
        ck_assert_int_eq(resource->lists(&cx, row), RC_OK);
    }
    int64_t last = last_row() + 1;
    struct journal_entry entry = {.operation = JOURNAL_CREATE, .record = resource->record, .id = "x", .now = row};
    ck_assert_int_eq(journal_write(&cx, &entry), RC_OK);
    const char *untold = text(arena_printf(world.arena, UNTOLD, id, (long long)last, (long long)last));
    ck_assert_msg(!*untold, "%s %s: %s", resource->record->name, id, untold);
}

/* The resource that a path reads. */
static const struct resource *resource_at(const char *path)
{
    const struct route *route = NULL;
    do {
        route = route_next(route);
    } while (route && !(route->resource && str_eq(route->method, "GET") && str_eq(route->path, path)));
    ck_assert_ptr_nonnull(route);
    return route->resource;
}

static void check_all_told(const char *table, const char *path)
{
    struct rows rows;
    size_t count = 0;
    const char *made = arena_printf(
        world.arena, "SELECT id FROM %s WHERE id IN (SELECT entity_id FROM journal WHERE operation = 'CREATE')", table);
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, made, NO_ARGS, &rows), RC_OK);
    for (; rows_next(&rows) == RC_OK; count++) {
        check_told(resource_at(path), rows_text(&rows, 0));
    }
    rows_close(&rows);
    ck_assert_msg(count > 0, "%s", table);
}

/* Whoever follows the rows of a record from its first day has what the file holds. */
START_TEST(rows_say_what_the_file_holds)
{
    static const char *const nothing[][2] = {
        {"/api/tasks/{task}", "{\"status\":null,\"priority\":null,\"contact_id\":null}"},
        {"/api/contacts/{contact}", "{\"tags\":null,\"is_vip\":null,\"custom_fields\":null,\"email\":null}"},
    };
    static const char *const kinds[][2] = {
        {"contact", "/api/contacts/{id}"}, {"vehicle", "/api/vehicles/{id}"}, {"quote", "/api/quotes/{id}"},
        {"invoice", "/api/invoices/{id}"}, {"task", "/api/tasks/{id}"},       {"activity", "/api/activities/{id}"},
        {"team", "/api/teams/{id}"},       {"app_user", "/api/users/{id}"},
    };
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        bool ends = str_starts(samples[i].route, "/api/auth/") || str_starts(samples[i].route, "/api/users/me");
        if (!ends && !str_eq(samples[i].method, "DELETE")) {
            ck_assert_int_lt(send_request(samples[i].method, samples[i].path, samples[i].body), 500);
        }
    }
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
        ck_assert_int_eq(send_request("PATCH", nothing[i][0], nothing[i][1]), 200);
    }
    ck_assert_int_eq(send_request("POST", "/api/quotes/{sent_quote}/duplicate", NULL), 201);
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        check_all_told(kinds[i][0], kinds[i][1]);
    }
    db_rollback(cx.db);
}
END_TEST

START_TEST(rows_hold_no_secret)
{
    ck_assert_int_eq(send_request("POST", "/api/users/me/change-password",
                                  "{\"current_password\":\"correct-horse-1\",\"new_password\":\"correct-horse-9\"}"),
                     200);
    ck_assert_str_eq(text("SELECT after" LAST), "{\"password\":\"changed\"}");
    const char *person = "{\"email\":\"m@garage.test\",\"first_name\":\"M\",\"password\":\"correct-horse-5\"}";
    ck_assert_int_eq(send_request("POST", "/api/users", person), 201);
    ck_assert_int_eq(number("SELECT count(*) FROM journal WHERE entity = 'USER'"), 3);
    const char *hash = text("SELECT password_hash FROM app_user WHERE password_hash IS NOT NULL LIMIT 1");
    ck_assert_uint_gt(strlen(hash), 20);
    ck_assert_int_eq(
        number("SELECT count(*) FROM journal j, app_user u WHERE instr(coalesce(before, '') || coalesce(after, ''),"
               " u.password_hash)"),
        0);
    ck_assert_int_eq(number("SELECT count(*) FROM journal WHERE coalesce(before, '') || coalesce(after, '') LIKE '%horse%'"),
                     0);
}
END_TEST

START_TEST(scores_have_their_source)
{
    ck_assert_int_eq(send_request("PUT", "/api/opportunities/{deal}", "{\"win_probability_override\":0.9}"), 200);
    ck_assert_int_eq(send_request("PUT", "/api/opportunities/{deal}", "{\"update_notes\":\"x\"}"), 200);
    ck_assert_int_eq(send_request("PUT", "/api/opportunities/{deal}", "{\"win_probability_override\":null}"), 200);
    ck_assert_int_eq(send_request("GET", "/api/coefficients", NULL), 200);
    world.names[world.name_count] = "rfi";
    world.ids[world.name_count++] = text("SELECT id FROM coefficient WHERE factor_value = 'RFI'");
    ck_assert_int_eq(send_request("PUT", "/api/coefficients/{rfi}", "{\"coefficient\":0.9}"), 200);
    ck_assert_int_eq(send_request("PUT", "/api/opportunities/{deal}/status", "{\"status\":\"Won\"}"), 200);
    ck_assert_str_eq(text("SELECT group_concat(coalesce(source, '-'), ' ') FROM journal WHERE entity = 'OPPORTUNITY'"),
                     "MODEL OVERRIDE - MODEL COEFFICIENT MODEL");
    /* From one score to the next without a gap. */
    ck_assert_int_eq(number("SELECT count(*) FROM (SELECT json_extract(before, '$.probability_score') AS old, lag(json_extract("
                            "after, '$.probability_score')) OVER (ORDER BY seq) AS new FROM journal WHERE entity ="
                            " 'OPPORTUNITY' AND json_extract(after, '$.probability_score') IS NOT NULL) WHERE old IS NOT new"),
                     0);
    ck_assert_int_eq(number("SELECT json_extract(after, '$.probability_score') = 1" LAST), 1);
}
END_TEST

/* ---- bounds ---- */

static const char *repeat(const char *piece, size_t times)
{
    struct buf out;
    buf_init(&out, world.arena, 0);
    for (size_t i = 0; i < times; i++) {
        buf_str(&out, piece);
    }
    return out.data;
}

/* An object with each field as long as it may be, of `letter`. */
static void *full(const struct record *record, const char *letter)
{
    char *object = arena_alloc(world.arena, record->size);
    record_clear(record, object);
    for (size_t i = 0; i < record->count; i++) {
        const struct field *field = &record->fields[i];
        if (field_is_int(field)) {
            *field_int(field, object) = *letter == 'a' ? INT64_MAX / 1000 : INT64_MAX / 1001;
        } else if (field->type == FT_TAGS || field->type == FT_IDS) {
            *field_text(field, object) = arena_printf(world.arena, "[\"%s\"]", repeat(letter, 400));
        } else if (field->type == FT_OBJECT || field->type == FT_RAW) {
            *field_text(field, object) = arena_printf(world.arena, "{\"k\":\"%s\"}", repeat(letter, 16000));
        } else if (field->type != FT_LIST) {
            *field_text(field, object) = repeat(letter, field->max > 0 ? (size_t)field->max : 300);
        }
    }
    record_set_text(record, object, "id", "01890000-0000-7000-8000-000000000000");
    return object;
}

#define ROW_BYTES                                                                                                              \
    "SELECT length(CAST(coalesce(before, '') || coalesce(after, '') || id || coalesce(user_id, '') || entity || "              \
    "coalesce(entity_id, '') || operation || coalesce(source, '') AS BLOB)) + 16" LAST

START_TEST(no_row_is_larger_than_8_kib)
{
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    size_t seen = 0;
    for (const struct route *route = NULL; (route = route_next(route));) {
        const struct record *record = route->resource ? route->resource->record : route->out;
        if (!record || record_find(record, "version") < 0) {
            continue;
        }
        struct journal_entry entry = {.operation = JOURNAL_CHANGE,
                                      .record = record,
                                      .before = full(record, "a"),
                                      .now = full(record, "é"),
                                      .source = JOURNAL_COEFFICIENT};
        ck_assert_int_eq(journal_write(&cx, &entry), RC_OK);
        ck_assert_msg(number(ROW_BYTES) <= 8192, "%s: %lld bytes", record->name, (long long)number(ROW_BYTES));
        ck_assert_int_eq(number("SELECT json_valid(before) AND json_valid(after)" LAST), 1);
        seen++;
    }
    ck_assert_uint_gt(seen, 20);
    ck_assert_ptr_nonnull(strstr(text("SELECT after FROM journal WHERE entity = 'CONTACT' AND operation = 'CHANGE' LIMIT 1"),
                                 "\"custom_fields\":{\"length\":32008,\"hash\":\""));
    db_rollback(cx.db);
}
END_TEST

START_TEST(old_rows_go_in_batches)
{
    struct sweep_counts counts = {0};
    int64_t kept = number("SELECT count(*) FROM journal");
    const char *old = "INSERT INTO journal (id, at, entity, operation) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1"
                      " FROM n WHERE i < 230) SELECT i, i, 'CONTACT', 'CHANGE' FROM n";
    ck_assert_int_eq(store_exec(cx.db->handle, old), SQLITE_OK);
    const char *edge = arena_printf(world.arena,
                                    "INSERT INTO journal (id, at, entity, operation) VALUES ('in', %lld, 'TASK', 'CHANGE'),"
                                    " ('out', %lld, 'TASK', 'CHANGE')",
                                    (long long)(cx.now_ms - 729LL * 86400000), (long long)(cx.now_ms - 731LL * 86400000));
    ck_assert_int_eq(store_exec(cx.db->handle, edge), SQLITE_OK);
    struct arena *arena = cx.arena;
    cx.arena = arena_new(0); /* the sweep empties it */
    ck_assert_int_eq(sweep_tenant(&cx, NULL, &counts), RC_OK);
    arena_free(cx.arena);
    cx.arena = arena;
    ck_assert_int_eq(number("SELECT count(*) FROM journal WHERE entity = 'CONTACT' AND at < 1000"), 0);
    ck_assert_int_eq(number("SELECT count(*) FROM journal WHERE id = 'out'"), 0);
    ck_assert_int_eq(number("SELECT count(*) FROM journal WHERE id = 'in'"), 1);
    ck_assert_int_ge(number("SELECT count(*) FROM journal"), kept + 1);
}
END_TEST

/* What was deleted is few among many: neither its number nor its page looks at the rows of others. */
START_TEST(an_index_knows_the_operation)
{
    struct rows rows;
    bool covered = false;
    const char *count = sql_text(SQL_AUDIT_COUNT);
    const char *mark = strstr(count, "/*filters*/");
    ck_assert_ptr_nonnull(mark);
    const char *sql =
        arena_printf(world.arena, "EXPLAIN QUERY PLAN %.*s AND j.operation IN ('REMOVE') %s", (int)(mark - count), count, mark);
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    while (rows_next(&rows) == RC_OK) {
        covered = covered || strstr(rows_text(&rows, 3), "USING COVERING INDEX journal_by_time");
    }
    rows_close(&rows);
    ck_assert(covered);
}
END_TEST

Suite *suite_journal(void)
{
    Suite *suite = suite_create("journal");
    TCase *tcase = tcase_create("journal");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, every_write_leaves_a_row, 0, (int)SAMPLE_COUNT);
    tcase_add_test(tcase, versions_are_counts_of_rows);
    tcase_add_test(tcase, rows_say_who_did_what);
    tcase_add_test(tcase, rows_say_what_the_file_holds);
    tcase_add_test(tcase, rows_hold_no_secret);
    tcase_add_test(tcase, scores_have_their_source);
    tcase_add_test(tcase, no_row_is_larger_than_8_kib);
    tcase_add_test(tcase, an_index_knows_the_operation);
    tcase_add_test(tcase, old_rows_go_in_batches);
    suite_add_tcase(suite, tcase);
    return suite;
}
