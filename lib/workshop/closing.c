/* SPDX-License-Identifier: MIT
 *
 * Making closings, and checking them. */
#include "workshop/closing.h"

#include "base/str.h"
#include "base/time.h"

static const char *const closing_kinds[] = {"DAY", "MONTH", "YEAR", NULL};

#define MONEY(m) FIELD_MONEY(struct closing, m, F_READONLY)
static const struct field closing_fields[] = {
    FIELD_UUID(struct closing, id, F_READONLY),
    /* what its entry says: fields are added behind CHAINED only */
    FIELD_ENUM(struct closing, kind, F_READONLY | F_FILTER, closing_kinds),
    FIELD_INT(struct closing, number, F_READONLY, 0, 0),
    FIELD_DATE(struct closing, from_date, F_READONLY),
    FIELD_DATE(struct closing, to_date, F_READONLY | F_SORT),
    FIELD_TIME(struct closing, from_at, F_READONLY),
    FIELD_TIME(struct closing, to_at, F_READONLY),
    CLOSING_SUM_FIELDS(struct closing, F_READONLY),
    MONEY(perpetual_invoiced),
    MONEY(perpetual_credited),
    MONEY(perpetual_paid),
    MONEY(perpetual_reversed),
    FIELD_UUID(struct closing, created_by, F_READONLY),
    FIELD_TIME(struct closing, created_at, F_READONLY),
    /* and what follows from it */
    MONEY(turnover_net),
    MONEY(turnover_vat),
    MONEY(turnover),
    MONEY(received),
    MONEY(perpetual_turnover),
    MONEY(perpetual_received),
    FIELD_INT(struct closing, version, F_READONLY, 0, 0),
    FIELD_TEXT(struct closing, hash, F_READONLY, 0, 0),
};
RECORD(closing_record, "Closing", struct closing, closing_fields, NULL);
enum { CHAINED_FROM = 1, CHAINED_TO = 26 };

static const struct filter closing_filters[] = {
    {.param = "from",
     .column = "c.to_date",
     .op = FILTER_GE,
     .type = {.name = "from", .type = FT_DATE, .about = "Of periods that end on that day or later"}},
    {.param = "to",
     .column = "c.to_date",
     .op = FILTER_LE,
     .type = {.name = "to", .type = FT_DATE, .about = "Of periods that end on that day or earlier"}},
    {.param = NULL},
};

static const struct list_spec closing_list = {
    .record = &closing_record,
    .select = SQL_CLOSING_LIST,
    .count = SQL_CLOSING_COUNT,
    .count_all = SQL_CLOSING_COUNT,
    .alias = "c",
    .filters = closing_filters,
    .order = "c.seq DESC",
    .tie = "c.seq DESC",
};

const struct resource closing_resource = {
    .record = &closing_record,
    .list = &closing_list,
    .get = SQL_CLOSING_GET,
};

/* ---- periods ---- */

static const struct field calendar_fields[] = {
    FIELD_AS(struct calendar, "timezone", zone, FT_TEXT, 0),
    FIELD_TEXT(struct calendar, fiscal_year_end, 0, 0, 0),
};
static RECORD(calendar_record, "Calendar", struct calendar, calendar_fields, NULL);

enum rc calendar_get(struct cx *cx, struct calendar *calendar)
{
    return db_get(cx, SQL_CLOSING_CALENDAR, NO_ARGS, &calendar_record, calendar);
}

int64_t fiscal_year_end(const struct calendar *calendar, int year)
{
    int month = (calendar->fiscal_year_end[0] - '0') * 10 + calendar->fiscal_year_end[1] - '0';
    int day = (calendar->fiscal_year_end[3] - '0') * 10 + calendar->fiscal_year_end[4] - '0';
    return month == 2 && day == 28 ? date_from_parts(year, 3, 1) - 1 : date_from_parts(year, month, day);
}

