/* SPDX-License-Identifier: MIT
 *
 * Months of the dashboards, one by one or by three. */
#include "pipeline/forecast.h"

#include "base/time.h"
#include "pipeline/dashboard.h"
#include "pipeline/revenue.h"

static const struct field period_fields[] = {
    FIELD_TEXT(struct forecast_period, period, F_REQUIRED, 0, 0),
    FIELD_DATE(struct forecast_period, start_date, F_REQUIRED),
    FIELD_DATE(struct forecast_period, end_date, F_REQUIRED),
    FIELD_MONEY(struct forecast_period, sales_amount, F_REQUIRED),
    FIELD_MONEY(struct forecast_period, gross_margin_amount, F_REQUIRED),
    FIELD_MONEY(struct forecast_period, cumulated_amount, F_REQUIRED),
};
static RECORD(period_record, "ForecastPeriod", struct forecast_period, period_fields, NULL);

static const struct field forecast_fields[] = {
    FIELD_LIST(struct forecast, periods, F_READONLY, &period_record, 0, 0),
    FIELD_MONEY(struct forecast, sales_amount, F_REQUIRED),
    FIELD_MONEY(struct forecast, gross_margin_amount, F_REQUIRED),
};
RECORD(forecast_record, "Forecast", struct forecast, forecast_fields, NULL);

/* The days and the name of `count` months, of which this is the first. */
static void name_period(struct cx *cx, const struct revenue_month *first, int64_t count, struct forecast_period *period)
{
    int64_t next = first->year * 12 + first->month - 1 + count;
    int64_t after = 0;
    char last[DATE_LEN];
    (void)date_parse(arena_printf(cx->arena, "%04lld-%02lld-01", (long long)(next / 12), (long long)(next % 12 + 1)), &after);
    date_format(after - 1, last);
    period->start_date = arena_printf(cx->arena, "%04lld-%02lld-01", (long long)first->year, (long long)first->month);
    period->end_date = arena_strdup(cx->arena, last);
    period->period = count == 1
                         ? arena_printf(cx->arena, "%.7s", period->start_date)
                         : arena_printf(cx->arena, "%.4s-Q%lld", period->start_date, (long long)((first->month + 2) / 3));
}

enum rc forecast_read(struct cx *cx, const struct forecast_query *query, struct forecast *forecast)
{
    struct dashboard dashboard;
    struct list list;
    TRY(dashboard_of_chosen(cx, query->owner_id, query->team_id, &dashboard));
    int64_t length = query->by_quarter ? 3 : 1;
    int64_t month = dashboard.month - 1;
    TRY(dashboard_months(cx, &dashboard, dashboard.year * 12 + month - month % length, &list));
    const struct revenue_month *months = list.rows;
    struct forecast_period *periods = arena_array(cx->arena, list.count, sizeof *periods);
    *forecast = (struct forecast){.periods = {periods, list.count / (size_t)length}};
    for (size_t i = 0; i < list.count; i++) {
        struct forecast_period *period = &periods[i / (size_t)length];
        if (i % (size_t)length == 0) {
            *period = (struct forecast_period){0};
            name_period(cx, &months[i], length, period);
        }
        forecast->sales_amount += months[i].sales_amount;
        forecast->gross_margin_amount += months[i].gross_margin_amount;
        period->sales_amount += months[i].sales_amount;
        period->gross_margin_amount += months[i].gross_margin_amount;
        period->cumulated_amount = forecast->sales_amount;
    }
    return RC_OK;
}
