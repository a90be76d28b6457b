/* SPDX-License-Identifier: MIT
 *
 * Tasks: plain records, except that finishing one is an activity of its contact, unless it is about a deal. */
#include "workshop/task.h"

#include "auth/user.h"
#include "base/str.h"
#include "workshop/activity.h"
#include "workshop/beside.h"
#include "workshop/contact.h"
#include "workshop/task_order.h"

static const struct status task_statuses[] = {
    {"TODO", PHASE_OPEN, false},
    {"IN_PROGRESS", PHASE_OPEN, false},
    {"DONE", PHASE_CLOSED, true},
};
static const struct transition task_transitions[] = {{NULL, NULL, TASK_BY_CHANGE, NULL}};
MACHINE(task_machine, "task_status", "A task", task_statuses, task_transitions, NULL);

static const char *const task_priorities[] = {"LOW", "MEDIUM", "HIGH", "URGENT", NULL};

const char *const task_subjects[] = {"contact", "vehicle", "quote", "invoice", "opportunity", "client", NULL};

/* {"type": …, "id": …, "title": …}, or null. */
#define SUBJECT_FIELDS                                                                                                         \
    {.name = "subject_type",                                                                                                   \
     .type = FT_ENUM,                                                                                                          \
     .offset = offsetof(struct task, subject_type),                                                                            \
     .values = task_subjects,                                                                                                  \
     .group = "subject"},                                                                                                      \
        FIELD_GROUP_UUID(struct task, "subject", subject_id, 0),                                                               \
        FIELD_GROUP_TEXT(struct task, "subject", subject_title, F_READONLY | F_NOT_STORED, 0, 0)

static const struct field task_fields[] = {
    FIELD_UUID(struct task, id, F_READONLY),
    FIELD_TEXT(struct task, title, F_REQUIRED, 1, 200),
    FIELD_TEXT(struct task, description, 0, 1, 5000),
    FIELD_UUID(struct task, assignee_id, 0),
    FIELD_UUID(struct task, contact_id, F_FILTER),
    SUBJECT_FIELDS,
    FIELD_TIME(struct task, due_date, F_SORT),
    FIELD_STATUS(struct task, status, F_FILTER, &task_machine),
    FIELD_ENUM(struct task, priority, F_FILTER, task_priorities),
    {.name = "position",
     .type = FT_INT,
     .flags = F_SORT,
     .offset = offsetof(struct task, position),
     .min = -TASK_POSITION_MAX,
     .max = TASK_POSITION_MAX,
     .about =
         "Its place in the column of its status, ascending. Between two neighbours: a number between theirs, rounded up; who "
         "has just that place moves on. Left out: the top, when the task or its status is new"},
    FIELD_UUID(struct task, created_by, F_READONLY),
    FIELD_TIME(struct task, completed_at, F_READONLY | F_SORT),
    FIELD_TIME(struct task, created_at, F_READONLY | F_SORT),
    FIELD_TIME(struct task, updated_at, F_READONLY | F_SORT),
    FIELD_INT(struct task, version, F_READONLY, 0, 0),
    FIELD_PRINTED(struct task, assignee, F_NOT_STORED, &name_record),
    FIELD_PRINTED(struct task, contact, F_NOT_STORED, &name_record),
};
RECORD(task_record, "Task", struct task, task_fields, NULL);

static const struct field task_row_fields[] = {
    FIELD_UUID(struct task, id, 0),
    FIELD_TEXT(struct task, title, 0, 0, 0),
    FIELD_TEXT(struct task, description, 0, 0, 0),
    FIELD_PRINTED(struct task, assignee, 0, &name_record),
    FIELD_PRINTED(struct task, contact, 0, &name_record),
    SUBJECT_FIELDS,
    FIELD_TIME(struct task, due_date, 0),
    FIELD_STATUS(struct task, status, 0, &task_machine),
    FIELD_ENUM(struct task, priority, 0, task_priorities),
    FIELD_INT(struct task, position, 0, 0, 0),
    FIELD_TIME(struct task, completed_at, 0),
    FIELD_TIME(struct task, created_at, 0),
    FIELD_TIME(struct task, updated_at, 0),
    FIELD_INT(struct task, version, 0, 0, 0),
};
RECORD(task_row_record, "TaskRow", struct task, task_row_fields, NULL);

static bool is_done(const struct task *task)
{
    return status_is(&task_machine, task->status, PHASE_CLOSED);
}

static enum rc check_assignee(struct cx *cx, const struct task *task, uint64_t present)
{
    if (!task->assignee_id || !record_present(&task_record, present, "assignee_id")) {
        return RC_OK;
    }
    struct user user;
    enum rc rc = user_by_id(cx, task->assignee_id, &user);
    if (rc == RC_NOT_FOUND) {
        fault_field(cx, "assignee_id", PROBLEM_NOT_FOUND, "User not found");
        return RC_OK;
    }
    return rc;
}

