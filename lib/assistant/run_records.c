/* SPDX-License-Identifier: MIT
 *
 * Tools that find records: papers, people, vehicles, tasks, what has happened. */
#include "assistant/lists.h"
#include "assistant/run_parts.h"
#include "auth/user.h"
#include "base/str.h"
#include "base/time.h"
#include "workshop/invoice.h"
#include "workshop/plate.h"
#include "workshop/quote.h"
#include "workshop/vehicle.h"

#define DUE_DAYS 365

/* ---- papers ---- */

enum rc run_quotes(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    struct wanted wanted = {0};
    const char *contact_id;
    TRY(run_whom(cx, ask->contact, answer, &contact_id));
    if (answer->unclear) {
        return RC_OK;
    }
    want(&wanted, "status", ask->status);
    want(&wanted, "contact_id", contact_id);
    want(&wanted, "from", ask->from);
    want(&wanted, "to", ask->to);
    want_number(cx, &wanted, "min", ask->min_amount);
    want_number(cx, &wanted, "max", ask->max_amount);
    if (ask->older_than_days != INT_NULL) {
        want_number(cx, &wanted, "before", zone_day_start_ms(cx->zone, run_today(cx) - ask->older_than_days));
    }
    if (ask->older_than_days != INT_NULL || str_eq(ask->status, "SENT")) {
        want(&wanted, "sort_by", "age");
        want(&wanted, "sort_order", "asc");
    }
    TRY(lists_read(cx, &assistant_quotes, SQL_ASSISTANT_QUOTE_SUM, &wanted, NO_ARGS, answer));
    for (size_t i = 0; i < answer->rows.count; i++) {
        run_rows(answer)[i].days = run_days_since(cx, run_rows(answer)[i].at);
    }
    return RC_OK;
}

/* A SENT invoice past its date reads as OVERDUE. */
static void refine_invoices(const struct cx *cx, struct tool_answer *answer)
{
    for (size_t i = 0; i < answer->rows.count; i++) {
        struct tool_row *row = &run_rows(answer)[i];
        bool open = status_is(&invoice_machine, row->status, PHASE_OPEN);
        row->days = open && row->amount_due > 0 ? run_days_after(cx, row->due_date) : INT_NULL;
        row->status = row->days != INT_NULL ? "OVERDUE" : row->status;
    }
}

enum rc run_invoices(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    struct wanted wanted = {0};
    const char *contact_id;
    bool paid = str_eq(ask->status, "PAID"), open = str_eq(ask->status, "UNPAID") || str_eq(ask->status, "OVERDUE");
    TRY(run_whom(cx, ask->contact, answer, &contact_id));
    if (answer->unclear) {
        return RC_OK;
    }
    want(&wanted, "status", ask->status);
    want(&wanted, "contact_id", contact_id);
    want(&wanted, paid ? "paid_from" : "from", ask->from);
    want(&wanted, paid ? "paid_to" : "to", ask->to);
    want_number(cx, &wanted, "min", ask->min_amount);
    want_number(cx, &wanted, "max", ask->max_amount);
    if (ask->older_than_days != INT_NULL) {
        want(&wanted, "due_before", run_date(cx, run_today(cx) - ask->older_than_days));
    }
    if (open) {
        want(&wanted, "sort_by", "due");
        want(&wanted, "sort_order", "asc");
    }
    const char *today = run_date(cx, run_today(cx));
    TRY(lists_read(cx, &assistant_invoices, open ? SQL_ASSISTANT_INVOICE_DUE : SQL_ASSISTANT_INVOICE_SUM, &wanted,
                   ARGS(ARG_T("today", today)), answer));
    refine_invoices(cx, answer);
    return RC_OK;
}

/* Adds the paper of that number to the rows. */
static enum rc add_numbered(struct cx *cx, enum sql_id sql, const char *number, const char *what, struct tool_answer *answer)
{
    struct tool_row *row = &run_rows(answer)[answer->rows.count];
    enum rc rc = db_get(cx, sql, ARGS(ARG_T("number", number)), &tool_row_record, row);
    if (rc == RC_NOT_FOUND) {
        fault_clear(cx);
        return RC_OK;
    }
    TRY(rc);
    row->title = what;
    answer->rows.count++;
    answer->total++;
    return RC_OK;
}

