/* SPDX-License-Identifier: MIT
 *
 * Element by element, in the order of the schema. */
#include "workshop/ereport_xml.h"

#include <string.h>

#include "auth/digest.h"
#include "auth/user.h"
#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"
#include "data/json_out.h"
#include "documents/xml/xml.h"
#include "messaging/carrier.h"
#include "resource/journal.h"
#include "store/db.h"
#include "tenant/legal.h"

#define XML_MAX (8u << 20)

static void put_day(struct xml *xml, const char *name, const char *date)
{
    char text[9];
    snprintf(text, sizeof text, "%.4s%.2s%.2s", date, date + 5, date + 8);
    xml_element(xml, name, text);
}

static void put_amount(struct xml *xml, const char *name, int64_t cents)
{
    char text[DECIMAL_TEXT];
    decimal_format(cents, 2, 2, text);
    xml_element(xml, name, text);
}

static void put_rate(struct xml *xml, int64_t rate)
{
    char text[DECIMAL_TEXT];
    decimal_format(rate, 2, 0, text);
    xml_element(xml, "TaxPercent", text);
}

static const char *category_code(const char *category)
{
    static const char *const codes[][2] = {{"GOODS", "TLB1"}, {"SERVICES", "TPS1"}, {"NOT_TAXED", "TNT1"}, {"MARGIN", "TMA1"}};
    for (size_t i = 0; i < 4; i++) {
        if (str_eq(codes[i][0], category)) {
            return codes[i][1];
        }
    }
    return NULL;
}

/* Rows of one day and category stand together: their sums, then each rate. Returns the first row behind them. */
static size_t put_sales(struct xml *xml, const struct ereport_row *rows, size_t at, size_t count)
{
    size_t end = at;
    int64_t net = 0, vat = 0, papers = 0;
    for (; end < count && str_eq(rows[end].date, rows[at].date) && str_eq(rows[end].category, rows[at].category); end++) {
        net += rows[end].net;
        vat += rows[end].vat;
        papers += rows[end].count;
    }
    char text[DECIMAL_TEXT];
    decimal_format(papers, 0, 0, text);
    xml_open(xml, "Transactions");
    put_day(xml, "Date", rows[at].date);
    xml_element(xml, "TransactionsCurrency", "EUR");
    xml_element(xml, "CategoryCode", category_code(rows[at].category));
    put_amount(xml, "TaxExclusiveAmount", net);
    put_amount(xml, "TaxTotal", vat);
    xml_element(xml, "TransactionsCount", text);
    for (size_t i = at; i < end; i++) {
        xml_open(xml, "TaxSubtotal");
        put_rate(xml, rows[i].rate);
        put_amount(xml, "TaxableAmount", rows[i].net);
        put_amount(xml, "TaxTotal", rows[i].vat);
        xml_close(xml);
    }
    xml_close(xml);
    return end;
}

static size_t put_payments(struct xml *xml, const struct ereport_row *rows, size_t at, size_t count)
{
    xml_open(xml, "Transactions");
    xml_open(xml, "Payment");
    put_day(xml, "Date", rows[at].date);
    size_t end = at;
    for (; end < count && str_eq(rows[end].date, rows[at].date); end++) {
        xml_open(xml, "SubTotals");
        put_rate(xml, rows[end].rate);
        xml_element(xml, "CurrencyCode", "EUR");
        put_amount(xml, "Amount", rows[end].amount);
        xml_close(xml);
    }
    xml_close(xml);
    xml_close(xml);
    return end;
}

static void put_figures(struct xml *xml, const struct ereport_period *period)
{
    bool payments = str_eq(period->kind, EREPORT_PAYMENTS);
    const struct ereport_row *rows = period->rows.rows;
    xml_open(xml, payments ? "PaymentsReport" : "TransactionsReport");
    xml_open(xml, "ReportPeriod");
    put_day(xml, "StartDate", period->from_date);
    put_day(xml, "EndDate", period->to_date);
    xml_close(xml);
    for (size_t at = 0; at < period->rows.count;) {
        at = payments ? put_payments(xml, rows, at, period->rows.count) : put_sales(xml, rows, at, period->rows.count);
    }
    xml_close(xml);
}

const char *ereport_hash(struct cx *cx, const struct ereport_period *period)
{
    struct buf text;
    struct xml xml;
    char *hash = arena_alloc(cx->arena, SHA256_HEX);
    buf_init(&text, cx->arena, 4096);
    xml_begin(&xml, &text, XML_MAX);
    put_figures(&xml, period);
    (void)xml_end(&xml); /* too large is told when it is written */
    sha256_hex(text.data, text.len, hash);
    return hash;
}

