/* SPDX-License-Identifier: MIT
 *
 * A deal written once with its past is the deal that the ordinary functions leave, told event by event: random stories are told
 * both ways, to an owner each, and every row that follows from them is compared, the kept sums included. */
#include <check.h>
#include <stdlib.h>

#include "auth/user.h"
#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"
#include "pipeline/opportunity_history.h"
#include "pipeline/opportunity_past.h"
#include "pipeline/opportunity_rules.h"
#include "request_fixture.h"
#include "tenant/tenant.h"

Suite *suite_past(void);

#define STORIES 40
#define EVENTS_MAX 12
#define BEGIN_MS 1700000000000LL

static struct arena *arena;
static struct cx cx;
static struct user owner; /* who writes everything */
static struct rules rules;
static const char *live_id; /* whose deals are told by the ordinary functions */
static const char *past_id;

/* ---- the tenant's file ---- */

static const char *sql_value(const char *sql)
{
    struct rows rows;
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    enum rc rc = rows_next(&rows);
    const char *text = rc == RC_OK ? rows_text(&rows, 0) : NULL;
    ck_assert(rc == RC_OK || rc == RC_END);
    rows_close(&rows);
    return text ? text : "";
}

static const char *add_person(const char *name)
{
    const char *id = uuid_new(arena);
    sql_value(arena_printf(arena,
                           "INSERT INTO app_user (id, email, username, first_name, role, is_active, created_at, updated_at)"
                           " VALUES ('%s', '%s@garage.test', '%s', '%s', 'sales', 1, 0, 0)",
                           id, name, name, name));
    return id;
}

static void setup(void)
{
    world_setup();
    arena = arena_new(0);
    world_enter(&cx, arena);
    ck_assert_int_eq(db_text(&cx, SQL_SETTINGS_ZONE, NO_ARGS, &cx.zone), RC_OK);
    ck_assert_int_eq(user_by_email(&cx, "owner@garage.test", &owner), RC_OK);
    cx.user = &owner;
    ck_assert_int_eq(rules_read(&cx, &rules), RC_OK);
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    live_id = add_person("live");
    past_id = add_person("past");
}

static void teardown(void)
{
    world_leave(&cx);
    arena_free(arena);
    world_teardown();
}

/* ---- stories ---- */

static bool chance(int percent)
{
    return rand() % 100 < percent;
}

static const char *pick(const char *const *from, int count)
{
    return from[rand() % count];
}

static const char *any_status(void)
{
    return opportunity_machine.statuses[(size_t)rand() % opportunity_machine.status_count].name;
}

static const char *any_stage(void)
{
    return stage_machine.statuses[(size_t)rand() % stage_machine.status_count].name;
}

static void begin(struct opportunity *deal)
{
    record_clear(&opportunity_record, deal);
    deal->owner_id = live_id;
    deal->project_name = "Port";
    deal->sector_type = chance(50) ? "Port" : NULL;
    deal->original_amount = 100 * (1 + rand() % 1000000);
    deal->gross_margin_percentage = 100 * (rand() % 40);
    deal->project_type = "One-time service";
    deal->project_maturity = "RFI";
    deal->client_type = "New";
    deal->client_relationship = "3 - Good";
    deal->starting_date = "2026-01-15";
    deal->closing_date = chance(50) ? "2026-12-31" : "2028-03-01";
    deal->stage = any_stage();
}

static void change(struct opportunity *deal)
{
    static const char *const maturities[] = {"Prospection", "RFI", "RFQ", "Negotiation"};
    deal->status = chance(30) ? any_status() : deal->status;
    deal->stage = chance(40) ? any_stage() : deal->stage;
    deal->project_maturity = chance(40) ? pick(maturities, 4) : deal->project_maturity;
    deal->update_notes = chance(30) ? arena_printf(arena, "Note %d", rand() % 3) : deal->update_notes;
    deal->project_name = chance(20) ? arena_printf(arena, "Port %d", rand()) : deal->project_name;
    deal->original_amount = chance(30) ? 100 * (1 + rand() % 1000000) : deal->original_amount;
    deal->starting_date = chance(20) ? "2025-11-01" : deal->starting_date;
    deal->win_probability_override = chance(20) ? 100 * (rand() % 101) : deal->win_probability_override;
}

/* A deal's events up to its last; some are at one moment. */
static struct opportunity_event *make_story(void)
{
    struct opportunity deal;
    const struct opportunity *before = NULL;
    struct opportunity_event *events = arena_alloc(arena, EVENTS_MAX * sizeof *events);
    int count = 1 + rand() % EVENTS_MAX;
    begin(&deal);
    for (int i = 0; i < count; i++) {
        cx.now_ms = i == 0 ? BEGIN_MS + rand() : events[i - 1].at_ms + (chance(80) ? rand() : 0);
        events[i].at_ms = cx.now_ms;
        events[i].next = i + 1 < count ? &events[i + 1] : NULL;
        if (i > 0 && chance(40)) {
            events[i].activity_type = chance(50) ? "note_added" : "call_made";
            events[i].description = arena_printf(arena, "What was said %d", i);
            continue;
        }
        if (i > 0) {
            change(&deal);
        }
        ck_assert_int_eq(opportunity_compute_by(&cx, &rules, before, &deal, 0), RC_OK);
        events[i].deal = deal;
        before = &events[i].deal;
    }
    return events;
}

