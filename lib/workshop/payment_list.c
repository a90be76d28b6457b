/* SPDX-License-Identifier: MIT
 *
 * The list of payments: its columns, filters and orders. */
#include "workshop/payment_list.h"

static const char *const movement_kinds[] = {"PAYMENT", "REVERSAL", "REFUND", NULL};

#define OF_PAYMENT(m, t) FIELD_AS(struct payment_row, #m, payment.m, t, 0)
static const struct field row_fields[] = {
    OF_PAYMENT(id, FT_UUID),
    FIELD_ENUM(struct payment_row, kind, F_FILTER, movement_kinds),
    OF_PAYMENT(invoice_id, FT_UUID),
    FIELD_TEXT(struct payment_row, invoice_number, 0, 0, 0),
    FIELD_GROUP_TEXT(struct payment_row, "contact", contact_id, F_REQUIRED, 0, 0),
    FIELD_GROUP_TEXT(struct payment_row, "contact", contact_name, F_REQUIRED, 0, 0),
    FIELD_MONEY_AS(struct payment_row, "amount", payment.amount, 0),
    {.name = "payment_method",
     .type = FT_ENUM,
     .offset = offsetof(struct payment_row, payment.payment_method),
     .values = payment_methods},
    OF_PAYMENT(paid_at, FT_TIME),
    OF_PAYMENT(reversal_of, FT_UUID),
    OF_PAYMENT(reversed_by, FT_UUID),
    FIELD_UUID(struct payment_row, credit_note_id, 0),
    OF_PAYMENT(reason, FT_TEXT),
    OF_PAYMENT(created_by, FT_UUID),
    OF_PAYMENT(created_at, FT_TIME),
    OF_PAYMENT(version, FT_INT),
};
RECORD(payment_row_record, "PaymentRow", struct payment_row, row_fields, NULL);

static const struct filter payment_filters[] = {
    {.param = "from",
     .column = "m.paid_at",
     .op = FILTER_DAY_GE,
     .type = {.name = "from", .type = FT_DATE, .about = "Paid on that day or later"}},
    {.param = "to",
     .column = "m.paid_at",
     .op = FILTER_DAY_LE,
     .type = {.name = "to", .type = FT_DATE, .about = "Paid on that day or earlier"}},
    {.param = "method",
     .column = "m.payment_method",
     .op = FILTER_EQ,
     .type = {.name = "method", .type = FT_ENUM, .values = payment_methods}},
    {.param = NULL},
};

static const struct sort_key payment_sorts[] = {
    {"paid_at", "m.paid_at"}, {"amount", "m.amount"}, {"created_at", "m.seq"}, {NULL, NULL}};

static const struct list_summary payment_summary = {
    .sums = SQL_PAYMENT_SUMS, .search = SQL_PAYMENT_SEARCH_SUMS, .status = "kind", .sums_of = SUMMARY_TOTAL};

static const struct list_spec payment_list = {
    .record = &payment_row_record,
    .select = SQL_PAYMENT_LIST,
    .count = SQL_PAYMENT_COUNT,
    .count_all = SQL_PAYMENT_COUNT,
    .search = SQL_PAYMENT_SEARCH,
    .search_count = SQL_PAYMENT_SEARCH_COUNT,
    .alias = "m",
    .filters = payment_filters,
    .sorts = payment_sorts,
    .order = "m.seq DESC",
    .tie = "m.seq DESC",
    .summary = &payment_summary,
};

const struct resource payment_resource = {
    .record = &payment_row_record,
    .list = &payment_list,
};
