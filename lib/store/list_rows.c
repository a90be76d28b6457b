/* SPDX-License-Identifier: MIT
 *
 * Rows of lists: composes the SELECT and the COUNT out of the catalogue's text and the descriptors' names, and reads a page in
 * bounded memory, wherever it lies and however large its rows are. */
#include <string.h>

#include "base/str.h"
#include "store/list_wish.h"

#define NEAR_ROWS 500             /* from the beginning: as many whole rows may be sorted */
#define SKIPPED_ROWS 1000         /* in the table's own order: to skip as many costs less than to ask twice */
#define NARROW_ROWS 5000          /* that match: an index may have all that filters and order ask for, but not the whole rows */
#define AT_A_TIME 20              /* rows that a sorter may hold in that case */
#define PAGE_BYTES_MAX (5u << 20) /* of the rows of a page that was asked for */
#define FROM_MARK "/*from*/"

/* Puts `text` wherever the mark stands. A statement without its mark would ignore a filter: that is a bug, told by NULL. */
static const char *put(struct arena *arena, const char *sql, const char *mark, const char *text)
{
    struct buf out;
    const char *at = sql ? strstr(sql, mark) : NULL;
    if (!at) {
        return *text ? NULL : sql;
    }
    buf_init(&out, arena, strlen(sql) + strlen(text));
    for (; at; sql = at + strlen(mark), at = strstr(sql, mark)) {
        buf_add(&out, sql, (size_t)(at - sql));
        buf_str(&out, text);
    }
    buf_str(&out, sql);
    return out.data;
}

const char *wish_compose(const struct wish *wish, enum sql_id id, const struct part *parts)
{
    const char *sql = sql_text(id);
    for (; parts->mark; parts++) {
        sql = put(wish->cx->arena, sql, parts->mark, parts->text);
    }
    return sql;
}

static enum rc open_text(struct wish *wish, enum sql_id id, const char *sql, struct rows *rows)
{
    if (!sql) {
        return fault_printf(wish->cx, RC_INTERNAL, NULL, "Statement %s lacks a mark", sql_name(id));
    }
    return rows_open_text(wish->cx, sql_scope(id), sql, wish->args, rows);
}

enum rc wish_open(struct wish *wish, enum sql_id id, const struct part *parts, struct rows *rows)
{
    return open_text(wish, id, wish_compose(wish, id, parts), rows);
}

/* The statement with the caller's conditions; it selects numbers of rows alone if `numbers` names their column. */
static const char *list_text(const struct wish *wish, enum sql_id id, const char *order, bool limited, const char *numbers)
{
    struct buf where;
    buf_init(&where, wish->cx->arena, 0);
    for (size_t i = 0; i < wish->condition_count; i++) {
        buf_printf(&where, " AND %s%s", wish->conditions[i].column, wish->conditions[i].test);
    }
    const struct part parts[] = {{"/*filters*/", where.data},
                                 {"/*order*/", order},
                                 {"/*page*/", limited ? "LIMIT :limit OFFSET :offset" : ""},
                                 {NULL, NULL}};
    const char *sql = wish_compose(wish, id, parts);
    return sql && numbers ? arena_printf(wish->cx->arena, "SELECT %s %s", numbers, strstr(sql, FROM_MARK)) : sql;
}

enum rc wish_open_list(struct wish *wish, enum sql_id id, const char *order, bool limited, struct rows *rows)
{
    return open_text(wish, id, list_text(wish, id, order, limited, NULL), rows);
}

static enum rc read_total(struct wish *wish, int64_t *total)
{
    const struct list_spec *spec = wish->spec;
    if (wish->condition_count == 0 && (!wish->searching || spec->search_all)) {
        return db_int(wish->cx, wish->searching ? spec->search_all : spec->count_all, wish->args, total);
    }
    struct rows rows;
    TRY(wish_open_list(wish, wish->searching ? spec->search_count : spec->count, "", false, &rows));
    TRY(rows_next(&rows));
    *total = rows_int(&rows, 0);
    rows_close(&rows);
    return RC_OK;
}

/* ---- rows ---- */

enum rc wish_numbers(struct wish *wish, enum sql_id id, const char *sql, int64_t max, bool backwards, struct numbers *numbers)
{
    struct rows rows;
    enum rc rc = RC_OK;
    *numbers = (struct numbers){.values = arena_array(wish->cx->arena, (size_t)max, sizeof *numbers->values)};
    TRY(open_text(wish, id, sql, &rows));
    while (numbers->count < (size_t)max && (rc = rows_next(&rows)) == RC_OK) {
        numbers->values[numbers->count++] = rows_int(&rows, 0);
    }
    rows_close(&rows);
    for (size_t i = 0; backwards && i < numbers->count / 2; i++) {
        int64_t value = numbers->values[i];
        numbers->values[i] = numbers->values[numbers->count - 1 - i];
        numbers->values[numbers->count - 1 - i] = value;
    }
    return rc == RC_END ? RC_OK : rc;
}

const char *numbers_json(struct arena *arena, const struct numbers *numbers, size_t first, size_t count)
{
    struct buf out;
    buf_init(&out, arena, 0);
    buf_char(&out, '[');
    for (size_t i = first; i < first + count; i++) {
        buf_printf(&out, "%s%lld", i == first ? "" : ",", (long long)numbers->values[i]);
    }
    buf_char(&out, ']');
    return out.data;
}

