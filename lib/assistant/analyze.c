/* SPDX-License-Identifier: MIT
 *
 * The analyses. Each finding is a function; each type of analysis is a list of them. */
#include "assistant/analyze.h"

#include "assistant/quota.h"
#include "assistant/run.h"
#include "assistant/say.h"
#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "tenant/settings.h"
#include "workshop/report.h"

#define DEFAULT_DAYS 30
#define DAYS_MAX 3660
#define MONTH_MIN 28 /* days that are called a month */
#define MONTH_MAX 32
#define MANY_LATE_TASKS 5
#define LARGE_SHARE 4000 /* ten-thousandths of the revenue that comes from one client */

static const char *const analysis_types[] = {"pipeline", "revenue", "clients", "tasks", NULL};
static const char *const languages[] = {"fr", "en", NULL};

static const struct field wish_fields[] = {
    FIELD_ENUM(struct analysis_wish, analysis_type, F_REQUIRED, analysis_types),
    {.name = "date_range_from",
     .type = FT_DATE,
     .offset = offsetof(struct analysis_wish, date_range_from),
     .group = "date_range",
     .about = "Thirty days before the last one when left out"},
    {.name = "date_range_to",
     .type = FT_DATE,
     .offset = offsetof(struct analysis_wish, date_range_to),
     .group = "date_range",
     .about = "Included; today when left out"},
    FIELD_ENUM(struct analysis_wish, language, 0, languages),
};
RECORD(analysis_wish_record, "AnalysisRequest", struct analysis_wish, wish_fields, NULL);

#define FINDINGS_MAX 6 /* of an analysis; each has one insight and one recommendation at most */

static const char *const severities[] = {"LOW", "MEDIUM", "HIGH", NULL};
static const struct field insight_fields[] = {
    FIELD_TEXT(struct insight, type, F_REQUIRED, 0, 0),
    FIELD_ENUM(struct insight, severity, F_REQUIRED, severities),
    FIELD_TEXT(struct insight, message, F_REQUIRED, 0, 0),
    FIELD_INT(struct insight, count, F_REQUIRED | F_OMIT_NULL, 0, 0),
    FIELD_DECIMAL(struct insight, current, F_REQUIRED | F_OMIT_NULL, 4, 2, 0, 0),
    FIELD_DECIMAL(struct insight, target, F_REQUIRED | F_OMIT_NULL, 4, 2, 0, 0),
    FIELD_DECIMAL(struct insight, change, F_REQUIRED | F_OMIT_NULL, 4, 2, 0, 0),
    FIELD_MONEY(struct insight, value, F_REQUIRED | F_OMIT_NULL),
};
static RECORD(insight_record, "Insight", struct insight, insight_fields, NULL);

static const struct field recommendation_fields[] = {
    FIELD_TEXT(struct recommendation, action, F_REQUIRED, 0, 0),
    FIELD_ENUM(struct recommendation, priority, F_REQUIRED, severities),
    FIELD_TEXT(struct recommendation, message, F_REQUIRED, 0, 0),
    FIELD_IDS(struct recommendation, targets, F_OMIT_NULL, 0),
};
static RECORD(recommendation_record, "Recommendation", struct recommendation, recommendation_fields, NULL);

static const struct field analysis_fields[] = {
    FIELD_LIST(struct analysis, insights, F_READONLY, &insight_record, 0, 0),
    FIELD_LIST(struct analysis, recommendations, F_READONLY, &recommendation_record, 0, 0),
};
RECORD(analysis_record, "Analysis", struct analysis, analysis_fields, NULL);

struct study {
    struct cx *cx;
    enum language language;
    struct settings settings;
    int64_t from, to;                      /* days, both included */
    struct list insights, recommendations; /* with room for what its findings find */
};

#define SAYS(study, french, english, ...) says((study), say_in((study)->language, (french), (english)), SAY_VALUES(__VA_ARGS__))

