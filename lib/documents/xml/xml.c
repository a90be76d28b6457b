/* SPDX-License-Identifier: MIT
 *
 * Writing XML. */
#include "documents/xml/xml.h"

#include <string.h>

static void put(struct xml *xml, const char *bytes, size_t len)
{
    if (len > xml->limit - xml->out->len) {
        xml->failed = true;
    }
    if (!xml->failed) {
        buf_add(xml->out, bytes, len);
    }
}

static void put_text(struct xml *xml, const char *text)
{
    put(xml, text, strlen(text));
}

/* What stands for a byte; NULL: itself, "": nothing. */
static const char *escape(unsigned char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\r':
        return "&#13;";
    case '\t':
    case '\n':
        return NULL;
    default:
        return c < ' ' ? "" : NULL;
    }
}

static void put_escaped(struct xml *xml, const char *text)
{
    const char *from = text;
    for (; *text; text++) {
        const char *other = escape((unsigned char)*text);
        if (other) {
            put(xml, from, (size_t)(text - from));
            put_text(xml, other);
            from = text + 1;
        }
    }
    put(xml, from, (size_t)(text - from));
}

void xml_begin(struct xml *xml, struct buf *out, size_t limit)
{
    *xml = (struct xml){.out = out, .limit = limit, .failed = out->len > limit};
    put_text(xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

/* The tag of the innermost element ends: content follows. */
static void end_tag(struct xml *xml)
{
    if (xml->depth > 0 && xml->open[xml->depth - 1].body == 0) {
        put(xml, ">", 1);
        xml->open[xml->depth - 1].body = xml->out->len;
    }
}

void xml_open(struct xml *xml, const char *name)
{
    end_tag(xml);
    if (xml->depth == XML_DEPTH_MAX) {
        xml->failed = true;
    }
    if (xml->failed) {
        return;
    }
    xml->open[xml->depth].name = name;
    xml->open[xml->depth].at = xml->out->len;
    xml->open[xml->depth].body = 0;
    xml->depth++;
    put(xml, "<", 1);
    put_text(xml, name);
}

void xml_attr(struct xml *xml, const char *name, const char *value)
{
    if (value) {
        put(xml, " ", 1);
        put_text(xml, name);
        put(xml, "=\"", 2);
        put_escaped(xml, value);
        put(xml, "\"", 1);
    }
}

void xml_text(struct xml *xml, const char *text)
{
    if (*text) {
        end_tag(xml);
        put_escaped(xml, text);
    }
}

void xml_close(struct xml *xml)
{
    if (xml->depth == 0) {
        xml->failed = true;
    }
    if (xml->failed) {
        return;
    }
    xml->depth--;
    if (xml->open[xml->depth].body == 0 || xml->open[xml->depth].body == xml->out->len) {
        xml->out->len = xml->open[xml->depth].at;
        xml->out->data[xml->out->len] = '\0';
        return;
    }
    put(xml, "</", 2);
    put_text(xml, xml->open[xml->depth].name);
    put(xml, ">", 1);
}

void xml_element(struct xml *xml, const char *name, const char *text)
{
    if (text && text[strspn(text, " \t\r\n")] != '\0') {
        xml_open(xml, name);
        xml_text(xml, text);
        xml_close(xml);
    }
}

bool xml_end(struct xml *xml)
{
    return !xml->failed && xml->depth == 0;
}
