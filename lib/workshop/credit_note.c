/* SPDX-License-Identifier: MIT
 *
 * Credit notes: lines given, or whatever of the invoice is not yet credited. */
#include "workshop/credit_note.h"

#include "auth/user.h"
#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "tenant/legal.h"
#include "tenant/settings.h"
#include "workshop/activity.h"
#include "workshop/beside.h"
#include "workshop/deposit.h"
#include "workshop/einvoice.h"
#include "workshop/payment.h"

static const struct field credit_note_fields[] = {
    FIELD_UUID(struct credit_note, id, F_READONLY),
    FIELD_TEXT(struct credit_note, credit_note_number, F_READONLY, 0, 0),
    FIELD_UUID(struct credit_note, invoice_id, F_READONLY | F_FILTER),
    FIELD_DATE(struct credit_note, issue_date, F_READONLY),
    FIELD_TEXT(struct credit_note, reason, 0, 0, 0),
    FIELD_ENUM(struct credit_note, price_mode, F_READONLY, price_modes),
    FIELD_DECIMAL(struct credit_note, subtotal, F_READONLY, 2, 2, 0, 0),
    FIELD_DECIMAL(struct credit_note, vat_amount, F_READONLY, 2, 2, 0, 0),
    FIELD_DECIMAL(struct credit_note, total, F_READONLY, 2, 2, 0, 0),
    FIELD_UUID(struct credit_note, created_by, F_READONLY),
    FIELD_TIME(struct credit_note, created_at, F_READONLY),
    FIELD_INT(struct credit_note, version, F_READONLY, 0, 0),
    FIELD_PRINTED(struct credit_note, contact, F_REQUIRED | F_NOT_STORED, &contact_brief_record),
    FIELD_PRINTED(struct credit_note, invoice, F_REQUIRED | F_NOT_STORED, &invoice_brief_record),
};
static const struct record credit_note_detail_record;
const struct record credit_note_record = {
    "Credit note", sizeof(struct credit_note), credit_note_fields, sizeof credit_note_fields / sizeof *credit_note_fields - 2,
    NULL,          &credit_note_detail_record};
static RECORD(credit_note_row_record, "CreditNoteRow", struct credit_note, credit_note_fields, NULL);

static const struct field credit_note_input_fields[] = {
    FIELD_TEXT(struct credit_note, reason, 0, 1, 500),
    FIELD_LIST(struct credit_note, items, 0, &line_record, 1, LINES_MAX),
};
RECORD(credit_note_input_record, "CreditNoteInput", struct credit_note, credit_note_input_fields, NULL);

enum rc credit_note_items(struct cx *cx, const char *id, struct list *items)
{
    return db_all(cx, SQL_CREDIT_NOTE_ITEMS, ARGS(ARG_T("id", id)), &line_record, items);
}

static const struct field detail_fields[] = {
    FIELD_BASE(&credit_note_record),
    FIELD_LIST(struct credit_note, items, F_READONLY, &line_record, 0, 0),
    FIELD_PRINTED(struct credit_note, contact, F_REQUIRED, &contact_brief_record),
    FIELD_PRINTED(struct credit_note, invoice, F_REQUIRED, &invoice_brief_record),
};
static RECORD(credit_note_detail_record, "CreditNoteDetail", struct credit_note, detail_fields, NULL);
RECORD_OF_FIRST(credit_note_lines_record, "CreditNoteLines", struct credit_note, detail_fields, 2);

static enum rc credit_note_fill(struct cx *cx, void *row)
{
    struct credit_note *note = row;
    struct beside beside;
    TRY(beside_get(cx, SQL_CREDIT_NOTE_BESIDE, note->id, &beside));
    note->contact = beside.contact;
    note->invoice = beside.invoice;
    return credit_note_items(cx, note->id, &note->items);
}

static const struct filter credit_note_filters[] = {
    {.param = "from_date", .column = "n.issue_date", .op = FILTER_GE, .type = {.name = "from_date", .type = FT_DATE}},
    {.param = "to_date", .column = "n.issue_date", .op = FILTER_LE, .type = {.name = "to_date", .type = FT_DATE}},
    {.param = NULL},
};

static const struct list_spec credit_note_list = {
    .record = &credit_note_row_record,
    .select = SQL_CREDIT_NOTE_LIST,
    .count = SQL_CREDIT_NOTE_COUNT,
    .count_all = SQL_CREDIT_NOTE_COUNT,
    .search = SQL_CREDIT_NOTE_SEARCH,
    .search_count = SQL_CREDIT_NOTE_SEARCH_COUNT,
    .search_all = SQL_CREDIT_NOTE_SEARCH_ALL,
    .fields = &credit_note_record,
    .alias = "n",
    .filters = credit_note_filters,
    .order = "n.seq DESC",
    .search_order = "f.rowid DESC",
    .tie = "n.seq DESC",
};

