/* SPDX-License-Identifier: MIT
 *
 * The table of fonts, and those that are open. */
#include "documents/pdf/world_fonts.h"

#include <hb-ot.h>
#include <stdio.h>

#include "base/log.h"
#include "documents/pdf/world_files.h"

#define PATH_MAX_LEN 300
#define EM 1000

/* A file of the system and a face in it. */
struct source {
    const char *regular;
    const char *bold;   /* NULL: there is none */
    hb_script_t script; /* HB_SCRIPT_COMMON: asked for anything */
    unsigned int face;  /* in the file */
};

#define NOTO(a, b, c, d, stem)                                                                                                 \
    {                                                                                                                          \
        WORLD_NOTO "/" stem "-Regular.ttf", WORLD_NOTO "/" stem "-Bold.ttf", HB_TAG(a, b, c, d), 0                             \
    }
#define CJK(face)                                                                                                              \
    {                                                                                                                          \
        WORLD_CJK "/NotoSansCJK-Regular.ttc", WORLD_CJK "/NotoSansCJK-Bold.ttc", HB_SCRIPT_HAN, face                           \
    }

static const struct source sources[] = {
    [HAN_JAPAN] = CJK(0),
    [HAN_KOREA] = CJK(1),
    [HAN_CHINA] = CJK(2),
    [HAN_TAIWAN] = CJK(3),
#define SYMBOLA HAN_COUNT
    {WORLD_SYMBOLA "/Symbola_hint.ttf", NULL, HB_SCRIPT_COMMON, 0},
#define GENERAL (SYMBOLA + 1)
    {WORLD_DEJAVU "/DejaVuSans.ttf", WORLD_DEJAVU "/DejaVuSans-Bold.ttf", HB_SCRIPT_COMMON, 0},
    NOTO('Z', 'y', 'y', 'y', "NotoSans"),
    NOTO('Z', 'y', 'y', 'y', "NotoSansSymbols2"),
    NOTO('Z', 'y', 'y', 'y', "NotoSansSymbols"),
    NOTO('Z', 'y', 'y', 'y', "NotoSansMath"),
    NOTO('Z', 'y', 'y', 'y', "NotoMusic"),
#define SCRIPTS (GENERAL + 6)
    NOTO('A', 'd', 'l', 'm', "NotoSansAdlam"),
    NOTO('A', 'g', 'h', 'b', "NotoSansCaucasianAlbanian"),
    NOTO('A', 'h', 'o', 'm', "NotoSerifAhom"),
    NOTO('A', 'r', 'a', 'b', "NotoSansArabic"),
    NOTO('A', 'r', 'm', 'i', "NotoSansImperialAramaic"),
    NOTO('A', 'r', 'm', 'n', "NotoSansArmenian"),
    NOTO('A', 'v', 's', 't', "NotoSansAvestan"),
    NOTO('B', 'a', 'l', 'i', "NotoSansBalinese"),
    NOTO('B', 'a', 'm', 'u', "NotoSansBamum"),
    NOTO('B', 'a', 's', 's', "NotoSansBassaVah"),
    NOTO('B', 'a', 't', 'k', "NotoSansBatak"),
    NOTO('B', 'e', 'n', 'g', "NotoSansBengali"),
    NOTO('B', 'h', 'k', 's', "NotoSansBhaiksuki"),
    NOTO('B', 'r', 'a', 'h', "NotoSansBrahmi"),
    NOTO('B', 'u', 'g', 'i', "NotoSansBuginese"),
    NOTO('B', 'u', 'h', 'd', "NotoSansBuhid"),
    NOTO('C', 'a', 'k', 'm', "NotoSansChakma"),
    NOTO('C', 'a', 'n', 's', "NotoSansCanadianAboriginal"),
    NOTO('C', 'a', 'r', 'i', "NotoSansCarian"),
    NOTO('C', 'h', 'a', 'm', "NotoSansCham"),
    NOTO('C', 'h', 'e', 'r', "NotoSansCherokee"),
    NOTO('C', 'o', 'p', 't', "NotoSansCoptic"),
    NOTO('C', 'p', 'r', 't', "NotoSansCypriot"),
    NOTO('D', 'e', 'v', 'a', "NotoSansDevanagari"),
    NOTO('D', 'o', 'g', 'r', "NotoSerifDogra"),
    NOTO('D', 's', 'r', 't', "NotoSansDeseret"),
    NOTO('D', 'u', 'p', 'l', "NotoSansDuployan"),
    NOTO('E', 'g', 'y', 'p', "NotoSansEgyptianHieroglyphs"),
    NOTO('E', 'l', 'b', 'a', "NotoSansElbasan"),
    NOTO('E', 'l', 'y', 'm', "NotoSansElymaic"),
    NOTO('E', 't', 'h', 'i', "NotoSansEthiopic"),
    NOTO('G', 'e', 'o', 'r', "NotoSansGeorgian"),
    NOTO('G', 'l', 'a', 'g', "NotoSansGlagolitic"),
    NOTO('G', 'o', 'n', 'g', "NotoSansGunjalaGondi"),
    NOTO('G', 'o', 'n', 'm', "NotoSansMasaramGondi"),
    NOTO('G', 'o', 't', 'h', "NotoSansGothic"),
    NOTO('G', 'r', 'a', 'n', "NotoSansGrantha"),
    NOTO('G', 'u', 'j', 'r', "NotoSansGujarati"),
    NOTO('G', 'u', 'r', 'u', "NotoSansGurmukhi"),
    NOTO('H', 'a', 'n', 'o', "NotoSansHanunoo"),
    NOTO('H', 'a', 't', 'r', "NotoSansHatran"),
    NOTO('H', 'e', 'b', 'r', "NotoSansHebrew"),
    NOTO('H', 'l', 'u', 'w', "NotoSansAnatolianHieroglyphs"),
    NOTO('H', 'm', 'n', 'g', "NotoSansPahawhHmong"),
    NOTO('H', 'm', 'n', 'p', "NotoSerifNyiakengPuachueHmong"),
    NOTO('H', 'u', 'n', 'g', "NotoSansOldHungarian"),
    NOTO('I', 't', 'a', 'l', "NotoSansOldItalic"),
    NOTO('J', 'a', 'v', 'a', "NotoSansJavanese"),
    NOTO('K', 'a', 'l', 'i', "NotoSansKayahLi"),
    NOTO('K', 'h', 'a', 'r', "NotoSansKharoshthi"),
    NOTO('K', 'h', 'm', 'r', "NotoSansKhmer"),
    NOTO('K', 'h', 'o', 'j', "NotoSansKhojki"),
    NOTO('K', 'n', 'd', 'a', "NotoSansKannada"),
    NOTO('K', 't', 'h', 'i', "NotoSansKaithi"),
    NOTO('L', 'a', 'n', 'a', "NotoSansTaiTham"),
    NOTO('L', 'a', 'o', 'o', "NotoSansLao"),
    NOTO('L', 'e', 'p', 'c', "NotoSansLepcha"),
    NOTO('L', 'i', 'm', 'b', "NotoSansLimbu"),
    NOTO('L', 'i', 'n', 'a', "NotoSansLinearA"),
    NOTO('L', 'i', 'n', 'b', "NotoSansLinearB"),
    NOTO('L', 'i', 's', 'u', "NotoSansLisu"),
    NOTO('L', 'y', 'c', 'i', "NotoSansLycian"),
    NOTO('L', 'y', 'd', 'i', "NotoSansLydian"),
    NOTO('M', 'a', 'h', 'j', "NotoSansMahajani"),
    NOTO('M', 'a', 'n', 'd', "NotoSansMandaic"),
    NOTO('M', 'a', 'n', 'i', "NotoSansManichaean"),
    NOTO('M', 'a', 'r', 'c', "NotoSansMarchen"),
    NOTO('M', 'e', 'd', 'f', "NotoSansMedefaidrin"),
    NOTO('M', 'e', 'n', 'd', "NotoSansMendeKikakui"),
    NOTO('M', 'e', 'r', 'c', "NotoSansMeroitic"),
    NOTO('M', 'l', 'y', 'm', "NotoSansMalayalam"),
    NOTO('M', 'o', 'd', 'i', "NotoSansModi"),
    NOTO('M', 'o', 'n', 'g', "NotoSansMongolian"),
    NOTO('M', 'r', 'o', 'o', "NotoSansMro"),
    NOTO('M', 't', 'e', 'i', "NotoSansMeeteiMayek"),
    NOTO('M', 'u', 'l', 't', "NotoSansMultani"),
    NOTO('M', 'y', 'm', 'r', "NotoSansMyanmar"),
    NOTO('N', 'a', 'r', 'b', "NotoSansOldNorthArabian"),
    NOTO('N', 'b', 'a', 't', "NotoSansNabataean"),
    NOTO('N', 'e', 'w', 'a', "NotoSansNewa"),
    NOTO('N', 'k', 'o', 'o', "NotoSansNKo"),
    NOTO('N', 's', 'h', 'u', "NotoSansNushu"),
    NOTO('O', 'g', 'a', 'm', "NotoSansOgham"),
    NOTO('O', 'l', 'c', 'k', "NotoSansOlChiki"),
    NOTO('O', 'r', 'k', 'h', "NotoSansOldTurkic"),
    NOTO('O', 'r', 'y', 'a', "NotoSansOriya"),
    NOTO('O', 's', 'g', 'e', "NotoSansOsage"),
    NOTO('O', 's', 'm', 'a', "NotoSansOsmanya"),
    NOTO('P', 'a', 'l', 'm', "NotoSansPalmyrene"),
    NOTO('P', 'a', 'u', 'c', "NotoSansPauCinHau"),
    NOTO('P', 'e', 'r', 'm', "NotoSansOldPermic"),
    NOTO('P', 'h', 'a', 'g', "NotoSansPhagsPa"),
    NOTO('P', 'h', 'l', 'i', "NotoSansInscriptionalPahlavi"),
    NOTO('P', 'h', 'l', 'p', "NotoSansPsalterPahlavi"),
    NOTO('P', 'h', 'n', 'x', "NotoSansPhoenician"),
    NOTO('P', 'l', 'r', 'd', "NotoSansMiao"),
    NOTO('P', 'r', 't', 'i', "NotoSansInscriptionalParthian"),
    NOTO('R', 'j', 'n', 'g', "NotoSansRejang"),
    NOTO('R', 'o', 'h', 'g', "NotoSansHanifiRohingya"),
    NOTO('R', 'u', 'n', 'r', "NotoSansRunic"),
    NOTO('S', 'a', 'm', 'r', "NotoSansSamaritan"),
    NOTO('S', 'a', 'r', 'b', "NotoSansOldSouthArabian"),
    NOTO('S', 'a', 'u', 'r', "NotoSansSaurashtra"),
    NOTO('S', 'g', 'n', 'w', "NotoSansSignWriting"),
    NOTO('S', 'h', 'a', 'w', "NotoSansShavian"),
    NOTO('S', 'h', 'r', 'd', "NotoSansSharada"),
    NOTO('S', 'i', 'd', 'd', "NotoSansSiddham"),
    NOTO('S', 'i', 'n', 'd', "NotoSansKhudawadi"),
    NOTO('S', 'i', 'n', 'h', "NotoSansSinhala"),
    NOTO('S', 'o', 'g', 'd', "NotoSansSogdian"),
    NOTO('S', 'o', 'g', 'o', "NotoSansOldSogdian"),
    NOTO('S', 'o', 'r', 'a', "NotoSansSoraSompeng"),
    NOTO('S', 'o', 'y', 'o', "NotoSansSoyombo"),
    NOTO('S', 'u', 'n', 'd', "NotoSansSundanese"),
    NOTO('S', 'y', 'l', 'o', "NotoSansSylotiNagri"),
    NOTO('S', 'y', 'r', 'c', "NotoSansSyriac"),
    NOTO('T', 'a', 'g', 'b', "NotoSansTagbanwa"),
    NOTO('T', 'a', 'k', 'r', "NotoSansTakri"),
    NOTO('T', 'a', 'l', 'e', "NotoSansTaiLe"),
    NOTO('T', 'a', 'l', 'u', "NotoSansNewTaiLue"),
    NOTO('T', 'a', 'm', 'l', "NotoSansTamil"),
    NOTO('T', 'a', 'n', 'g', "NotoSerifTangut"),
    NOTO('T', 'a', 'v', 't', "NotoSansTaiViet"),
    NOTO('T', 'e', 'l', 'u', "NotoSansTelugu"),
    NOTO('T', 'f', 'n', 'g', "NotoSansTifinagh"),
    NOTO('T', 'g', 'l', 'g', "NotoSansTagalog"),
    NOTO('T', 'h', 'a', 'a', "NotoSansThaana"),
    NOTO('T', 'h', 'a', 'i', "NotoSansThai"),
    NOTO('T', 'i', 'b', 't', "NotoSerifTibetan"),
    NOTO('T', 'i', 'r', 'h', "NotoSansTirhuta"),
    NOTO('U', 'g', 'a', 'r', "NotoSansUgaritic"),
    NOTO('V', 'a', 'i', 'i', "NotoSansVai"),
    NOTO('W', 'a', 'r', 'a', "NotoSansWarangCiti"),
    NOTO('W', 'c', 'h', 'o', "NotoSansWancho"),
    NOTO('X', 'p', 'e', 'o', "NotoSansOldPersian"),
    NOTO('X', 's', 'u', 'x', "NotoSansCuneiform"),
    NOTO('Y', 'e', 'z', 'i', "NotoSerifYezidi"),
    NOTO('Y', 'i', 'i', 'i', "NotoSansYi"),
    NOTO('Z', 'a', 'n', 'b', "NotoSansZanabazarSquare"),
};
#define SOURCES ((int)(sizeof sources / sizeof *sources))

