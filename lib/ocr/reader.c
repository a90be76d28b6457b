/* SPDX-License-Identifier: MIT
 *
 * Tesseract's C interface, with one thread: its OpenMP loops are slower with two, and the child may not start any. */
#include "ocr/reader.h"

#include <stdlib.h>
#include <string.h>
#include <tesseract/capi.h>
#include <unistd.h>

extern void omp_set_max_active_levels(int levels); /* clang has no omp.h of gcc's library */

#define LANGUAGE "fra"

static TessBaseAPI *engine;

bool reader_is_able(void)
{
    /* Where Debian's packages put them: versions 5 and before. */
    static const char *const files[] = {"/usr/share/tesseract-ocr/5/tessdata/" LANGUAGE ".traineddata",
                                        "/usr/share/tesseract-ocr/4.00/tessdata/" LANGUAGE ".traineddata"};
    return getenv("TESSDATA_PREFIX") || access(files[0], R_OK) == 0 || access(files[1], R_OK) == 0;
}

bool reader_start(void)
{
    /* No dictionary: codes, names and streets are in none. */
    static const char *const names[] = {"load_system_dawg", "load_freq_dawg", "load_punc_dawg", "load_number_dawg"};
    static const char *const values[] = {"0", "0", "0", "0"};
    omp_set_max_active_levels(0); /* setenv() and omp_set_num_threads() come too late, or do nothing */
    engine = TessBaseAPICreate();
    return engine &&
           TessBaseAPIInit4(engine, NULL, LANGUAGE, OEM_LSTM_ONLY, NULL, 0, (char **)names, (char **)values, 4, 0) == 0;
}

/* Copies what fits, cut between characters, without blanks at its ends. */
static void keep(char *out, const char *text)
{
    text += strspn(text, " \n");
    size_t len = strlen(text);
    if (len >= READER_TEXT_MAX) {
        len = READER_TEXT_MAX - 1;
        while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80) {
            len--;
        }
    }
    while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\n')) {
        len--;
    }
    memcpy(out, text, len);
    out[len] = '\0';
}

static void add_piece(struct page *page, TessResultIterator *at, TessPageIteratorLevel level)
{
    const TessPageIterator *place = TessResultIteratorGetPageIteratorConst(at);
    char *text = TessResultIteratorGetUTF8Text(at, level);
    struct piece *piece = &page->pieces[page->count];
    piece->line = level == RIL_TEXTLINE;
    if (text && TessPageIteratorBoundingBox(place, level, &piece->left, &piece->top, &piece->right, &piece->bottom)) {
        keep(piece->text, text);
        page->count += piece->text[0] != '\0';
    }
    TessDeleteText(text);
}

void reader_page(struct Pix *pix, struct page *page)
{
    page->count = 0;
    TessBaseAPISetPageSegMode(engine, PSM_SPARSE_TEXT);
    TessBaseAPISetVariable(engine, "tessedit_char_whitelist", "");
    TessBaseAPISetImage2(engine, pix);
    TessBaseAPISetSourceResolution(engine, 300);
    TessResultIterator *at = TessBaseAPIRecognize(engine, NULL) == 0 ? TessBaseAPIGetIterator(engine) : NULL;
    if (!at) {
        return;
    }
    do {
        const TessPageIterator *place = TessResultIteratorGetPageIteratorConst(at);
        if (TessPageIteratorIsAtBeginningOf(place, RIL_TEXTLINE) && page->count < READER_PIECES_MAX) {
            add_piece(page, at, RIL_TEXTLINE);
        }
        if (page->count < READER_PIECES_MAX) {
            add_piece(page, at, RIL_WORD);
        }
    } while (page->count < READER_PIECES_MAX && TessResultIteratorNext(at, RIL_WORD));
    TessResultIteratorDelete(at);
}

void reader_line(struct Pix *pix, enum alphabet alphabet, char *out)
{
    static const char *const alphabets[] = {
        [ALPHABET_ALL] = "",
        [ALPHABET_NAME] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ-' ",
        [ALPHABET_CODE] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
        [ALPHABET_VIN] = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789",
        [ALPHABET_PLATE] = "ABCDEFGHJKLMNPQRSTVWXYZ0123456789-",
        [ALPHABET_MRZ] = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789<",
        [ALPHABET_MRZ_2] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<",
        [ALPHABET_DATE] = "0123456789/",
    };
    *out = '\0';
    TessBaseAPISetPageSegMode(engine, PSM_SINGLE_LINE);
    TessBaseAPISetVariable(engine, "tessedit_char_whitelist", alphabets[alphabet]);
    TessBaseAPISetImage2(engine, pix);
    TessBaseAPISetSourceResolution(engine, 300);
    char *text = TessBaseAPIGetUTF8Text(engine);
    if (text) {
        keep(out, text);
        TessDeleteText(text);
    }
}
