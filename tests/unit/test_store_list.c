/* SPDX-License-Identifier: MIT
 *
 * Lists (what the client asks for, every error, what is read) and the search expression. The list of this suite reads statements of the product's catalogue: contacts. */
#include <check.h>
#include <stdio.h>

#include "base/str.h"
#include "base/time.h"
#include "store/list.h"
#include "store_fixture.h"

Suite *suite_store_list(void);

/* ---- search expressions ---- */

static const char *match_of(const char *typed)
{
    const char *match = NULL;
    ck_assert_int_eq(search_match(&fx.cx, typed, &match), RC_OK);
    return match;
}

#define PAIRS " OR (\"06\"* AND \"12\"* AND \"34\"* AND \"56\"* AND \"78\"*))"

START_TEST(test_search_match)
{
    static const struct {
        const char *typed;
        const char *match;
    } table[] = {
        {"dupont", "\"dupont\"*"},
        {"  Jean  Dupont ", "\"jean\"* AND \"dupont\"*"},
        {"Éloïse d'Été", "\"eloise\"* AND \"d\"* AND \"ete\"*"},
        {"Œuvre Cæsar Søren Łódź Đorđe Straße Þór",
         "\"oeuvre\"* AND \"caesar\"* AND \"soren\"* AND \"lodz\"* AND \"dorde\"* AND"
         " \"strasse\"* AND \"thor\"*"},
        {"ab123cd", "\"ab123cd\"*"},
        {"AB-123-CD", "(\"ab123cd\"* OR (\"ab\"* AND \"123\"* AND \"cd\"*))"},
        {"ab123 cd dupont", "(\"ab123cd\"* OR (\"ab123\"* AND \"cd\"*)) AND \"dupont\"*"},
        {"1234 AB 2A", "(\"1234ab2a\"* OR (\"1234\"* AND \"ab\"* AND \"2a\"*))"},
        {"1-abc-123", "(\"1abc123\"* OR (\"1\"* AND \"abc\"* AND \"123\"*))"},
        {"AB 12", "\"ab12\"* OR (\"ab\"* AND \"12\"*)"},
        {"VF1 RJA00 123456789", "(\"vf1rja00123456789\"* OR (\"vf1\"* AND \"rja00\"* AND \"123456789\"*))"},
        {"06 12 34 56 78", "(\"0612345678\"*" PAIRS},
        {"(06) 12/34.56\u00A078", "(\"0612345678\"*" PAIRS},
        {"dupont 06 12 34 56 78", "\"dupont\"* AND (\"0612345678\"*" PAIRS},
        {"06 12 34 56 78 dupont", "(\"0612345678\"*" PAIRS " AND \"dupont\"*"},
        {"2000 06 12 34 56 78 14", "\"2000\"* AND (\"0612345678\"*" PAIRS " AND \"14\"*"},
        {"06.12.34", "(\"061234\"* OR (\"06\"* AND \"12\"* AND \"34\"*))"},
        {"+33612345678", "(\"33612345678\"* OR \"0612345678\"*)"},
        {"+33 6 12", "(\"33612\"* OR \"0612\"* OR (\"33\"* AND \"6\"* AND \"12\"*))"},
        {"0033612345678", "(\"33612345678\"* OR \"0612345678\"*)"},
        {"dupont@example.org", "\"dupont\"* AND \"example\"* AND \"org\"*"},
        {"a\"b*c:d^e (f) NEAR/2 -g", "\"a\"* AND \"b\"* AND \"c\"* AND \"d\"* AND \"e\"* AND \"f\"* AND \"near\"* AND \"2\"*"},
        {"a OR b AND NOT c", "\"a\"* AND \"or\"* AND \"b\"* AND \"and\"* AND \"not\"* AND \"c\"*"},
        {"l’été « x »\u00a0y", "\"l\"* AND \"ete\"* AND \"x\"* AND \"y\"*"},
        {"车 \U0001F697", "\"车\"*"},
        {"\u2066Zoé\u2069 \U0001FAE8", "\"zoe\"*"},
        {"", NULL},
        {"  -- \"*' () ", NULL},
        {"\u2019\U0001F697", NULL},
        {"\xff\xfe", NULL},
    };
    fixture_open(false);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const char *match = match_of(table[i].typed);
        ck_assert_msg(str_eq(match, table[i].match), "%s: %s", table[i].typed, match ? match : "NULL");
    }
    ck_assert_ptr_null(match_of(NULL));
    char longest[400];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    ck_assert_uint_eq(strlen(match_of(longest)), 100 + 3);
}
END_TEST

