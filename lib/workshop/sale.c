/* SPDX-License-Identifier: MIT
 *
 * Lines to parts; payments to shares of them. */
#include "workshop/sale.h"

#include "base/money.h"
#include "base/str.h"
#include "workshop/credit_note.h"
#include "workshop/invoice.h"

static const struct field paper_fields[] = {
    FIELD_TEXT(struct sale_paper, invoice_id, 0, 0, 0),   FIELD_TEXT(struct sale_paper, invoice_number, 0, 0, 0),
    FIELD_TEXT(struct sale_paper, issue_date, 0, 0, 0),   FIELD_TEXT(struct sale_paper, price_mode, 0, 0, 0),
    FIELD_TEXT(struct sale_paper, type, 0, 0, 0),         FIELD_INT(struct sale_paper, total, 0, 0, 0),
    FIELD_INT(struct sale_paper, vat_on_debits, 0, 0, 0), FIELD_INT(struct sale_paper, parts_follow_repair, 0, 0, 0),
    FIELD_TEXT(struct sale_paper, buyer_name, 0, 0, 0),   FIELD_TEXT(struct sale_paper, buyer_kind, 0, 0, 0),
    FIELD_TEXT(struct sale_paper, buyer_siren, 0, 0, 0),  FIELD_TEXT(struct sale_paper, buyer_code, 0, 0, 0),
    FIELD_TEXT(struct sale_paper, piece, 0, 0, 0),        FIELD_TEXT(struct sale_paper, piece_date, 0, 0, 0),
    FIELD_INT(struct sale_paper, amount, 0, 0, 0),        FIELD_TEXT(struct sale_paper, payment_method, 0, 0, 0),
    FIELD_INT(struct sale_paper, paid_at, 0, 0, 0),       FIELD_INT(struct sale_paper, has_credits, 0, 0, 0),
};
RECORD(sale_paper_record, "SalePaper", struct sale_paper, paper_fields, NULL);

enum rc sale_paper_get(struct cx *cx, enum sql_id sql, const char *id, struct sale_paper *paper)
{
    return db_get(cx, sql, ARGS(ARG_T("id", id)), &sale_paper_record, paper);
}

static enum rc too_large(struct cx *cx)
{
    return fault_set(cx, RC_INTERNAL, NULL, "The lines of an issued paper do not add up");
}

/* ---- parts ---- */

static struct sale_part part_of_row(struct rows *rows)
{
    const char *nature = rows_text(rows, 0);
    return (struct sale_part){
        .nature = *nature == 'G'   ? SALE_GOODS
                  : *nature == 'E' ? SALE_EXPENSES
                                   : SALE_SERVICES,
        .is_service = *nature != 'G',
        .rate = rows_int(rows, 1),
        .margin = rows_int(rows, 2) == 1,
        .net = rows_int(rows, 4),
    };
}

/* Labour and other services of one rate are one part. */
static bool put_part(struct sale *sale, const struct sale_part *part)
{
    for (size_t i = 0; i < sale->count; i++) {
        struct sale_part *own = &sale->parts[i];
        if (own->nature == part->nature && own->rate == part->rate && own->margin == part->margin) {
            own->net += part->net;
            return true;
        }
    }
    if (sale->count == SALE_PARTS_MAX) {
        return false;
    }
    sale->parts[sale->count++] = *part;
    return true;
}

static enum rc read_parts(struct cx *cx, enum sql_id sql, const char *id, struct sale *sale, bool *labour)
{
    struct rows rows;
    enum rc rc;
    *labour = false;
    TRY(rows_open(cx, sql, ARGS(ARG_T("id", id)), &rows));
    while ((rc = rows_next(&rows)) == RC_OK) {
        struct sale_part part = part_of_row(&rows);
        struct line_rate *rate = rate_row(&sale->totals, part.rate);
        *labour = *labour || *rows_text(&rows, 0) == 'L';
        if (!rate || !put_part(sale, &part)) {
            return too_large(cx);
        }
        rate->base += rows_int(&rows, 3);
    }
    rows_close(&rows);
    return rc == RC_END ? RC_OK : rc;
}

static int64_t without_sign(int64_t value)
{
    return value < 0 ? -value : value;
}

