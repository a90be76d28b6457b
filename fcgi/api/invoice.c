/* SPDX-License-Identifier: MIT
 *
 * Invoices: status, payments, reversals, credit notes, deletion of drafts. */
#include "workshop/payment.h"

#include "fcgi/api/communication.h"
#include "fcgi/api/invoice.h"
#include "fcgi/api/paper.h"
#include "fcgi/api/rows.h"
#include "workshop/credit_note.h"
#include "workshop/sending.h"

struct reversal {
    const char *reason;
};
static const struct field reversal_fields[] = {FIELD_TEXT(struct reversal, reason, 0, 1, 500)};
static RECORD(reversal_record, "Reversal", struct reversal, reversal_fields, NULL);

enum rc invoice_write_recorded(struct cx *cx, struct json *json, const char *id, struct invoice *invoice)
{
    TRY(db_get(cx, SQL_INVOICE_GET, ARGS(ARG_T("id", id)), &invoice_record, invoice));
    json_object(json);
    json_record_members(json, &invoice_record, invoice, true);
    TRY(invoice_resource.members(cx, json, invoice));
    json_object_end(json);
    return RC_OK;
}

static enum rc invoice_status(struct cx *cx)
{
    struct invoice_status_change change;
    struct invoice invoice;
    TRY(input(cx, &invoice_status_record, PARSE_CREATE, &change, NULL));
    TRY(resource_get(cx, &invoice_resource, path_id(cx, 0), &invoice));
    TRY(invoice_set_status(cx, &invoice, &change));
    TRY(invoice_write_recorded(cx, answer(cx, 200), invoice.id, &invoice));
    answer_version(cx, &invoice_record, &invoice);
    return RC_OK;
}

static enum rc invoice_remove(struct cx *cx)
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
    answer_version(cx, &invoice_record, &invoice);
    return RC_OK;
}

static enum rc invoice_payment(struct cx *cx)
{
    struct payment payment;
    struct invoice invoice;
    TRY(resource_get(cx, &invoice_resource, path_id(cx, 0), &invoice));
    TRY(input_checked_later(cx, &payment_input_record, PARSE_CREATE, &payment, NULL));
    TRY(invoice_pay(cx, &invoice, &payment));
    return answer_payment(cx, invoice.id, &payment);
}

static enum rc invoice_payment_reversal(struct cx *cx)
{
    struct reversal input_reversal;
    struct invoice invoice;
    struct payment reversal;
    TRY(input(cx, &reversal_record, PARSE_CREATE, &input_reversal, NULL));
    TRY(resource_get(cx, &invoice_resource, path_id(cx, 0), &invoice));
    TRY(invoice_reverse(cx, &invoice, path_id(cx, 1), input_reversal.reason, &reversal));
    return answer_payment(cx, invoice.id, &reversal);
}

static enum rc invoice_credit(struct cx *cx)
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
    answer_version(cx, &credit_note_record, &note);
    return RC_OK;
}

static enum rc invoice_pdf(struct cx *cx)
{
    struct invoice invoice;
    struct paper paper;
    TRY(resource_get(cx, &invoice_resource, path_id(cx, 0), &invoice));
    TRY(paper_invoice(cx, &invoice, &paper));
    return answer_paper(cx, &paper);
}

static enum rc invoice_send(struct cx *cx)
{
    struct sending sending;
    struct invoice invoice;
    struct receipt receipt;
    TRY(input(cx, &invoice_sending_record, PARSE_CREATE, &sending, NULL));
    TRY(resource_get(cx, &invoice_resource, path_id(cx, 0), &invoice));
    TRY(communication_invoice(cx, &invoice, &sending, &receipt));
    struct json *json = answer_receipt(cx, &receipt);
    json_key(json, "invoice");
    json_record(json, &invoice_record, &invoice, true);
    json_object_end(json);
    return RC_OK;
}

static const struct route rows[] = {
    {READ("/api/invoices", crud_list, "List invoices"), .resource = &invoice_resource},
    {CREATE("/api/invoices", crud_create, "Create a draft without a quote"), .resource = &invoice_resource},
    {READ("/api/invoices/{id}", crud_get, "An invoice with lines, payments and credit notes"), .resource = &invoice_resource},
    {WRITE("PATCH", "/api/invoices/{id}", crud_change, "Change a draft"), .resource = &invoice_resource},
    {REMOVE("/api/invoices/{id}", invoice_remove, "Delete a draft"), .label = "Invoice"},
    {WRITE("PATCH", "/api/invoices/{id}/status", invoice_status, "SENT issues a draft, PAID records the remainder"),
     .label = "Invoice", .in = &invoice_status_record, .out = &invoice_record},
    {CREATE("/api/invoices/{id}/payments", invoice_payment, "Record a payment"), .label = "Invoice",
     .in = &payment_input_record, .shape = "InvoicePayment"},
    {TAKE_BACK("/api/invoices/{id}/payments/{payment_id}/reversal", invoice_payment_reversal, "Undo a payment"),
     .label = "Payment", .in = &reversal_record, .shape = "InvoicePayment"},
    {TAKE_BACK("/api/invoices/{id}/credit-note", invoice_credit, "Cancel an issued invoice, wholly or in part"),
     .label = "Invoice", .in = &credit_note_input_record, .shape = "IssuedCreditNote"},
    {WRITE("POST", "/api/invoices/{id}/send", invoice_send, "Send an issued invoice by e-mail with its PDF"),
     .label = "Invoice", .in = &invoice_sending_record, .shape = "SentInvoice"},
    {PAPER("/api/invoices/{id}/pdf", invoice_pdf, "The invoice as PDF"), .label = "Invoice"},
    {.method = NULL},
};
const struct route_group invoice_routes = {
    "Invoices", "An issued invoice never changes: payments are added to it, a credit note cancels it.", rows};
