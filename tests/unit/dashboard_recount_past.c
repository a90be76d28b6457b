/* SPDX-License-Identifier: MIT
 *
 * The parts of a recount that are about time: lists of deals to follow up, the last twelve months, the way through the stages. */
#include <check.h>
#include <stdlib.h>

#include "base/str.h"
#include "base/time.h"
#include "dashboard_recount_parts.h"
#include "data/record.h"

/* ---- lists of deals ---- */

typedef int order_fn(const void *, const void *);

static int by_weight(const void *a, const void *b)
{
    const struct deal *left = *(const struct deal *const *)a, *right = *(const struct deal *const *)b;
    return left->weighted != right->weighted ? (left->weighted < right->weighted ? 1 : -1) : (left->seq < right->seq ? 1 : -1);
}

static int by_closing(const void *a, const void *b)
{
    const struct deal *left = *(const struct deal *const *)a, *right = *(const struct deal *const *)b;
    int order = strcmp(left->closing, right->closing);
    return order != 0 ? order : (left->seq > right->seq ? 1 : -1);
}

static bool quiet(const struct deal *deal)
{
    return recount.now_ms - deal->last_activity_at >= 14 * MS_PER_DAY;
}

static bool late(const struct deal *deal)
{
    int64_t closing;
    ck_assert(date_parse(deal->closing, &closing));
    return closing < recount.today;
}

/* Quiet ones first, by their last activity; the others by closing date. */
static int by_neglect(const void *a, const void *b)
{
    const struct deal *left = *(const struct deal *const *)a, *right = *(const struct deal *const *)b;
    if (quiet(left) != quiet(right)) {
        return quiet(left) ? -1 : 1;
    }
    if (!quiet(left)) {
        return by_closing(a, b);
    }
    bool later = left->last_activity_at != right->last_activity_at ? left->last_activity_at > right->last_activity_at
                                                                   : left->seq > right->seq;
    return later ? 1 : -1;
}

static bool any(const struct deal *deal)
{
    return deal != NULL;
}

static bool closes_now(const struct deal *deal)
{
    return str_starts(deal->closing, arena_printf(world.arena, "%04d-%02d", recount.year, recount.month));
}

static bool overdue(const struct deal *deal)
{
    return quiet(deal) || late(deal);
}

static void say_deals(const char *key, bool (*wanted)(const struct deal *), order_fn *order, size_t most)
{
    const struct deal *found[DEALS_MAX];
    size_t count = 0;
    for (const struct deal *deal = company.deals; deal < company.deals + company.deal_count; deal++) {
        if (active(deal) && wanted(deal)) {
            found[count++] = deal;
        }
    }
    qsort(found, count, sizeof *found, order);
    say("\"%s\":[", key);
    for (size_t i = 0; i < count && i < most; i++) {
        char at[25];
        time_format_s(found[i]->last_activity_at, at);
        say("%s{\"id\":\"%s\",\"project_name\":\"%s\",", COMMA(i == 0), found[i]->id, found[i]->name);
        say_money("original_amount", found[i]->amount);
        say(",");
        say_money("weighted_amount", found[i]->weighted);
        say(",");
        say_rate("probability_score", found[i]->score, 10000);
        say(",\"stage\":\"%s\",\"closing_date\":\"%s\"", found[i]->stage, found[i]->closing);
        if (wanted == overdue) {
            say(",\"last_activity_at\":\"%s\",\"days_since_activity\":%lld,\"reason\":\"%s\"", at,
                LL((recount.now_ms - found[i]->last_activity_at) / MS_PER_DAY),
                !late(found[i])   ? "no_activity"
                : quiet(found[i]) ? "both"
                                  : "past_closing_date");
        }
        say("}");
    }
    say("]");
}

void say_lists(void)
{
    say_deals("top_opportunities", any, by_weight, 10);
    say(",");
    say_deals("closing_this_month", closes_now, by_closing, 50);
    say(",");
    say_deals("overdue_followups", overdue, by_neglect, 50);
}

