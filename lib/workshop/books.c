/* SPDX-License-Identifier: MIT
 *
 * One pass over the entries. */
#include "workshop/books.h"

#include <stdio.h>

#include "base/time.h"
#include "documents/sheet/export.h"
#include "workshop/accounting.h"

#define MONTHS_MAX 122 /* ten years and what begins and ends them */

struct book_account {
    const char *number, *name;
    int64_t debit, credit, balance;
};
static const struct field account_fields[] = {
    FIELD_TEXT(struct book_account, number, F_REQUIRED, 0, 0), FIELD_TEXT(struct book_account, name, F_REQUIRED, 0, 0),
    FIELD_MONEY(struct book_account, debit, F_REQUIRED),       FIELD_MONEY(struct book_account, credit, F_REQUIRED),
    FIELD_MONEY(struct book_account, balance, F_REQUIRED),
};
static RECORD(account_record, "AccountBalance", struct book_account, account_fields, NULL);

struct book_vat {
    const char *period;
    int64_t rate, base, vat;
};
static const struct field vat_fields[] = {
    FIELD_TEXT(struct book_vat, period, F_REQUIRED, 0, 0),
    FIELD_DECIMAL(struct book_vat, rate, F_REQUIRED, 2, 1, 0, 0),
    FIELD_MONEY(struct book_vat, base, F_REQUIRED),
    FIELD_MONEY(struct book_vat, vat, F_REQUIRED),
};
static RECORD(vat_record, "VatDue", struct book_vat, vat_fields, NULL);

static const struct field books_fields[] = {
    FIELD_LIST(struct books, accounts, F_READONLY, &account_record, 0, 0),
    FIELD_LIST(struct books, vat, F_READONLY, &vat_record, 0, 0),
    FIELD_MONEY(struct books, debit, F_REQUIRED),
    FIELD_MONEY(struct books, credit, F_REQUIRED),
    FIELD_INT(struct books, entries, F_REQUIRED, 0, 0),
    FIELD_INT(struct books, first_number, 0, 0, 0),
    FIELD_INT(struct books, last_number, 0, 0, 0),
    FIELD_MONEY(struct books, booked, F_REQUIRED),
    FIELD_MONEY(struct books, received_elsewhere, F_REQUIRED),
    FIELD_MONEY(struct books, booked_elsewhere, F_REQUIRED),
    FIELD_MONEY(struct books, revenue, F_REQUIRED),
};
RECORD(books_record, "Books", struct books, books_fields, NULL);

struct tally {
    struct books *books;
    struct book_account accounts[ACCOUNTS];
    struct line_totals due[MONTHS_MAX]; /* by month from the first */
    int64_t first_month;
};

static int64_t month_of(int64_t day)
{
    int year, month, date;
    date_parts(day, &year, &month, &date);
    return (int64_t)year * 12 + month - 1;
}

static bool is_money(enum account account)
{
    return account >= ACCOUNT_BANK && account <= ACCOUNT_CASH;
}

static enum rc tally_entry(struct cx *cx, void *state, const struct entry *entry)
{
    struct tally *tally = state;
    struct books *books = tally->books;
    struct line_totals *month = &tally->due[month_of(entry->day) - tally->first_month];
    for (size_t i = 0; i < entry->count; i++) {
        const struct posting *posting = &entry->postings[i];
        struct book_account *account = &tally->accounts[posting->account];
        account->debit += posting->cents > 0 ? posting->cents : 0;
        account->credit += posting->cents < 0 ? -posting->cents : 0;
        books->booked += is_money(posting->account) ? posting->cents : 0;
    }
    for (size_t i = 0; i < entry->due.rate_count; i++) {
        struct line_rate *row = rate_row(month, entry->due.rates[i].rate);
        if (!row) {
            return fault_set(cx, RC_INTERNAL, NULL, "More VAT rates in a month than there are");
        }
        row->net += entry->due.rates[i].net;
        row->vat += entry->due.rates[i].vat;
    }
    books->entries++;
    books->first_number = books->entries == 1 ? entry->number : books->first_number;
    books->last_number = entry->number;
    return RC_OK;
}

