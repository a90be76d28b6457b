/* SPDX-License-Identifier: MIT
 *
 * Searching the product's own tables: what is stored and what is typed are cut alike, whatever the character; and numbers,
 * plates and names are found as people write them. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "store/list.h"
#include "store_fixture.h"

Suite *suite_search(void);

#define BLOCK 2048u /* code points in one row */
#define BLOCK_WORDS (4 * BLOCK)

static void search_setup(void)
{
    static const struct db_options options = {.create = true, .migrate = true};
    fixture_setup();
    ck_assert_int_eq(db_open(&fx.cx, DB_TENANT, fx.path, &options, &fx.db), RC_OK);
    fx.cx.db = fx.db;
}

static void run(const char *sql)
{
    ck_assert_msg(store_exec(fx.db->handle, sql) == SQLITE_OK, "%s: %s", sql, sqlite3_errmsg(fx.db->handle));
}

/* ---- one tokenizer ---- */

static void add_code(struct buf *out, uint32_t c)
{
    if (c < 0x80) {
        buf_char(out, (char)c);
        return;
    }
    if (c >= 0x10000) {
        buf_char(out, (char)(0xF0 | c >> 18));
        buf_char(out, (char)(0x80 | (c >> 12 & 0x3F)));
    } else if (c >= 0x800) {
        buf_char(out, (char)(0xE0 | c >> 12));
    }
    buf_char(out, (char)(c >= 0x800 ? 0x80 | (c >> 6 & 0x3F) : 0xC0 | c >> 6));
    buf_char(out, (char)(0x80 | (c & 0x3F)));
}

/* Each character between two words of its own, "m41An41 ": what becomes of it shows in them. */
static const char *block_text(struct arena *arena, uint32_t first)
{
    struct buf out;
    buf_init(&out, arena, BLOCK * 16);
    for (uint32_t c = first; c < first + BLOCK; c++) {
        if (c != 0 && (c < 0xD800 || c > 0xDFFF)) {
            buf_printf(&out, "m%x", c);
            add_code(&out, c);
            buf_printf(&out, "n%x ", c);
        }
    }
    return out.data;
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(((const struct word *)a)->text, ((const struct word *)b)->text);
}

/* Sorted, each once. */
static size_t sorted_words(struct word *words, size_t count)
{
    size_t kept = 0;
    qsort(words, count, sizeof *words, compare_words);
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || !str_eq(words[kept - 1].text, words[i].text)) {
            words[kept++] = words[i];
        }
    }
    return kept;
}

/* Words that stand in one list and not in the other. */
static size_t differences(const struct word *a, size_t count_a, const struct word *b, size_t count_b)
{
    size_t i = 0;
    size_t j = 0;
    size_t found = 0;
    while (i < count_a || j < count_b) {
        int order = i == count_a ? 1 : j == count_b ? -1 : strcmp(a[i].text, b[j].text);
        found += order != 0;
        i += order <= 0;
        j += order >= 0;
    }
    return found;
}

/* What the index of contacts holds of the one row that there is. */
static size_t indexed_words(struct arena *arena, struct word *words)
{
    sqlite3_stmt *stmt;
    size_t count = 0;
    ck_assert_int_eq(sqlite3_prepare_v2(fx.db->handle, "SELECT term FROM temp.terms ORDER BY term", -1, &stmt, NULL),
                     SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        ck_assert_uint_lt(count, BLOCK_WORDS);
        words[count++].text = arena_strdup(arena, (const char *)sqlite3_column_text(stmt, 0));
    }
    ck_assert_int_eq(sqlite3_finalize(stmt), SQLITE_OK);
    return count;
}

/* The same text cut by another rule: whatever is beyond ASCII is a letter. */
static size_t other_words(struct arena *arena, const char *text, struct word *words)
{
    size_t count = 0;
    while (*text) {
        size_t length = 0;
        while (text[length] &&
               (((unsigned char)text[length] & 0x80) || strchr("abcdefghijklmnopqrstuvwxyz0123456789", text[length]))) {
            length++;
        }
        if (length) {
            words[count++].text = arena_strndup(arena, text, length);
        }
        text += length + (text[length] != '\0');
    }
    return count;
}