START_TEST(test_no_input_breaks_the_expression)
{
    static const char alphabet[] = "ab01 2\"'*:^()-+.,{}\\%\n\xc3\xa9";
    fixture_open(false);
    unsigned seed = 1;
    for (int i = 0; i < 4000; i++) {
        char typed[24];
        size_t len = 0;
        for (; len < sizeof typed - 1; len++) {
            seed = seed * 1103515245u + 12345u;
            typed[len] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
        }
        typed[len] = '\0';
        const char *match = match_of(typed);
        if (match) {
            ck_assert_msg(sql_run("SELECT rowid FROM words WHERE words MATCH :m", ARGS(ARG_T("m", match))) == RC_OK, "%s",
                          match);
        }
    }
}
END_TEST

/* ---- lists ---- */

/* Rows of the product's contact table, as few of its columns as a list needs. */
struct person {
    const char *id;
    const char *last_name;
    const char *tags;
    int64_t is_vip;
    int64_t created_at;
};

static const struct field person_fields[] = {
    FIELD_UUID(struct person, id, 0),     FIELD_TEXT(struct person, last_name, 0, 0, 0), FIELD_TAGS(struct person, tags, 0),
    FIELD_BOOL(struct person, is_vip, 0), FIELD_TIME(struct person, created_at, 0),
};

static RECORD(person_record, "Person", struct person, person_fields, NULL);

static const char *const names[] = {"Martin", "Dupont", NULL};

static const struct filter person_filters[] = {
    {.param = "is_vip", .column = "c.is_vip", .op = FILTER_EQ, .type = {.name = "is_vip", .type = FT_BOOL}},
    {.param = "name", .column = "c.last_name", .op = FILTER_FOLD, .type = {.name = "name", .type = FT_ENUM, .values = names}},
    {.param = "min", .column = "c.created_at", .op = FILTER_GE, .type = {.name = "min", .type = FT_INT, .max = INT64_MAX}},
    {.param = "max", .column = "c.created_at", .op = FILTER_LE, .type = {.name = "max", .type = FT_INT, .max = INT64_MAX}},
    {.param = "from", .column = "c.created_at", .op = FILTER_DAY_GE, .type = {.name = "from", .type = FT_DATE}},
    {.param = "to", .column = "c.created_at", .op = FILTER_DAY_LE, .type = {.name = "to", .type = FT_DATE}},
    {.param = "tags", .column = "contact_fts", .op = FILTER_TAGS, .type = {.name = "tags", .type = FT_TAGS}},
    {.param = "like",
     .column = "c.last_name = :value OR c.first_name = :value",
     .op = FILTER_CUSTOM,
     .type = {.name = "like", .type = FT_TEXT}},
    {.param = NULL},
};

static const struct sort_key person_sorts[] = {{"last_name", "c.last_name"}, {"created_at", "c.created_at"}, {NULL, NULL}};

static const struct list_spec person_list = {
    .record = &person_record,
    .select = SQL_CONTACT_LIST,
    .count = SQL_CONTACT_COUNT,
    .count_all = SQL_CONTACT_TOTAL,
    .search = SQL_CONTACT_SEARCH,
    .search_count = SQL_CONTACT_SEARCH_COUNT,
    .filters = person_filters,
    .sorts = person_sorts,
    .order = "c.seq DESC",
    .search_order = "f.rowid DESC",
    .tie = "c.seq DESC",
};

/* Parameters as name, value, name, value, …, NULL. */
static const char *query_get(const struct query *query, const char *name, size_t nth)
{
    for (const char *const *pair = query->data; pair && *pair; pair += 2) {
        if (str_eq(pair[0], name) && nth-- == 0) {
            return pair[1];
        }
    }
    return NULL;
}

