/* SPDX-License-Identifier: MIT
 *
 * Opportunities: the deals of the sales pipeline (pipeline API, section 4). */
#ifndef PIPELINE_OPPORTUNITY_H
#define PIPELINE_OPPORTUNITY_H

#include "pipeline/access.h"
#include "pipeline/probability.h"
#include "resource/resource.h"

struct opportunity {
    const char *id;
    const char *project_name;
    const char *update_notes;
    const char *owner_id;
    const char *owner_name; /* lists only */
    const char *owner;      /* one record only, as team and client: JSON object */
    const char *team_id;    /* always the owner's */
    const char *team_name;  /* lists only */
    const char *team;
    const char *client_id;
    const char *client_name; /* lists only */
    const char *client;
    const char *service_type;
    const char *sector_type;
    int64_t original_amount;         /* cents */
    int64_t gross_margin_percentage; /* ten-thousandths: 0.13 = 1300 */
    const char *project_type;
    const char *project_maturity;
    const char *client_type;
    const char *client_relationship;
    int64_t conservative_approach; /* 0/1 */
    int64_t project_type_coef;     /* the coefficients that `probability` was made of */
    int64_t maturity_coef;
    int64_t client_type_coef;
    int64_t relationship_coef;
    int64_t conservative_coef;
    int64_t probability;              /* ten-thousandths, three decimals */
    int64_t probability_score;        /* ten-thousandths */
    int64_t win_probability_override; /* ten-thousandths; INT_NULL: none */
    int64_t weighted_amount;          /* cents: amount x score */
    int64_t gross_margin_amount;      /* cents: weighted x margin */
    const char *starting_date;
    const char *closing_date;
    int64_t duration_months;
    const char *status; /* Active Won Lost "On Hold" Cancelled */
    const char *stage;  /* Prospection Qualification RFI RFQ Proposal Negotiation Closed */
    int64_t stage_entered_at;
    const char *created_date;
    const char *closed_date;
    int64_t last_activity_at;
    int64_t needs_followup; /* 0/1: told by opportunity_refine() */
    const char *next_task;  /* JSON object */
    const char *created_by_id;
    const char *last_modified_by_id;
    int64_t created_at;
    int64_t version; /* one more at each write */
    int64_t updated_at;
};

/* {"id": …, "title": …, "due_date": …} */
struct deal_task {
    const char *id;
    const char *title;
    int64_t due_date;
};
extern const struct record deal_task_record;

extern const struct record opportunity_record;     /* every column; input of create and change */
extern const struct record opportunity_row_record; /* lists and exports: the printed fields of section 4.1 */
extern const struct list_spec opportunity_list;    /* filters, search, sorts of section 4.1; takes DEAL_LIST_ARGS */

/* A deal sleeps that is active and has seen nothing for fourteen days, or is past its closing date. */
#define DEAL_QUIET_DAYS 14
struct deal_clock {
    int64_t quiet_since; /* ms */
    const char *today;   /* of the tenant */
};
struct deal_clock deal_clock(const struct cx *cx);
/* Says of a deal that was read whether it sleeps. */
void opportunity_refine(const struct deal_clock *clock, struct opportunity *deal);

#define DEAL_LIST_ARGS(access, clock)                                                                                          \
    ACCESS_ARGS(access), ARG_I("quiet_since", (clock)->quiet_since), ARG_T("today", (clock)->today)

extern const struct resource opportunity_resource; /* record and list, for the description of the API */

extern const struct machine opportunity_machine;
#define OPPORTUNITY_BY_CHANGE "opportunities" /* the routes that move one */
#define OPPORTUNITY_BY_STATUS "opportunities/status"
extern const struct machine stage_machine; /* in the contract's order */

/* One deal that the asking user may see: RC_NOT_FOUND "Opportunity not found" otherwise. */
enum rc opportunity_get(struct cx *cx, const char *id, struct opportunity *deal);
/* The same for writing: RC_FORBIDDEN for one that is seen but not theirs to change. */
enum rc opportunity_get_writable(struct cx *cx, const char *id, struct opportunity *deal);

enum rc opportunity_get_writable_by(struct cx *cx, const struct access *access, const char *id, struct opportunity *deal);

/* Writes it with its history (created / updated / status_changed / stage_changed activities, stays in stages). */
enum rc opportunity_create(struct cx *cx, struct opportunity *deal);
enum rc opportunity_save(struct cx *cx, const struct opportunity *before, struct opportunity *deal);

/* The journal's row of a new one, with what its score follows from: the chosen probability or the model. */
enum rc opportunity_journal_new(struct cx *cx, const struct opportunity *deal);

/* Who wrote it and when: cx->user, now. A new one (`before` NULL) gets its id and the date of its creation as well. */
void opportunity_sign(struct cx *cx, const struct opportunity *before, struct opportunity *deal);

/* RC_FORBIDDEN "Cannot delete opportunities you don't own" for one that is seen but not theirs. */
enum rc opportunity_delete(struct cx *cx, const char *id);

/* A new active deal with the same values under another name (NULL: "Copy of …"); its history starts anew. It belongs to the
 * same owner where the asking user may write for them, else to the asking user. Fills *copy. */
enum rc opportunity_duplicate(struct cx *cx, const char *id, const char *project_name, struct opportunity *copy);

/* Status, and stage where named; notes become an activity of type note_added. */
struct opportunity_status_change {
    const char *status;
    const char *stage;
    const char *notes;
};
extern const struct record opportunity_status_record;
enum rc opportunity_set_status(struct cx *cx, const char *id, const struct opportunity_status_change *change);

#endif