/* How many rows the page has at most. */
static size_t page_room(const struct list_page *page)
{
    int64_t left = page->total - (page->page - 1) * page->limit;
    return (size_t)(left < page->limit ? left : page->limit);
}

/* All rows that are left; those of a page that was asked for without end may be fewer, *full = they are large. */
static enum rc take_rows(struct wish *wish, struct rows *rows, struct list_page *page, bool *full)
{
    struct arena *arena = wish->cx->arena;
    const struct record *record = wish->spec->record;
    struct list *list = &page->rows;
    enum rc rc = RC_OK;
    size_t room = page_room(page);
    while (!*full && list->count < room && (rc = rows_next(rows)) == RC_OK) {
        rows_record(rows, record, (char *)list->rows + list->count++ * record->size);
        page->bytes = arena_used(arena) - wish->used_before;
        *full = page->bytes > (page->paged ? PAGE_BYTES_MAX : LIST_BYTES_MAX);
    }
    rows_close(rows);
    if (*full && page->paged) {
        return fault_set(wish->cx, RC_TOO_LARGE, "ANSWER_TOO_LARGE", "These rows are too large: ask for fewer with `limit`");
    }
    return rc == RC_END ? RC_OK : rc;
}

static enum rc read_near(struct wish *wish, struct list_page *page)
{
    const struct list_spec *spec = wish->spec;
    bool searching = wish->searching;
    bool full = false;
    struct rows rows;
    wish_arg(wish, ARG_I("limit", page->limit));
    wish_arg(wish, ARG_I("offset", (page->page - 1) * page->limit));
    const char *order = wish_order(wish, wish_own_order(wish, searching), false);
    TRY(wish_open_list(wish, searching ? spec->search : spec->select, order, true, &rows));
    return take_rows(wish, &rows, page, &full);
}

/* What lies nearer to the end of the order is looked for from there. */
static enum rc find_far(struct wish *wish, const struct list_page *page, struct numbers *numbers)
{
    const struct list_spec *spec = wish->spec;
    enum sql_id id = wish->searching ? spec->search : spec->select;
    const char *own = wish_own_order(wish, wish->searching);
    int64_t before = (page->page - 1) * page->limit;
    int64_t left = page->total - before;
    int64_t limit = (int64_t)page_room(page);
    bool backwards = left - limit < before;
    wish_arg(wish, ARG_I("limit", limit));
    wish_arg(wish, ARG_I("offset", backwards ? left - limit : before));
    /* A search's own number spares it a look at the rows themselves. */
    const char *column = first_word(wish->cx->arena, wish->searching && spec->search_order ? spec->search_order : spec->tie);
    const char *sql = list_text(wish, id, wish_order(wish, own, backwards), true, column);
    return wish_numbers(wish, id, sql, limit, backwards, numbers);
}

/* Some of the numbers' rows, in order. */
static enum rc read_numbered(struct wish *wish, const char *numbers, struct list_page *page, bool *full)
{
    const struct list_spec *spec = wish->spec;
    struct arena *arena = wish->cx->arena;
    const char *column = first_word(arena, spec->tie);
    const struct part parts[] = {
        {"/*filters*/", arena_printf(arena, " AND %s IN (SELECT value FROM json_each(:page))", column)},
        {"/*order*/", wish_order(wish, spec->order, false)},
        {"/*page*/", ""},
        {NULL, NULL},
    };
    struct rows rows;
    wish->args[wish->arg_count - 1] = ARG_T("page", numbers);
    TRY(wish_open(wish, spec->select, parts, &rows));
    return take_rows(wish, &rows, page, full);
}

/* Far pages and long ones: first the numbers of their rows, so that no sorter holds all rows before them; then the rows, a
 * few at a time. */
static enum rc read_far(struct wish *wish, struct list_page *page)
{
    struct numbers numbers;
    bool full = false;
    TRY(find_far(wish, page, &numbers));
    wish_arg(wish, ARG_T("page", ""));
    for (size_t first = 0; first < numbers.count && !full; first += AT_A_TIME) {
        size_t left = numbers.count - first;
        const char *some = numbers_json(wish->cx->arena, &numbers, first, left < AT_A_TIME ? left : AT_A_TIME);
        TRY(read_numbered(wish, some, page, &full));
    }
    page->limit = full ? (int64_t)page->rows.count : page->limit;
    return RC_OK;
}

static bool is_far(const struct wish *wish, const struct list_page *page)
{
    bool plain = !wish->searching && !wish->sort && wish->condition_count == 0 && page->limit <= LIMIT_MAX;
    bool narrow = !wish->searching && (wish->sort || wish->condition_count > 0) && page->total > NARROW_ROWS;
    return (page->page * page->limit > (plain ? SKIPPED_ROWS : NEAR_ROWS) || narrow) &&
           strstr(sql_text(wish->searching ? wish->spec->search : wish->spec->select), FROM_MARK);
}

enum rc list_short_read(struct wish *wish, struct list_page *page)
{
    TRY(read_total(wish, &page->total));
    if ((page->page - 1) * page->limit >= page->total) {
        return RC_OK; /* past the end */
    }
    wish->used_before = arena_used(wish->cx->arena);
    page->rows.rows = arena_array(wish->cx->arena, page_room(page), wish->spec->record->size);
    return is_far(wish, page) ? read_far(wish, page) : read_near(wish, page);
}