static enum rc people_of(const struct list_spec *spec, const char *const *pairs, struct list_page *page)
{
    struct query query = {.get = query_get, .data = pairs};
    fault_clear(&fx.cx);
    return list_read(&fx.cx, spec, &query, NO_ARGS, page);
}

#define PEOPLE(page, ...) people_of(&person_list, (const char *const[]){__VA_ARGS__, NULL}, page)

static const char *last_name_of(const struct list_page *page, size_t row)
{
    return ((const struct person *)page->rows.rows)[row].last_name;
}

/* Opens fx.path with the product's schema and fills in five people. */
static void people_setup(void)
{
    static const char *const people[][4] = {
        {"Anne", "Martin", "[\"a\",\"b\"]", "+33612345678"},
        {"Éloïse", "Dupont", "[\"a\"]", NULL},
        {"Jean", "Duval", "[]", NULL},
        {"Zoé", "Martin", "[\"a\",\"b,c\"]", NULL},
        {"Max", "Müller", "[]", NULL},
    };
    fixture_setup();
    struct db_options options = {.create = true, .migrate = true};
    ck_assert_int_eq(db_open(&fx.cx, DB_TENANT, fx.path, &options, &fx.db), RC_OK);
    fx.cx.db = fx.db;
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
    for (int i = 0; i < 5; i++) {
        char id[8];
        snprintf(id, sizeof id, "p%d", i);
        /* 2026-03-28T23:30Z and every hour after: midnight in Paris lies between the first two, and the clock moves. */
        ck_assert_int_eq(
            sql_run("INSERT INTO contact (id, first_name, last_name, tags, phone, phone_words, is_vip, created_at, updated_at)"
                    " VALUES (:id, :first, :last, :tags, :phone, phone_words(:phone), :vip, :at, :at)",
                    ARGS(ARG_T("id", id), ARG_T("first", people[i][0]), ARG_T("last", people[i][1]),
                         ARG_T("tags", people[i][2]), ARG_T("phone", people[i][3]), ARG_I("vip", i % 2),
                         ARG_I("at", 1774740600000 - 3600000 + i * 3600000))),
            RC_OK);
    }
    ck_assert_int_eq(db_commit(&fx.cx, fx.db), RC_OK);
}

START_TEST(test_list_pages)
{
    struct list_page page;
    ck_assert_int_eq(PEOPLE(&page, NULL), RC_OK);
    ck_assert(page.paged);
    ck_assert_int_eq(page.page, 1);
    ck_assert_int_eq(page.limit, 20);
    ck_assert_int_eq(page.total, 5);
    ck_assert_int_eq(page.pages, 1);
    ck_assert_uint_eq(page.rows.count, 5);
    ck_assert_str_eq(last_name_of(&page, 0), "Müller");
    ck_assert_int_eq(PEOPLE(&page, "page", "2", "limit", "2"), RC_OK);
    ck_assert_uint_eq(page.rows.count, 2);
    ck_assert_int_eq(page.pages, 3);
    ck_assert_str_eq(last_name_of(&page, 0), "Duval");
    ck_assert_int_eq(PEOPLE(&page, "page", "999999999999", "limit", "100"), RC_OK);
    ck_assert_uint_eq(page.rows.count, 0);
    ck_assert_int_eq(page.total, 5);
}
END_TEST

