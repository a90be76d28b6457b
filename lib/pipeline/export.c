/* SPDX-License-Identifier: MIT
 *
 * One pass over the list: each deal becomes a row, and its months go into a difference array (as in revenue_delta of the
 * schema), from which the second sheet is summed up. */
#include "pipeline/export.h"

#include "base/money.h"
#include "base/time.h"
#include "pipeline/opportunity.h"
#include "pipeline/revenue.h"

/* Months are counted as 12 x year + month - 1; dates run from 1900 to 9999, and a deal ends in the month after its last. */
#define FIRST_MONTH (12 * 1900)
#define MONTHS (12 * 8100 + 1)

/* clang-format off */
#define DEAL(member) offsetof(struct opportunity, member)
#define TEXT(en, fr, member, width) {{(en), (fr)}, COLUMN_TEXT, (width), false, NULL, DEAL(member)}
#define WORD(en, fr, member, width, words) {{(en), (fr)}, COLUMN_TEXT, (width), false, (words), DEAL(member)}
#define DATE(en, fr, member) {{(en), (fr)}, COLUMN_DATE, 12, false, NULL, DEAL(member)}
#define MONEY(en, fr, member) {{(en), (fr)}, COLUMN_MONEY, 19, true, NULL, DEAL(member)}
#define SHARE(en, fr, member, width) {{(en), (fr)}, COLUMN_SHARE, (width), false, NULL, DEAL(member)}
#define TIME(en, fr, member) {{(en), (fr)}, COLUMN_TIME, 17, false, NULL, DEAL(member)}

static const struct export_word statuses[] = {
    {"Active", {"Active", "En cours"}}, {"On Hold", {"On Hold", "En attente"}}, {"Won", {"Won", "Gagnée"}},
    {"Lost", {"Lost", "Perdue"}}, {"Cancelled", {"Cancelled", "Annulée"}}, {NULL, {NULL, NULL}},
};
static const struct export_word stages[] = {
    {"RFI", {"RFI", "Demande d’info"}}, {"RFQ", {"RFQ", "Demande de prix"}}, {"Proposal", {"Proposal", "Proposition"}},
    {"Negotiation", {"Negotiation", "Négociation"}}, {"Closed", {"Closed", "Clôturée"}}, {NULL, {NULL, NULL}},
};

static const struct export_column deal_columns[] = {
    TEXT("Project name", "Affaire", project_name, 36),
    TEXT("Client", "Société", client_name, 26),
    TEXT("Owner", "Responsable", owner_name, 20),
    TEXT("Team", "Équipe", team_name, 20),
    WORD("Status", "Statut", status, 10, statuses),
    WORD("Stage", "Étape", stage, 20, stages),
    TEXT("Service type", "Type de service", service_type, 14),
    TEXT("Sector type", "Secteur", sector_type, 16),
    MONEY("Original amount", "Montant", original_amount),
    SHARE("Gross margin percentage", "Taux de marge brute", gross_margin_percentage, 23),
    SHARE("Probability score", "Probabilité", probability_score, 17),
    MONEY("Weighted amount", "Montant pondéré", weighted_amount),
    MONEY("Gross margin amount", "Marge brute", gross_margin_amount),
    {{"Currency", "Devise"}, COLUMN_CURRENCY, 10, false, NULL, 0},
    DATE("Starting date", "Début", starting_date),
    DATE("Closing date", "Fin", closing_date),
    {{"Duration (months)", "Durée (mois)"}, COLUMN_INTEGER, 17, false, NULL, DEAL(duration_months)},
    TEXT("Project type", "Type de projet", project_type, 30),
    TEXT("Project maturity", "Maturité", project_maturity, 16),
    TEXT("Client type", "Type de client", client_type, 14),
    TEXT("Client relationship", "Relation", client_relationship, 18),
    {{"Conservative approach", "Approche prudente"}, COLUMN_BOOL, 21, false, NULL, DEAL(conservative_approach)},
    SHARE("Win probability override", "Probabilité imposée", win_probability_override, 23),
    DATE("Closed on", "Close le", closed_date),
    TIME("Created at", "Créée le", created_at),
    TIME("Updated at", "Modifiée le", updated_at),
    TEXT("Notes", "Notes", update_notes, 50),
    TEXT("ID", "Identifiant", id, 37),
    TEXT("Owner ID", "Identifiant du responsable", owner_id, 37),
    TEXT("Team ID", "Identifiant de l’équipe", team_id, 37),
    TEXT("Client ID", "Identifiant de la société", client_id, 37),
    {{NULL, NULL}, COLUMN_TEXT, 0, false, NULL, 0},
};
/* clang-format on */

