/* SPDX-License-Identifier: MIT
 *
 * The recount of dashboard_recount.h. It knows what the figures mean, and nothing of how the product gets them. */
#include "dashboard_recount_parts.h"

#include <check.h>

#include "base/str.h"
#include "base/time.h"
#include "pipeline/revenue.h"

struct recount recount;

void say(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buf_str(&recount.want, arena_vprintf(world.arena, format, args));
    va_end(args);
}

void say_money(const char *key, int64_t cents)
{
    ck_assert_int_ge(cents, 0);
    say("\"%s\":%lld.%02lld", key, LL(cents / 100), LL(cents % 100));
}

/* Rounded half up, by division alone. */
int64_t divided(int64_t part, int64_t whole)
{
    return whole == 0 ? 0 : part / whole + (part % whole * 2 >= whole);
}

void say_rate(const char *key, int64_t part, int64_t whole)
{
    int64_t hundredths = divided(part * 100, whole);
    say("\"%s\":%lld.%02lld", key, LL(hundredths / 100), LL(hundredths % 100));
}

/* ---- questions to the rows ---- */

static const struct colleague *colleague_of(const char *id)
{
    size_t i = 0;
    while (!str_eq(company.users[i].id, id)) {
        i++;
    }
    return &company.users[i];
}

/* Is the deal one that the dashboard is about? */
bool mine(const struct deal *deal)
{
    return recount.team_only ? str_eq(colleague_of(deal->owner)->team, recount.team_only)
                             : !recount.user_only || str_eq(deal->owner, recount.user_only);
}

bool active(const struct deal *deal)
{
    return mine(deal) && str_eq(deal->status, "Active");
}

struct sums {
    int64_t count, value, weighted, age_s, won, lost, won_value;
};

/* Over the deals of stage and sector (NULL: any). */
static struct sums sum_up(const char *stage, const char *sector)
{
    struct sums sums = {0};
    for (const struct deal *deal = company.deals; deal < company.deals + company.deal_count; deal++) {
        if (!mine(deal) || (stage && !str_eq(deal->stage, stage)) || (sector && !str_eq(deal->sector, sector))) {
            continue;
        }
        if (active(deal)) {
            sums.count++;
            sums.value += deal->amount;
            sums.weighted += deal->weighted;
            sums.age_s += recount.now_ms / 1000 - deal->created_at / 1000;
        }
        sums.won += str_eq(deal->status, "Won");
        sums.lost += str_eq(deal->status, "Lost");
        sums.won_value += str_eq(deal->status, "Won") ? deal->amount : 0;
    }
    return sums;
}

/* One person's, whatever the dashboard is about. */
static struct sums sum_of(const char *user_id)
{
    const char *team = recount.team_only, *user = recount.user_only;
    recount.team_only = NULL;
    recount.user_only = user_id;
    struct sums sums = sum_up(NULL, NULL);
    recount.team_only = team;
    recount.user_only = user;
    return sums;
}

static int64_t revenue_of(int of_month, bool margin)
{
    int64_t sum = 0;
    for (const struct deal *deal = company.deals; deal < company.deals + company.deal_count; deal++) {
        int64_t start;
        int start_year, start_month, day;
        ck_assert(date_parse(deal->starting, &start));
        date_parts(start, &start_year, &start_month, &day);
        int64_t index = of_month - (start_year * 12 + start_month - 1);
        if (mine(deal) && (str_eq(deal->status, "Active") || str_eq(deal->status, "Won")) && index >= 0 &&
            index < deal->months) {
            sum += revenue_share(margin ? deal->margin : deal->weighted, deal->months, index);
        }
    }
    return sum;
}

static int64_t revenue_between(int from, int to)
{
    int64_t sum = 0;
    for (int i = from; i <= to; i++) {
        sum += revenue_of(i, false);
    }
    return sum;
}

/* ---- parts ---- */

static void say_stages(void)
{
    static const char *const stages[] = {"Prospection", "Qualification", "RFI", "RFQ", "Proposal", "Negotiation", "Closed"};
    say("\"pipeline_by_stage\":[");
    for (size_t i = 0; i < 7; i++) {
        struct sums sums = sum_up(stages[i], NULL);
        say("%s{\"stage\":\"%s\",\"count\":%lld,", COMMA(i == 0), stages[i], LL(sums.count));
        say_money("total_value", sums.value);
        say(",");
        say_money("weighted_value", sums.weighted);
        say("}");
    }
    say("]");
}

