/* SPDX-License-Identifier: MIT
 *
 * The seller's logo above the name. The bytes were checked and re-encoded when they were uploaded; here only damage since
 * then must not hurt: libpng, as libharu drives it, answers a damaged PNG with abort(). So each chunk's checksum is
 * verified first. Of a JPEG libharu reads no more than the header. */
#include <string.h>

#include "documents/drawing.h"
#include "documents/pdf/layout.h"

#define LOGO_WIDTH 150.0f
#define LOGO_HEIGHT 52.0f
#define LOGO_GAP 8.0f
#define PNG_SIGNATURE "\x89PNG\r\n\x1a\n"
#define PNG_SIGNATURE_LEN 8

static bool is_png(const unsigned char *bytes, size_t len)
{
    return len >= PNG_SIGNATURE_LEN && memcmp(bytes, PNG_SIGNATURE, PNG_SIGNATURE_LEN) == 0;
}

static HPDF_Image load(struct pdf *pdf, const unsigned char *bytes, size_t len)
{
    if (!is_png(bytes, len)) {
        return HPDF_LoadJpegImageFromMem(pdf->doc, bytes, (HPDF_UINT)len);
    }
    return png_intact(bytes, len) ? HPDF_LoadPngImageFromMem(pdf->doc, bytes, (HPDF_UINT)len) : NULL;
}

/* How high it is, no larger than the frame. */
static float image_draw(struct pdf *pdf, const void *bytes, size_t len, float x, float frame_width, float frame_height)
{
    HPDF_Image image = load(pdf, bytes, len);
    float width = image ? (float)HPDF_Image_GetWidth(image) : 0.0f;
    float height = image ? (float)HPDF_Image_GetHeight(image) : 0.0f;
    if (width < 1.0f || height < 1.0f) {
        pdf_note_failure(HPDF_INVALID_IMAGE, 0, &pdf->failure);
        return 0.0f;
    }
    float scale = frame_width / width < frame_height / height ? frame_width / width : frame_height / height;
    HPDF_Page_DrawImage(pdf->page, image, x, pdf->y - height * scale, width * scale, height * scale);
    return height * scale;
}

void logo_draw(struct pdf *pdf)
{
    if (!pdf->document->logo || pdf->document->logo_len == 0) {
        return;
    }
    float height = image_draw(pdf, pdf->document->logo, pdf->document->logo_len, LEFT, LOGO_WIDTH, LOGO_HEIGHT);
    pdf->y -= height > 0.0f ? height + LOGO_GAP : 0.0f;
}

void picture_draw(struct pdf *pdf, const void *bytes, size_t len, float x, float width, float height)
{
    if (pdf->page) {
        image_draw(pdf, bytes, len, x, width, height);
    }
    pdf->y -= height;
}
