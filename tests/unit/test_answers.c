/* SPDX-License-Identifier: MIT
 *
 * Answers are records: what nests in a record is printed in its place, rows that are read while they are printed come and end with
 * their errors, and every record that a route answers is one that the description can tell. */
#include <check.h>

#include "base/str.h"
#include "data/json_in.h"
#include "data/json_out.h"
#include "fcgi/serve/route.h"

Suite *suite_answers(void);

struct part {
    const char *name;
    int64_t cents;
};
struct base {
    const char *id;
    int64_t version;
};
struct whole {
    struct base base;
    struct part part;
    struct list parts;
    struct stream rows;
    int64_t count;
};

static const struct field part_fields[] = {
    FIELD_TEXT(struct part, name, 0, 0, 0),
    FIELD_MONEY_AS(struct part, "amount", cents, F_REQUIRED),
};
static RECORD(part_record, "Part", struct part, part_fields, NULL);
static RECORD_OF_FIRST(short_record, "Short", struct part, part_fields, 1);

static const struct field base_fields[] = {
    FIELD_UUID(struct base, id, F_REQUIRED),
    FIELD_INT(struct base, version, F_REQUIRED, 0, 0),
};
static RECORD(base_record, "Base", struct base, base_fields, NULL);

static const struct field whole_fields[] = {
    FIELD_BASE(&base_record),
    FIELD_TRUE(success),
    FIELD_RECORD(struct whole, part, &part_record),
    FIELD_RECORD_AS(struct whole, "again", part, &short_record),
    FIELD_LIST(struct whole, parts, F_READONLY, &part_record, 0, 0),
    FIELD_ROWS(struct whole, rows, &part_record),
    FIELD_AS(struct whole, "total", count, FT_INT, F_REQUIRED),
};
static RECORD(whole_record, "Whole", struct whole, whole_fields, NULL);

static struct arena *arena;
static struct buf text;
static struct json json;

static void setup(void)
{
    arena = arena_new(0);
    buf_init(&text, arena, 0);
    json_init(&json, &text, TIME_SECONDS);
}

static void teardown(void)
{
    arena_free(arena);
}

/* Two rows of three; `source` is what ends them. */
static enum rc print_two(struct json *out, const struct record *sub, const void *source, bool *more)
{
    const struct part rows[] = {{"x", 100}, {NULL, -5}};
    for (size_t i = 0; i < 2; i++) {
        json_record(out, sub, &rows[i], true);
    }
    *more = true;
    return *(const enum rc *)source;
}

static const char *print_whole(const enum rc *end)
{
    struct part parts[] = {{"a", 1}, {"b", 0}};
    struct whole whole = {.base = {"id", 7}, .part = {"p", 250}, .parts = {parts, 2}, .rows = {print_two, end}, .count = 3};
    json_record(&json, &whole_record, &whole, true);
    return text.data;
}

START_TEST(what_nests_is_printed_in_its_place)
{
    static const enum rc end = RC_OK;
    ck_assert_str_eq(print_whole(&end),
                     "{\"id\":\"id\",\"version\":7,\"success\":true,\"part\":{\"name\":\"p\",\"amount\":2.50},"
                     "\"again\":{\"name\":\"p\"},\"parts\":[{\"name\":\"a\",\"amount\":0.01},"
                     "{\"name\":\"b\",\"amount\":0.00}],\"rows\":[{\"name\":\"x\",\"amount\":1.00},"
                     "{\"name\":null,\"amount\":-0.05}],\"rows_has_next\":true,\"total\":3}");
    ck_assert_int_eq(json.rc, RC_OK);
}
END_TEST

START_TEST(rows_that_cannot_be_read_are_told)
{
    static const enum rc end = RC_UNAVAILABLE;
    (void)print_whole(&end);
    ck_assert_int_eq(json.rc, RC_UNAVAILABLE);
    size_t at;
    ck_assert_ptr_null(json_scan(text.data, text.len, JSON_MAX_VALUES, &at)); /* whoever sends it all the same sends JSON */
}
END_TEST