static void say_forecast(void)
{
    say("\"revenue_forecast_by_month\":[");
    for (int i = THIS_MONTH; i < THIS_MONTH + 12; i++) {
        say("%s{\"year\":%d,\"month\":%d,", COMMA(i == THIS_MONTH), i / 12, i % 12 + 1);
        say_money("sales_amount", revenue_of(i, false));
        say(",");
        say_money("gross_margin_amount", revenue_of(i, true));
        say("}");
    }
    say("]");
}

static void say_sectors(const char *key, bool with_won)
{
    const char *left[] = {"", "Commercial", "Data Center", "Industrial", "Special project"};
    bool first = true;
    say("\"%s\":[", key);
    for (size_t said = 0; said < 5; said++) {
        size_t best = 0;
        struct sums most = {.value = -1};
        for (size_t i = 0; i < 5; i++) {
            struct sums sums = left[i] ? sum_up(NULL, left[i]) : most;
            if (left[i] && (sums.value > most.value || (sums.value == most.value && sums.won_value > most.won_value))) {
                best = i;
                most = sums;
            }
        }
        const char *name = left[best];
        left[best] = NULL;
        if (most.count == 0 && !(with_won && most.won)) {
            continue;
        }
        int64_t tenths = divided(most.value * 1000, sum_up(NULL, NULL).value);
        say("%s{\"sector\":%s,\"count\":%lld,", COMMA(first), *name ? arena_printf(world.arena, "\"%s\"", name) : "null",
            LL(most.count));
        say_money("total_value", most.value);
        say(",");
        say_money("weighted_value", most.weighted);
        say(",\"percentage\":%lld.%lld", LL(tenths / 10), LL(tenths % 10));
        if (with_won) {
            say(",\"won_count\":%lld,", LL(most.won));
            say_money("won_value", most.won_value);
        }
        say("}");
        first = false;
    }
    say("]");
}

/* ---- whole answers ---- */

static void begin(int64_t at_ms, const char *team, const char *user)
{
    int day;
    buf_init(&recount.want, world.arena, 0);
    recount.now_ms = at_ms;
    recount.team_only = team;
    recount.user_only = user;
    recount.today = zone_date("Europe/Paris", recount.now_ms);
    date_parts(recount.today, &recount.year, &recount.month, &day);
    say("{");
}

static void say_worth(const struct sums *sums)
{
    say("\"metrics\":{");
    say_money("total_pipeline_value", sums->value);
    say(",");
    say_money("weighted_pipeline_value", sums->weighted);
    say(",");
}

const char *recount_mine(int64_t at_ms, const char *user_id)
{
    begin(at_ms, NULL, user_id);
    struct sums sums = sum_up(NULL, NULL);
    say_worth(&sums);
    say("\"active_opportunities_count\":%lld,", LL(sums.count));
    say_money("expected_revenue_this_month", revenue_of(THIS_MONTH, false));
    say(",");
    say_money("expected_revenue_this_quarter", revenue_between(QUARTER, QUARTER + 2));
    say(",");
    say_money("expected_revenue_this_year", revenue_between(recount.year * 12, recount.year * 12 + 11));
    say(",");
    say_rate("win_rate", sums.won, sums.won + sums.lost);
    say(",");
    say_money("average_deal_size", divided(sums.value, sums.count));
    say(",\"average_days_in_pipeline\":%lld", LL(divided(sums.age_s, sums.count * 86400)));
    say(",\"opportunities_closing_this_month\":%zu},", deals_closing_now());
    say_stages();
    say(",");
    say_forecast();
    say(",");
    say_sectors("opportunities_by_sector", false);
    say(",");
    say_lists();
    say(",");
    say_trend(false);
    say("}");
    return recount.want.data;
}

/* Those who count: active, or gone and still owners; by weighted value. */
static size_t rank_people(const struct colleague *ranked[USERS_MAX])
{
    size_t count = 0;
    for (const struct colleague *user = company.users; user < company.users + company.user_count; user++) {
        struct sums sums = sum_of(user->id);
        bool counts = (!recount.team_only || str_eq(user->team, recount.team_only)) &&
                      (user->active || sums.count + sums.won + sums.lost > 0);
        size_t at = count;
        for (; counts && at > 0 && sum_of(ranked[at - 1]->id).weighted < sums.weighted; at--) {
            ranked[at] = ranked[at - 1];
        }
        if (counts) {
            ranked[at] = user;
            count++;
        }
    }
    return count;
}