static const char *says(struct study *study, const char *pattern, const char *const *values)
{
    struct buf out;
    buf_init(&out, study->cx->arena, 0);
    say_fill(&out, pattern, values);
    return out.data;
}

static const char *money(struct study *study, int64_t cents)
{
    return say_amount(study->cx->arena, study->language, cents, false);
}

static const char *number(struct study *study, int64_t count)
{
    return say_number(study->cx->arena, study->language, count);
}

static const char *percent(struct study *study, int64_t ten_thousandths)
{
    return say_percent(study->cx->arena, study->language, ten_thousandths);
}

static const char *days_text(struct study *study, int64_t days)
{
    return say_days(study->cx->arena, study->language, days);
}

static const char *date_of(struct study *study, int64_t days)
{
    char text[DATE_LEN];
    date_format(days, text);
    return arena_strdup(study->cx->arena, text);
}

/* An insight without figures yet. */
static struct insight *insight(struct study *study, const char *type, const char *severity, const char *message)
{
    struct insight *row = (struct insight *)study->insights.rows + study->insights.count++;
    record_clear(&insight_record, row);
    row->type = type;
    row->severity = severity;
    row->message = message;
    return row;
}

/* With the ids of the rows as targets; none: the advice is about no record. */
static void recommend(struct study *study, const char *action, const char *priority, const char *message,
                      const struct tool_answer *about)
{
    struct recommendation *row = (struct recommendation *)study->recommendations.rows + study->recommendations.count++;
    *row = (struct recommendation){action, priority, message, about ? tool_ids(study->cx->arena, about, NULL) : NULL};
}

static enum rc look(struct study *study, enum tool_id id, const struct ask *ask, struct tool_answer *answer)
{
    return tool_run(study->cx, tool_of(id), ask, answer);
}

static struct ask nothing_asked(void)
{
    struct ask ask;
    record_clear(&ask_record, &ask);
    return ask;
}

/* ---- findings ---- */

static enum rc find_stalled_quotes(struct study *study)
{
    struct tool_answer found;
    struct ask ask = nothing_asked();
    ask.status = "SENT";
    ask.older_than_days = study->settings.stalled_days;
    TRY(look(study, TOOL_QUOTES, &ask, &found));
    if (found.total == 0) {
        return RC_OK;
    }
    bool many = found.total > 1;
    const char *severity = found.total >= study->settings.stalled_grave ? "HIGH" : "MEDIUM";
    const char *values[] = {number(study, found.total), money(study, found.sum), days_text(study, study->settings.stalled_days),
                            NULL};
    struct insight *row =
        insight(study, "stalled_deals", severity,
                says(study,
                     many ? say_in(study->language, "{1} devis d'une valeur de {2} sont bloqués depuis plus de {3}",
                                   "{1} quotes worth {2} have been stalled for more than {3}")
                          : say_in(study->language, "{1} devis d'une valeur de {2} est bloqué depuis plus de {3}",
                                   "{1} quote worth {2} has been stalled for more than {3}"),
                     values));
    row->count = found.total;
    row->value = found.sum;
    recommend(study, "send_followup", severity,
              many ? SAYS(study, "Relancer les {1} devis bloqués", "Follow up the {1} stalled quotes", values[0])
                   : SAYS(study, "Relancer le devis bloqué", "Follow up the stalled quote", ""),
              &found);
    return RC_OK;
}

static enum rc find_stalled_deals(struct study *study)
{
    struct tool_answer found;
    struct ask ask = nothing_asked();
    TRY(look(study, TOOL_STALLED_DEALS, &ask, &found));
    if (found.total == 0) {
        return RC_OK;
    }
    const char *severity = found.total >= study->settings.stalled_grave ? "HIGH" : "MEDIUM";
    const char *values[] = {number(study, found.total), money(study, found.sum), days_text(study, study->settings.stalled_days),
                            NULL};
    struct insight *row =
        insight(study, "stalled_opportunities", severity,
                says(study,
                     say_in(study->language, "Opportunités sans activité depuis plus de {3} : {1}, d'une valeur de {2}",
                            "Opportunities without activity for more than {3}: {1}, worth {2}"),
                     values));
    row->count = found.total;
    row->value = found.sum;
    recommend(
        study, "contact_client", severity,
        SAYS(study, "Reprendre contact sur les opportunités sans activité", "Get in touch about the quiet opportunities", ""),
        &found);
    return RC_OK;
}

