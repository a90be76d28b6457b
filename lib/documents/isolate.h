/* SPDX-License-Identifier: MIT
 *
 * Text within other text, where one of them may run from right to left: a name behind its label. */
#ifndef DOCUMENTS_ISOLATE_H
#define DOCUMENTS_ISOLATE_H

#include "base/arena.h"

/* `text` as it may stand within another text: where it has letters from right to left, isolated, so that neither turns the
 * other around. Returns `text` itself nearly always; NULL for NULL. For paper alone: isolation is invisible characters. */
const char *text_isolated(struct arena *arena, const char *text);

#endif
