/* SPDX-License-Identifier: MIT
 *
 * Tasks: all of it is generic (crud.h). */
#include "workshop/task.h"

#include "fcgi/api/rows.h"

static const struct route rows[] = {
    {READ("/api/tasks", crud_list, "List tasks; the first 1,000 unless `page` or `limit` is given"),
     .resource = &task_resource},
    {CREATE("/api/tasks", crud_create, "Create a task"), .resource = &task_resource},
    {READ("/api/tasks/{id}", crud_get, "A task"), .resource = &task_resource},
    {WRITE("PATCH", "/api/tasks/{id}", crud_change, "Change a task"), .resource = &task_resource},
    {REMOVE("/api/tasks/{id}", crud_delete, "Delete a task"), .resource = &task_resource},
    {RESTORE("/api/tasks/{id}/restore", crud_restore, "Undo the deletion of a task"), .resource = &task_resource},
    {.method = NULL},
};
const struct route_group task_routes = {"Tasks", "What somebody has to do, and until when.", rows};
