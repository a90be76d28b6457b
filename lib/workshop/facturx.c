/* SPDX-License-Identifier: MIT
 *
 * Papers with their electronic invoice. */
#include "workshop/facturx.h"

#include "invoicing/facturx.h"
#include "workshop/archive.h"
#include "workshop/einvoice.h"

static enum rc combine(struct cx *cx, const char *title, const char *date, const struct paper *drawn, const struct paper *xml,
                       struct paper *paper)
{
    struct buf pdf = drawn->body;
    if (drawn->file) {
        TRY(archive_read(cx, drawn->file, &pdf));
    }
    const struct facturx facturx = {
        .title = title, .date = date, .pdf = pdf.data, .pdf_len = pdf.len, .xml = xml->body.data, .xml_len = xml->body.len};
    buf_init(&paper->body, cx->arena, pdf.len + xml->body.len + 16384);
    TRY(db_read_done(cx, cx->db));
    TRY(facturx_pdf(cx, &facturx, &paper->body));
    paper->file = archive_keep(cx, paper->filename, &paper->body);
    return RC_OK;
}

enum rc facturx_invoice(struct cx *cx, const struct invoice *invoice, struct paper *paper)
{
    struct paper drawn, xml;
    *paper = (struct paper){0};
    if (invoice->invoice_number) {
        paper->filename = arena_printf(cx->arena, "facture-%s-facturx.pdf", invoice->invoice_number);
        if (archive_find(cx, paper->filename, &paper->file)) {
            return RC_OK;
        }
    }
    TRY(einvoice_invoice(cx, invoice, &xml)); /* not of a draft */
    TRY(paper_invoice(cx, invoice, &drawn));
    const char *title = arena_printf(cx->arena, "Facture %s", invoice->invoice_number);
    return combine(cx, title, invoice->issue_date, &drawn, &xml, paper);
}

enum rc facturx_credit_note(struct cx *cx, const struct credit_note *note, struct paper *paper)
{
    struct paper drawn, xml;
    *paper = (struct paper){.filename = arena_printf(cx->arena, "avoir-%s-facturx.pdf", note->credit_note_number)};
    if (archive_find(cx, paper->filename, &paper->file)) {
        return RC_OK;
    }
    TRY(einvoice_credit_note(cx, note, &xml));
    TRY(paper_credit_note(cx, note, &drawn));
    const char *title = arena_printf(cx->arena, "Avoir %s", note->credit_note_number);
    return combine(cx, title, note->issue_date, &drawn, &xml, paper);
}
