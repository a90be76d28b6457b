/* SPDX-License-Identifier: MIT
 *
 * Forms by font and glyph, in a table of the document. HarfBuzz calls back with each stroke: the callbacks write into memory
 * of this file alone, since none of the arena may be taken there. */
#include "documents/pdf/outline.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"

#define PATH_BYTES (192u << 10) /* of one glyph; a longer one stays blank */
#define STROKE_BYTES 80u        /* more than one operator takes */
#define COMPRESSED_FROM 300u    /* bytes that are worth it */
#define FORMS_MAX 3500          /* libharu's dictionaries end at 4,095; beyond, outlines stand in the page */
#define INLINE_MAX 6000         /* of those; what is beyond stays blank, so that no document takes unbounded time */
#define FIRST_ROOM 64u

struct form {
    uint64_t key;   /* 0: free */
    HPDF_Dict form; /* NULL: blank, or not kept */
    bool blank;
};

struct outlines {
    struct arena *arena;
    HPDF_Doc doc;
    struct form *forms; /* `room` of them, a power of two */
    size_t room;
    size_t count;
    size_t inlined; /* glyphs drawn without a form */
};

/* The glyph that is being read, as operators of PDF. */
static struct path {
    char text[PATH_BYTES];
    size_t len;
    bool overflow;
    int left, bottom, right, top;
} path;

/* ---- reading ---- */

static int unit(float length)
{
    return (int)lrintf(length < -30000.0f ? -30000.0f : length > 30000.0f ? 30000.0f : length);
}

static void include(float x, float y)
{
    path.left = unit(x) < path.left ? unit(x) : path.left;
    path.right = unit(x) > path.right ? unit(x) : path.right;
    path.bottom = unit(y) < path.bottom ? unit(y) : path.bottom;
    path.top = unit(y) > path.top ? unit(y) : path.top;
}

/* " 123": printf() would take most of the time that an outline costs. */
static void put_number(int number)
{
    char digits[12];
    size_t len = 0;
    unsigned int left = number < 0 ? 0u - (unsigned int)number : (unsigned int)number;
    do {
        digits[len++] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    path.text[path.len++] = ' ';
    if (number < 0) {
        path.text[path.len++] = '-';
    }
    while (len > 0) {
        path.text[path.len++] = digits[--len];
    }
}

static void put_operator(char operator)
{
    path.text[path.len++] = ' ';
    path.text[path.len++] = operator;
    path.text[path.len++] = '\n';
}

static bool has_room(void)
{
    path.overflow = path.overflow || path.len + STROKE_BYTES > PATH_BYTES;
    return !path.overflow;
}

static void stroke(float x, float y, char operator)
{
    include(x, y);
    if (has_room()) {
        put_number(unit(x));
        put_number(unit(y));
        put_operator(operator);
    }
}

static void on_move(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    (void)funcs, (void)data, (void)state, (void)user;
    stroke(x, y, 'm');
}

static void on_line(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    (void)funcs, (void)data, (void)state, (void)user;
    stroke(x, y, 'l');
}

/* Curves of the second degree come as such of the third: HarfBuzz turns them. */
// NOLINTNEXTLINE(readability-function-size): HarfBuzz's signature
static void on_curve(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x2, float y2,
                     float x, float y, void *user)
{
    (void)funcs, (void)data, (void)state, (void)user;
    include(x1, y1);
    include(x2, y2);
    include(x, y);
    if (has_room()) {
        const float numbers[] = {x1, y1, x2, y2, x, y};
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
            put_number(unit(numbers[i]));
        }
        put_operator('c');
    }
}

static void on_close(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user)
{
    (void)funcs, (void)data, (void)state, (void)user;
    if (has_room()) {
        memcpy(path.text + path.len, "h\n", 2);
        path.len += 2;
    }
}

static hb_draw_funcs_t *strokes(void)
{
    static hb_draw_funcs_t *funcs; /* for the life of the process */
    if (!funcs) {
        funcs = hb_draw_funcs_create();
        hb_draw_funcs_set_move_to_func(funcs, on_move, NULL, NULL);
        hb_draw_funcs_set_line_to_func(funcs, on_line, NULL, NULL);
        hb_draw_funcs_set_cubic_to_func(funcs, on_curve, NULL, NULL);
        hb_draw_funcs_set_close_path_func(funcs, on_close, NULL, NULL);
        hb_draw_funcs_make_immutable(funcs);
    }
    return funcs;
}

