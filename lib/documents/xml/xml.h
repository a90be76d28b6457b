/* SPDX-License-Identifier: MIT
 *
 * Writes XML 1.0 in UTF-8: escaped, without empty elements, of bounded size and depth. Knows no vocabulary. Same calls, same bytes. */
#ifndef DOCUMENTS_XML_XML_H
#define DOCUMENTS_XML_XML_H

#include <stdbool.h>

#include "base/buf.h"

#define XML_DEPTH_MAX 16

struct xml {
    struct buf *out;
    size_t limit; /* bytes of `out` that are not passed */
    bool failed;  /* too large, too deep, or closed more often than opened */
    size_t depth;
    struct {
        const char *name;
        size_t at;   /* where it begins */
        size_t body; /* where its content begins, 0: its tag is open yet */
    } open[XML_DEPTH_MAX];
};

/* Begins with the declaration; `out` holds at most `limit` bytes in the end. */
void xml_begin(struct xml *xml, struct buf *out, size_t limit);

/* Names are ours and stand as they are; they live until the element is closed. */
void xml_open(struct xml *xml, const char *name);
/* Right behind xml_open(). A NULL value: no attribute. */
void xml_attr(struct xml *xml, const char *name, const char *value);
/* Text, escaped; what XML cannot hold is left out. */
void xml_text(struct xml *xml, const char *text);
/* An element without content disappears, with its attributes. */
void xml_close(struct xml *xml);
/* An element with text; none for NULL and for blanks. */
void xml_element(struct xml *xml, const char *name, const char *text);

/* False if anything failed; `out` is of no use then. */
bool xml_end(struct xml *xml);

#endif
