/* SPDX-License-Identifier: MIT
 *
 * Suppliers' invoices: fields, what may be typed, how one comes and goes. Statuses are supplier_status.c. */
#include "workshop/supplier_invoice.h"

#include "auth/digest.h"
#include "base/money.h"
#include "base/str.h"
#include "base/unicode.h"
#include "tenant/legal.h"
#include "tenant/settings.h"
#include "workshop/invoice.h"
#include "workshop/supplier_content.h"
#include "workshop/supplier_reasons.h"

/* ---- fields ---- */

#define MONEY(m, fl) FIELD_DECIMAL(struct supplier_invoice, m, fl, 2, 2, -MONEY_MAX_CENTS, MONEY_MAX_CENTS)

static const struct field invoice_fields[] = {
    FIELD_UUID(struct supplier_invoice, id, F_READONLY),
    FIELD_ENUM(struct supplier_invoice, format, F_READONLY | F_FILTER, supplier_formats),
    FIELD_ENUM(struct supplier_invoice, type, F_FILTER, supplier_types),
    FIELD_STATUS(struct supplier_invoice, status, F_READONLY | F_FILTER, &supplier_invoice_machine),
    FIELD_ENUM(struct supplier_invoice, reason_code, F_READONLY, supplier_reason_codes),
    FIELD_TEXT(struct supplier_invoice, reason, F_READONLY, 0, 0),
    FIELD_TEXT(struct supplier_invoice, supplier_name, F_SORT | F_KEYED | F_SEARCH, 1, 200),
    FIELD_CODE(struct supplier_invoice, supplier_siren, F_SEARCH, 1, 20, text_compact),
    FIELD_CODE(struct supplier_invoice, supplier_vat_number, 0, 1, 20, text_compact),
    FIELD_TEXT(struct supplier_invoice, buyer_siren, F_READONLY, 0, 0),
    FIELD_TEXT(struct supplier_invoice, invoice_number, F_SORT | F_KEYED | F_SEARCH, 1, 100),
    FIELD_DATE(struct supplier_invoice, issue_date, F_SORT),
    FIELD_DATE(struct supplier_invoice, due_date, F_SORT),
    FIELD_TEXT(struct supplier_invoice, currency, F_READONLY, 0, 0),
    MONEY(net_total, 0),
    MONEY(vat_amount, 0),
    MONEY(total, F_SORT),
    {.name = "amount_due",
     .type = FT_DECIMAL,
     .flags = F_READONLY,
     .offset = offsetof(struct supplier_invoice, amount_due),
     .scale = 2,
     .min_decimals = 2,
     .about = "As the file says it; of what is typed, the total"},
    {.name = "difference_count",
     .type = FT_INT,
     .flags = F_READONLY | F_REQUIRED,
     .offset = offsetof(struct supplier_invoice, difference_count),
     .about = "How many of its amounts are not what others give; `content` says which"},
    FIELD_PRINTED(struct supplier_invoice, content, F_DETAIL, &supplier_content_record),
    FIELD_TEXT(struct supplier_invoice, notes, 0, 1, 2000),
    FIELD_DATE(struct supplier_invoice, paid_on, F_READONLY),
    FIELD_ENUM(struct supplier_invoice, payment_method, F_READONLY, payment_methods),
    FIELD_TEXT(struct supplier_invoice, file_name, F_READONLY, 0, 0),
    FIELD_INT(struct supplier_invoice, file_size, F_READONLY, 0, 0),
    FIELD_TEXT(struct supplier_invoice, sha256, F_READONLY, 0, 0),
    FIELD_UUID(struct supplier_invoice, created_by, F_READONLY),
    FIELD_TIME(struct supplier_invoice, created_at, F_READONLY | F_SORT),
    FIELD_TIME(struct supplier_invoice, updated_at, F_READONLY),
    FIELD_INT(struct supplier_invoice, version, F_READONLY, 0, 0),
};
RECORD_ANSWERED(supplier_invoice_record, "Supplier invoice", struct supplier_invoice, invoice_fields, NULL,
                &supplier_invoice_detail_record);

