/* SPDX-License-Identifier: MIT
 *
 * From bytes to letters. Each step is linear: no text keeps a worker, whatever it is made of. */
#include "documents/pdf/world_text.h"

#include <fribidi.h>
#include <string.h>
#include <thai/thwbrk.h>
#include <unilbrk.h>

#include "base/log.h"
#include "documents/isolate.h"
#include "documents/pdf/world_files.h"

#define REPLACEMENT 0xfffdu
#define RUN_MAX 512  /* letters that are shaped at once */
#define MARKS_MAX 10 /* on one letter; no script needs more */
#define THAI_FIRST 0x0e01u
#define THAI_LAST 0x0e5bu

/* For one paragraph at a time; nothing of them outlives a call. */
static struct {
    FriBidiChar characters[LETTERS_MAX];
    FriBidiCharType types[LETTERS_MAX];
    FriBidiBracketType brackets[LETTERS_MAX];
    FriBidiLevel levels[LETTERS_MAX];
    char breaks[LETTERS_MAX];
    bool begins[LETTERS_MAX];
    thwchar_t thai[LETTERS_MAX + 1];
    int thai_breaks[LETTERS_MAX];
} scratch;

/* ---- characters ---- */

static bool between(uint32_t character, uint32_t first, uint32_t last)
{
    return character >= first && character <= last;
}

/* Marks, joiners, variation selectors, skin tones, tags: they belong to the letter before them. */
static bool is_follower(uint32_t character)
{
    hb_unicode_general_category_t category = hb_unicode_general_category(hb_unicode_funcs_get_default(), character);
    return category == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK || category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK || character == 0x200c || character == 0x200d ||
           between(character, 0x1f3fb, 0x1f3ff) || between(character, 0xe0020, 0xe007f);
}

/* Drawn by nobody: skin tones and tags are beyond a font in black; variants are not told apart. */
static bool is_unseen(uint32_t character)
{
    return hb_unicode_general_category(hb_unicode_funcs_get_default(), character) == HB_UNICODE_GENERAL_CATEGORY_FORMAT ||
           between(character, 0xfe00, 0xfe0f) || between(character, 0x1f3fb, 0x1f3ff);
}

/* A picture that no font here has is left out; a letter is not. */
static bool is_picture(uint32_t character)
{
    return between(character, 0x1f000, 0x1faff) || between(character, 0x2600, 0x27bf) || between(character, 0x2b00, 0x2bff);
}

/* Letters that stand for a flag by two become just these. */
static uint32_t without_flags(uint32_t character)
{
    return between(character, 0x1f1e6, 0x1f1ff) ? 'A' + (character - 0x1f1e6) : character;
}

static hb_script_t script_of(uint32_t character)
{
    return hb_unicode_script(hb_unicode_funcs_get_default(), character);
}

static bool is_real(hb_script_t script)
{
    return script != HB_SCRIPT_COMMON && script != HB_SCRIPT_INHERITED && script != HB_SCRIPT_UNKNOWN;
}

/* Up to LETTERS_MAX letters; the text that they take is the paragraph's. */
static void decode(struct paragraph *paragraph, struct arena *arena)
{
    const char *at = paragraph->text;
    const char *end = at + paragraph->len;
    uint32_t count = 0;
    for (const char *next = at; count < LETTERS_MAX && text_next(&next, end) != 0;) {
        count++;
    }
    paragraph->letters = arena_array(arena, count + 1, sizeof *paragraph->letters);
    for (uint32_t i = 0; i < count; i++) {
        paragraph->letters[i].at = (uint32_t)(at - paragraph->text);
        paragraph->letters[i].character = without_flags(text_next(&at, end));
        scratch.characters[i] = paragraph->letters[i].character;
    }
    paragraph->count = count;
    if (count == LETTERS_MAX) {
        paragraph->len = (size_t)(at - paragraph->text);
    }
    paragraph->letters[count].at = (uint32_t)paragraph->len;
}

/* ---- order ---- */

