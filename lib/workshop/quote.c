/* SPDX-License-Identifier: MIT
 *
 * Quotes: fields, totals, numbers and the status machine. Conversion is in invoice_issue.c, the PDF in paper.c. */
#include "workshop/quote.h"

#include "auth/user.h"
#include "base/str.h"
#include "base/time.h"
#include "invoicing/exemption.h"
#include "tenant/settings.h"
#include "workshop/acceptance.h"
#include "workshop/activity.h"
#include "workshop/beside.h"
#include "workshop/contact.h"
#include "workshop/deposit.h"
#include "workshop/vehicle.h"

#define VALID_DAYS 30

/* ---- the status machine ---- */

enum rc quote_mark(struct cx *cx, const char *quote_id, const struct quote_status_change *change)
{
    return resource_write(cx, &quote_resource, quote_id, SQL_QUOTE_MARK,
                          ARGS(ARG_T("id", quote_id), ARG_T("status", change->status),
                               ARG_T("valid_until", str_eq(change->status, "SENT") ? change->valid_until : NULL),
                               ARG_T("accepted_by", change->accepted_by), ARG_T("method", change->method),
                               ARG_I("recycled_parts", change->recycled_parts), ARG_T("ip", change->ip),
                               ARG_I("signed", change->png != NULL), ARG_T("reason", change->reason), ARG_I("now", cx->now_ms)),
                          NULL);
}

static enum rc offer(struct cx *cx, void *record, const void *input)
{
    const struct quote *quote = record;
    return quote_mark(cx, quote->id, input);
}

static enum rc offer_again(struct cx *cx, void *record, const void *input)
{
    const struct quote_status_change *change = input;
    if (!change->valid_until) {
        return fault_set(cx, RC_INVALID, "INVALID_TRANSITION", "An expired quote is sent again only with a new valid_until");
    }
    return offer(cx, record, input);
}

static enum rc settle(struct cx *cx, void *record, const void *input)
{
    const struct quote *quote = record;
    const struct quote_status_change *change = input;
    TRY(quote_mark(cx, quote->id, change));
    return acceptance_keep(cx, quote->id, change);
}

static const struct status quote_statuses[] = {
    {"DRAFT", PHASE_DRAFT, false},     {"SENT", PHASE_OPEN, false},      {"ACCEPTED", PHASE_CLOSED, true},
    {"REJECTED", PHASE_CLOSED, false}, {"EXPIRED", PHASE_CLOSED, false},
};

static const struct transition quote_transitions[] = {
    {"DRAFT", "SENT", QUOTE_BY_STATUS, offer},         {"SENT", "ACCEPTED", QUOTE_BY_STATUS, settle},
    {"SENT", "REJECTED", QUOTE_BY_STATUS, settle},     {"SENT", "EXPIRED", QUOTE_BY_STATUS, settle},
    {"EXPIRED", "SENT", QUOTE_BY_STATUS, offer_again}, {"SENT", "EXPIRED", NULL, NULL},
    {"DRAFT", "SENT", QUOTE_BY_LETTER, NULL},          {"EXPIRED", "SENT", QUOTE_BY_LETTER, NULL},
    {"SENT", "SENT", QUOTE_BY_LETTER, NULL},           {"ACCEPTED", "ACCEPTED", QUOTE_BY_LETTER, NULL},
    {"SENT", "SENT", QUOTE_BY_DEPOSIT, NULL},          {"ACCEPTED", "ACCEPTED", QUOTE_BY_DEPOSIT, NULL},
    {"SENT", "ACCEPTED", QUOTE_BY_CONVERSION, NULL},   {"ACCEPTED", "ACCEPTED", QUOTE_BY_CONVERSION, NULL},
};

static const struct refusal quote_refusals[] = {
    {QUOTE_BY_DEPOSIT, "A quote in status %s asks for no deposit: send it first, or again"},
    {QUOTE_BY_CONVERSION, "A quote in status %s cannot be converted"},
    {NULL, NULL},
};

MACHINE(quote_machine, "quote_status", "A quote", quote_statuses, quote_transitions, quote_refusals);