const struct resource credit_note_resource = {
    .record = &credit_note_record,
    .list = &credit_note_list,
    .get = SQL_CREDIT_NOTE_GET,
    .fill = credit_note_fill,
};

/* ---- what was credited so far ---- */

struct replay {
    struct credit *credit;
    struct line_totals part; /* of the note that is being read */
    const char *note_id;     /* of it; NULL: none yet */
    int64_t vat_amount;      /* what it says */
    bool exact;              /* that this follows from its nets */
};

/* The note is read: its VAT, and whether it is what it says. */
static bool part_end(struct replay *replay)
{
    if (!replay->note_id) {
        return true;
    }
    if (!credit_tax(replay->credit, &replay->part)) {
        return false;
    }
    replay->exact = replay->part.vat_amount == replay->vat_amount;
    if (!replay->exact && replay->part.rate_count) {
        lines_fit_vat(&replay->part, replay->vat_amount);
    }
    return true;
}

/* The next note begins; the one before counts as credited. */
static bool part_begin(struct replay *replay, const char *note_id, int64_t vat_amount)
{
    bool fits = part_end(replay) && (!replay->note_id || credit_add(replay->credit, &replay->part));
    replay->part = (struct line_totals){0};
    replay->note_id = note_id;
    replay->vat_amount = vat_amount;
    return fits;
}

/* A row of the query: what the lines of one rate of one note add up to. */
static bool part_row(struct replay *replay, struct rows *rows)
{
    const char *id = rows_text(rows, 0);
    if (!str_eq(id, replay->note_id) && !part_begin(replay, id, rows_int(rows, 1))) {
        return false;
    }
    struct line_rate *rate = rate_row(&replay->part, rows_int(rows, 2));
    return rate && money_add(rate->base, rows_int(rows, 3), &rate->base);
}

static enum rc replay_notes(struct cx *cx, const struct invoice *invoice, const char *last_id, struct replay *replay)
{
    struct rows rows;
    enum rc rc;
    bool fits = true;
    TRY(rows_open(cx, SQL_CREDIT_NOTE_PARTS, ARGS(ARG_T("invoice_id", invoice->id), ARG_T("last_id", last_id)), &rows));
    while (fits && (rc = rows_next(&rows)) == RC_OK) {
        fits = part_row(replay, &rows);
    }
    rows_close(&rows);
    if (fits && rc != RC_END) {
        return rc;
    }
    if (fits && last_id && !str_eq(last_id, replay->note_id)) {
        fits = part_begin(replay, last_id, 0); /* the note has no lines */
    }
    fits = fits && part_end(replay);
    return fits ? RC_OK : fault_set(cx, RC_INTERNAL, NULL, "The credit notes of this invoice do not add up");
}

enum rc credit_note_replay(struct cx *cx, const struct invoice *invoice, const char *note_id, struct credit *credit,
                           struct line_totals *part, bool *exact)
{
    struct list items;
    struct replay replay = {.credit = credit};
    *credit = (struct credit){0};
    TRY(invoice_items(cx, invoice->id, &items));
    TRY(invoice_totals(cx, invoice, &items, &credit->invoiced));
    credit->is_said = invoice_is_deposit(invoice);
    TRY(replay_notes(cx, invoice, note_id, &replay));
    if (note_id) {
        *part = replay.part;
        *exact = replay.exact;
        return RC_OK;
    }
    if (!replay.note_id) {
        return RC_OK;
    }
    return credit_add(credit, &replay.part) ? RC_OK : fault_set(cx, RC_INTERNAL, NULL, NULL);
}

/* ---- what a note takes back ---- */

static void resolve_rates(struct list *items, int64_t document_rate)
{
    struct line *lines = items->rows;
    for (size_t i = 0; i < items->count; i++) {
        lines[i].vat_rate = lines[i].vat_rate == INT_NULL ? document_rate : lines[i].vat_rate;
    }
}

/* One line for each rate with what earlier credit notes left of it. */
static void rest_lines(struct cx *cx, const struct credit *credit, struct list *items)
{
    struct line *lines = arena_array(cx->arena, LINE_RATES_MAX, sizeof *lines);
    *items = (struct list){.rows = lines};
    for (size_t i = 0; i < credit->invoiced.rate_count; i++) {
        int64_t left;
        int64_t rate = credit->invoiced.rates[i].rate;
        if (credit_left(credit, rate, &left) && left != 0) {
            lines[items->count++] = (struct line){.description = "Solde de la facture",
                                                  .quantity = 1000,
                                                  .unit_price = left * 100,
                                                  .vat_rate = rate,
                                                  .discount_percent = INT_NULL};
        }
    }
}

