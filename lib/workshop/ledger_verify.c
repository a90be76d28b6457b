/* SPDX-License-Identifier: MIT
 *
 * Checking the hash chain, and what the rows must be to each other. */
#include "workshop/ledger_verify.h"

#include "auth/digest.h"
#include "base/str.h"
#include "workshop/closing.h"
#include "workshop/credit_note.h"
#include "workshop/event.h"
#include "workshop/payment.h"
#include "workshop/refund.h"

static const struct ledger_kind *const kinds[] = {&payment_ledger, &reversal_ledger, &invoice_ledger, &credit_note_ledger,
                                                  &refund_ledger,  &closing_ledger,  &event_ledger};

/* NULL: there is no such kind. */
static const struct ledger_kind *kind_of(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (str_eq(kinds[i]->name, name)) {
            return kinds[i];
        }
    }
    return NULL;
}

struct ledger_entry {
    int64_t seq;
    const char *kind, *ref_id, *entry, *previous_hash, *hash;
};

static const struct field ledger_entry_fields[] = {
    FIELD_INT(struct ledger_entry, seq, 0, 0, 0),
    FIELD_TEXT(struct ledger_entry, kind, 0, 0, 0),
    FIELD_TEXT(struct ledger_entry, ref_id, 0, 0, 0),
    FIELD_TEXT(struct ledger_entry, entry, 0, 0, 0),
    FIELD_TEXT(struct ledger_entry, previous_hash, 0, 0, 0),
    FIELD_TEXT(struct ledger_entry, hash, 0, 0, 0),
};
static RECORD(ledger_entry_record, "LedgerEntry", struct ledger_entry, ledger_entry_fields, NULL);

/* What is wrong with an entry, or NULL. */
static enum rc entry_problem(struct cx *cx, const struct ledger_entry *entry, int64_t seq, const char *previous,
                             const char **problem)
{
    const struct ledger_kind *kind = kind_of(entry->kind);
    const char *now = NULL;
    *problem = NULL;
    if (entry->seq != seq) {
        *problem = arena_printf(cx->arena, "entry %lld is missing", (long long)seq);
    } else if (!str_eq(entry->previous_hash, previous)) {
        *problem = "its link to the entry before is broken";
    } else if (!str_eq(entry->hash, ledger_hash(cx, previous, entry->entry))) {
        *problem = "its text does not fit its hash";
    } else if (!kind) {
        *problem = "there is no such kind of entry";
    } else {
        enum rc rc = ledger_text(cx, kind, entry->ref_id, &now);
        if (rc == RC_NOT_FOUND) {
            fault_clear(cx);
            *problem = "its row is gone";
            return RC_OK;
        }
        TRY(rc);
        *problem = str_eq(now, entry->entry) ? NULL : "its row was changed";
        return *problem || !kind->problem ? RC_OK : kind->problem(cx, entry->ref_id, problem);
    }
    return RC_OK;
}

struct walk {
    int64_t seq; /* last entry that was good */
    char hash[SHA256_HEX];
};

/* Checks one batch; *more is false at the end of the chain or at the first problem. */
static enum rc verify_batch(struct cx *cx, struct walk *walk, struct ledger_report *report, bool *more)
{
    struct list list;
    TRY(db_all(cx, SQL_LEDGER_PAGE, ARGS(ARG_I("after", walk->seq)), &ledger_entry_record, &list));
    const struct ledger_entry *entries = list.rows;
    *more = list.count > 0;
    for (size_t i = 0; i < list.count; i++) {
        const char *problem = NULL;
        TRY(entry_problem(cx, &entries[i], walk->seq + 1, walk->hash, &problem));
        if (problem) {
            report->broken_seq = entries[i].seq;
            report->problem = arena_printf(cx->arena, "%s %s: %s", entries[i].kind, entries[i].ref_id, problem);
            *more = false;
            return RC_OK;
        }
        walk->seq = entries[i].seq;
        memcpy(walk->hash, entries[i].hash, sizeof walk->hash - 1);
        report->entries++;
    }
    return RC_OK;
}

/* A query that finds at most one trouble: its first column goes into the report. */
static enum rc verify_query(struct cx *cx, enum sql_id sql, const char *problem, struct ledger_report *report)
{
    struct rows rows;
    TRY(rows_open(cx, sql, NO_ARGS, &rows));
    enum rc rc = rows_next(&rows);
    if (rc == RC_OK) {
        report->problem = arena_printf(cx->arena, "%s: %s", rows_text(&rows, 0), problem);
    }
    rows_close(&rows);
    return rc == RC_END ? RC_OK : rc;
}

/* What the rows must be to each other. */
static enum rc verify_rows(struct cx *cx, struct ledger_report *report)
{
    static const struct {
        enum sql_id sql;
        const char *problem;
    } rules[] = {
        {SQL_LEDGER_MISSING, "stands outside the chain"},
        {SQL_LEDGER_SUMS_WRONG, "its sums differ from its payments and credit notes"},
        {SQL_LEDGER_MOVEMENTS_WRONG, "lists and reports read something else than was recorded"},
        {SQL_LEDGER_LINES_WRONG, "its sums do not follow from its lines"},
        {SQL_LEDGER_DEPOSITS_WRONG, "what it asks for or deducts as deposits does not add up"},
        {SQL_LEDGER_STATUS_WRONG, "its status does not follow from what is due"},
        {SQL_LEDGER_NUMBER_GAP, "the numbers have a gap"},
        {SQL_LEDGER_TIME_WRONG, "the time of its recording is not what its text says"},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules && !report->problem; i++) {
        TRY(verify_query(cx, rules[i].sql, rules[i].problem, report));
    }
    return RC_OK;
}

enum rc ledger_verify(struct cx *cx, struct ledger_report *report)
{
    struct walk walk = {.hash = LEDGER_FIRST};
    bool more = true;
    *report = (struct ledger_report){0};
    while (more) {
        struct scratch scratch;
        cx_scratch_begin(cx, &scratch);
        enum rc rc = verify_batch(cx, &walk, report, &more);
        report->problem = arena_strdup(scratch.kept, report->problem);
        cx_scratch_end(cx, &scratch);
        TRY(rc);
    }
    return verify_rows(cx, report);
}
