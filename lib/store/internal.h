/* SPDX-License-Identifier: MIT
 *
 * What the files of lib/store share and nobody else sees, except their own unit test. db.c opens and closes, statement.c
 * prepares and binds, rows.c runs and reads, transaction.c and lock.c guard the writes, error.c says what went wrong. */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include <sqlite3.h>
#include <sys/types.h>

#include "store/db.h"

#define COMPOSED_MAX 48          /* prepared statements of lists kept per file; a list takes up to four */
#define BUSY_TIMEOUT_MS 250      /* for what the tenant's lock does not cover: log recovery after a crash */
#define PROGRESS_STEPS 2000      /* virtual machine steps between two looks at the deadline: about 0.1 ms */
#define LOG_LIMIT_PAGES 1000     /* a commit that leaves a longer log copies it into the file itself: 4 MB, 10 to 30 ms */
#define LOG_HIGH_PAGES 4000      /* one that leaves such a log waits for its readers: 16 MB */
#define LOG_OVERDUE_PAGES 8000   /* one that leaves such a log does not leave it to somebody else any more */
#define LOG_PATIENCE_MS 20       /* ... that long at first, */
#define LOG_PATIENCE_MAX_MS 1280 /* and that long at most */
#define CACHE_KB 256             /* pages that an open file keeps */
#define CACHE_BUSY_KB 8192       /* ... one of the pool's few busy ones */
#define CACHE_BULK_KB 65536      /* ... one opened for bulk work */
#define RETRY_AFTER_S 1          /* told to clients with RC_UNAVAILABLE */

/* Where the value of one parameter comes from: args[arg], and there the field `field` if it is a record (-1: it is not). */
struct binding {
    char *name; /* without its colon; owned */
    int arg;
    int field;
};

/* A prepared statement with what was found out about its parameters and columns, so that running it again compares no
 * names of columns and searches none of parameters. */
struct statement {
    sqlite3_stmt *stmt;
    struct db *db;
    const char *what;            /* for log lines: name in the catalogue, or "list" */
    char *text;                  /* composed statements: their SQL, owned; NULL otherwise */
    uint64_t hash;               /* of text */
    uint64_t used;               /* tick of the last use, for eviction */
    struct statement *twin;      /* a second copy, for use while this one is live */
    struct statement *next_live; /* in db->live */
    bool live;                   /* rows are being read */
    bool writes;                 /* changes the file: only within TX_WRITE */
    struct binding *bindings;    /* one per parameter */
    int binding_count;
    const void **shape;          /* the arguments that `bindings` was worked out for: names and records */
    int shape_count;             /* -1: not yet */
    const struct record *record; /* that `columns` was worked out for */
    int *columns;                /* field of each column, -1: none */
    int column_count;
};

enum control { CONTROL_BEGIN, CONTROL_BEGIN_WRITE, CONTROL_COMMIT, CONTROL_ROLLBACK, CONTROL_COUNT };

/* What cuts texts into words; see words.c. */
enum cut {
    CUT_WORDS, /* as the full-text indexes do */
    CUT_CASE,  /* the same with the accents: only case is folded */
    CUT_COUNT,
};

#define REMEMBERED_KEYS 16
#define REMEMBERED_TEXT 39 /* bytes */
#define REMEMBERED_KEY 80

/* The key of a text that was asked for lately: a list sorted by one of few values asks for each many times. */
struct remembered {
    bool filled;
    int key_length;
    char text[REMEMBERED_TEXT + 1];
    char key[REMEMBERED_KEY];
};

struct cutter {
    sqlite3 *handle;
    fts5_tokenizer calls;
    Fts5Tokenizer *tokenizers[CUT_COUNT]; /* made when first needed */
    struct remembered remembered[REMEMBERED_KEYS];
};

struct db {
    sqlite3 *handle;
    enum db_scope scope;
    char *path;
    char *lock_path; /* `<path>.lock` */
    int lock_fd;     /* -1 until the first write */
    bool locked;     /* this handle holds the lock */
    bool fast_pool;  /* see struct db_options */
    enum db_tx tx;
    int64_t deadline_us;                /* monotonic; 0: none */
    int64_t budget_us;                  /* of CPU; 0: none */
    int64_t budget_from_us;             /* CPU of this thread when the first look at it was taken; 0: none was */
    int log_pages;                      /* length of the write-ahead log after our last commit */
    int log_limit;                      /* at which a commit copies it into the file */
    int log_patience_ms;                /* how long the next one waits for readers of a long log */
    bool (*copy_log)(const char *path); /* see struct db_options */
    dev_t device;                       /* of the file that was opened, */
    ino_t inode;                        /* to notice when it is replaced */
    uint64_t tick;                      /* uses of composed statements */
    struct statement *live;             /* statements with rows being read */
    struct statement *composed[COMPOSED_MAX];
    sqlite3_stmt *control[CONTROL_COUNT];
    struct cutter cutter;
    struct statement *catalogue[SQL_COUNT]; /* prepared at first use */
};

/* ---- db.c ---- */

/* db_open with other migrations than the product's (ends with number 0). */
enum rc store_open(struct cx *cx, enum db_scope scope, const char *path, const struct db_options *options,
                   const struct sql_migration *migrations, struct db **db);