/* Everything that is left: the lines of the invoice while nothing of it is credited. */
static enum rc choose_rest(struct cx *cx, const struct invoice *invoice, const struct credit *credit, struct credit_note *note)
{
    if (invoice->amount_credited > 0) {
        rest_lines(cx, credit, &note->items);
        return RC_OK;
    }
    TRY(invoice_items(cx, invoice->id, &note->items));
    resolve_rates(&note->items, invoice->vat_rate);
    return RC_OK;
}

/* Adds the errors of the lines given: each line with a rate that the invoice has not, and the first rate with too much. */
static void check_bounds(struct cx *cx, const struct credit *credit, const struct list *items, const struct line_totals *part)
{
    const struct line *lines = items->rows;
    char left[DECIMAL_TEXT];
    for (size_t i = 0; i < items->count; i++) {
        if (!rate_find(&credit->invoiced, lines[i].vat_rate)) {
            const char *rate = rate_text(cx->arena, lines[i].vat_rate);
            fault_problem(cx, arena_printf(cx->arena, "items[%zu].vat_rate", i),
                          problem_new(cx->arena, PROBLEM_NOT_INVOICED_AT_RATE, arena_printf(cx->arena, "{\"rate\":%s}", rate),
                                      arena_printf(cx->arena, "The invoice has nothing at %s %% VAT", rate)));
        }
    }
    for (size_t i = 0; i < part->rate_count; i++) {
        int64_t base;
        if (credit_left(credit, part->rates[i].rate, &base) && part->rates[i].base > base) {
            decimal_format(base, 2, 2, left);
            const char *rate = rate_text(cx->arena, part->rates[i].rate);
            fault_problem(
                cx, "items",
                problem_new(cx->arena, PROBLEM_MORE_THAN_LEFT, arena_printf(cx->arena, "{\"max\":%s,\"rate\":%s}", left, rate),
                            arena_printf(cx->arena, "The %s at %s %% VAT must be at most %s: that much is left of the invoice",
                                         credit->invoiced.gross ? "total" : "net", rate, left)));
            return;
        }
    }
}

/* The lines that were asked for, checked, and their sums. */
static enum rc choose_lines(struct cx *cx, const struct invoice *invoice, const struct credit *credit, struct credit_note *note,
                            struct line_totals *part)
{
    const struct pricing pricing = {invoice->vat_rate, invoice->price_mode};
    bool rest = note->items.count == 0;
    if (rest) {
        TRY(choose_rest(cx, invoice, credit, note));
    } else if (!fault_within(cx, "items")) {
        resolve_rates(&note->items, invoice->vat_rate);
        if (lines_total(cx, &note->items, &pricing, part) == RC_OK) {
            check_bounds(cx, credit, &note->items, part);
        }
    }
    TRY(fault_check(cx));
    bool fits = lines_sum(&note->items, &pricing, part) && credit_tax(credit, part) &&
                lines_share(&note->items, invoice->vat_rate, part, &credit->credited);
    return fits ? RC_OK : fault_set(cx, RC_INTERNAL, NULL, NULL);
}

/* What no rate says: a note takes something back, and (where earlier notes were not bounded by rate) not more than is left. */
static enum rc check_total(struct cx *cx, const struct invoice *invoice, const struct line_totals *part)
{
    char left[DECIMAL_TEXT];
    int64_t remaining = invoice->total - invoice->amount_credited;
    if (part->total > 0 && part->total <= remaining) {
        return RC_OK;
    }
    decimal_format(remaining, 2, 2, left);
    return fault_problem(cx, "items",
                         problem_new(cx->arena, PROBLEM_MORE_THAN_LEFT, arena_printf(cx->arena, "{\"max\":%s}", left),
                                     arena_printf(cx->arena, "The total must be positive and at most %s", left)));
}

static enum rc ledger_entry(struct cx *cx, struct json *json, const char *id)
{
    struct credit_note note;
    struct list items;
    TRY(db_get(cx, SQL_CREDIT_NOTE_GET, ARGS(ARG_T("id", id)), &credit_note_record, &note));
    TRY(credit_note_items(cx, id, &items));
    json_kv_text(json, "credit_note_number", note.credit_note_number);
    json_kv_text(json, "invoice_id", note.invoice_id);
    json_kv_text(json, "issue_date", note.issue_date);
    json_kv_text(json, "reason", note.reason);
    price_mode_entry(json, note.price_mode);
    json_kv_int(json, "subtotal", note.subtotal);
    json_kv_int(json, "vat_amount", note.vat_amount);
    json_kv_int(json, "total", note.total);
    json_kv_int(json, "created_at", note.created_at);
    lines_entry(json, &items);
    return einvoice_entry(cx, json, id);
}

