/* SPDX-License-Identifier: MIT
 *
 * The till sheet of a day. */
#include "workshop/till.h"

#include "base/time.h"
#include "documents/french.h"
#include "documents/pdf/report.h"
#include "tenant/settings.h"

static const struct field row_fields[] = {
    FIELD_TEXT(struct till_row, till, F_READONLY, 0, 0),
    FIELD_ENUM(struct till_row, payment_method, F_READONLY, payment_methods),
    FIELD_INT(struct till_row, payment_count, F_REQUIRED, 0, 0),
    FIELD_MONEY(struct till_row, paid, F_REQUIRED),
    FIELD_INT(struct till_row, reversal_count, F_REQUIRED, 0, 0),
    FIELD_MONEY(struct till_row, reversed, F_REQUIRED),
    FIELD_MONEY(struct till_row, received, F_REQUIRED),
    FIELD_INT(struct till_row, other_day_count, F_REQUIRED, 0, 0),
    FIELD_MONEY(struct till_row, other_day, F_REQUIRED),
};
static RECORD(row_record, "TillRow", struct till_row, row_fields, NULL);
static const struct record sum_record = {"TillSum", sizeof(struct till_row), row_fields + 2, 7, NULL, NULL};

static const struct field sheet_fields[] = {
    FIELD_DATE(struct till_sheet, date, F_REQUIRED),
    FIELD_TIME(struct till_sheet, from_at, F_REQUIRED),
    FIELD_TIME(struct till_sheet, to_at, F_REQUIRED),
    FIELD_BOOL(struct till_sheet, is_closed, F_REQUIRED),
    FIELD_LIST(struct till_sheet, rows, F_READONLY, &row_record, 0, 0),
    FIELD_RECORD(struct till_sheet, sum, &sum_record),
};
RECORD(till_sheet_record, "TillSheet", struct till_sheet, sheet_fields, NULL);

static void add_up(struct till_sheet *sheet)
{
    const struct till_row *rows = sheet->rows.rows;
    struct till_row *sum = &sheet->sum;
    for (size_t i = 0; i < sheet->rows.count; i++) {
        sum->payment_count += rows[i].payment_count;
        sum->paid += rows[i].paid;
        sum->reversal_count += rows[i].reversal_count;
        sum->reversed += rows[i].reversed;
        sum->received += rows[i].received;
        sum->other_day_count += rows[i].other_day_count;
        sum->other_day += rows[i].other_day;
    }
}

enum rc till_sheet_get(struct cx *cx, int64_t day, struct till_sheet *sheet)
{
    char date[DATE_LEN];
    int64_t closed_at, later;
    date_format(day, date);
    *sheet = (struct till_sheet){.date = arena_strdup(cx->arena, date),
                                 .from_at = zone_day_start_ms(cx->zone, day),
                                 .to_at = zone_day_start_ms(cx->zone, day + 1)};
    const struct arg *range = ARGS(ARG_I("from_at", sheet->from_at), ARG_I("to_at", sheet->to_at));
    TRY(db_all(cx, SQL_TILL_METHODS, range, &row_record, &sheet->rows));
    add_up(sheet);
    TRY(db_int(cx, SQL_TILL_CLOSED, ARGS(ARG_I("to_at", sheet->to_at)), &closed_at));
    enum rc rc = db_int(cx, SQL_CLOSING_FIRST_ENTRY, ARGS(ARG_I("since", closed_at), ARG_I("before", sheet->to_at)), &later);
    sheet->is_closed = closed_at > sheet->from_at && rc == RC_NOT_FOUND;
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

/* ---- paper ---- */

static const char *count_text(struct cx *cx, int64_t count)
{
    return arena_printf(cx->arena, "%lld", (long long)count);
}

static void put_row(struct cx *cx, const char **cell, const char *name, const struct till_row *row)
{
    cell[0] = name;
    cell[1] = count_text(cx, row->payment_count + row->reversal_count);
    cell[2] = french_money(cx->arena, row->paid);
    cell[3] = french_money(cx->arena, row->reversed);
    cell[4] = french_money(cx->arena, row->received);
    cell[5] = "…………………";
}

static struct pdf_table method_table(struct cx *cx, const struct till_sheet *sheet)
{
    static const char *const headings[] = {"Mode de paiement", "Nombre", "Encaissé", "Annulé, rendu", "Net", "Compté"};
    enum { COLUMNS = sizeof headings / sizeof *headings };
    const struct till_row *rows = sheet->rows.rows;
    size_t count = sheet->rows.count;
    const char **cells = arena_array(cx->arena, COLUMNS * (count + 1), sizeof *cells);
    for (size_t i = 0; i < count; i++) {
        const char *method = paper_method_words(rows[i].payment_method);
        const char *name = rows[i].till ? arena_printf(cx->arena, "%s – caisse %s", method, rows[i].till) : method;
        put_row(cx, &cells[COLUMNS * i], name, &rows[i]);
    }
    put_row(cx, &cells[COLUMNS * count], "Total", &sheet->sum);
    return (struct pdf_table){"Par mode de paiement", headings, COLUMNS, cells, count + 1, true};
}

enum rc till_sheet_paper(struct cx *cx, const struct till_sheet *sheet, struct paper *paper)
{
    struct settings settings;
    TRY(settings_get(cx, &settings));
    const char *others = sheet->sum.other_day_count ? arena_printf(cx->arena, "Dont datés d’un autre jour : %lld, %s",
                                                                   (long long)sheet->sum.other_day_count,
                                                                   french_money(cx->arena, sheet->sum.other_day))
                                                    : NULL;
    const char *const lines[] = {settings.legal_name ? settings.legal_name : settings.name,
                                 sheet->is_closed ? "Journée clôturée."
                                                  : "Journée non clôturée : d’autres paiements peuvent s’y ajouter.",
                                 others, NULL};
    const struct pdf_figure figures[] = {
        {"PAIEMENTS", count_text(cx, sheet->sum.payment_count)},
        {"ENCAISSÉ", french_money(cx->arena, sheet->sum.paid)},
        {"ANNULÉ, RENDU", french_money(cx->arena, sheet->sum.reversed)},
        {"NET", french_money(cx->arena, sheet->sum.received)},
    };
    const struct pdf_table table = method_table(cx, sheet);
    static const char *const notes[] = {"Compté par :                                        Signature :", NULL};
    const struct pdf_report pdf = {
        .title = arena_printf(cx->arena, "Feuille de caisse du %s", french_date(cx->arena, sheet->date)),
        .lines = lines,
        .figures = figures,
        .figure_count = sizeof figures / sizeof *figures,
        .tables = &table,
        .table_count = 1,
        .notes = notes,
        .demo = settings.demo == 1,
    };
    *paper = (struct paper){.filename = arena_printf(cx->arena, "caisse-%s.pdf", sheet->date)};
    buf_init(&paper->body, cx->arena, 16384);
    return pdf_report_render(cx, &pdf, &paper->body);
}
