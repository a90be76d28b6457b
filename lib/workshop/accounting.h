/* SPDX-License-Identifier: MIT
 *
 * The ledger as entries of accounting: journals of sales, bank and till, each entry balanced, on the accounts of the settings. An
 * entry has its number for ever (table accounting_entry) and its day is that of recording: what is recorded late goes into a
 * period that is still open, and keeps its own day as that of its piece. VAT of services waits on an account of its own until it
 * is due (sale.h). Which kind of the ledger books what, one table in accounting.c says. */
#ifndef WORKSHOP_ACCOUNTING_H
#define WORKSHOP_ACCOUNTING_H

#include "tenant/settings.h"
#include "workshop/sale.h"

enum account {
    ACCOUNT_CUSTOMERS,
    ACCOUNT_SERVICES,
    ACCOUNT_GOODS,
    ACCOUNT_EXPENSES,
    ACCOUNT_DEPOSITS,
    ACCOUNT_VAT,
    ACCOUNT_VAT_PENDING,
    ACCOUNT_BANK,
    ACCOUNT_CHEQUES,
    ACCOUNT_CARDS,
    ACCOUNT_CASH,
    ACCOUNTS
};

/* Number (of the settings) and French name. */
const char *account_number(const struct settings *settings, enum account account);
const char *account_name(enum account account);

struct posting {
    enum account account;
    int64_t cents; /* debit; negative: credit; never 0 */
    int64_t rate;  /* of VAT and of what bears it; INT_NULL: none */
};

#define POSTINGS_MAX 128

struct entry {
    int64_t number;
    const char *journal, *journal_name; /* VE BQ CA */
    const char *kind;                   /* of the ledger */
    int64_t day;                        /* of recording, days since 1970 in the tenant's zone */
    const char *piece, *piece_date;
    const char *invoice_id, *invoice_number; /* which it is about */
    const char *text;                        /* "Facture 2026-001 Mme Petit" */
    const char *buyer_code, *buyer_name;
    struct posting postings[POSTINGS_MAX];
    size_t count;
    struct line_totals due; /* by rate: net and VAT that this entry makes due */
};

/* Gives every entry of these days (both included) to `take`, in the order of their numbers, in flat memory: what lies on the
 * arena is gone after each. */
typedef enum rc (*entry_taker)(struct cx *cx, void *state, const struct entry *entry);
enum rc accounting_entries(struct cx *cx, int64_t from, int64_t to, entry_taker take, void *state);

#endif