/* The VAT of a rate on its parts: each has its own, and the largest what rounding leaves. */
static bool share_vat(struct sale *sale, const struct line_rate *rate)
{
    struct sale_part *largest = NULL;
    int64_t rest = rate->vat;
    for (size_t i = 0; i < sale->count; i++) {
        struct sale_part *part = &sale->parts[i];
        if (part->rate != rate->rate) {
            continue;
        }
        if (!money_muldiv(part->net, part->rate, 10000, &part->vat)) {
            return false;
        }
        rest -= part->vat;
        if (!largest || without_sign(part->net) > without_sign(largest->net)) {
            largest = part;
        }
    }
    if (largest) {
        largest->vat += rest;
    }
    return true;
}

static enum rc share_all(struct cx *cx, struct sale *sale)
{
    for (size_t i = 0; i < sale->totals.rate_count; i++) {
        if (!share_vat(sale, &sale->totals.rates[i])) {
            return too_large(cx);
        }
    }
    return RC_OK;
}

/* Parts that are fitted in a repair are the service that it is, where the seller said so. */
static void follow(struct sale *sale, bool follows)
{
    for (size_t i = 0; i < sale->count; i++) {
        sale->parts[i].is_service = sale->parts[i].is_service || (follows && sale->parts[i].nature == SALE_GOODS);
    }
}

/* A deposit that is deducted was paid, and its VAT with it: of what waits at its rate as much waits no more. */
static bool waits_for(const struct sale *sale, const struct sale_part *deduction)
{
    int64_t waiting = 0;
    for (size_t i = 0; i < sale->count; i++) {
        waiting += sale->parts[i].is_service && sale->parts[i].rate == deduction->rate ? sale->parts[i].net : 0;
    }
    return waiting >= -deduction->net;
}

/* What is asked as deposits, or deducted, at each rate. */
static enum rc read_deposits(struct cx *cx, enum sql_id sql, const char *id, struct sale *sale)
{
    struct rows rows;
    enum rc rc;
    TRY(rows_open(cx, sql, ARGS(ARG_T("id", id)), &rows));
    while ((rc = rows_next(&rows)) == RC_OK) {
        struct sale_part part = {
            .nature = SALE_DEPOSITS, .rate = rows_int(&rows, 0), .net = rows_int(&rows, 1), .vat = rows_int(&rows, 2)};
        part.is_service = part.net > 0 || waits_for(sale, &part);
        if (!put_part(sale, &part)) {
            return too_large(cx);
        }
    }
    rows_close(&rows);
    return rc == RC_END ? RC_OK : rc;
}

enum rc sale_of_invoice(struct cx *cx, const struct sale_paper *paper, struct sale *sale)
{
    bool labour;
    *sale = (struct sale){.totals.gross = price_is_gross(paper->price_mode)};
    if (str_eq(paper->type, "DEPOSIT")) {
        return read_deposits(cx, SQL_SALE_DEPOSIT_PARTS, paper->invoice_id, sale);
    }
    TRY(read_parts(cx, SQL_SALE_INVOICE_PARTS, paper->invoice_id, sale, &labour));
    for (size_t i = 0; i < sale->totals.rate_count; i++) {
        if (!rate_tax(sale->totals.gross, &sale->totals.rates[i])) {
            return too_large(cx);
        }
    }
    follow(sale, labour && paper->parts_follow_repair == 1);
    TRY(share_all(cx, sale));
    return read_deposits(cx, SQL_SALE_DEDUCTION_PARTS, paper->invoice_id, sale);
}

/* ---- credit notes ---- */

static struct sale_part *part_like(struct sale *sale, enum sale_nature nature, const struct sale_part *like)
{
    for (size_t i = 0; i < sale->count; i++) {
        struct sale_part *part = &sale->parts[i];
        if (part->nature == nature && part->rate == like->rate && part->margin == like->margin) {
            return part;
        }
    }
    return NULL;
}

/* Puts what a note takes back where something is left of the invoice: first at its own nature, for a line need not say of what it
 * is; what fits nowhere stays what it says. */
static bool place(struct sale *left, struct sale_part part, struct sale *note)
{
    const enum sale_nature natures[] = {part.nature, SALE_SERVICES, SALE_GOODS, SALE_EXPENSES, SALE_DEPOSITS};
    int64_t rest = part.net;
    for (size_t i = 0; i < sizeof natures / sizeof *natures && rest > 0; i++) {
        struct sale_part *from = part_like(left, natures[i], &part);
        if (!from || from->net <= 0) {
            continue;
        }
        struct sale_part own = *from;
        own.net = rest < from->net ? rest : from->net;
        rest -= own.net;
        from->net -= own.net;
        if (!put_part(note, &own)) {
            return false;
        }
    }
    part.net = rest;
    struct sale_part *kept = part_like(left, part.nature, &part);
    if (kept) {
        part.is_service = kept->is_service;
        kept->net -= rest;
    }
    return rest == 0 || put_part(note, &part);
}

