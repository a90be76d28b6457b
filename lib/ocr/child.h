/* SPDX-License-Identifier: MIT
 *
 * Looks at a stranger's file in a child process that has given away network, files, processes and most system calls, with limits on
 * memory and time. What the child answers is a stranger's, too: whoever asked checks it. */
#ifndef OCR_CHILD_H
#define OCR_CHILD_H

#include <stddef.h>

/* How it ended. */
enum child_end {
    CHILD_ANSWERED,
    CHILD_BROKEN,  /* the file has ended it */
    CHILD_COSTLY,  /* a limit on memory or time was reached */
    CHILD_MISSING, /* this machine makes no child */
};

struct child_task {
    /* What the child does; it fills `answer`. */
    void (*work)(const void *bytes, size_t len, void *answer);
    const void *bytes;
    size_t len;
    void *answer; /* of `size` bytes, flat */
    size_t size;
};

/* Takes up to a minute; no transaction may be open. */
enum child_end child_run(const struct child_task *task);

/* Said by the work: the picture is there, so that the short limit on drawing it stands no longer. */
void child_has_drawn(void);

#endif
