/* SPDX-License-Identifier: MIT
 *
 * What each kind of the ledger books. */
#include "workshop/accounting.h"

#include <stddef.h>

#include "base/str.h"
#include "base/time.h"

/* ---- accounts and journals ---- */

static const struct {
    size_t number; /* where the settings have it */
    const char *name;
} accounts[ACCOUNTS] = {
    [ACCOUNT_CUSTOMERS] = {offsetof(struct settings, accounts_customers), "Clients"},
    [ACCOUNT_SERVICES] = {offsetof(struct settings, accounts_services), "Prestations de services"},
    [ACCOUNT_GOODS] = {offsetof(struct settings, accounts_goods), "Ventes de marchandises"},
    [ACCOUNT_EXPENSES] = {offsetof(struct settings, accounts_expenses), "Débours et frais refacturés"},
    [ACCOUNT_DEPOSITS] = {offsetof(struct settings, accounts_deposits), "Clients - avances et acomptes reçus"},
    [ACCOUNT_VAT] = {offsetof(struct settings, accounts_vat), "TVA collectée"},
    [ACCOUNT_VAT_PENDING] = {offsetof(struct settings, accounts_vat_pending), "TVA en attente d'encaissement"},
    [ACCOUNT_BANK] = {offsetof(struct settings, accounts_bank), "Banque"},
    [ACCOUNT_CHEQUES] = {offsetof(struct settings, accounts_cheques), "Chèques à encaisser"},
    [ACCOUNT_CARDS] = {offsetof(struct settings, accounts_cards), "Cartes bancaires à encaisser"},
    [ACCOUNT_CASH] = {offsetof(struct settings, accounts_cash), "Caisse"},
};

const char *account_number(const struct settings *settings, enum account account)
{
    return *(const char *const *)(const void *)((const char *)settings + accounts[account].number);
}

const char *account_name(enum account account)
{
    return accounts[account].name;
}

/* Where money goes that comes in some way. */
static const struct till {
    const char *method;
    enum account account;
    const char *journal, *name;
} tills[] = {
    {"BANK_TRANSFER", ACCOUNT_BANK, "BQ", "Banque"}, {"DIRECT_DEBIT", ACCOUNT_BANK, "BQ", "Banque"},
    {"CHECK", ACCOUNT_CHEQUES, "BQ", "Banque"},      {"CARD", ACCOUNT_CARDS, "BQ", "Banque"},
    {"CASH", ACCOUNT_CASH, "CA", "Caisse"},          {"OTHER", ACCOUNT_BANK, "BQ", "Banque"},
};

static const struct till *till_of(const char *method)
{
    const struct till *till = tills;
    while (till < tills + sizeof tills / sizeof *tills - 1 && !str_eq(till->method, method)) {
        till++;
    }
    return till;
}

/* ---- postings ---- */

/* Room there is for every account at every rate. */
static void post(struct entry *entry, enum account account, int64_t cents, int64_t rate)
{
    for (size_t i = 0; i < entry->count; i++) {
        if (entry->postings[i].account == account && entry->postings[i].rate == rate) {
            entry->postings[i].cents += cents;
            return;
        }
    }
    if (entry->count < POSTINGS_MAX) {
        entry->postings[entry->count++] = (struct posting){account, cents, rate};
    }
}

static void drop_nothing(struct entry *entry)
{
    size_t kept = 0;
    for (size_t i = 0; i < entry->count; i++) {
        if (entry->postings[i].cents != 0) {
            entry->postings[kept++] = entry->postings[i];
        }
    }
    entry->count = kept;
}

static bool owe(struct entry *entry, int64_t rate, int64_t net, int64_t vat)
{
    struct line_rate *row = rate_row(&entry->due, rate);
    if (row) {
        row->net += net;
        row->vat += vat;
    }
    return row;
}