/* Whether the nets of its lines add up to what it says. */
static enum rc nets_fit(struct cx *cx, const struct credit_note *note, bool *fit)
{
    struct list items;
    int64_t net = 0;
    TRY(credit_note_items(cx, note->id, &items));
    const struct line *lines = items.rows;
    for (size_t i = 0; i < items.count; i++) {
        net += lines[i].net_total;
    }
    *fit = net == note->subtotal;
    return RC_OK;
}

/* The figures of a credit note against its invoice and the notes before it; *problem stays NULL when they are right. */
static enum rc ledger_problem(struct cx *cx, const char *id, const char **problem)
{
    struct credit_note note;
    struct invoice invoice;
    struct credit credit;
    struct line_totals part = {0};
    bool exact = true, fit = true;
    TRY(db_get(cx, SQL_CREDIT_NOTE_GET, ARGS(ARG_T("id", id)), &credit_note_record, &note));
    TRY(db_get(cx, SQL_INVOICE_GET, ARGS(ARG_T("id", note.invoice_id)), &invoice_record, &invoice));
    TRY(credit_note_replay(cx, &invoice, id, &credit, &part, &exact));
    TRY(nets_fit(cx, &note, &fit));
    if (part.rate_count == 0) {
        *problem = "it has no line";
    } else if (!exact || !fit || !str_eq(note.price_mode, invoice.price_mode) || part.subtotal != note.subtotal ||
               part.total != note.total) {
        *problem = "its sums do not follow from its lines and the notes before it";
    } else if (credit_excess(&credit, &part)) {
        *problem = "it credits more at a VAT rate than was invoiced at it";
    }
    return RC_OK;
}

const struct ledger_kind credit_note_ledger = {.name = "CREDIT_NOTE", .entry = ledger_entry, .problem = ledger_problem};

static enum rc log_credit(struct cx *cx, const struct invoice *invoice, const struct credit_note *note)
{
    const char *metadata = arena_printf(cx->arena, "{\"credit_note_id\":\"%s\",\"invoice_id\":\"%s\"}", note->id, invoice->id);
    const char *description =
        arena_printf(cx->arena, "Avoir %s sur la facture %s", note->credit_note_number, invoice->invoice_number);
    return activity_log(cx, "NOTE", invoice->contact_id, description, metadata);
}

static bool is_creditable(const struct invoice *invoice)
{
    return transition_find(&invoice_machine, INVOICE_BY_CREDIT, invoice->status, NULL) && invoice->total > 0;
}

static enum rc refuse(struct cx *cx, const struct invoice *invoice)
{
    if (status_is(&invoice_machine, invoice->status, PHASE_DRAFT)) {
        return machine_allow(cx, &invoice_machine, INVOICE_BY_CREDIT, invoice->status, NULL);
    }
    return fault_set(cx, RC_CONFLICT, NULL,
                     invoice->total > 0 ? "This invoice is already credited in full"
                                        : "This invoice asks for nothing: there is nothing to credit");
}

static enum rc store(struct cx *cx, struct credit_note *note)
{
    note->issue_date = zone_today(cx->arena, cx->zone, cx->now_ms);
    TRY(number_next(cx, "credit_note", "AV-", note->issue_date, &note->credit_note_number));
    TRY(resource_insert(cx, &credit_note_record, SQL_CREDIT_NOTE_INSERT, note));
    TRY(lines_save(cx, SQL_CREDIT_NOTE_ITEM_INSERT, note->id, &note->items));
    TRY(einvoice_keep_credit_note(cx, note->id));
    return ledger_append(cx, &credit_note_ledger, note->id);
}

static enum rc creditable(struct cx *cx, const struct invoice *invoice)
{
    if (!is_creditable(invoice)) {
        TRY(fault_check(cx));
        return refuse(cx, invoice);
    }
    return deposit_creditable(cx, invoice);
}

enum rc credit_note_issue(struct cx *cx, struct invoice *invoice, struct credit_note *note)
{
    struct credit credit;
    struct settings settings;
    struct line_totals part = {0};
    TRY(creditable(cx, invoice));
    TRY(credit_note_replay(cx, invoice, NULL, &credit, NULL, NULL));
    if (credit.parts >= CREDIT_NOTES_MAX - 1 && note->items.count > 0) {
        return fault_printf(cx, RC_CONFLICT, NULL,
                            "An invoice has at most %d credit notes: credit all that is left, without items", CREDIT_NOTES_MAX);
    }
    TRY(choose_lines(cx, invoice, &credit, note, &part));
    TRY(check_total(cx, invoice, &part));
    note->invoice_id = invoice->id;
    note->price_mode = invoice->price_mode;
    note->subtotal = part.subtotal;
    note->vat_amount = part.vat_amount;
    note->total = part.total;
    TRY(store(cx, note));
    TRY(settings_get(cx, &settings));
    legal_warn(cx, &settings, false);
    invoice->amount_credited += note->total;
    TRY(log_credit(cx, invoice, note));
    return invoice_settle(cx, invoice);
}
