/* SPDX-License-Identifier: MIT
 *
 * The deals of the demonstration pipeline. They begin one after another over three years, and each is told to its end, or to
 * the present, and written then, before the next one begins: nothing has to be remembered, however many there are. Each act
 * sets cx->now_ms and cx->user; the domain's functions take the time and the person from there. */
#include "base/time.h"
#include "demo/dice.h"
#include "demo/sales_data.h"
#include "demo/teller.h"
#include "pipeline/opportunity_past.h"
#include "pipeline/opportunity_rules.h"

#define SEED 0x7069706500000001u
#define BATCH_DEALS 1000
#define FIRST_DAYS (3 * 365)
#define FRIDAY 5
#define THOUSAND 100000 /* 1,000.00 in cents */

struct tale {
    struct cx *cx; /* its scratch memory is forgotten after each deal */
    const struct demo_order *order;
    const struct user *owners;
    const char *const *clients;
    struct rules rules; /* of the tenant's owner, who may write for everyone */
    struct teller teller;
    struct dice dice;
    int64_t first_ms;
    struct opportunity_event *first; /* of the deal that is being told */
    struct opportunity_event *last;
    bool known[SALES_CLIENTS];                        /* has had a deal */
    int64_t namesakes[SALES_CLIENTS][SALES_PROJECTS]; /* how often a client had a project */
};

/* ---- clock ---- */

/* The same moment squeezed into the day's ten working hours; weekends wait for Monday. Keeps the order of moments. */
static int64_t working_ms(const struct tale *tale, int64_t ms)
{
    const char *zone = tale->cx->zone;
    int64_t day = zone_date(zone, ms);
    int64_t into_ms = ms - zone_day_start_ms(zone, day);
    for (; date_weekday(day) > FRIDAY; day++) {
        into_ms = 0;
    }
    return teller_ms(&tale->teller, day, into_ms * 10 / 24);
}

/* Lets so many days pass. False: that would be the future. */
static bool pass(struct tale *tale, int64_t days)
{
    int64_t next_ms = tale->cx->now_ms + days * MS_PER_DAY + dice_roll(&tale->dice, MS_PER_DAY);
    if (next_ms >= tale->teller.present_ms) {
        return false;
    }
    next_ms = working_ms(tale, next_ms);
    tale->cx->now_ms = next_ms > tale->cx->now_ms ? next_ms : tale->cx->now_ms;
    return true;
}

/* ---- what happens to a deal ---- */

static struct opportunity_event *remember(struct tale *tale)
{
    struct opportunity_event *event = arena_alloc(tale->cx->arena, sizeof *event);
    event->at_ms = tale->cx->now_ms;
    if (tale->last) {
        tale->last->next = event;
    } else {
        tale->first = event;
    }
    tale->last = event;
    return event;
}

static enum rc begin(struct tale *tale, struct opportunity *deal)
{
    TRY(opportunity_compute_by(tale->cx, &tale->rules, NULL, deal, 0));
    tale->first = NULL;
    tale->last = NULL;
    remember(tale)->deal = *deal;
    return RC_OK;
}

static enum rc change(struct tale *tale, struct opportunity *deal, const struct opportunity *next)
{
    const struct opportunity before = *deal;
    *deal = *next;
    TRY(opportunity_compute_by(tale->cx, &tale->rules, &before, deal, 0));
    remember(tale)->deal = *deal;
    return RC_OK;
}

static void note(struct tale *tale, const char *type, const char *description)
{
    struct opportunity_event *event = remember(tale);
    event->activity_type = type;
    event->description = description;
}

static enum rc end(struct tale *tale, struct opportunity *deal, const char *status)
{
    struct opportunity next = *deal;
    bool won = status[0] == 'W';
    next.status = status;
    next.stage = "Closed";
    next.project_maturity = won ? "Contract Signed" : deal->project_maturity;
    next.update_notes = won                ? "Contract signed, handed over to operations"
                        : status[0] == 'L' ? "Awarded to another bidder"
                                           : "The client has stopped the project";
    return change(tale, deal, &next);
}

/* On hold for some months; then most go on, and *ended says of the others that they were cancelled or still wait. */
static enum rc hold(struct tale *tale, struct opportunity *deal, bool *ended)
{
    struct opportunity next = *deal;
    next.status = "On Hold";
    TRY(change(tale, deal, &next));
    *ended = true;
    if (!pass(tale, dice_between(&tale->dice, 60, 300))) {
        return RC_OK;
    }
    if (dice_chance(&tale->dice, 35)) {
        return end(tale, deal, "Cancelled");
    }
    *ended = false;
    next = *deal;
    next.status = "Active";
    return change(tale, deal, &next);
}

