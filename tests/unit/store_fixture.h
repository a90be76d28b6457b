/* SPDX-License-Identifier: MIT
 *
 * What the suites of lib/store share: a temporary folder, a context, and a small schema of their own, so that they do not
 * depend on the product's. */
#ifndef STORE_FIXTURE_H
#define STORE_FIXTURE_H

#include "store/internal.h"

struct item {
    const char *id;
    const char *name;
    const char *tags;
    int64_t amount;
    int64_t created_at;
    const char *ignored; /* no column */
};

extern const struct record item_record;
extern const struct sql_migration item_migrations[]; /* numbers 1 and 2 */

struct fixture {
    struct arena *arena;
    struct cx cx;
    char folder[64];
    char path[96]; /* of the file, not made yet */
    struct db *db; /* opened by fixture_open */
};

extern struct fixture fx;

/* For tcase_add_checked_fixture. */
void fixture_setup(void);
void fixture_teardown(void);

/* Opens fx.path with item_migrations into fx.db and cx.db. */
void fixture_open(bool fast_pool);
/* A second handle on the same file. */
struct db *fixture_other(bool fast_pool);

/* Runs composed SQL on cx.db, and forgets its rows. */
enum rc sql_run(const char *sql, const struct arg *args);
/* The number that it answers; fails the test on an error. */
int64_t sql_number(const char *sql);
/* One committed row. */
enum rc item_add(const char *id, const char *name, int64_t amount);
/* The same without the transaction around it. */
enum rc item_insert(const char *id, const char *name, int64_t amount);

/* Access rights of a file, -1 if there is none. */
int file_mode(const char *suffix);
/* Ends with _exit status 0? Waits for it. */
bool child_succeeded(pid_t pid);

#endif
