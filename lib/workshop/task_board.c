/* SPDX-License-Identifier: MIT
 *
 * The board of tasks: each column is the list of tasks, asked for its status in its order. */
#include "workshop/task_board.h"

#include "auth/user.h"
#include "base/str.h"
#include "base/time.h"

static const struct field column_fields[] = {
    FIELD_STATUS(struct task_column, status, F_REQUIRED, &task_machine),
    FIELD_INT(struct task_column, count, F_REQUIRED, 0, 0),
    FIELD_LIST(struct task_column, items, F_READONLY, &task_row_record, 0, 0),
};
static RECORD(column_record, "TaskColumn", struct task_column, column_fields, NULL);

static const struct field board_fields[] = {FIELD_LIST(struct task_board, columns, F_READONLY, &column_record, 0, 0)};
RECORD(task_board_record, "TaskBoard", struct task_board, board_fields, NULL);

/* What the list filters by, less what a column is. */
static const char *const priorities[] = {"LOW", "MEDIUM", "HIGH", "URGENT", NULL};
static const struct field filter_fields[] = {
    FIELD_UUID(struct task, contact_id, F_FILTER),
    FIELD_ENUM(struct task, priority, F_FILTER, priorities),
};
static RECORD(filter_record, "TaskFilters", struct task, filter_fields, NULL);

const struct list_spec task_board_list = {
    .record = &task_row_record,
    .select = SQL_TASK_LIST,
    .search = SQL_TASK_SEARCH,
    .fields = &filter_record,
    .alias = "t",
    .filters = task_filters + 1,
};

/* The request's query as one column asks it. */
struct asked {
    const struct query *whole;
    const struct status *status;
    const char *limit, *since; /* `since`: the day that what is done begins with */
};

static const char *own_value(const struct asked *asked, const char *name, bool *own)
{
    bool closed = asked->status->phase == PHASE_CLOSED;
    const char *const values[][2] = {
        {"status", asked->status->name},
        {"page", NULL},
        {"limit", asked->limit},
        {"sort_by", closed ? "completed_at" : "position"},
        {"sort_order", closed ? "desc" : "asc"},
        {"completed_from", closed ? asked->since : NULL},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        if (str_eq(values[i][0], name)) {
            *own = true;
            return values[i][1];
        }
    }
    *own = false;
    return NULL;
}

static const char *column_query(const struct query *query, const char *name, size_t nth)
{
    const struct asked *asked = query->data;
    bool own;
    const char *value = own_value(asked, name, &own);
    if (own) {
        return nth == 0 ? value : NULL;
    }
    return asked->whole->get(asked->whole, name, nth);
}

static enum rc read_column(struct cx *cx, const struct asked *asked, struct task_column *column)
{
    struct list_page *page = arena_alloc(cx->arena, sizeof *page);
    const struct query query = {column_query, asked};
    int64_t day_start = zone_day_start_ms(cx->zone, zone_date(cx->zone, cx->now_ms));
    TRY(list_read(cx, task_resource.list, &query,
                  ARGS(ARG_I("day_start", day_start), ARG_T("user", cx->user ? cx->user->id : NULL)), page));
    *column = (struct task_column){.status = asked->status->name, .count = page->total, .items = page->rows};
    return RC_OK;
}

enum rc task_board_read(struct cx *cx, const struct query *query, int64_t per_status, struct task_board *board)
{
    char since[DATE_LEN];
    date_format(zone_date(cx->zone, cx->now_ms) - BOARD_DONE_DAYS, since);
    struct task_column *columns = arena_array(cx->arena, task_machine.status_count, sizeof *columns);
    *board = (struct task_board){.columns = {.rows = columns, .count = task_machine.status_count}};
    for (size_t i = 0; i < task_machine.status_count; i++) {
        const struct status *status = &task_machine.statuses[i];
        int64_t most = status->phase == PHASE_CLOSED && per_status > BOARD_DONE_ROWS ? BOARD_DONE_ROWS : per_status;
        const struct asked asked = {query, status, arena_printf(cx->arena, "%lld", (long long)most), since};
        TRY(read_column(cx, &asked, &columns[i]));
    }
    return RC_OK;
}
