/* SPDX-License-Identifier: MIT
 *
 * One tenant's sweep. A batch ends after about 20 ms; then the write lock goes to whoever waits for it. */
#include "workshop/sweep.h"

#include <stdio.h>

#include "base/config.h"
#include "base/time.h"
#include "base/version.h"
#include "resource/journal.h"
#include "workshop/activity.h"
#include "workshop/closing.h"
#include "workshop/event.h"
#include "workshop/invoice.h"
#include "workshop/quote.h"

#define BATCH_US 20000
#define UNDO_DAYS 30    /* of imports: IMPORT_UNDO_DAYS, of a floor that sees this one */
#define DONE_AT_ONCE 50 /* rows that one statement of sweep.sql takes */

struct due_invoice {
    const char *id;
    const char *invoice_number;
    const char *contact_id;
};

static const struct field due_invoice_fields[] = {
    FIELD_UUID(struct due_invoice, id, 0),
    FIELD_TEXT(struct due_invoice, invoice_number, 0, 0, 0),
    FIELD_UUID(struct due_invoice, contact_id, 0),
};
static RECORD(due_invoice_record, "DueInvoice", struct due_invoice, due_invoice_fields, NULL);

struct due_quote {
    const char *id;
};
static const struct field due_quote_fields[] = {FIELD_UUID(struct due_quote, id, 0)};
static RECORD(due_quote_record, "DueQuote", struct due_quote, due_quote_fields, NULL);

static enum rc mark_invoice(struct cx *cx, const struct due_invoice *invoice)
{
    const char *description = arena_printf(cx->arena, "Facture %s en retard", invoice->invoice_number);
    const char *metadata =
        arena_printf(cx->arena, "{\"invoice_id\":\"%s\",\"invoice_number\":\"%s\"}", invoice->id, invoice->invoice_number);
    TRY(resource_write(cx, &invoice_resource, invoice->id, SQL_SWEEP_MARK,
                       ARGS(ARG_T("id", invoice->id), ARG_I("now", cx->now_ms)), JOURNAL_SWEEP));
    return activity_log(cx, "INVOICE_OVERDUE", invoice->contact_id, description, metadata);
}

/* One bite of the work; *done stays 0 when none of its kind is left. */
static enum rc mark_some(struct cx *cx, const char *today, int64_t *done)
{
    struct list list;
    TRY(db_all(cx, SQL_SWEEP_INVOICES, ARGS(ARG_T("today", today)), &due_invoice_record, &list));
    const struct due_invoice *invoices = list.rows;
    for (size_t i = 0; i < list.count; i++) {
        TRY(mark_invoice(cx, &invoices[i]));
    }
    *done = (int64_t)list.count;
    return RC_OK;
}

static enum rc expire_some(struct cx *cx, const char *today, int64_t *done)
{
    struct list list;
    TRY(db_all(cx, SQL_SWEEP_QUOTES, ARGS(ARG_T("today", today)), &due_quote_record, &list));
    const struct due_quote *quotes = list.rows;
    for (size_t i = 0; i < list.count; i++) {
        TRY(resource_write(cx, &quote_resource, quotes[i].id, SQL_SWEEP_EXPIRE,
                           ARGS(ARG_T("id", quotes[i].id), ARG_I("now", cx->now_ms)), JOURNAL_SWEEP));
    }
    *done = (int64_t)list.count;
    return RC_OK;
}

static enum rc purge_sessions(struct cx *cx, const char *today, int64_t *done)
{
    (void)today;
    return db_run_count(cx, SQL_SWEEP_SESSIONS, ARGS(ARG_I("now", cx->now_ms)), done);
}

static enum rc purge_journal(struct cx *cx, const char *today, int64_t *done)
{
    (void)today;
    return db_run_count(cx, SQL_SWEEP_JOURNAL, ARGS(ARG_I("before", journal_begins(cx))), done);
}

static int64_t tasks_begin(const struct cx *cx)
{
    return cx->now_ms - config_int("restore_days") * MS_PER_DAY;
}

/* The journal has had its row of each since it was deleted. */
static enum rc purge_tasks(struct cx *cx, const char *today, int64_t *done)
{
    (void)today;
    return db_run_count(cx, SQL_SWEEP_TASKS, ARGS(ARG_I("before", tasks_begin(cx))), done);
}

