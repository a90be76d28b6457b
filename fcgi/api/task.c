/* SPDX-License-Identifier: MIT
 *
 * Tasks: all of it is generic (crud.h) but for the board. */
#include "workshop/task.h"

#include "fcgi/api/rows.h"
#include "workshop/task_board.h"

static const struct field board_query[] = {
    {.name = "per_status", .type = FT_INT, .min = 1, .max = BOARD_ROWS_MAX, .about = "Tasks of each column; 50 when left out"},
    {.name = NULL},
};

static enum rc board_show(struct cx *cx)
{
    struct task_board board;
    int64_t per_status = BOARD_ROWS;
    struct query query = request_as_query(cx);
    TRY(query_number(cx, board_query, &per_status));
    TRY(task_board_read(cx, &query, per_status, &board));
    return answer_record(cx, 200, &task_board_record, &board);
}

static const struct route rows[] = {
    {READ("/api/tasks", crud_list, "List tasks; the first 1,000 unless `page` or `limit` is given"),
     .resource = &task_resource},
    {READ("/api/tasks/board", board_show,
          "The tasks of each status in their order; of what is done the last 30 days, and 30 of them at most"),
     .out = &task_board_record, .list = &task_board_list, .query = board_query},
    {CREATE("/api/tasks", crud_create, "Create a task"), .resource = &task_resource},
    {READ("/api/tasks/{id}", crud_get, "A task"), .resource = &task_resource},
    {WRITE("PATCH", "/api/tasks/{id}", crud_change, "Change a task"), .resource = &task_resource},
    {REMOVE("/api/tasks/{id}", crud_delete, "Delete a task"), .resource = &task_resource},
    {RESTORE("/api/tasks/{id}/restore", crud_restore, "Undo the deletion of a task"), .resource = &task_resource},
    {.method = NULL},
};
const struct route_group task_routes = {"Tasks", "What somebody has to do, until when, and what it is about.", rows};
