/* SPDX-License-Identifier: MIT
 *
 * The tables of state machines against what the server does: every status is asked for from every other one, every route that moves
 * a record is taken from every status, and each row of the tables happens. What the tables leave out is refused. */
#include <check.h>

#include "base/str.h"
#include "fcgi/describe/openapi_state.h"
#include "jobs/job.h"
#include "messaging/status.h"
#include "pipeline/opportunity.h"
#include "request_fixture.h"
#include "store/internal.h"
#include "tenant/tenant.h"
#include "transfer/import.h"
#include "workshop/communication.h"
#include "workshop/invoice.h"
#include "workshop/quote.h"
#include "workshop/supplier_invoice.h"
#include "workshop/task.h"

Suite *suite_states(void);

static const struct machine *const machines[] = {
    &quote_machine,    &invoice_machine, &task_machine,   &opportunity_machine, &stage_machine,           &message_machine,
    &delivery_machine, &job_machine,     &tenant_machine, &import_machine,      &supplier_invoice_machine};
#define MACHINES (sizeof machines / sizeof *machines)
#define ROWS_MAX 64

/* ---- requests ---- */

/* {id} in the path stands for the id. */
static int ask(const char *method, const char *path, const char *id, const char *body)
{
    remember("id", id);
    return send_request(method, path, body);
}

static void expect(int status, const char *method, const char *path, const char *id, const char *body)
{
    int got = ask(method, path, id, body);
    ck_assert_msg(got == status, "%s %s %s: %d: %s", method, path, body, got, answer_body());
}

static const char *state_of(const char *path, const char *id, const char *key)
{
    expect(200, "GET", path, id, NULL);
    return answer_text(key);
}

static enum rc try_sql(const char *sql)
{
    struct cx cx;
    struct rows rows;
    world_enter(&cx, world.arena);
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    enum rc rc = rows_next(&rows);
    rows_close(&rows);
    rc = rc == RC_END ? db_commit(&cx, cx.db) : rc;
    db_rollback(cx.db);
    world_leave(&cx);
    return rc;
}

/* Any state, behind the program's back. */
static void force(const char *sql)
{
    ck_assert_msg(try_sql(sql) == RC_OK, "%s", sql);
}

static const char *known(const char *name)
{
    for (size_t i = 0; i < world.name_count; i++) {
        if (str_eq(world.names[i], name)) {
            return world.ids[i];
        }
    }
    ck_abort_msg("no %s", name);
}

/* ---- what was seen ---- */

/* The row of exactly that transition; -1: there is none. */
static int row_of(const struct machine *machine, const char *by, const char *from, const char *to)
{
    for (size_t i = 0; i < machine->transition_count; i++) {
        const struct transition *row = &machine->transitions[i];
        if (str_eq(row->by, by) && str_eq(row->from, from) && str_eq(row->to, to)) {
            return (int)i;
        }
    }
    return -1;
}

static void saw(const struct machine *machine, bool seen[ROWS_MAX], const char *by, const char *from, const char *to)
{
    int row = row_of(machine, by, from, to);
    ck_assert_msg(row >= 0, "%s went from %s to %s by %s", machine->label, from, to, by);
    seen[row] = true;
}

/* How many rows nobody has seen, of those that a route does. */
static size_t unseen(const struct machine *machine, const bool seen[ROWS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < machine->transition_count; i++) {
        count += machine->transitions[i].by && machine->transitions[i].from && !seen[i];
    }
    return count;
}

/* ---- asking for a status by its name ---- */

struct subject {
    const char *by, *method, *path, *get, *body; /* body: {to} is the status */
    const char *(*make)(const char *status);     /* a record in that status: its id */
};

static bool is_asked(const struct machine *machine, const char *by, const char *from, const char *to)
{
    int row = row_of(machine, by, from, to);
    return (row >= 0 && machine->transitions[row].act) || row_of(machine, by, NULL, NULL) >= 0;
}