static int64_t imports_begin(const struct cx *cx)
{
    return cx->now_ms - UNDO_DAYS * MS_PER_DAY;
}

static enum rc purge_imports(struct cx *cx, const char *today, int64_t *done)
{
    (void)today;
    return db_run_count(cx, SQL_SWEEP_IMPORTS, ARGS(ARG_I("before", imports_begin(cx))), done);
}

static enum rc purge_answers(struct cx *cx, const char *today, int64_t *done)
{
    (void)today;
    return db_run_count(cx, SQL_SWEEP_ANSWERS, ARGS(ARG_I("before", cx->now_ms - MS_PER_DAY)), done);
}

/* By the clock, whatever day is taken for today. */
static enum rc close_periods(struct cx *cx, const char *today, int64_t *done)
{
    const char *source = cx->source;
    (void)today;
    cx->source = JOURNAL_SWEEP;
    enum rc rc = closings_make(cx, DONE_AT_ONCE, done);
    cx->source = source;
    return rc;
}

/* Which version of the program writes from now on. */
static enum rc note_version(struct cx *cx, const char *today, int64_t *done)
{
    (void)today;
    *done = 0;
    return event_add_once(cx, EVENT_VERSION, VERSION);
}

/* The kinds of work, and where each is counted. */
static enum rc (*const bites[])(struct cx *cx, const char *today,
                                int64_t *done) = {mark_some,   expire_some,   purge_sessions, purge_answers, purge_journal,
                                                  purge_tasks, purge_imports, note_version,   close_periods};
#define KINDS (sizeof bites / sizeof *bites)

/* Bites until the time of a batch is over. *kind moves on where nothing is left. */
static enum rc fill_batch(struct cx *cx, const char *today, size_t *kind, int64_t counts[KINDS])
{
    int64_t end_us = time_monotonic_us() + BATCH_US;
    while (*kind < KINDS && time_monotonic_us() < end_us) {
        int64_t done = 0;
        TRY(bites[*kind](cx, today, &done));
        counts[*kind] += done;
        if (done < DONE_AT_ONCE) {
            ++*kind;
        }
    }
    return RC_OK;
}

static enum rc run_batch(struct cx *cx, const char *today, size_t *kind, struct sweep_counts *counts)
{
    int64_t batch[KINDS] = {0};
    cx->now_ms = time_now_ms();
    TRY(db_begin(cx, cx->db, TX_WRITE));
    TRY(db_end(cx, cx->db, fill_batch(cx, today, kind, batch)));
    counts->marked += batch[0];
    counts->expired_quotes += batch[1];
    counts->closings += batch[KINDS - 1];
    return RC_OK;
}

/* Whether there is any work; `today`, kept outside of the arena, is the day that counts as today. */
static enum rc look(struct cx *cx, const char *as_of, char today[DATE_LEN], int64_t *due)
{
    struct calendar calendar;
    TRY(calendar_get(cx, &calendar));
    snprintf(today, DATE_LEN, "%s", as_of ? as_of : zone_today(cx->arena, calendar.zone, cx->now_ms));
    return db_int(cx, SQL_SWEEP_DUE,
                  ARGS(ARG_T("today", today), ARG_T("version", VERSION), ARG_I("now", cx->now_ms),
                       ARG_I("before", cx->now_ms - MS_PER_DAY), ARG_I("journal", journal_begins(cx)),
                       ARG_I("tasks", tasks_begin(cx)), ARG_I("imports", imports_begin(cx)),
                       ARG_I("day_at", period_start_ms(&calendar, CLOSING_DAY, cx->now_ms)),
                       ARG_I("month_at", period_start_ms(&calendar, CLOSING_MONTH, cx->now_ms)),
                       ARG_I("year_at", period_start_ms(&calendar, CLOSING_YEAR, cx->now_ms))),
                  due);
}

enum rc sweep_tenant(struct cx *cx, const char *as_of, struct sweep_counts *counts)
{
    char today[DATE_LEN];
    int64_t due = 0;
    size_t kind = 0;
    cx->now_ms = time_now_ms();
    TRY(look(cx, as_of, today, &due));
    if (!due) {
        return RC_OK;
    }
    while (kind < KINDS) {
        arena_reset(cx->arena);
        TRY(run_batch(cx, today, &kind, counts));
    }
    db_checkpoint(cx->db, 1000);
    return RC_OK;
}