/* Stores the text as a name. */
static void store(const char *text)
{
    sqlite3_stmt *stmt;
    const char *sql = "UPDATE contact SET first_name = ?1, words = search_words(?1)";
    ck_assert_int_eq(sqlite3_prepare_v2(fx.db->handle, sql, -1, &stmt, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_bind_text(stmt, 1, text, -1, SQLITE_STATIC), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(stmt), SQLITE_DONE);
    ck_assert_int_eq(sqlite3_finalize(stmt), SQLITE_OK);
}

/* How many words of the index a search would look for otherwise: by our rule; or *other, by another. */
static size_t disagreements(const char *text, size_t *other)
{
    static struct word stored[BLOCK_WORDS];
    static struct word typed[BLOCK_WORDS];
    size_t count = 0;
    store(text);
    size_t indexed = indexed_words(fx.cx.arena, stored);
    count = sorted_words(typed, other_words(fx.cx.arena, text, typed));
    *other += differences(stored, indexed, typed, count);
    ck_assert_int_eq(words_cut(&fx.cx, words_fold(fx.cx.arena, text), typed, BLOCK_WORDS, &count), RC_OK);
    return differences(stored, indexed, typed, sorted_words(typed, count));
}

START_TEST(test_index_and_search_cut_all_of_unicode_alike)
{
    struct arena *whole = fx.cx.arena;
    size_t by_another_rule = 0;
    run("INSERT INTO contact (id, first_name, created_at, updated_at) VALUES ('c', '', 1, 1)");
    run("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, contact_fts, row)");
    run("BEGIN");
    for (uint32_t first = 0; first <= 0x10FFFF; first += BLOCK) {
        fx.cx.arena = arena_new(0);
        const char *text = block_text(fx.cx.arena, first);
        size_t found = *text ? disagreements(text, &by_another_rule) : 0;
        ck_assert_msg(found == 0, "%zu words of U+%04X and its neighbours", found, first);
        arena_free(fx.cx.arena);
    }
    fx.cx.arena = whole;
    run("COMMIT");
    ck_assert_uint_gt(by_another_rule, 8317); /* the comparison sees a difference where there is one */
}
END_TEST

/* What is no letter parts words, what is unseen within one does not. */
START_TEST(test_signs_part_words)
{
    static const uint32_t ranges[][2] = {
        {0x2010, 0x202E}, {0x2066, 0x2069}, {0x20A0, 0x20CF}, {0x2190, 0x23FF},   {0x2500, 0x2775},
        {0x2794, 0x2BFF}, {0x3000, 0x3003}, {0xFE00, 0xFE0F}, {0x1F300, 0x1FAFF}, {0xE0020, 0xE007F},
    };
    struct word words[3];
    size_t count;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        for (uint32_t c = ranges[i][0]; c <= ranges[i][1]; c++) {
            struct buf text;
            buf_init(&text, fx.cx.arena, 0);
            buf_char(&text, 'm');
            add_code(&text, c);
            buf_char(&text, 'n');
            ck_assert_int_eq(words_cut(&fx.cx, words_fold(fx.cx.arena, text.data), words, 3, &count), RC_OK);
            ck_assert_msg(count == 2 && str_eq(words[0].text, "m") && str_eq(words[1].text, "n"), "U+%04X", c);
        }
    }
    ck_assert_int_eq(words_cut(&fx.cx, words_fold(fx.cx.arena, "m\u00ADn\u200Do\u2060p"), words, 3, &count), RC_OK);
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(words[0].text, "mnop");
}
END_TEST

/* ---- what is found ---- */

static int64_t found_by(const char *table, const char *typed)
{
    const char *match = NULL;
    int64_t count = 0;
    ck_assert_int_eq(search_match(&fx.cx, typed, &match), RC_OK);
    const char *sql = arena_printf(fx.cx.arena, "SELECT count(*) FROM %s_fts WHERE %s_fts MATCH '%s'", table, table, match);
    ck_assert_msg(match && store_number(fx.db->handle, sql, &count) == SQLITE_OK, "%s: %s", typed, match ? match : "nothing");
    return count;
}

