/* SPDX-License-Identifier: MIT
 *
 * Writing and checking the hash chain. The canonical entries leave out what payments and credit notes derive. */
#include "workshop/ledger.h"

#include "auth/digest.h"
#include "base/str.h"
#include "workshop/credit_note.h"
#include "workshop/invoice.h"

#define FIRST_PREVIOUS "0000000000000000000000000000000000000000000000000000000000000000"

static void entry_lines(struct json *json, const struct list *items)
{
    const struct line *lines = items->rows;
    json_key(json, "items");
    json_array(json);
    for (size_t i = 0; i < items->count; i++) {
        json_object(json);
        json_kv_text(json, "description", lines[i].description);
        json_kv_int(json, "quantity", lines[i].quantity);
        json_kv_int(json, "unit_price", lines[i].unit_price / 100);
        if (lines[i].unit_price % 100) {
            json_kv_int(json, "unit_price_fine", lines[i].unit_price % 100);
        }
        json_kv_int(json, "vat_rate", lines[i].vat_rate);
        json_kv_int(json, "total", lines[i].total);
        json_object_end(json);
    }
    json_array_end(json);
}

static enum rc entry_invoice(struct cx *cx, struct json *json, const char *id)
{
    struct invoice invoice;
    struct list items;
    TRY(db_get(cx, SQL_INVOICE_GET, ARGS(ARG_T("id", id)), &invoice_record, &invoice));
    TRY(invoice_items(cx, id, &items));
    json_kv_text(json, "invoice_number", invoice.invoice_number);
    json_kv_text(json, "quote_id", invoice.quote_id);
    json_kv_text(json, "contact_id", invoice.contact_id);
    json_kv_text(json, "vehicle_id", invoice.vehicle_id);
    json_kv_text(json, "issue_date", invoice.issue_date);
    json_kv_text(json, "due_date", invoice.due_date);
    json_kv_text(json, "service_date", invoice.service_date);
    json_kv_int(json, "subtotal", invoice.subtotal);
    json_kv_int(json, "vat_rate", invoice.vat_rate);
    json_kv_int(json, "vat_amount", invoice.vat_amount);
    json_kv_int(json, "total", invoice.total);
    json_kv_text(json, "notes", invoice.notes);
    if (invoice.terms) { /* entries from before there were any stay as they are */
        json_kv_text(json, "terms", invoice.terms);
    }
    json_kv_text(json, "seller", invoice.seller);
    json_kv_text(json, "buyer", invoice.buyer);
    json_kv_text(json, "vehicle", invoice.vehicle);
    json_kv_int(json, "issued_at", invoice.issued_at);
    entry_lines(json, &items);
    return RC_OK;
}

static enum rc entry_credit_note(struct cx *cx, struct json *json, const char *id)
{
    struct credit_note note;
    struct list items;
    TRY(db_get(cx, SQL_CREDIT_NOTE_GET, ARGS(ARG_T("id", id)), &credit_note_record, &note));
    TRY(credit_note_items(cx, id, &items));
    json_kv_text(json, "credit_note_number", note.credit_note_number);
    json_kv_text(json, "invoice_id", note.invoice_id);
    json_kv_text(json, "issue_date", note.issue_date);
    json_kv_text(json, "reason", note.reason);
    json_kv_int(json, "subtotal", note.subtotal);
    json_kv_int(json, "vat_amount", note.vat_amount);
    json_kv_int(json, "total", note.total);
    json_kv_int(json, "created_at", note.created_at);
    entry_lines(json, &items);
    return RC_OK;
}

static enum rc entry_payment(struct cx *cx, struct json *json, const char *id)
{
    struct payment payment;
    TRY(db_get(cx, SQL_PAYMENT_GET, ARGS(ARG_T("id", id)), &payment_record, &payment));
    json_kv_text(json, "invoice_id", payment.invoice_id);
    json_kv_int(json, "amount", payment.amount);
    json_kv_text(json, "payment_method", payment.payment_method);
    json_kv_int(json, "paid_at", payment.paid_at);
    json_kv_text(json, "reversal_of", payment.reversal_of);
    json_kv_text(json, "reason", payment.reason);
    json_kv_text(json, "created_by", payment.created_by);
    json_kv_int(json, "created_at", payment.created_at);
    return RC_OK;
}