/* The first and the last day of the period that a day is in. */
static void period_of(const struct calendar *calendar, enum closing_kind kind, int64_t day, int64_t *first, int64_t *last)
{
    int year, month, date;
    date_parts(day, &year, &month, &date);
    *first = *last = day;
    if (kind == CLOSING_MONTH) {
        *first = date_from_parts(year, month, 1);
        *last = (month == 12 ? date_from_parts(year + 1, 1, 1) : date_from_parts(year, month + 1, 1)) - 1;
    } else if (kind == CLOSING_YEAR) {
        year += day > fiscal_year_end(calendar, year);
        *first = fiscal_year_end(calendar, year - 1) + 1;
        *last = fiscal_year_end(calendar, year);
    }
}

int64_t period_start_ms(const struct calendar *calendar, enum closing_kind kind, int64_t at_ms)
{
    int64_t first, last;
    period_of(calendar, kind, zone_date(calendar->zone, at_ms), &first, &last);
    return zone_day_start_ms(calendar->zone, first);
}

static const char *date_text(struct cx *cx, int64_t day)
{
    char text[DATE_LEN];
    date_format(day, text);
    return arena_strdup(cx->arena, text);
}

/* ---- sums ---- */

static const struct record sums_record = {"ClosingSums", sizeof(struct closing), closing_fields + 7, CLOSING_SUMS, NULL, NULL};

enum rc closing_sum(struct cx *cx, int64_t from_ms, int64_t to_ms, struct closing_sums *sums)
{
    struct closing found;
    TRY(db_get(cx, SQL_CLOSING_PERIOD, ARGS(ARG_I("from_at", from_ms), ARG_I("to_at", to_ms)), &sums_record, &found));
    *sums = found.sums;
    return RC_OK;
}

/* The perpetual totals behind a period, from those before it. */
static void carry(struct closing *closing, const struct closing *before)
{
    closing->perpetual_invoiced = before->perpetual_invoiced + closing->sums.invoiced;
    closing->perpetual_credited = before->perpetual_credited + closing->sums.credited;
    closing->perpetual_paid = before->perpetual_paid + closing->sums.paid;
    closing->perpetual_reversed = before->perpetual_reversed + closing->sums.reversed;
}

/* ---- in the chain ---- */

static enum rc ledger_entry(struct cx *cx, struct json *json, const char *id)
{
    struct closing closing;
    TRY(db_get(cx, SQL_CLOSING_GET, ARGS(ARG_T("id", id)), &closing_record, &closing));
    for (size_t i = CHAINED_FROM; i < CHAINED_TO; i++) {
        const struct field *field = &closing_fields[i];
        if (field_is_int(field)) {
            json_kv_int(json, field->name, *field_int(field, &closing));
        } else {
            json_kv_text(json, field->name, *field_text(field, &closing));
        }
    }
    return RC_OK;
}

/* Whether it says what the period adds up to, and goes on from the closing before. */
static enum rc ledger_problem(struct cx *cx, const char *id, const char **problem)
{
    struct closing closing, before, expected;
    TRY(db_get(cx, SQL_CLOSING_GET, ARGS(ARG_T("id", id)), &closing_record, &closing));
    enum rc rc = db_get(cx, SQL_CLOSING_BEFORE, ARGS(ARG_T("kind", closing.kind), ARG_I("number", closing.number)),
                        &closing_record, &before);
    if (rc == RC_NOT_FOUND) {
        before = (struct closing){.number = 0};
    } else {
        TRY(rc);
    }
    expected = closing;
    TRY(closing_sum(cx, closing.from_at, closing.to_at, &expected.sums));
    carry(&expected, &before);
    if (closing.number != before.number + 1 || closing.from_at < before.to_at) {
        *problem = "it does not follow the closing before";
    } else if (memcmp(&expected.sums, &closing.sums, sizeof expected.sums) != 0) {
        *problem = "its totals differ from what was recorded in its period";
    } else if (expected.perpetual_invoiced != closing.perpetual_invoiced ||
               expected.perpetual_credited != closing.perpetual_credited || expected.perpetual_paid != closing.perpetual_paid ||
               expected.perpetual_reversed != closing.perpetual_reversed) {
        *problem = "its perpetual totals do not go on from the closing before";
    }
    return RC_OK;
}

const struct ledger_kind closing_ledger = {.name = "CLOSING", .entry = ledger_entry, .problem = ledger_problem};

/* ---- making them ---- */