/* The next note of an invoice, of which `left` was left before, and is after. */
static enum rc next_note(struct cx *cx, const struct sale_paper *paper, const char *note_id, struct sale *left,
                         struct sale *note)
{
    struct sale said = {0};
    struct invoice invoice;
    struct credit credit;
    bool labour, exact;
    *note = (struct sale){0};
    TRY(read_parts(cx, SQL_SALE_CREDIT_PARTS, note_id, &said, &labour));
    for (size_t i = 0; i < said.count; i++) {
        if (!place(left, said.parts[i], note)) {
            return too_large(cx);
        }
    }
    TRY(db_get(cx, SQL_INVOICE_GET, ARGS(ARG_T("id", paper->invoice_id)), &invoice_record, &invoice));
    TRY(credit_note_replay(cx, &invoice, note_id, &credit, &note->totals, &exact));
    return share_all(cx, note);
}

/* What each note of the invoice before an entry of the ledger takes back; *last is the last one's. */
static enum rc walk_notes(struct cx *cx, const struct sale_paper *paper, int64_t before_seq, struct sale *last,
                          struct receivable *receivable)
{
    struct rows rows;
    struct sale left;
    enum rc rc;
    TRY(sale_of_invoice(cx, paper, &left));
    TRY(rows_open(cx, SQL_SALE_CREDITS_BEFORE, ARGS(ARG_T("invoice_id", paper->invoice_id), ARG_I("seq", before_seq)), &rows));
    while ((rc = rows_next(&rows)) == RC_OK) {
        TRY(next_note(cx, paper, rows_text(&rows, 0), &left, last));
        TRY(receivable ? receivable_add(cx, paper, last, -rows_int(&rows, 1), receivable) : RC_OK);
    }
    rows_close(&rows);
    return rc == RC_END ? RC_OK : rc;
}

enum rc sale_of_credit_note(struct cx *cx, const struct sale_paper *paper, int64_t seq, struct sale *sale)
{
    *sale = (struct sale){0};
    return walk_notes(cx, paper, seq + 1, sale, NULL);
}

/* ---- what is due of it ---- */

enum rc receivable_add(struct cx *cx, const struct sale_paper *paper, const struct sale *sale, int64_t amount,
                       struct receivable *receivable)
{
    int64_t sign = amount < 0 ? -1 : 1;
    receivable->total += amount;
    for (size_t i = 0; paper->vat_on_debits != 1 && i < sale->count; i++) {
        const struct sale_part *part = &sale->parts[i];
        if (!part->is_service || (part->nature == SALE_EXPENSES && part->rate == 0)) {
            continue;
        }
        struct line_rate *waiting = rate_row(&receivable->waiting, part->rate);
        if (!waiting) {
            return too_large(cx);
        }
        waiting->net += sign * part->net;
        waiting->vat += sign * part->vat;
    }
    return RC_OK;
}

enum rc receivable_before(struct cx *cx, const struct sale_paper *paper, const struct sale *sale, int64_t seq,
                          struct receivable *receivable)
{
    struct sale last;
    *receivable = (struct receivable){0};
    TRY(receivable_add(cx, paper, sale, paper->total, receivable));
    TRY(db_int(cx, SQL_SALE_PAID_BEFORE, ARGS(ARG_T("invoice_id", paper->invoice_id), ARG_I("seq", seq)), &receivable->paid));
    return paper->has_credits ? walk_notes(cx, paper, seq, &last, receivable) : RC_OK;
}

struct line_rate receivable_due(const struct receivable *receivable, const struct line_rate *waiting)
{
    struct line_rate due = {.rate = waiting->rate};
    if (receivable->paid >= receivable->total) {
        due.net = waiting->net;
        due.vat = waiting->vat;
    } else if (receivable->paid > 0 && !(money_muldiv(waiting->net, receivable->paid, receivable->total, &due.net) &&
                                         money_muldiv(waiting->vat, receivable->paid, receivable->total, &due.vat))) {
        due = *waiting; /* no sum of money is as large as that */
    }
    return due;
}
