/* SPDX-License-Identifier: MIT
 *
 * The product's own SQL, whatever stands in sql/: every migration applies once, every statement prepares against the
 * migrated schema, none scans a table that grows, and none gives all its rows. */
#include <check.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "store_fixture.h"

Suite *suite_catalogue(void);

/* Tables that stay small whatever a tenant does. */
static const char *const small_tables[] = {"setting", "counter", "sequence",    "coefficient",
                                           "team",    "plan",    "task_status", NULL};

static struct db *registry;

static void catalogue_setup(void)
{
    static const struct db_options options = {.create = true, .migrate = true};
    char path[128];
    fixture_setup();
    snprintf(path, sizeof path, "%s/registry.db", fx.folder);
    ck_assert_int_eq(db_open(&fx.cx, DB_TENANT, fx.path, &options, &fx.db), RC_OK);
    ck_assert_int_eq(db_open(&fx.cx, DB_REGISTRY, path, &options, &registry), RC_OK);
    fx.cx.db = fx.db;
    fx.cx.registry = registry;
}

static void catalogue_teardown(void)
{
    db_close(registry);
    fixture_teardown();
}

START_TEST(test_migrations_are_there_and_apply_once)
{
    static const struct db_options again = {.create = false, .migrate = false};
    const struct sql_migration *const scopes[] = {sql_migrations_tenant, sql_migrations_registry};
    struct db *const files[] = {fx.db, registry};
    for (int i = 0; i < 2; i++) {
        int newest = 0;
        for (const struct sql_migration *m = scopes[i]; m->number != 0; m++) {
            ck_assert_msg(m->number == newest + 1, "%s: not the number after %d", m->name, newest);
            newest = m->number;
        }
        ck_assert_int_gt(newest, 0);
        ck_assert_int_eq(db_schema_version(files[i]), newest);
        ck_assert_int_eq(db_verify(&fx.cx, files[i]), RC_OK);
        struct db *db;
        ck_assert_int_eq(db_open(&fx.cx, i == 0 ? DB_TENANT : DB_REGISTRY, db_path(files[i]), &again, &db), RC_OK);
        db_close(db);
    }
}
END_TEST

static int64_t count_of(const char *sql)
{
    int64_t count = -1;
    ck_assert_int_eq(store_number(fx.db->handle, sql, &count), SQLITE_OK);
    return count;
}

/* A file that has gone through one migration after the other, attached as `old` to the one that was made at once. */
static void attach_migrated(void)
{
    static const struct db_options options = {.create = true, .migrate = true};
    struct sql_migration each[100] = {{0, NULL, NULL}};
    for (size_t i = 0; sql_migrations_tenant[i].number != 0; i++) {
        ck_assert_uint_lt(i + 1, sizeof each / sizeof *each);
        each[i] = sql_migrations_tenant[i];
    }
    const char *path = arena_printf(fx.arena, "%s/old.db", fx.folder);
    struct db *old;
    ck_assert_int_eq(store_open(&fx.cx, DB_TENANT, path, &options, each, &old), RC_OK);
    db_close(old);
    ck_assert_int_eq(store_exec(fx.db->handle, arena_printf(fx.arena, "ATTACH '%s' AS old", path)), SQLITE_OK);
}

