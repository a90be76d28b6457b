/* SPDX-License-Identifier: MIT
 *
 * The rules, in their order: the first whose needs are met and which leaves nothing unsaid is the question's. */
#include "assistant/rules.h"

#include "base/str.h"
#include "base/time.h"
#include "workshop/plate.h"
#include "workshop/vehicle.h"

#define ANYHOW (M_COUNT | M_FIND | M_MINE)
#define FOLLOWUP_DAYS 7
#define STALLED_DAYS 14

struct rule {
    enum tool_id tool;
    int64_t need; /* all of these, */
    int64_t any;  /* one of these (0: none needed), */
    int64_t more; /* and perhaps of these */
    int needed;   /* values that must be there, */
    int values;   /* … that may */
};

static const struct rule rules[] = {
    {TOOL_DOCUMENT, 0, 0,
     M_QUOTE | M_INVOICE | M_PAID | M_ACCEPTED | M_REJECTED | M_EXPIRED | M_UNPAID | M_OVERDUE | M_PENDING | M_DETAILS | ANYHOW,
     VALUE_PAPER, 0},
    {TOOL_VEHICLE_HISTORY, 0, M_HISTORY | M_SERVICE, M_VEHICLE | M_DETAILS | M_ACTIVITY | ANYHOW, VALUE_PLATE, 0},
    {TOOL_VEHICLES, 0, 0, M_VEHICLE | M_CLIENT | M_DETAILS | ANYHOW, VALUE_PLATE, 0},
    {TOOL_VEHICLES_DUE, M_SERVICE | M_DUE, 0, M_VEHICLE | M_OVERDUE | M_CLIENT | ANYHOW, 0, VALUE_LENGTH},
    {TOOL_CONVERSION_RATE, M_CONVERSION, 0, M_QUOTE | M_INVOICE | M_ACCEPTED | ANYHOW, 0, VALUE_PERIOD},
    {TOOL_STALLED_DEALS, M_STALLED, 0, M_DEAL | M_PIPELINE | ANYHOW, 0, VALUE_LENGTH},
    {TOOL_PIPELINE, 0, M_DEAL | M_PIPELINE, M_PENDING | M_MONEY | ANYHOW, 0, 0},
    {TOOL_BEST_CLIENTS, M_BEST | M_CLIENT, 0, M_REVENUE | M_MONEY | ANYHOW, 0, VALUE_PERIOD | VALUE_LIMIT},
    {TOOL_NEW_CONTACTS, M_NEW | M_CLIENT, 0, ANYHOW, 0, VALUE_PERIOD},
    {TOOL_INVOICES, 0, M_INVOICE | M_UNPAID,
     M_OVERDUE | M_PAID | M_DRAFT | M_FOLLOWUP | M_PENDING | M_NEW | M_CLIENT | M_MONEY | ANYHOW, 0,
     VALUE_PERIOD | VALUE_LENGTH | VALUE_AMOUNT | VALUE_CONTACT},
    {TOOL_TASKS, 0, M_TASK | M_URGENT, M_OVERDUE | M_PENDING | M_NEW | ANYHOW, 0, VALUE_PERIOD | VALUE_CONTACT},
    {TOOL_QUOTES, M_QUOTE, 0,
     M_PENDING | M_ACCEPTED | M_REJECTED | M_EXPIRED | M_DRAFT | M_FOLLOWUP | M_STALLED | M_NEW | M_CLIENT | M_MONEY | ANYHOW,
     0, VALUE_PERIOD | VALUE_LENGTH | VALUE_AMOUNT | VALUE_CONTACT},
    {TOOL_REVENUE, M_REVENUE, 0, M_MONEY | M_COUNT | M_MINE, 0, VALUE_PERIOD | VALUE_LENGTH},
    {TOOL_ACTIVITIES, M_ACTIVITY, 0, M_NEW | M_HISTORY | M_CLIENT | ANYHOW, 0, VALUE_PERIOD | VALUE_CONTACT},
    {TOOL_ACTIVITIES, M_HISTORY, 0, M_CLIENT | ANYHOW, VALUE_CONTACT, VALUE_PERIOD},
    {TOOL_COUNT, M_VEHICLE | M_COUNT, 0, ANYHOW, 0, 0},
    {TOOL_VEHICLES, M_VEHICLE, 0, M_CLIENT | M_DETAILS | ANYHOW, VALUE_CONTACT, 0},
    {TOOL_COUNT, M_CLIENT | M_COUNT, 0, ANYHOW, 0, 0},
    {TOOL_FIND_CONTACT, 0, 0, M_CLIENT | M_DETAILS | ANYHOW, VALUE_CONTACT, 0},
};

