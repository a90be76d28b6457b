/* SPDX-License-Identifier: MIT
 *
 * The row goes in with its last values, the history event by event: an update of a deal costs as much as its insert, and a
 * deal of the demonstration has four. */
#include "pipeline/opportunity_past.h"

#include "base/str.h"
#include "pipeline/opportunity_history.h"

static enum rc insert(struct cx *cx, const struct opportunity_event *first, struct opportunity *deal)
{
    const struct opportunity_event *last = first;
    const struct opportunity_event *changed = first;
    int64_t entered_ms = first->at_ms;
    for (; last->next; last = last->next) {
        const struct opportunity_event *next = last->next;
        entered_ms = next->activity_type || str_eq(next->deal.stage, changed->deal.stage) ? entered_ms : next->at_ms;
        changed = next->activity_type ? changed : next;
    }
    *deal = changed->deal;
    cx->now_ms = first->at_ms;
    opportunity_sign(cx, NULL, deal);
    cx->now_ms = changed->at_ms;
    opportunity_sign(cx, &first->deal, deal);
    deal->last_activity_at = last->at_ms;
    deal->stage_entered_at = entered_ms;
    TRY(db_run(cx, SQL_OPPORTUNITY_INSERT, ARGS(ARG_R(&opportunity_record, deal))));
    return opportunity_journal_new(cx, deal);
}

static enum rc tell(struct cx *cx, const struct opportunity_event *event, const struct opportunity *before, const char *id)
{
    cx->now_ms = event->at_ms;
    if (event->activity_type) {
        struct opportunity_activity activity = {.activity_type = event->activity_type, .description = event->description};
        return opportunity_activity_write(cx, id, &activity);
    }
    struct opportunity deal = event->deal;
    deal.id = id;
    return opportunity_record_history(cx, before, &deal);
}

enum rc opportunity_create_past(struct cx *cx, const struct opportunity_event *first)
{
    struct opportunity deal;
    const struct opportunity *before = NULL;
    int64_t now_ms = cx->now_ms;
    enum rc rc = insert(cx, first, &deal);
    for (const struct opportunity_event *event = first; event && rc == RC_OK; event = event->next) {
        rc = tell(cx, event, before, deal.id);
        before = event->activity_type ? before : &event->deal;
    }
    cx->now_ms = now_ms;
    return rc;
}