static void list_accounts(struct cx *cx, struct tally *tally, const struct settings *settings)
{
    struct books *books = tally->books;
    struct book_account *rows = arena_array(cx->arena, ACCOUNTS, sizeof *rows);
    books->accounts.rows = rows;
    for (enum account i = 0; i < ACCOUNTS; i++) {
        struct book_account row = tally->accounts[i];
        if (row.debit != 0 || row.credit != 0) {
            row.number = account_number(settings, i);
            row.name = account_name(i);
            row.balance = row.debit - row.credit;
            books->debit += row.debit;
            books->credit += row.credit;
            rows[books->accounts.count++] = row;
        }
    }
}

static void list_vat(struct cx *cx, struct tally *tally)
{
    struct list *list = &tally->books->vat;
    struct book_vat *rows = arena_array(cx->arena, (size_t)MONTHS_MAX * LINE_RATES_MAX, sizeof *rows);
    list->rows = rows;
    for (size_t i = 0; i < MONTHS_MAX; i++) {
        int64_t month = tally->first_month + (int64_t)i;
        for (size_t j = 0; j < tally->due[i].rate_count; j++) {
            const struct line_rate *due = &tally->due[i].rates[j];
            if (due->net != 0 || due->vat != 0) {
                rows[list->count++] =
                    (struct book_vat){arena_printf(cx->arena, "%04d-%02d", (int)(month / 12) % 10000, (int)(month % 12) + 1),
                                      due->rate, due->net, due->vat};
            }
        }
    }
}

enum rc books_read(struct cx *cx, int64_t from, int64_t to, struct books *books)
{
    struct settings settings;
    struct tally *tally = arena_alloc(cx->arena, sizeof *tally);
    const struct arg *range =
        ARGS(ARG_I("from_ms", zone_day_start_ms(cx->zone, from)), ARG_I("to_ms", zone_day_start_ms(cx->zone, to + 1)));
    *books = (struct books){.first_number = INT_NULL, .last_number = INT_NULL};
    *tally = (struct tally){.books = books, .first_month = month_of(from)};
    TRY(settings_get(cx, &settings));
    TRY(accounting_entries(cx, from, to, tally_entry, tally));
    list_accounts(cx, tally, &settings);
    list_vat(cx, tally);
    TRY(db_int(cx, SQL_ACCOUNTING_RECEIVED_ELSEWHERE, range, &books->received_elsewhere));
    TRY(db_int(cx, SQL_ACCOUNTING_BOOKED_ELSEWHERE, range, &books->booked_elsewhere));
    books->revenue = books->booked - books->received_elsewhere + books->booked_elsewhere;
    return RC_OK;
}

#define COLUMN(m, kind, en, fr)                                                                                                \
    {                                                                                                                          \
        {(en), (fr)}, COLUMN_##kind, 14, COLUMN_##kind == COLUMN_MONEY, NULL, offsetof(struct book_vat, m)                     \
    }
static const struct export_column vat_columns[] = {
    COLUMN(period, TEXT, "Month", "Mois"),          COLUMN(rate, SHARE, "Rate", "Taux"),
    COLUMN(base, MONEY, "Net", "Base HT"),          COLUMN(vat, MONEY, "VAT due", "TVA exigible"),
    {{NULL, NULL}, COLUMN_TEXT, 0, false, NULL, 0},
};

enum rc books_vat_file(struct cx *cx, int64_t from, int64_t to, enum table_format format, bool french,
                       struct download *download)
{
    static const struct wording sheet = {"VAT due", "TVA exigible"};
    struct books books;
    struct table_file *file;
    TRY(books_read(cx, from, to, &books));
    TRY(download_new(cx, french ? "tva" : "vat", table_extension(format), cx->now_ms, download));
    download->content_type = table_content_type(format);
    const struct table_options options = {
        .format = format, .path = download->path, .folder = download->folder, .created_ms = cx->now_ms, .french = french};
    TRY(table_open(cx, &options, &file));
    TRY(export_begin(cx, file, &sheet, vat_columns, french));
    const struct book_vat *rows = books.vat.rows;
    for (size_t i = 0; i < books.vat.count; i++) {
        TRY(table_row(file, &rows[i]));
    }
    TRY(table_end(file));
    return table_close(file);
}
