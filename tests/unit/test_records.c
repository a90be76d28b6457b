/* SPDX-License-Identifier: MIT
 *
 * A field is said once, and the statements follow: every writable field of every resource is a parameter of its INSERT and of its
 * UPDATE, and every printed one is a column of the SELECTs that print it. A column forgotten in an UPDATE would be a PATCH that
 * answers 200 and loses what it was sent. */
#include <check.h>

#include "base/str.h"
#include "fcgi/serve/route.h"
#include "request_fixture.h"
#include "store/internal.h"
#include "tenant/tenant.h"

Suite *suite_records(void);

static struct cx cx;

static void setup(void)
{
    world_setup();
    world_enter(&cx, world.arena);
}

static void teardown(void)
{
    world_leave(&cx);
    world_teardown();
}

/* ---- what a statement takes and gives ---- */

static sqlite3_stmt *prepared(const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    ck_assert_msg(sqlite3_prepare_v2(cx.db->handle, sql, -1, &stmt, NULL) == SQLITE_OK, "%s: %s", sql,
                  sqlite3_errmsg(cx.db->handle));
    return stmt;
}

static bool takes(const char *sql, const char *name)
{
    sqlite3_stmt *stmt = prepared(sql);
    bool found = sqlite3_bind_parameter_index(stmt, arena_printf(world.arena, ":%s", name)) > 0;
    sqlite3_finalize(stmt);
    return found;
}

static bool gives(const char *sql, const char *name)
{
    sqlite3_stmt *stmt = prepared(sql);
    bool found = false;
    for (int i = 0; i < sqlite3_column_count(stmt); i++) {
        found = found || str_eq(sqlite3_column_name(stmt, i), name);
    }
    sqlite3_finalize(stmt);
    return found;
}

/* ---- what each must ---- */

static bool is_stored(const struct field *field)
{
    return field_is_value(field) && !(field->flags & F_NOT_STORED);
}

static bool is_writable(const struct field *field)
{
    return is_stored(field) && !(field->flags & (F_READONLY | F_INTERNAL));
}

static bool is_printed(const struct field *field, bool in_list)
{
    return is_stored(field) && !(field->flags & (F_INTERNAL | F_SECRET)) && !(in_list && field->flags & F_DETAIL);
}

struct duty {
    enum sql_id id; /* SQL_NONE: none */
    bool must;
    bool (*has)(const char *sql, const char *name);
};

static void note_lost(struct buf *found, const struct record *record, const struct field *field, struct duty duty)
{
    if (duty.id != SQL_NONE && duty.must && !duty.has(sql_text(duty.id), field->name)) {
        buf_printf(found, "%s.%s in %s; ", record->name, field->name, sql_name(duty.id));
    }
}

/* The fields that the resource's statements lose, each with its statement; "": none. */
static const char *lost(const struct resource *resource)
{
    const struct record *record = resource->record;
    const struct list_spec *list = resource->list;
    struct buf found;
    buf_init(&found, world.arena, 0);
    for (size_t i = 0; i < record->count; i++) {
        const struct field *field = &record->fields[i];
        bool changes = is_writable(field) && !(field->flags & F_CREATE_ONLY);
        note_lost(&found, record, field, (struct duty){resource->insert, is_writable(field), takes});
        note_lost(&found, record, field, (struct duty){resource->update, changes, takes});
        note_lost(&found, record, field, (struct duty){resource->get, is_printed(field, false), gives});
    }
    for (size_t i = 0; list && i < list->record->count; i++) {
        const struct field *field = &list->record->fields[i];
        note_lost(&found, list->record, field, (struct duty){list->select, is_printed(field, true), gives});
        note_lost(&found, list->record, field, (struct duty){list->search, is_printed(field, true), gives});
    }
    return found.data;
}

START_TEST(no_statement_loses_a_field)
{
    size_t seen = 0;
    struct buf all;
    buf_init(&all, world.arena, 0);
    for (const struct route *route = NULL; (route = route_next(route));) {
        const char *what = route->resource ? lost(route->resource) : "";
        if (!strstr(all.data, what)) {
            buf_str(&all, what);
        }
        seen += route->resource != NULL;
    }
    ck_assert_msg(all.len == 0, "lost: %s", all.data);
    ck_assert_uint_gt(seen, 20);
}
END_TEST

/* Positive control: a field that no statement knows is named with every statement that should know it. */
START_TEST(a_lost_field_is_found)
{
    const struct resource *known = NULL;
    for (const struct route *route = NULL; !known && (route = route_next(route));) {
        known = route->resource && route->resource->update != SQL_NONE ? route->resource : NULL;
    }
    if (!known) {
        ck_abort_msg("no resource has an UPDATE");
        return;
    }
    struct record record = *known->record;
    struct field *fields = arena_array(world.arena, record.count + 1, sizeof *fields);
    memcpy(fields, record.fields, record.count * sizeof *fields);
    fields[record.count] = (struct field){.name = "nickname", .type = FT_TEXT};
    record.fields = fields;
    record.count++;
    struct resource resource = *known;
    resource.record = &record;
    const char *what = lost(&resource);
    ck_assert_ptr_nonnull(strstr(what, sql_name(known->insert)));
    ck_assert_ptr_nonnull(strstr(what, sql_name(known->update)));
    ck_assert_ptr_nonnull(strstr(what, sql_name(known->get)));
    fields[record.count - 1].flags = F_READONLY; /* then only the SELECTs miss it */
    what = lost(&resource);
    ck_assert_ptr_null(strstr(what, sql_name(known->insert)));
    ck_assert_ptr_nonnull(strstr(what, sql_name(known->get)));
    ck_assert_str_eq(lost(known), "");
}
END_TEST

Suite *suite_records(void)
{
    Suite *suite = suite_create("records");
    TCase *tcase = tcase_create("records");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, no_statement_loses_a_field);
    tcase_add_test(tcase, a_lost_field_is_found);
    suite_add_tcase(suite, tcase);
    return suite;
}
