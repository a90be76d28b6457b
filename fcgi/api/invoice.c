/* SPDX-License-Identifier: MIT
 *
 * Invoices: status, payments, reversals, credit notes, deletion of drafts. */
#include "workshop/invoice_detail.h"

#include "fcgi/api/export.h"
#include "fcgi/api/paper.h"
#include "fcgi/api/rows.h"
#include "workshop/communication.h"
#include "workshop/credit_note.h"
#include "workshop/einvoice.h"
#include "workshop/export.h"
#include "workshop/payment_list.h"
#include "workshop/readiness.h"
#include "workshop/sending.h"

struct reversal {
    const char *reason;
};
static const struct field reversal_fields[] = {FIELD_TEXT(struct reversal, reason, 0, 1, 500)};
static RECORD(reversal_record, "Reversal", struct reversal, reversal_fields, NULL);

static enum rc invoice_status(struct cx *cx)
{
    struct invoice_status_change change;
    struct invoice invoice;
    struct invoice_detail detail;
    TRY(input(cx, &invoice_status_record, PARSE_CREATE, &change, NULL));
    TRY(resource_get(cx, &invoice_resource, path_id(cx, 0), &invoice));
    TRY(invoice_set_status(cx, &invoice, &change));
    TRY(invoice_detail_recorded(cx, invoice.id, &detail));
    return answer_record(cx, 200, &invoice_detail_record, &detail);
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
    struct invoice_payment answered = {.payment = *payment};
    TRY(resource_get(cx, &invoice_resource, invoice_id, &answered.detail.invoice));
    TRY(invoice_detail_fill(cx, &answered.detail));
    return answer_record(cx, 201, &invoice_payment_record, &answered);
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

struct issued_credit_note {
    struct credit_note note;
    struct invoice invoice;
};
static const struct field issued_fields[] = {
    FIELD_BASE(&credit_note_lines_record),
    FIELD_RECORD(struct issued_credit_note, invoice, &invoice_record),
};
static RECORD(issued_record, "IssuedCreditNote", struct issued_credit_note, issued_fields, NULL);

static enum rc invoice_credit(struct cx *cx)
{
    struct issued_credit_note issued;
    TRY(resource_get(cx, &invoice_resource, path_id(cx, 0), &issued.invoice));
    TRY(input_checked_later(cx, &credit_note_input_record, PARSE_CREATE, &issued.note, NULL));
    TRY(credit_note_issue(cx, &issued.invoice, &issued.note));
    TRY(resource_get(cx, &invoice_resource, issued.invoice.id, &issued.invoice));
    return answer_record(cx, 201, &issued_record, &issued);
}

static enum rc invoice_readiness(struct cx *cx)
{
    struct readiness readiness;
    TRY(ready_invoice(cx, path_id(cx, 0), &readiness));
    return answer_record(cx, 200, &readiness_record, &readiness);
}

static enum rc invoice_pdf(struct cx *cx)
{
    struct invoice invoice;
    struct paper paper;
    TRY(resource_get(cx, &invoice_resource, path_id(cx, 0), &invoice));
    TRY(paper_invoice(cx, &invoice, &paper));
    return answer_paper(cx, &paper);
}

static enum rc invoice_xml(struct cx *cx)
{
    struct invoice invoice;
    struct paper paper;
    TRY(resource_get(cx, &invoice_resource, path_id(cx, 0), &invoice));
    TRY(einvoice_invoice(cx, &invoice, &paper));
    return answer_xml(cx, &paper);
}

static enum rc invoice_facturx(struct cx *cx)
{
    struct invoice invoice;
    struct paper paper;
    TRY(resource_get(cx, &invoice_resource, path_id(cx, 0), &invoice));
    TRY(facturx_invoice(cx, &invoice, &paper));
    return answer_paper(cx, &paper);
}

struct sent_invoice {
    struct receipt receipt;
    struct invoice invoice;
};
static const struct field sent_fields[] = {
    FIELD_BASE(&receipt_record),
    FIELD_RECORD(struct sent_invoice, invoice, &invoice_record),
};
static RECORD(sent_invoice_record, "SentInvoice", struct sent_invoice, sent_fields, NULL);

static enum rc invoice_send(struct cx *cx)
{
    struct sending sending;
    struct sent_invoice sent;
    TRY(input(cx, &invoice_sending_record, PARSE_CREATE, &sending, NULL));
    TRY(resource_get(cx, &invoice_resource, path_id(cx, 0), &sent.invoice));
    TRY(communication_invoice(cx, &sent.invoice, &sending, &sent.receipt));
    return answer_record(cx, 200, &sent_invoice_record, &sent);
}

static const struct route rows[] = {
    {READ("/api/invoices", crud_list, "List invoices"), .resource = &invoice_resource},
    {EXPORT("/api/invoices/export", invoice)},
    {CREATE("/api/invoices", crud_create, "Create a draft without a quote"), .resource = &invoice_resource},
    {READ("/api/invoices/{id}", crud_get, "An invoice with lines, payments and credit notes"), .resource = &invoice_resource},
    {WRITE("PATCH", "/api/invoices/{id}", crud_change, "Change a draft"), .resource = &invoice_resource},
    {REMOVE("/api/invoices/{id}", invoice_remove, "Delete a draft"), .label = "Invoice"},
    {WRITE("PATCH", "/api/invoices/{id}/status", invoice_status, "SENT issues a draft, PAID records the remainder"),
     .label = "Invoice", .in = &invoice_status_record, .out = &invoice_detail_record},
    {CREATE("/api/invoices/{id}/payments", invoice_payment, "Record a payment"), .label = "Invoice",
     .in = &payment_input_record, .out = &invoice_payment_record},
    {TAKE_BACK("/api/invoices/{id}/payments/{payment_id}/reversal", invoice_payment_reversal, "Undo a payment"),
     .label = "Payment", .in = &reversal_record, .out = &invoice_payment_record},
    {TAKE_BACK("/api/invoices/{id}/credit-note", invoice_credit, "Cancel an issued invoice, wholly or in part"),
     .label = "Invoice", .in = &credit_note_input_record, .out = &issued_record},
    {WRITE("POST", "/api/invoices/{id}/send", invoice_send, "Send an issued invoice by e-mail with its PDF"),
     .label = "Invoice", .in = &invoice_sending_record, .out = &sent_invoice_record},
    {READ("/api/payments", crud_list, "List payments, reversals and refunds of all invoices"), .resource = &payment_resource},
    {EXPORT("/api/payments/export", payment)},
    {READ("/api/invoices/{id}/readiness", invoice_readiness, "What a platform would refuse of it as an electronic invoice"),
     .label = "Invoice", .out = &readiness_record},
    {PAPER("/api/invoices/{id}/pdf", invoice_pdf, "The invoice as PDF"), .label = "Invoice"},
    {PAPER("/api/invoices/{id}/facturx", invoice_facturx, "The invoice as Factur-X: a PDF/A-3 with its XML inside"),
     .label = "Invoice"},
    {DATA_FILE("/api/invoices/{id}/xml", invoice_xml, "The electronic invoice: EN 16931 as CII, written when it was issued"),
     .label = "Invoice"},
    {.method = NULL},
};
const struct route_group invoice_routes = {
    "Invoices", "An issued invoice never changes: payments are added to it, a credit note cancels it.", rows};