enum rc run_document(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    answer->rows.rows = arena_array(cx->arena, 2, sizeof(struct tool_row));
    if (!str_eq(ask->what, "invoice")) {
        TRY(add_numbered(cx, SQL_ASSISTANT_QUOTE_NUMBERED, ask->number, "quote", answer));
    }
    size_t quotes = answer->rows.count;
    if (!str_eq(ask->what, "quote")) {
        TRY(add_numbered(cx, SQL_ASSISTANT_INVOICE_NUMBERED, ask->number, "invoice", answer));
    }
    if (quotes > 0) {
        run_rows(answer)[0].days = status_is(&quote_machine, run_rows(answer)[0].status, PHASE_OPEN)
                                       ? run_days_since(cx, run_rows(answer)[0].at)
                                       : INT_NULL;
    }
    if (answer->rows.count > quotes) {
        struct tool_answer invoice = *answer;
        invoice.rows = (struct list){&run_rows(answer)[quotes], 1};
        refine_invoices(cx, &invoice);
    }
    return RC_OK;
}

/* ---- people, vehicles, tasks ---- */

enum rc run_find_contact(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    return tool_contacts(cx, ask->contact, TOOL_ROWS, &answer->rows, &answer->total);
}

enum rc run_new_contacts(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    struct wanted wanted = {0};
    want(&wanted, "from", ask->from);
    want(&wanted, "to", ask->to);
    return lists_read(cx, &assistant_contacts, SQL_NONE, &wanted, NO_ARGS, answer);
}

enum rc run_vehicles(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    struct wanted wanted = {0};
    const char *contact_id;
    TRY(run_whom(cx, ask->contact, answer, &contact_id));
    if (answer->unclear) {
        return RC_OK;
    }
    want(&wanted, "plate", ask->plate ? plate_normalise(cx->arena, ask->plate) : NULL);
    want(&wanted, "contact_id", contact_id);
    return lists_read(cx, &assistant_vehicles, SQL_NONE, &wanted, NO_ARGS, answer);
}

enum rc run_vehicle_history(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    struct wanted wanted = {0};
    TRY(run_vehicles(cx, ask, answer));
    if (answer->rows.count == 0) {
        answer->unclear = true;
        return RC_OK;
    }
    const char *vehicle_id = run_rows(answer)[0].id;
    answer->contact = run_rows(answer)[0].name;
    return lists_read(cx, &assistant_services, SQL_NONE, &wanted, ARGS(ARG_T("vehicle_id", vehicle_id)), answer);
}

enum rc run_vehicles_due(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    int64_t days = ask->older_than_days != INT_NULL ? ask->older_than_days : DUE_DAYS;
    const struct arg *args = ARGS(ARG_T("before", run_date(cx, run_today(cx) - days)));
    answer->ask.older_than_days = days;
    TRY(db_all(cx, SQL_ASSISTANT_VEHICLES_DUE, args, &tool_row_record, &answer->rows));
    for (size_t i = 0; i < answer->rows.count; i++) {
        run_rows(answer)[i].days = run_days_after(cx, run_rows(answer)[i].date);
    }
    return db_int(cx, SQL_ASSISTANT_VEHICLES_DUE_COUNT, args, &answer->total);
}

enum rc run_tasks(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    struct wanted wanted = {0};
    const char *contact_id;
    TRY(run_whom(cx, ask->contact, answer, &contact_id));
    if (answer->unclear) {
        return RC_OK;
    }
    want(&wanted, "open", "1");
    want(&wanted, "from", ask->from);
    want(&wanted, "to", ask->to);
    want(&wanted, "priority", ask->priority);
    want(&wanted, "contact_id", contact_id);
    want(&wanted, "assignee_id", ask->mine == 1 ? cx->user->id : NULL);
    want_number(cx, &wanted, "due_before", ask->late == 1 ? cx->now_ms : INT_NULL);
    want(&wanted, "sort_by", "due");
    want(&wanted, "sort_order", "asc");
    return lists_read(cx, &assistant_tasks, SQL_NONE, &wanted, ARGS(ARG_T("user", cx->user ? cx->user->id : NULL)), answer);
}

enum rc run_activities(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    struct wanted wanted = {0};
    const char *contact_id;
    TRY(run_whom(cx, ask->contact, answer, &contact_id));
    if (answer->unclear) {
        return RC_OK;
    }
    want(&wanted, "from", ask->from);
    want(&wanted, "to", ask->to);
    want(&wanted, "contact_id", contact_id);
    want(&wanted, "user_id", ask->mine == 1 ? cx->user->id : NULL);
    return lists_read(cx, &assistant_activities, SQL_NONE, &wanted, NO_ARGS, answer);
}

enum rc run_count(struct cx *cx, const struct ask *ask, struct tool_answer *answer)
{
    bool vehicles = str_eq(ask->what, "vehicles");
    return db_int(cx, vehicles ? SQL_VEHICLE_TOTAL : SQL_CONTACT_TOTAL, NO_ARGS, &answer->total);
}