/* In its schema, in the order of its entries (triggers run in it), and in each of its rows. */
START_TEST(test_a_new_file_is_what_the_migrations_come_to)
{
    static const char differences[] =
        "SELECT count(*) FROM (SELECT row_number() OVER (ORDER BY rowid), type, name, tbl_name, sql FROM %s.sqlite_schema"
        " EXCEPT SELECT row_number() OVER (ORDER BY rowid), type, name, tbl_name, sql FROM %s.sqlite_schema)";
    static const char tables[] = "SELECT group_concat(name, ' ') FROM sqlite_schema WHERE type = 'table' AND rootpage > 0";
    const char *names;
    attach_migrated();
    ck_assert_int_eq(count_of(arena_printf(fx.arena, differences, "main", "old")), 0);
    ck_assert_int_eq(count_of(arena_printf(fx.arena, differences, "old", "main")), 0);
    ck_assert_int_eq(store_text(fx.arena, fx.db->handle, tables, &names), SQLITE_OK);
    int64_t rows = 0;
    for (const char *at = names; *at; at += strcspn(at, " "), at += *at == ' ') {
        const char *name = arena_strndup(fx.arena, at, strcspn(at, " "));
        bool own = str_eq(name, "coefficient"); /* whose ids and times are the file's own */
        const char *what = own ? "seq, factor_type, factor_value, coefficient, recalculated_to, version" : "*";
        const char *both[] = {"main", "old", "main"};
        for (size_t i = 0; i < 2; i++) {
            const char *sql = arena_printf(fx.arena, "SELECT count(*) FROM (SELECT %s FROM %s.%s EXCEPT SELECT %s FROM %s.%s)",
                                           what, both[i], name, what, both[i + 1], name);
            int64_t more = count_of(sql);
            ck_assert_msg(more == 0, "%s has %lld rows that are in %s alone", name, (long long)more, both[i]);
        }
        rows += count_of(arena_printf(fx.arena, "SELECT count(*) FROM %s", name));
    }
    ck_assert_int_gt(rows, 80);
}
END_TEST

/* Ids of version 7 in the order of the rows, and a time that is the one within the id: that of the file. */
START_TEST(test_seeds_have_ids_of_their_own)
{
    ck_assert_int_eq(
        count_of(
            "SELECT count(*) FROM coefficient WHERE id LIKE '________-____-7___-____-____________' AND length(id) = 36 AND "
            "replace(substr(id, 1, 13), '-', '') = printf('%012x', created_at) AND updated_at = created_at"),
        16);
    ck_assert_int_eq(count_of("SELECT count(*) FROM coefficient a JOIN coefficient b ON b.seq = a.seq + 1 WHERE a.id < b.id"),
                     15);
    ck_assert_int_ge(count_of("SELECT min(created_at) FROM coefficient"), fx.cx.now_ms - 600000);
    ck_assert_int_le(count_of("SELECT max(created_at) FROM coefficient"), fx.cx.now_ms + 600000);
}
END_TEST

START_TEST(test_every_table_is_strict)
{
    const char *sql =
        "SELECT group_concat(name, ' ') FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict"
        " AND name NOT LIKE 'sqlite_%'";
    struct db *const files[] = {fx.db, registry};
    for (int i = 0; i < 2; i++) {
        const char *loose;
        ck_assert_int_eq(store_text(fx.arena, files[i]->handle, sql, &loose), SQLITE_OK);
        ck_assert_msg(loose == NULL, "not STRICT: %s", loose);
    }
}
END_TEST

/* A foreign key whose columns begin no index makes each delete of a parent read the whole child table. */
START_TEST(test_every_foreign_key_is_indexed)
{
    const char *sql =
        "SELECT group_concat(t.name || '.' || f.\"from\", ' ') FROM pragma_table_list t, pragma_foreign_key_list(t.name) f"
        " WHERE t.schema = 'main' AND f.seq = 0 AND NOT EXISTS (SELECT 1 FROM pragma_index_list(t.name) l,"
        "  pragma_index_info(l.name) i WHERE i.seqno = 0 AND i.name = f.\"from\")"
        " AND NOT EXISTS (SELECT 1 FROM pragma_table_info(t.name) c WHERE c.pk = 1 AND c.name = f.\"from\")";
    struct db *const files[] = {fx.db, registry};
    for (int i = 0; i < 2; i++) {
        const char *bare;
        ck_assert_int_eq(store_text(fx.arena, files[i]->handle, sql, &bare), SQLITE_OK);
        ck_assert_msg(bare == NULL, "not indexed: %s", bare);
    }
}
END_TEST

START_TEST(test_every_statement_prepares)
{
    ck_assert_int_gt(SQL_COUNT, 1);
    for (int id = SQL_NONE + 1; id < SQL_COUNT; id++) {
        struct statement *statement;
        struct db *db = sql_scope((enum sql_id)id) == DB_REGISTRY ? registry : fx.db;
        enum rc rc = statement_get(&fx.cx, (enum sql_id)id, &statement);
        ck_assert_msg(rc == RC_OK, "%s: %s", sql_name((enum sql_id)id), sqlite3_errmsg(db->handle));
    }
}
END_TEST

