/* SPDX-License-Identifier: MIT
 *
 * The board of tasks: a column a status, each with its first tasks in their order and how many there are. Of what is done the last
 * days only. */
#ifndef WORKSHOP_TASK_BOARD_H
#define WORKSHOP_TASK_BOARD_H

#include "workshop/task.h"

#define BOARD_ROWS 50      /* of a column, unless the request says otherwise */
#define BOARD_ROWS_MAX 100 /* at most */
#define BOARD_DONE_ROWS 30 /* at most of what is done */
#define BOARD_DONE_DAYS 30 /* since then */

struct task_column {
    const char *status;
    int64_t count;
    struct list items; /* struct task, as task_row_record prints it */
};
struct task_board {
    struct list columns; /* struct task_column, in the order of the statuses */
};
extern const struct record task_board_record;
extern const struct list_spec task_board_list; /* filters and search that the board takes; for its description */

/* Reads: to be called in a transaction. `query` as of a list. */
enum rc task_board_read(struct cx *cx, const struct query *query, int64_t per_status, struct task_board *board);

#endif