/* ---- fields ---- */

const char *const quote_methods[] = {"SIGNATURE", "PHONE", "EMAIL", NULL};

/* A member of `acceptance`. */
#define ANSWER(m, t, fl)                                                                                                       \
    {                                                                                                                          \
        .name = #m, .type = (t), .flags = (fl) | F_READONLY, .offset = offsetof(struct quote, m), .group = "acceptance"        \
    }

static const struct field quote_fields[] = {
    FIELD_UUID(struct quote, id, F_READONLY),
    FIELD_TEXT(struct quote, quote_number, F_READONLY, 0, 0),
    FIELD_UUID(struct quote, contact_id, F_REQUIRED | F_FILTER),
    FIELD_UUID(struct quote, vehicle_id, F_FILTER),
    FIELD_DATE(struct quote, issue_date, F_READONLY | F_SORT),
    FIELD_DATE(struct quote, valid_until, F_SORT),
    FIELD_LIST(struct quote, items, F_REQUIRED | F_SECRET, &line_record, 1, LINES_MAX),
    FIELD_ENUM(struct quote, price_mode, 0, price_modes),
    FIELD_DECIMAL(struct quote, subtotal, F_READONLY, 2, 2, 0, 0),
    FIELD_DECIMAL(struct quote, vat_rate, 0, 2, 1, 0, 10000),
    FIELD_ENUM(struct quote, vat_exemption, 0, vat_exemption_codes),
    FIELD_DECIMAL(struct quote, vat_amount, F_READONLY, 2, 2, 0, 0),
    FIELD_DECIMAL(struct quote, total, F_READONLY | F_SORT, 2, 2, 0, 0),
    FIELD_STATUS(struct quote, status, F_READONLY | F_FILTER, &quote_machine),
    FIELD_TEXT(struct quote, notes, 0, 1, 5000),
    FIELD_TEXT(struct quote, terms, 0, 1, 5000),
    FIELD_UUID(struct quote, invoice_id, F_READONLY),
    FIELD_UUID(struct quote, created_by, F_READONLY),
    FIELD_TIME(struct quote, sent_at, F_READONLY),
    FIELD_TIME(struct quote, closed_at, F_READONLY),
    ANSWER(acceptance_accepted_by, FT_TEXT, 0),
    {.name = "acceptance_method",
     .type = FT_ENUM,
     .flags = F_READONLY,
     .offset = offsetof(struct quote, acceptance_method),
     .values = quote_methods,
     .group = "acceptance"},
    ANSWER(acceptance_recycled_parts, FT_BOOL, F_LATER),
    ANSWER(acceptance_at, FT_TIME, 0),
    ANSWER(acceptance_ip, FT_TEXT, 0),
    ANSWER(acceptance_signed, FT_BOOL, F_LATER),
    FIELD_TEXT(struct quote, rejection_reason, F_READONLY, 0, 0),
    FIELD_BOOL(struct quote, asks_recycled_parts, F_READONLY | F_NOT_STORED),
    FIELD_TIME(struct quote, invoiced_at, F_READONLY | F_NOT_STORED),
    FIELD_TIME(struct quote, created_at, F_READONLY | F_SORT),
    FIELD_TIME(struct quote, updated_at, F_READONLY | F_SORT),
    FIELD_INT(struct quote, version, F_READONLY, 0, 0),
    FIELD_PRINTED(struct quote, contact, F_REQUIRED | F_NOT_STORED, &contact_brief_record),
    FIELD_PRINTED(struct quote, vehicle, F_NOT_STORED, &vehicle_brief_record),
    FIELD_PRINTED(struct quote, invoice, F_NOT_STORED, &invoice_brief_record),
};
RECORD_ANSWERED(quote_record, "Quote", struct quote, quote_fields, NULL, &quote_detail_record);

