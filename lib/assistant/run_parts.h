/* SPDX-License-Identifier: MIT
 *
 * The tools, one function each, and what they share. Private to lib/assistant. A function fills the rows, total and sums of an
 * answer that tool_run() began; errors are those of the store. */
#ifndef ASSISTANT_RUN_PARTS_H
#define ASSISTANT_RUN_PARTS_H

#include "assistant/run.h"

/* Days since 1970: the tenant's today. */
int64_t run_today(const struct cx *cx);
/* YYYY-MM-DD, on the arena. */
const char *run_date(struct cx *cx, int64_t days);
struct tool_row *run_rows(const struct tool_answer *answer);
/* Whole days from an instant's day to today; INT_NULL: no instant. */
int64_t run_days_since(const struct cx *cx, int64_t ms);
/* … by which a date is past; INT_NULL: it is not, or there is none. */
int64_t run_days_after(const struct cx *cx, const char *date);
/* Whom a name means: the only contact found, or the only one of exactly that name. Otherwise the answer is unclear. *id NULL: no name, or unclear. */
enum rc run_whom(struct cx *cx, const char *name, struct tool_answer *answer, const char **id);

/* ---- run_records.c ---- */

enum rc run_quotes(struct cx *cx, const struct ask *ask, struct tool_answer *answer);
enum rc run_invoices(struct cx *cx, const struct ask *ask, struct tool_answer *answer);
enum rc run_document(struct cx *cx, const struct ask *ask, struct tool_answer *answer);
enum rc run_find_contact(struct cx *cx, const struct ask *ask, struct tool_answer *answer);
enum rc run_new_contacts(struct cx *cx, const struct ask *ask, struct tool_answer *answer);
enum rc run_vehicles(struct cx *cx, const struct ask *ask, struct tool_answer *answer);
enum rc run_vehicle_history(struct cx *cx, const struct ask *ask, struct tool_answer *answer);
enum rc run_vehicles_due(struct cx *cx, const struct ask *ask, struct tool_answer *answer);
enum rc run_tasks(struct cx *cx, const struct ask *ask, struct tool_answer *answer);
enum rc run_activities(struct cx *cx, const struct ask *ask, struct tool_answer *answer);
enum rc run_count(struct cx *cx, const struct ask *ask, struct tool_answer *answer);

/* ---- run_figures.c ---- */

enum rc run_revenue(struct cx *cx, const struct ask *ask, struct tool_answer *answer);
enum rc run_best_clients(struct cx *cx, const struct ask *ask, struct tool_answer *answer);
enum rc run_pipeline(struct cx *cx, const struct ask *ask, struct tool_answer *answer);
enum rc run_stalled_deals(struct cx *cx, const struct ask *ask, struct tool_answer *answer);
enum rc run_conversion(struct cx *cx, const struct ask *ask, struct tool_answer *answer);

#endif
