/* SPDX-License-Identifier: MIT
 *
 * libharu's document around the pens. */
#include "documents/pdf/file.h"

#include "base/log.h"

static enum rc failed(const struct pdf *pdf)
{
    log_line(LOG_LEVEL_ERROR, "pdf: libharu status 0x%04lx, detail %lu", pdf->failure.status, pdf->failure.detail);
    return fault_set(pdf->cx, RC_INTERNAL, NULL, NULL);
}

static void free_doc(void *doc)
{
    HPDF_Free(doc);
}

static bool is_plain(const char *text)
{
    while (*text >= ' ' && *text < 0x7f) {
        text++;
    }
    return *text == '\0';
}

struct pdf *pdf_new(struct cx *cx)
{
    /* On the arena, not the stack: libharu keeps a pointer into it until cx_end(). */
    struct pdf *pdf = arena_alloc(cx->arena, sizeof *pdf);
    pdf->cx = cx;
    repertoire_init(&pdf->repertoire, cx->arena);
    return pdf;
}

enum rc pdf_open(struct pdf *pdf, const char *title)
{
    /* Without libharu's own memory pool, which is faster but hands out misaligned structures. */
    pdf->doc = HPDF_New(pdf_note_failure, &pdf->failure);
    if (!pdf->doc) {
        return failed(pdf);
    }
    cx_defer(pdf->cx, free_doc, pdf->doc);
    if (HPDF_SetCompressionMode(pdf->doc, HPDF_COMP_ALL) != HPDF_OK) {
        return failed(pdf);
    }
    if (title && is_plain(title) && HPDF_SetInfoAttr(pdf->doc, HPDF_INFO_TITLE, title) != HPDF_OK) {
        return failed(pdf);
    }
    return fonts_load(&pdf->fonts, &pdf->repertoire, pdf->doc) == RC_OK ? RC_OK : failed(pdf);
}

static void remember_page(struct pdf *pdf, HPDF_Page page)
{
    if (pdf->page_count == pdf->page_room) {
        size_t size = pdf->page_room * sizeof *pdf->pages;
        pdf->page_room = pdf->page_room == 0 ? 8 : 2 * pdf->page_room;
        pdf->pages = arena_grow(pdf->cx->arena, pdf->pages, size, pdf->page_room * sizeof *pdf->pages);
    }
    pdf->pages[pdf->page_count++] = page;
}

void pdf_add_page(struct pdf *pdf)
{
    HPDF_Page page = HPDF_AddPage(pdf->doc);
    pen_page(pdf, page);
    pdf->y = PAGE_TOP;
    if (!page) {
        pdf_note_failure(HPDF_INVALID_PAGE, 0, &pdf->failure);
        return; /* drawing over nothing is harmless */
    }
    remember_page(pdf, page);
    HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
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

enum rc pdf_save(struct pdf *pdf, struct buf *out)
{
    /* Some failures are only noted in the document, without a callback. */
    bool drawn = pdf->failure.status == HPDF_OK && HPDF_GetError(pdf->doc) == HPDF_OK;
    return drawn && save(pdf, out) == RC_OK ? RC_OK : failed(pdf);
}