static const struct field quote_row_fields[] = {
    FIELD_UUID(struct quote, id, 0),
    FIELD_TEXT(struct quote, quote_number, 0, 0, 0),
    FIELD_GROUP_TEXT(struct quote, "contact", contact_id, F_REQUIRED, 0, 0),
    FIELD_GROUP_TEXT(struct quote, "contact", contact_name, F_REQUIRED, 0, 0),
    FIELD_UUID(struct quote, vehicle_id, 0),
    FIELD_PRINTED(struct quote, vehicle, 0, &vehicle_brief_record),
    FIELD_DATE(struct quote, issue_date, 0),
    FIELD_DATE(struct quote, valid_until, 0),
    FIELD_DECIMAL(struct quote, subtotal, 0, 2, 2, 0, 0),
    FIELD_DECIMAL(struct quote, vat_amount, 0, 2, 2, 0, 0),
    FIELD_DECIMAL(struct quote, total, 0, 2, 2, 0, 0),
    FIELD_STATUS(struct quote, status, 0, &quote_machine),
    FIELD_UUID(struct quote, invoice_id, 0),
    FIELD_TIME(struct quote, created_at, 0),
    FIELD_TIME(struct quote, updated_at, 0),
    FIELD_INT(struct quote, version, 0, 0, 0),
};
RECORD(quote_row_record, "QuoteRow", struct quote, quote_row_fields, NULL);

static const struct field quote_status_fields[] = {
    FIELD_STATUS(struct quote_status_change, status, F_REQUIRED, &quote_machine),
    FIELD_DATE(struct quote_status_change, valid_until, 0),
    FIELD_TEXT(struct quote_status_change, accepted_by, 0, 1, 200),
    FIELD_ENUM(struct quote_status_change, method, 0, quote_methods),
    {.name = "signature",
     .type = FT_TEXT,
     .flags = F_SECRET,
     .offset = offsetof(struct quote_status_change, signature),
     .min = 1,
     .max = SIGNATURE_TEXT_MAX,
     .about = "A drawing, as a canvas gives it: PNG in base64, gray or RGB of 8 bits a channel, with or without alpha, not "
              "interlaced, of at most 100 KB, 1,000,000 pixels, and 2000 a side"},
    {.name = "recycled_parts",
     .type = FT_BOOL,
     .offset = offsetof(struct quote_status_change, recycled_parts),
     .about = "The customer's choice: whether parts from the circular economy may be used"},
    FIELD_TEXT(struct quote_status_change, reason, 0, 1, 1000),
};
RECORD(quote_status_record, "QuoteStatus", struct quote_status_change, quote_status_fields, acceptance_check);

enum rc quote_items(struct cx *cx, const char *quote_id, struct list *items)
{
    return db_all(cx, SQL_QUOTE_ITEMS, ARGS(ARG_T("id", quote_id)), &line_record, items);
}

/* What a new quote has before its lines are summed. */
static enum rc start(struct cx *cx, struct quote *quote)
{
    struct settings settings;
    char until[DATE_LEN];
    int64_t today = zone_date(cx->zone, cx->now_ms);
    TRY(settings_get(cx, &settings));
    quote->issue_date = zone_today(cx->arena, cx->zone, cx->now_ms);
    quote->status = "DRAFT";
    if (quote->vat_rate == INT_NULL) {
        quote->vat_rate = settings.default_vat_rate;
    }
    if (!quote->price_mode) {
        quote->price_mode = settings.price_mode;
    }
    if (!quote->valid_until) {
        date_format(today + VALID_DAYS, until);
        quote->valid_until = arena_strdup(cx->arena, until);
    }
    return RC_OK;
}

/* The totals, when lines or rate are new. */
static enum rc sum(struct cx *cx, struct quote *quote, const struct quote *old, uint64_t present)
{
    bool lines = record_present(&quote_record, present, "items");
    bool prices = record_present(&quote_record, present, "vat_rate") || record_present(&quote_record, present, "price_mode");
    if (old && !lines && !prices) {
        return RC_OK;
    }
    if (old && !lines) {
        TRY(quote_items(cx, quote->id, &quote->items));
    }
    struct line_totals totals;
    if (fault_within(cx, "items") || fault_within(cx, "vat_rate") || fault_within(cx, "price_mode")) {
        return RC_OK; /* what they say is not known */
    }
    const struct pricing pricing = {quote->vat_rate, quote->price_mode};
    if (lines_total(cx, &quote->items, &pricing, &totals) == RC_OK) {
        quote->subtotal = totals.subtotal;
        quote->vat_amount = totals.vat_amount;
        quote->total = totals.total;
    }
    return RC_OK;
}

