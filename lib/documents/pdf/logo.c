/* SPDX-License-Identifier: MIT
 *
 * The seller's logo above the name. The bytes were checked and re-encoded when they were uploaded; here only damage since
 * then must not hurt: libpng, as libharu drives it, answers a damaged PNG with abort(). So each chunk's checksum is
 * verified first. Of a JPEG libharu reads no more than the header. */
#include <string.h>

#include "documents/pdf/layout.h"

#define LOGO_WIDTH 150.0f
#define LOGO_HEIGHT 52.0f
#define LOGO_GAP 8.0f
#define PNG_SIGNATURE "\x89PNG\r\n\x1a\n"
#define PNG_SIGNATURE_LEN 8
#define CHUNK_FRAME 12 /* length, type and checksum around a chunk's data */

static bool is_png(const unsigned char *bytes, size_t len)
{
    return len >= PNG_SIGNATURE_LEN && memcmp(bytes, PNG_SIGNATURE, PNG_SIGNATURE_LEN) == 0;
}

static uint32_t big_endian(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* CRC-32 of the PNG standard, four bits at a time. */
static uint32_t checksum(const unsigned char *bytes, size_t len)
{
    static const uint32_t table[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4,
                                       0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
                                       0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
    uint32_t crc = 0xffffffff;
    for (size_t i = 0; i < len; i++) {
        crc = table[(crc ^ bytes[i]) & 15] ^ crc >> 4;
        crc = table[(crc ^ bytes[i] >> 4) & 15] ^ crc >> 4;
    }
    return ~crc;
}

/* Every chunk whole, the first one the header, the last one the end. */
static bool png_intact(const unsigned char *bytes, size_t len)
{
    const unsigned char *type = NULL;
    for (size_t at = PNG_SIGNATURE_LEN; at < len;) {
        if (len - at < CHUNK_FRAME || big_endian(bytes + at) > len - at - CHUNK_FRAME) {
            return false;
        }
        size_t data = big_endian(bytes + at);
        bool first = type == NULL;
        type = bytes + at + 4;
        if ((first && memcmp(type, "IHDR", 4) != 0) || checksum(type, data + 4) != big_endian(type + 4 + data)) {
            return false;
        }
        at += CHUNK_FRAME + data;
    }
    return type && memcmp(type, "IEND", 4) == 0;
}

static HPDF_Image load(struct pdf *pdf, const unsigned char *bytes, size_t len)
{
    if (!is_png(bytes, len)) {
        return HPDF_LoadJpegImageFromMem(pdf->doc, bytes, (HPDF_UINT)len);
    }
    return png_intact(bytes, len) ? HPDF_LoadPngImageFromMem(pdf->doc, bytes, (HPDF_UINT)len) : NULL;
}

void logo_draw(struct pdf *pdf)
{
    if (!pdf->document->logo || pdf->document->logo_len == 0) {
        return;
    }
    HPDF_Image image = load(pdf, pdf->document->logo, pdf->document->logo_len);
    float width = image ? (float)HPDF_Image_GetWidth(image) : 0.0f;
    float height = image ? (float)HPDF_Image_GetHeight(image) : 0.0f;
    if (width < 1.0f || height < 1.0f) {
        pdf_note_failure(HPDF_INVALID_IMAGE, 0, &pdf->failure);
        return;
    }
    float scale = LOGO_WIDTH / width < LOGO_HEIGHT / height ? LOGO_WIDTH / width : LOGO_HEIGHT / height;
    pdf->y -= height * scale;
    HPDF_Page_DrawImage(pdf->page, image, LEFT, pdf->y, width * scale, height * scale);
    pdf->y -= LOGO_GAP;
}