static void order(struct paragraph *paragraph)
{
    FriBidiStrIndex count = (FriBidiStrIndex)paragraph->count;
    FriBidiParType base = FRIBIDI_PAR_ON;
    FriBidiCharType all = 0;
    fribidi_get_bidi_types(scratch.characters, count, scratch.types);
    for (FriBidiStrIndex i = 0; i < count; i++) {
        all |= scratch.types[i] & (FRIBIDI_MASK_RTL | FRIBIDI_MASK_ARABIC | FRIBIDI_MASK_EXPLICIT | FRIBIDI_MASK_ISOLATE);
    }
    if (all == 0) {
        return;
    }
    fribidi_get_bracket_types(scratch.characters, count, scratch.types, scratch.brackets);
    if (fribidi_get_par_embedding_levels_ex(scratch.types, scratch.brackets, count, &base, scratch.levels) == 0) {
        return; /* out of memory: as it was written */
    }
    paragraph->right_to_left = FRIBIDI_IS_RTL(base) != 0;
    for (uint32_t i = 0; i < paragraph->count; i++) {
        paragraph->letters[i].level = (uint8_t)scratch.levels[i];
    }
}

/* ---- fonts ---- */

/* Which form Chinese characters have: that of the country whose own letters stand beside them. */
static enum han han_of(const struct paragraph *paragraph)
{
    enum han han = HAN_CHINA;
    for (uint32_t i = 0; i < paragraph->count; i++) {
        hb_script_t script = script_of(paragraph->letters[i].character);
        if (script == HB_SCRIPT_HIRAGANA || script == HB_SCRIPT_KATAKANA) {
            return HAN_JAPAN;
        }
        han = script == HB_SCRIPT_HANGUL ? HAN_KOREA : script == HB_SCRIPT_BOPOMOFO ? HAN_TAIWAN : han;
    }
    return han;
}

/* A blank between words of one font is that font's. */
static bool is_inner_blank(const struct letter *letters, uint32_t at, const struct letter *before)
{
    return letters[at].character == ' ' && before && before->font >= 0 && letters[at + 1].character != 0 &&
           !repertoire_shows(letters[at + 1].character);
}

/* Letters [from, to) are one letter and what belongs to it; `before`: the one before them, or NULL. */
static void choose_font(struct letter *letters, uint32_t from, uint32_t to, const struct letter *before, enum han han)
{
    struct letter *base = &letters[from];
    bool neutral = !is_real(script_of(base->character));
    base->script = neutral && before ? before->script : script_of(base->character);
    if (is_unseen(base->character)) {
        base->font = WORLD_NONE;
    } else if (repertoire_shows(base->character) && to == from + 1 && base->level % 2 == 0 &&
               !is_inner_blank(letters, from, before)) {
        base->font = WORLD_PAGE;
    } else if (neutral && before && before->font >= 0 && world_font_has(before->font, base->character)) {
        base->font = before->font;
    } else {
        base->font = (int16_t)world_font_for(base->character, base->script, han);
    }
    if (base->font == WORLD_NONE && !is_unseen(base->character) && !is_picture(base->character)) {
        base->character = repertoire_shows(base->character) ? base->character : REPLACEMENT;
        base->font = WORLD_PAGE;
    }
    for (uint32_t i = from + 1; i < to; i++) {
        bool drawn = base->font >= 0 && i - from <= MARKS_MAX && !between(letters[i].character, 0x1f3fb, 0x1f3ff) &&
                     (is_unseen(letters[i].character) || world_font_has(base->font, letters[i].character));
        letters[i].font = drawn ? base->font : WORLD_NONE;
        letters[i].script = base->script;
        letters[i].level = base->level;
        letters[i].joined = true;
    }
}

static void choose_fonts(struct paragraph *paragraph)
{
    struct letter *letters = paragraph->letters;
    enum han han = han_of(paragraph);
    const struct letter *before = NULL;
    for (uint32_t from = 0, to; from < paragraph->count; from = to) {
        to = from + 1;
        while (to < paragraph->count && (is_follower(letters[to].character) || letters[to - 1].character == 0x200d)) {
            to++;
        }
        choose_font(letters, from, to, before, han);
        before = &letters[from];
    }
}

/* ---- lengths ---- */

struct run run_at(const struct paragraph *paragraph, uint32_t from, uint32_t to)
{
    const struct letter *first = &paragraph->letters[from];
    struct run run = {from, from + 1};
    for (; run.to < to; run.to++) {
        const struct letter *letter = &paragraph->letters[run.to];
        bool same = letter->level == first->level && letter->font == first->font &&
                    (letter->script == first->script || first->font == WORLD_PAGE);
        if (!letter->joined && (!same || run.to - from >= RUN_MAX)) {
            break;
        }
    }
    return run;
}