/* ---- no scans ---- */

static bool is_small(const char *table)
{
    for (const char *const *small = small_tables; *small; small++) {
        if (str_eq(*small, table)) {
            return true;
        }
    }
    return false;
}

static const char *word_after(struct arena *arena, const char **at)
{
    while (**at && !isalnum((unsigned char)**at) && **at != '_') {
        if (**at == ',' || **at == ')' || **at == '(') {
            return NULL;
        }
        ++*at;
    }
    const char *start = *at;
    while (isalnum((unsigned char)**at) || **at == '_') {
        ++*at;
    }
    return arena_strndup(arena, start, (size_t)(*at - start));
}

/* The table that a query plan's `label` means in this statement: its own name, or the one it is an alias of. NULL: what is
 * read is no table (a subquery's rows, json_each). */
static const char *table_of(struct db *db, const char *sql, const char *label)
{
    sqlite3_stmt *stmt;
    const char *table = NULL;
    ck_assert_int_eq(sqlite3_prepare_v2(db->handle, "SELECT name FROM sqlite_schema WHERE type = 'table'", -1, &stmt, NULL),
                     SQLITE_OK);
    while (!table && sqlite3_step(stmt) == SQLITE_ROW) {
        const char *name = arena_strdup(fx.arena, (const char *)sqlite3_column_text(stmt, 0));
        table = str_eq(name, label) ? name : NULL;
        for (const char *at = strstr(sql, name); at && !table; at = strstr(at, name)) {
            bool whole = at == sql || (!isalnum((unsigned char)at[-1]) && at[-1] != '_' && at[-1] != '.');
            at += strlen(name);
            const char *alias = whole ? word_after(fx.arena, &at) : NULL;
            if (alias && str_ieq(alias, "as")) {
                alias = word_after(fx.arena, &at);
            }
            table = str_eq(alias, label) ? name : NULL;
        }
    }
    sqlite3_finalize(stmt);
    return table;
}

/* What a step of a plan reads from end to end, NULL if it searches. An index made for the occasion has to read all, too. */
static const char *reads_all(const char *detail)
{
    bool matches = strstr(detail, "VIRTUAL TABLE INDEX 0:M") || strstr(detail, "VIRTUAL TABLE INDEX 0:=");
    bool all = (str_starts(detail, "SCAN ") && !matches) || (str_starts(detail, "SEARCH ") && strstr(detail, " AUTOMATIC "));
    const char *label = strchr(detail, ' ');
    return all ? arena_strndup(fx.arena, label + 1, strcspn(label + 1, " ")) : NULL;
}

/* Why the plan of a statement is bad, or NULL. A list (its text has marks) may walk its first table in order, and so may
 * "the last row": both stop at their LIMIT. */
static const char *plan_fault(struct db *db, const char *sql)
{
    const char *fault = NULL;
    bool list = strstr(sql, "/*filters*/") || strstr(sql, "/*page*/") || (strstr(sql, "LIMIT") && !strstr(sql, "WHERE"));
    bool first = true;
    bool sorted = false;
    bool walked = false;
    sqlite3_stmt *stmt;
    const char *explain = arena_printf(fx.arena, "EXPLAIN QUERY PLAN %s", sql);
    ck_assert_int_eq(sqlite3_prepare_v2(db->handle, explain, -1, &stmt, NULL), SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        const char *detail = (const char *)sqlite3_column_text(stmt, 3);
        const char *label = reads_all(detail);
        const char *table = label ? table_of(db, sql, label) : NULL;
        if (table && first && list) {
            walked = !is_small(table);
        } else if (table && !is_small(table)) {
            fault = arena_strdup(fx.arena, detail);
        }
        sorted = sorted || (str_starts(detail, "USE TEMP B-TREE") && strstr(sql, "LIMIT"));
        first = false;
    }
    sqlite3_finalize(stmt);
    return !fault && walked && sorted ? "sorts a whole table for a few rows" : fault;
}

