/* SPDX-License-Identifier: MIT
 *
 * Credit notes: reading and paper. They are made in invoice.c. */
#include "workshop/einvoice.h"

#include "fcgi/api/paper.h"
#include "fcgi/api/rows.h"

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
    {PAPER("/api/credit-notes/{id}/pdf", credit_note_pdf, "The credit note as PDF"), .label = "Credit note"},
    {PAPER("/api/credit-notes/{id}/facturx", credit_note_facturx, "The credit note as Factur-X: a PDF/A-3 with its XML inside"),
     .label = "Credit note"},
    {DATA_FILE("/api/credit-notes/{id}/xml", credit_note_xml, "The electronic credit note: EN 16931 as CII, written at issue"),
     .label = "Credit note"},
    {.method = NULL},
};
const struct route_group credit_note_routes = {
    "Credit notes", "What was taken back of an issued invoice; made by `POST /api/invoices/{id}/credit-note`.", rows};