/* Whether the server does with one pair what the table says. */
static bool agrees(const struct machine *machine, const struct subject *subject, const char *from, const char *to, bool *moved)
{
    const char *id = subject->make(from);
    ck_assert_str_eq(state_of(subject->get, id, "status"), from);
    remember("to", to);
    int status = ask(subject->method, subject->path, id, subject->body);
    ck_assert_msg(status == 200 || status == 400, "%s to %s: %d %s", from, to, status, answer_body());
    *moved = status == 200;
    ck_assert(*moved || str_eq(answer_text("code"), "INVALID_TRANSITION"));
    ck_assert_str_eq(state_of(subject->get, id, "status"), *moved ? to : from);
    return *moved == is_asked(machine, subject->by, from, to);
}

/* Asks for every status from every other one; the number of pairs where table and server disagree. */
static size_t walk(const struct machine *machine, const struct subject *subject, bool seen[ROWS_MAX])
{
    size_t wrong = 0;
    for (size_t i = 0; i < machine->status_count; i++) {
        for (size_t k = 0; k < machine->status_count; k++) {
            bool moved;
            const char *from = machine->statuses[i].name, *to = machine->statuses[k].name;
            if (i == k && row_of(machine, subject->by, NULL, NULL) >= 0) {
                continue; /* any other field may change */
            }
            wrong += !agrees(machine, subject, from, to, &moved);
            int row = moved ? row_of(machine, subject->by, from, to) : -1;
            seen[row >= 0 ? row : ROWS_MAX - 1] = true;
        }
    }
    return wrong;
}

/* ---- quotes ---- */

#define ITEM(price) "\"items\":[{\"description\":\"x\",\"quantity\":1,\"unit_price\":" price "}],\"vat_rate\":0"

static const char *make_quote(const char *status)
{
    expect(201, "POST", "/api/quotes", "", "{\"contact_id\":\"{contact}\"," ITEM("100") "}");
    const char *id = answer_text("id");
    force(arena_printf(world.arena, "UPDATE quote SET status = '%s' WHERE id = '%s'", status, id));
    return id;
}

static const struct subject quote_asked = {
    QUOTE_BY_STATUS,
    "PATCH",
    "/api/quotes/{id}/status",
    "/api/quotes/{id}",
    "{\"status\":\"{to}\",\"valid_until\":\"2099-01-31\"}",
    make_quote,
};

/* Takes a route that says nothing of a status from each of them. */
static void take(const struct machine *machine, bool seen[ROWS_MAX], const struct subject *subject, const char *key)
{
    for (size_t i = 0; i < machine->status_count; i++) {
        const char *from = machine->statuses[i].name;
        const char *id = subject->make(from);
        bool again = str_eq(from, "EXPIRED") && str_eq(subject->by, QUOTE_BY_LETTER);
        const char *body = again ? "{\"valid_until\":\"2099-01-31\"}" : subject->body;
        int status = ask(subject->method, subject->path, id, body);
        if (status == 200 || status == 201) {
            saw(machine, seen, subject->by, from, state_of(subject->get, id, key));
            continue;
        }
        ck_assert_msg(status == 400 && str_eq(answer_text("code"), "INVALID_TRANSITION"), "%s: %s", from, answer_body());
        ck_assert_msg(!transition_find(machine, subject->by, from, NULL), "%s %s", subject->by, from);
    }
}

START_TEST(quotes_move_as_the_table_says)
{
    static const struct subject sent = {QUOTE_BY_LETTER, "POST", "/api/quotes/{id}/send", "/api/quotes/{id}", "{}", make_quote};
    static const struct subject converted = {"quotes/convert",   "POST", "/api/quotes/{id}/convert",
                                             "/api/quotes/{id}", "{}",   make_quote};
    static const struct subject deposited = {QUOTE_BY_DEPOSIT,   "POST",    "/api/quotes/{id}/deposit", "/api/quotes/{id}",
                                             "{\"percent\":30}", make_quote};
    bool seen[ROWS_MAX] = {false};
    world_populate();
    ck_assert_uint_eq(walk(&quote_machine, &quote_asked, seen), 0);
    take(&quote_machine, seen, &sent, "status");
    take(&quote_machine, seen, &deposited, "status");
    take(&quote_machine, seen, &converted, "status");
    ck_assert_uint_eq(unseen(&quote_machine, seen), 0);
}
END_TEST