/* Fills `path`; false for a blank. Glyph 0 is a font's box for what it lacks. */
static bool read_path(int font, enum face face, hb_codepoint_t glyph)
{
    path.len = 0;
    path.overflow = false;
    path.left = path.bottom = INT_MAX;
    path.right = path.top = INT_MIN;
    if (glyph == 0) {
        return false;
    }
#if HB_VERSION_ATLEAST(7, 0, 0)
    hb_font_draw_glyph(world_font(font, face), glyph, strokes(), NULL);
#else
    hb_font_get_glyph_shape(world_font(font, face), glyph, strokes(), NULL);
#endif
    if (path.len == 0 || path.overflow) {
        return false;
    }
    memcpy(path.text + path.len, "f\n", 2); /* STROKE_BYTES leave room */
    path.len += 2;
    return true;
}

/* ---- forms ---- */

static HPDF_Dict form_new(HPDF_Doc doc)
{
    HPDF_Dict form = HPDF_DictStream_New(doc->mmgr, doc->xref);
    HPDF_Stream bytes = form ? HPDF_MemStream_New(doc->mmgr, (HPDF_UINT)path.len) : NULL;
    HPDF_Array box = bytes ? HPDF_Array_New(doc->mmgr) : NULL;
    if (!box) {
        return NULL;
    }
    HPDF_Stream_Free(form->stream); /* it takes 4 KiB for each form */
    form->stream = bytes;
    form->header.obj_class |= HPDF_OSUBCLASS_XOBJECT;
    form->filter = path.len >= COMPRESSED_FROM ? HPDF_STREAM_FILTER_FLATE_DECODE : HPDF_STREAM_FILTER_NONE;
    const int corners[] = {path.left, path.bottom, path.right, path.top};
    HPDF_STATUS status = HPDF_Dict_Add(form, "BBox", box);
    for (int i = 0; i < 4; i++) {
        status |= HPDF_Array_AddNumber(box, corners[i]);
    }
    status |= HPDF_Dict_AddName(form, "Type", "XObject");
    status |= HPDF_Dict_AddName(form, "Subtype", "Form");
    status |= HPDF_Stream_Write(bytes, (const HPDF_BYTE *)path.text, (HPDF_UINT)path.len);
    return status == HPDF_OK ? form : NULL;
}

/* ---- the table ---- */

struct outlines *outlines_new(struct arena *arena, HPDF_Doc doc)
{
    struct outlines *outlines = arena_alloc(arena, sizeof *outlines);
    *outlines = (struct outlines){.arena = arena, .doc = doc, .room = FIRST_ROOM};
    outlines->forms = arena_array(arena, outlines->room, sizeof *outlines->forms);
    return outlines;
}

/* Where `key` is, or would be. */
static struct form *slot_of(struct form *forms, size_t room, uint64_t key)
{
    size_t i = (size_t)(key * 0x9e3779b97f4a7c15u >> 32) & (room - 1);
    while (forms[i].key != 0 && forms[i].key != key) {
        i = (i + 1) & (room - 1);
    }
    return &forms[i];
}

static void make_room(struct outlines *outlines)
{
    size_t room = 2 * outlines->room;
    struct form *forms = arena_array(outlines->arena, room, sizeof *forms);
    for (size_t i = 0; i < outlines->room; i++) {
        if (outlines->forms[i].key != 0) {
            *slot_of(forms, room, outlines->forms[i].key) = outlines->forms[i];
        }
    }
    outlines->forms = forms;
    outlines->room = room;
}

static struct form *form_of(struct outlines *outlines, int font, enum face face, hb_codepoint_t glyph)
{
    uint64_t key = (uint64_t)1 << 63 | (uint64_t)face << 48 | (uint64_t)font << 32 | glyph;
    struct form *form = slot_of(outlines->forms, outlines->room, key);
    if (form->key == key) {
        return form;
    }
    if (2 * outlines->count >= outlines->room) {
        make_room(outlines);
        form = slot_of(outlines->forms, outlines->room, key);
    }
    form->key = key;
    form->blank = !read_path(font, face, glyph);
    form->form = form->blank || outlines->count >= FORMS_MAX ? NULL : form_new(outlines->doc);
    outlines->count++;
    return form;
}

bool outline_seen(struct outlines *outlines, int font, enum face face, hb_codepoint_t glyph)
{
    return !form_of(outlines, font, face, glyph)->blank;
}

void outline_draw(struct outlines *outlines, HPDF_Page page, int font, enum face face, hb_codepoint_t glyph)
{
    const struct form *form = form_of(outlines, font, face, glyph);
    if (form->form) {
        HPDF_Page_ExecuteXObject(page, form->form);
    } else if (!form->blank && outlines->inlined < INLINE_MAX && read_path(font, face, glyph)) {
        outlines->inlined++;
        HPDF_Stream_Write(((HPDF_PageAttr)page->attr)->stream, (const HPDF_BYTE *)path.text, (HPDF_UINT)path.len);
    }
}
