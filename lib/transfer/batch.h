/* SPDX-License-Identifier: MIT
 *
 * Batches of an import's job: write transactions short enough that people who write wait for none of them. */
#ifndef TRANSFER_BATCH_H
#define TRANSFER_BATCH_H

#include "transfer/import_parts.h"

struct batches {
    struct import *import;
    const char *source; /* of the journal's rows */
    /* Does the next piece inside the transaction of a batch; *more is false when nothing is left. Its memory ends with the batch. */
    enum rc (*piece)(struct cx *cx, void *state, bool *more);
    void *state;
    const char *done; /* what the import is when nothing is left */
};

/* Pieces for a second at most. The import's row follows each batch in its transaction. RC_END: something is left. */
enum rc batches_run(struct cx *cx, const struct batches *batches);

#endif