/* With a row left out and one that nothing does, the same tests find both. */
START_TEST(a_wrong_table_is_found)
{
    bool seen[ROWS_MAX] = {false};
    struct transition rows[ROWS_MAX];
    struct machine wrong = quote_machine;
    memcpy(rows, wrong.transitions, wrong.transition_count * sizeof *rows);
    int left_out = row_of(&wrong, QUOTE_BY_STATUS, "SENT", "ACCEPTED");
    ck_assert_int_ge(left_out, 0);
    rows[left_out].to = "DRAFT";
    wrong.transitions = rows;
    world_populate();
    ck_assert_uint_eq(walk(&wrong, &quote_asked, seen), 2);
    ck_assert_uint_gt(unseen(&quote_machine, seen), 0); /* the other routes have not been taken */
}
END_TEST

/* ---- invoices ---- */

#define PAST "2020-01-31"
#define FUTURE "2099-01-31"
#define HALF "{\"items\":[{\"description\":\"x\",\"quantity\":1,\"unit_price\":50}]}"

/* One act on an invoice of 100: I issues it, p pays half, P all that is due, r takes the last payment back, c credits half, C all
 * that is left, m sends it. The answer's status. */
static int act(char letter, const char *id)
{
    static const char *payment;
    int status = 0;
    switch (letter) {
    case 'I':
        return ask("PATCH", "/api/invoices/{id}/status", id, "{\"status\":\"SENT\"}");
    case 'p':
        status = ask("POST", "/api/invoices/{id}/payments", id, "{\"amount\":50,\"payment_method\":\"CARD\"}");
        break;
    case 'P':
        status = ask("PATCH", "/api/invoices/{id}/status", id, "{\"status\":\"PAID\"}");
        break;
    case 'r':
        return ask("POST", arena_printf(world.arena, "/api/invoices/{id}/payments/%s/reversal", payment), id, "{}");
    case 'c':
        return ask("POST", "/api/invoices/{id}/credit-note", id, HALF);
    case 'C':
        return ask("POST", "/api/invoices/{id}/credit-note", id, "{}");
    default:
        return ask("POST", "/api/invoices/{id}/send", id, "{}");
    }
    const char *last = strstr(answer_body(), "\"payments\":[");
    for (const char *at = last; at && (at = strstr(at + 1, "{\"id\":\"")) && at < strstr(last, "]"); last = at) {
    }
    payment = last && str_starts(last, "{\"id\":\"") ? arena_strndup(world.arena, last + strlen("{\"id\":\""), 36) : payment;
    return status;
}

static const char *route_of_act(char letter)
{
    switch (letter) {
    case 'I':
    case 'P':
        return INVOICE_BY_STATUS;
    case 'p':
        return INVOICE_BY_PAYMENT;
    case 'r':
        return INVOICE_BY_REVERSAL;
    case 'c':
    case 'C':
        return INVOICE_BY_CREDIT;
    default:
        return "invoices/send";
    }
}

static const char *make_draft(const char *due_date, const char *price)
{
    expect(201, "POST", "/api/invoices", "",
           arena_printf(world.arena,
                        "{\"contact_id\":\"{contact}\",\"due_date\":\"%s\",\"vat_rate\":0,\"items\":[{\"description\":\"x\","
                        "\"quantity\":1,\"unit_price\":%s}]}",
                        due_date, price));
    return answer_text("id");
}

static const char *do_acts(const char *id, const char *acts)
{
    for (; *acts; acts++) {
        int status = act(*acts, id);
        ck_assert_msg(status == 200 || status == 201, "%s: %d %s", acts, status, answer_body());
    }
    return id;
}

static const char *make_invoice(const char *status)
{
    static const struct {
        const char *status, *due_date, *acts;
    } ways[] = {{"DRAFT", FUTURE, ""},
                {"SENT", FUTURE, "I"},
                {"PAID", FUTURE, "IP"},
                {"OVERDUE", PAST, "I"},
                {"CREDITED", FUTURE, "IC"}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (str_eq(ways[i].status, status)) {
            return do_acts(make_draft(ways[i].due_date, "100"), ways[i].acts);
        }
    }
    ck_abort_msg("no way to %s", status);
}