/* The canonical text of a row as it stands now. RC_NOT_FOUND: there is no such row. */
static enum rc entry_text(struct cx *cx, const char *kind, const char *ref_id, const char **text)
{
    struct buf buf;
    struct json json;
    buf_init(&buf, cx->arena, 1024);
    json_init(&json, &buf, TIME_MILLISECONDS);
    json_object(&json);
    json_kv_text(&json, "kind", kind);
    json_kv_text(&json, "id", ref_id);
    if (str_eq(kind, "INVOICE")) {
        TRY(entry_invoice(cx, &json, ref_id));
    } else if (str_eq(kind, "CREDIT_NOTE")) {
        TRY(entry_credit_note(cx, &json, ref_id));
    } else {
        TRY(entry_payment(cx, &json, ref_id));
    }
    json_object_end(&json);
    *text = buf.data;
    return RC_OK;
}

static const char *chain_hash(struct cx *cx, const char *previous, const char *entry)
{
    char *hash = arena_alloc(cx->arena, SHA256_HEX);
    const char *linked = arena_printf(cx->arena, "%s\n%s", previous, entry);
    sha256_hex(linked, strlen(linked), hash);
    return hash;
}

enum rc ledger_append(struct cx *cx, const char *kind, const char *ref_id)
{
    struct rows rows;
    int64_t seq = 0;
    const char *previous = FIRST_PREVIOUS;
    const char *entry = NULL;
    TRY(rows_open(cx, SQL_LEDGER_LAST, NO_ARGS, &rows));
    enum rc rc = rows_next(&rows);
    if (rc == RC_OK) {
        seq = rows_int(&rows, 0);
        previous = rows_text(&rows, 1);
    } else if (rc != RC_END) {
        return rc;
    }
    rows_close(&rows);
    TRY(entry_text(cx, kind, ref_id, &entry));
    return db_run(cx, SQL_LEDGER_INSERT,
                  ARGS(ARG_I("seq", seq + 1), ARG_T("kind", kind), ARG_T("ref_id", ref_id), ARG_T("entry", entry),
                       ARG_T("previous_hash", previous), ARG_T("hash", chain_hash(cx, previous, entry)),
                       ARG_I("created_at", cx->now_ms)));
}

struct ledger_entry {
    int64_t seq;
    const char *kind, *ref_id, *entry, *previous_hash, *hash;
};

static const struct field ledger_entry_fields[] = {
    FIELD_INT(struct ledger_entry, seq, 0, 0, 0),
    FIELD_TEXT(struct ledger_entry, kind, 0, 0, 0),
    FIELD_TEXT(struct ledger_entry, ref_id, 0, 0, 0),
    FIELD_TEXT(struct ledger_entry, entry, 0, 0, 0),
    FIELD_TEXT(struct ledger_entry, previous_hash, 0, 0, 0),
    FIELD_TEXT(struct ledger_entry, hash, 0, 0, 0),
};
static RECORD(ledger_entry_record, "LedgerEntry", struct ledger_entry, ledger_entry_fields, NULL);

/* What is wrong with an entry, or NULL. */
static enum rc entry_problem(struct cx *cx, const struct ledger_entry *entry, int64_t seq, const char *previous,
                             const char **problem)
{
    const char *now = NULL;
    *problem = NULL;
    if (entry->seq != seq) {
        *problem = arena_printf(cx->arena, "entry %lld is missing", (long long)seq);
    } else if (!str_eq(entry->previous_hash, previous)) {
        *problem = "its link to the entry before is broken";
    } else if (!str_eq(entry->hash, chain_hash(cx, previous, entry->entry))) {
        *problem = "its text does not fit its hash";
    } else {
        enum rc rc = entry_text(cx, entry->kind, entry->ref_id, &now);
        if (rc == RC_NOT_FOUND) {
            fault_clear(cx);
            *problem = "its row is gone";
        } else {
            TRY(rc);
            *problem = str_eq(now, entry->entry) ? NULL : "its row was changed";
        }
    }
    return RC_OK;
}