static void put_party(struct xml *xml, const char *element, const char *scheme, const char *id, const char *name,
                      const char *role)
{
    xml_open(xml, element);
    xml_open(xml, "Id");
    xml_attr(xml, "schemeId", scheme);
    xml_text(xml, id);
    xml_close(xml);
    xml_element(xml, "Name", name);
    xml_element(xml, "RoleCode", role);
    xml_close(xml);
}

/* "20271008093000", on the tenant's clock. */
static const char *stamp(struct cx *cx)
{
    char text[25];
    time_format_s(zone_clock_ms(cx->zone, cx->now_ms), text);
    return arena_printf(cx->arena, "%.4s%.2s%.2s%.2s%.2s%.2s", text, text + 5, text + 8, text + 11, text + 14, text + 17);
}

static void put_document(struct cx *cx, struct xml *xml, const struct settings *settings, const struct ereport *report)
{
    const char *name = settings->legal_name ? settings->legal_name : settings->name;
    xml_open(xml, "ReportDocument");
    xml_element(xml, "Id", report->id);
    xml_open(xml, "IssueDateTime");
    xml_element(xml, "DateTimeString", stamp(cx));
    xml_close(xml);
    xml_element(xml, "TypeCode", report->type);
    put_party(xml, "Sender", "0238", settings->platform_matricule,
              settings->platform_name ? settings->platform_name : settings->platform_matricule, "WK");
    put_party(xml, "Issuer", "0002", siret_siren(cx->arena, settings->siret), arena_printf(cx->arena, "%.150s", name), "SE");
    xml_close(xml);
}

enum rc ereport_keep(struct cx *cx, const struct settings *settings, const struct ereport_period *period, const char *type,
                     struct ereport *report)
{
    struct buf text;
    struct xml xml;
    if (!settings->siret || !settings->platform_matricule || !settings->vat_regime) {
        return fault_set(cx, RC_CONFLICT, "LEGAL_IDENTITY_INCOMPLETE",
                         "Give the SIRET, the VAT regime and the platform in the settings first");
    }
    *report = (struct ereport){.id = uuid_new(cx->arena),
                               .kind = period->kind,
                               .from_date = period->from_date,
                               .to_date = period->to_date,
                               .type = type,
                               .figures_hash = ereport_hash(cx, period),
                               .created_by = cx->user ? cx->user->id : NULL,
                               .created_at = cx->now_ms};
    buf_init(&text, cx->arena, 4096);
    xml_begin(&xml, &text, XML_MAX);
    xml_open(&xml, "Report");
    put_document(cx, &xml, settings, report);
    put_figures(&xml, period);
    xml_close(&xml);
    if (!xml_end(&xml)) {
        return fault_set(cx, RC_INTERNAL, NULL, "A report is too large");
    }
    report->xml = text.data;
    TRY(db_run(cx, SQL_EREPORT_INSERT, ARGS(ARG_R(&ereport_record, report))));
    return journal_write(cx, &(struct journal_entry){.operation = JOURNAL_CREATE, .record = &ereport_record, .now = report});
}

/* What the flow service asks about a file (AFNOR XP Z12-013). */
static void put_flow_info(struct cx *cx, const struct ereport *report, struct buf *out)
{
    struct json json;
    char hash[SHA256_HEX];
    sha256_hex(report->xml, strlen(report->xml), hash);
    buf_init(out, cx->arena, 512);
    json_init(&json, out, TIME_SECONDS);
    json_object(&json);
    json_kv_text(&json, "trackingId", report->id);
    json_kv_text(&json, "name", arena_printf(cx->arena, "%s.xml", report->id));
    json_kv_text(&json, "flowSyntax", "FRR");
    json_kv_text(&json, "processingRule", "B2C");
    json_kv_text(&json, "sha256", hash);
    json_object_end(&json);
    buf_char(out, '\n');
}

static enum rc drop_one(struct cx *cx, const char *name, const struct buf *text)
{
    bool there = false;
    TRY(carrier_dropped(cx, "platform", name, &there));
    return there ? RC_OK : carrier_drop(cx, "platform", name, text);
}

enum rc ereport_drop(struct cx *cx, const struct ereport *report)
{
    struct buf file, info;
    buf_init(&file, cx->arena, strlen(report->xml) + 1);
    buf_str(&file, report->xml);
    put_flow_info(cx, report, &info);
    TRY(drop_one(cx, arena_printf(cx->arena, "%s.xml", report->id), &file));
    return drop_one(cx, arena_printf(cx->arena, "%s.flowInfo.json", report->id), &info);
}