START_TEST(test_no_statement_scans_a_growing_table)
{
    struct buf found;
    buf_init(&found, fx.arena, 0);
    for (int id = SQL_NONE + 1; id < SQL_COUNT; id++) {
        struct db *db = sql_scope((enum sql_id)id) == DB_REGISTRY ? registry : fx.db;
        const char *fault = sql_statements[id].scan_ok ? NULL : plan_fault(db, sql_text((enum sql_id)id));
        if (fault) {
            buf_printf(&found, "\n    %s: %s", sql_name((enum sql_id)id), fault);
        }
    }
    ck_assert_msg(found.len == 0, "(add an index, or \"-- scan-ok: reason\")%s", found.data);
}
END_TEST

/* The check above finds what it looks for. */
START_TEST(test_scans_are_found)
{
    ck_assert_int_eq(
        store_exec(fx.db->handle, "CREATE TABLE grows (id INTEGER PRIMARY KEY, a TEXT, b TEXT); CREATE INDEX ga ON grows (a)"),
        SQLITE_OK);
    static const char *const bad[] = {
        "SELECT * FROM grows WHERE b = 1",
        "SELECT * FROM grows AS g WHERE (:x IS NULL OR g.a = :x)",
        "SELECT * FROM counter c JOIN grows g ON g.b = c.name",
        "UPDATE grows SET b = 1 WHERE b = 2",
        "SELECT * FROM grows ORDER BY b LIMIT 1",
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM grows WHERE b = 1)",
        "SELECT * FROM grows g JOIN grows h ON h.b = g.b WHERE 1 /*filters*/",
    };
    static const char *const good[] = {
        "SELECT * FROM grows WHERE a = 1",
        "SELECT * FROM grows g WHERE 1 /*filters*/ /*order*/ /*page*/",
        "SELECT id FROM grows ORDER BY id DESC LIMIT 1",
        "SELECT * FROM counter",
        "WITH few (x) AS (SELECT a FROM grows WHERE id < 3) SELECT * FROM few, json_each('[1]')",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert_msg(plan_fault(fx.db, bad[i]) != NULL, "%s", bad[i]);
    }
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        const char *fault = plan_fault(fx.db, good[i]);
        ck_assert_msg(fault == NULL, "%s: %s", good[i], fault);
    }
}
END_TEST

/* ---- orders and filters of long lists ---- */