/* What is open. A worker draws one document after the other, in one thread. */
static struct opened {
    hb_font_t *font;
    bool tried;
} opened[sizeof sources / sizeof *sources][FACE_COUNT];
static const char *root = "";

void world_fonts_under(const char *folder)
{
    for (int i = 0; i < SOURCES; i++) {
        for (int face = 0; face < FACE_COUNT; face++) {
            hb_font_destroy(opened[i][face].font);
            opened[i][face] = (struct opened){NULL, false};
        }
    }
    root = folder ? folder : "";
}

static hb_font_t *font_open(const char *file, unsigned int index)
{
    char path[PATH_MAX_LEN];
    snprintf(path, sizeof path, "%s%s", root, file);
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
    if (!blob) {
        return NULL;
    }
    hb_font_t *font = NULL;
    if (index < hb_face_count(blob)) {
        hb_face_t *face = hb_face_create(blob, index);
        font = hb_face_get_glyph_count(face) > 0 ? hb_font_create(face) : NULL;
        hb_face_destroy(face);
    }
    hb_blob_destroy(blob);
    if (font) {
        hb_font_set_scale(font, EM, EM);
        hb_font_make_immutable(font);
    }
    return font;
}

/* The bold face where there is one, else the regular one, which is opened anyway. */
hb_font_t *world_font(int index, enum face face)
{
    struct opened *slot = &opened[index][face];
    const struct source *source = &sources[index];
    if (slot->tried) {
        return slot->font;
    }
    slot->tried = true;
    const char *file = face == FACE_BOLD ? source->bold : source->regular;
    slot->font = file ? font_open(file, source->face) : NULL;
    if (!slot->font && face == FACE_BOLD) {
        slot->font = world_font(index, FACE_REGULAR);
        hb_font_reference(slot->font);
    } else if (!slot->font) {
        log_line(LOG_LEVEL_WARNING, "pdf: no font %s%s: install the packages of packages.txt", root, file);
    }
    return slot->font;
}

