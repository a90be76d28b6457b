/* SPDX-License-Identifier: MIT
 *
 * The story's clock, dice, batches and days. */
#include "demo/garage_story.h"

#include "base/time.h"

#define SEED 0x6761726167650001u
#define BATCH_ROWS 1000
#define OPENING_MS (8 * 3600 * 1000LL)
#define CLOSING_MS (18 * 3600 * 1000LL + 30 * 60 * 1000)
#define MINUTE_MS (60 * 1000LL)
#define SUNDAY 7

/* splitmix64 (Steele, Lea, Flood 2014). */
static uint64_t next_random(struct story *story)
{
    uint64_t z = story->dice += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

int64_t story_dice(struct story *story, int64_t below)
{
    return (int64_t)(next_random(story) % (uint64_t)below);
}

bool story_chance(struct story *story, int64_t percent)
{
    return story_dice(story, 100) < percent;
}

void story_act(struct story *story)
{
    struct cx *cx = story->cx;
    int64_t roll = story_dice(story, 100);
    cx->user = &story->people[roll < 25 ? 0 : roll < 60 ? 1 : 2];
    cx->now_ms += (3 + story_dice(story, 40)) * MINUTE_MS;
    cx->now_ms = cx->now_ms < story->closing_ms ? cx->now_ms : story->closing_ms;
}

size_t story_owed(struct story *story, int64_t total, size_t done, int64_t from)
{
    if (story->day < from || (story->day < story->today && story_chance(story, 45))) {
        return 0;
    }
    int64_t target = total * (story->day - from + 1) / (story->today - from + 1);
    return target > (int64_t)done ? (size_t)target - done : 0;
}

const char *story_date(struct story *story, int64_t days)
{
    char text[DATE_LEN];
    date_format(days, text);
    return arena_strdup(story->cx->arena, text);
}

const char *story_keep(struct story *story, const char *text)
{
    return arena_strdup(story->kept, text);
}

static enum rc next_batch(struct story *story)
{
    struct cx *cx = story->cx;
    TRY(db_commit(cx, cx->db));
    arena_reset(cx->arena);
    story->batch_rows = 0;
    return db_begin(cx, cx->db, TX_WRITE);
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
    struct cx *cx = story->cx;
    int64_t start_ms = zone_day_start_ms(cx->zone, day);
    int64_t opening_ms = start_ms + OPENING_MS;
    story->day = day;
    story->closing_ms = start_ms + CLOSING_MS < story->real_now_ms ? start_ms + CLOSING_MS : story->real_now_ms;
    cx->now_ms = opening_ms < story->closing_ms ? opening_ms : story->closing_ms;
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
    TRY(db_begin(story->cx, story->cx->db, TX_WRITE));
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
            story->order->progress(story->order->data, day - story->first, DEMO_DAYS);
        }
    }
    return db_commit(story->cx, story->cx->db);
}

static void free_scratch(void *arena)
{
    arena_free(arena);
}

enum rc story_tell(struct cx *cx, const struct demo_order *order, const struct user people[DEMO_PEOPLE])
{
    const struct cx before = *cx;
    struct story *story = arena_alloc(cx->arena, sizeof *story);
    size_t most = (size_t)order->contacts;
    story->cx = cx;
    story->order = order;
    story->kept = cx->arena;
    story->dice = SEED;
    story->real_now_ms = cx->now_ms;
    story->today = zone_date(cx->zone, cx->now_ms);
    story->first = story->today - DEMO_DAYS;
    story->customers = arena_array(cx->arena, most, sizeof *story->customers);
    story->cars = arena_array(cx->arena, most * DEMO_FLEET_MAX, sizeof *story->cars);
    memcpy(story->people, people, sizeof story->people);
    struct arena *scratch = arena_new(0);
    cx_defer(cx, free_scratch, scratch); /* lives on: a fault's words lie there */
    cx->arena = scratch;
    enum rc rc = tell_days(story);
    if (rc != RC_OK) {
        db_rollback(cx->db);
    }
    cx->arena = before.arena;
    cx->now_ms = before.now_ms;
    cx->user = before.user;
    return rc;
}
