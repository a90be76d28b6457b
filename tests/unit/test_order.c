/* SPDX-License-Identifier: MIT
 *
 * The order of texts: French dictionaries' (cote, côte, coté, côté), by keys that plain indexes serve. */
#include <check.h>
#include <string.h>

#include "base/str.h"
#include "store_fixture.h"

Suite *suite_order(void);

static void order_setup(void)
{
    static const struct db_options options = {.create = true, .migrate = true};
    fixture_setup();
    ck_assert_int_eq(db_open(&fx.cx, DB_TENANT, fx.path, &options, &fx.db), RC_OK);
    fx.cx.db = fx.db;
}

static const char *key_of(const char *text)
{
    sqlite3_stmt *stmt;
    ck_assert_int_eq(sqlite3_prepare_v2(fx.db->handle, "SELECT text_key(?1)", -1, &stmt, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_bind_text(stmt, 1, text, -1, SQLITE_STATIC), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(stmt), SQLITE_ROW);
    const char *key = arena_strdup(fx.arena, (const char *)sqlite3_column_text(stmt, 0));
    ck_assert_int_eq(sqlite3_finalize(stmt), SQLITE_OK);
    return key;
}

/* Each stands before the next. */
static const char *const in_order[] = {
    "",
    "★",
    "3 Suisses",
    "4 Saisons",
    "4\u00A0Saisons",
    "4x4",
    "À l’Œuvre",
    "Abel",
    "Abélard",
    "Adèle",
    "Ægidius",
    "Affaire",
    "Aïcha",
    "Aimé",
    "Aîné",
    "Alès",
    "Ardèche",
    "Aÿ",
    "Azur",
    "Beaune",
    "Bègles",
    "Bès",
    "Besançon",
    "Çelik",
    "Cézanne",
    "Chloé",
    "cœlacanthe",
    "coffre",
    "cote",
    "Cote",
    "côte",
    "Côte",
    "coté",
    "Coté",
    "côté",
    "Côté",
    "CÔTÉ",
    "Crédit",
    "d’Aboville",
    "D’Artagnan",
    "De Gaulle",
    "de La Tour",
    "De Vos",
    "Debré",
    "Degas",
    "Đorđe",
    "Durand",
    "DURAND",
    "Durand Paul",
    "Durand-Paul",
    "Durandal",
    "Eclair",
    "éclair",
    "Éclair",
    "Écrin",
    "Edf",
    "EDF",
    "Élan",
    "Emma",
    "Éric Zola",
    "Eude",
    "Évian",
    "Exupéry",
    "Faÿ",
    "Gaëlle",
    "Garage 10",
    "Garage 2",
    "Garage du Centre",
    "Hélène",
    "Île",
    "Ilot",
    "Jean Marc",
    "Jean-Marc",
    "Jean-Paul",
    "Jeanne",
    "L Oréal",
    "L'Oréal",
    "L’Oréal",
    "La Réunion",
    "La Rochelle",
    "Le Goff",
    "Le Roy",
    "Lefèvre",
    "Legrand",
    "Łódź",
    "Lola",
    "Maël",
    "Maeva",
    "Maïté",
    "Nancy",
    "Nîmes",
    "Noël",
    "Nœud",
    "Oeuf",
    "Œuf",
    "Oeuvrard",
    "Ours",
    "pêche",
    "pêché",
    "Peugeot",
    "Saint Denis",
    "Saint-Denis",
    "Saint-Étienne",
    "Saint-Ouen",
    "Sainte-Adresse",
    "Saintes",
    "Sète",
    "SNCF",
    "Søren",
    "Straße",
    "Strauss",
    "Vendée",
    "Waldeck",
    "Xavier",
    "Ÿ",
    "Yonne",
    "Zoé",
    "Zürich",
    "Ωμέγα",
    "Зоя",
    "车",
};

START_TEST(test_texts_stand_in_french_order)
{
    for (size_t i = 1; i < sizeof in_order / sizeof *in_order; i++) {
        const char *before = in_order[i - 1];
        ck_assert_msg(strcmp(key_of(before), key_of(in_order[i])) < 0, "%s does not stand before %s", before, in_order[i]);
    }
    /* The plain order of bytes is another one. */
    ck_assert_int_gt(strcmp("Éclair", "Écrin") < 0 ? strcmp("Éclair", "Edf") : 0, 0);
}
END_TEST

/* What is equal in the first levels is told apart all the same, and no level reaches into the next text's. */
START_TEST(test_keys_tell_texts_apart)
{
    static const char *const texts[] = {
        "a", "A",  "à", "À",  "a b", "a-b", "a'b",     "a’b",           "a  b",        " a b",        "a b.", "ab", "aB", "àb",
        "œ", "oe", "Œ", "OE", "Oe",  "é",   "e\u0301", "\u2066a\u2069", "\U0001FAE8a", "a\U0001FAE8", "-",    "--", "★"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (size_t j = 0; j < i; j++) {
            ck_assert_msg(!str_eq(key_of(texts[i]), key_of(texts[j])), "%s and %s have one key", texts[i], texts[j]);
        }
    }
}
END_TEST

/* A remembered key is the key of that text, whatever came between. */
START_TEST(test_keys_are_remembered_by_their_text)
{
    const char *keys[200];
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 200; i++) {
            const char *key = key_of(arena_printf(fx.arena, "Étage %d %.*s", i, i % 60,
                                                  "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"));
            ck_assert(round == 0 || str_eq(keys[i], key));
            keys[i] = key;
        }
    }
}
END_TEST

