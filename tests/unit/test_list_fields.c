/* SPDX-License-Identifier: MIT
 *
 * A list does what its fields say: every F_FILTER field filters by its value, every F_SORT field sorts, by a stored key exactly
 * where there is one, and nothing is said at the field and in the list's tables as well. Whatever lists the routes have. */
#include <check.h>
#include <string.h>

#include "base/str.h"
#include "fcgi/serve/route.h"
#include "pipeline/opportunity_history.h"
#include "request_fixture.h"
#include "store/list.h"
#include "tenant/tenant.h"

Suite *suite_list_fields(void);

#define LISTS_MAX 32

static struct cx cx;
static const struct list_spec *lists[LISTS_MAX];
static size_t list_count;

static void add_list(const struct list_spec *spec)
{
    for (size_t i = 0; i < list_count; i++) {
        if (lists[i] == spec) {
            return;
        }
    }
    ck_assert_uint_lt(list_count, LISTS_MAX);
    lists[list_count++] = spec;
}

static void setup(void)
{
    world_setup();
    world_populate();
    world_enter(&cx, world.arena);
    list_count = 0;
    for (const struct route *route = NULL; (route = route_next(route));) {
        if (route->resource && route->resource->list) {
            add_list(route->resource->list);
        }
    }
    add_list(&opportunity_activity_list);
}

static void teardown(void)
{
    world_leave(&cx);
    world_teardown();
}

/* ---- asking ---- */

static const char *pair_get(const struct query *query, const char *name, size_t nth)
{
    const char *const *pair = query->data;
    return nth == 0 && str_eq(pair[0], name) ? pair[1] : NULL;
}

static const char *known_id(const char *name)
{
    size_t i = 0;
    while (!str_eq(world.names[i], name)) {
        i++;
    }
    return world.ids[i];
}

static enum rc ask(const struct list_spec *spec, const char *param, const char *value, struct list_page *page)
{
    const char *const pair[] = {param, value};
    struct query query = {.get = pair_get, .data = pair};
    const struct arg args[] = {ARG_I("scope_all", 1),         ARG_T("scope_user", ""), ARG_T("scope_teams", "[]"),
                               ARG_T("today", "2026-01-01"),  ARG_I("day_start", 0),   ARG_T("user", NULL),
                               ARG_T("id", known_id("deal")), {.kind = ARG_END}};
    fault_clear(&cx);
    return list_read(&cx, spec, &query, args, page);
}

/* A row's value as a client would ask for it; NULL: it has none. */
static const char *value_of(const struct list_spec *spec, const char *name, void *row)
{
    int at = record_find(spec->record, name);
    if (at < 0) {
        return NULL;
    }
    const struct field *field = &spec->record->fields[at];
    if (!field_is_int(field)) {
        return *field_text(field, row);
    }
    int64_t number = *field_int(field, row);
    return number == INT_NULL ? NULL : arena_printf(world.arena, "%lld", (long long)number);
}

static void *row_at(const struct list_spec *spec, const struct list_page *page, size_t i)
{
    return (char *)page->rows.rows + i * spec->record->size;
}

/* ---- filters ---- */

/* What is no value of the type, or none that a row has. */
static bool finds_nothing_wrong(const struct list_spec *spec, const struct field *field)
{
    struct list_page page;
    enum rc rc = ask(spec, field->name, "none such", &page);
    return rc == RC_INVALID || (rc == RC_OK && page.total == 0);
}

/* Each value that a row has finds the rows that have it, and no others. */
static bool finds_its_rows(const struct list_spec *spec, const struct field *field)
{
    struct list_page all;
    struct list_page page;
    ck_assert_int_eq(ask(spec, "limit", "100", &all), RC_OK);
    for (size_t i = 0; i < all.rows.count && field->type != FT_TAGS; i++) {
        const char *value = value_of(spec, field->name, row_at(spec, &all, i));
        size_t same = 0;
        for (size_t j = 0; j < all.rows.count; j++) {
            same += str_eq(value_of(spec, field->name, row_at(spec, &all, j)), value);
        }
        if (value && (ask(spec, field->name, value, &page) != RC_OK || (size_t)page.total != same)) {
            return false;
        }
    }
    return true;
}

static bool in_filters(const struct list_spec *spec, const char *name)
{
    const struct filter *filter = spec->filters;
    while (filter && filter->param && !str_eq(filter->param, name)) {
        filter++;
    }
    return filter && filter->param;
}

/* ---- orders ---- */

static int compare(const struct field *field, void *a, void *b)
{
    if (field_is_int(field)) {
        int64_t left = *field_int(field, a);
        int64_t right = *field_int(field, b);
        return (left > right) - (left < right);
    }
    const char *left = *field_text(field, a);
    const char *right = *field_text(field, b);
    return strcmp(left ? left : "", right ? right : "");
}

/* Texts are in the order of their keys, which test_order.c knows. */
static bool is_sorted(const struct list_spec *spec, const struct field *field)
{
    struct list_page page;
    int at = record_find(spec->record, field->name);
    bool sorted = ask(spec, "sort_by", field->name, &page) == RC_OK;
    bool by_key = field->type == FT_TEXT || field->type == FT_EMAIL || at < 0;
    for (size_t i = 1; sorted && !by_key && i < page.rows.count; i++) {
        const struct field *printed = &spec->record->fields[at];
        sorted = compare(printed, row_at(spec, &page, i - 1), row_at(spec, &page, i)) <= 0;
    }
    return sorted;
}

