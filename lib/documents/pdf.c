/* SPDX-License-Identifier: MIT
 *
 * One document from start to end: choose the fonts, lay out page after page, save. libharu reports failures through a
 * callback; the first one is kept and turned into RC_INTERNAL here, and no callback ever jumps. */
#include "documents/pdf.h"

#include <string.h>

#include "base/log.h"
#include "base/str.h"
#include "documents/pdf_layout.h"

/* ---- wording ---- */

const struct wording *document_wording(const struct pdf_document *document)
{
    static const struct wording wordings[] = {
        [PDF_QUOTE] = {"DEVIS", "Devis", "Valable jusqu’au", "Total TTC"},
        [PDF_INVOICE] = {"FACTURE", "Facture", "Échéance", "Net à payer"},
        [PDF_CREDIT_NOTE] = {"AVOIR", "Avoir", "Échéance", "Net en votre faveur"},
    };
    return &wordings[document->kind];
}

char *document_caption(const struct pdf *pdf)
{
    const struct pdf_document *document = pdf->document;
    const char *name = document_wording(document)->name;
    return document->number != NULL ? arena_printf(pdf->cx->arena, "%s N° %s", name, document->number)
                                    : arena_printf(pdf->cx->arena, "%s – Brouillon", name);
}

/* ---- pages ---- */

static void remember_page(struct pdf *pdf, HPDF_Page page)
{
    if (pdf->page_count == pdf->page_room) {
        size_t size = pdf->page_room * sizeof *pdf->pages;
        pdf->page_room = pdf->page_room == 0 ? 8 : 2 * pdf->page_room;
        pdf->pages = arena_grow(pdf->cx->arena, pdf->pages, size, pdf->page_room * sizeof *pdf->pages);
    }
    pdf->pages[pdf->page_count++] = page;
}

void page_begin(struct pdf *pdf)
{
    HPDF_Page page = HPDF_AddPage(pdf->doc);
    pen_page(pdf, page);
    pdf->y = PAGE_TOP;
    if (page == NULL) {
        pdf_note_failure(HPDF_INVALID_PAGE, 0, &pdf->failure);
        return; /* drawing over nothing is harmless */
    }
    remember_page(pdf, page);
    HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
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
    if (pdf->y - height >= pdf->bottom) {
        return false;
    }
    page_begin(pdf);
    return true;
}

/* ---- which characters ---- */

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
        document->number,          document->issue_date,    document->due_date, document->service_date, document->status_note,
        document->original_number, document->original_date, document->reason,   document->vehicle,      document->license_plate,
        document->payment_method,  document->notes,         document->footer};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        repertoire_add(repertoire, texts[i]);
    }
    party_characters(repertoire, &document->seller);
    party_characters(repertoire, &document->buyer);
    for (size_t i = 0; i < document->line_count; i++) {
        repertoire_add(repertoire, document->lines[i].description);
    }
    for (const char *const *mention = document->mentions; mention != NULL && *mention != NULL; mention++) {
        repertoire_add(repertoire, *mention);
    }
}

/* ---- libharu ---- */

static void free_doc(void *doc)
{
    HPDF_Free(doc);
}

static bool is_ascii(const char *text)
{
    while (*text != '\0' && (unsigned char)*text < 0x80) {
        text++;
    }
    return *text == '\0';
}

/* Title only: no dates, which would make each copy different. */
static enum rc describe(struct pdf *pdf)
{
    const struct pdf_document *document = pdf->document;
    if (document->number == NULL || !is_ascii(document->number)) {
        return RC_OK;
    }
    char *title = arena_printf(pdf->cx->arena, "%s %s", document_wording(document)->name, document->number);
    return HPDF_SetInfoAttr(pdf->doc, HPDF_INFO_TITLE, title) == HPDF_OK ? RC_OK : RC_INTERNAL;
}

static enum rc open_doc(struct pdf *pdf)
{
    /* Without libharu's own memory pool, which is faster but hands out misaligned structures. */
    pdf->doc = HPDF_New(pdf_note_failure, &pdf->failure);
    if (pdf->doc == NULL) {
        return RC_INTERNAL;
    }
    cx_defer(pdf->cx, free_doc, pdf->doc);
    if (HPDF_SetCompressionMode(pdf->doc, HPDF_COMP_ALL) != HPDF_OK) {
        return RC_INTERNAL;
    }
    TRY(describe(pdf));
    return fonts_load(&pdf->fonts, &pdf->repertoire, pdf->doc);
}

static void draw(struct pdf *pdf)
{
    pdf->bottom = footer_height(pdf);
    page_begin(pdf);
    head_draw(pdf);
    table_draw(pdf, totals_height(pdf));
    closing_draw(pdf);
    footers_draw(pdf);
}

static enum rc save(struct pdf *pdf, struct buf *out)
{
    TRY(fonts_finish(&pdf->fonts, pdf->doc));
    if (HPDF_SaveToStream(pdf->doc) != HPDF_OK || pdf->failure.status != HPDF_OK) {
        return RC_INTERNAL;
    }
    HPDF_UINT32 size = HPDF_GetStreamSize(pdf->doc);
    HPDF_UINT32 got = size;
    char *room = buf_reserve(out, size);
    HPDF_STATUS status = HPDF_ReadFromStream(pdf->doc, (HPDF_BYTE *)room, &got);
    if ((status != HPDF_OK && status != HPDF_STREAM_EOF) || got != size) {
        return RC_INTERNAL;
    }
    out->len += size;
    out->data[out->len] = '\0';
    return RC_OK;
}

static enum rc render(struct pdf *pdf, struct buf *out)
{
    document_characters(&pdf->repertoire, pdf->document);
    TRY(open_doc(pdf));
    draw(pdf);
    /* Some failures are only noted in the document, without a callback. */
    if (pdf->failure.status != HPDF_OK || HPDF_GetError(pdf->doc) != HPDF_OK) {
        return RC_INTERNAL;
    }
    return save(pdf, out);
}

enum rc pdf_render(struct cx *cx, const struct pdf_document *document, struct buf *out)
{
    /* On the arena, not the stack: libharu keeps a pointer into it until cx_end(). */
    struct pdf *pdf = arena_alloc(cx->arena, sizeof *pdf);
    pdf->cx = cx;
    pdf->document = document;
    repertoire_init(&pdf->repertoire, cx->arena);
    enum rc rc = render(pdf, out);
    if (rc != RC_OK) {
        log_line(LOG_LEVEL_ERROR, "pdf: libharu status 0x%04lx, detail %lu", pdf->failure.status, pdf->failure.detail);
        return fault_set(cx, RC_INTERNAL, NULL, NULL);
    }
    return RC_OK;
}