static const struct field row_fields[] = {
    FIELD_UUID(struct supplier_invoice, id, 0),
    FIELD_ENUM(struct supplier_invoice, format, F_REQUIRED, supplier_formats),
    FIELD_ENUM(struct supplier_invoice, type, F_REQUIRED, supplier_types),
    FIELD_STATUS(struct supplier_invoice, status, 0, &supplier_invoice_machine),
    FIELD_TEXT(struct supplier_invoice, supplier_name, 0, 0, 0),
    FIELD_TEXT(struct supplier_invoice, supplier_siren, 0, 0, 0),
    FIELD_TEXT(struct supplier_invoice, invoice_number, 0, 0, 0),
    FIELD_DATE(struct supplier_invoice, issue_date, 0),
    FIELD_DATE(struct supplier_invoice, due_date, 0),
    FIELD_TEXT(struct supplier_invoice, currency, 0, 0, 0),
    FIELD_MONEY(struct supplier_invoice, net_total, 0),
    FIELD_MONEY(struct supplier_invoice, vat_amount, 0),
    FIELD_MONEY(struct supplier_invoice, total, 0),
    FIELD_MONEY(struct supplier_invoice, amount_due, 0),
    FIELD_INT(struct supplier_invoice, difference_count, F_REQUIRED, 0, 0),
    FIELD_DATE(struct supplier_invoice, paid_on, 0),
    FIELD_TIME(struct supplier_invoice, created_at, 0),
    FIELD_TIME(struct supplier_invoice, updated_at, 0),
    FIELD_INT(struct supplier_invoice, version, 0, 0, 0),
};
static RECORD(row_record, "SupplierInvoiceRow", struct supplier_invoice, row_fields, NULL);

static const struct field detail_fields[] = {
    FIELD_BASE(&supplier_invoice_record),
    {.name = "twin_id",
     .type = FT_UUID,
     .offset = offsetof(struct supplier_invoice_detail, twin_id),
     .about = "Another one of that supplier, number and year"},
    {.name = "addressed_elsewhere",
     .type = FT_BOOL,
     .flags = F_REQUIRED,
     .offset = offsetof(struct supplier_invoice_detail, addressed_elsewhere),
     .about = "Its buyer has another SIREN than the settings"},
};
RECORD(supplier_invoice_detail_record, "SupplierInvoiceDetail", struct supplier_invoice_detail, detail_fields, NULL);

/* ---- rules ---- */

static void refuse_typed(struct cx *cx, uint64_t present, const char *message)
{
    static const char *const typed[] = {"type",           "supplier_name",
                                        "supplier_siren", "supplier_vat_number",
                                        "invoice_number", "issue_date",
                                        "net_total",      "vat_amount",
                                        "total",          NULL};
    for (size_t i = 0; typed[i]; i++) {
        if (record_present(&supplier_invoice_record, present, typed[i])) {
            fault_field(cx, typed[i], PROBLEM_NOT_APPLICABLE, message);
        }
    }
}

static void check_numbers(struct cx *cx, const struct supplier_invoice *invoice, uint64_t present)
{
    if (invoice->supplier_siren && record_present(&supplier_invoice_record, present, "supplier_siren") &&
        !siren_valid(invoice->supplier_siren)) {
        fault_field(cx, "supplier_siren", PROBLEM_INVALID_SIREN, "Must be a SIREN: nine digits with a valid check digit");
    }
    if (invoice->supplier_vat_number && record_present(&supplier_invoice_record, present, "supplier_vat_number") &&
        !vat_number_valid(invoice->supplier_vat_number)) {
        fault_field(cx, "supplier_vat_number", PROBLEM_INVALID_VAT_NUMBER, "Must be a VAT number such as FR40303265045");
    }
}

/* What is typed is taken as it is; whether it adds up is told. */
static void sum_typed(struct supplier_invoice *invoice)
{
    int64_t sum;
    bool said = invoice->net_total != INT_NULL && invoice->vat_amount != INT_NULL && invoice->total != INT_NULL;
    invoice->amount_due = invoice->total;
    invoice->difference_count = said && money_add(invoice->net_total, invoice->vat_amount, &sum) && sum != invoice->total;
}

static enum rc invoice_check(struct cx *cx, const void *before, void *now, uint64_t present)
{
    const struct supplier_invoice *old = before;
    struct supplier_invoice *invoice = now;
    if (!old) {
        return RC_OK;
    }
    if (supplier_is_structured(invoice)) {
        refuse_typed(cx, present, "The file says it");
        return RC_OK;
    }
    if (!status_is(&supplier_invoice_machine, old->status, PHASE_DRAFT)) {
        refuse_typed(cx, present, "Can be changed only while it is RECEIVED");
    }
    invoice->type = invoice->type ? invoice->type : old->type;
    check_numbers(cx, invoice, present);
    sum_typed(invoice);
    return RC_OK;
}

static enum rc invoice_fill(struct cx *cx, void *row)
{
    struct supplier_invoice_detail *detail = row;
    struct settings settings;
    TRY(settings_get(cx, &settings));
    const char *own = settings.siret ? siret_siren(cx->arena, settings.siret) : NULL;
    detail->addressed_elsewhere = own && detail->invoice.buyer_siren && !str_eq(own, detail->invoice.buyer_siren);
    enum rc rc = db_text(cx, SQL_SUPPLIER_INVOICE_TWIN, ARGS(ARG_T("id", detail->invoice.id)), &detail->twin_id);
    if (rc == RC_NOT_FOUND) {
        detail->twin_id = NULL;
        fault_clear(cx);
        return RC_OK;
    }
    return rc;
}

/* ---- the list ---- */

