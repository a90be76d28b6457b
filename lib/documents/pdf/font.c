/* SPDX-License-Identifier: MIT
 *
 * Fonts from memory, one-byte and two-byte text, and a ToUnicode map that readers accept. Checked against libharu 2.3.0;
 * the structures used are those of its installed headers. The fonts are made by scripts/gen_fonts.sh. */
#include "documents/pdf/font.h"

#include <string.h>

#include "base/buf.h"
#include "base/unicode.h"
#include "fonts.h"

#define REPLACEMENT 0xfffdu
#define NARROW_CODES 256
#define UNICODE_LAST 0x10ffffu
#define NUMBERS_MAX 65000 /* two bytes that are no NUL give 65,025 codes */

/* Windows-1252, 0x80 to 0x9f; 0: not assigned. */
static const uint16_t cp1252_high[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
    0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
};

/* The byte of Windows-1252, or 0. A narrow no-break space becomes a plain one, a no-break hyphen a hyphen. */
static uint8_t cp1252_byte(uint32_t character)
{
    if ((character >= 0x20 && character < 0x7f) || (character >= 0xa0 && character <= 0xff)) {
        return (uint8_t)character;
    }
    if (character == 0x202f) {
        return 0xa0;
    }
    if (character == 0x2011) {
        return '-';
    }
    for (uint8_t i = 0; i < 32; i++) {
        if (cp1252_high[i] == character) {
            return (uint8_t)(0x80 + i);
        }
    }
    return 0;
}

static uint32_t cp1252_character(uint8_t byte)
{
    return byte >= 0x80 && byte < 0xa0 ? cp1252_high[byte - 0x80] : byte;
}

/* ---- UTF-8 ---- */

/* How many bytes follow a lead byte, and its own bits; -1: no lead byte. */
static int lead_byte(unsigned char byte, uint32_t *bits)
{
    if (byte < 0x80) {
        *bits = byte;
        return 0;
    }
    if (byte >= 0xc2 && byte < 0xe0) {
        *bits = byte & 0x1fu;
        return 1;
    }
    if (byte >= 0xe0 && byte < 0xf0) {
        *bits = byte & 0x0fu;
        return 2;
    }
    if (byte >= 0xf0 && byte < 0xf5) {
        *bits = byte & 0x07u;
        return 3;
    }
    return -1;
}

static uint32_t decode(const char **text, const char *end)
{
    uint32_t character = 0;
    int more = lead_byte((unsigned char)*(*text)++, &character);
    if (more < 0 || end - *text < more) {
        return REPLACEMENT;
    }
    for (int i = 0; i < more; i++) {
        unsigned char byte = (unsigned char)(*text)[i];
        if ((byte & 0xc0) != 0x80) {
            return REPLACEMENT;
        }
        character = character << 6 | (byte & 0x3fu);
    }
    *text += more;
    if (character < 0x20 || (character >= 0x7f && character < 0xa0) || character == 0x2028 || character == 0x2029) {
        return ' ';
    }
    return (character >= 0xd800 && character < 0xe000) || character > UNICODE_LAST ? REPLACEMENT : character;
}

uint32_t text_next(const char **text, const char *end)
{
    if (*text < end && **text >= ' ' && **text <= '~') { /* most of all text */
        return (uint32_t)(unsigned char)*(*text)++;
    }
    while (*text < end) {
        uint32_t character = decode(text, end);
        if (!unicode_is_non_character(character)) {
            return character;
        }
    }
    return 0;
}

/* ---- repertoire ---- */