static enum rc find_conversion(struct study *study)
{
    struct tool_answer found;
    struct ask ask = nothing_asked();
    int64_t target = study->settings.conversion_target;
    ask.from = date_of(study, study->from);
    ask.to = date_of(study, study->to);
    TRY(look(study, TOOL_CONVERSION_RATE, &ask, &found));
    if (found.total == 0) {
        return RC_OK;
    }
    const char *severity = found.rate >= target ? "LOW" : found.rate * 4 >= target * 3 ? "MEDIUM" : "HIGH";
    struct insight *row = insight(study, "conversion_rate", severity,
                                  SAYS(study, "Taux de conversion devis→facture à {1} (vs objectif {2})",
                                       "Conversion of quotes to invoices at {1} (target {2})", percent(study, found.rate),
                                       percent(study, target)));
    row->current = found.rate;
    row->target = target;
    if (found.rate < target) {
        recommend(study, "review_pricing", severity,
                  SAYS(study, "Analyser les devis rejetés pour ajuster la tarification",
                       "Look into rejected quotes to adjust prices", ""),
                  NULL);
    }
    return RC_OK;
}

/* "mois précédent" for what lasts about a month. */
static const char *before_name(struct study *study)
{
    int64_t days = study->to - study->from + 1;
    bool month = days >= MONTH_MIN && days <= MONTH_MAX;
    return month ? say_in(study->language, "mois précédent", "the month before")
                 : say_in(study->language, "période précédente", "the period before");
}

static void write_trend(struct study *study, int64_t now, int64_t change)
{
    bool up = change >= 0;
    const char *severity = up ? "LOW" : -change < study->settings.revenue_fall_grave ? "MEDIUM" : "HIGH";
    const char *values[] = {percent(study, up ? change : -change), before_name(study), NULL};
    const char *pattern =
        change == 0 ? say_in(study->language, "Chiffre d'affaires stable vs {2}", "Revenue unchanged vs {2}")
        : up        ? say_in(study->language, "Chiffre d'affaires en hausse de {1} vs {2}", "Revenue up {1} vs {2}")
                    : say_in(study->language, "Chiffre d'affaires en baisse de {1} vs {2}", "Revenue down {1} vs {2}");
    struct insight *row = insight(study, "revenue_trend", severity, says(study, pattern, values));
    row->change = change;
    row->value = now;
}

static enum rc find_revenue(struct study *study)
{
    struct revenue_report now, before;
    int64_t days = study->to - study->from + 1, difference, change;
    TRY(report_revenue(study->cx, study->from, study->to, PERIOD_MONTH, &now));
    TRY(report_revenue(study->cx, study->from - days, study->from - 1, PERIOD_MONTH, &before));
    if (before.summary.total_revenue > 0) {
        if (!money_sub(now.summary.total_revenue, before.summary.total_revenue, &difference) ||
            !money_muldiv(difference, 10000, before.summary.total_revenue, &change)) {
            return fault_set(study->cx, RC_INTERNAL, NULL, NULL);
        }
        /* two decimals, as it is said */
        change = (change + (change < 0 ? -50 : 50)) / 100 * 100;
        write_trend(study, now.summary.total_revenue, change);
    } else if (now.summary.total_revenue > 0) {
        struct insight *row = insight(study, "revenue", "LOW",
                                      SAYS(study, "{1} encaissés, rien à comparer sur la période précédente",
                                           "{1} received, nothing to compare with in the period before",
                                           money(study, now.summary.total_revenue)));
        row->value = now.summary.total_revenue;
    }
    return RC_OK;
}

