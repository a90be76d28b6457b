/* SPDX-License-Identifier: MIT
 *
 * One line a posting, written as entries come. */
#include "workshop/fec.h"

#include <string.h>

#include "base/money.h"
#include "base/time.h"
#include "base/unicode.h"
#include "documents/sheet/out.h"
#include "tenant/legal.h"
#include "workshop/accounting.h"

#define DAY_LEN 9 /* "20261231" */

static const char heading[] =
    "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\t"
    "PieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\t"
    "Idevise\r\n";

struct fec {
    struct out *out;
    struct settings settings;
    int64_t to_ms; /* the period's end */
};

/* "2026-12-31" or days. */
static void day_of_date(const char *date, char out[DAY_LEN])
{
    snprintf(out, DAY_LEN, "%.4s%.2s%.2s", date, date + 5, date + 8);
}

static void day_of(int64_t days, char out[DAY_LEN])
{
    char date[DATE_LEN];
    date_format(days, date);
    day_of_date(date, out);
}

/* "1234,50"; nothing on the other side is 0,00. */
static void put_amount(FILE *file, int64_t cents)
{
    char text[DECIMAL_TEXT];
    char *point;
    decimal_format(cents > 0 ? cents : 0, 2, 2, text);
    if ((point = strchr(text, '.')) != NULL) {
        *point = ',';
    }
    fputs(text, file);
    putc('\t', file);
}

static void put_text(struct cx *cx, FILE *file, const char *text)
{
    fputs(text ? text_latin9(cx->arena, text) : "", file);
    putc('\t', file);
}

/* `settled`: the day of the entry that settled its invoice, or "". Entries of one settled invoice bear its number as their letter. */
static void put_posting(struct cx *cx, struct fec *fec, const struct entry *entry, const struct posting *posting,
                        const char *settled)
{
    FILE *file = fec->out->file;
    char day[DAY_LEN], piece_day[DAY_LEN];
    bool customer = posting->account == ACCOUNT_CUSTOMERS;
    day_of(entry->day, day);
    day_of_date(entry->piece_date, piece_day);
    fprintf(file, "%s\t%s\t%lld\t%s\t%s\t", entry->journal, entry->journal_name, (long long)entry->number, day,
            account_number(&fec->settings, posting->account));
    put_text(cx, file, account_name(posting->account));
    put_text(cx, file, customer ? entry->buyer_code : NULL);
    put_text(cx, file, customer ? entry->buyer_name : NULL);
    put_text(cx, file, entry->piece);
    fprintf(file, "%s\t", piece_day);
    put_text(cx, file, entry->text);
    put_amount(file, posting->cents);
    put_amount(file, -posting->cents);
    fprintf(file, "%s\t%s\t%s\t\t\r\n", customer && *settled ? entry->invoice_number : "", customer ? settled : "", day);
}

static enum rc put_entry(struct cx *cx, void *state, const struct entry *entry)
{
    struct fec *fec = state;
    char settled[DAY_LEN] = "";
    int64_t at = INT_NULL;
    TRY(db_int(cx, SQL_ACCOUNTING_SETTLED, ARGS(ARG_T("invoice_id", entry->invoice_id), ARG_I("to_ms", fec->to_ms)), &at));
    if (at != INT_NULL) {
        day_of(zone_date(cx->zone, at), settled);
    }
    for (size_t i = 0; i < entry->count; i++) {
        put_posting(cx, fec, entry, &entry->postings[i], settled);
    }
    return out_written(fec->out);
}

enum rc fec_write(struct cx *cx, int64_t from, int64_t to, struct download *download)
{
    struct fec fec = {.to_ms = zone_day_start_ms(cx->zone, to + 1)};
    char day[DAY_LEN];
    TRY(settings_get(cx, &fec.settings));
    const char *siren = siret_siren(cx->arena, fec.settings.siret);
    if (!siren) {
        return fault_set(cx, RC_CONFLICT, "LEGAL_IDENTITY_INCOMPLETE",
                         "This file is named by the company's SIREN: give the SIRET in the settings first");
    }
    TRY(download_new(cx, "fec", "txt", cx->now_ms, download));
    day_of(to, day);
    download->filename = arena_printf(cx->arena, "%sFEC%s.txt", siren, day);
    download->content_type = "text/plain; charset=iso-8859-15";
    TRY(out_open(cx, download->path, &fec.out));
    fputs(heading, fec.out->file);
    TRY(accounting_entries(cx, from, to, put_entry, &fec));
    return out_close(fec.out);
}