static const struct export deal_export = {
    .file = {"opportunities", "affaires"},
    .sheet = {"Opportunities", "Affaires"},
    .resource = &opportunity_resource,
    .select = SQL_OPPORTUNITY_EXPORT,
    .search = SQL_OPPORTUNITY_EXPORT_SEARCH,
    .record = &opportunity_row_record,
    .columns = deal_columns,
};

struct month {
    int64_t year, month;
    int64_t sales, margin; /* cents */
};

static const struct wording month_sheet = {"Revenue distribution", "Répartition par mois"};
static const struct export_column month_columns[] = {
    {{"Year", "Année"}, COLUMN_INTEGER, 8, false, NULL, offsetof(struct month, year)},
    {{"Month", "Mois"}, COLUMN_INTEGER, 8, false, NULL, offsetof(struct month, month)},
    {{"Sales amount", "Montant pondéré"}, COLUMN_MONEY, 20, true, NULL, offsetof(struct month, sales)},
    {{"Gross margin amount", "Marge brute"}, COLUMN_MONEY, 20, true, NULL, offsetof(struct month, margin)},
    {{NULL, NULL}, COLUMN_TEXT, 0, false, NULL, 0},
};

/* ---- revenue by month ---- */

/* The revenue of a month is the sum of all differences up to it. */
struct months {
    int64_t *sales;
    int64_t *margin;
    int64_t first, end; /* months that some deal has, as indexes; end 0: none */
    bool french;
};

static void months_init(struct cx *cx, struct months *months)
{
    *months = (struct months){.sales = arena_array(cx->arena, MONTHS, sizeof(int64_t)),
                              .margin = arena_array(cx->arena, MONTHS, sizeof(int64_t)),
                              .first = MONTHS};
}

/* Equal shares, the first months with the odd cents: as revenue_share() has it. */
static bool spread(int64_t *differences, int64_t first, int64_t count, int64_t amount)
{
    int64_t share = revenue_share(amount, count, count - 1);
    int64_t odd = amount - share * count;
    return money_add(differences[first], share + (odd > 0), &differences[first]) &&
           money_sub(differences[first + odd], odd > 0, &differences[first + odd]) &&
           money_sub(differences[first + count], share, &differences[first + count]);
}

static enum rc months_add(struct cx *cx, void *state, const void *row)
{
    struct months *months = state;
    const struct opportunity *deal = row;
    int64_t days = 0;
    int year = 0, month = 0, day;
    int64_t count = deal->duration_months;
    if (date_parse(deal->starting_date, &days)) {
        date_parts(days, &year, &month, &day);
    }
    int64_t first = (int64_t)year * 12 + month - 1 - FIRST_MONTH;
    if (first < 0 || count < 1 || first + count >= MONTHS || !spread(months->sales, first, count, deal->weighted_amount) ||
        !spread(months->margin, first, count, deal->gross_margin_amount)) {
        return fault_printf(cx, RC_INTERNAL, NULL, "Opportunity %s cannot be spread over its months", deal->id);
    }
    months->first = first < months->first ? first : months->first;
    months->end = first + count > months->end ? first + count : months->end;
    return RC_OK;
}

static enum rc write_months(struct cx *cx, void *state, struct table_file *file)
{
    const struct months *months = state;
    struct month month = {.sales = 0};
    TRY(export_begin(cx, file, &month_sheet, month_columns, months->french));
    for (int64_t i = months->first; i < months->end; i++) {
        month.year = (i + FIRST_MONTH) / 12;
        month.month = (i + FIRST_MONTH) % 12 + 1;
        if (!money_add(month.sales, months->sales[i], &month.sales) ||
            !money_add(month.margin, months->margin[i], &month.margin)) {
            return fault_set(cx, RC_INTERNAL, NULL, "The revenue of a month is too large");
        }
        TRY(table_row(file, &month));
    }
    return table_end(file);
}

enum rc export_opportunities(struct cx *cx, const struct query *query, enum table_format format, bool french,
                             struct download *download)
{
    struct access access;
    struct months months;
    struct deal_clock clock = deal_clock(cx);
    months_init(cx, &months);
    months.french = french;
    TRY(access_of(cx, &access));
    const struct export_wish wish = {.format = format,
                                     .french = french,
                                     .query = query,
                                     .args = ARGS(DEAL_LIST_ARGS(&access, &clock)),
                                     .row = months_add,
                                     .end = format == TABLE_XLSX ? write_months : NULL,
                                     .state = &months};
    return export_write(cx, &deal_export, &wish, download);
}
