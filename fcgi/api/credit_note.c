/* SPDX-License-Identifier: MIT
 *
 * Credit notes: reading, paper, and the money given back for them. They are made in invoice.c. */
#include "workshop/einvoice.h"

#include "fcgi/api/paper.h"
#include "fcgi/api/rows.h"
#include "workshop/refund.h"

struct given_refund {
    struct refund refund;
    struct invoice invoice;
};
static const struct field given_fields[] = {
    FIELD_BASE(&refund_record),
    FIELD_RECORD(struct given_refund, invoice, &invoice_record),
};
static RECORD(given_refund_record, "GivenRefund", struct given_refund, given_fields, NULL);

static enum rc credit_note_refund(struct cx *cx)
{
    struct given_refund given;
    struct credit_note note;
    TRY(resource_get(cx, &credit_note_resource, path_id(cx, 0), &note));
    TRY(resource_get(cx, &invoice_resource, note.invoice_id, &given.invoice));
    TRY(input_checked_later(cx, &refund_input_record, PARSE_CREATE, &given.refund, NULL));
    TRY(refund_give(cx, &note, &given.invoice, &given.refund));
    TRY(resource_get(cx, &invoice_resource, note.invoice_id, &given.invoice));
    return answer_record(cx, 201, &given_refund_record, &given);
}

static enum rc credit_note_pdf(struct cx *cx)
{
    struct credit_note note;
    struct paper paper;
    TRY(resource_get(cx, &credit_note_resource, path_id(cx, 0), &note));
    TRY(paper_credit_note(cx, &note, &paper));
    return answer_paper(cx, &paper);
}

static enum rc credit_note_xml(struct cx *cx)
{
    struct credit_note note;
    struct paper paper;
    TRY(resource_get(cx, &credit_note_resource, path_id(cx, 0), &note));
    TRY(einvoice_credit_note(cx, &note, &paper));
    return answer_xml(cx, &paper);
}

static enum rc credit_note_facturx(struct cx *cx)
{
    struct credit_note note;
    struct paper paper;
    TRY(resource_get(cx, &credit_note_resource, path_id(cx, 0), &note));
    TRY(facturx_credit_note(cx, &note, &paper));
    return answer_paper(cx, &paper);
}

static const struct route rows[] = {
    {READ("/api/credit-notes", crud_list, "List credit notes"), .resource = &credit_note_resource},
    {READ("/api/credit-notes/{id}", crud_get, "A credit note with its lines"), .resource = &credit_note_resource},
    {TAKE_BACK("/api/credit-notes/{id}/refund", credit_note_refund, "Record money given back"), .label = "Credit note",
     .in = &refund_input_record, .out = &given_refund_record},
    {PAPER("/api/credit-notes/{id}/pdf", credit_note_pdf, "The credit note as PDF"), .label = "Credit note"},
    {PAPER("/api/credit-notes/{id}/facturx", credit_note_facturx, "The credit note as Factur-X: a PDF/A-3 with its XML inside"),
     .label = "Credit note"},
    {DATA_FILE("/api/credit-notes/{id}/xml", credit_note_xml, "The electronic credit note: EN 16931 as CII, written at issue"),
     .label = "Credit note"},
    {.method = NULL},
};
const struct route_group credit_note_routes = {
    "Credit notes", "What was taken back of an issued invoice; made by `POST /api/invoices/{id}/credit-note`.", rows};
