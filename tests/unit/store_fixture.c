/* SPDX-License-Identifier: MIT
 *
 * See store_fixture.h. */
#include <check.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "folder_fixture.h"
#include "store_fixture.h"

struct fixture fx;

static const struct field item_fields[] = {
    FIELD_TEXT(struct item, id, 0, 0, 0),   FIELD_TEXT(struct item, name, 0, 0, 0),
    FIELD_TAGS(struct item, tags, 0),       FIELD_INT(struct item, amount, 0, 0, 0),
    FIELD_TIME(struct item, created_at, 0), FIELD_TEXT(struct item, ignored, F_NOT_STORED, 0, 0),
};

RECORD(item_record, "Item", struct item, item_fields, NULL);

const struct sql_migration item_migrations[] = {
    {1, "0001_item.sql",
     "CREATE TABLE item (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, tags TEXT, amount INTEGER, "
     "    created_at INTEGER, CHECK (amount >= 0)) STRICT;"
     "CREATE TABLE part (id INTEGER PRIMARY KEY, item_id TEXT NOT NULL REFERENCES item (id)) STRICT;"
     "CREATE TRIGGER item_kept BEFORE DELETE ON item BEGIN SELECT RAISE(ABORT, 'ITEM_KEPT: Items stay'); END;"},
    {2, "0002_words.sql",
     "CREATE VIRTUAL TABLE words USING fts5 (name, tokenize = \"unicode61 remove_diacritics 2\", prefix = '2 3');"
     "CREATE TRIGGER item_words AFTER INSERT ON item BEGIN"
     "    INSERT INTO words (rowid, name) VALUES (new.seq, new.name); END;"
     "CREATE TRIGGER item_renamed AFTER UPDATE ON item BEGIN"
     "    DELETE FROM words WHERE rowid = old.seq AND EXISTS (SELECT 1 FROM words WHERE rowid = old.seq);"
     "    INSERT INTO words (rowid, name) VALUES (new.seq, new.name); END;"},
    {0, NULL, NULL},
};

void fixture_setup(void)
{
    log_to(getenv("STORE_LOG") ? 2 : -1);
    fx = (struct fixture){.arena = arena_new(0)};
    cx_init(&fx.cx, fx.arena);
    fx.cx.zone = "Europe/Paris";
    test_folder_make(fx.folder);
    snprintf(fx.path, sizeof fx.path, "%s/test.db", fx.folder);
}

void fixture_teardown(void)
{
    db_close(fx.db);
    cx_end(&fx.cx);
    arena_free(fx.arena);
    test_folder_remove(fx.folder);
}

struct db *fixture_other(bool fast_pool)
{
    struct db *db = NULL;
    struct db_options options = {.create = true, .migrate = true, .fast_pool = fast_pool};
    ck_assert_int_eq(store_open(&fx.cx, DB_TENANT, fx.path, &options, item_migrations, &db), RC_OK);
    return db;
}

void fixture_open(bool fast_pool)
{
    fx.db = fixture_other(fast_pool);
    fx.cx.db = fx.db;
}

enum rc sql_run(const char *sql, const struct arg *args)
{
    struct statement *statement;
    TRY(statement_text(&fx.cx, fx.cx.db, sql, &statement));
    return statement_run(&fx.cx, statement, args, NULL);
}

int64_t sql_number(const char *sql)
{
    struct rows rows;
    ck_assert_int_eq(rows_open_text(&fx.cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    ck_assert_int_eq(rows_next(&rows), RC_OK);
    int64_t number = rows_int(&rows, 0);
    rows_close(&rows);
    return number;
}

enum rc item_insert(const char *id, const char *name, int64_t amount)
{
    struct item item = {.id = id, .name = name, .amount = amount, .created_at = INT_NULL};
    return sql_run("INSERT INTO item (id, name, tags, amount, created_at) VALUES (:id, :name, :tags, :amount, :created_at)",
                   ARGS(ARG_R(&item_record, &item)));
}

enum rc item_add(const char *id, const char *name, int64_t amount)
{
    TRY(db_begin(&fx.cx, fx.cx.db, TX_WRITE));
    enum rc rc = item_insert(id, name, amount);
    if (rc != RC_OK) {
        db_rollback(fx.cx.db);
        return rc;
    }
    return db_commit(&fx.cx, fx.cx.db);
}

int file_mode(const char *suffix)
{
    char path[128];
    struct stat status;
    snprintf(path, sizeof path, "%s%s", fx.path, suffix);
    return stat(path, &status) == 0 ? (int)(status.st_mode & 0777) : -1;
}

bool child_succeeded(pid_t pid)
{
    int status;
    ck_assert_int_gt(pid, 0);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
