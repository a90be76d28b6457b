/* SPDX-License-Identifier: MIT
 *
 * The floor under "create contact": the product's own INSERT, with its triggers and its search index, into a tenant's file
 * with the product's settings, by bare SQLite in one loop; each row is a transaction of its own, synchronous=FULL.
 * Linked with the generated catalogue and the SQL functions that it calls. Usage: insert_floor FILE ROWS; prints microseconds a row: wall, CPU. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "sql_catalogue.h"
#include "store/internal.h"

#define CHECKPOINT_PAGES 1000 /* LOG_LIMIT_PAGES of lib/store */

struct value {
    const char *parameter;
    const char *text; /* NULL: binds NULL */
};

static void fail(sqlite3 *db, const char *what)
{
    fprintf(stderr, "insert_floor: %s: %s\n", what, db ? sqlite3_errmsg(db) : "?");
    exit(EXIT_FAILURE);
}

static double seconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static sqlite3 *open_file(const char *path)
{
    static struct cutter cutter;
    sqlite3 *db = NULL;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
        cutter_open(&cutter, db) != SQLITE_OK || sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL) != SQLITE_OK ||
        sqlite3_exec(db, "PRAGMA synchronous = FULL; PRAGMA cache_size = -256; PRAGMA temp_store = MEMORY", NULL, NULL, NULL) !=
            SQLITE_OK ||
        sqlite3_wal_autocheckpoint(db, CHECKPOINT_PAGES) != SQLITE_OK) {
        fail(db, path);
    }
    return db;
}

static void bind_text(sqlite3 *db, sqlite3_stmt *stmt, const char *parameter, const char *text)
{
    int index = sqlite3_bind_parameter_index(stmt, parameter);
    if (index == 0 || sqlite3_bind_text(stmt, index, text, -1, SQLITE_TRANSIENT) != SQLITE_OK) {
        fail(db, parameter);
    }
}

static void bind_fixed(sqlite3 *db, sqlite3_stmt *stmt)
{
    static const struct value fixed[] = {
        {":first_name", "Camille"},
        {":last_name", "Lefèvre"},
        {":company", NULL},
        {":siren", NULL},
        {":vat_number", NULL},
        {":address_street", "12 rue des Lilas"},
        {":address_city", "Lyon"},
        {":address_postal_code", "69003"},
        {":address_country", "France"},
        {":tags", "[\"client\"]"},
        {":custom_fields", "{}"},
    };
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        bind_text(db, stmt, fixed[i].parameter, fixed[i].text);
    }
    static const char *const instants[] = {":created_at", ":updated_at"};
    for (size_t i = 0; i < sizeof instants / sizeof *instants; i++) {
        sqlite3_bind_int64(stmt, sqlite3_bind_parameter_index(stmt, instants[i]), (sqlite3_int64)time(NULL) * 1000);
    }
    sqlite3_bind_int(stmt, sqlite3_bind_parameter_index(stmt, ":is_vip"), 0);
}

/* An id in the order of time, as the product's are; e-mail and phone as different as the load's. */
static void insert_one(sqlite3 *db, sqlite3_stmt *stmt, unsigned row)
{
    char id[40];
    char email[64];
    char phone[32];
    unsigned random = 0;
    if (getrandom(&random, sizeof random, 0) != sizeof random) {
        fail(db, "getrandom");
    }
    random %= 100000000;
    snprintf(id, sizeof id, "ffffffff-%04x-7%03x-8000-%012x", row >> 12 & 0xffff, row & 0xfff, random);
    snprintf(email, sizeof email, "camille.%u@example.fr", random);
    snprintf(phone, sizeof phone, "+336%08u", random);
    bind_text(db, stmt, ":id", id);
    bind_text(db, stmt, ":email", email);
    bind_text(db, stmt, ":phone", phone);
    if (sqlite3_step(stmt) != SQLITE_DONE || sqlite3_reset(stmt) != SQLITE_OK) {
        fail(db, "insert");
    }
}

int main(int argc, char **argv)
{
    long rows = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
    if (rows < 1) {
        fprintf(stderr, "usage: insert_floor FILE ROWS\n");
        return EXIT_FAILURE;
    }
    sqlite3 *db = open_file(argv[1]);
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(db, sql_statements[SQL_CONTACT_INSERT].text, -1, &stmt, NULL) != SQLITE_OK) {
        fail(db, "prepare");
    }
    bind_fixed(db, stmt);
    double wall = seconds(CLOCK_MONOTONIC);
    double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (long row = 0; row < rows; row++) {
        insert_one(db, stmt, (unsigned)row);
    }
    cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    wall = seconds(CLOCK_MONOTONIC) - wall;
    printf("%.2f %.2f\n", wall / (double)rows * 1e6, cpu / (double)rows * 1e6);
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return EXIT_SUCCESS;
}