START_TEST(test_list_filters)
{
    static const struct {
        const char *param;
        const char *value;
        int64_t total;
    } table[] = {
        {"is_vip", "true", 2},       {"is_vip", "", 5},           {"name", "MARTIN", 2},
        {"min", "1774740600000", 4}, {"max", "1774740600000", 2}, {"from", "2026-03-29", 4},
        {"to", "2026-03-28", 1},     {"from", "2026-03-30", 0},   {"tags", "a", 3},
        {"tags", "a,b", 1},          {"tags", "b,c", 0},          {"tags", " a , ", 3},
        {"like", "Zoé", 1},          {"like", "Martin", 2},       {"unknown", "x", 5},
        {"search", "martin", 2},     {"search", "eloise", 1},     {"search", "06 12 34", 1},
        {"search", "+336123", 1},    {"search", "mull", 1},       {"search", "\"*", 0},
        {"search", "", 5},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct list_page page;
        ck_assert_int_eq(PEOPLE(&page, table[i].param, table[i].value), RC_OK);
        ck_assert_msg(page.total == table[i].total && page.rows.count == (size_t)table[i].total, "%s=%s: %lld of %zu",
                      table[i].param, table[i].value, (long long)page.total, page.rows.count);
    }
    struct list_page page;
    ck_assert_int_eq(PEOPLE(&page, "search", "martin", "tags", "a", "tags", "b", "like", "Anne", "is_vip", "0"), RC_OK);
    ck_assert_int_eq(page.total, 1);
    ck_assert_str_eq(last_name_of(&page, 0), "Martin");
    ck_assert_int_eq(PEOPLE(&page, "like", "x' OR 1=1 --"), RC_OK);
    ck_assert_int_eq(page.total, 0);
}
END_TEST

START_TEST(test_list_order)
{
    struct list_page page;
    ck_assert_int_eq(PEOPLE(&page, "sort_by", "last_name"), RC_OK);
    ck_assert_str_eq(last_name_of(&page, 0), "Dupont");
    ck_assert_int_eq(PEOPLE(&page, "sort_by", "last_name", "sort_order", "DESC"), RC_OK);
    ck_assert_str_eq(last_name_of(&page, 0), "Müller");
    ck_assert_str_eq(((const struct person *)page.rows.rows)[1].id, "p3"); /* newest first among equals */
    ck_assert_int_eq(PEOPLE(&page, "sort_order", "asc"), RC_OK);
    ck_assert_str_eq(((const struct person *)page.rows.rows)[0].id, "p0");
    ck_assert_int_eq(PEOPLE(&page, "search", "martin"), RC_OK);
    ck_assert_str_eq(((const struct person *)page.rows.rows)[0].id, "p3");
}
END_TEST

START_TEST(test_list_errors_all_at_once)
{
    struct list_page page;
    ck_assert_int_eq(PEOPLE(&page, "page", "0", "limit", "101", "sort_by", "last_name; DROP TABLE contact", "sort_order", "up",
                            "is_vip", "maybe", "from", "2026-02-30"),
                     RC_INVALID);
    static const char *const fields[] = {"page", "limit", "sort_order", "sort_by", "is_vip", "from"};
    const struct fault_field *row = fx.cx.fault.fields;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++, row = row->next) {
        ck_assert_ptr_nonnull(row);
        ck_assert_str_eq(row->field, fields[i]);
    }
    ck_assert_ptr_null(row);
    ck_assert_str_eq(fx.cx.fault.fields->next->problem.message, "Must be between 1 and 100");
    static const char *const bad[] = {"-1", "1.5", "x", "", "99999999999999999999"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert_int_eq(PEOPLE(&page, "page", bad[i]), RC_INVALID);
        ck_assert_int_eq(PEOPLE(&page, "limit", bad[i]), RC_INVALID);
    }
    const char *pairs[81] = {NULL};
    for (int i = 0; i < 40; i++) {
        pairs[2 * i] = "tags";
        pairs[2 * i + 1] = "a,b";
    }
    ck_assert_int_eq(people_of(&person_list, pairs, &page), RC_INVALID);
}
END_TEST

static int64_t tagged(const char *tags)
{
    struct list_page page;
    ck_assert_int_eq(PEOPLE(&page, "tags", tags), RC_OK);
    ck_assert_int_eq((int64_t)page.rows.count, page.total);
    return page.total;
}