static enum rc find_overdue(struct study *study)
{
    struct tool_answer found;
    struct ask ask = nothing_asked();
    ask.status = "OVERDUE";
    TRY(look(study, TOOL_INVOICES, &ask, &found));
    if (found.total == 0) {
        return RC_OK;
    }
    bool many = found.total > 1;
    const char *severity = found.total >= study->settings.stalled_grave ? "HIGH" : "MEDIUM";
    const char *values[] = {number(study, found.total), money(study, found.sum), NULL};
    struct insight *row = insight(
        study, "overdue_invoices", severity,
        says(study,
             many ? say_in(study->language, "{1} factures en retard de paiement, pour {2}", "{1} overdue invoices, {2} in all")
                  : say_in(study->language, "{1} facture en retard de paiement, pour {2}", "{1} overdue invoice, {2}"),
             values));
    row->count = found.total;
    row->value = found.sum;
    recommend(study, "send_reminder", severity, SAYS(study, "Envoyer des rappels de paiement", "Send payment reminders", ""),
              &found);
    return RC_OK;
}

/* One client who brings much of the revenue. */
static enum rc find_concentration(struct study *study)
{
    struct tool_answer best;
    struct revenue_report all;
    struct ask ask = nothing_asked();
    int64_t share;
    ask.from = date_of(study, study->from);
    ask.to = date_of(study, study->to);
    ask.limit = 1;
    TRY(look(study, TOOL_BEST_CLIENTS, &ask, &best));
    TRY(report_revenue(study->cx, study->from, study->to, PERIOD_MONTH, &all));
    const struct tool_row *first = best.rows.rows;
    if (best.rows.count == 0 || all.summary.total_revenue <= 0 ||
        !money_muldiv(first->amount, 10000, all.summary.total_revenue, &share)) {
        return RC_OK;
    }
    struct insight *row =
        insight(study, "best_client", share >= LARGE_SHARE ? "MEDIUM" : "LOW",
                SAYS(study, "{1} apporte {2} du chiffre d'affaires ({3})", "{1} brings {2} of the revenue ({3})",
                     first->name ? first->name : "?", percent(study, share), money(study, first->amount)));
    row->current = share;
    row->value = first->amount;
    return RC_OK;
}

static enum rc find_new_clients(struct study *study)
{
    struct tool_answer found;
    struct ask ask = nothing_asked();
    ask.from = date_of(study, study->from);
    ask.to = date_of(study, study->to);
    TRY(look(study, TOOL_NEW_CONTACTS, &ask, &found));
    bool many = say_many(study->language, found.total);
    const char *values[] = {number(study, found.total), NULL};
    struct insight *row =
        insight(study, "new_clients", "LOW",
                says(study,
                     many ? say_in(study->language, "{1} nouveaux contacts sur la période", "{1} new contacts in the period")
                          : say_in(study->language, "{1} nouveau contact sur la période", "{1} new contact in the period"),
                     values));
    row->count = found.total;
    return RC_OK;
}

static enum rc find_vehicles_due(struct study *study)
{
    struct tool_answer found;
    struct ask ask = nothing_asked();
    TRY(look(study, TOOL_VEHICLES_DUE, &ask, &found));
    if (found.total == 0) {
        return RC_OK;
    }
    struct insight *row = insight(study, "vehicles_due", "MEDIUM",
                                  SAYS(study, "Véhicules sans intervention depuis plus d'un an : {1}",
                                       "Vehicles not serviced for more than a year: {1}", number(study, found.total)));
    row->count = found.total;
    recommend(study, "propose_service", "MEDIUM",
              SAYS(study, "Proposer un entretien à leurs propriétaires", "Offer their owners a service", ""), &found);
    return RC_OK;
}

