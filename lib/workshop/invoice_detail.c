/* SPDX-License-Identifier: MIT
 *
 * An invoice in full. */
#include "workshop/invoice_detail.h"

#include "workshop/beside.h"
#include "workshop/credit_note.h"
#include "workshop/deposit.h"
#include "workshop/refund.h"

/* What stands behind the invoice itself. */
#define DETAIL                                                                                                                 \
    FIELD_PRINTED(struct invoice_detail, contact, F_REQUIRED, &contact_brief_record),                                          \
        FIELD_PRINTED(struct invoice_detail, quote, 0, &quote_brief_record),                                                   \
        FIELD_LIST(struct invoice, items, F_READONLY, &line_record, 0, 0),                                                     \
        FIELD_ROWS(struct invoice_detail, deposits, &deduction_record),                                                        \
        FIELD_ROWS(struct invoice_detail, payments, &payment_record),                                                          \
        FIELD_ROWS(struct invoice_detail, credit_notes, &credit_note_record),                                                  \
        FIELD_ROWS(struct invoice_detail, refunds, &refund_record)

static const struct field detail_fields[] = {FIELD_BASE(&invoice_record), DETAIL};
RECORD(invoice_detail_record, "InvoiceDetail", struct invoice_detail, detail_fields, NULL);

static const struct field payment_fields[] = {
    FIELD_BASE(&invoice_record),
    FIELD_RECORD(struct invoice_payment, payment, &payment_record),
    DETAIL,
};
RECORD(invoice_payment_record, "InvoicePayment", struct invoice_payment, payment_fields, NULL);

enum rc invoice_detail_fill(struct cx *cx, void *row)
{
    struct invoice_detail *detail = row;
    struct invoice *invoice = &detail->invoice;
    struct beside beside;
    TRY(invoice_items(cx, invoice->id, &invoice->items));
    lines_rated(&invoice->items, invoice->vat_rate);
    TRY(beside_get(cx, SQL_INVOICE_BESIDE, invoice->id, &beside));
    detail->contact = beside.contact;
    detail->quote = beside.quote;
    if (!invoice->vehicle) {
        TRY(invoice_vehicle_copy(cx, invoice->vehicle_id, &invoice->vehicle));
    }
    const struct arg *args = ARGS(ARG_T("invoice_id", invoice->id));
    detail->deposits = resource_rows(cx, SQL_DEPOSIT_DEDUCTIONS, args);
    detail->payments = resource_rows(cx, SQL_PAYMENT_OF_INVOICE, args);
    detail->credit_notes = resource_rows(cx, SQL_CREDIT_NOTE_OF_INVOICE, args);
    detail->refunds = resource_rows(cx, SQL_REFUND_OF_INVOICE, args);
    return RC_OK;
}

enum rc invoice_detail_recorded(struct cx *cx, const char *id, struct invoice_detail *detail)
{
    TRY(db_get(cx, SQL_INVOICE_GET, ARGS(ARG_T("id", id)), &invoice_record, &detail->invoice));
    return invoice_detail_fill(cx, detail);
}