static void say_members(const struct colleague *const *people, size_t count)
{
    say("\"member_performance\":[");
    for (size_t i = 0; i < count; i++) {
        struct sums sums = sum_of(people[i]->id);
        say("%s{\"user_id\":\"%s\",\"name\":\"%s\",\"active_opportunities\":%lld,", COMMA(i == 0), people[i]->id,
            people[i]->name, LL(sums.count));
        say_money("pipeline_value", sums.value);
        say(",");
        say_money("weighted_value", sums.weighted);
        say(",");
        say_rate("win_rate", sums.won, sums.won + sums.lost);
        say(",\"deals_won\":%lld,\"deals_lost\":%lld}", LL(sums.won), LL(sums.lost));
    }
    say("],\"member_performance_has_next\":false,");
}

static void say_owners(const struct colleague *const *people, size_t count)
{
    say("\"opportunities_by_owner\":[");
    for (size_t i = 0; i < count; i++) {
        struct sums sums = sum_of(people[i]->id);
        say("%s{\"user_id\":\"%s\",\"name\":\"%s\",\"count\":%lld,", COMMA(i == 0), people[i]->id, people[i]->name,
            LL(sums.count));
        say_money("weighted_value", sums.weighted);
        say("}");
    }
    say("],\"opportunities_by_owner_has_next\":false,");
}

static size_t active_people(void)
{
    size_t count = 0;
    for (size_t i = 0; i < company.user_count; i++) {
        count += company.users[i].active && (!recount.team_only || str_eq(company.users[i].team, recount.team_only));
    }
    return count;
}

const char *recount_team(int64_t at_ms, size_t team, const char *manager_id)
{
    const struct colleague *people[USERS_MAX];
    begin(at_ms, company_team_ids[team], NULL);
    size_t count = rank_people(people);
    struct sums sums = sum_up(NULL, NULL);
    say("\"team\":{\"id\":\"%s\",\"name\":\"%s\",\"manager_id\":%s,\"member_count\":%zu},", recount.team_only,
        company_team_names[team], manager_id ? arena_printf(world.arena, "\"%s\"", manager_id) : "null", active_people());
    say_worth(&sums);
    say("\"active_opportunities_count\":%lld,", LL(sums.count));
    say_money("expected_revenue_this_quarter", revenue_between(QUARTER, QUARTER + 2));
    say(",");
    say_rate("team_win_rate", sums.won, sums.won + sums.lost);
    say(",");
    say_money("average_deal_size", divided(sums.value, sums.count));
    say("},");
    say_members(people, count);
    say_stages();
    say(",");
    say_owners(people, count);
    say_steps();
    say(",");
    say_forecast();
    say("}");
    return recount.want.data;
}

static void say_teams(void)
{
    say("\"teams_performance\":[");
    for (size_t i = 0; i < TEAMS; i++) {
        recount.team_only = company_team_ids[i];
        struct sums sums = sum_up(NULL, NULL);
        say("%s{\"team_id\":\"%s\",\"team_name\":\"%s\",", COMMA(i == 0), company_team_ids[i], company_team_names[i]);
        say_money("weighted_value", sums.weighted);
        say(",");
        say_rate("win_rate", sums.won, sums.won + sums.lost);
        say(",\"active_opportunities\":%lld}", LL(sums.count));
    }
    recount.team_only = NULL;
    say("],");
}

static const char *team_name(const char *team_id)
{
    for (size_t i = 0; i < TEAMS; i++) {
        if (str_eq(team_id, company_team_ids[i])) {
            return arena_printf(world.arena, "\"%s\"", company_team_names[i]);
        }
    }
    return "null";
}

const char *recount_global(int64_t at_ms)
{
    const struct colleague *people[USERS_MAX];
    begin(at_ms, NULL, NULL);
    size_t count = rank_people(people);
    struct sums sums = sum_up(NULL, NULL);
    say_worth(&sums);
    say("\"total_users\":%zu,\"total_teams\":%d,\"active_opportunities\":%lld,", active_people(), TEAMS, LL(sums.count));
    say_money("expected_revenue_this_year", revenue_between(recount.year * 12, recount.year * 12 + 11));
    say("},");
    say_teams();
    say("\"top_performers\":[");
    size_t said = 0;
    for (size_t i = 0; i < count && said < 10; i++) {
        struct sums own = sum_of(people[i]->id);
        if (own.count + own.won + own.lost == 0) {
            continue;
        }
        say("%s{\"user_id\":\"%s\",\"name\":\"%s\",\"team\":%s,", COMMA(said++ == 0), people[i]->id, people[i]->name,
            team_name(people[i]->team));
        say_money("weighted_value", own.weighted);
        say(",");
        say_rate("win_rate", own.won, own.won + own.lost);
        say("}");
    }
    say("],");
    say_sectors("revenue_by_sector", true);
    say(",");
    say_trend(true);
    say("}");
    return recount.want.data;
}
