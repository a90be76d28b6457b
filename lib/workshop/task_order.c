/* SPDX-License-Identifier: MIT
 *
 * Places on the board, see task_order.h. */
#include "workshop/task_order.h"

#include "base/str.h"

#define FIRST_SPREAD 8 /* so many are moved where that is enough */

struct tail {
    int64_t count, last;
};
static const struct field tail_fields[] = {
    FIELD_INT(struct tail, count, 0, 0, 0),
    FIELD_INT(struct tail, last, 0, 0, 0),
};
static RECORD(tail_record, "TaskTail", struct tail, tail_fields, NULL);

static bool is_elsewhere(const struct task *before, const struct task *task)
{
    return !before || !str_eq(before->status, task->status);
}

enum rc task_place(struct cx *cx, const struct task *before, struct task *task, uint64_t present)
{
    bool named = record_present(&task_record, present, "position") && task->position != INT_NULL;
    if (named || (!is_elsewhere(before, task) && task->position != INT_NULL)) {
        return RC_OK;
    }
    TRY(db_int(cx, SQL_TASK_TOP, ARGS(ARG_T("status", task->status)), &task->position));
    task->position = task->position < TASK_ROOM - TASK_POSITION_MAX ? -TASK_POSITION_MAX : task->position - TASK_ROOM;
    return RC_OK;
}

/* Up to `most` of those behind the place, evenly up to the one that stays; *done = there was room for them. */
static enum rc spread(struct cx *cx, const struct task *task, int64_t most, bool *done)
{
    struct tail tail;
    const struct arg place[] = {ARG_T("status", task->status),
                                ARG_I("position", task->position),
                                ARG_T("id", task->id),
                                ARG_I("most", most + 1),
                                {.kind = ARG_END}};
    TRY(db_get(cx, SQL_TASK_AFTER, place, &tail_record, &tail));
    bool stays = tail.count > most;
    int64_t moved = stays ? most : tail.count;
    int64_t end = stays ? tail.last : TASK_POSITION_MAX;
    int64_t step = (end - task->position) / (moved + 1);
    step = step < TASK_ROOM ? step : TASK_ROOM;
    *done = step > 0;
    if (step < 2 && most < TASK_SPREAD_MAX) {
        *done = false; /* further on there may be more */
    }
    return *done ? db_run(cx, SQL_TASK_SPREAD,
                          ARGS(ARG_T("status", task->status), ARG_I("position", task->position), ARG_T("id", task->id),
                               ARG_I("most", moved), ARG_I("step", step)))
                 : RC_OK;
}

enum rc task_make_room(struct cx *cx, const struct task *before, const struct task *task)
{
    int64_t taken;
    bool done = false;
    if (!is_elsewhere(before, task) && before->position == task->position) {
        return RC_OK;
    }
    TRY(db_int(cx, SQL_TASK_BESIDE_PLACE,
               ARGS(ARG_T("status", task->status), ARG_I("position", task->position), ARG_T("id", task->id)), &taken));
    for (int64_t most = FIRST_SPREAD; taken && !done && most <= TASK_SPREAD_MAX; most *= 4) {
        TRY(spread(cx, task, most, &done));
    }
    return RC_OK;
}
