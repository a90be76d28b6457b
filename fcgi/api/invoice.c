/* SPDX-License-Identifier: MIT
 *
 * Invoices: status, payments, reversals, credit notes, deletion of drafts. */
#include "workshop/invoice.h"

#include "fcgi/api/handlers.h"
#include "fcgi/serve/answer.h"
#include "fcgi/serve/crud.h"
#include "workshop/credit_note.h"

struct reversal {
    const char *reason;
};
static const struct field reversal_fields[] = {FIELD_TEXT(struct reversal, reason, 0, 1, 500)};
RECORD(reversal_record, "Reversal", struct reversal, reversal_fields, NULL);

enum rc invoice_write_recorded(struct cx *cx, struct json *json, const char *id)
{
    struct invoice invoice;
    TRY(db_get(cx, SQL_INVOICE_GET, ARGS(ARG_T("id", id)), &invoice_record, &invoice));
    json_object(json);
    json_record_members(json, &invoice_record, &invoice, true);
    TRY(invoice_resource.members(cx, json, &invoice));
    json_object_end(json);
    return RC_OK;
}

enum rc invoice_status(struct cx *cx)
{
    struct invoice_status_change change;
    struct invoice invoice;
    TRY(input(cx, &invoice_status_record, PARSE_CREATE, &change, NULL));
    TRY(resource_get(cx, &invoice_resource, path_id(cx, 0), &invoice));
    TRY(invoice_set_status(cx, &invoice, &change));
    return invoice_write_recorded(cx, answer(cx, 200), invoice.id);
}

enum rc invoice_remove(struct cx *cx)
{
    struct invoice invoice;
    TRY(resource_get(cx, &invoice_resource, path_id(cx, 0), &invoice));
    TRY(invoice_delete(cx, &invoice));
    return answer_message(cx, "Invoice deleted successfully");
}

/* The invoice as it stands now, with the payment that was just recorded. */
static enum rc answer_payment(struct cx *cx, const char *invoice_id, const struct payment *payment)
{
    struct invoice invoice;
    TRY(resource_get(cx, &invoice_resource, invoice_id, &invoice));
    struct json *json = answer(cx, 201);
    json_object(json);
    json_record_members(json, &invoice_record, &invoice, true);
    json_key(json, "payment");
    json_record(json, &payment_record, payment, true);
    TRY(invoice_resource.members(cx, json, &invoice));
    json_object_end(json);
    return RC_OK;
}

enum rc invoice_payment(struct cx *cx)
{
    struct payment payment;
    struct invoice invoice;
    TRY(resource_get(cx, &invoice_resource, path_id(cx, 0), &invoice));
    TRY(input_checked_later(cx, &payment_input_record, PARSE_CREATE, &payment, NULL));
    TRY(invoice_pay(cx, &invoice, &payment));
    return answer_payment(cx, invoice.id, &payment);
}

enum rc invoice_payment_reversal(struct cx *cx)
{
    struct reversal input_reversal;
    struct invoice invoice;
    struct payment reversal;
    TRY(input(cx, &reversal_record, PARSE_CREATE, &input_reversal, NULL));
    TRY(resource_get(cx, &invoice_resource, path_id(cx, 0), &invoice));
    TRY(invoice_reverse(cx, &invoice, path_id(cx, 1), input_reversal.reason, &reversal));
    return answer_payment(cx, invoice.id, &reversal);
}

enum rc invoice_credit(struct cx *cx)
{
    struct credit_note note;
    struct invoice invoice;
    TRY(resource_get(cx, &invoice_resource, path_id(cx, 0), &invoice));
    TRY(input_checked_later(cx, &credit_note_input_record, PARSE_CREATE, &note, NULL));
    TRY(credit_note_issue(cx, &invoice, &note));
    TRY(resource_get(cx, &invoice_resource, invoice.id, &invoice));
    struct json *json = answer(cx, 201);
    json_object(json);
    json_record_members(json, &credit_note_record, &note, true);
    lines_write(json, &note.items, invoice.vat_rate);
    json_key(json, "invoice");
    json_record(json, &invoice_record, &invoice, true);
    json_object_end(json);
    return RC_OK;
}
