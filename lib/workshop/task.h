/* SPDX-License-Identifier: MIT
 *
 * Tasks of the team (workshop API, "Tasks"). */
#ifndef WORKSHOP_TASK_H
#define WORKSHOP_TASK_H

#include "resource/resource.h"

struct task {
    const char *id;
    const char *title;
    const char *description;
    const char *assignee_id; /* a user */
    const char *contact_id;
    int64_t due_date;     /* an instant */
    const char *status;   /* TODO IN_PROGRESS DONE */
    const char *priority; /* LOW MEDIUM HIGH URGENT */
    const char *created_by;
    int64_t completed_at; /* when it became DONE */
    int64_t created_at;
    int64_t version; /* one more at each write */
    int64_t updated_at;
    const char *assignee, *contact; /* in answers: JSON (beside.h) */
};

extern const struct machine task_machine;
#define TASK_BY_CHANGE "tasks" /* the route that moves one */

extern const struct record task_record;
extern const struct record task_row_record; /* lists: without the ids beside the names */
extern const struct resource task_resource;

#endif