/* What a list's statement becomes with a filter or an order, and that an index has both. */
static const struct {
    enum sql_id id;
    const char *mark, *text;
} served[] = {
    {SQL_CONTACT_LIST, "/*order*/", "ORDER BY c.name_key DESC, c.seq DESC LIMIT 20"},
    {SQL_QUOTE_LIST, "/*order*/", "ORDER BY q.number_key DESC, q.seq DESC LIMIT 20"},
    {SQL_QUOTE_LIST, "/*order*/", "ORDER BY q.contact_name_key DESC, q.seq DESC LIMIT 20"},
    {SQL_INVOICE_LIST, "/*order*/", "ORDER BY i.number_key DESC, i.seq DESC LIMIT 20"},
    {SQL_INVOICE_LIST, "/*order*/", "ORDER BY i.contact_name_key DESC, i.seq DESC LIMIT 20"},
    {SQL_INVOICE_LIST, "/*order*/", "ORDER BY i.amount_due DESC, i.seq DESC LIMIT 20"},
    {SQL_VEHICLE_LIST, "/*order*/", "ORDER BY v.license_plate DESC, v.seq DESC LIMIT 20"},
    {SQL_TASK_LIST, "/*order*/", "ORDER BY t.priority_rank DESC, t.seq DESC LIMIT 20"},
    {SQL_TASK_LIST, "/*order*/", "AND t.status = :f0 ORDER BY t.position ASC, t.seq DESC LIMIT 50"},
    {SQL_TASK_LIST, "/*order*/",
     "AND t.status = :f0 AND t.completed_at >= :f1 ORDER BY t.completed_at DESC, t.seq DESC LIMIT 30"},
    {SQL_CONTACT_COUNT, "/*filters*/", "AND c.address_city COLLATE NOCASE = :f0"},
    {SQL_CONTACT_COUNT, "/*filters*/", "AND c.created_at >= :f0"},
    {SQL_QUOTE_COUNT, "/*filters*/", "AND q.valid_until <= :f0"},
    {SQL_QUOTE_COUNT, "/*filters*/", "AND q.sent_at < :f0"},
    {SQL_QUOTE_COUNT, "/*filters*/", "AND q.is_converted = :f0 AND q.status = :f1"},
    {SQL_INVOICE_COUNT, "/*filters*/", "AND i.due_date >= :f0"},
    {SQL_INVOICE_COUNT, "/*filters*/", "AND i.amount_due >= :f0"},
    {SQL_TASK_COUNT, "/*filters*/", "AND (t.assignee_id IS CASE :f0 WHEN 'none' THEN NULL WHEN 'me' THEN :user ELSE :f0 END)"},
    {SQL_TASK_COUNT, "/*filters*/", "AND t.due_date >= :f0"},
    {SQL_TASK_COUNT, "/*filters*/", "AND t.subject_id = :f0"},
    {SQL_TASK_COUNT, "/*filters*/", "AND t.status = :f0 AND t.completed_at >= :f1"},
    {SQL_CLIENT_COUNT, "/*filters*/", "AND c.industry COLLATE NOCASE = :f0"},
    {SQL_CATALOGUE_ITEM_LIST, "/*order*/", "ORDER BY c.label_key ASC, c.seq ASC LIMIT 20"},
    {SQL_CATALOGUE_ITEM_LIST, "/*order*/", "ORDER BY c.code_key DESC, c.seq DESC LIMIT 20"},
    {SQL_CATALOGUE_ITEM_LIST, "/*order*/", "ORDER BY c.unit_price DESC, c.seq DESC LIMIT 20"},
    {SQL_CATALOGUE_ITEM_COUNT, "/*filters*/", "AND c.kind = :f0 AND c.is_active = :f1"},
    {SQL_CATALOGUE_ITEM_COUNT, "/*filters*/", "AND c.is_active = :f0"},
    {SQL_CLIENT_COUNT, "/*filters*/", "AND c.relationship_tier COLLATE NOCASE = :f0"},
};

/* Whether the first table is read by an index, and nothing is sorted. */
static bool is_served(const char *sql, bool searched)
{
    sqlite3_stmt *stmt;
    bool by_index = false;
    bool first = true;
    bool sorts = false;
    const char *explain = arena_printf(fx.arena, "EXPLAIN QUERY PLAN %s", sql);
    ck_assert_msg(sqlite3_prepare_v2(fx.db->handle, explain, -1, &stmt, NULL) == SQLITE_OK, "%s", sql);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        const char *detail = (const char *)sqlite3_column_text(stmt, 3);
        by_index = first ? strstr(detail, " INDEX ") && (!searched || str_starts(detail, "SEARCH ")) : by_index;
        sorts = sorts || str_starts(detail, "USE TEMP B-TREE");
        first = false;
    }
    sqlite3_finalize(stmt);
    return by_index && !sorts;
}

START_TEST(test_long_lists_are_filtered_and_sorted_by_indexes)
{
    for (size_t i = 0; i < sizeof served / sizeof *served; i++) {
        const char *sql = sql_text(served[i].id);
        const char *at = strstr(sql, served[i].mark);
        ck_assert_ptr_nonnull(at);
        const char *whole = arena_printf(fx.arena, "%.*s %s", (int)(at - sql), sql, served[i].text);
        ck_assert_msg(is_served(whole, str_eq(served[i].mark, "/*filters*/")), "%s", whole);
    }
    ck_assert(!is_served("SELECT q.id FROM quote q ORDER BY q.notes LIMIT 20", false));
    ck_assert(!is_served("SELECT count(*) FROM quote q WHERE q.notes = :f0", true));
}
END_TEST

/* ---- what the program writes beside a text ---- */