/* The figures of a credit note against its invoice and the notes before it; *problem stays NULL when they are right. */
static enum rc note_problem(struct cx *cx, const char *id, const char **problem)
{
    struct credit_note note;
    struct invoice invoice;
    struct credit credit;
    struct line_totals part;
    bool exact = true;
    int64_t by_note = 0;
    TRY(db_int(cx, SQL_LEDGER_BY_NOTE, ARGS(ARG_T("id", id)), &by_note));
    if (by_note) {
        return RC_OK;
    }
    TRY(db_get(cx, SQL_CREDIT_NOTE_GET, ARGS(ARG_T("id", id)), &credit_note_record, &note));
    TRY(db_get(cx, SQL_INVOICE_GET, ARGS(ARG_T("id", note.invoice_id)), &invoice_record, &invoice));
    TRY(credit_note_replay(cx, &invoice, id, &credit, &part, &exact));
    if (part.rate_count == 0) {
        *problem = "it has no line";
    } else if (!exact || part.subtotal != note.subtotal || part.total != note.total) {
        *problem = "its sums do not follow from its lines and the notes before it";
    } else if (credit_excess(&credit, &part)) {
        *problem = "it credits more at a VAT rate than was invoiced at it";
    }
    return RC_OK;
}

struct walk {
    int64_t seq; /* last entry that was good */
    char hash[SHA256_HEX];
};

/* Checks one batch; *more is false at the end of the chain or at the first problem. */
static enum rc verify_batch(struct cx *cx, struct walk *walk, struct ledger_report *report, bool *more)
{
    struct list list;
    TRY(db_all(cx, SQL_LEDGER_PAGE, ARGS(ARG_I("after", walk->seq)), &ledger_entry_record, &list));
    const struct ledger_entry *entries = list.rows;
    *more = list.count > 0;
    for (size_t i = 0; i < list.count; i++) {
        const char *problem = NULL;
        TRY(entry_problem(cx, &entries[i], walk->seq + 1, walk->hash, &problem));
        if (!problem && str_eq(entries[i].kind, "CREDIT_NOTE")) {
            TRY(note_problem(cx, entries[i].ref_id, &problem));
        }
        if (problem) {
            report->broken_seq = entries[i].seq;
            report->problem = arena_printf(cx->arena, "%s %s: %s", entries[i].kind, entries[i].ref_id, problem);
            *more = false;
            return RC_OK;
        }
        walk->seq = entries[i].seq;
        memcpy(walk->hash, entries[i].hash, sizeof walk->hash - 1);
        report->entries++;
    }
    return RC_OK;
}

/* A query that finds at most one trouble: its first column goes into the report. */
static enum rc verify_query(struct cx *cx, enum sql_id sql, const char *problem, struct ledger_report *report)
{
    struct rows rows;
    TRY(rows_open(cx, sql, NO_ARGS, &rows));
    enum rc rc = rows_next(&rows);
    if (rc == RC_OK) {
        report->problem = arena_printf(cx->arena, "%s: %s", rows_text(&rows, 0), problem);
    }
    rows_close(&rows);
    return rc == RC_END ? RC_OK : rc;
}

/* What the rows must be to each other. */
static enum rc verify_rows(struct cx *cx, struct ledger_report *report)
{
    static const struct {
        enum sql_id sql;
        const char *problem;
    } rules[] = {
        {SQL_LEDGER_MISSING, "stands outside the chain"},
        {SQL_LEDGER_SUMS_WRONG, "its sums differ from its payments and credit notes"},
        {SQL_LEDGER_LINES_WRONG, "its sums do not follow from its lines"},
        {SQL_LEDGER_STATUS_WRONG, "its status does not follow from what is due"},
        {SQL_LEDGER_NUMBER_GAP, "the numbers have a gap"},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules && !report->problem; i++) {
        TRY(verify_query(cx, rules[i].sql, rules[i].problem, report));
    }
    return RC_OK;
}

enum rc ledger_verify(struct cx *cx, struct ledger_report *report)
{
    struct walk walk = {.hash = FIRST_PREVIOUS};
    bool more = true;
    *report = (struct ledger_report){0};
    while (more) {
        struct scratch scratch;
        cx_scratch_begin(cx, &scratch);
        enum rc rc = verify_batch(cx, &walk, report, &more);
        report->problem = arena_strdup(scratch.kept, report->problem);
        cx_scratch_end(cx, &scratch);
        TRY(rc);
    }
    return verify_rows(cx, report);
}
