/* SPDX-License-Identifier: MIT
 *
 * The embedded engine's ear: a question in French or English becomes a tool and its arguments, without network and without a look at
 * the file (but for names, which it asks for). Every word has to be accounted for; what is left over means "not understood". */
#ifndef ASSISTANT_READER_H
#define ASSISTANT_READER_H

#include "assistant/ask.h"
#include "assistant/tokens.h"

struct reader {
    int64_t today;          /* days since 1970 in the tenant's zone */
    struct names names;     /* whose names may stand in a question */
    enum tool_id before;    /* of the question before in the conversation; TOOL_NONE: there was none */
    const struct ask *ask;  /* its arguments */
    enum language language; /* of a question that could be in both */
};

struct reading {
    enum tool_id tool; /* TOOL_NONE: not understood */
    struct ask ask;
    enum language language;
    const char *unknown; /* the first word that is not known, or NULL */
};

/* Texts of the reading are on the arena. Its work is bounded by TOKENS_MAX. */
void reader_read(struct arena *arena, const struct reader *reader, const char *question, struct reading *reading);

#endif
