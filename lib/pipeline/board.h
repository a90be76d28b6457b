/* SPDX-License-Identifier: MIT
 *
 * The board of the pipeline: the list of opportunities by stages, each with what all of its deals are worth and the first of
 * them. */
#ifndef PIPELINE_BOARD_H
#define PIPELINE_BOARD_H

#include "pipeline/figures.h"
#include "store/list.h"

#define BOARD_STAGE_DEFAULT 50
#define BOARD_STAGE_MAX 100

struct board_stage {
    struct stage_figures figures;
    struct list items; /* struct opportunity, in the list's order */
};

struct board {
    struct list stages; /* struct board_stage: every stage, in order */
};
extern const struct record board_record;

/* `query` holds the filters, search and order of opportunity_list. Only what the asking user may see. */
enum rc board_read(struct cx *cx, const struct query *query, int64_t per_stage, struct board *board);

#endif