/* The last act of a story is what is looked at. */
static void tell(bool seen[ROWS_MAX], const char *due_date, const char *price, const char *acts)
{
    size_t last = strlen(acts) - 1;
    const char *id = do_acts(make_draft(due_date, price), arena_strndup(world.arena, acts, last));
    const char *from = state_of("/api/invoices/{id}", id, "status");
    do_acts(id, acts + last);
    saw(&invoice_machine, seen, route_of_act(acts[last]), from, state_of("/api/invoices/{id}", id, "status"));
}

/* What no row leads out of is refused. */
static void refuse_or_do(char letter, const char *from)
{
    const char *id = make_invoice(from);
    bool may = transition_find(&invoice_machine, route_of_act(letter), from, NULL);
    int status = act(letter, id);
    bool conflict = str_eq(from, "CREDITED") && letter == 'c'; /* the contract's answer */
    ck_assert_msg(status == (conflict ? 409 : may ? status : 400), "%c %s: %d", letter, from, status);
    ck_assert_msg(may == (status < 300), "%c %s: %s", letter, from, answer_body());
    ck_assert_str_eq(may ? from : state_of("/api/invoices/{id}", id, "status"), from);
}

/* Payments, notes and letters of each status. */
static void refuse_the_rest(void)
{
    for (size_t i = 0; i < invoice_machine.status_count; i++) {
        for (const char *letter = "pcm"; *letter; letter++) {
            refuse_or_do(*letter, invoice_machine.statuses[i].name);
        }
    }
}

START_TEST(invoices_move_as_the_table_says)
{
    static const struct subject asked = {
        INVOICE_BY_STATUS, "PATCH", "/api/invoices/{id}/status", "/api/invoices/{id}", "{\"status\":\"{to}\"}", make_invoice};
    static const char *const stories[] = {"I",   "Ip", "Ipp", "Ipr", "IPr", "IpPcr", "IpCr", "Ic",
                                          "Ipc", "IC", "IPc", "IPC", "Im",  "IPm",   "ICm",  NULL};
    bool seen[ROWS_MAX] = {false};
    world_populate();
    ck_assert_uint_eq(walk(&invoice_machine, &asked, seen), 0);
    for (size_t i = 0; stories[i]; i++) {
        tell(seen, FUTURE, "100", stories[i]);
        tell(seen, PAST, "100", stories[i]);
    }
    tell(seen, FUTURE, "0", "I");
    refuse_the_rest();
    ck_assert_uint_eq(unseen(&invoice_machine, seen), 0);
}
END_TEST

/* ---- tasks and opportunities ---- */

static const char *make_task(const char *status)
{
    const char *id = known("task");
    force(arena_printf(world.arena, "UPDATE task SET status = '%s' WHERE id = '%s'", status, id));
    return id;
}

static const char *make_deal(const char *status)
{
    const char *id = known("deal");
    force(arena_printf(world.arena, "UPDATE opportunity SET status = '%s', closed_date = %s WHERE id = '%s'", status,
                       status_is(&opportunity_machine, status, PHASE_CLOSED) ? "'2026-01-31'" : "NULL", id));
    return id;
}

START_TEST(tasks_and_deals_go_anywhere)
{
    static const struct subject subjects[] = {
        {TASK_BY_CHANGE, "PATCH", "/api/tasks/{id}", "/api/tasks/{id}", "{\"status\":\"{to}\"}", make_task},
        {OPPORTUNITY_BY_CHANGE, "PUT", "/api/opportunities/{id}", "/api/opportunities/{id}", "{\"status\":\"{to}\"}",
         make_deal},
        {OPPORTUNITY_BY_STATUS, "PUT", "/api/opportunities/{id}/status", "/api/opportunities/{id}", "{\"status\":\"{to}\"}",
         make_deal},
    };
    bool seen[ROWS_MAX] = {false};
    world_populate();
    ck_assert_uint_eq(walk(&task_machine, &subjects[0], seen), 0);
    ck_assert_uint_eq(walk(&opportunity_machine, &subjects[1], seen), 0);
    ck_assert_uint_eq(walk(&opportunity_machine, &subjects[2], seen), 0);
    /* a table without rows disagrees everywhere */
    struct machine strict = task_machine;
    strict.transition_count = 0;
    ck_assert_uint_eq(walk(&strict, &subjects[0], seen), task_machine.status_count * task_machine.status_count);
}
END_TEST