START_TEST(a_nested_record_is_loaded_again)
{
    struct cx cx;
    struct whole whole;
    static const struct field fields[] = {FIELD_RECORD(struct whole, part, &part_record)};
    static const RECORD(record, "Stored", struct whole, fields, NULL);
    cx_init(&cx, arena);
    ck_assert_int_eq(record_load(&cx, &record, "{\"part\":{\"name\":\"p\",\"amount\":2.5}}", &whole), RC_OK);
    ck_assert_str_eq(whole.part.name, "p");
    ck_assert_int_eq(whole.part.cents, 250);
    ck_assert_int_eq(record_load(&cx, &record, "{\"part\":null}", &whole), RC_OK);
    ck_assert_ptr_null(whole.part.name);
    ck_assert_int_eq(whole.part.cents, INT_NULL);
    cx_end(&cx);
}
END_TEST

START_TEST(the_base_is_the_record_that_it_begins_with)
{
    ck_assert_ptr_eq(record_base(&whole_record), &base_record);
    ck_assert_ptr_eq(record_base(&part_record), &part_record);
}
END_TEST

/* ---- every answer ---- */

static size_t size_of(const struct field *field)
{
    switch ((int)field->type) {
    case FT_BASE:
    case FT_RECORD:
        return field->sub->size;
    case FT_LIST:
        return sizeof(struct list);
    case FT_ROWS:
        return sizeof(struct stream);
    case FT_TRUE:
        return 0;
    default:
        return sizeof(int64_t);
    }
}

static const struct record *seen[512];
static size_t seen_count;

/* What is wrong with a record and those in it; "": nothing. Two of one name would be one schema. */
static void examine(const struct record *record, struct buf *wrong)
{
    for (size_t i = 0; i < seen_count; i++) {
        if (seen[i] == record) {
            return;
        }
        if (str_eq(seen[i]->name, record->name)) {
            buf_printf(wrong, "%s is the name of two; ", record->name);
        }
    }
    ck_assert_uint_lt(seen_count, sizeof seen / sizeof *seen);
    seen[seen_count++] = record;
    for (size_t i = 0; i < record->count; i++) {
        const struct field *field = &record->fields[i];
        bool nests = field->type == FT_LIST || field->type == FT_RECORD || field->type == FT_BASE || field->type == FT_ROWS;
        if (nests && !field->sub) {
            buf_printf(wrong, "%s.%s of what; ", record->name, field->name);
            continue;
        }
        if (field->offset + size_of(field) > record->size) {
            buf_printf(wrong, "%s.%s lies outside; ", record->name, field->name);
        }
        if (field->type == FT_BASE && (i > 0 || field->offset > 0)) {
            buf_printf(wrong, "%s begins in the middle; ", record->name);
        }
        if (field->sub) {
            examine(field->sub, wrong);
        }
    }
}

START_TEST(every_answer_can_be_told)
{
    struct buf wrong;
    buf_init(&wrong, arena, 0);
    for (const struct route *route = NULL; (route = route_next(route));) {
        if (route->out) {
            examine(route->out, &wrong);
        }
        if (route->resource) {
            examine(route->resource->record, &wrong);
        }
    }
    ck_assert_str_eq(wrong.data, "");
    ck_assert_uint_gt(seen_count, 40);
}
END_TEST

/* Positive control. */
START_TEST(a_wrong_answer_is_found)
{
    static const struct field fields[] = {
        FIELD_RECORD(struct whole, part, &part_record),
        FIELD_BASE(&base_record),
        FIELD_LIST(struct whole, parts, 0, NULL, 0, 0),
    };
    const struct record record = {"Part", sizeof(struct part), fields, 3, NULL, NULL};
    struct buf wrong;
    buf_init(&wrong, arena, 0);
    examine(&record, &wrong);
    ck_assert_str_eq(wrong.data,
                     "Part.part lies outside; Part is the name of two; Part begins in the middle; Part.parts of what; ");
}
END_TEST

Suite *suite_answers(void)
{
    Suite *suite = suite_create("answers");
    TCase *tcase = tcase_create("answers");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, what_nests_is_printed_in_its_place);
    tcase_add_test(tcase, rows_that_cannot_be_read_are_told);
    tcase_add_test(tcase, a_nested_record_is_loaded_again);
    tcase_add_test(tcase, the_base_is_the_record_that_it_begins_with);
    tcase_add_test(tcase, every_answer_can_be_told);
    tcase_add_test(tcase, a_wrong_answer_is_found);
    suite_add_tcase(suite, tcase);
    return suite;
}
