/* SPDX-License-Identifier: MIT
 *
 * The order of tasks in a column of the board. A place is a whole number; neighbours are far apart, so that a task is moved between
 * two others by writing it alone. Only where somebody has just the place that is asked for do those behind it move on, and no more
 * of them than it takes. */
#ifndef WORKSHOP_TASK_ORDER_H
#define WORKSHOP_TASK_ORDER_H

#include "workshop/task.h"

#define TASK_POSITION_MAX 4000000000000000LL /* either way; exact in the numbers of a browser */
#define TASK_ROOM 67108864LL                 /* between neighbours: halved 26 times before somebody has to move on */
#define TASK_SPREAD_MAX 512                  /* as many move on at most; beyond, of equal places the newest is first */

/* The place of a new task, or of one whose status is a new one, where the request names none: above all others. To be called once
 * the status is known. */
enum rc task_place(struct cx *cx, const struct task *before, struct task *task, uint64_t present);

/* After it was written: whoever else in the column has its place moves on. */
enum rc task_make_room(struct cx *cx, const struct task *before, const struct task *task);

#endif