/* ---- jobs and messages ---- */

static const char *make_job(const char *state)
{
    const char *id = known("failed_job");
    bool ended = status_is(&job_machine, state, PHASE_CLOSED);
    force(arena_printf(world.arena, "UPDATE job SET state = '%s', done_at = %s WHERE id = '%s'", state, ended ? "1" : "NULL",
                       id));
    const char *status = str_eq(state, "running") ? "sending" : str_eq(state, "done") ? "sent" : state;
    force(arena_printf(world.arena, "UPDATE outbox SET status = '%s' WHERE id = '%s'", status, id));
    return id;
}

static const char *make_message(const char *status)
{
    return make_job(str_eq(status, "sending") ? "running" : str_eq(status, "sent") ? "done" : status);
}

START_TEST(jobs_move_as_the_table_says)
{
    static const struct subject job = {JOB_BY_RETRY, "POST", "/api/jobs/{id}/retry", "/api/jobs/{id}", "{}", make_job};
    static const struct subject message = {JOB_BY_RETRY, "POST",      "/api/jobs/{id}/retry", "/api/communications/{id}",
                                           "{}",         make_message};
    bool jobs[ROWS_MAX] = {false}, messages[ROWS_MAX] = {false};
    world_populate();
    take(&job_machine, jobs, &job, "state");
    take(&message_machine, messages, &message, "status");
    ck_assert_uint_eq(unseen(&job_machine, jobs), 0);
    ck_assert_uint_eq(unseen(&message_machine, messages), 0);
}
END_TEST

/* What run.c does without a request. */
START_TEST(a_job_moves_by_itself_as_the_table_says)
{
    struct cx cx;
    world_enter(&cx, world.arena);
    for (size_t i = 0; i < job_machine.status_count * job_machine.status_count; i++) {
        const char *from = job_machine.statuses[i / job_machine.status_count].name;
        const char *to = job_machine.statuses[i % job_machine.status_count].name;
        struct job job = {.state = from};
        bool may = row_of(&job_machine, NULL, from, to) >= 0;
        ck_assert_int_eq(job_move(&cx, &job, to), may ? RC_OK : RC_INVALID);
        ck_assert_str_eq(job.state, may ? to : from);
    }
    world_leave(&cx);
}
END_TEST

/* ---- imports ---- */

static const char *make_import(const char *state)
{
    expect(201, "POST", "/api/imports", "", SAMPLE_SHEET);
    const char *id = answer_text("id");
    force(arena_printf(
        world.arena, "UPDATE import SET state = '%s', ended_at = CASE WHEN '%s' <> 'DRAFT' THEN created_at END WHERE id = '%s'",
        state, state, id));
    return id;
}

START_TEST(imports_move_as_the_table_says)
{
    static const struct subject run = {IMPORT_BY_RUN, "POST", "/api/imports/{id}/run", "/api/imports/{id}", "{}", make_import};
    static const struct subject undo = {IMPORT_BY_UNDO,      "POST", "/api/imports/{id}/undo",
                                        "/api/imports/{id}", "{}",   make_import};
    bool seen[ROWS_MAX] = {false};
    world_populate();
    take(&import_machine, seen, &run, "state");
    take(&import_machine, seen, &undo, "state");
    ck_assert_uint_eq(unseen(&import_machine, seen), 0);
}
END_TEST

/* ---- suppliers' invoices ---- */

static const char *make_supplied(const char *status)
{
    static int count;
    static char number[16];
    snprintf(number, sizeof number, "N-%d", ++count);
    remember("number", number);
    expect(201, "POST", "/api/supplier-invoices", "", SAMPLE_SUPPLIED("{number}"));
    const char *id = answer_text("id");
    force(arena_printf(
        world.arena,
        "UPDATE supplier_invoice SET status = '%s', paid_on = CASE '%s' WHEN 'PAID' THEN '2026-01-02' END WHERE id = '%s'",
        status, status, id));
    return id;
}

