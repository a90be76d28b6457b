/* SPDX-License-Identifier: MIT
 *
 * What follows from a deal's values: its owner's team, coefficients, score, amounts, months, closing day. Every error is told
 * at once; a value that the parser has refused already is NULL here and is passed over. */
#include "pipeline/opportunity_rules.h"

#include "pipeline/opportunity.h"

#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "pipeline/coefficient.h"
#include "pipeline/revenue.h"

#define SHARE 10000
#define UNKNOWN_VALUE "Unknown value: see /api/coefficients"
#define MONTHS_MAX 1200 /* the distribution of one deal is answered whole */

/* Each factor: the deal's value, and where its coefficient goes. */
static const struct factor {
    const char *type; /* also the field's name */
    size_t value;
    size_t coefficient;
} factors[] = {
    {"project_type", offsetof(struct opportunity, project_type), offsetof(struct opportunity, project_type_coef)},
    {"project_maturity", offsetof(struct opportunity, project_maturity), offsetof(struct opportunity, maturity_coef)},
    {"client_type", offsetof(struct opportunity, client_type), offsetof(struct opportunity, client_type_coef)},
    {"client_relationship", offsetof(struct opportunity, client_relationship), offsetof(struct opportunity, relationship_coef)},
};
#define FACTORS (sizeof factors / sizeof *factors)

static const char **value_of(const struct opportunity *deal, const struct factor *factor)
{
    return (const char **)(void *)((char *)(uintptr_t)deal + factor->value);
}

static int64_t *coefficient_of(struct opportunity *deal, const struct factor *factor)
{
    return (int64_t *)(void *)((char *)deal + factor->coefficient);
}

enum rc rules_read(struct cx *cx, struct rules *rules)
{
    TRY(access_of(cx, &rules->access));
    TRY(coefficient_all(cx, &rules->coefficients));
    return db_int(cx, SQL_PROBABILITY_STEP, NO_ARGS, &rules->step);
}

/* ---- references ---- */

/* A new owner must be an active user for whom the asking user may write; the team is theirs. */
static enum rc check_owner(struct cx *cx, const struct rules *rules, struct opportunity *deal)
{
    struct user owner;
    enum rc rc = user_by_id(cx, deal->owner_id, &owner);
    if (rc != RC_OK && rc != RC_NOT_FOUND) {
        return rc;
    }
    if (!access_writes(cx, &rules->access, deal->owner_id, rc == RC_OK ? owner.team_id : NULL)) {
        return fault_set(cx, RC_FORBIDDEN, NULL, "Cannot assign opportunities to this user");
    }
    if (rc == RC_NOT_FOUND || !owner.is_active) {
        fault_field(cx, "owner_id", rc == RC_NOT_FOUND ? PROBLEM_NOT_FOUND : PROBLEM_NOT_ACTIVE,
                    rc == RC_NOT_FOUND ? "User not found" : "Must be an active user");
        return RC_OK;
    }
    deal->team_id = owner.team_id;
    return RC_OK;
}

static enum rc check_client(struct cx *cx, const struct opportunity *before, const struct opportunity *deal)
{
    int64_t one;
    if (!deal->client_id || (before && str_eq(before->client_id, deal->client_id))) {
        return RC_OK;
    }
    enum rc rc = db_int(cx, SQL_CLIENT_EXISTS, ARGS(ARG_T("id", deal->client_id)), &one);
    if (rc == RC_NOT_FOUND) {
        fault_field(cx, "client_id", PROBLEM_NOT_FOUND, "Client not found");
        return RC_OK;
    }
    return rc;
}

/* ---- coefficients ---- */

/* The active coefficient of a value. A deal keeps a value whose coefficient is inactive, and the coefficient it had. */
static void take_factor(struct cx *cx, const struct rules *rules, const struct opportunity *before, struct opportunity *deal,
                        const struct factor *factor)
{
    const char **value = value_of(deal, factor);
    if (!*value) {
        return;
    }
    const struct coefficient *found = coefficient_find(&rules->coefficients, factor->type, *value);
    if (found && found->is_active) {
        *value = found->factor_value;
        *coefficient_of(deal, factor) = found->coefficient;
    } else if (!before || !str_ieq(*value_of(before, factor), *value)) {
        fault_field(cx, factor->type, found ? PROBLEM_NO_LONGER_IN_USE : PROBLEM_UNKNOWN_VALUE,
                    found ? "Is no longer in use" : UNKNOWN_VALUE);
    } else {
        *value = *value_of(before, factor);
    }
}

static void take_conservative(struct cx *cx, const struct rules *rules, const struct opportunity *before,
                              struct opportunity *deal)
{
    const char *value = deal->conservative_approach ? "Yes" : "No";
    const struct coefficient *found = coefficient_find(&rules->coefficients, "conservative_approach", value);
    if (found && found->is_active) {
        deal->conservative_coef = found->coefficient;
    } else if (!before || before->conservative_approach != deal->conservative_approach) {
        fault_field(cx, "conservative_approach", PROBLEM_NO_LONGER_IN_USE, "Is no longer in use");
    }
}

/* ---- dates and amounts ---- */