bool repertoire_shows(uint32_t character)
{
    size_t low = 0;
    size_t high = font_wide_range_count;
    if (character < 0x300) {
        return true; /* text_next() gives no control character */
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (font_wide_ranges[middle][1] < character) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < font_wide_range_count && font_wide_ranges[low][0] <= character;
}

static uint16_t number_of(const struct repertoire *repertoire, uint32_t character)
{
    const uint16_t *page = repertoire->numbers[character >> 8];
    return page ? page[character & 0xff] : 0;
}

static void wide_character(struct repertoire *repertoire, uint32_t character)
{
    uint16_t **page = &repertoire->numbers[character >> 8];
    if (number_of(repertoire, character) != 0 || repertoire->count == NUMBERS_MAX) {
        return;
    }
    if (!*page) {
        *page = arena_array(repertoire->arena, 256, sizeof **page);
    }
    if (repertoire->count + 1 >= repertoire->room) {
        size_t size = repertoire->room * sizeof *repertoire->character;
        repertoire->room = repertoire->room == 0                ? 512
                           : repertoire->room > NUMBERS_MAX / 2 ? NUMBERS_MAX + 1
                                                                : 2 * repertoire->room;
        repertoire->character =
            arena_grow(repertoire->arena, repertoire->character, size, repertoire->room * sizeof *repertoire->character);
    }
    (*page)[character & 0xff] = ++repertoire->count;
    repertoire->character[repertoire->count] = character;
    repertoire->outlined = repertoire->outlined || !repertoire_shows(character);
}

/* Labels and figures do not pass repertoire_add(): they stay within these characters. */
static void become_wide(struct repertoire *repertoire)
{
    repertoire->wide = true;
    repertoire->numbers = arena_array(repertoire->arena, (UNICODE_LAST >> 8) + 1, sizeof *repertoire->numbers);
    for (uint32_t byte = 0x20; byte < NARROW_CODES; byte++) {
        uint32_t character = cp1252_character((uint8_t)byte);
        if (character != 0 && byte != 0x7f) {
            wide_character(repertoire, character);
        }
    }
    wide_character(repertoire, 0x202f);
    wide_character(repertoire, REPLACEMENT);
}

void repertoire_init(struct repertoire *repertoire, struct arena *arena)
{
    *repertoire = (struct repertoire){.arena = arena};
}

void repertoire_add(struct repertoire *repertoire, const char *text)
{
    if (!text) {
        return;
    }
    const char *end = text + strlen(text);
    for (uint32_t character; (character = text_next(&text, end)) != 0;) {
        if (!repertoire->wide && cp1252_byte(character) == 0) {
            become_wide(repertoire);
        }
        if (repertoire->wide) {
            wide_character(repertoire, character);
        }
    }
}

/* The index of a character in the width tables: its byte or its number. */
static uint16_t code_of(const struct repertoire *repertoire, uint32_t character)
{
    if (!repertoire->wide) {
        uint8_t byte = cp1252_byte(character);
        return byte != 0 ? byte : '?';
    }
    uint16_t number = number_of(repertoire, character);
    return number != 0 ? number : number_of(repertoire, REPLACEMENT);
}

/* Two bytes for a number, neither of them 0, because HPDF_Page_ShowText() takes a C string. */
static uint16_t wide_code(uint16_t number)
{
    return (uint16_t)((number / 255 + 1) << 8 | (number % 255 + 1));
}

/* ---- loading ---- */

static HPDF_FontDef load_def(HPDF_Doc doc, const unsigned char *data, unsigned int len, const char *tag)
{
    HPDF_Stream stream = HPDF_MemStream_New(doc->mmgr, len);
    if (!stream) {
        return NULL;
    }
    if (HPDF_Stream_Write(stream, data, len) != HPDF_OK) {
        HPDF_Stream_Free(stream);
        return NULL;
    }
    HPDF_FontDef def = HPDF_TTFontDef_Load(doc->mmgr, stream, HPDF_TRUE); /* takes the stream over, also when it fails */
    if (!def || HPDF_Doc_RegisterFontDef(doc, def) != HPDF_OK) {
        return NULL;
    }
    char name[HPDF_TTF_FONT_TAG_LEN + 1];
    memcpy(name, tag, sizeof name);
    HPDF_TTFontDef_SetTagName(def, name);
    return def;
}

static HPDF_BOOL always_true(HPDF_Encoder encoder, HPDF_BYTE byte)
{
    (void)encoder;
    (void)byte;
    return HPDF_TRUE;
}

/* The character whose glyph the wide fonts show for a number. */
static uint32_t shown_character(const struct repertoire *repertoire, uint16_t number)
{
    uint32_t character = repertoire->character[number];
    return repertoire_shows(character) ? character : ' ';
}

/* An encoder for the numbers of this document: character identifier = code. libharu then looks up only these
 * characters, and its one-too-short loop over the identifiers gets a last one that nobody uses. */
static HPDF_Encoder wide_encoder(HPDF_Doc doc, const struct repertoire *repertoire)
{
    char name[] = "Identity-H";
    HPDF_Encoder encoder = HPDF_CMapEncoder_New(doc->mmgr, name, NULL);
    if (!encoder) {
        return NULL;
    }
    if (HPDF_CMapEncoder_InitAttr(encoder) != HPDF_OK) {
        HPDF_Encoder_Free(encoder);
        return NULL;
    }
    encoder->type = HPDF_ENCODER_TYPE_DOUBLE_BYTE;
    HPDF_CMapEncoderAttr attr = encoder->attr;
    for (uint16_t number = 1; number <= repertoire->count + 1; number++) {
        uint16_t code = wide_code(number);
        attr->cid_map[code & 0xff][code >> 8] = code;
        attr->unicode_map[code & 0xff][code >> 8] =
            number <= repertoire->count ? (HPDF_UNICODE)shown_character(repertoire, number) : 0;
    }
    attr->is_lead_byte_fn = always_true;
    attr->is_trial_byte_fn = always_true;
    memcpy(attr->registry, "Adobe", sizeof "Adobe");
    memcpy(attr->ordering, "Identity", sizeof "Identity");
    return HPDF_Doc_RegisterEncoder(doc, encoder) == HPDF_OK ? encoder : NULL;
}

enum rc fonts_load(struct fonts *fonts, struct repertoire *repertoire, HPDF_Doc doc)
{
    static const char *const tags[FACE_COUNT] = {"VCRMAA", "VCRMAB"};
    bool wide = repertoire->wide;
    size_t codes = wide ? (size_t)repertoire->count + 1 : NARROW_CODES;

    fonts->repertoire = repertoire;
    fonts->def[FACE_REGULAR] = wide ? load_def(doc, font_wide_regular, font_wide_regular_len, tags[FACE_REGULAR])
                                    : load_def(doc, font_text_regular, font_text_regular_len, tags[FACE_REGULAR]);
    fonts->def[FACE_BOLD] = wide ? load_def(doc, font_wide_bold, font_wide_bold_len, tags[FACE_BOLD])
                                 : load_def(doc, font_text_bold, font_text_bold_len, tags[FACE_BOLD]);
    if (wide && !wide_encoder(doc, repertoire)) {
        return RC_INTERNAL;
    }
    for (int face = 0; face < FACE_COUNT; face++) {
        if (!fonts->def[face]) {
            return RC_INTERNAL;
        }
        fonts->font[face] = HPDF_GetFont(doc, fonts->def[face]->base_font, wide ? "Identity-H" : "WinAnsiEncoding");
        if (!fonts->font[face]) {
            return RC_INTERNAL;
        }
        fonts->width[face] = arena_array(repertoire->arena, codes, sizeof *fonts->width[face]);
        memset(fonts->width[face], 0xff, codes * sizeof *fonts->width[face]);
    }
    return RC_OK;
}

/* ---- use ---- */

int16_t fonts_width(struct fonts *fonts, enum face face, uint32_t character)
{
    uint16_t code = code_of(fonts->repertoire, character);
    int16_t *width = &fonts->width[face][code];
    if (*width < 0) {
        uint32_t glyph = fonts->repertoire->wide ? shown_character(fonts->repertoire, code) : cp1252_character((uint8_t)code);
        *width = HPDF_TTFontDef_GetCharWidth(fonts->def[face], (HPDF_UINT16)glyph);
    }
    return *width;
}

char *fonts_put(const struct fonts *fonts, uint32_t character, char *out)
{
    uint16_t code = code_of(fonts->repertoire, character);
    if (fonts->repertoire->wide) {
        code = wide_code(code);
        *out++ = (char)(code >> 8);
    }
    *out++ = (char)(code & 0xff);
    return out;
}

void fonts_encode(const struct fonts *fonts, const char *text, size_t len, char *out)
{
    const char *end = text + len;
    for (uint32_t character; (character = text_next(&text, end)) != 0;) {
        out = fonts_put(fonts, character, out);
    }
    *out = '\0';
}

/* ---- finishing ---- */

/* Maps every code back to its character, in blocks of a hundred as the format demands. */
static char *to_unicode(const struct repertoire *repertoire)
{
    struct buf out;
    buf_init(&out, repertoire->arena, 8192);
    buf_str(&out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                  "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                  "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                  "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    for (unsigned int number = 1; number <= repertoire->count; number++) {
        unsigned int left = repertoire->count - number + 1u;
        if (number % 100 == 1) {
            buf_printf(&out, "%u beginbfchar\n", left < 100 ? left : 100);
        }
        uint32_t character = repertoire->character[number];
        if (character > 0xffff) {
            buf_printf(&out, "<%04X> <%04X%04X>\n", wide_code((uint16_t)number), 0xd7c0 + (character >> 10),
                       0xdc00 + (character & 0x3ff));
        } else {
            buf_printf(&out, "<%04X> <%04X>\n", wide_code((uint16_t)number), character);
        }
        if (number % 100 == 0 || left == 1) {
            buf_str(&out, "endbfchar\n");
        }
    }
    buf_str(&out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    return out.data;
}

static enum rc finish_wide(HPDF_Font font, HPDF_Doc doc, const char *map)
{
    HPDF_Dict stream = HPDF_DictStream_New(doc->mmgr, doc->xref);
    if (!stream) {
        return RC_INTERNAL;
    }
    stream->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
    if (HPDF_Stream_WriteStr(stream->stream, map) != HPDF_OK || HPDF_Dict_Add(font, "ToUnicode", stream) != HPDF_OK ||
        HPDF_Dict_AddName(font, "Encoding", "Identity-H") != HPDF_OK) {
        return RC_INTERNAL;
    }
    return RC_OK;
}

/* libharu makes the descriptor in before_write_fn, while saving. Called earlier, it can still be completed. */
static enum rc finish_face(HPDF_Font font, HPDF_FontDef def)
{
    font->filter = HPDF_STREAM_FILTER_FLATE_DECODE; /* what before_write_fn gives to the font file */
    if (font->before_write_fn(font) != HPDF_OK || !def->descriptor) {
        return RC_INTERNAL;
    }
    return HPDF_Dict_AddNumber(def->descriptor, "CapHeight", def->cap_height) == HPDF_OK ? RC_OK : RC_INTERNAL;
}

enum rc fonts_finish(struct fonts *fonts, HPDF_Doc doc)
{
    const char *map = fonts->repertoire->wide ? to_unicode(fonts->repertoire) : NULL;
    for (int face = 0; face < FACE_COUNT; face++) {
        if (map) {
            TRY(finish_wide(fonts->font[face], doc, map));
        }
        TRY(finish_face(fonts->font[face], fonts->def[face]));
    }
    return RC_OK;
}