/* Zeroed memory that outlives requests; ends the process when there is none. */
void *store_alloc(size_t size);
/* Runs SQL text; an SQLite result code. */
int store_exec(sqlite3 *handle, const char *sql);
/* Whether the file that was opened still stands at its path. */
bool store_current(const struct db *db);
/* How much of the file the handle may keep in memory; less than before frees the rest. An SQLite result code. */
int store_cache(sqlite3 *handle, int kilobytes);
/* Whether the handle's budget of CPU is used up. */
bool store_too_costly(struct db *db);
/* First column of the first row as a number; *value is untouched without a row. An SQLite result code. */
int store_number(sqlite3 *handle, const char *sql, int64_t *value);
/* First column of the first row as text on the arena, NULL without a row. An SQLite result code. */
int store_text(struct arena *arena, sqlite3 *handle, const char *sql, const char **value);

/* ---- error.c ---- */

/* Turns an SQLite result into an rc, records the fault and logs what the operator must know. `what` names the statement
 * or the step. */
enum rc store_fault(struct cx *cx, struct db *db, int code, const char *what);
/* Whether that result of that handle means that the disk is full, or takes no writes. */
bool store_disk_full(sqlite3 *handle, int code);
/* The same as store_fault for a failed system call, from errno. */
enum rc store_fault_errno(struct cx *cx, int error, const char *path, const char *what);

/* ---- pages.c ---- */

/* A file that is going to be made gets small pages. An SQLite result code. */
int pages_small(sqlite3 *handle);
/* A file of small pages that has grown gets ordinary ones, if nobody else has it open. */
enum rc pages_widen(struct cx *cx, struct db *db);

/* ---- migrate.c ---- */

/* The application_id of our files: the set of migrations that they were made by. A change of one that stands already would meet
 * files that it never ran on: it makes another set, and files of the one before are refused. */
#define SCHEMA_SET 0x56434d34 /* "VCM4" */

enum rc store_migrate(struct cx *cx, struct db *db, const struct sql_migration *migrations, const struct db_options *options);

/* ---- statement.c ---- */

/* The statement of the catalogue, on the file of its scope, free to run. */
enum rc statement_get(struct cx *cx, enum sql_id id, struct statement **statement);
/* One that was composed. */
enum rc statement_text(struct cx *cx, struct db *db, const char *sql, struct statement **statement);
/* Binds every parameter. `copy`: SQLite keeps its own copy of texts, for statements that outlive the caller's frame. */
enum rc statement_bind(struct cx *cx, struct statement *statement, const struct arg *args, bool copy);
void statement_free(struct statement *statement);

/* ---- rows.c ---- */

enum rc statement_run(struct cx *cx, struct statement *statement, const struct arg *args, int64_t *changed);
enum rc statement_record(struct cx *cx, struct statement *statement, const struct arg *args, const struct record *record,
                         void *object);
/* Rows that are left, `max` at most, with room for `room` at first (not 0). */
enum rc rows_read(struct rows *rows, const struct record *record, size_t room, size_t max, struct list *list);

/* ---- lock.c ---- */

enum lock_wait {
    LOCK_TRY,   /* not at all */
    LOCK_SHORT, /* at most 3 ms, in the event loop of the fast pool: RC_BUSY */
    LOCK_LONG,  /* `write_wait_ms`: RC_UNAVAILABLE */
};
enum rc lock_take(struct cx *cx, struct db *db, enum lock_wait wait);
void lock_release(struct db *db);

/* ---- words.c ---- */

struct word {
    const char *text;  /* folded */
    size_t start, end; /* where it stands */
};
/* The text with ligatures and the like replaced as people type them; itself if there are none. */
const char *words_fold(struct arena *arena, const char *text);
/* The first `room` words of a text that was folded. */
enum rc words_cut(struct cx *cx, const char *text, struct word *words, size_t room, size_t *count);
/* Appends the text, folded so; whether that changed anything. */
bool words_replace(sqlite3_str *out, const char *text);

/* Gives the handle the SQL functions that statements of the catalogue call, and no schema may: search_words, phone_words and
 * text_key. The
 * cutter lives as long as the handle. An SQLite result code. */
int cutter_open(struct cutter *cutter, sqlite3 *handle);
void cutter_close(struct cutter *cutter);
/* Calls `word` for each word of the text, as FTS5's tokenizers do. An SQLite result code. */
typedef int cut_word(void *data, int flags, const char *token, int length, int start, int end);
int cutter_cut(struct cutter *cutter, enum cut cut, const char *text, int length, void *data, cut_word *word);

/* ---- order.c ---- */

/* text_key(text): what it is sorted by; NULL of NULL. */
void text_key(sqlite3_context *context, int count, sqlite3_value **values);

/* ---- backup.c ---- */

/* Copies the file as it stands now; see db_backup. No transaction may be open; the lock may be held. */
enum rc store_copy(struct cx *cx, struct db *db, const char *path);

/* ---- transaction.c ---- */

/* BEGIN, COMMIT and so on, prepared once. An SQLite result code. */
int store_control(struct db *db, enum control control);

#endif
