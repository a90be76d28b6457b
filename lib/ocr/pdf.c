/* SPDX-License-Identifier: MIT
 *
 * The first page of a PDF by poppler and cairo, drawn no larger than what is worked with. */
#include <cairo.h>
#include <leptonica/allheaders.h>
#include <poppler.h>
#include <stdbool.h>

#include "ocr/picture.h"

#define LONG_SIDE 2700.0 /* pixels */

static PIX *pix_of(cairo_surface_t *surface)
{
    int width = cairo_image_surface_get_width(surface);
    int height = cairo_image_surface_get_height(surface);
    int stride = cairo_image_surface_get_stride(surface);
    const unsigned char *bytes = cairo_image_surface_get_data(surface);
    PIX *pix = bytes ? pixCreate(width, height, 8) : NULL;
    for (int y = 0; pix && y < height; y++) {
        l_uint32 *line = pixGetData(pix) + (ptrdiff_t)y * pixGetWpl(pix);
        const unsigned char *row = bytes + (ptrdiff_t)y * stride;
        for (int x = 0; x < width; x++) { /* blue, green, red, unused, where the least byte comes first */
            const unsigned char *p = row + (ptrdiff_t)x * 4;
            SET_DATA_BYTE(line, x, (l_uint8)((p[0] * 29 + p[1] * 150 + p[2] * 77) >> 8));
        }
    }
    return pix;
}

static PIX *draw(PopplerPage *page)
{
    double width = 0;
    double height = 0;
    poppler_page_get_size(page, &width, &height);
    if (!(width >= 10 && height >= 10 && width / height < 20 && height / width < 20)) {
        return NULL;
    }
    double scale = LONG_SIDE / (width > height ? width : height);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(width * scale), (int)(height * scale));
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, scale, scale);
    poppler_page_render(page, cairo);
    bool drawn = cairo_status(cairo) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    PIX *pix = drawn ? pix_of(surface) : NULL;
    cairo_surface_destroy(surface);
    return pix;
}

/* Nothing that is drawn leaves a trace: a page without content, or one whose content is nonsense (a form that draws itself). */
static bool empty(PIX *pix)
{
    for (int y = 0; y < pixGetHeight(pix); y++) {
        const l_uint32 *line = pixGetData(pix) + (ptrdiff_t)y * pixGetWpl(pix);
        for (int x = 0; x < pixGetWidth(pix); x++) {
            if (GET_DATA_BYTE(line, x) != 255) {
                return false;
            }
        }
    }
    return true;
}

PIX *picture_read_pdf(const void *bytes, size_t len, enum picture_fault *fault)
{
    GBytes *file = g_bytes_new_static(bytes, len);
    PopplerDocument *document = poppler_document_new_from_bytes(file, NULL, NULL);
    int pages = document ? poppler_document_get_n_pages(document) : 0;
    PIX *pix = NULL;
    if (pages > PICTURE_PAGES_MAX) {
        *fault = PICTURE_TOO_MANY_PAGES;
    } else if (pages > 0) {
        PopplerPage *page = poppler_document_get_page(document, 0);
        pix = page ? draw(page) : NULL;
        g_clear_object(&page);
        if (pix && empty(pix)) {
            *fault = PICTURE_EMPTY;
            pixDestroy(&pix);
        }
    }
    g_clear_object(&document);
    g_bytes_unref(file);
    return pix;
}