/* Columns that others are made of, by the statement that writes them. */
static const struct {
    const char *table;
    const char *source;
    const char *made;
} made_columns[] = {
    {"contact", "first_name", "words"},
    {"contact", "last_name", "words"},
    {"contact", "company", "words"},
    {"contact", "email", "words"},
    {"contact", "first_name", "name_words"},
    {"contact", "last_name", "name_words"},
    {"contact", "company", "name_words"},
    {"vehicle", "vin", "words"},
    {"vehicle", "license_plate", "words"},
    {"vehicle", "make", "words"},
    {"vehicle", "model", "words"},
    {"vehicle", "color", "words"},
    {"client", "name", "words"},
    {"client", "name", "name_words"},
    {"client", "industry", "words"},
    {"client", "contact_person", "words"},
    {"client", "email", "words"},
    {"opportunity", "project_name", "words"},
    {"opportunity", "update_notes", "words"},
    {"task", "title", "words"},
    {"task", "description", "words"},
    {"app_user", "first_name", "words"},
    {"app_user", "last_name", "words"},
    {"app_user", "username", "words"},
    {"app_user", "email", "words"},
    {"contact", "first_name", "name_key"},
    {"contact", "last_name", "name_key"},
    {"contact", "company", "name_key"},
    {"activity", "description", "words"},
    {"catalogue_item", "label", "words"},
    {"catalogue_item", "code", "words"},
    {"catalogue_item", "label", "label_key"},
    {"catalogue_item", "code", "code_key"},
    {"contact", "last_name", "last_name_key"},
    {"contact", "company", "company_key"},
    {"vehicle", "make", "make_key"},
    {"client", "name", "name_key"},
    {"app_user", "first_name", "name_key"},
    {"app_user", "last_name", "name_key"},
    {"team", "name", "name_key"},
    {"opportunity", "project_name", "project_name_key"},
};

/* Whether an UPDATE or INSERT of the table writes the column. */
static bool writes(const char *sql, const char *table, const char *column)
{
    const char *update = arena_printf(fx.arena, "UPDATE %s SET ", table);
    const char *insert = arena_printf(fx.arena, "INSERT INTO %s (", table);
    bool updates = str_starts(sql, update);
    if (!updates && !str_starts(sql, insert)) {
        return false;
    }
    const char *end = updates ? strstr(sql, "WHERE") : strchr(sql, ')');
    const char *at = sql + strlen(updates ? update : insert);
    for (const char *found; (found = strstr(at, column)) != NULL && found < end; at = found + 1) {
        const char *behind = found + strlen(column);
        bool begins = found[-1] == ' ' || found[-1] == '(';
        if (begins && (updates ? str_starts(behind, " = ") : *behind == ',' || *behind == ')')) {
            return true;
        }
    }
    return false;
}

/* What a statement forgets to write, or NULL. */
static const char *forgotten(const char *sql)
{
    for (size_t i = 0; i < sizeof made_columns / sizeof *made_columns; i++) {
        if (writes(sql, made_columns[i].table, made_columns[i].source) &&
            !writes(sql, made_columns[i].table, made_columns[i].made)) {
            return made_columns[i].made;
        }
    }
    return NULL;
}

START_TEST(test_columns_made_of_others_are_written_with_them)
{
    for (int id = SQL_NONE + 1; id < SQL_COUNT; id++) {
        const char *column = forgotten(sql_text((enum sql_id)id));
        ck_assert_msg(!column, "%s does not write %s", sql_name((enum sql_id)id), column);
    }
    ck_assert_str_eq(forgotten("UPDATE contact SET first_name = NULL WHERE id = :id"), "words");
    ck_assert_str_eq(forgotten("INSERT INTO app_user (id, email, created_at) VALUES (:id, :email, 1)"), "words");
    ck_assert_ptr_null(forgotten("UPDATE contact SET is_vip = 1 WHERE first_name = :name"));
    ck_assert_ptr_null(
        forgotten("UPDATE contact SET first_name = NULL, words = NULL, name_words = NULL, name_key = NULL WHERE id = :id"));
}
END_TEST

/* ---- no unbounded rows ---- */

/* The words of a statement that stand in no parentheses, so that subqueries do not count. */
static const char *outer_words(const char *sql)
{
    struct buf out;
    int depth = 0;
    buf_init(&out, fx.arena, 0);
    for (const char *c = sql; *c; c++) {
        depth -= *c == ')';
        if (depth == 0) {
            buf_char(&out, *c == '\n' ? ' ' : *c);
        }
        depth += *c == '(';
    }
    return out.data;
}