START_TEST(supplier_invoices_move_as_the_table_says)
{
    static const struct subject asked = {SUPPLIER_INVOICE_BY_STATUS,
                                         "PATCH",
                                         "/api/supplier-invoices/{id}/status",
                                         "/api/supplier-invoices/{id}",
                                         "{\"status\":\"{to}\",\"reason_code\":\"CMD_ERR\",\"reason\":\"x\",\"payment_method\":"
                                         "\"CARD\",\"paid_on\":\"2026-01-02\"}",
                                         make_supplied};
    bool seen[ROWS_MAX] = {false};
    world_populate();
    ck_assert_uint_eq(walk(&supplier_invoice_machine, &asked, seen), 0);
    ck_assert_uint_eq(unseen(&supplier_invoice_machine, seen), 0);
}
END_TEST

/* Whether a report moves the message of the failed job. */
static bool report(const char *from, const char *to)
{
    struct cx cx;
    int64_t changed = 0;
    const char *id = known("failed_job");
    const char *quoted = from ? arena_printf(world.arena, "'%s'", from) : "NULL";
    force(arena_printf(world.arena, "UPDATE outbox SET delivery = %s WHERE id = '%s'", quoted, id));
    world_enter(&cx, world.arena);
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(db_run_count(&cx, SQL_OUTBOX_DELIVERY,
                                  ARGS(ARG_T("message_id", id), ARG_T("carrier_id", NULL), ARG_T("delivery", to),
                                       ARG_T("error", NULL), ARG_I("at", 1)),
                                  &changed),
                     RC_OK);
    ck_assert_int_eq(db_commit(&cx, cx.db), RC_OK);
    world_leave(&cx);
    return changed > 0;
}

/* They come in any order, and more than once. */
START_TEST(reports_move_as_the_table_says)
{
    const struct machine *machine = &delivery_machine;
    world_populate();
    for (size_t k = 0; k < machine->status_count; k++) {
        const char *to = machine->statuses[k].name;
        ck_assert_msg(report(NULL, to), "%s comes first", to);
        for (size_t i = 0; i < machine->status_count; i++) {
            const char *from = machine->statuses[i].name;
            ck_assert_msg(report(from, to) == (row_of(machine, NULL, from, to) >= 0), "%s to %s", from, to);
        }
    }
    ck_assert(!report("DELIVERED", "LATER"));
}
END_TEST

/* ---- the tables themselves ---- */

static bool is_one_of(const struct machine *machine, const char *status)
{
    return !status || status_find(machine, status);
}

START_TEST(each_row_is_of_statuses_and_one_route)
{
    const struct machine *machine = machines[_i];
    ck_assert_uint_lt(machine->transition_count, ROWS_MAX);
    for (size_t i = 0; i < machine->transition_count; i++) {
        const struct transition *row = &machine->transitions[i];
        ck_assert_msg(is_one_of(machine, row->from) && is_one_of(machine, row->to) && !row->from == !row->to, "%s %zu",
                      machine->table, i);
        ck_assert_msg(!row->by == !transition_route(row->by), "%s: no route %s", machine->table, row->by);
        ck_assert_int_eq(row_of(machine, row->by, row->from, row->to), (int)i);
    }
    for (size_t i = 0; i < machine->status_count; i++) {
        ck_assert_ptr_eq(status_find(machine, machine->statuses[i].name), &machine->statuses[i]);
    }
    ck_assert_ptr_null(transition_route("quotes/nothing"));
    ck_assert_ptr_null(transition_route("quotes/pdf")); /* it moves nothing */
    ck_assert_ptr_null(transition_route("activities")); /* only made and read */
}
END_TEST

static bool is_listed(const struct machine *machine)
{
    for (size_t i = 0; i < MACHINES; i++) {
        if (machines[i] == machine) {
            return true;
        }
    }
    return false;
}

/* A machine that this file does not know would be tested by nobody. */
START_TEST(every_machine_is_tested)
{
    size_t met = 0;
    for (const struct route *route = route_next(NULL); route; route = route_next(route)) {
        const struct record *record = route->resource ? route->resource->record : route->out;
        for (size_t i = 0; record && i < record->count; i++) {
            const struct machine *machine = record->fields[i].machine;
            met += machine != NULL;
            ck_assert_msg(!machine || is_listed(machine), "%s.%s", record->name, record->fields[i].name);
        }
    }
    ck_assert_uint_gt(met, 6);
}
END_TEST

