/* SPDX-License-Identifier: MIT
 *
 * Papers as answers. */
#ifndef API_PAPER_H
#define API_PAPER_H

#include "workshop/paper.h"

enum rc answer_paper(struct cx *cx, const struct paper *paper);

#endif