static const struct filter invoice_filters[] = {
    {.param = "from_date", .column = "i.issue_date", .op = FILTER_GE, .type = {.name = "from_date", .type = FT_DATE}},
    {.param = "to_date", .column = "i.issue_date", .op = FILTER_LE, .type = {.name = "to_date", .type = FT_DATE}},
    {.param = "due_to", .column = "i.due_date", .op = FILTER_LE, .type = {.name = "due_to", .type = FT_DATE}},
    {.param = "sha256",
     .column = "i.sha256",
     .op = FILTER_EQ,
     .type = {.name = "sha256", .type = FT_TEXT, .min = 64, .max = 64, .about = "Of the file, in hexadecimal digits"}},
    {.param = NULL},
};

static const struct list_summary invoice_summary = {
    .sums = SQL_SUPPLIER_INVOICE_SUMS,
    .search = SQL_SUPPLIER_INVOICE_SEARCH_SUMS,
    .status = "status",
    .sums_of = SUMMARY_TOTAL | SUMMARY_DUE,
};

static const struct list_spec invoice_list = {
    .record = &row_record,
    .select = SQL_SUPPLIER_INVOICE_LIST,
    .count = SQL_SUPPLIER_INVOICE_COUNT,
    .count_all = SQL_SUPPLIER_INVOICE_TOTAL,
    .search = SQL_SUPPLIER_INVOICE_SEARCH,
    .search_count = SQL_SUPPLIER_INVOICE_SEARCH_COUNT,
    .search_all = SQL_SUPPLIER_INVOICE_SEARCH_ALL,
    .fields = &supplier_invoice_record,
    .alias = "i",
    .filters = invoice_filters,
    .order = "i.seq DESC",
    .search_order = "f.rowid DESC",
    .tie = "i.seq",
    .summary = &invoice_summary,
};

const struct resource supplier_invoice_resource = {
    .record = &supplier_invoice_record,
    .list = &invoice_list,
    .get = SQL_SUPPLIER_INVOICE_GET,
    .insert = SQL_SUPPLIER_INVOICE_INSERT,
    .update = SQL_SUPPLIER_INVOICE_UPDATE,
    .remove = SQL_SUPPLIER_INVOICE_DELETE,
    .check = invoice_check,
    .fill = invoice_fill,
};

/* ---- how one comes and goes ---- */

static enum rc check_new(struct cx *cx, const char *hash)
{
    const char *other;
    enum rc rc = db_text(cx, SQL_SUPPLIER_INVOICE_SAME_FILE, ARGS(ARG_T("sha256", hash)), &other);
    if (rc == RC_OK) {
        return fault_set(cx, RC_CONFLICT, "ALREADY_RECEIVED", "This file was received before");
    }
    fault_clear(cx);
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

enum rc supplier_invoice_receive(struct cx *cx, const struct supplier_file *file, const char **id)
{
    struct supplier_invoice invoice;
    char hash[SHA256_HEX];
    record_clear(&supplier_invoice_record, &invoice);
    sha256_hex(file->bytes, file->len, hash);
    invoice.sha256 = hash;
    invoice.file_name = file->name;
    invoice.file_size = (int64_t)file->len;
    invoice.status = "RECEIVED";
    invoice.difference_count = 0;
    supplier_content_take(cx, file->incoming, &invoice);
    TRY(db_begin(cx, cx->db, TX_WRITE));
    TRY(check_new(cx, hash));
    TRY(resource_create(cx, &supplier_invoice_resource, &invoice, 0));
    TRY(db_run(cx, SQL_SUPPLIER_INVOICE_FILE_PUT, ARGS(ARG_T("id", invoice.id), ARG_B("bytes", file->bytes, file->len))));
    *id = invoice.id;
    return RC_OK;
}

enum rc supplier_invoice_remove(struct cx *cx, const char *id)
{
    struct supplier_invoice invoice;
    TRY(resource_get(cx, &supplier_invoice_resource, id, &invoice));
    if (!status_is(&supplier_invoice_machine, invoice.status, PHASE_DRAFT)) {
        return fault_set(cx, RC_CONFLICT, "NOT_DELETABLE", "Only a supplier's invoice that is RECEIVED can be deleted");
    }
    return resource_remove(cx, &supplier_invoice_resource, id);
}

enum rc supplier_invoice_original(struct cx *cx, const char *id, struct buf *out)
{
    struct rows rows;
    size_t len = 0;
    TRY(rows_open(cx, SQL_SUPPLIER_INVOICE_FILE_GET, ARGS(ARG_T("id", id)), &rows));
    enum rc rc = rows_next(&rows);
    if (rc == RC_OK) {
        const void *bytes = rows_blob(&rows, 0, &len);
        buf_init(out, cx->arena, len + 1);
        buf_add(out, bytes, len);
    }
    rows_close(&rows);
    return rc == RC_END ? fault_not_found(cx, "Supplier invoice") : rc;
}