bool world_font_has(int index, uint32_t character)
{
    hb_font_t *font = world_font(index, FACE_REGULAR);
    hb_codepoint_t glyph;
    return font && hb_font_get_nominal_glyph(font, character, &glyph) && glyph != 0;
}

/* Scripts that the fonts of East Asia hold beside Chinese characters, and their punctuation and squares. */
static bool is_east_asian(uint32_t character, hb_script_t script)
{
    return script == HB_SCRIPT_HAN || script == HB_SCRIPT_HIRAGANA || script == HB_SCRIPT_KATAKANA ||
           script == HB_SCRIPT_HANGUL || script == HB_SCRIPT_BOPOMOFO || (character >= 0x3000 && character < 0x3400) ||
           (character >= 0xfe30 && character < 0xfe50) || (character >= 0xff00 && character < 0xfff0);
}

static int first_with(uint32_t character, int from, int to)
{
    while (from < to && !world_font_has(from, character)) {
        from++;
    }
    return from < to ? from : WORLD_NONE;
}

int world_font_for(uint32_t character, hb_script_t script, enum han han)
{
    if (is_east_asian(character, script) && world_font_has((int)han, character)) {
        return (int)han;
    }
    for (int i = SCRIPTS; i < SOURCES; i++) {
        if (sources[i].script == script && world_font_has(i, character)) {
            return i;
        }
    }
    if (character >= 0x1f000 && world_font_has(SYMBOLA, character)) {
        return SYMBOLA;
    }
    int found = first_with(character, GENERAL, SCRIPTS);
    return found != WORLD_NONE ? found : first_with(character, 0, GENERAL);
}