/* Sums and counts over all rows, or no rows at all: one answer. */
static bool is_one_row(const char *words)
{
    static const char *const heads[] = {"SELECT count()", "SELECT coalesce()", "SELECT json_group_array()", "SELECT EXISTS ()"};
    if (strstr(words, "GROUP BY")) {
        return false;
    }
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        if (str_starts(words, heads[i])) {
            return true;
        }
    }
    return !strstr(words, " FROM ");
}

/* A step "SEARCH t USING INDEX i (a=? AND b=?)" that finds one row at most. */
static bool is_key_search(struct db *db, const char *detail)
{
    const char *index = strstr(detail, " INDEX ");
    int64_t rest = 1;
    int64_t equal = 0;
    if (!str_starts(detail, "SEARCH ")) {
        return false;
    }
    for (const char *at = detail; (at = strstr(at, "=?")) != NULL; at += 2) {
        equal++;
    }
    if (!index && strstr(detail, " PRIMARY KEY (rowid=?)")) {
        return true;
    }
    if (!index) { /* a table without rowid, under its own name */
        const char *table = detail + strlen("SEARCH ");
        const char *columns = arena_printf(fx.arena, "SELECT count(*) - %lld FROM pragma_table_info('%.*s') WHERE pk > 0",
                                           (long long)equal, (int)strcspn(table, " "), table);
        ck_assert_int_eq(store_number(db->handle, columns, &rest), SQLITE_OK);
        return rest == 0;
    }
    index += strlen(" INDEX ");
    const char *sql =
        arena_printf(fx.arena,
                     "SELECT (SELECT count(*) FROM pragma_index_info('%.*s')) - %lld + NOT \"unique\" FROM"
                     " sqlite_schema s, pragma_index_list(s.tbl_name) l WHERE s.name = l.name AND l.name = '%.*s'",
                     (int)strcspn(index, " "), index, (long long)equal, (int)strcspn(index, " "), index);
    ck_assert_int_eq(store_number(db->handle, sql, &rest), SQLITE_OK);
    return rest == 0;
}

/* Whether each table that gives rows is looked up by a key of its own. */
static bool is_by_key(struct db *db, const char *sql)
{
    sqlite3_stmt *stmt;
    bool by_key = true;
    const char *explain = arena_printf(fx.arena, "EXPLAIN QUERY PLAN %s", sql);
    ck_assert_int_eq(sqlite3_prepare_v2(db->handle, explain, -1, &stmt, NULL), SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        const char *detail = (const char *)sqlite3_column_text(stmt, 3);
        bool of_subquery = sqlite3_column_int(stmt, 1) != 0 || strstr(detail, "SUBQUERY");
        by_key = by_key && (of_subquery || is_key_search(db, detail));
    }
    sqlite3_finalize(stmt);
    return by_key;
}

/* Whether a statement may give as many rows as a growing table has, or put them all into one value. */
static bool is_unbounded(struct db *db, const char *sql)
{
    const char *words = outer_words(sql);
    if (!str_starts(words, "SELECT ") && !str_starts(words, "WITH ")) {
        return false; /* a change gives the row that it changed */
    }
    if ((strstr(sql, "json_group_") || strstr(sql, "group_concat(")) && !strstr(sql, " LIMIT ")) {
        return true;
    }
    return !strstr(sql, "/*page*/") && !strstr(words, " LIMIT ") && !is_one_row(words) &&
           (strstr(words, " IN ()") || !is_by_key(db, sql));
}

START_TEST(test_no_statement_gives_all_rows)
{
    struct buf found;
    buf_init(&found, fx.arena, 0);
    for (int id = SQL_NONE + 1; id < SQL_COUNT; id++) {
        struct db *db = sql_scope((enum sql_id)id) == DB_REGISTRY ? registry : fx.db;
        if (!sql_statements[id].rows_ok && is_unbounded(db, sql_text((enum sql_id)id))) {
            buf_printf(&found, "\n    %s", sql_name((enum sql_id)id));
        }
    }
    ck_assert_msg(found.len == 0, "(add a LIMIT or a page, or \"-- rows-ok: reason\")%s", found.data);
}
END_TEST

