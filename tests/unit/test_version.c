/* SPDX-License-Identifier: MIT
 *
 * Each record counts its writes: every UPDATE of one says so, every write of one raises it by one, answers and lists print it, and
 * it is the first part of the record's entity tag, which a write answers as the next read does. */
#include <check.h>
#include <stdlib.h>

#include "base/str.h"
#include "fcgi/serve/route.h"
#include "request_fixture.h"
#include "samples.h"
#include "store/internal.h"
#include "tenant/tenant.h"

Suite *suite_version(void);

/* ---- what the statements say ---- */

/* What a record derives of others, or keeps for itself alone, is no write of it. */
static const char *const derived[] = {"user_signed_in", "opportunity_touch",    "recalculate_mark", "recalculate_mark_every",
                                      "quote_words",    "invoice_words",        "outbox_handed",    "outbox_carried",
                                      "task_spread",    "erasure_invoice_words"};

static bool is_derived(const char *name)
{
    bool found = false;
    for (size_t i = 0; i < sizeof derived / sizeof *derived; i++) {
        found = found || str_eq(derived[i], name);
    }
    return found;
}

/* "UPDATE table SET …" of a table that counts its writes. */
static bool updates_record(struct cx *cx, const char *sql)
{
    int64_t columns = 0;
    if (!str_starts(sql, "UPDATE ")) {
        return false;
    }
    const char *table = sql + strlen("UPDATE ");
    const char *count = arena_printf(world.arena, "SELECT count(*) FROM pragma_table_info('%.*s') WHERE name = 'version'",
                                     (int)strcspn(table, " "), table);
    ck_assert_int_eq(store_number(cx->db->handle, count, &columns), SQLITE_OK);
    return columns == 1;
}

static bool forgets(struct cx *cx, const char *name, const char *sql)
{
    return updates_record(cx, sql) && !strstr(sql, "version = version + 1") && !is_derived(name);
}

START_TEST(every_update_of_a_record_counts)
{
    struct cx cx;
    size_t seen = 0;
    world_enter(&cx, world.arena);
    for (int id = SQL_NONE + 1; id < SQL_COUNT; id++) {
        const char *sql = sql_text((enum sql_id)id);
        ck_assert_msg(!forgets(&cx, sql_name((enum sql_id)id), sql), "%s does not raise the version",
                      sql_name((enum sql_id)id));
        seen += updates_record(&cx, sql);
    }
    ck_assert_uint_gt(seen, 20);
    ck_assert(forgets(&cx, "x", "UPDATE contact SET is_vip = 1")); /* positive control */
    world_leave(&cx);
}
END_TEST

START_TEST(records_and_their_rows_print_it)
{
    size_t seen = 0;
    for (const struct route *route = route_next(NULL); route; route = route_next(route)) {
        const struct resource *resource = route->resource;
        if (!resource || str_starts(route->path, "/api/jobs") || str_starts(route->path, "/api/audit")) {
            continue; /* no records: what happens, and has happened, to one */
        }
        const struct record *record = resource->list ? resource->list->record : resource->record;
        ck_assert_msg(record_find(resource->record, "version") >= 0, "%s %s", route->method, route->path);
        ck_assert_msg(record_find(record, "version") >= 0, "rows of %s %s", route->method, route->path);
        seen++;
    }
    ck_assert_uint_gt(seen, 20);
}
END_TEST

/* ---- what requests do ---- */

static const char *tag(void)
{
    const struct response *response = &world.exchange.response;
    const char *found = NULL;
    for (size_t i = 0; i < response->header_count; i++) {
        found = str_eq(response->headers[i].name, "ETag") ? response->headers[i].value : found;
    }
    return found ? arena_strdup(world.arena, found) : NULL;
}

/* The first part of a tag; 0: it has none. */
static long version_of(const char *text)
{
    return text && text[0] == '"' && strchr(text, '.') ? strtol(text + 1, NULL, 10) : 0;
}

/* The tag of the record that the path is about: of the nearest path above it that a GET answers with one; NULL: there is none. */
static const char *record_tag(const char *path)
{
    struct buf at;
    buf_init(&at, world.arena, 0);
    buf_str(&at, path);
    while (at.len > strlen("/api/")) {
        if (send_request("GET", at.data, NULL) == 200 && version_of(tag())) {
            return tag();
        }
        do {
            at.len--;
        } while (at.len > 0 && at.data[at.len] != '/');
        at.data[at.len] = '\0';
    }
    return NULL;
}

/* They make something else, and leave the record that they are about as it is. */
static bool leaves_record(const char *route)
{
    static const char *const others[] = {"/api/quotes/{id}/duplicate",         "/api/quotes/{id}/deposit",
                                         "/api/credit-notes/{id}/refund",      "/api/opportunities/{id}/duplicate",
                                         "/api/opportunities/{id}/activities", "/api/invoices/{id}/send"};
    bool found = false;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        found = found || str_eq(others[i], route);
    }
    return found;
}