static void tell_live(const struct opportunity_event *first)
{
    struct opportunity deal = first->deal;
    cx.now_ms = first->at_ms;
    ck_assert_int_eq(opportunity_create(&cx, &deal), RC_OK);
    for (const struct opportunity_event *event = first->next; event; event = event->next) {
        struct opportunity before = deal;
        struct opportunity_activity activity = {.activity_type = event->activity_type, .description = event->description};
        cx.now_ms = event->at_ms;
        if (event->activity_type) {
            ck_assert_int_eq(opportunity_activity_add(&cx, deal.id, &activity), RC_OK);
            continue;
        }
        deal = event->deal;
        deal.id = before.id;
        ck_assert_int_eq(opportunity_save(&cx, &before, &deal), RC_OK);
    }
}

static void tell_past(struct opportunity_event *first)
{
    for (int i = 0; i < EVENTS_MAX; i++) {
        first[i].deal.owner_id = past_id;
    }
    int64_t now_ms = ++cx.now_ms;
    ck_assert_int_eq(opportunity_create_past(&cx, first), RC_OK);
    ck_assert_int_eq(cx.now_ms, now_ms);
}

/* ---- comparison ---- */

/* The rows of a table, as text, that belong to the deals of an owner: `join` leads from x, the table, to o, the deal. */
static const char *rows_of(const char *table, const char *skip, const char *join, const char *order, const char *owner_id)
{
    const char *columns =
        sql_value(arena_printf(arena,
                               "SELECT group_concat('quote(x.' || name || ')', ' || '' '' || ') FROM pragma_table_info('%s')"
                               " WHERE name NOT IN (%s)",
                               table, skip));
    ck_assert_uint_gt(strlen(columns), 0);
    return sql_value(arena_printf(arena,
                                  "SELECT group_concat(line, char(10)) FROM (SELECT %s AS line FROM %s x %s"
                                  " WHERE owner_id = '%s' ORDER BY %s)",
                                  columns, table, join, owner_id, order));
}

static void compare(const char *table, const char *skip, const char *join, const char *order)
{
    const char *live = rows_of(table, skip, join, order, live_id);
    const char *past = rows_of(table, skip, join, order, past_id);
    ck_assert_uint_gt(strlen(live), STORIES);
    ck_assert_msg(str_eq(live, past), "%s\n--- live\n%s\n--- past\n%s", table, live, past);
}

/* Sums may keep rows of zeros for what was there once. */
static void compare_sums(void)
{
    static const char *const zeros[] = {
        "DELETE FROM opportunity_stat WHERE deals = 0 AND total = 0 AND weighted = 0 AND created_sum = 0",
        "DELETE FROM opportunity_month WHERE created = 0 AND won = 0 AND lost = 0 AND won_total = 0",
        "DELETE FROM revenue_delta WHERE sales = 0 AND margin = 0",
        "DELETE FROM stage_stat WHERE entered = 0 AND advanced = 0 AND stays = 0 AND seconds = 0",
    };
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++) {
        sql_value(zeros[i]);
    }
    compare("opportunity_stat", "'owner_id'", "", "status, stage, sector_type");
    compare("opportunity_month", "'owner_id'", "", "month");
    compare("revenue_delta", "'owner_id'", "", "month");
    compare("stage_stat", "'owner_id'", "", "stage");
}

START_TEST(a_past_is_what_the_ordinary_functions_leave)
{
    srand(7);
    for (int i = 0; i < STORIES; i++) {
        struct opportunity_event *first = make_story();
        tell_live(first);
        tell_past(first);
    }
    compare("opportunity", "'seq', 'id', 'owner_id', 'version'", "", "seq"); /* a past is one write */
    compare("opportunity_stage", "'seq', 'opportunity_id'", "JOIN opportunity o ON o.id = x.opportunity_id", "o.seq, x.seq");
    compare("opportunity_activity", "'seq', 'id', 'opportunity_id'", "JOIN opportunity o ON o.id = x.opportunity_id",
            "o.seq, x.seq");
    compare("opportunity_fts", "''", "JOIN opportunity o ON o.seq = x.rowid", "o.seq");
    compare_sums();
    ck_assert_str_eq(sql_value("SELECT group_concat(value = (SELECT count(*) FROM opportunity)) FROM counter"
                               " WHERE name = 'opportunity'"),
                     "1");
    ck_assert_int_eq(db_commit(&cx, cx.db), RC_OK);
    ck_assert_int_eq(db_verify(&cx, cx.db), RC_OK);
}
END_TEST

Suite *suite_past(void)
{
    Suite *suite = suite_create("past");
    TCase *tcase = tcase_create("past");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_past_is_what_the_ordinary_functions_leave);
    suite_add_tcase(suite, tcase);
    return suite;
}
