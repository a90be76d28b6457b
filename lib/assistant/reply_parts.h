/* SPDX-License-Identifier: MIT
 *
 * Rows and words of the embedded engine's replies. Private to lib/assistant. */
#ifndef ASSISTANT_REPLY_PARTS_H
#define ASSISTANT_REPLY_PARTS_H

#include "assistant/run.h"

struct voice {
    struct cx *cx;
    enum language language;
    const struct tool_answer *answer;
    struct buf *out;
};

char *voice_money(const struct voice *voice, int64_t cents);
char *voice_date(const struct voice *voice, const char *iso);
char *voice_days(const struct voice *voice, int64_t days);
/* The state that was asked for: " en attente" behind the French noun, "pending " before the English one; "" for none. */
const char *voice_trait(const struct voice *voice);
/* "1. …" for the first TOOL_ROWS_SHOWN rows, and how many more there are. */
void voice_rows(const struct voice *voice);

#endif
