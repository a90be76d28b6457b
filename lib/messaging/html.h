/* SPDX-License-Identifier: MIT
 *
 * Plain text as a page for mail programs: paragraphs, lines, and links that can be followed. Nothing of the text is markup. */
#ifndef MESSAGING_HTML_H
#define MESSAGING_HTML_H

#include "base/arena.h"

/* A whole document, on the arena. Blank lines part paragraphs; what begins with http:// or https:// becomes a link to itself. */
const char *html_of_text(struct arena *arena, const char *text);

#endif
