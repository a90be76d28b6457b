/* SPDX-License-Identifier: MIT
 *
 * `?summary=1`: all rows of a list added up by status, in one statement. The filter by status is left out, so that whoever looks at
 * one status sees how many wait in the others. */
#include "base/str.h"
#include "store/list_wish.h"

#define SUMS (sizeof summary_names / sizeof *summary_names)
#define FIRST_SUM 2 /* column */

const char *const summary_names[3] = {"sum_total", "sum_due", "sum_weighted"};

/* The filter whose values are counted; `param` NULL: there is none. */
static struct filter status_filter(struct arena *arena, const struct list_spec *spec)
{
    const struct record *fields = list_fields(spec);
    const char *name = spec->summary->status;
    int at = name ? record_find(fields, name) : -1;
    if (at >= 0 && fields->fields[at].flags & F_FILTER) {
        return list_field_filter(arena, spec, &fields->fields[at]);
    }
    const struct filter *filter = spec->filters;
    while (name && filter && filter->param && !str_eq(filter->param, name)) {
        filter++;
    }
    return name && filter ? *filter : (struct filter){.param = NULL};
}

const char *list_summary_status(struct arena *arena, const struct list_spec *spec, size_t nth)
{
    const struct filter filter = status_filter(arena, spec);
    return filter.param ? field_value(&filter.type, nth) : NULL;
}

static bool is_left_out(const struct wish *wish, const struct condition *condition)
{
    return wish->spec->summary->status && str_eq(condition->filter->param, wish->spec->summary->status);
}

/* Kept totals know every filter that was given. */
static bool is_kept(const struct wish *wish)
{
    bool kept = wish->spec->summary->kept != SQL_NONE && !wish->searching;
    for (size_t i = 0; i < wish->condition_count; i++) {
        kept = kept && (wish->conditions[i].filter->kept || is_left_out(wish, &wish->conditions[i]));
    }
    return kept;
}

static enum rc open_sums(struct wish *wish, struct rows *rows)
{
    const struct list_summary *summary = wish->spec->summary;
    bool kept = is_kept(wish);
    struct buf where;
    buf_init(&where, wish->cx->arena, 0);
    for (size_t i = 0; i < wish->condition_count; i++) {
        const struct condition *condition = &wish->conditions[i];
        if (!is_left_out(wish, condition)) {
            buf_printf(&where, " AND %s%s", kept ? condition->filter->kept : condition->column, condition->test);
        }
    }
    const struct part parts[] = {{"/*filters*/", where.data}, {NULL, NULL}};
    return wish_open(wish, kept ? summary->kept : wish->searching ? summary->search : summary->sums, parts, rows);
}

/* Every status with nothing yet. */
static void begin(struct wish *wish, struct list_sums *sums)
{
    struct arena *arena = wish->cx->arena;
    size_t count = 0;
    while (list_summary_status(arena, wish->spec, count)) {
        count++;
    }
    struct list_group *groups = arena_array(arena, count + 1, sizeof *groups);
    for (size_t i = 0; i < count; i++) {
        groups[i] = (struct list_group){.name = list_summary_status(arena, wish->spec, i)};
    }
    *sums = (struct list_sums){.of = wish->spec->summary, .groups = {groups, count}};
}

static struct list_group *group_of(struct list_sums *sums, const char *name)
{
    struct list_group *groups = sums->groups.rows;
    for (size_t i = 0; i < sums->groups.count; i++) {
        if (str_eq(groups[i].name, name)) {
            return &groups[i];
        }
    }
    return NULL;
}

static void take(struct rows *rows, struct list_sums *sums)
{
    struct list_group none = {.name = NULL};
    struct list_group *group = group_of(sums, rows_text(rows, 0));
    group = group ? group : &none;
    group->count += rows_int(rows, 1);
    for (size_t i = 0; i < SUMS; i++) {
        int64_t sum = rows_int(rows, FIRST_SUM + (int)i);
        group->sums[i] += sum == INT_NULL ? 0 : sum;
        sums->sums[i] += sum == INT_NULL ? 0 : sum;
    }
}

enum rc list_summary_read(struct wish *wish, struct list_page *page)
{
    struct list_sums *sums = arena_alloc(wish->cx->arena, sizeof *sums);
    struct rows rows;
    enum rc rc;
    begin(wish, sums);
    page->sums = sums;
    if (wish->searching && !wish->match) {
        return RC_OK; /* only punctuation: nothing to add up */
    }
    TRY(open_sums(wish, &rows));
    while ((rc = rows_next(&rows)) == RC_OK) {
        take(&rows, sums);
    }
    rows_close(&rows);
    return rc == RC_END ? RC_OK : rc;
}
