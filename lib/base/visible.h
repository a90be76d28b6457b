/* SPDX-License-Identifier: MIT
 *
 * Text of strangers for a terminal: what would move its cursor, change its colours or turn the direction of writing is
 * printed as an escape instead. */
#ifndef BASE_VISIBLE_H
#define BASE_VISIBLE_H

#include "base/buf.h"

enum visible {
    VISIBLE_LINES, /* lines end where they end */
    VISIBLE_LINE,  /* all on one line */
    VISIBLE_JSON,  /* ready-made JSON, which stays the same JSON */
};

/* Appends `text` to `out`: control characters, invisible ones and those of direction as \u202e, bytes that are no UTF-8 as
 * \x9b. */
void visible_text(struct buf *out, const char *text, enum visible kind);

#endif