/* The index of tags has what the contacts have, and what they have not any more it has not. */
START_TEST(test_list_tags_follow_contacts)
{
    static const struct {
        const char *change;
        int64_t a, b, new;
    } table[] = {
        {"SELECT 1", 3, 1, 0},
        {"UPDATE contact SET tags = '[\"new\",\"b\"]' WHERE last_name = 'Dupont'", 2, 2, 1},
        {"UPDATE contact SET tags = '[]' WHERE first_name = 'Anne'", 1, 1, 1},
        {"UPDATE contact SET deleted_at = 1 WHERE last_name = 'Dupont'", 1, 0, 0},
        {"UPDATE contact SET tags = '[\"new\",\"a\"]' WHERE last_name = 'Dupont'", 1, 0, 0},
        {"UPDATE contact SET deleted_at = NULL WHERE last_name = 'Dupont'", 2, 0, 1},
        {"DELETE FROM contact WHERE last_name = 'Dupont'", 1, 0, 0},
    };
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        ck_assert_int_eq(sql_run(table[i].change, NO_ARGS), RC_OK);
        ck_assert_msg(tagged("a") == table[i].a && tagged("b") == table[i].b && tagged("new") == table[i].new, "%s",
                      table[i].change);
    }
    ck_assert_int_eq(tagged("A"), 0);
    ck_assert_int_eq(sql_run("INSERT INTO contact_fts (contact_fts) VALUES ('integrity-check')", NO_ARGS), RC_OK);
    db_rollback(fx.db);
}
END_TEST

/* Of an enumeration any of several, repeated or separated by commas; of anything else one. */
START_TEST(test_list_takes_several_values)
{
    struct list_page page;
    ck_assert_int_eq(PEOPLE(&page, "name", "dupont"), RC_OK);
    int64_t dupont = page.total;
    ck_assert_int_eq(PEOPLE(&page, "name", "martin"), RC_OK);
    int64_t martin = page.total;
    ck_assert(dupont > 0 && martin > 0);
    ck_assert_int_eq(PEOPLE(&page, "name", "Martin, dupont,,Martin"), RC_OK);
    ck_assert_int_eq(page.total, dupont + martin);
    ck_assert_int_eq(PEOPLE(&page, "name", ","), RC_OK);
    ck_assert_int_eq(PEOPLE(&page, "name", "Martin,Smith"), RC_INVALID);
    fault_clear(&fx.cx);
    ck_assert_int_eq(PEOPLE(&page, "min", "1,2"), RC_INVALID);
    fault_clear(&fx.cx);
}
END_TEST

START_TEST(test_list_takes_ten_tags)
{
    struct list_page page;
    ck_assert_int_eq(tagged("a,a,a,a,a,,a,a,a,a, a"), 3);
    ck_assert_int_eq(PEOPLE(&page, "tags", "a,a,a,a,a", "tags", "a,a,a,a,a,a"), RC_INVALID);
    ck_assert_str_eq(fx.cx.fault.fields->field, "tags");
    ck_assert_str_eq(fx.cx.fault.fields->problem.message, "Must be at most 10 tags");
}
END_TEST

START_TEST(test_list_without_paging)
{
    struct list_spec spec = person_list;
    struct list_page page;
    spec.optional_paging = true;
    ck_assert_int_eq(people_of(&spec, NULL, &page), RC_OK);
    ck_assert(!page.paged);
    ck_assert_uint_eq(page.rows.count, 5);
    ck_assert_int_eq(page.total, 5);
    ck_assert_int_eq(page.pages, 1);
    ck_assert_int_eq(people_of(&spec, (const char *const[]){"page", "1", "limit", "2", NULL}, &page), RC_OK);
    ck_assert(page.paged);
    ck_assert_uint_eq(page.rows.count, 2);
    ck_assert_int_eq(people_of(&spec, (const char *const[]){"limit", "2", NULL}, &page), RC_OK);
    ck_assert(page.paged);
    ck_assert_uint_eq(page.rows.count, 2);
}
END_TEST

/* `count` more contacts with few different names, and with `bytes` of tags each. */
static void crowd(int count, size_t bytes)
{
    char *tags = arena_printf(fx.arena, "[\"%*s\"]", (int)bytes, "x");
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
    for (int i = 0; i < count; i++) {
        const char *id = arena_printf(fx.arena, "crowd-%d", i);
        const char *name = arena_printf(fx.arena, "Martin%d", i * 7919 % 13);
        ck_assert_int_eq(sql_run("INSERT INTO contact (id, last_name, tags, is_vip, created_at, updated_at)"
                                 " VALUES (:id, :name, :tags, :vip, 1, 1)",
                                 ARGS(ARG_T("id", id), ARG_T("name", name), ARG_T("tags", tags), ARG_I("vip", i % 2))),
                         RC_OK);
    }
    ck_assert_int_eq(db_commit(&fx.cx, fx.db), RC_OK);
}