size_t deals_closing_now(void)
{
    size_t count = 0;
    for (const struct deal *deal = company.deals; deal < company.deals + company.deal_count; deal++) {
        count += active(deal) && closes_now(deal);
    }
    return count;
}

/* ---- the last twelve months ---- */

void say_trend(bool company_wide)
{
    say(company_wide ? "\"monthly_trend\":[" : "\"win_loss_trend\":[");
    for (int i = THIS_MONTH - 11; i <= THIS_MONTH; i++) {
        const char *name = arena_printf(world.arena, "%04d-%02d", i / 12, i % 12 + 1);
        int64_t created = 0, won = 0, lost = 0, value = 0;
        for (const struct deal *deal = company.deals; deal < company.deals + company.deal_count; deal++) {
            bool closed = mine(deal) && deal->closed_date && str_starts(deal->closed_date, name);
            created += mine(deal) && str_starts(deal->created_date, name);
            won += closed && str_eq(deal->status, "Won");
            lost += closed && str_eq(deal->status, "Lost");
            value += closed && str_eq(deal->status, "Won") ? deal->amount : 0;
        }
        say("%s", COMMA(i == THIS_MONTH - 11));
        if (company_wide) {
            say("{\"month\":\"%s\",\"new_opportunities\":%lld,\"won_deals\":%lld,\"lost_deals\":%lld,", name, LL(created),
                LL(won), LL(lost));
            say_money("total_value_won", value);
        } else {
            say("{\"period\":\"%s\",\"won\":%lld,\"lost\":%lld,", name, LL(won), LL(lost));
            say_rate("win_rate", won, won + lost);
        }
        say("}");
    }
    say("]");
}

/* ---- the way through the stages ---- */

static const char *const path[] = {"Prospection", "RFI", "RFQ", "Negotiation", "Closed"};

static int step_of(const struct stay *stay)
{
    for (int i = 0; i < 5; i++) {
        if (str_eq(stay->stage, path[i])) {
            return i == 4 && stay->lost ? -1 : i;
        }
    }
    return -1;
}

/* Of all pairs of stays of the deal, is there one that goes from `step` to a later one? */
static bool goes_on(const struct deal *deal, int step)
{
    for (size_t i = 0; i < company.stay_count; i++) {
        for (size_t k = i + 1; k < company.stay_count && str_eq(company.stays[i].deal, deal->id); k++) {
            bool same = str_eq(company.stays[k].deal, deal->id);
            if (same && step_of(&company.stays[i]) == step && step_of(&company.stays[k]) > step) {
                return true;
            }
        }
    }
    return false;
}

static void count_step(int step, int64_t *entered, int64_t *advanced, int64_t *days)
{
    int64_t stays = 0, seconds = 0;
    *entered = *advanced = 0;
    for (const struct deal *deal = company.deals; deal < company.deals + company.deal_count; deal++) {
        bool was_there = false;
        for (const struct stay *stay = company.stays; mine(deal) && stay < company.stays + company.stay_count; stay++) {
            if (str_eq(stay->deal, deal->id) && step_of(stay) == step) {
                was_there = true;
                stays += stay->left_at != INT_NULL;
                seconds += stay->left_at != INT_NULL ? (stay->left_at - stay->entered_at) / 1000 : 0;
            }
        }
        *entered += was_there;
        *advanced += was_there && goes_on(deal, step);
    }
    *days = divided(seconds, stays * 86400);
}

void say_steps(void)
{
    static const char *const ways[] = {"prospection_to_rfi", "rfi_to_rfq", "rfq_to_negotiation", "negotiation_to_closed"};
    static const char *const names[] = {"prospection", "rfi", "rfq", "negotiation"};
    int64_t entered[4], advanced[4], days[4];
    say("\"conversion_rates\":{");
    for (int i = 0; i < 4; i++) {
        count_step(i, &entered[i], &advanced[i], &days[i]);
        say("%s", COMMA(i == 0));
        say_rate(ways[i], advanced[i], entered[i]);
    }
    say("},\"average_time_in_stage\":{");
    for (int i = 0; i < 4; i++) {
        say("%s\"%s\":%lld", COMMA(i == 0), names[i], LL(days[i]));
    }
    say("}");
}