static void check_found(const char *table, const char *const *typed, int64_t count)
{
    for (; *typed; typed++) {
        int64_t found = found_by(table, *typed);
        ck_assert_msg(found == count, "%s: %lld found", *typed, (long long)found);
    }
}

static void add_contact(const char *first_name, const char *last_name, const char *phone)
{
    run(arena_printf(fx.cx.arena,
                     "INSERT INTO contact (id, first_name, last_name, phone, words, phone_words, created_at, updated_at)"
                     " VALUES (hex(randomblob(8)), '%s', '%s', '%s', search_words('%s', '%s'), phone_words('%s'), 1, 1)",
                     first_name, last_name, phone, first_name, last_name, phone));
}

START_TEST(test_names_are_found_as_people_type_them)
{
    static const char *const names[][2] = {
        {"Œuvrard", "oeuvrard"},
        {"Lætitia", "laetitia"},
        {"SØREN", "soren"},
        {"Łukasz", "lukasz"},
        {"Đorđević", "dordevic"},
        {"Weißmüller", "weissmuller"},
        {"Þórdís", "thordis"},
        {"Éloïse", "ELOISE"},
        {"Nguyễn", "nguyen"},
        {"e\u0301lodie", "élodie"},
        {"Haÿ", "hay"},
        {"\u2066Isolde\u2069", "isolde"},
        {"Emma\U0001FAE8", "emma"},
        {"\U0001FAE8Maud", "maud"},
        {"❤\uFE0FFlore", "flore"},
        {"Du\u00ADpont", "dupont"},
        {"\uFEFFBarnabé", "barnabe"},
        {"Ἀλέξανδρος", "ἀλέξ"},
        {"Зоя", "зоя"},
        {"रवि", "रवि"},
        {"L’Hermite", "l'hermite"},
        {"Jean-Loup", "jean loup"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        add_contact(names[i][0], "Test", "");
        const char *both[] = {names[i][0], names[i][1], NULL};
        check_found("contact", both, 1);
    }
}
END_TEST

START_TEST(test_telephone_numbers_are_found)
{
    static const char *const france[] = {"0698765432",
                                         "06 98 76 54 32",
                                         "06.98.76.54.32",
                                         "06-98-76-54-32",
                                         "06/98/76/54/32",
                                         "(06) 98 76 54 32",
                                         "(06)98765432",
                                         "06\u00A098\u00A076\u00A054\u00A032",
                                         "06\u202F98\u202F76\u202F54\u202F32",
                                         "+33698765432",
                                         "+33 6 98 76 54 32",
                                         "+33 (0)6 98 76 54 32",
                                         "+33(0)698765432",
                                         "+33 06 98 76 54 32",
                                         "(+33) 6 98 76 54 32",
                                         "0033698765432",
                                         "0033 6 98 76 54 32",
                                         "00 33 (0)6 98 76 54 32",
                                         "33698765432",
                                         "33 6 98 76 54 32",
                                         "698765432",
                                         "6 98 76 54 32",
                                         "06 98",
                                         "06 98 76",
                                         "0698 765",
                                         "+33 6 98",
                                         "dupont 06 98 76 54 32",
                                         "06 98 76 54 32 dupont",
                                         "Dupont +33 (0)6 98 76 54 32",
                                         "zoé dupont 06.98.76.54.32",
                                         "dupont 0698",
                                         "\u202A06 98 76 54 32\u202C",
                                         "06\u201198\u201176\u201154\u201132",
                                         NULL};
    static const char *const guadeloupe[] = {"0690112233",     "0690 11 22 33", "+590 690 11 22 33", "+590 (0)690 11 22 33",
                                             "00590690112233", "0690",          "690112233",         NULL};
    static const char *const guyane[] = {"0694112233", "0694 11 22 33", "+594 694 11 22 33", NULL};
    static const char *const martinique[] = {"0696112233", "06 96 11 22 33", "+596 0696 11 22 33", NULL};
    static const char *const reunion[] = {"0692112233", "0692 11 22 33", "+262 692 11 22 33", "+262 (0) 692 11 22 33", NULL};
    static const char *const mayotte[] = {"0639112233", "0639 11 22 33", "+262639112233", NULL};
    static const char *const others[] = {"0508411234", "41 12 34", "+508 41 12 34", NULL};
    static const char *const caledonia[] = {"112 233", "11.22.33", "+687 11 22 33", NULL};
    static const char *const polynesia[] = {"87 11 22 33", "+689 87 11 22 33", "87112233", NULL};
    static const char *const belgium[] = {"0475/11.22.33", "+32 (0)475 11 22 33", "0032475112233", NULL};
    static const char *const none[] = {"06 98 76 54 33", "dupond 06 98 76 54 32", "+32 698 76 54 32", "0692 11 22 34", NULL};
    add_contact("Zoé", "Dupont", "+33698765432");
    add_contact("G", "X", "+590690112233");
    add_contact("Y", "X", "+594694112233");
    add_contact("M", "X", "+596696112233");
    add_contact("R", "X", "+262692112233");
    add_contact("T", "X", "+262639112233");
    add_contact("P", "X", "+508411234");
    add_contact("C", "X", "+687112233");
    add_contact("F", "X", "+68987112233");
    add_contact("B", "X", "+32475112233");
    check_found("contact", france, 1);
    check_found("contact", guadeloupe, 1);
    check_found("contact", guyane, 1);
    check_found("contact", martinique, 1);
    check_found("contact", reunion, 1);
    check_found("contact", mayotte, 1);
    check_found("contact", others, 1);
    check_found("contact", caledonia, 1);
    check_found("contact", polynesia, 1);
    check_found("contact", belgium, 1);
    check_found("contact", none, 0);
}
END_TEST

/* A client's number is kept as it was typed. */
START_TEST(test_numbers_as_typed_are_found)
{
    static const char *const spellings[] = {"06 98 76 54 32",
                                            "0698765432",
                                            "06.98.76.54.32",
                                            "(06) 98/76-54 32",
                                            "+33 6 98 76 54 32",
                                            "+33 (0)6 98 76 54 32",
                                            "+33 06 98 76 54 32",
                                            "0033 6 98 76 54 32",
                                            "+33\u00A06\u00A098\u00A076\u00A054\u00A032",
                                            NULL};
    int count = 0;
    for (const char *const *kept = spellings; *kept; kept++, count++) {
        run(arena_printf(fx.cx.arena,
                         "INSERT INTO client (id, name, phone, phone_words, created_at, updated_at)"
                         " VALUES ('%d', 'Airbus', '%s', phone_words('%s'), 1, 1)",
                         count, *kept, *kept));
    }
    for (const char *const *typed = spellings; *typed; typed++) {
        int64_t found = found_by("client", *typed);
        ck_assert_msg(found == count, "%s: %lld of %d found", *typed, (long long)found, count);
        ck_assert_int_eq(found_by("client", arena_printf(fx.cx.arena, "airbus %s", *typed)), count);
    }
}
END_TEST

START_TEST(test_plates_are_found)
{
    static const char *const siv[] = {"AB-123-CD",
                                      "ab123cd",
                                      "ab 123 cd",
                                      "AB 123CD",
                                      "ab-123",
                                      "AB123",
                                      "dupont ab 123 cd",
                                      "ab.123.cd",
                                      "ab123cd dupont",
                                      "AB\u00A0123\u00A0CD",
                                      "VF1RJA00123456789",
                                      "vf1rja00",
                                      "VF1 RJA00 123456789",
                                      NULL};
    static const char *const old[] = {"9876 AB 2A", "9876ab2a", "9876-AB-2A", "9876 ab", "dupont 9876ab2a", NULL};
    static const char *const foreign[] = {"1-XYZ-456", "1xyz456", "1 XYZ 456", "1-xyz", "dupont 1-xyz-456", NULL};
    static const char *const none[] = {"ab-123-ce", "9876 ab 2b", "3-xyz-456", NULL};
    add_contact("Zoé", "Dupont", "");
    run("INSERT INTO vehicle (id, owner_id, license_plate, vin, created_at, updated_at)"
        " SELECT column1, (SELECT id FROM contact), column2, column3, 1, 1 FROM (VALUES ('a', 'AB-123-CD', "
        "'VF1RJA00123456789'),"
        " ('b', '9876 AB 2A', NULL), ('c', '1-XYZ-456', NULL))");
    const char *const *const all[] = {siv, old, foreign};
    for (size_t i = 0; i < 3; i++) {
        check_found("contact", all[i], 1);
        for (const char *const *typed = all[i]; *typed; typed++) {
            if (!strstr(*typed, "dupont")) {
                ck_assert_msg(found_by("vehicle", *typed) == 1, "%s", *typed);
            }
        }
    }
    check_found("contact", none, 0);
    check_found("vehicle", none, 0);
}
END_TEST

/* A file as it was before the migration of that name, with its set's mark. */
static void make_file_before(const char *path, const char *name, const char *rows)
{
    sqlite3 *handle;
    struct cutter cutter = {0};
    int last = 0;
    ck_assert_int_eq(sqlite3_open(path, &handle), SQLITE_OK);
    ck_assert_int_eq(cutter_open(&cutter, handle), SQLITE_OK);
    for (const struct sql_migration *m = sql_migrations_tenant; m->number != 0 && !strstr(m->name, name); m++) {
        ck_assert_msg(store_exec(handle, m->text) == SQLITE_OK, "%s: %s", m->name, sqlite3_errmsg(handle));
        last = m->number;
    }
    ck_assert_int_gt(last, 0);
    ck_assert_msg(store_exec(handle, rows) == SQLITE_OK, "%s", sqlite3_errmsg(handle));
    const char *marks = arena_printf(
        fx.cx.arena, "PRAGMA journal_mode = WAL; PRAGMA user_version = %d; PRAGMA application_id = %d", last, SCHEMA_SET);
    ck_assert_int_eq(store_exec(handle, marks), SQLITE_OK);
    cutter_close(&cutter);
    ck_assert_int_eq(sqlite3_close(handle), SQLITE_OK);
}

static const char rows_of_before[] =
    "INSERT INTO contact (id, first_name, last_name, created_at, updated_at) VALUES ('c', 'Zoé', 'Lœb', 1, 1);"
    "INSERT INTO vehicle (id, owner_id, license_plate, created_at, updated_at) VALUES ('v', 'c', 'AB-123-CD', 1, 1);"
    "INSERT INTO quote (id, quote_number, contact_id, vehicle_id, issue_date, subtotal, vat_rate, vat_amount, total, status,"
    " created_at, updated_at) VALUES ('q', '2026-007', 'c', 'v', '2026-01-01', 1, 0, 0, 1, 'SENT', 1, 1);"
    "INSERT INTO quote_item (quote_id, position, description, quantity, unit_price, total) VALUES ('q', 0, 'Cœur de pompe', 1, "
    "1, 1);"
    "INSERT INTO invoice (id, contact_id, vehicle_id, subtotal, vat_rate, vat_amount, total, status, created_at, updated_at)"
    " VALUES ('d', 'c', 'v', 1, 0, 0, 1, 'DRAFT', 1, 1), ('i', 'c', 'v', 1, 0, 0, 1, 'DRAFT', 1, 1);"
    "INSERT INTO invoice_item (invoice_id, position, description, quantity, unit_price, total) VALUES ('d', 0, 'Pompe', 1, 1, "
    "1),"
    " ('i', 0, 'Pompe', 1, 1, 1);"
    "UPDATE invoice SET invoice_number = '2026-009', issue_date = '2026-01-01', due_date = '2026-01-01', status = 'SENT',"
    " seller = '{}', buyer = '{\"first_name\":\"Maël\",\"last_name\":\"Nœl\",\"company\":null}',"
    " vehicle = '{\"license_plate\":\"XY-987-ZZ\"}' WHERE id = 'i';"
    "INSERT INTO credit_note (id, credit_note_number, invoice_id, issue_date, subtotal, vat_amount, total, created_at)"
    " VALUES ('n', 'AV-2026-001', 'i', '2026-01-01', 1, 0, 1, 1);"
    "INSERT INTO task (id, title, created_at, updated_at) VALUES ('t', 'Manœuvre', 1, 1);"
    "INSERT INTO task (id, title, created_at, updated_at, deleted_at) VALUES ('x', 'Manœuvre', 1, 1, 1);";

START_TEST(test_papers_of_before_are_found)
{
    static const struct db_options options = {.migrate = true};
    static const struct {
        const char *table, *typed;
        int64_t count;
    } cases[] = {
        {"quote", "zoe loeb coeur ab123cd 2026-007", 1},
        {"quote", "maël", 0},
        {"invoice", "pompe", 2},
        {"invoice", "loeb ab123cd", 1},
        {"invoice", "mael noel xy987zz 2026-009", 1},
        {"credit_note", "noel xy-987-zz av-2026-001", 1},
        {"credit_note", "loeb", 0},
        {"task", "manoeuvre", 1},
    };
    db_close(fx.db);
    fx.path[strlen(fx.path) - 1] = '2';
    make_file_before(fx.path, "paper_search", rows_of_before);
    ck_assert_int_eq(db_open(&fx.cx, DB_TENANT, fx.path, &options, &fx.db), RC_OK);
    fx.cx.db = fx.db;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t found = found_by(cases[i].table, cases[i].typed);
        ck_assert_msg(found == cases[i].count, "%s: %s: %lld", cases[i].table, cases[i].typed, (long long)found);
    }
}
END_TEST