static void check_dates(struct cx *cx, struct opportunity *deal)
{
    int64_t starting, closing;
    if (!deal->starting_date || !deal->closing_date || !date_parse(deal->starting_date, &starting) ||
        !date_parse(deal->closing_date, &closing)) {
        return;
    }
    if (closing < starting) {
        fault_field(cx, "closing_date", PROBLEM_TOO_EARLY, "Must be after starting date");
        return;
    }
    deal->duration_months = revenue_months(starting, closing);
    if (deal->duration_months > MONTHS_MAX) {
        fault_field(cx, "closing_date", PROBLEM_TOO_LATE, "Must be at most 100 years after starting date");
    }
}

static void check_amount(struct cx *cx, const struct opportunity *deal)
{
    if (deal->original_amount != INT_NULL && deal->original_amount < 0) {
        fault_field(cx, "original_amount", PROBLEM_NOT_POSITIVE, "Must be a positive number");
    }
}

bool opportunity_weigh(struct opportunity *deal, int64_t step)
{
    const struct breakdown breakdown = {deal->project_type_coef, deal->maturity_coef, deal->client_type_coef,
                                        deal->relationship_coef, deal->conservative_coef};
    deal->probability = probability_final(&breakdown);
    deal->probability_score = probability_score(deal->probability, step, deal->win_probability_override, deal->status);
    return money_muldiv(deal->original_amount, deal->probability_score, SHARE, &deal->weighted_amount) &&
           money_muldiv(deal->weighted_amount, deal->gross_margin_percentage, SHARE, &deal->gross_margin_amount);
}

/* ---- status and stage ---- */

/* The stage that a deal of that maturity begins in. */
static const char *stage_of(const char *maturity)
{
    static const char *const table[][2] = {
        {"Prospection", "Prospection"}, {"RFI", "RFI"}, {"RFQ", "RFQ"}, {"Negotiation", "Negotiation"},
        {"Contract Signed", "Closed"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (str_ieq(table[i][0], maturity)) {
            return table[i][1];
        }
    }
    return "Prospection";
}

static void fill_defaults(struct cx *cx, const struct opportunity *before, struct opportunity *deal)
{
    deal->gross_margin_percentage = deal->gross_margin_percentage == INT_NULL ? 0 : deal->gross_margin_percentage;
    deal->conservative_approach = deal->conservative_approach == INT_NULL ? 0 : deal->conservative_approach;
    if (!before) {
        deal->status = deal->status ? deal->status : "Active";
        deal->stage = deal->stage ? deal->stage : stage_of(deal->project_maturity);
        deal->owner_id = deal->owner_id || !cx->user ? deal->owner_id : cx->user->id;
    }
}

/* What a change may not clear. */
static void check_cleared(struct cx *cx, const struct opportunity *deal, uint64_t present)
{
    const struct {
        const char *name;
        const char *value;
    } needed[] = {{"owner_id", deal->owner_id}, {"status", deal->status}, {"stage", deal->stage}};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        if (!needed[i].value && record_present(&opportunity_record, present, needed[i].name)) {
            fault_field(cx, needed[i].name, PROBLEM_REQUIRED, "Required");
        }
    }
}

static void mark_closing(struct cx *cx, const struct opportunity *before, struct opportunity *deal)
{
    if (!status_is(&opportunity_machine, deal->status, PHASE_CLOSED)) {
        deal->closed_date = NULL;
    } else if (!before || !str_eq(before->status, deal->status)) {
        deal->closed_date = zone_today(cx->arena, cx->zone, cx->now_ms);
    }
}

/* ---- all of it ---- */

enum rc opportunity_compute_by(struct cx *cx, const struct rules *rules, const struct opportunity *before,
                               struct opportunity *deal, uint64_t present)
{
    fill_defaults(cx, before, deal);
    check_cleared(cx, deal, present);
    if (deal->owner_id && (!before || !str_eq(before->owner_id, deal->owner_id))) {
        TRY(check_owner(cx, rules, deal));
    }
    TRY(check_client(cx, before, deal));
    for (size_t i = 0; i < FACTORS; i++) {
        take_factor(cx, rules, before, deal, &factors[i]);
    }
    take_conservative(cx, rules, before, deal);
    check_amount(cx, deal);
    check_dates(cx, deal);
    TRY(fault_check(cx));
    if (before && !str_eq(before->status, deal->status)) {
        TRY(machine_allow(cx, &opportunity_machine, OPPORTUNITY_BY_CHANGE, before->status, deal->status));
    }
    mark_closing(cx, before, deal);
    return opportunity_weigh(deal, rules->step) ? RC_OK
                                                : fault_field(cx, "original_amount", PROBLEM_AMOUNT_TOO_LARGE, "Is too large");
}

enum rc opportunity_compute(struct cx *cx, const struct opportunity *before, struct opportunity *deal, uint64_t present)
{
    struct rules rules;
    TRY(rules_read(cx, &rules));
    return opportunity_compute_by(cx, &rules, before, deal, present);
}

enum rc opportunity_check_patch(struct cx *cx, const struct rules *rules, const struct opportunity *patch, uint64_t present)
{
    struct opportunity deal = *patch;
    check_cleared(cx, &deal, present);
    if (deal.owner_id) {
        TRY(check_owner(cx, rules, &deal));
    }
    TRY(check_client(cx, NULL, &deal));
    for (size_t i = 0; i < FACTORS; i++) {
        const char *value = *value_of(&deal, &factors[i]);
        if (value && !coefficient_find(&rules->coefficients, factors[i].type, value)) {
            fault_field(cx, factors[i].type, PROBLEM_UNKNOWN_VALUE, UNKNOWN_VALUE);
        }
    }
    check_amount(cx, &deal);
    return fault_check(cx);
}