static enum rc quote_check(struct cx *cx, const void *before, void *now, uint64_t present)
{
    struct quote *quote = now;
    const struct quote *old = before;
    if (old && !status_is(&quote_machine, old->status, PHASE_DRAFT)) {
        return fault_set(cx, RC_CONFLICT, NULL, "Only a draft quote can be changed");
    }
    if (!old) {
        TRY(start(cx, quote));
    } else {
        quote->vat_rate = quote->vat_rate == INT_NULL ? old->vat_rate : quote->vat_rate;
        quote->price_mode = quote->price_mode ? quote->price_mode : old->price_mode;
    }
    bool contact = record_present(&quote_record, present, "contact_id");
    bool vehicle = record_present(&quote_record, present, "vehicle_id");
    if (contact) {
        TRY(resource_refer(cx, &contact_resource, "contact_id", quote->contact_id));
    }
    if (contact || vehicle) {
        TRY(vehicle_refer(cx, quote->vehicle_id, vehicle, quote->contact_id));
    }
    TRY(sum(cx, quote, old, present));
    return old || cx->fault.fields ? RC_OK : number_next(cx, "quote", "", quote->issue_date, &quote->quote_number);
}

static enum rc save_items(struct cx *cx, const struct quote *quote)
{
    TRY(lines_save(cx, SQL_QUOTE_ITEM_INSERT, quote->id, &quote->items));
    return db_run(cx, SQL_QUOTE_WORDS, ARGS(ARG_T("id", quote->id)));
}

static enum rc quote_written(struct cx *cx, const void *before, const void *now)
{
    const struct quote *quote = now;
    if (quote->items.count == 0) {
        return RC_OK; /* they stay as they are */
    }
    if (before) {
        TRY(db_run(cx, SQL_QUOTE_ITEM_CLEAR, ARGS(ARG_T("id", quote->id))));
    }
    return save_items(cx, quote);
}

static enum rc quote_lists(struct cx *cx, void *row)
{
    struct quote *quote = row;
    return quote_items(cx, quote->id, &quote->items);
}

static const struct field detail_fields[] = {
    FIELD_BASE(&quote_record),
    FIELD_LIST(struct quote, items, F_READONLY, &line_record, 0, 0),
    FIELD_ROWS(struct quote, deposits, &deposit_record),
};
RECORD(quote_detail_record, "QuoteDetail", struct quote, detail_fields, NULL);

static enum rc quote_fill(struct cx *cx, void *row)
{
    struct quote *quote = row;
    TRY(quote_items(cx, quote->id, &quote->items));
    lines_rated(&quote->items, quote->vat_rate);
    quote->deposits = resource_rows(cx, SQL_DEPOSIT_OF_QUOTE, ARGS(ARG_T("quote_id", quote->id)));
    return RC_OK;
}

static const struct filter quote_filters[] = {
    {.param = "from_date", .column = "q.issue_date", .op = FILTER_GE, .type = {.name = "from_date", .type = FT_DATE}},
    {.param = "to_date", .column = "q.issue_date", .op = FILTER_LE, .type = {.name = "to_date", .type = FT_DATE}},
    {.param = "valid_to", .column = "q.valid_until", .op = FILTER_LE, .type = {.name = "valid_to", .type = FT_DATE}},
    {.param = "sent_before",
     .column = "q.sent_at",
     .op = FILTER_DAY_BEFORE,
     .type = {.name = "sent_before", .type = FT_DATE, .about = "Last sent before that day"}},
    {.param = "converted",
     .column = "q.is_converted",
     .op = FILTER_EQ,
     .type = {.name = "converted", .type = FT_BOOL, .about = "Whether there is an invoice of it"}},
    {.param = NULL},
};

