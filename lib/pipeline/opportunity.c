/* SPDX-License-Identifier: MIT
 *
 * Opportunities: fields, reading, writing. Their numbers are computed in opportunity_rules.c, lists are described in
 * opportunity_list.c, history is written by opportunity_history.c. */
#include "pipeline/opportunity.h"

#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"
#include "pipeline/client.h"
#include "pipeline/opportunity_history.h"
#include "pipeline/opportunity_rules.h"
#include "resource/journal.h"

#define SHARE 10000 /* 1.0 in ten-thousandths */

static const struct status opportunity_statuses[] = {
    {"Active", PHASE_OPEN, false},  {"Won", PHASE_CLOSED, true},        {"Lost", PHASE_CLOSED, false},
    {"On Hold", PHASE_OPEN, false}, {"Cancelled", PHASE_CLOSED, false},
};
static const struct transition opportunity_transitions[] = {
    {NULL, NULL, OPPORTUNITY_BY_CHANGE, NULL},
    {NULL, NULL, OPPORTUNITY_BY_STATUS, NULL},
};
MACHINE(opportunity_machine, "opportunity_status", "An opportunity", opportunity_statuses, opportunity_transitions, NULL);

static const struct status stages[] = {
    {"Prospection", PHASE_OPEN, false}, {"Qualification", PHASE_OPEN, false}, {"RFI", PHASE_OPEN, false},
    {"RFQ", PHASE_OPEN, false},         {"Proposal", PHASE_OPEN, false},      {"Negotiation", PHASE_OPEN, false},
    {"Closed", PHASE_CLOSED, false},
};
STATUSES(stage_machine, "stage", "A stage", stages);

static const struct field deal_team_fields[] = {
    FIELD_AS(struct opportunity, "id", team_id, FT_UUID, F_REQUIRED),
    FIELD_AS(struct opportunity, "name", team_name, FT_TEXT, F_REQUIRED),
};
static RECORD(deal_team_record, "OpportunityTeam", struct opportunity, deal_team_fields, NULL);

static const struct field deal_task_fields[] = {
    FIELD_UUID(struct deal_task, id, F_REQUIRED),
    FIELD_TEXT(struct deal_task, title, F_REQUIRED, 0, 0),
    FIELD_TIME(struct deal_task, due_date, 0),
};
RECORD(deal_task_record, "OpportunityTask", struct deal_task, deal_task_fields, NULL);