static enum rc find_tasks(struct study *study, const char *type, const struct ask *ask, const char *french, const char *english)
{
    struct tool_answer found;
    TRY(look(study, TOOL_TASKS, ask, &found));
    bool late = ask->late == 1;
    const char *severity = found.total == 0 ? "LOW" : late && found.total >= MANY_LATE_TASKS ? "HIGH" : late ? "MEDIUM" : "LOW";
    struct insight *row = insight(study, type, severity, SAYS(study, french, english, number(study, found.total)));
    row->count = found.total;
    if (late && found.total > 0) {
        recommend(study, "complete_tasks", severity,
                  SAYS(study, "Terminer ou replanifier les tâches en retard", "Finish or reschedule the late tasks", ""),
                  &found);
    }
    return RC_OK;
}

static enum rc find_late_tasks(struct study *study)
{
    struct ask ask = nothing_asked();
    ask.late = 1;
    return find_tasks(study, "late_tasks", &ask, "Tâches en retard : {1}", "Late tasks: {1}");
}

static enum rc find_urgent_tasks(struct study *study)
{
    struct ask ask = nothing_asked();
    ask.priority = "URGENT";
    return find_tasks(study, "urgent_tasks", &ask, "Tâches urgentes à faire : {1}", "Urgent tasks to do: {1}");
}

static enum rc find_tasks_due(struct study *study)
{
    struct ask ask = nothing_asked();
    ask.from = date_of(study, study->from);
    ask.to = date_of(study, study->to);
    return find_tasks(study, "tasks_due", &ask, "Tâches à faire dont l'échéance tombe sur la période : {1}",
                      "Open tasks due in the period: {1}");
}

/* ---- types ---- */

static const struct {
    const char *type;
    enum rc (*findings[FINDINGS_MAX])(struct study *); /* ends with NULL */
} studies[] = {
    {"pipeline", {find_stalled_quotes, find_conversion, find_revenue, find_stalled_deals, NULL}},
    {"revenue", {find_revenue, find_overdue, find_concentration, NULL}},
    {"clients", {find_new_clients, find_concentration, find_vehicles_due, NULL}},
    {"tasks", {find_late_tasks, find_urgent_tasks, find_tasks_due, NULL}},
};

static enum rc read_period(struct study *study, const struct analysis_wish *wish)
{
    study->to = zone_date(study->cx->zone, study->cx->now_ms);
    if (wish->date_range_to) {
        date_parse(wish->date_range_to, &study->to);
    }
    study->from = study->to - DEFAULT_DAYS + 1;
    if (wish->date_range_from) {
        date_parse(wish->date_range_from, &study->from);
    }
    if (study->to < study->from) {
        return fault_field(study->cx, "date_range.to", PROBLEM_TOO_EARLY, "Must not be before date_range.from");
    }
    if (study->to - study->from > DAYS_MAX) {
        return fault_field(study->cx, "date_range.to", PROBLEM_TOO_LATE, "Must be at most ten years after date_range.from");
    }
    return RC_OK;
}

static enum rc find_all(struct study *study, const char *type)
{
    for (size_t i = 0; i < sizeof studies / sizeof *studies; i++) {
        for (size_t f = 0; str_eq(studies[i].type, type) && studies[i].findings[f]; f++) {
            TRY(studies[i].findings[f](study));
        }
    }
    return RC_OK;
}

enum rc analyze(struct cx *cx, const struct analysis_wish *wish, struct analysis *analysis)
{
    struct study study = {.cx = cx, .language = str_eq(wish->language, "en") ? LANGUAGE_EN : LANGUAGE_FR};
    study.insights.rows = arena_array(cx->arena, FINDINGS_MAX, sizeof(struct insight));
    study.recommendations.rows = arena_array(cx->arena, FINDINGS_MAX, sizeof(struct recommendation));
    TRY(read_period(&study, wish));
    TRY(db_begin(cx, cx->db, TX_READ));
    TRY(quota_look(cx));
    TRY(settings_get(cx, &study.settings));
    TRY(find_all(&study, wish->analysis_type));
    TRY(db_read_done(cx, cx->db));
    TRY(db_begin(cx, cx->db, TX_WRITE));
    *analysis = (struct analysis){study.insights, study.recommendations};
    return quota_take(cx);
}