/* Sales and their VAT; `sign` -1 takes them back. */
static bool post_sale(struct entry *entry, const struct sale_paper *paper, const struct sale *sale, int64_t sign)
{
    static const enum account of_nature[] = {ACCOUNT_SERVICES, ACCOUNT_GOODS, ACCOUNT_EXPENSES, ACCOUNT_DEPOSITS};
    for (size_t i = 0; i < sale->count; i++) {
        const struct sale_part *part = &sale->parts[i];
        bool outside = part->nature == SALE_EXPENSES && part->rate == 0; /* paid in the customer's name: no turnover */
        bool waits = part->is_service && !outside && paper->vat_on_debits != 1;
        post(entry, of_nature[part->nature], -sign * part->net, part->rate);
        post(entry, waits ? ACCOUNT_VAT_PENDING : ACCOUNT_VAT, -sign * part->vat, part->rate);
        if (!waits && !outside && !owe(entry, part->rate, sign * part->net, sign * part->vat)) {
            return false;
        }
    }
    return true;
}

/* What became due between two states of an invoice. */
static bool post_due(struct entry *entry, const struct receivable *before, const struct receivable *after)
{
    for (size_t i = 0; i < after->waiting.rate_count; i++) {
        const struct line_rate *now = &after->waiting.rates[i];
        const struct line_rate *then = rate_find(&before->waiting, now->rate);
        struct line_rate due = receivable_due(after, now);
        struct line_rate was = then ? receivable_due(before, then) : (struct line_rate){0};
        post(entry, ACCOUNT_VAT_PENDING, due.vat - was.vat, now->rate);
        post(entry, ACCOUNT_VAT, was.vat - due.vat, now->rate);
        if (!owe(entry, now->rate, due.net - was.net, due.vat - was.vat)) {
            return false;
        }
    }
    return true;
}

static enum rc unbooked(struct cx *cx)
{
    return fault_set(cx, RC_INTERNAL, NULL, "An entry of the ledger cannot be booked");
}

/* ---- the kinds ---- */

struct booking {
    struct entry *entry;
    const char *ref_id;
    int64_t seq;
};

static void head(struct cx *cx, struct entry *entry, const struct sale_paper *paper, const char *what)
{
    const char *buyer = paper->buyer_name ? paper->buyer_name : "";
    entry->buyer_code = paper->buyer_code;
    entry->buyer_name = paper->buyer_name;
    entry->invoice_id = paper->invoice_id;
    entry->invoice_number = paper->invoice_number;
    entry->piece = paper->piece ? paper->piece : paper->invoice_number;
    entry->piece_date = paper->piece_date ? paper->piece_date : paper->issue_date;
    entry->text = arena_printf(cx->arena, "%s %s %s", what, entry->piece, buyer);
}

static enum rc book_invoice(struct cx *cx, const struct booking *booking)
{
    struct entry *entry = booking->entry;
    struct sale_paper paper;
    struct sale sale;
    const struct receivable before = {0};
    struct receivable after = {0};
    TRY(sale_paper_get(cx, SQL_SALE_OF_INVOICE, booking->ref_id, &paper));
    TRY(sale_of_invoice(cx, &paper, &sale));
    head(cx, entry, &paper, str_eq(paper.type, "DEPOSIT") ? "Acompte" : "Facture");
    entry->journal = "VE";
    entry->journal_name = "Ventes";
    post(entry, ACCOUNT_CUSTOMERS, paper.total, INT_NULL);
    TRY(receivable_add(cx, &paper, &sale, paper.total, &after));
    return post_sale(entry, &paper, &sale, 1) && post_due(entry, &before, &after) ? RC_OK : unbooked(cx);
}

static enum rc book_credit_note(struct cx *cx, const struct booking *booking)
{
    struct entry *entry = booking->entry;
    struct sale_paper paper;
    struct sale invoice, note;
    struct receivable before, after;
    TRY(sale_paper_get(cx, SQL_SALE_OF_CREDIT_NOTE, booking->ref_id, &paper));
    TRY(sale_of_invoice(cx, &paper, &invoice));
    TRY(sale_of_credit_note(cx, &paper, booking->seq, &note));
    TRY(receivable_before(cx, &paper, &invoice, booking->seq, &before));
    after = before;
    TRY(receivable_add(cx, &paper, &note, -paper.amount, &after));
    head(cx, entry, &paper, "Avoir");
    entry->journal = "VE";
    entry->journal_name = "Ventes";
    post(entry, ACCOUNT_CUSTOMERS, -paper.amount, INT_NULL);
    return post_sale(entry, &paper, &note, -1) && post_due(entry, &before, &after) ? RC_OK : unbooked(cx);
}

