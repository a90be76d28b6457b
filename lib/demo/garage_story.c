/* SPDX-License-Identifier: MIT
 *
 * The story's days, one after another. */
#include "demo/garage_story.h"

#include "base/time.h"

#define SEED 0x6761726167650001u
#define BATCH_ROWS 1000
#define OPEN_MS (10 * 3600 * 1000LL + 30 * 60 * 1000) /* from eight to half past six */
#define MINUTE_MS (60 * 1000LL)
#define SUNDAY 7

void story_act(struct story *story)
{
    struct cx *cx = story->cx;
    int64_t roll = dice_roll(&story->dice, 100);
    cx->user = &story->people[roll < 25 ? 0 : roll < 60 ? 1 : 2];
    cx->now_ms += (3 + dice_roll(&story->dice, 40)) * MINUTE_MS;
    cx->now_ms = cx->now_ms < story->closing_ms ? cx->now_ms : story->closing_ms;
}

size_t story_owed(struct story *story, int64_t total, size_t done, int64_t from)
{
    if (story->day < from || (story->day < story->today && dice_chance(&story->dice, 45))) {
        return 0;
    }
    int64_t target = total * (story->day - from + 1) / (story->today - from + 1);
    return target > (int64_t)done ? (size_t)target - done : 0;
}

const char *story_keep(struct story *story, const char *text)
{
    return arena_strdup(story->teller.scratch.kept, text);
}

static enum rc next_batch(struct story *story)
{
    story->batch_rows = 0;
    return teller_commit(&story->teller);
}

enum rc story_breathe(struct story *story)
{
    return story->batch_rows < BATCH_ROWS ? RC_OK : next_batch(story);
}

/* The garage rests on Sundays; today it works whatever day it is, for those who look at it. */
static bool works_on(const struct story *story, int64_t day)
{
    return day == story->today || date_weekday(day) != SUNDAY;
}

static void open_day(struct story *story, int64_t day)
{
    story->day = day;
    story->closing_ms = teller_ms(&story->teller, day, OPEN_MS);
    story->cx->now_ms = teller_ms(&story->teller, day, 0);
}

static enum rc tell_day(struct story *story)
{
    TRY(story_people(story));
    TRY(story_trade(story));
    return story_office(story);
}

static enum rc tell_days(struct story *story)
{
    int month = 0;
    for (int64_t day = story->first; day <= story->today; day++) {
        int year, this_month, day_of_month;
        date_parts(day, &year, &this_month, &day_of_month);
        if (month != this_month) {
            TRY(next_batch(story));
            month = this_month;
        }
        if (works_on(story, day)) {
            open_day(story, day);
            TRY(tell_day(story));
        }
        if (story->order->progress) {
            story->order->progress(story->order->data, "day", day - story->first, GARAGE_DAYS);
        }
    }
    return RC_OK;
}

enum rc story_tell(struct cx *cx, const struct demo_order *order, const struct user people[GARAGE_PEOPLE])
{
    struct story *story = arena_alloc(cx->arena, sizeof *story);
    size_t most = (size_t)order->contacts;
    story->cx = cx;
    story->order = order;
    story->dice.state = SEED;
    story->today = zone_date(cx->zone, cx->now_ms);
    story->first = story->today - GARAGE_DAYS;
    story->customers = arena_array(cx->arena, most, sizeof *story->customers);
    story->cars = arena_array(cx->arena, most * DEMO_FLEET_MAX, sizeof *story->cars);
    memcpy(story->people, people, sizeof story->people);
    enum rc rc = teller_begin(&story->teller, cx);
    return teller_end(&story->teller, rc == RC_OK ? tell_days(story) : rc);
}
