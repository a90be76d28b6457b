/* SPDX-License-Identifier: MIT
 *
 * The queues of the day: one statement counts them all. */
#include "workshop/today.h"

#include "auth/user.h"
#include "base/time.h"
#include "store/db.h"
#include "workshop/activity.h"

#define CHASE_AFTER_DAYS 7 /* a quote that was sent and not answered */
#define WEEK_DAYS 7

const char *const today_keys[] = {
    "QUOTES_TO_CHASE",
    "QUOTES_TO_INVOICE",
    "QUOTE_DRAFTS",
    "INVOICE_DRAFTS",
    "INVOICES_OVERDUE",
    "INVOICES_DUE_THIS_WEEK",
    "MY_TASKS_OVERDUE",
    "MY_TASKS_TODAY",
    "MY_TASKS_LATER",
    "UNASSIGNED_TASKS",
    NULL,
};

static const struct field read_fields[] = {
    FIELD_TEXT(struct today_queue, key, 0, 0, 0), FIELD_INT(struct today_queue, count, 0, 0, 0),
    FIELD_MONEY(struct today_queue, sum, 0),      FIELD_DATE(struct today_queue, day, 0),
    FIELD_TIME(struct today_queue, at, 0),
};
static RECORD(read_record, "TodayQueueRead", struct today_queue, read_fields, NULL);

static const struct field queue_fields[] = {
    FIELD_ENUM(struct today_queue, key, F_REQUIRED, today_keys),
    FIELD_INT(struct today_queue, count, F_REQUIRED, 0, 0),
    FIELD_MONEY(struct today_queue, sum, 0),
    FIELD_DATE(struct today_queue, oldest, 0),
};
static RECORD(queue_record, "TodayQueue", struct today_queue, queue_fields, NULL);

static const struct field today_fields[] = {
    FIELD_LIST(struct today, queues, F_READONLY, &queue_record, 0, 0),
    FIELD_LIST(struct today, activities, F_READONLY, &activity_row_record, 0, 0),
};
RECORD(today_record, "Today", struct today, today_fields, NULL);

static const char *date_text(struct cx *cx, int64_t days)
{
    char text[DATE_LEN];
    date_format(days, text);
    return arena_strdup(cx->arena, text);
}

enum rc today_get(struct cx *cx, struct today *today)
{
    int64_t day = zone_date(cx->zone, cx->now_ms);
    TRY(db_all(cx, SQL_TODAY_QUEUES,
               ARGS(ARG_I("chase_before", zone_day_start_ms(cx->zone, day - CHASE_AFTER_DAYS)),
                    ARG_T("today", date_text(cx, day)), ARG_T("week_end", date_text(cx, day + WEEK_DAYS - 1)),
                    ARG_I("day_start", zone_day_start_ms(cx->zone, day)),
                    ARG_I("day_end", zone_day_start_ms(cx->zone, day + 1)), ARG_T("user_id", cx->user->id),
                    ARG_T("user", cx->user->id)),
               &read_record, &today->queues));
    struct today_queue *queues = today->queues.rows;
    for (size_t i = 0; i < today->queues.count; i++) {
        queues[i].oldest = queues[i].at == INT_NULL ? queues[i].day : date_text(cx, zone_date(cx->zone, queues[i].at));
    }
    return db_all(cx, SQL_TODAY_ACTIVITIES, NO_ARGS, &activity_row_record, &today->activities);
}