static enum rc last_of(struct cx *cx, enum closing_kind kind, struct closing *last)
{
    enum rc rc = db_get(cx, SQL_CLOSING_LAST, ARGS(ARG_T("kind", closing_kinds[kind])), &closing_record, last);
    if (rc == RC_NOT_FOUND) {
        *last = (struct closing){.number = 0};
        return RC_OK;
    }
    return rc;
}

static enum rc store(struct cx *cx, struct closing *closing, const struct closing *last)
{
    closing->number = last->number + 1;
    TRY(closing_sum(cx, closing->from_at, closing->to_at, &closing->sums));
    carry(closing, last);
    TRY(resource_insert(cx, &closing_record, SQL_CLOSING_INSERT, closing));
    return ledger_append(cx, &closing_ledger, closing->id);
}

/* The next closing of a kind, if its period is over; `early`: up to now otherwise. */
static enum rc make_next(struct cx *cx, const struct calendar *calendar, enum closing_kind kind, bool early, bool *made)
{
    struct closing last;
    int64_t entry_at, first, last_day;
    *made = false;
    TRY(last_of(cx, kind, &last));
    enum rc rc = db_int(cx, SQL_CLOSING_FIRST_ENTRY, ARGS(ARG_I("since", last.to_at), ARG_I("before", cx->now_ms)), &entry_at);
    if (rc == RC_NOT_FOUND) {
        return RC_OK;
    }
    TRY(rc);
    period_of(calendar, kind, zone_date(calendar->zone, entry_at), &first, &last_day);
    struct closing closing;
    record_clear(&closing_record, &closing);
    closing.kind = closing_kinds[kind];
    closing.from_date = date_text(cx, first);
    closing.to_date = date_text(cx, last_day);
    closing.from_at = zone_day_start_ms(calendar->zone, first);
    closing.from_at = closing.from_at < last.to_at ? last.to_at : closing.from_at;
    closing.to_at = zone_day_start_ms(calendar->zone, last_day + 1);
    if (closing.to_at > cx->now_ms && !early) {
        return RC_OK;
    }
    closing.to_at = closing.to_at > cx->now_ms ? cx->now_ms : closing.to_at;
    *made = true;
    return store(cx, &closing, &last);
}

enum rc closings_make(struct cx *cx, int64_t max, int64_t *made)
{
    struct calendar calendar;
    *made = 0;
    TRY(calendar_get(cx, &calendar));
    for (enum closing_kind kind = CLOSING_DAY; kind < CLOSING_KINDS; kind++) {
        bool more = true;
        while (more && *made < max) {
            struct scratch scratch;
            cx_scratch_begin(cx, &scratch);
            enum rc rc = make_next(cx, &calendar, kind, false, &more);
            cx_scratch_end(cx, &scratch);
            TRY(rc);
            *made += more;
        }
    }
    return RC_OK;
}

/* What was recorded in this very millisecond is to be in it: then it is closed one later. */
static enum rc let_moment_pass(struct cx *cx)
{
    int64_t entry_at;
    int64_t end_us = time_monotonic_us() + 1000;
    enum rc rc = db_int(cx, SQL_CLOSING_FIRST_ENTRY, ARGS(ARG_I("since", cx->now_ms), ARG_I("before", INT64_MAX)), &entry_at);
    if (rc == RC_OK) {
        while (time_monotonic_us() < end_us) {
        }
        cx->now_ms = time_now_ms();
    }
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

enum rc closing_close_day(struct cx *cx, struct closing *closing, int64_t *made)
{
    struct calendar calendar;
    bool early;
    TRY(let_moment_pass(cx));
    TRY(closings_make(cx, INT64_MAX, made));
    TRY(calendar_get(cx, &calendar));
    TRY(make_next(cx, &calendar, CLOSING_DAY, true, &early));
    *made += early;
    TRY(last_of(cx, CLOSING_DAY, closing));
    const char *today = zone_today(cx->arena, calendar.zone, cx->now_ms);
    if (*made == 0 && !str_eq(closing->to_date, today)) {
        return fault_set(cx, RC_CONFLICT, "NOTHING_TO_CLOSE", "Nothing was recorded since the last closing");
    }
    return resource_get(cx, &closing_resource, closing->id, closing);
}