/* Whether the plan of a list sorts more than equals by their tie. */
static bool sorts(const char *from, const char *order)
{
    bool sorted = false;
    sqlite3_stmt *stmt;
    const char *sql = arena_printf(fx.arena, "EXPLAIN QUERY PLAN SELECT * FROM %s ORDER BY %s LIMIT 20", from, order);
    ck_assert_msg(sqlite3_prepare_v2(fx.db->handle, sql, -1, &stmt, NULL) == SQLITE_OK, "%s", sql);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        sorted = sorted || str_eq((const char *)sqlite3_column_text(stmt, 3), "USE TEMP B-TREE FOR ORDER BY");
    }
    sqlite3_finalize(stmt);
    return sorted;
}

START_TEST(test_indexes_serve_the_order)
{
    static const char *const lists[][2] = {
        {"contact c WHERE deleted_at IS NULL", "c.last_name_key"},
        {"contact c WHERE deleted_at IS NULL", "c.company_key"},
        {"vehicle c WHERE deleted_at IS NULL", "c.make_key"},
        {"client c", "c.name_key"},
        {"client c", "c.industry_key"},
        {"client c", "c.relationship_tier_key"},
        {"client c", "c.contact_person_key"},
        {"client c", "c.email_key"},
        {"client c", "c.phone"},
        {"opportunity c WHERE status = 'Won'", "c.project_name_key"},
        {"journal c WHERE user_id = 'x'", "c.at"},
        {"journal c WHERE entity_id = 'x'", "c.at"},
        {"opportunity c WHERE owner_id = 'x' AND status = 'Won'", "c.project_name_key"},
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        ck_assert_msg(!sorts(lists[i][0], arena_printf(fx.arena, "%s, c.seq", lists[i][1])), "%s", lists[i][1]);
        ck_assert_msg(!sorts(lists[i][0], arena_printf(fx.arena, "%s DESC, c.seq DESC", lists[i][1])), "%s", lists[i][1]);
    }
    ck_assert(sorts("contact c WHERE deleted_at IS NULL", "c.first_name, c.seq")); /* no index: the check sees it */
}
END_TEST

/* No view, trigger or index may need the functions: any program that knows SQLite writes the file. */
START_TEST(test_the_schema_calls_none_of_our_functions)
{
    int64_t calls = -1;
    ck_assert_int_eq(
        store_number(fx.db->handle,
                     "SELECT count(*) FROM sqlite_schema WHERE sql LIKE '%text_key(%' OR sql LIKE '%search_words(%'"
                     " OR sql LIKE '%phone_words(%'",
                     &calls),
        SQLITE_OK);
    ck_assert_int_eq(calls, 0);
    sqlite3 *plain;
    ck_assert_int_eq(sqlite3_open(fx.path, &plain), SQLITE_OK);
    ck_assert_int_eq(store_exec(plain, "INSERT INTO contact (id, last_name, created_at, updated_at) VALUES ('p', 'Œuf', 1, 1);"
                                       "UPDATE contact SET last_name = 'Zoé' WHERE id = 'p';"
                                       "UPDATE contact SET phone = '+33612345678', phone_words = 'old' WHERE id = 'p';"
                                       "UPDATE contact SET phone = '+33799999999' WHERE id = 'p';"
                                       "INSERT INTO contact_fts (contact_fts) VALUES ('integrity-check')"),
                     SQLITE_OK);
    int64_t found = 0;
    ck_assert_int_eq(store_number(plain, "SELECT count(*) FROM contact_fts WHERE contact_fts MATCH 'zoe'", &found), SQLITE_OK);
    ck_assert_int_eq(found, 1);
    ck_assert_int_eq(
        store_number(plain, "SELECT count(*) FROM contact_fts WHERE contact_fts MATCH '33799999999 NOT old'", &found),
        SQLITE_OK);
    ck_assert_int_eq(found, 1);
    ck_assert_int_eq(sqlite3_close(plain), SQLITE_OK);
}
END_TEST

Suite *suite_order(void)
{
    Suite *suite = suite_create("order");
    TCase *tcase = tcase_create("order");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, order_setup, fixture_teardown);
    tcase_add_test(tcase, test_texts_stand_in_french_order);
    tcase_add_test(tcase, test_keys_tell_texts_apart);
    tcase_add_test(tcase, test_keys_are_remembered_by_their_text);
    tcase_add_test(tcase, test_indexes_serve_the_order);
    tcase_add_test(tcase, test_the_schema_calls_none_of_our_functions);
    suite_add_tcase(suite, tcase);
    return suite;
}
