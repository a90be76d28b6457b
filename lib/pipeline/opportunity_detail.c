/* SPDX-License-Identifier: MIT
 *
 * What a deal shows beyond its own row. */
#include "pipeline/opportunity_detail.h"

#include "pipeline/revenue.h"

/* ---- a deal in full ---- */

#define FACTOR(key, member, decimals)                                                                                          \
    {                                                                                                                          \
        .name = (key), .type = FT_DECIMAL, .flags = F_REQUIRED, .offset = offsetof(struct opportunity_detail, member),         \
        .scale = 4, .min_decimals = (decimals)                                                                                 \
    }

static const struct field breakdown_fields[] = {
    FACTOR("base", base, 1),
    FACTOR("project_type_coef", deal.project_type_coef, 1),
    FACTOR("maturity_coef", deal.maturity_coef, 1),
    FACTOR("client_type_coef", deal.client_type_coef, 1),
    FACTOR("relationship_coef", deal.relationship_coef, 1),
    FACTOR("conservative_coef", deal.conservative_coef, 1),
    FACTOR("final", deal.probability, 3),
};
static RECORD(breakdown_record, "ProbabilityBreakdown", struct opportunity_detail, breakdown_fields, NULL);

static const struct field detail_fields[] = {
    FIELD_BASE(&opportunity_record),
    FIELD_RECORD_AS(struct opportunity_detail, "probability_breakdown", deal, &breakdown_record),
    FIELD_LIST(struct opportunity_detail, revenue_distribution, F_READONLY, &revenue_month_record, 0, 0),
};
RECORD(opportunity_detail_record, "OpportunityDetail", struct opportunity_detail, detail_fields, NULL);

enum rc opportunity_detail(struct cx *cx, const char *id, struct opportunity_detail *detail)
{
    TRY(opportunity_get(cx, id, &detail->deal));
    detail->base = 10000;
    revenue_by_month(cx, &detail->deal, &detail->revenue_distribution);
    return RC_OK;
}

/* ---- its money ---- */

static const struct field distribution_fields[] = {
    FIELD_AS(struct revenue_distribution, "opportunity_id", deal.id, FT_UUID, F_REQUIRED),
    FIELD_MONEY_AS(struct revenue_distribution, "total_weighted_amount", deal.weighted_amount, F_REQUIRED),
    FIELD_MONEY_AS(struct revenue_distribution, "total_gross_margin", deal.gross_margin_amount, F_REQUIRED),
    FIELD_AS(struct revenue_distribution, "duration_months", deal.duration_months, FT_INT, F_REQUIRED),
    FIELD_LIST(struct revenue_distribution, monthly_distribution, F_READONLY, &revenue_forecast_record, 0, 0),
    FIELD_LIST(struct revenue_distribution, yearly_summary, F_READONLY, &revenue_year_record, 0, 0),
};
RECORD(revenue_distribution_record, "RevenueDistribution", struct revenue_distribution, distribution_fields, NULL);

enum rc revenue_distribution(struct cx *cx, const char *id, struct revenue_distribution *distribution)
{
    TRY(opportunity_get(cx, id, &distribution->deal));
    revenue_by_month(cx, &distribution->deal, &distribution->monthly_distribution);
    revenue_by_year(cx, &distribution->monthly_distribution, &distribution->yearly_summary);
    return RC_OK;
}