/* ---- the tables of the schema ---- */

static void check_row(struct rows *rows, const struct status *status)
{
    static const char *const phases[] = {"draft", "open", "closed"};
    ck_assert_str_eq(rows_text(rows, 0), status->name);
    ck_assert_str_eq(rows_text(rows, 1), phases[status->phase]);
    ck_assert_int_eq(rows_int(rows, 2), status->success);
}

static void check_rows(struct cx *cx, const struct machine *machine, enum db_scope scope)
{
    struct rows rows;
    size_t count = 0;
    const char *sql = arena_printf(world.arena, "SELECT name, phase, success FROM %s ORDER BY position", machine->table);
    ck_assert_int_eq(rows_open_text(cx, scope, sql, NO_ARGS, &rows), RC_OK);
    for (; rows_next(&rows) == RC_OK; count++) {
        ck_assert_uint_lt(count, machine->status_count);
        check_row(&rows, &machine->statuses[count]);
    }
    rows_close(&rows);
    ck_assert_msg(count == machine->status_count, "%s has %zu rows", machine->table, count);
}

/* Every machine's column refers to its table, whose rows are the machine's. */
START_TEST(statuses_are_rows)
{
    struct cx cx;
    world_enter(&cx, world.arena);
    for (size_t i = 0; i < MACHINES; i++) {
        check_rows(&cx, machines[i], machines[i] == &tenant_machine ? DB_REGISTRY : DB_TENANT);
    }
    world_leave(&cx);
}
END_TEST

/* Nothing that writes to the file gets another status into it. */
START_TEST(another_status_is_refused)
{
    static const char *const writes[] = {
        "UPDATE quote SET status = 'LATER'",
        "UPDATE invoice SET status = 'LATER'",
        "UPDATE task SET status = 'LATER'",
        "UPDATE opportunity SET status = 'LATER'",
        "UPDATE opportunity SET stage = 'LATER'",
        "UPDATE outbox SET status = 'LATER'",
        "UPDATE outbox SET delivery = 'LATER'",
        "UPDATE job SET state = 'LATER'",
        "UPDATE import SET state = 'LATER'",
        "DELETE FROM task_status WHERE name = 'TODO'",
        "DELETE FROM stage",
        /* a date of closing stands beside a closed status alone */
        "UPDATE opportunity SET status = 'Won', closed_date = NULL",
        "UPDATE opportunity SET status = 'On Hold', closed_date = '2026-01-31'",
    };
    world_populate();
    for (size_t i = 0; i < sizeof writes / sizeof *writes; i++) {
        ck_assert_msg(try_sql(writes[i]) == RC_CONFLICT || try_sql(writes[i]) == RC_INVALID, "%s", writes[i]);
    }
    force("UPDATE task SET status = 'DONE'");
    force("UPDATE opportunity SET stage = 'Closed', status = 'Won', closed_date = '2026-01-31'");
}
END_TEST

Suite *suite_states(void)
{
    Suite *suite = suite_create("states");
    TCase *tables = tcase_create("tables");
    tcase_add_loop_test(tables, each_row_is_of_statuses_and_one_route, 0, (int)MACHINES);
    tcase_add_test(tables, every_machine_is_tested);
    suite_add_tcase(suite, tables);
    TCase *walks = tcase_create("walks");
    tcase_set_timeout(walks, 60);
    tcase_add_checked_fixture(walks, world_setup, world_teardown);
    tcase_add_test(walks, statuses_are_rows);
    tcase_add_test(walks, another_status_is_refused);
    tcase_add_test(walks, quotes_move_as_the_table_says);
    tcase_add_test(walks, a_wrong_table_is_found);
    tcase_add_test(walks, invoices_move_as_the_table_says);
    tcase_add_test(walks, tasks_and_deals_go_anywhere);
    tcase_add_test(walks, imports_move_as_the_table_says);
    tcase_add_test(walks, supplier_invoices_move_as_the_table_says);
    tcase_add_test(walks, jobs_move_as_the_table_says);
    tcase_add_test(walks, a_job_moves_by_itself_as_the_table_says);
    tcase_add_test(walks, reports_move_as_the_table_says);
    suite_add_tcase(suite, walks);
    return suite;
}
