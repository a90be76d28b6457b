/* SPDX-License-Identifier: MIT
 *
 * One document from start to end: which characters it has, then page after page. */
#include "documents/pdf/pdf.h"

#include "base/str.h"
#include "documents/pdf/file.h"
#include "documents/pdf/layout.h"

#define RUNNING_HEAD 40.0f /* more than a running head takes from a page */

/* ---- wording ---- */

const struct wording *document_wording(const struct pdf_document *document)
{
    static const struct wording wordings[] = {
        [PDF_QUOTE] = {"DEVIS", "Devis", "Valable jusqu’au", "Total TTC"},
        [PDF_INVOICE] = {"FACTURE", "Facture", "Échéance", "Net à payer"},
        [PDF_ACOMPTE] = {"FACTURE D’ACOMPTE", "Facture d’acompte", "Échéance", "Net à payer"},
        [PDF_ARRHES] = {"FACTURE D’ARRHES", "Facture d’arrhes", "Échéance", "Net à payer"},
        [PDF_CREDIT_NOTE] = {"AVOIR", "Avoir", "Échéance", "Net en votre faveur"},
    };
    return &wordings[document->kind];
}

char *document_caption(const struct pdf *pdf)
{
    const struct pdf_document *document = pdf->document;
    const char *name = document_wording(document)->name;
    return document->number ? arena_printf(pdf->cx->arena, "%s N° %s", name, document->number)
                            : arena_printf(pdf->cx->arena, "%s – Brouillon", name);
}

/* ---- pages ---- */

void page_begin(struct pdf *pdf)
{
    pdf_add_page(pdf);
    if (pdf->page_count > 1) {
        float y = baseline(&STYLE_SOFT, pdf->y);
        pen_text(pdf, &STYLE_STRONG, LEFT, y, document_caption(pdf));
        if (!str_empty(pdf->document->seller.name)) {
            pen_text_right(pdf, &STYLE_SOFT, RIGHT, y, pdf->document->seller.name);
        }
        pdf->y -= STYLE_SOFT.leading + 8.0f;
    }
}

bool page_room(struct pdf *pdf, float height)
{
    if (!pdf->page || pdf->y - height >= pdf->bottom) {
        return false; /* over nothing there is always room */
    }
    page_begin(pdf);
    return true;
}

float page_capacity(const struct pdf *pdf)
{
    return PAGE_TOP - pdf->bottom - RUNNING_HEAD;
}

/* ---- which characters ---- */

static void texts_characters(struct repertoire *repertoire, const char *const *text)
{
    for (; text && *text; text++) {
        repertoire_add(repertoire, *text);
    }
}

static void party_characters(struct repertoire *repertoire, const struct pdf_party *party)
{
    const char *const texts[] = {party->name,  party->contact, party->street, party->postal_code, party->city,  party->country,
                                 party->phone, party->email,   party->siren,  party->vat_number,  party->legal, party->iban};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        repertoire_add(repertoire, texts[i]);
    }
}

static void document_characters(struct repertoire *repertoire, const struct pdf_document *document)
{
    const char *const texts[] = {
        document->number,      document->issue_date,      document->due_date,        document->service_date,
        document->status_note, document->original_number, document->original_date,   document->reason,
        document->vehicle,     document->license_plate,   document->payment_method,  document->notes,
        document->terms,       document->footer,          document->agreement.words, document->agreement.choice};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        repertoire_add(repertoire, texts[i]);
    }
    party_characters(repertoire, &document->seller);
    party_characters(repertoire, &document->buyer);
    for (size_t i = 0; i < document->line_count; i++) {
        repertoire_add(repertoire, document->lines[i].description);
        repertoire_add(repertoire, document->lines[i].reference);
    }
    texts_characters(repertoire, document->deductions);
    texts_characters(repertoire, document->facts);
    texts_characters(repertoire, document->mentions);
}

/* ---- the whole ---- */

static void draw(struct pdf *pdf)
{
    pdf->bottom = footer_height(pdf);
    page_begin(pdf);
    head_draw(pdf);
    struct closing closing = closing_measure(pdf);
    table_draw(pdf, &closing);
    closing_draw(pdf, &closing);
    footers_draw(pdf);
}

enum rc pdf_render(struct cx *cx, const struct pdf_document *document, struct buf *out)
{
    struct pdf *pdf = pdf_new(cx);
    const char *title = NULL;
    if (document->number) {
        title = arena_printf(cx->arena, "%s %s", document_wording(document)->name, document->number);
    }
    pdf->document = document;
    document_characters(&pdf->repertoire, document);
    TRY(pdf_open(pdf, title));
    draw(pdf);
    return pdf_save(pdf, out);
}
