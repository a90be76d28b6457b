/* SPDX-License-Identifier: MIT
 *
 * Text as a file can hold it. Input refuses what XML 1.0 forbids; this is for what was stored before, or by other hands: a
 * character that makes a whole file unreadable is left out. */
#ifndef DOCUMENTS_SHEET_CLEAN_H
#define DOCUMENTS_SHEET_CLEAN_H

#include "base/arena.h"

enum clean_for {
    CLEAN_TEXT, /* UTF-8: no malformed bytes, no surrogates, no non-characters */
    CLEAN_XML,  /* and no control character but TAB, LF and CR */
};

/* `text` itself when there is nothing to leave out, else a copy; NULL for NULL. */
const char *clean_text(struct arena *arena, const char *text, enum clean_for target);

#endif