static const struct sort_key quote_sorts[] = {
    {"quote_number", "q.number_key"},
    {"contact_name", "q.contact_name_key"},
    {NULL, NULL},
};

static const struct list_summary quote_summary = {
    .sums = SQL_QUOTE_SUMS,
    .search = SQL_QUOTE_SEARCH_SUMS,
    .status = "status",
    .sums_of = SUMMARY_TOTAL,
};

static const struct list_spec quote_list = {
    .record = &quote_row_record,
    .select = SQL_QUOTE_LIST,
    .count = SQL_QUOTE_COUNT,
    .count_all = SQL_QUOTE_TOTAL,
    .search = SQL_QUOTE_SEARCH,
    .search_count = SQL_QUOTE_SEARCH_COUNT,
    .search_all = SQL_QUOTE_SEARCH_ALL,
    .fields = &quote_record,
    .alias = "q",
    .filters = quote_filters,
    .sorts = quote_sorts,
    .order = "q.seq DESC",
    .search_order = "f.rowid DESC",
    .tie = "q.seq DESC",
    .summary = &quote_summary,
};

const struct resource quote_resource = {
    .record = &quote_record,
    .list = &quote_list,
    .get = SQL_QUOTE_GET,
    .insert = SQL_QUOTE_INSERT,
    .update = SQL_QUOTE_UPDATE,
    .remove = SQL_QUOTE_DELETE,
    .lists = quote_lists,
    .check = quote_check,
    .written = quote_written,
    .fill = quote_fill,
};

/* The statuses that are told in the timeline. */
static const struct {
    const char *status, *activity, *verb;
} told[] = {
    {"SENT", "QUOTE_SENT", "envoyé"}, {"ACCEPTED", "QUOTE_ACCEPTED", "accepté"}, {"REJECTED", "QUOTE_REJECTED", "refusé"}};

static enum rc log_status(struct cx *cx, const struct quote *quote, const char *status)
{
    size_t i = 0;
    while (i < sizeof told / sizeof *told && !str_eq(told[i].status, status)) {
        i++;
    }
    if (i == sizeof told / sizeof *told) {
        return RC_OK;
    }
    const char *metadata =
        arena_printf(cx->arena, "{\"quote_id\":\"%s\",\"quote_number\":\"%s\"}", quote->id, quote->quote_number);
    const char *description = arena_printf(cx->arena, "Devis %s %s", quote->quote_number, told[i].verb);
    return activity_log(cx, told[i].activity, quote->contact_id, description, metadata);
}

enum rc quote_move(struct cx *cx, struct quote *quote, const struct quote_status_change *change)
{
    const struct transition wanted = {quote->status, change->status, QUOTE_BY_STATUS, NULL};
    return machine_move(cx, &quote_machine, &wanted, quote, change);
}

enum rc quote_set_status(struct cx *cx, struct quote *quote, const struct quote_status_change *change)
{
    TRY(quote_move(cx, quote, change));
    return log_status(cx, quote, change->status);
}

enum rc quote_duplicate(struct cx *cx, const char *quote_id, const char **id)
{
    struct quote quote;
    TRY(resource_get(cx, &quote_resource, quote_id, &quote));
    TRY(quote_items(cx, quote.id, &quote.items));
    quote.valid_until = NULL;
    quote.invoice_id = NULL;
    quote.sent_at = INT_NULL;
    quote.closed_at = INT_NULL;
    acceptance_forget(&quote);
    TRY(start(cx, &quote));
    TRY(number_next(cx, "quote", "", quote.issue_date, &quote.quote_number));
    TRY(resource_insert(cx, &quote_record, SQL_QUOTE_INSERT, &quote));
    *id = quote.id;
    return save_items(cx, &quote);
}

enum rc quote_delete(struct cx *cx, const struct quote *quote)
{
    if (!status_is(&quote_machine, quote->status, PHASE_DRAFT)) {
        return fault_set(cx, RC_CONFLICT, NULL, "Only a draft quote can be deleted");
    }
    return resource_remove(cx, &quote_resource, quote->id);
}
