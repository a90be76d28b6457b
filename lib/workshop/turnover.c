/* SPDX-License-Identifier: MIT
 *
 * The turnover of a period, twice: from the rows, and from the chain. */
#include "workshop/turnover.h"

#include "base/str.h"
#include "base/time.h"

static const struct field turnover_fields[] = {
    FIELD_DATE(struct turnover, from_date, F_REQUIRED),        FIELD_DATE(struct turnover, to_date, F_REQUIRED),
    CLOSING_SUM_FIELDS(struct turnover, F_REQUIRED),           FIELD_MONEY(struct turnover, turnover_net, F_REQUIRED),
    FIELD_MONEY(struct turnover, turnover_vat, F_REQUIRED),    FIELD_MONEY(struct turnover, turnover, F_REQUIRED),
    FIELD_MONEY(struct turnover, received, F_REQUIRED),        FIELD_BOOL(struct turnover, is_proven, F_REQUIRED),
    FIELD_INT(struct turnover, first_entry, F_READONLY, 0, 0), FIELD_INT(struct turnover, last_entry, F_READONLY, 0, 0),
    FIELD_TEXT(struct turnover, last_hash, F_READONLY, 0, 0),
};
RECORD(turnover_record, "Turnover", struct turnover, turnover_fields, NULL);

/* The columns of turnover_chain. */
enum { SEQ, KIND, ENTRY, PREVIOUS, HASH, NET, VAT, TOTAL };

static void count_in(struct closing_sums *sums, struct rows *rows)
{
    const char *kind = rows_text(rows, KIND);
    int64_t total = rows_int(rows, TOTAL);
    sums->entries++;
    if (str_eq(kind, "INVOICE")) {
        sums->invoice_count++;
        sums->invoiced_net += rows_int(rows, NET);
        sums->invoiced_vat += rows_int(rows, VAT);
        sums->invoiced += total;
    } else if (str_eq(kind, "CREDIT_NOTE")) {
        sums->credit_note_count++;
        sums->credited_net += rows_int(rows, NET);
        sums->credited_vat += rows_int(rows, VAT);
        sums->credited += total;
    } else if (str_eq(kind, "REFUND")) {
        sums->reversal_count++;
        sums->reversed += total;
    } else if (total > 0) {
        sums->payment_count++;
        sums->paid += total;
    } else {
        sums->reversal_count++;
        sums->reversed -= total;
    }
}

/* Adds up the chain's text; clears is_proven where an entry does not fit its hash. */
static enum rc sum_chain(struct cx *cx, const struct arg *range, struct turnover *turnover, struct closing_sums *sums)
{
    struct scratch scratch;
    struct rows rows;
    char last_hash[65] = "";
    enum rc rc;
    TRY(rows_open(cx, SQL_TURNOVER_CHAIN, range, &rows));
    cx_scratch_begin(cx, &scratch);
    while ((rc = rows_next(&rows)) == RC_OK) {
        int64_t seq = rows_int(&rows, SEQ);
        const char *hash = rows_text(&rows, HASH);
        bool fits = str_eq(hash, ledger_hash(cx, rows_text(&rows, PREVIOUS), rows_text(&rows, ENTRY)));
        turnover->is_proven = turnover->is_proven && fits;
        count_in(sums, &rows);
        if (turnover->first_entry == INT_NULL || seq < turnover->first_entry) {
            turnover->first_entry = seq;
        }
        if (turnover->last_entry == INT_NULL || seq > turnover->last_entry) {
            turnover->last_entry = seq;
            snprintf(last_hash, sizeof last_hash, "%s", hash);
        }
        cx_scratch_reset(cx, &scratch);
    }
    cx_scratch_end(cx, &scratch);
    rows_close(&rows);
    turnover->last_hash = *last_hash ? arena_strdup(cx->arena, last_hash) : NULL;
    return rc == RC_END ? RC_OK : rc;
}

enum rc turnover_get(struct cx *cx, int64_t from, int64_t to, struct turnover *turnover)
{
    char from_date[DATE_LEN], to_date[DATE_LEN];
    struct closing_sums chain = {0};
    int64_t from_ms = zone_day_start_ms(cx->zone, from), to_ms = zone_day_start_ms(cx->zone, to + 1);
    date_format(from, from_date);
    date_format(to, to_date);
    *turnover = (struct turnover){.from_date = arena_strdup(cx->arena, from_date),
                                  .to_date = arena_strdup(cx->arena, to_date),
                                  .is_proven = 1,
                                  .first_entry = INT_NULL,
                                  .last_entry = INT_NULL};
    struct closing_sums *sums = &turnover->sums;
    TRY(closing_sum(cx, from_ms, to_ms, sums));
    TRY(sum_chain(cx, ARGS(ARG_I("from_at", from_ms), ARG_I("to_at", to_ms)), turnover, &chain));
    turnover->is_proven = turnover->is_proven && memcmp(sums, &chain, sizeof chain) == 0;
    turnover->turnover_net = sums->invoiced_net - sums->credited_net;
    turnover->turnover_vat = sums->invoiced_vat - sums->credited_vat;
    turnover->turnover = sums->invoiced - sums->credited;
    turnover->received = sums->paid - sums->reversed;
    return RC_OK;
}