START_TEST(a_write_counts_once)
{
    const struct sample *sample = &samples[_i];
    bool writes = !str_eq(sample->method, "GET") && !str_eq(sample->method, "DELETE");
    if (!writes || !strchr(sample->path, '{') || str_ends(sample->route, "/erase")) {
        return; /* what is erased is read by nobody */
    }
    world_populate();
    bool restores = str_ends(sample->route, "/restore"); /* what was made and deleted, and is read by nobody */
    long before = restores ? 2 : version_of(record_tag(sample->path));
    ck_assert_int_eq(send_request(sample->method, sample->path, sample->body), sample->status);
    const char *told = tag();
    const char *after = record_tag(sample->path);
    long wanted = before + (before > 0 && !leaves_record(sample->route));
    ck_assert_msg(version_of(after) == wanted, "%s %s: %ld, then %s", sample->method, sample->path, before, after);
    bool same = version_of(told) && send_request("GET", sample->path, NULL) == 200 && version_of(tag());
    ck_assert_msg(!same || str_eq(told, after), "%s %s answers %s, then %s", sample->method, sample->path, told, after);
}
END_TEST

START_TEST(writes_tell_the_tag)
{
    static const char *const paths[][3] = {
        {"POST", "/api/contacts", "{\"company\":\"X\"}"},
        {"PATCH", "/api/contacts/{contact}", "{\"is_vip\":true}"},
        {"PATCH", "/api/settings", "{\"payment_terms_days\":45}"},
        {"PATCH", "/api/quotes/{sent_quote}/status", "{\"status\":\"ACCEPTED\"}"},
        {"PATCH", "/api/invoices/{draft_invoice}/status", "{\"status\":\"SENT\"}"},
        {"POST", "/api/invoices/{invoice}/payments", "{\"amount\":10,\"payment_method\":\"CARD\"}"},
        {"PUT", "/api/opportunities/{deal}", "{\"sector_type\":\"Port\"}"},
        {"PUT", "/api/users/{person}", "{\"first_name\":\"Neu\"}"},
    };
    world_populate();
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        int status = send_request(paths[i][0], paths[i][1], paths[i][2]);
        ck_assert_msg(status == 200 || status == 201, "%s: %d %s", paths[i][1], status, answer_body());
        const char *printed = arena_printf(world.arena, "\"version\":%ld", version_of(tag()));
        ck_assert_msg(strstr(answer_body(), printed), "%s: %s %s", paths[i][1], tag(), answer_body());
    }
}
END_TEST

START_TEST(if_match_compares_the_version_alone)
{
    world_populate();
    ck_assert_int_eq(send_request("GET", "/api/contacts/{contact}", NULL), 200);
    long version = version_of(tag());
    static const struct {
        const char *head, *tail; /* around the version */
        int status;
    } cases[] = {
        {"\"", ".0000000000000000\"", 200},
        {"\"", "\"", 412},
        {"\"0", ".0\"", 412},
        {"", ".0", 412},
        {"\"x\", W/\"", ".\"", 200},
        {"\"", "0.0\"", 412},
        {"\"-", ".0\"", 412},
        {"\"0000000000000000\", \"1", "\"", 412},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        world.if_match = arena_printf(world.arena, "%s%ld%s", cases[i].head, version, cases[i].tail);
        int status = send_request("PATCH", "/api/contacts/{contact}", "{\"is_vip\":true}");
        ck_assert_msg(status == cases[i].status, "%s: %d", world.if_match, status);
        version += status == 200;
    }
}
END_TEST

/* What a record shows of others changes its body, and so its tag, but is no write of it. */
START_TEST(what_others_add_is_no_write)
{
    world_populate();
    ck_assert_int_eq(send_request("GET", "/api/contacts/{contact}", NULL), 200);
    const char *before = tag();
    world.if_match = before;
    ck_assert_int_eq(send_request("POST", "/api/vehicles", "{\"owner_id\":\"{contact}\"}"), 201);
    ck_assert_int_eq(send_request("GET", "/api/contacts/{contact}", NULL), 200);
    ck_assert_str_ne(tag(), before);
    ck_assert_int_eq(version_of(tag()), version_of(before));
    ck_assert_int_eq(send_request("PATCH", "/api/contacts/{contact}", "{\"is_vip\":true}"), 200);
    ck_assert_int_eq(send_request("PATCH", "/api/contacts/{contact}", "{\"is_vip\":true}"), 412);
}
END_TEST

Suite *suite_version(void)
{
    Suite *suite = suite_create("version");
    TCase *tcase = tcase_create("version");
    tcase_add_checked_fixture(tcase, world_setup, world_teardown);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, every_update_of_a_record_counts);
    tcase_add_test(tcase, records_and_their_rows_print_it);
    tcase_add_loop_test(tcase, a_write_counts_once, 0, (int)SAMPLE_COUNT);
    tcase_add_test(tcase, writes_tell_the_tag);
    tcase_add_test(tcase, if_match_compares_the_version_alone);
    tcase_add_test(tcase, what_others_add_is_no_write);
    suite_add_tcase(suite, tcase);
    return suite;
}