const hb_glyph_info_t *run_shape(const struct paragraph *paragraph, struct run run, const hb_glyph_position_t **places,
                                 unsigned int *count)
{
    static hb_buffer_t *buffer; /* for the life of the process, as the fonts are */
    const struct letter *first = &paragraph->letters[run.from];
    if (!buffer) {
        buffer = hb_buffer_create();
    }
    hb_buffer_clear_contents(buffer);
    for (uint32_t i = run.from; i < run.to; i++) {
        if (paragraph->letters[i].font != WORLD_NONE) {
            hb_buffer_add(buffer, paragraph->letters[i].character, i);
        }
    }
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_direction(buffer, first->level % 2 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, first->script);
    hb_shape(world_font(first->font, paragraph->face), buffer, NULL, 0);
    *places = hb_buffer_get_glyph_positions(buffer, count);
    return hb_buffer_get_glyph_infos(buffer, count);
}

static void measure_run(struct fonts *fonts, struct paragraph *paragraph, struct run run)
{
    struct letter *letters = paragraph->letters;
    if (letters[run.from].font == WORLD_PAGE) {
        for (uint32_t i = run.from; i < run.to; i++) {
            bool drawn = letters[i].font == WORLD_PAGE;
            letters[i].advance = drawn ? fonts_width(fonts, paragraph->face, letters[i].character) : 0;
        }
        return;
    }
    if (letters[run.from].font == WORLD_NONE) {
        return;
    }
    const hb_glyph_position_t *places;
    unsigned int count;
    const hb_glyph_info_t *glyphs = run_shape(paragraph, run, &places, &count);
    bool *begins = scratch.begins; /* a cluster, as HarfBuzz sees it */
    memset(begins + run.from, false, run.to - run.from);
    for (unsigned int i = 0; i < count; i++) {
        letters[glyphs[i].cluster].advance += places[i].x_advance;
        begins[glyphs[i].cluster] = true;
    }
    for (uint32_t i = run.from + 1; i < run.to; i++) {
        letters[i].joined = letters[i].joined || !begins[i];
    }
}

/* ---- lines ---- */

/* Where the words of `count` letters of Thai end. */
static void break_thai(struct letter *letters, uint32_t count)
{
    static ThBrk *words;
    static bool tried;
    if (!tried) {
        tried = true;
        words = th_brk_new(NULL);
        if (!words) {
            log_line(LOG_LEVEL_WARNING, "pdf: no dictionary of Thai in " WORLD_THAI);
        }
    }
    if (!words) {
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        scratch.thai[i] = (thwchar_t)letters[i].character;
    }
    scratch.thai[count] = 0;
    int found = th_brk_wc_find_breaks(words, scratch.thai, scratch.thai_breaks, LETTERS_MAX);
    for (int i = 0; i < found; i++) {
        uint32_t at = (uint32_t)scratch.thai_breaks[i];
        if (at > 0 && at < count && !letters[at].joined) {
            letters[at - 1].may_break = true;
        }
    }
}

static void find_breaks(struct paragraph *paragraph)
{
    struct letter *letters = paragraph->letters;
    u32_possible_linebreaks(scratch.characters, paragraph->count, "UTF-8", scratch.breaks);
    for (uint32_t i = 1; i < paragraph->count; i++) {
        letters[i - 1].may_break = scratch.breaks[i] == UC_BREAK_POSSIBLE && !letters[i].joined;
    }
    for (uint32_t from = 0, to; from < paragraph->count; from = to) {
        to = from;
        while (to < paragraph->count && between(letters[to].character, THAI_FIRST, THAI_LAST)) {
            to++;
        }
        if (to > from) {
            break_thai(letters + from, to - from);
        } else {
            to++;
        }
    }
}

struct paragraph *paragraph_new(struct fonts *fonts, enum face face, const char *text, size_t len)
{
    struct arena *arena = fonts->repertoire->arena;
    struct paragraph *paragraph = arena_alloc(arena, sizeof *paragraph);
    *paragraph = (struct paragraph){.text = text, .len = len, .face = face};
    decode(paragraph, arena);
    order(paragraph);
    choose_fonts(paragraph);
    for (struct run run = {0, 0}; run.to < paragraph->count;) {
        run = run_at(paragraph, run.to, paragraph->count);
        measure_run(fonts, paragraph, run);
    }
    find_breaks(paragraph);
    return paragraph;
}

/* ---- isolation ---- */

const char *text_isolated(struct arena *arena, const char *text)
{
    const char *at = text;
    if (!text) {
        return NULL;
    }
    const char *end = text + strlen(text);
    for (uint32_t character; (character = text_next(&at, end)) != 0;) {
        if (FRIBIDI_IS_RTL(fribidi_get_bidi_type(character)) || between(character, 0x202a, 0x202e)) {
            return arena_printf(arena, "\u2068%s\u2069", text);
        }
    }
    return text;
}
