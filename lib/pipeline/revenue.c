/* SPDX-License-Identifier: MIT
 *
 * How long a deal runs and what each of its months gets. The view opportunity_delta of sql/tenant/0009_pipeline_figures.sql spreads
 * by the same rule. */
#include "pipeline/revenue.h"

#include "base/time.h"

int64_t revenue_months(int64_t starting, int64_t closing)
{
    int from_year, from_month, from_day, to_year, to_month, to_day;
    date_parts(starting, &from_year, &from_month, &from_day);
    date_parts(closing + 1, &to_year, &to_month, &to_day);
    int64_t months = (int64_t)(to_year - from_year) * 12 + to_month - from_month - (to_day < from_day);
    return months < 1 ? 1 : months;
}

int64_t revenue_share(int64_t amount_cents, int64_t count, int64_t index)
{
    return amount_cents / count + (index < amount_cents % count);
}

static const struct field revenue_month_fields[] = {
    FIELD_INT(struct revenue_month, year, F_REQUIRED, 0, 0),
    FIELD_INT(struct revenue_month, month, F_REQUIRED, 1, 12),
    FIELD_MONEY(struct revenue_month, sales_amount, F_REQUIRED),
    FIELD_MONEY(struct revenue_month, gross_margin_amount, F_REQUIRED),
    FIELD_BOOL(struct revenue_month, is_forecast, F_REQUIRED),
};
RECORD(revenue_forecast_record, "RevenueForecast", struct revenue_month, revenue_month_fields, NULL);
RECORD_OF_FIRST(revenue_month_record, "RevenueMonth", struct revenue_month, revenue_month_fields, 4);

static const struct field revenue_year_fields[] = {
    FIELD_INT(struct revenue_year, year, F_REQUIRED, 0, 0),
    FIELD_MONEY(struct revenue_year, sales_amount, F_REQUIRED),
    FIELD_MONEY(struct revenue_year, gross_margin_amount, F_REQUIRED),
    FIELD_INT(struct revenue_year, months, F_REQUIRED, 0, 0),
};
RECORD(revenue_year_record, "RevenueYear", struct revenue_year, revenue_year_fields, NULL);

int64_t revenue_month_of(int64_t days)
{
    int year, month, day;
    date_parts(days, &year, &month, &day);
    return (int64_t)year * 12 + month - 1;
}

void revenue_by_month(struct cx *cx, const struct opportunity *deal, struct list *months)
{
    int64_t starting = 0;
    (void)date_parse(deal->starting_date, &starting); /* checked when it was stored */
    int64_t first = revenue_month_of(starting);
    bool won = status_succeeded(&opportunity_machine, deal->status);
    int64_t current = revenue_month_of(zone_date(cx->zone, cx->now_ms));
    struct revenue_month *rows = arena_array(cx->arena, (size_t)deal->duration_months, sizeof *rows);
    for (int64_t i = 0; i < deal->duration_months; i++) {
        rows[i] = (struct revenue_month){
            .year = (first + i) / 12,
            .month = (first + i) % 12 + 1,
            .sales_amount = revenue_share(deal->weighted_amount, deal->duration_months, i),
            .gross_margin_amount = revenue_share(deal->gross_margin_amount, deal->duration_months, i),
            .is_forecast = !won && first + i >= current,
        };
    }
    *months = (struct list){rows, (size_t)deal->duration_months};
}

void revenue_by_year(struct cx *cx, const struct list *months, struct list *years)
{
    const struct revenue_month *from = months->rows;
    struct revenue_year *rows = arena_array(cx->arena, months->count, sizeof *rows);
    *years = (struct list){rows, 0};
    for (size_t i = 0; i < months->count; i++) {
        if (years->count == 0 || rows[years->count - 1].year != from[i].year) {
            rows[years->count++] = (struct revenue_year){.year = from[i].year};
        }
        struct revenue_year *year = &rows[years->count - 1];
        year->sales_amount += from[i].sales_amount;
        year->gross_margin_amount += from[i].gross_margin_amount;
        year->months++;
    }
}