static bool fits(const struct rule *rule, const struct said *said)
{
    int64_t allowed = rule->need | rule->any | rule->more;
    return (said->meanings & rule->need) == rule->need && (rule->any == 0 || said->meanings & rule->any) &&
           (said->meanings & ~allowed) == 0 && (said->values & rule->needed) == rule->needed &&
           (said->values & ~(rule->needed | rule->values)) == 0;
}

static const struct rule *rule_of(enum tool_id tool)
{
    size_t i = 0;
    while (rules[i].tool != tool) {
        i++;
    }
    return &rules[i];
}

/* ---- statuses ---- */

struct status_word {
    enum tool_id tool;
    int64_t meaning;
    const char *status;
};

/* In their order: an overdue invoice is unpaid, too. */
static const struct status_word status_words[] = {
    {TOOL_QUOTES, M_STALLED, "SENT"},      {TOOL_QUOTES, M_FOLLOWUP, "SENT"},      {TOOL_QUOTES, M_PENDING, "SENT"},
    {TOOL_QUOTES, M_ACCEPTED, "ACCEPTED"}, {TOOL_QUOTES, M_REJECTED, "REJECTED"},  {TOOL_QUOTES, M_EXPIRED, "EXPIRED"},
    {TOOL_QUOTES, M_DRAFT, "DRAFT"},       {TOOL_INVOICES, M_FOLLOWUP, "OVERDUE"}, {TOOL_INVOICES, M_OVERDUE, "OVERDUE"},
    {TOOL_INVOICES, M_PENDING, "UNPAID"},  {TOOL_INVOICES, M_UNPAID, "UNPAID"},    {TOOL_INVOICES, M_PAID, "PAID"},
    {TOOL_INVOICES, M_DRAFT, "DRAFT"},
};

/* False: two that exclude each other. */
static bool status_of(enum tool_id tool, int64_t meanings, const char **status)
{
    *status = NULL;
    for (size_t i = 0; i < sizeof status_words / sizeof *status_words; i++) {
        const struct status_word *word = &status_words[i];
        if (word->tool != tool || !(meanings & word->meaning)) {
            continue;
        }
        bool within = *status && str_eq(*status, "OVERDUE") && str_eq(word->status, "UNPAID");
        if (*status && !str_eq(*status, word->status) && !within) {
            return false;
        }
        *status = *status ? *status : word->status;
    }
    return true;
}

static int64_t statuses_meant(enum tool_id tool)
{
    int64_t meanings = 0;
    for (size_t i = 0; i < sizeof status_words / sizeof *status_words; i++) {
        meanings |= status_words[i].tool == tool ? status_words[i].meaning : 0;
    }
    return meanings;
}

/* ---- arguments ---- */

static bool knows_mine(enum tool_id tool)
{
    return tool == TOOL_TASKS || tool == TOOL_PIPELINE || tool == TOOL_STALLED_DEALS || tool == TOOL_ACTIVITIES;
}

/* A period that is a length of time ("depuis 30 jours"), for what has no age. */
static void length_to_period(struct arena *arena, int64_t today, struct ask *ask)
{
    char text[DATE_LEN];
    date_format(today - ask->older_than_days + 1, text);
    ask->from = arena_strdup(arena, text);
    ask->older_than_days = INT_NULL;
}