/* One write has a bounded number of rows indexed anew. */
START_TEST(test_a_new_name_reaches_the_newest_papers)
{
    run("INSERT INTO contact (id, last_name, created_at, updated_at) VALUES ('c', 'Martin', 1, 1)");
    run("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)"
        " INSERT INTO quote (id, quote_number, contact_id, issue_date, subtotal, vat_rate, vat_amount, total, status, "
        "created_at,"
        " updated_at) SELECT 'q' || i, 'N' || i, 'c', '2026-01-01', 1, 0, 0, 1, 'SENT', 1, 1 FROM n");
    run("UPDATE quote SET words = 'vidange'");
    ck_assert_int_eq(found_by("quote", "martin vidange"), 1500);
    run("UPDATE contact SET last_name = 'Bernard', name_words = NULL");
    ck_assert_int_eq(found_by("quote", "bernard vidange"), 1000);
    ck_assert_int_eq(found_by("quote", "martin"), 500);
    ck_assert_int_eq(found_by("quote", "bernard n1500"), 1);
    run("UPDATE contact SET name_key = 'bernard'");
    int64_t keyed = 0;
    ck_assert_int_eq(store_number(fx.db->handle, "SELECT count(*) FROM quote WHERE contact_name_key = 'bernard'", &keyed),
                     SQLITE_OK);
    ck_assert_int_eq(keyed, 1000);
}
END_TEST

Suite *suite_search(void)
{
    Suite *suite = suite_create("search");
    TCase *tcase = tcase_create("search");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, search_setup, fixture_teardown);
    tcase_add_test(tcase, test_index_and_search_cut_all_of_unicode_alike);
    tcase_add_test(tcase, test_signs_part_words);
    tcase_add_test(tcase, test_names_are_found_as_people_type_them);
    tcase_add_test(tcase, test_telephone_numbers_are_found);
    tcase_add_test(tcase, test_numbers_as_typed_are_found);
    tcase_add_test(tcase, test_plates_are_found);
    tcase_add_test(tcase, test_papers_of_before_are_found);
    tcase_add_test(tcase, test_a_new_name_reaches_the_newest_papers);
    suite_add_tcase(suite, tcase);
    return suite;
}