START_TEST(test_list_answers_a_thousand_rows_at_most)
{
    struct list_spec spec = person_list;
    struct list_page page;
    spec.optional_paging = true;
    crowd(1100, 10);
    ck_assert_int_eq(people_of(&spec, NULL, &page), RC_OK);
    ck_assert_uint_eq(page.rows.count, 1000);
    ck_assert_int_eq(page.limit, 1000);
    ck_assert_int_eq(page.total, 1105);
    ck_assert_int_eq(page.pages, 2);
}
END_TEST

/* Large rows end an answer sooner, and take no more memory than they may. */
START_TEST(test_list_answers_few_large_rows)
{
    struct list_spec spec = person_list;
    struct list_page page;
    spec.optional_paging = true;
    crowd(800, 20000);
    size_t before = arena_used(fx.arena);
    ck_assert_int_eq(people_of(&spec, (const char *const[]){"sort_by", "last_name", NULL}, &page), RC_OK);
    ck_assert_uint_lt(arena_used(fx.arena) - before, LIST_BYTES_MAX + 100 * 21000);
    ck_assert_uint_ge(page.rows.count, 90);
    ck_assert_uint_lt(page.rows.count, 130);
    ck_assert_int_eq(page.limit, (int64_t)page.rows.count);
    ck_assert_int_eq(page.total, 805);
    ck_assert_int_ge(page.pages, 3);
    ck_assert_str_eq(last_name_of(&page, 0), "Dupont");
    ck_assert_int_eq(people_of(&spec, (const char *const[]){"page", "2", "limit", "100", NULL}, &page), RC_OK);
    ck_assert_uint_eq(page.rows.count, 100); /* a page that was asked for is whole */
}
END_TEST

/* All pages of a hundred together are the list, also those that are found from the end or by their numbers first. */
START_TEST(test_list_far_pages)
{
    static const char *const wishes[][9] = {
        {NULL},
        {"sort_order", "asc", NULL},
        {"sort_by", "last_name", NULL},
        {"sort_by", "last_name", "sort_order", "desc", "is_vip", "1", NULL},
        {"sort_by", "created_at", "sort_order", "desc", NULL},
        {"search", "mart", NULL},
        {"search", "mart", "sort_order", "asc", "is_vip", "0", NULL},
        {"search", "mart", "sort_by", "last_name", NULL},
    };
    crowd(1733, 1);
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++) {
        struct query query = {.get = query_get, .data = wishes[i]};
        struct person person;
        struct rows rows;
        struct list_page page = {.rows = {.count = 0}};
        size_t row = 0, seen = 0;
        ck_assert_int_eq(list_open(&fx.cx, &person_list, &query, NO_ARGS, &rows), RC_OK);
        for (int number = 0; rows_next(&rows) == RC_OK; row++, seen++) {
            if (row == page.rows.count) {
                const char *pairs[13] = {"limit", "100", "page", arena_printf(fx.arena, "%d", ++number)};
                memcpy(pairs + 4, wishes[i], sizeof wishes[i]);
                ck_assert_int_eq(people_of(&person_list, pairs, &page), RC_OK);
                ck_assert_uint_gt(page.rows.count, 0);
                row = 0;
            }
            rows_record(&rows, person_list.record, &person);
            ck_assert_str_eq(person.id, ((const struct person *)page.rows.rows)[row].id);
        }
        ck_assert_uint_eq(row, page.rows.count);
        ck_assert_uint_eq(seen, (size_t)page.total);
        ck_assert_uint_gt(seen, 800);
    }
}
END_TEST