static enum rc enter(struct tale *tale, struct opportunity *deal, const struct sales_step *step)
{
    struct opportunity next = *deal;
    next.stage = step->stage;
    next.project_maturity = step->maturity;
    next.update_notes = step->notes;
    if (step == &sales_steps[SALES_STEPS - 1] && dice_chance(&tale->dice, 15)) {
        next.win_probability_override = 5000 + 1000 * dice_roll(&tale->dice, 4);
    } else if (dice_chance(&tale->dice, 12)) {
        next.original_amount = deal->original_amount / THOUSAND * dice_between(&tale->dice, 88, 112) / 100 * THOUSAND;
    }
    return change(tale, deal, &next);
}

/* One stay in a step, with what is done meanwhile. False: it lasts to the present. */
static bool stay(struct tale *tale, const struct sales_step *step)
{
    int64_t days = dice_between(&tale->dice, step->least_days, step->most_days);
    int64_t until = days / 3;
    if (!pass(tale, until)) {
        return false;
    }
    note(tale, step->activity, step->description);
    if (dice_chance(&tale->dice, 60)) {
        const struct sales_activity *activity = &sales_activities[dice_roll(&tale->dice, SALES_ACTIVITIES)];
        if (!pass(tale, until)) {
            return false;
        }
        note(tale, activity->type, activity->description);
    }
    return pass(tale, until);
}

/* How a stay ended: in *ended, whether the deal's way did. */
static enum rc decide(struct tale *tale, struct opportunity *deal, bool last, bool *ended)
{
    int64_t roll = dice_roll(&tale->dice, 100);
    *ended = true;
    if (last) {
        return end(tale, deal, roll < 62 ? "Won" : roll < 95 ? "Lost" : "Cancelled");
    }
    if (roll < 6) {
        return end(tale, deal, roll < 4 ? "Lost" : "Cancelled");
    }
    *ended = false;
    return roll < 11 ? hold(tale, deal, ended) : RC_OK;
}

static enum rc live(struct tale *tale, struct opportunity *deal, size_t at)
{
    while (at < SALES_STEPS && stay(tale, &sales_steps[at])) {
        bool ended;
        TRY(decide(tale, deal, at == SALES_STEPS - 1, &ended));
        if (ended) {
            return RC_OK;
        }
        at += at + 2 < SALES_STEPS && dice_chance(&tale->dice, 20) ? 2 : 1;
        TRY(enter(tale, deal, &sales_steps[at]));
    }
    return RC_OK;
}

/* ---- a new deal ---- */

/* From the first of a month to the last of one. */
static void set_dates(struct tale *tale, struct opportunity *deal, bool once)
{
    int year, month, day;
    int months = (int)(once ? dice_between(&tale->dice, 2, 8) : dice_between(&tale->dice, 1, 3) * 12);
    date_parts(zone_date(tale->cx->zone, tale->cx->now_ms) + dice_between(&tale->dice, 60, 240), &year, &month, &day);
    deal->starting_date = teller_date(&tale->teller, date_from_parts(year, month, 1));
    month += months;
    deal->closing_date = teller_date(&tale->teller, date_from_parts(year + (month - 1) / 12, (month - 1) % 12 + 1, 1) - 1);
}

static void imagine(struct tale *tale, struct opportunity *deal)
{
    size_t client = (size_t)dice_roll(&tale->dice, SALES_CLIENTS);
    size_t index = (size_t)dice_roll(&tale->dice, SALES_PROJECTS);
    const struct sales_project *project = &sales_projects[index];
    const struct sales_client *whose = &sales_clients[client];
    int64_t phase = ++tale->namesakes[client][index];
    record_clear(&opportunity_record, deal);
    deal->project_name = arena_printf(tale->cx->arena, phase > 1 ? "%s %s, Phase %lld" : "%s %s", whose->short_name,
                                      project->name, (long long)phase);
    deal->client_id = tale->clients[client];
    deal->client_type = tale->known[client] ? "Existing" : "New";
    deal->client_relationship = whose->tier;
    tale->known[client] = true;
    deal->service_type = project->service;
    deal->sector_type = project->sector;
    deal->original_amount = dice_between(&tale->dice, project->least / 10, project->most / 10) * 10 * THOUSAND;
    deal->gross_margin_percentage = dice_between(&tale->dice, 8, 30) * 100;
    deal->project_type = project->once ? "One-time service" : "Integrated services to Business";
    deal->conservative_approach = dice_chance(&tale->dice, 15);
    set_dates(tale, deal, project->once);
}

