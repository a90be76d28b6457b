/* SPDX-License-Identifier: MIT
 *
 * The demonstration garage's tasks, which people take on and finish or leave, and what they log by hand. */
#include "base/time.h"
#include "demo/garage_story.h"
#include "workshop/activity.h"
#include "workshop/task.h"

#define RECENT_DAYS 12
#define EVENING_MS (17 * 3600 * 1000LL)

static enum rc add_task(struct story *story, bool recent)
{
    struct cx *cx = story->cx;
    const struct demo_job *job = &demo_jobs[dice_roll(&story->dice, DEMO_JOBS)];
    int64_t due = story->day + 1 + dice_roll(&story->dice, 9);
    struct task task;
    story_act(story);
    record_clear(&task_record, &task);
    task.title = job->title;
    task.description = job->description;
    task.priority = job->priority;
    task.status = "TODO";
    task.assignee_id = story->people[dice_roll(&story->dice, GARAGE_PEOPLE)].id;
    if (job->about_contact) {
        const struct demo_car *car = story_car(story);
        task.contact_id = car->owner->id;
        task.subject_type = "vehicle";
        task.subject_id = car->id;
    }
    task.due_date = zone_day_start_ms(cx->zone, due) + EVENING_MS;
    task.created_by = cx->user->id;
    TRY(resource_create(cx, &task_resource, &task, UINT64_MAX));
    struct demo_chore *chore = &story->chores[story->chore_count++];
    *chore = (struct demo_chore){story_keep(story, task.id), DEMO_NEVER, due - 1 + dice_roll(&story->dice, 3)};
    if (dice_chance(&story->dice, recent ? 60 : 40)) {
        chore->start = story->day + 1;
    }
    if (recent && dice_chance(&story->dice, 25)) {
        chore->end = DEMO_NEVER; /* still waiting, some of them late */
    }
    return RC_OK;
}

static enum rc set_status(struct story *story, const char *id, const char *status)
{
    struct cx *cx = story->cx;
    struct task before;
    struct task task;
    story_act(story);
    TRY(resource_get(cx, &task_resource, id, &before));
    task = before;
    task.status = status;
    TRY(task_resource.check(cx, &before, &task, UINT64_MAX));
    TRY(fault_check(cx));
    return resource_change(cx, &task_resource, &before, &task);
}

static enum rc work_on(struct story *story, struct demo_chore *chore)
{
    if (chore->end <= story->day) {
        chore->end = DEMO_NEVER;
        chore->start = DEMO_NEVER;
        return set_status(story, chore->id, "DONE");
    }
    if (chore->start <= story->day) {
        chore->start = DEMO_NEVER;
        return set_status(story, chore->id, "IN_PROGRESS");
    }
    return RC_OK;
}

static enum rc add_moment(struct story *story)
{
    struct cx *cx = story->cx;
    const struct demo_moment *moment = &demo_moments[dice_roll(&story->dice, DEMO_MOMENTS)];
    struct activity activity;
    story_act(story);
    record_clear(&activity_record, &activity);
    activity.type = moment->type;
    activity.description = moment->description;
    activity.metadata = moment->metadata;
    activity.contact_id = story_car(story)->owner->id;
    story->moment_count++;
    return resource_create(cx, &activity_resource, &activity, UINT64_MAX);
}

enum rc story_office(struct story *story)
{
    size_t usual = story->chore_count - story->recent_count;
    for (size_t due = story_owed(story, DEMO_TASKS, usual, story->first); due; due--) {
        TRY(add_task(story, false));
    }
    for (size_t due = story_owed(story, DEMO_RECENT_TASKS, story->recent_count, story->today - RECENT_DAYS); due; due--) {
        story->recent_count++;
        TRY(add_task(story, true));
    }
    for (size_t due = story_owed(story, DEMO_ACTIVITIES, story->moment_count, story->first); due; due--) {
        TRY(add_moment(story));
    }
    for (size_t i = 0; i < story->chore_count; i++) {
        TRY(work_on(story, &story->chores[i]));
    }
    return RC_OK;
}