static bool in_sorts(const struct list_spec *spec, const char *name)
{
    const struct sort_key *sort = spec->sorts;
    while (sort && sort->param && !str_eq(sort->param, name)) {
        sort++;
    }
    return sort && sort->param;
}

/* Whether the list can be sorted by <name>_key. */
static bool has_key(const struct list_spec *spec, const struct field *field)
{
    struct list_page page;
    const char *column = arena_printf(world.arena, "%s.%s_key", spec->alias, field->name);
    const struct sort_key sorts[] = {{"key", column}, {NULL, NULL}};
    struct list_spec keyed = *spec;
    keyed.sorts = sorts;
    return ask(&keyed, "sort_by", "key", &page) == RC_OK;
}

/* ---- all of it ---- */

/* The flags of `fields` that the list does not honour, with what is wrong; "": none. */
static const char *broken(const struct list_spec *spec, const struct record *fields)
{
    struct buf found;
    buf_init(&found, world.arena, 0);
    for (size_t i = 0; i < fields->count; i++) {
        const struct field *field = &fields->fields[i];
        bool filters = field->flags & F_FILTER;
        bool sorts = field->flags & F_SORT;
        if (filters && (!finds_nothing_wrong(spec, field) || !finds_its_rows(spec, field))) {
            buf_printf(&found, "%s.%s filters nothing; ", fields->name, field->name);
        }
        if (sorts && !is_sorted(spec, field)) {
            buf_printf(&found, "%s.%s sorts nothing; ", fields->name, field->name);
        }
        if (sorts && field->type == FT_TEXT && has_key(spec, field) != ((field->flags & F_KEYED) != 0)) {
            buf_printf(&found, "%s.%s has a key or has none; ", fields->name, field->name);
        }
        if ((filters && in_filters(spec, field->name)) || (sorts && in_sorts(spec, field->name))) {
            buf_printf(&found, "%s.%s is said twice; ", fields->name, field->name);
        }
    }
    return found.data;
}

START_TEST(every_flag_is_honoured)
{
    size_t flags = 0;
    for (size_t i = 0; i < list_count; i++) {
        const struct record *fields = list_fields(lists[i]);
        ck_assert_str_eq(broken(lists[i], fields), "");
        for (size_t j = 0; j < fields->count; j++) {
            flags += (fields->fields[j].flags & F_FILTER) != 0;
            flags += (fields->fields[j].flags & F_SORT) != 0;
        }
    }
    ck_assert_uint_gt(list_count, 10);
    ck_assert_uint_gt(flags, 80);
}
END_TEST

/* A flag at a record that no list derives anything from says what nobody does. */
START_TEST(no_flag_is_read_by_nothing)
{
    for (const struct route *route = NULL; (route = route_next(route));) {
        const struct resource *resource = route->resource;
        for (size_t i = 0; resource && i < resource->record->count; i++) {
            bool listed = resource->list && list_fields(resource->list) == resource->record;
            bool flagged = resource->record->fields[i].flags & (F_FILTER | F_SORT | F_KEYED);
            ck_assert_msg(listed || !flagged, "%s.%s", resource->record->name, resource->record->fields[i].name);
        }
    }
}
END_TEST

/* Positive control: the same lists, which do not know their fields any more. */
START_TEST(a_flag_without_effect_is_found)
{
    static const struct sort_key sorts[] = {{"created_at", "c.seq"}, {NULL, NULL}};
    static const struct record none;
    const struct list_spec *known = NULL;
    for (size_t i = 0; !known; i++) {
        known = str_eq(lists[i]->record->name, "Contact") ? lists[i] : NULL;
    }
    struct list_spec spec = *known;
    spec.fields = &none;
    const char *what = broken(&spec, known->record);
    ck_assert_ptr_nonnull(strstr(what, "Contact.is_vip filters nothing"));
    ck_assert_ptr_nonnull(strstr(what, "Contact.tags filters nothing"));
    ck_assert_ptr_nonnull(strstr(what, "Contact.company sorts nothing"));
    spec.fields = NULL;
    spec.sorts = sorts;
    ck_assert_ptr_nonnull(strstr(broken(&spec, known->record), "Contact.created_at is said twice"));
    struct record record = *known->record;
    struct field *fields = arena_array(world.arena, record.count, sizeof *fields);
    memcpy(fields, record.fields, record.count * sizeof *fields);
    fields[record_find(&record, "company")].flags &= ~(unsigned)F_KEYED;
    fields[record_find(&record, "first_name")].flags |= F_SORT | F_KEYED;
    record.fields = fields;
    spec = *known;
    spec.fields = &record;
    what = broken(&spec, &record);
    ck_assert_ptr_nonnull(strstr(what, "Contact.company has a key"));
    ck_assert_ptr_nonnull(strstr(what, "Contact.first_name has a key"));
}
END_TEST

Suite *suite_list_fields(void)
{
    Suite *suite = suite_create("list_fields");
    TCase *tcase = tcase_create("list_fields");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, every_flag_is_honoured);
    tcase_add_test(tcase, no_flag_is_read_by_nothing);
    tcase_add_test(tcase, a_flag_without_effect_is_found);
    suite_add_tcase(suite, tcase);
    return suite;
}