static enum rc tell_deal(struct tale *tale, int64_t at_ms)
{
    struct opportunity deal;
    const struct sales_step *step = &sales_steps[dice_chance(&tale->dice, 15) ? 2 : 0]; /* some begin with a client's RFI */
    tale->cx->now_ms = at_ms;
    tale->cx->user = &tale->owners[dice_roll(&tale->dice, SALES_PEOPLE)];
    imagine(tale, &deal);
    deal.stage = step->stage;
    deal.project_maturity = step->maturity;
    deal.update_notes = step->notes;
    TRY(begin(tale, &deal));
    TRY(live(tale, &deal, (size_t)(step - sales_steps)));
    return opportunity_create_past(tale->cx, tale->first);
}

/* ---- the deal of the API's printed examples ---- */

#define EXAMPLE_OWNER 1 /* John Doe */
#define EXAMPLE_CREATED "2025-11-10T10:00:00Z"
#define EXAMPLE_UPDATED_AFTER_MS (3 * MS_PER_DAY + 9 * 1800 * 1000LL) /* 2025-11-13T14:30:00Z */

/* As printed, or a year ago where that is not in the three years. */
static int64_t example_ms(const struct tale *tale)
{
    int64_t at_ms;
    bool fits = time_parse(EXAMPLE_CREATED, &at_ms) && at_ms > tale->first_ms &&
                at_ms + EXAMPLE_UPDATED_AFTER_MS < tale->teller.present_ms;
    return fits ? at_ms : tale->teller.present_ms - 365 * MS_PER_DAY;
}

static enum rc tell_example(struct tale *tale)
{
    struct opportunity deal;
    struct opportunity next;
    tale->cx->now_ms = example_ms(tale);
    tale->cx->user = &tale->owners[EXAMPLE_OWNER];
    record_clear(&opportunity_record, &deal);
    deal.project_name = "Dawaiyat Data Center";
    deal.client_id = tale->clients[0];
    deal.service_type = "IFM";
    deal.sector_type = "Data Center";
    deal.original_amount = 17000 * (int64_t)THOUSAND;
    deal.gross_margin_percentage = 1300;
    deal.project_type = "Integrated services to Business";
    deal.project_maturity = "RFI";
    deal.client_type = "Existing";
    deal.client_relationship = "3 - Good";
    deal.starting_date = "2026-01-01";
    deal.closing_date = "2028-12-31";
    TRY(begin(tale, &deal));
    tale->cx->now_ms += EXAMPLE_UPDATED_AFTER_MS;
    next = deal;
    next.update_notes = "Initial RFI received, meeting scheduled";
    TRY(change(tale, &deal, &next));
    return opportunity_create_past(tale->cx, tale->first);
}

/* ---- all of them ---- */

static enum rc tell(struct tale *tale)
{
    bool told = false; /* the example */
    int64_t total = tale->order->deals;
    int64_t span_ms = tale->teller.present_ms - tale->first_ms;
    for (int64_t i = 0; i < total; i++) {
        int64_t share_ms = span_ms / total;
        int64_t at_ms = working_ms(tale, tale->first_ms + span_ms * i / total + dice_roll(&tale->dice, share_ms));
        bool example = !told && (at_ms >= example_ms(tale) || i == total - 1);
        TRY(example ? tell_example(tale) : tell_deal(tale, at_ms));
        told = told || example;
        teller_forget(&tale->teller);
        if (tale->order->progress) {
            tale->order->progress(tale->order->data, "opportunity", i + 1, total);
        }
        if ((i + 1) % BATCH_DEALS == 0) {
            TRY(teller_commit(&tale->teller));
        }
    }
    return RC_OK;
}

enum rc sales_tell_deals(struct cx *cx, const struct demo_order *order, const struct user owners[SALES_PEOPLE],
                         const char *const clients[SALES_CLIENTS])
{
    struct tale *tale = arena_alloc(cx->arena, sizeof *tale);
    tale->cx = cx;
    tale->order = order;
    tale->owners = owners;
    tale->clients = clients;
    tale->dice.state = SEED;
    tale->first_ms = cx->now_ms - FIRST_DAYS * MS_PER_DAY;
    TRY(rules_read(cx, &tale->rules));
    enum rc rc = teller_begin(&tale->teller, cx);
    return teller_end(&tale->teller, rc == RC_OK ? tell(tale) : rc);
}