static const struct field opportunity_fields[] = {
    FIELD_UUID(struct opportunity, id, F_READONLY),
    FIELD_TEXT(struct opportunity, project_name, F_REQUIRED, 1, 200),
    FIELD_TEXT(struct opportunity, update_notes, 0, 1, 10000),
    FIELD_UUID(struct opportunity, owner_id, 0),
    FIELD_PRINTED(struct opportunity, owner, F_REQUIRED | F_NOT_STORED, &user_brief_record),
    FIELD_UUID(struct opportunity, team_id, F_READONLY),
    FIELD_PRINTED(struct opportunity, team, F_NOT_STORED, &deal_team_record),
    FIELD_UUID(struct opportunity, client_id, 0),
    FIELD_PRINTED(struct opportunity, client, F_NOT_STORED, &client_brief_record),
    FIELD_TEXT(struct opportunity, service_type, 0, 1, 100),
    FIELD_TEXT(struct opportunity, sector_type, 0, 1, 100),
    FIELD_DECIMAL(struct opportunity, original_amount, F_REQUIRED, 2, 2, 0, 0),
    FIELD_DECIMAL(struct opportunity, gross_margin_percentage, 0, 4, 2, 0, SHARE),
    FIELD_TEXT(struct opportunity, project_type, F_REQUIRED, 1, 100),
    FIELD_TEXT(struct opportunity, project_maturity, F_REQUIRED, 1, 100),
    FIELD_TEXT(struct opportunity, client_type, F_REQUIRED, 1, 100),
    FIELD_TEXT(struct opportunity, client_relationship, F_REQUIRED, 1, 100),
    FIELD_BOOL(struct opportunity, conservative_approach, 0),
    FIELD_DECIMAL(struct opportunity, project_type_coef, F_INTERNAL, 4, 1, 0, 0),
    FIELD_DECIMAL(struct opportunity, maturity_coef, F_INTERNAL, 4, 1, 0, 0),
    FIELD_DECIMAL(struct opportunity, client_type_coef, F_INTERNAL, 4, 1, 0, 0),
    FIELD_DECIMAL(struct opportunity, relationship_coef, F_INTERNAL, 4, 1, 0, 0),
    FIELD_DECIMAL(struct opportunity, conservative_coef, F_INTERNAL, 4, 1, 0, 0),
    FIELD_DECIMAL(struct opportunity, probability, F_INTERNAL, 4, 3, 0, 0),
    FIELD_DECIMAL(struct opportunity, probability_score, F_READONLY, 4, 2, 0, SHARE),
    FIELD_DECIMAL(struct opportunity, win_probability_override, 0, 4, 2, 0, SHARE),
    FIELD_DECIMAL(struct opportunity, weighted_amount, F_READONLY, 2, 2, 0, 0),
    FIELD_DECIMAL(struct opportunity, gross_margin_amount, F_READONLY, 2, 2, 0, 0),
    FIELD_DATE(struct opportunity, starting_date, F_REQUIRED),
    FIELD_DATE(struct opportunity, closing_date, F_REQUIRED),
    FIELD_INT(struct opportunity, duration_months, F_READONLY, 0, 0),
    {.name = "status",
     .type = FT_ENUM,
     .flags = F_FOLD,
     .offset = offsetof(struct opportunity, status),
     .machine = &opportunity_machine,
     .about = "`Active` when left out"},
    {.name = "stage",
     .type = FT_ENUM,
     .flags = F_FOLD,
     .offset = offsetof(struct opportunity, stage),
     .machine = &stage_machine,
     .about = "Follows the maturity when left out"},
    FIELD_TIME(struct opportunity, stage_entered_at, F_READONLY),
    FIELD_DATE(struct opportunity, created_date, F_INTERNAL),
    FIELD_DATE(struct opportunity, closed_date, F_READONLY),
    FIELD_TIME(struct opportunity, last_activity_at, F_READONLY),
    FIELD_BOOL(struct opportunity, needs_followup, F_READONLY | F_NOT_STORED),
    FIELD_PRINTED(struct opportunity, next_task, F_NOT_STORED, &deal_task_record),
    FIELD_UUID(struct opportunity, created_by_id, F_READONLY),
    FIELD_UUID(struct opportunity, last_modified_by_id, F_READONLY),
    FIELD_TIME(struct opportunity, created_at, F_READONLY),
    FIELD_TIME(struct opportunity, updated_at, F_READONLY),
    FIELD_INT(struct opportunity, version, F_READONLY, 0, 0),
};
RECORD(opportunity_record, "Opportunity", struct opportunity, opportunity_fields, NULL);

static const struct field status_fields[] = {
    FIELD_STATUS(struct opportunity_status_change, status, F_REQUIRED | F_FOLD, &opportunity_machine),
    FIELD_STATUS(struct opportunity_status_change, stage, F_FOLD, &stage_machine),
    FIELD_TEXT(struct opportunity_status_change, notes, 0, 1, 5000),
};
RECORD(opportunity_status_record, "OpportunityStatus", struct opportunity_status_change, status_fields, NULL);

/* ---- reading ---- */

struct deal_clock deal_clock(const struct cx *cx)
{
    return (struct deal_clock){.quiet_since = cx->now_ms - DEAL_QUIET_DAYS * MS_PER_DAY,
                               .today = zone_today(cx->arena, cx->zone, cx->now_ms)};
}

void opportunity_refine(const struct deal_clock *clock, struct opportunity *deal)
{
    bool active = str_eq(deal->status, opportunity_statuses[0].name);
    bool late = strcmp(deal->closing_date, clock->today) < 0;
    deal->needs_followup = active && (late || deal->last_activity_at <= clock->quiet_since);
}

static enum rc get_by(struct cx *cx, const struct access *access, const char *id, struct opportunity *deal)
{
    enum rc rc = db_get(cx, SQL_OPPORTUNITY_GET, ARGS(ARG_T("id", id), ACCESS_ARGS(access)), &opportunity_record, deal);
    if (rc == RC_OK) {
        struct deal_clock clock = deal_clock(cx);
        opportunity_refine(&clock, deal);
    }
    return rc == RC_NOT_FOUND ? fault_not_found(cx, opportunity_record.name) : rc;
}

enum rc opportunity_get(struct cx *cx, const char *id, struct opportunity *deal)
{
    struct access access;
    TRY(access_of(cx, &access));
    return get_by(cx, &access, id, deal);
}

/* `refusal` is the message for a deal that is seen but not theirs. */
static enum rc get_own(struct cx *cx, const struct access *access, const char *id, const char *refusal,
                       struct opportunity *deal)
{
    TRY(get_by(cx, access, id, deal));
    bool own = access_writes(cx, access, deal->owner_id, deal->team_id);
    return own ? RC_OK : fault_set(cx, RC_FORBIDDEN, NULL, refusal);
}

