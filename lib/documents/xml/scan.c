/* SPDX-License-Identifier: MIT
 *
 * libexpat in its strictest setting: a document type stops it before anything of it is looked at. */
#include "documents/xml/scan.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

enum { SEPARATOR = '\n', PIECE = 65536 }; /* no namespace has a line feed in it: expat normalises attributes */

struct state {
    const struct scan *scan;
    XML_Parser parser;
    enum scan_end end;
    size_t depth;
    size_t elements;
    bool leaf;                          /* nothing has begun within the open element */
    size_t lengths[SCAN_DEPTH_MAX + 1]; /* of the path, by depth */
    char path[SCAN_DEPTH_MAX * (SCAN_NAME_MAX + 1)];
    char attribute[SCAN_VALUE_MAX];
    char text[SCAN_TEXT_MAX + 1];
    size_t text_len;
    bool cut;
};

static void stop(struct state *state, enum scan_end end)
{
    state->end = end;
    XML_StopParser(state->parser, XML_FALSE);
}

static void on_doctype(void *data, const XML_Char *name, const XML_Char *sysid, const XML_Char *pubid, int internal)
{
    (void)name;
    (void)sysid;
    (void)pubid;
    (void)internal;
    stop(data, SCAN_DOCTYPE);
}

/* What stands behind the separator: the name without its namespace. */
static const char *local(const char *name)
{
    const char *at = strchr(name, SEPARATOR);
    return at ? at + 1 : name;
}

static void take_attribute(struct state *state, const XML_Char **attributes)
{
    state->attribute[0] = '\0';
    for (size_t i = 0; attributes[i]; i += 2) {
        for (size_t k = 0; state->scan->attributes[k]; k++) {
            size_t len = strlen(attributes[i + 1]);
            if (state->attribute[0] == '\0' && strcmp(attributes[i], state->scan->attributes[k]) == 0 && len < SCAN_VALUE_MAX) {
                memcpy(state->attribute, attributes[i + 1], len + 1);
            }
        }
    }
}

static void begin_root(struct state *state, const XML_Char *name)
{
    char space[256] = "";
    const char *own = local(name);
    size_t len = own == name ? 0 : (size_t)(own - name) - 1;
    if (len < sizeof space) {
        memcpy(space, name, len);
    }
    state->lengths[1] = 0;
    if (!state->scan->root(state->scan->data, space, own)) {
        stop(state, SCAN_UNWANTED);
    }
}

/* Below the root: the path grows by the name. */
static void begin_below(struct state *state, const XML_Char *name)
{
    const char *own = local(name);
    size_t at = state->lengths[state->depth - 1];
    size_t len = strlen(own);
    if (len > SCAN_NAME_MAX) {
        stop(state, SCAN_TOO_LARGE);
        return;
    }
    if (at > 0) {
        state->path[at++] = '/';
    }
    memcpy(state->path + at, own, len + 1);
    state->lengths[state->depth] = at + len;
    state->scan->begins(state->scan->data, state->path);
}

static void XMLCALL on_begin(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct state *state = data;
    if (state->end != SCAN_READ) {
        return;
    }
    if (state->depth >= SCAN_DEPTH_MAX || state->elements >= SCAN_ELEMENTS_MAX) {
        stop(state, SCAN_TOO_LARGE);
        return;
    }
    state->depth++;
    state->elements++;
    state->leaf = true;
    state->text_len = 0;
    state->cut = false;
    take_attribute(state, attributes);
    if (state->depth == 1) {
        begin_root(state, name);
    } else {
        begin_below(state, name);
    }
}

static void XMLCALL on_text(void *data, const XML_Char *text, int len)
{
    struct state *state = data;
    size_t room = SCAN_TEXT_MAX - state->text_len;
    size_t taken = (size_t)len <= room ? (size_t)len : room;
    if (!state->leaf || state->cut) {
        return;
    }
    while (taken < (size_t)len && taken > 0 && ((unsigned char)text[taken] & 0xc0) == 0x80) {
        taken--;
    }
    state->cut = taken < (size_t)len;
    memcpy(state->text + state->text_len, text, taken);
    state->text_len += taken;
}

static bool blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static void tell_leaf(struct state *state)
{
    char *text = state->text;
    size_t len = state->text_len;
    while (len > 0 && blank(text[len - 1])) {
        len--;
    }
    text[len] = '\0';
    while (blank(*text)) {
        text++;
    }
    const struct scan_leaf leaf = {state->path, text, state->cut, state->attribute};
    state->scan->leaf(state->scan->data, &leaf);
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
    struct state *state = data;
    (void)name;
    if (state->end != SCAN_READ) {
        return;
    }
    if (state->leaf && state->depth > 1) {
        tell_leaf(state);
    }
    state->leaf = false;
    state->depth--;
    state->path[state->depth > 0 ? state->lengths[state->depth] : 0] = '\0';
}

static enum scan_end parse(struct state *state, const char *bytes, size_t len)
{
    size_t done = 0;
    while (done < len || len == 0) {
        size_t piece = len - done < PIECE ? len - done : PIECE;
        bool last = done + piece == len;
        if (XML_Parse(state->parser, bytes + done, (int)piece, last) != XML_STATUS_OK) {
            return state->end != SCAN_READ ? state->end : SCAN_BROKEN;
        }
        if (last) {
            break;
        }
        done += piece;
    }
    return state->end;
}

enum scan_end xml_scan(const struct scan *scan, const char *bytes, size_t len)
{
    enum scan_end end = SCAN_BROKEN;
    struct state *state = calloc(1, sizeof *state);
    XML_Parser parser = state ? XML_ParserCreateNS(NULL, SEPARATOR) : NULL;
    if (parser) {
        state->scan = scan;
        state->parser = parser;
        state->leaf = true;
        XML_SetUserData(parser, state);
        XML_SetParamEntityParsing(parser, XML_PARAM_ENTITY_PARSING_NEVER);
        XML_SetStartDoctypeDeclHandler(parser, on_doctype);
        XML_SetElementHandler(parser, on_begin, on_end);
        XML_SetCharacterDataHandler(parser, on_text);
        end = parse(state, bytes, len);
        XML_ParserFree(parser);
    }
    free(state);
    return end;
}