static enum rc book_money(struct cx *cx, const struct booking *booking, enum sql_id sql, const char *what)
{
    struct entry *entry = booking->entry;
    struct sale_paper paper;
    struct sale invoice;
    struct receivable before, after;
    char day[DATE_LEN];
    TRY(sale_paper_get(cx, sql, booking->ref_id, &paper));
    TRY(sale_of_invoice(cx, &paper, &invoice));
    TRY(receivable_before(cx, &paper, &invoice, booking->seq, &before));
    after = before;
    after.paid += paper.amount;
    const struct till *till = till_of(paper.payment_method);
    head(cx, entry, &paper, what);
    date_format(zone_date(cx->zone, paper.paid_at), day);
    entry->piece_date = arena_strdup(cx->arena, day);
    entry->journal = till->journal;
    entry->journal_name = till->name;
    post(entry, till->account, paper.amount, INT_NULL);
    post(entry, ACCOUNT_CUSTOMERS, -paper.amount, INT_NULL);
    return post_due(entry, &before, &after) ? RC_OK : unbooked(cx);
}

static enum rc book_payment(struct cx *cx, const struct booking *booking)
{
    return book_money(cx, booking, SQL_SALE_OF_PAYMENT, "Encaissement");
}

static enum rc book_reversal(struct cx *cx, const struct booking *booking)
{
    return book_money(cx, booking, SQL_SALE_OF_PAYMENT, "Annulation d'encaissement");
}

static enum rc book_refund(struct cx *cx, const struct booking *booking)
{
    return book_money(cx, booking, SQL_SALE_OF_REFUND, "Remboursement");
}

/* The same kinds as rows of the table accounting_kind. */
static const struct {
    const char *kind;
    enum rc (*book)(struct cx *cx, const struct booking *booking);
} kinds[] = {
    {"INVOICE", book_invoice},   {"CREDIT_NOTE", book_credit_note}, {"PAYMENT", book_payment},
    {"REVERSAL", book_reversal}, {"REFUND", book_refund},
};

static enum rc book(struct cx *cx, const struct booking *booking)
{
    int64_t sum = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!str_eq(kinds[i].kind, booking->entry->kind)) {
            continue;
        }
        TRY(kinds[i].book(cx, booking));
        drop_nothing(booking->entry);
        for (size_t j = 0; j < booking->entry->count; j++) {
            sum += booking->entry->postings[j].cents;
        }
        return sum == 0 && booking->entry->count ? RC_OK : unbooked(cx);
    }
    return unbooked(cx);
}

static enum rc take_rows(struct cx *cx, struct rows *rows, entry_taker take, void *state)
{
    struct scratch scratch;
    enum rc rc;
    cx_scratch_begin(cx, &scratch);
    while ((rc = rows_next(rows)) == RC_OK) {
        struct entry *entry = arena_alloc(cx->arena, sizeof *entry);
        *entry = (struct entry){
            .number = rows_int(rows, 0), .day = zone_date(cx->zone, rows_int(rows, 1)), .kind = rows_text(rows, 2)};
        const struct booking booking = {entry, rows_text(rows, 3), rows_int(rows, 4)};
        if ((rc = book(cx, &booking)) != RC_OK || (rc = take(cx, state, entry)) != RC_OK) {
            break;
        }
        cx_scratch_reset(cx, &scratch);
    }
    cx_scratch_end(cx, &scratch);
    rows_close(rows);
    return rc == RC_END ? RC_OK : rc;
}

enum rc accounting_entries(struct cx *cx, int64_t from, int64_t to, entry_taker take, void *state)
{
    struct rows rows;
    TRY(rows_open(
        cx, SQL_ACCOUNTING_ENTRIES,
        ARGS(ARG_I("from_ms", zone_day_start_ms(cx->zone, from)), ARG_I("to_ms", zone_day_start_ms(cx->zone, to + 1))), &rows));
    return take_rows(cx, &rows, take, state);
}