/* A new task about somebody's car or paper is a task of that contact, unless it says otherwise. */
static enum rc check_subject(struct cx *cx, const struct task *old, struct task *task, uint64_t present)
{
    bool named = record_present(&task_record, present, "subject_type") || record_present(&task_record, present, "subject_id");
    if (!named || (!task->subject_type && !task->subject_id)) {
        return RC_OK;
    }
    if (!task->subject_type || !task->subject_id) {
        fault_field(cx, task->subject_type ? "subject.id" : "subject.type", PROBLEM_REQUIRED, "Required");
        return RC_OK;
    }
    const char *contact_id;
    const char *user = cx->user ? cx->user->id : NULL;
    enum rc rc =
        db_text(cx, SQL_TASK_SUBJECT,
                ARGS(ARG_T("subject_type", task->subject_type), ARG_T("subject_id", task->subject_id), ARG_T("user", user)),
                &contact_id);
    if (rc == RC_NOT_FOUND) {
        fault_field(cx, "subject.id", PROBLEM_NOT_FOUND, arena_printf(cx->arena, "No such %s", task->subject_type));
        return RC_OK;
    }
    if (rc == RC_OK && !old && !record_present(&task_record, present, "contact_id")) {
        task->contact_id = contact_id;
    }
    return rc;
}

static enum rc task_check(struct cx *cx, const void *before, void *now, uint64_t present)
{
    struct task *task = now;
    const struct task *old = before;
    task->status = task->status ? task->status : "TODO";
    task->priority = task->priority ? task->priority : "MEDIUM";
    if (old && !str_eq(old->status, task->status)) {
        TRY(machine_allow(cx, &task_machine, TASK_BY_CHANGE, old->status, task->status));
    }
    if (!is_done(task)) {
        task->completed_at = INT_NULL;
    } else if (task->completed_at == INT_NULL) {
        task->completed_at = cx->now_ms;
    }
    TRY(check_assignee(cx, task, present));
    TRY(check_subject(cx, old, task, present));
    TRY(task_place(cx, old, task, present));
    bool named = record_present(&task_record, present, "contact_id");
    return named ? resource_refer(cx, &contact_resource, "contact_id", task->contact_id) : RC_OK;
}

static enum rc task_written(struct cx *cx, const void *before, const void *now)
{
    const struct task *old = before;
    const struct task *task = now;
    TRY(task_make_room(cx, old, task));
    /* Everybody reads the timeline, but not what a deal's task says. */
    if (!is_done(task) || (old && is_done(old)) || str_eq(task->subject_type, "opportunity")) {
        return RC_OK;
    }
    const char *metadata = arena_printf(cx->arena, "{\"task_id\":\"%s\"}", task->id);
    const char *description = arena_printf(cx->arena, "Tâche terminée : %s", task->title);
    return activity_log(cx, "TASK_DONE", task->contact_id, description, metadata);
}

/* IS finds what has none, and an index serves it. */
static const char *const assignees[] = {"me", "none", NULL};
const struct filter task_filters[] = {
    {.param = "completed_from",
     .column = "t.completed_at",
     .op = FILTER_DAY_GE,
     .type = {.name = "completed_from", .type = FT_DATE}},
    {.param = "assignee_id",
     .column = "t.assignee_id IS CASE :value WHEN 'none' THEN NULL WHEN 'me' THEN :user ELSE :value END",
     .op = FILTER_CUSTOM,
     .words = assignees,
     .type = {.name = "assignee_id",
              .type = FT_UUID,
              .about = "An id, `me`, or `none`; one or several, repeated or separated by commas: any may match"}},
    {.param = "subject",
     .column = "t.subject_id",
     .op = FILTER_EQ,
     .type = {.name = "subject",
              .type = FT_UUID,
              .about = "The id of what tasks are about; one or several, repeated or separated by commas: any may match"}},
    {.param = "due_from", .column = "t.due_date", .op = FILTER_DAY_GE, .type = {.name = "due_from", .type = FT_DATE}},
    {.param = "due_to", .column = "t.due_date", .op = FILTER_DAY_LE, .type = {.name = "due_to", .type = FT_DATE}},
    {.param = "overdue",
     .column = SQL_FRAGMENT_TASK_IS_LATE("t") " = :value",
     .op = FILTER_CUSTOM,
     .type = {.name = "overdue", .type = FT_BOOL, .about = "Not done, and due before today"}},
    {.param = NULL},
};

static const struct sort_key task_sorts[] = {{"priority", "t.priority_rank"}, {NULL, NULL}};

static const struct list_summary task_summary = {
    .sums = SQL_TASK_SUMS,
    .search = SQL_TASK_SEARCH_SUMS,
    .status = "status",
};

static const struct list_spec task_list = {
    .record = &task_row_record,
    .select = SQL_TASK_LIST,
    .count = SQL_TASK_COUNT,
    .count_all = SQL_TASK_TOTAL,
    .search = SQL_TASK_SEARCH,
    .search_count = SQL_TASK_SEARCH_COUNT,
    .fields = &task_record,
    .alias = "t",
    .filters = task_filters,
    .sorts = task_sorts,
    .order = "t.seq DESC",
    .search_order = "f.rowid DESC",
    .tie = "t.seq DESC",
    .optional_paging = true,
    .summary = &task_summary,
};

const struct resource task_resource = {
    .record = &task_record,
    .list = &task_list,
    .get = SQL_TASK_GET,
    .insert = SQL_TASK_INSERT,
    .update = SQL_TASK_UPDATE,
    .remove = SQL_TASK_DELETE,
    .get_changed = SQL_TASK_GET_CHANGED,
    .get_any = SQL_TASK_GET_ANY,
    .restore = SQL_TASK_RESTORE,
    .check = task_check,
    .written = task_written,
};