enum rc opportunity_get_writable_by(struct cx *cx, const struct access *access, const char *id, struct opportunity *deal)
{
    return get_own(cx, access, id, "Cannot change opportunities you don't own", deal);
}

enum rc opportunity_get_writable(struct cx *cx, const char *id, struct opportunity *deal)
{
    struct access access;
    TRY(access_of(cx, &access));
    return opportunity_get_writable_by(cx, &access, id, deal);
}

/* ---- writing ---- */

void opportunity_sign(struct cx *cx, const struct opportunity *before, struct opportunity *deal)
{
    const char *user_id = cx->user ? cx->user->id : NULL;
    if (!before) {
        deal->id = uuid_new(cx->arena);
        deal->created_date = zone_today(cx->arena, cx->zone, cx->now_ms);
        deal->created_by_id = user_id;
        deal->created_at = cx->now_ms;
    }
    bool stays = before && str_eq(before->stage, deal->stage);
    deal->stage_entered_at = stays ? before->stage_entered_at : cx->now_ms;
    deal->last_modified_by_id = user_id;
    deal->updated_at = cx->now_ms;
    deal->last_activity_at = cx->now_ms;
}

/* What a score follows from is told with each that is new. */
static const char *source_of(const struct opportunity *before, const struct opportunity *deal)
{
    if (before && before->probability_score == deal->probability_score) {
        return NULL;
    }
    bool chosen = deal->win_probability_override != INT_NULL && !status_is(&opportunity_machine, deal->status, PHASE_CLOSED);
    return chosen ? JOURNAL_OVERRIDE : JOURNAL_MODEL;
}

enum rc opportunity_journal_new(struct cx *cx, const struct opportunity *deal)
{
    struct journal_entry entry = {
        .operation = JOURNAL_CREATE, .record = &opportunity_record, .now = deal, .source = source_of(NULL, deal)};
    return journal_write(cx, &entry);
}

enum rc opportunity_create(struct cx *cx, struct opportunity *deal)
{
    opportunity_sign(cx, NULL, deal);
    TRY(db_run(cx, SQL_OPPORTUNITY_INSERT, ARGS(ARG_R(&opportunity_record, deal))));
    TRY(opportunity_journal_new(cx, deal));
    return opportunity_record_history(cx, NULL, deal);
}

enum rc opportunity_save(struct cx *cx, const struct opportunity *before, struct opportunity *deal)
{
    opportunity_sign(cx, before, deal);
    TRY(resource_update(cx, &opportunity_record, SQL_OPPORTUNITY_UPDATE, before, deal, source_of(before, deal)));
    return opportunity_record_history(cx, before, deal);
}

enum rc opportunity_delete(struct cx *cx, const char *id)
{
    struct access access;
    struct opportunity deal;
    TRY(access_of(cx, &access));
    TRY(get_own(cx, &access, id, "Cannot delete opportunities you don't own", &deal));
    TRY(db_run(cx, SQL_OPPORTUNITY_DELETE, ARGS(ARG_T("id", id))));
    struct journal_entry entry = {.operation = JOURNAL_REMOVE, .record = &opportunity_record, .before = &deal};
    return journal_write(cx, &entry);
}

enum rc opportunity_set_status(struct cx *cx, const char *id, const struct opportunity_status_change *change)
{
    struct opportunity before;
    TRY(opportunity_get_writable(cx, id, &before));
    struct opportunity deal = before;
    deal.status = change->status;
    deal.stage = change->stage ? change->stage : before.stage;
    TRY(opportunity_compute(cx, &before, &deal, 0));
    TRY(opportunity_save(cx, &before, &deal));
    if (!change->notes) {
        return RC_OK;
    }
    struct opportunity_activity note = {.activity_type = "note_added", .description = change->notes};
    return opportunity_activity_add(cx, id, &note);
}

enum rc opportunity_duplicate(struct cx *cx, const char *id, const char *project_name, struct opportunity *copy)
{
    struct rules rules;
    struct user owner;
    struct opportunity original;
    TRY(rules_read(cx, &rules));
    TRY(get_by(cx, &rules.access, id, &original));
    TRY(user_by_id(cx, original.owner_id, &owner));
    *copy = original;
    copy->project_name = project_name ? project_name : arena_printf(cx->arena, "Copy of %s", original.project_name);
    copy->status = NULL;
    copy->closed_date = NULL;
    copy->stage = status_is(&stage_machine, original.stage, PHASE_CLOSED) ? NULL : original.stage;
    if (!owner.is_active || !access_writes(cx, &rules.access, owner.id, owner.team_id)) {
        copy->owner_id = NULL;
    }
    TRY(opportunity_compute_by(cx, &rules, NULL, copy, 0));
    return opportunity_create(cx, copy);
}