/* Row by row it gives what all pages together give. */
START_TEST(test_list_opened)
{
    static const char *const wishes[][7] = {
        {NULL},
        {"is_vip", "0", NULL},
        {"sort_by", "last_name", "sort_order", "desc", NULL},
        {"search", "martin", NULL},
        {"search", "?!", NULL},
        {"page", "x", "limit", "9999", NULL}, /* of no concern */
    };
    struct list_spec whole = person_list;
    whole.optional_paging = true;
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++) {
        bool paging = str_eq(wishes[i][0], "page");
        struct query query = {.get = query_get, .data = wishes[i]};
        struct person person;
        struct list_page page;
        struct rows rows;
        size_t count = 0;
        ck_assert_int_eq(people_of(&whole, paging ? wishes[0] : wishes[i], &page), RC_OK);
        ck_assert_int_eq(list_open(&fx.cx, &person_list, &query, NO_ARGS, &rows), RC_OK);
        while (rows_next(&rows) == RC_OK) {
            rows_record(&rows, person_list.record, &person);
            ck_assert_uint_lt(count, page.rows.count);
            ck_assert_str_eq(person.last_name, last_name_of(&page, count++));
        }
        ck_assert_uint_eq(count, page.rows.count);
    }
    struct rows rows;
    struct query query = {.get = query_get, .data = (const char *const[]){"sort_by", "nothing", NULL}};
    ck_assert_int_eq(list_open(&fx.cx, &person_list, &query, NO_ARGS, &rows), RC_INVALID);
}
END_TEST

START_TEST(test_list_refuses_a_statement_without_marks)
{
    struct list_spec spec = person_list;
    struct list_page page;
    spec.count = SQL_CONTACT_TOTAL;
    ck_assert_int_eq(people_of(&spec, (const char *const[]){"is_vip", "1", NULL}, &page), RC_INTERNAL);
}
END_TEST

/* `status` stands in the condition of a partial index. */
START_TEST(test_lists_are_prepared_once)
{
    static const char *const statuses[] = {"SENT", "DRAFT", "SENT"};
    const char *sql = "SELECT count(*) FROM quote q WHERE q.status = :f0 ORDER BY q.valid_until";
    struct statement *statement;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        ck_assert_int_eq(sql_run(sql, ARGS(ARG_T("f0", statuses[i]))), RC_OK);
    }
    ck_assert_int_eq(statement_text(&fx.cx, fx.db, sql, &statement), RC_OK);
    ck_assert_int_eq(sqlite3_stmt_status(statement->stmt, SQLITE_STMTSTATUS_RUN, 0), 3);
    ck_assert_int_eq(sqlite3_stmt_status(statement->stmt, SQLITE_STMTSTATUS_REPREPARE, 0), 0);
}
END_TEST

Suite *suite_store_list(void)
{
    Suite *suite = suite_create("store_list");
    TCase *match = tcase_create("store_search");
    tcase_add_checked_fixture(match, fixture_setup, fixture_teardown);
    tcase_add_test(match, test_search_match);
    tcase_add_test(match, test_no_input_breaks_the_expression);
    suite_add_tcase(suite, match);
    TCase *lists = tcase_create("store_list");
    tcase_add_checked_fixture(lists, people_setup, fixture_teardown);
    tcase_add_test(lists, test_list_pages);
    tcase_add_test(lists, test_list_filters);
    tcase_add_test(lists, test_list_order);
    tcase_add_test(lists, test_list_errors_all_at_once);
    tcase_add_test(lists, test_list_tags_follow_contacts);
    tcase_add_test(lists, test_list_takes_several_values);
    tcase_add_test(lists, test_list_takes_ten_tags);
    tcase_add_test(lists, test_list_without_paging);
    tcase_add_test(lists, test_list_answers_a_thousand_rows_at_most);
    tcase_add_test(lists, test_list_answers_few_large_rows);
    tcase_add_test(lists, test_list_far_pages);
    tcase_add_test(lists, test_list_opened);
    tcase_add_test(lists, test_list_refuses_a_statement_without_marks);
    tcase_add_test(lists, test_lists_are_prepared_once);
    suite_add_tcase(suite, lists);
    return suite;
}