/* The check above finds what it looks for, and nothing else. */
START_TEST(test_unbounded_statements_are_found)
{
    ck_assert_int_eq(store_exec(fx.db->handle, "CREATE TABLE grows (id INTEGER PRIMARY KEY, a TEXT UNIQUE, b TEXT, c TEXT);"
                                               "CREATE INDEX gb ON grows (b); CREATE UNIQUE INDEX gbc ON grows (c, b)"),
                     SQLITE_OK);
    static const char *const unbounded[] = {
        "SELECT * FROM grows",
        "SELECT * FROM grows WHERE b = 1 ORDER BY id",
        "SELECT * FROM grows WHERE c = 1",
        "SELECT * FROM grows WHERE id > :after",
        "SELECT b, count(*) FROM grows GROUP BY b",
        "SELECT g.* FROM grows g JOIN grows h ON h.b = g.b WHERE g.id = 1",
        "SELECT * FROM (SELECT * FROM grows LIMIT 5) f JOIN grows g ON g.b = f.b",
        "SELECT (SELECT json_group_array(id) FROM grows WHERE b = 1) FROM counter WHERE name = 'x'",
        "SELECT * FROM grows WHERE 1 /*filters*/ /*order*/",
        "SELECT id FROM grows WHERE id IN (SELECT value FROM json_each(:ids))",
        "SELECT 1 FROM grows UNION ALL SELECT 2 FROM grows",
    };
    static const char *const bounded[] = {
        "SELECT * FROM grows WHERE id = :id",
        "SELECT * FROM grows WHERE a = :a",
        "SELECT * FROM grows WHERE b = :b AND c = :c",
        "SELECT * FROM grows g LEFT JOIN grows h ON h.id = g.b WHERE g.a = 1",
        "SELECT id, (SELECT count(*) FROM grows) FROM grows WHERE id = 1",
        "SELECT * FROM grows LIMIT 5",
        "SELECT b, count(*) FROM grows GROUP BY b ORDER BY 2 LIMIT 10",
        "SELECT * FROM grows WHERE 1 /*filters*/ /*order*/ /*page*/",
        "SELECT count(*), sum(id) FROM grows WHERE b = 1",
        "SELECT coalesce(sum(id), 0) FROM grows",
        "SELECT EXISTS (SELECT 1 FROM grows)",
        "SELECT json_group_array(id) FROM (SELECT id FROM grows LIMIT 10)",
        "UPDATE grows SET b = 1",
    };
    for (size_t i = 0; i < sizeof unbounded / sizeof *unbounded; i++) {
        ck_assert_msg(is_unbounded(fx.db, unbounded[i]), "%s", unbounded[i]);
    }
    for (size_t i = 0; i < sizeof bounded / sizeof *bounded; i++) {
        ck_assert_msg(!is_unbounded(fx.db, bounded[i]), "%s", bounded[i]);
    }
}
END_TEST

Suite *suite_catalogue(void)
{
    Suite *suite = suite_create("catalogue");
    TCase *tcase = tcase_create("catalogue");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, catalogue_setup, catalogue_teardown);
    tcase_add_test(tcase, test_migrations_are_there_and_apply_once);
    tcase_add_test(tcase, test_a_new_file_is_what_the_migrations_come_to);
    tcase_add_test(tcase, test_seeds_have_ids_of_their_own);
    tcase_add_test(tcase, test_every_table_is_strict);
    tcase_add_test(tcase, test_every_foreign_key_is_indexed);
    tcase_add_test(tcase, test_every_statement_prepares);
    tcase_add_test(tcase, test_no_statement_scans_a_growing_table);
    tcase_add_test(tcase, test_scans_are_found);
    tcase_add_test(tcase, test_long_lists_are_filtered_and_sorted_by_indexes);
    tcase_add_test(tcase, test_columns_made_of_others_are_written_with_them);
    tcase_add_test(tcase, test_no_statement_gives_all_rows);
    tcase_add_test(tcase, test_unbounded_statements_are_found);
    suite_add_tcase(suite, tcase);
    return suite;
}
