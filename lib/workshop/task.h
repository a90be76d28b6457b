/* SPDX-License-Identifier: MIT
 *
 * Tasks of the team (workshop API, "Tasks"), what they are about (`subject`), and their places on the board (task_order.h). Who may
 * not see a deal does not see its tasks, unless they are his; the statements know (task_seen). */
#ifndef WORKSHOP_TASK_H
#define WORKSHOP_TASK_H

#include "resource/resource.h"

struct task {
    const char *id;
    const char *title;
    const char *description;
    const char *assignee_id; /* a user */
    const char *contact_id;
    const char *subject_type;  /* of task_subjects; both are there or neither */
    const char *subject_id;    /* a record of that kind, which may be gone since */
    const char *subject_title; /* in answers: NULL where it is gone, has no name yet, or is a deal that one does not see */
    int64_t due_date;          /* an instant */
    const char *status;        /* TODO IN_PROGRESS DONE */
    const char *priority;      /* LOW MEDIUM HIGH URGENT */
    int64_t position;          /* in the column of its status, ascending */
    const char *created_by;
    int64_t completed_at; /* when it became DONE */
    int64_t created_at;
    int64_t version; /* one more at each write */
    int64_t updated_at;
    const char *assignee, *contact; /* in answers: JSON (beside.h) */
};

extern const struct machine task_machine;
#define TASK_BY_CHANGE "tasks" /* the route that moves one */

extern const char *const task_subjects[];
extern const struct record task_record;
extern const struct record task_row_record; /* lists: without the ids beside the names */
extern const struct resource task_resource;
extern const struct filter task_filters[]; /* of its list; the first is of what is done alone */

#endif