static bool fill(struct arena *arena, enum tool_id tool, const struct said *said, int64_t today, struct ask *ask)
{
    const char *status;
    if (!status_of(tool, said->meanings, &status)) {
        return false;
    }
    ask->status = status ? status : ask->status;
    if (knows_mine(tool) && said->meanings & M_MINE) {
        ask->mine = 1;
    }
    if (tool == TOOL_TASKS) {
        ask->late = said->meanings & M_OVERDUE ? 1 : ask->late;
        ask->priority = said->meanings & M_URGENT ? "URGENT" : ask->priority;
    } else if (tool == TOOL_COUNT) {
        ask->what = said->meanings & M_VEHICLE ? "vehicles" : "contacts";
    } else if (tool == TOOL_DOCUMENT && said->meanings & (M_QUOTE | M_INVOICE)) {
        ask->what = said->meanings & M_QUOTE ? "quote" : "invoice";
        return (said->meanings & (M_QUOTE | M_INVOICE)) != (M_QUOTE | M_INVOICE);
    } else if (tool == TOOL_QUOTES && said->meanings & (M_FOLLOWUP | M_STALLED) && ask->older_than_days == INT_NULL) {
        ask->older_than_days = said->meanings & M_STALLED ? STALLED_DAYS : FOLLOWUP_DAYS;
    } else if (tool == TOOL_REVENUE && ask->older_than_days != INT_NULL) {
        if (ask->from || ask->to) {
            return false;
        }
        length_to_period(arena, today, ask);
    }
    if (ask->plate) {
        ask->plate = plate_normalise(arena, ask->plate);
    }
    return ask->min_amount == INT_NULL || ask->max_amount == INT_NULL || ask->min_amount <= ask->max_amount;
}

/* Takes over from the question before what this one does not say and the tool knows. */
static void carry(const struct ask *earlier, int said, int known, struct ask *ask)
{
    if (known & ~said & VALUE_PERIOD) {
        ask->from = earlier->from;
        ask->to = earlier->to;
    }
    if (known & ~said & VALUE_LENGTH) {
        ask->older_than_days = earlier->older_than_days;
    }
    if (known & VALUE_AMOUNT && !(said & VALUE_AMOUNT)) {
        ask->min_amount = earlier->min_amount;
        ask->max_amount = earlier->max_amount;
    }
    if (known & ~said & VALUE_CONTACT) {
        ask->contact = earlier->contact;
    }
    if (known & ~said & VALUE_LIMIT) {
        ask->limit = earlier->limit;
    }
}

/* "et le mois dernier ?": the tool of before with other arguments. */
static bool goes_on(const struct said *said, enum tool_id before)
{
    if (before == TOOL_NONE || before == TOOL_COUNT) {
        return false;
    }
    const struct rule *rule = rule_of(before);
    int64_t allowed = M_COUNT | statuses_meant(before) | (knows_mine(before) ? M_MINE : 0) |
                      (before == TOOL_TASKS ? M_OVERDUE | M_URGENT : 0);
    return (said->values != 0 || said->meanings & ~(int64_t)M_COUNT) && (said->meanings & ~allowed) == 0 &&
           (said->values & ~(rule->needed | rule->values)) == 0;
}

static enum tool_id go_on(struct arena *arena, const struct said *said, enum tool_id before, const struct ask *earlier,
                          int64_t today, struct ask *ask)
{
    const struct rule *rule = rule_of(before);
    *ask = *said->ask;
    ask->status = earlier->status;
    ask->priority = earlier->priority;
    ask->late = earlier->late;
    ask->mine = earlier->mine;
    carry(earlier, said->values, rule->needed | rule->values, ask);
    return fill(arena, before, said, today, ask) ? before : TOOL_NONE;
}

enum tool_id rules_choose(struct arena *arena, const struct said *said, enum tool_id before, const struct ask *earlier,
                          int64_t today, struct ask *ask)
{
    bool subject = said->meanings & MEANINGS_SUBJECT || (said->meanings & M_UNPAID && before != TOOL_INVOICES);
    if (!subject && said->again) {
        return goes_on(said, before) ? go_on(arena, said, before, earlier, today, ask) : TOOL_NONE;
    }
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct rule *rule = &rules[i];
        if (!fits(rule, said)) {
            continue;
        }
        *ask = *said->ask;
        if (said->again && before != TOOL_NONE) {
            int of_before = rule_of(before)->needed | rule_of(before)->values;
            carry(earlier, said->values, (rule->needed | rule->values) & of_before, ask);
        }
        return fill(arena, rule->tool, said, today, ask) ? rule->tool : TOOL_NONE;
    }
    return !subject && goes_on(said, before) ? go_on(arena, said, before, earlier, today, ask) : TOOL_NONE;
}
