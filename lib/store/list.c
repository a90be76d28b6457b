/* SPDX-License-Identifier: MIT
 *
 * Lists: reads what the client asks for, collecting every error, then composes the SELECT and the COUNT out of the
 * catalogue's text and the descriptors' names. No byte of the client's ever becomes SQL: values are bound. */
#include <string.h>

#include "base/str.h"
#include "base/time.h"
#include "store/internal.h"
#include "store/list.h"

#define LIMIT_DEFAULT 20
#define LIMIT_MAX 100
#define PAGE_MAX 1000000000000LL /* times LIMIT_MAX still fits an int64_t */
#define CONDITIONS_MAX 32        /* filters and tags together; FILTER_PARAMS has a name for each */
#define PART_READ_AT_ONCE 8      /* more than an eighth of all rows */
#define OWN_ARGS 3               /* match, limit, offset */

static const char *const FILTER_PARAMS[CONDITIONS_MAX] = {
    "f0",  "f1",  "f2",  "f3",  "f4",  "f5",  "f6",  "f7",  "f8",  "f9",  "f10", "f11", "f12", "f13", "f14", "f15",
    "f16", "f17", "f18", "f19", "f20", "f21", "f22", "f23", "f24", "f25", "f26", "f27", "f28", "f29", "f30", "f31",
};

/* What one client wants to see. */
struct wish {
    struct cx *cx;
    const struct list_spec *spec;
    const struct query *query;
    struct buf where;             /* " AND … AND …" */
    struct buf walk;              /* the same, keeping the planner from the indexes of single filters */
    struct buf cells;             /* the same over spec->count_cells */
    bool uncounted;               /* a filter that kept totals do not know was given */
    const struct list_walk *path; /* the index that serves the order; NULL: none does */
    size_t conditions;            /* in `where` */
    const char *order;            /* "ORDER BY …" */
    bool limited;                 /* one page is read, not all */
    bool searching;               /* a search was given */
    const char *match;            /* its FTS expression; NULL: nothing can match */
    struct arg *args;             /* the caller's and ours */
    size_t arg_count;
};

static const char *given(const struct wish *wish, const char *param, size_t nth)
{
    return wish->query ? wish->query->get(wish->query, param, nth) : NULL;
}

static void add_arg(struct wish *wish, struct arg arg)
{
    wish->args[wish->arg_count++] = arg;
    wish->args[wish->arg_count] = (struct arg){.kind = ARG_END};
}

/* ---- filters ---- */

/* The parameter's name for one more condition; NULL: too many, said to the client. */
static const char *next_param(struct wish *wish, const char *field)
{
    if (wish->conditions == CONDITIONS_MAX) {
        fault_field(wish->cx, field, "Too many conditions");
        return NULL;
    }
    return FILTER_PARAMS[wish->conditions++];
}

static void bind_value(struct wish *wish, const char *param, const struct field *field, int64_t number, const char *text)
{
    add_arg(wish, field_is_int(field) ? ARG_I(param, number) : ARG_T(param, text));
}

/* What a comparison says to kept totals, and to a walk along the order's index. */
static void count_condition(struct wish *wish, const struct filter *filter, const char *param)
{
    if (!filter->cell_column) {
        wish->uncounted = true;
        return;
    }
    bool beside = wish->path && str_eq(wish->path->beside, filter->column);
    buf_printf(&wish->walk, " AND %s%s = :%s", beside ? "" : "+", filter->column, param);
    buf_printf(&wish->cells, " AND %s = :%s", filter->cell_column, param);
}

static void filter_compare(struct wish *wish, const struct filter *filter, const char *operator, const char * value)
{
    struct field field = filter->type;
    if (filter->op == FILTER_FOLD) {
        field.flags |= F_FOLD;
    }
    int64_t number = INT_NULL;
    const char *text = NULL;
    const char *param = next_param(wish, filter->param);
    if (param && field_parse_text(wish->cx, &field, value, &number, &text)) {
        buf_printf(&wish->where, " AND %s %s :%s", filter->column, operator, param);
        bind_value(wish, param, &field, number, text);
        count_condition(wish, filter, param);
    }
}

/* A day of the tenant's calendar against an instant. */
static void filter_day(struct wish *wish, const struct filter *filter, bool from, const char *value)
{
    int64_t number = INT_NULL;
    const char *text = NULL;
    int64_t days;
    const char *param = next_param(wish, filter->param);
    if (param && field_parse_text(wish->cx, &filter->type, value, &number, &text) && date_parse(text, &days)) {
        wish->uncounted = true;
        buf_printf(&wish->where, " AND %s %s :%s", filter->column, from ? ">=" : "<", param);
        add_arg(wish, ARG_I(param, zone_day_start_ms(wish->cx->zone, from ? days : days + 1)));
    }
}

/* false: too many. */
static bool filter_tag(struct wish *wish, const struct filter *filter, const char *tag)
{
    const char *param = next_param(wish, filter->param);
    if (param) {
        wish->uncounted = true;
        buf_printf(&wish->where, " AND EXISTS (SELECT 1 FROM json_each(%s) WHERE value = :%s)", filter->column, param);
        add_arg(wish, ARG_T(param, tag));
    }
    return param != NULL;
}

/* ?tags=a,b&tags=c */
static void filter_tags(struct wish *wish, const struct filter *filter)
{
    const char *value;
    for (size_t nth = 0; (value = given(wish, filter->param, nth)) != NULL; nth++) {
        while (value) {
            const char *comma = strchr(value, ',');
            size_t len = comma ? (size_t)(comma - value) : strlen(value);
            const char *tag = str_trim(wish->cx->arena, arena_strndup(wish->cx->arena, value, len));
            if (*tag && !filter_tag(wish, filter, tag)) {
                return;
            }
            value = comma ? comma + 1 : NULL;
        }
    }
}

/* A whole condition of the descriptor's, whose :value becomes a parameter of our own. */
static void filter_custom(struct wish *wish, const struct filter *filter, const char *value)
{
    int64_t number = INT_NULL;
    const char *text = NULL;
    const char *param = next_param(wish, filter->param);
    if (!param || !field_parse_text(wish->cx, &filter->type, value, &number, &text)) {
        return;
    }
    wish->uncounted = true;
    buf_str(&wish->where, " AND (");
    const char *rest = filter->column;
    for (const char *mark; (mark = strstr(rest, ":value")) != NULL; rest = mark + strlen(":value")) {
        buf_add(&wish->where, rest, (size_t)(mark - rest));
        buf_printf(&wish->where, ":%s", param);
    }
    buf_str(&wish->where, rest);
    buf_char(&wish->where, ')');
    bind_value(wish, param, &filter->type, number, text);
}

static void read_filter(struct wish *wish, const struct filter *filter)
{
    const char *value = given(wish, filter->param, 0);
    if (str_empty(value)) {
        return; /* an empty box of a form filters nothing */
    }
    switch (filter->op) {
    case FILTER_EQ:
    case FILTER_FOLD:
        filter_compare(wish, filter, "=", value);
        break;
    case FILTER_GE:
        filter_compare(wish, filter, ">=", value);
        break;
    case FILTER_LE:
        filter_compare(wish, filter, "<=", value);
        break;
    case FILTER_DAY_GE:
        filter_day(wish, filter, true, value);
        break;
    case FILTER_DAY_LE:
        filter_day(wish, filter, false, value);
        break;
    case FILTER_TAGS:
        filter_tags(wish, filter);
        break;
    case FILTER_CUSTOM:
        filter_custom(wish, filter, value);
        break;
    }
}

/* ---- page, order, search ---- */

static void read_page(const struct wish *wish, struct list_page *page)
{
    const char *number = given(wish, "page", 0);
    const char *limit = given(wish, "limit", 0);
    page->page = 1;
    page->limit = LIMIT_DEFAULT;
    page->paged = number || !wish->spec->optional_paging;
    if (number && !str_int(number, 1, PAGE_MAX, &page->page)) {
        fault_field(wish->cx, "page", "Must be a whole number of at least 1");
    }
    if (limit && !str_int(limit, 1, LIMIT_MAX, &page->limit)) {
        fault_field(wish->cx, "limit", "Must be between 1 and 100");
    }
}

static const char *sort_column(const struct wish *wish, const char *key)
{
    struct buf known;
    buf_init(&known, wish->cx->arena, 0);
    for (const struct sort_key *sort = wish->spec->sorts; sort && sort->param; sort++) {
        if (str_eq(sort->param, key)) {
            return sort->column;
        }
        buf_printf(&known, "%s%s", known.len ? ", " : "", sort->param);
    }
    fault_field(wish->cx, "sort_by",
                known.len ? arena_printf(wish->cx->arena, "Must be one of: %s", known.data) : "This list has one order only");
    return NULL;
}

/* "ASC" or "DESC" as the client said, or NULL. */
static const char *sort_direction(const struct wish *wish)
{
    const char *direction = given(wish, "sort_order", 0);
    if (str_empty(direction)) {
        return NULL;
    }
    if (str_ieq(direction, "asc")) {
        return "ASC";
    }
    if (!str_ieq(direction, "desc")) {
        fault_field(wish->cx, "sort_order", "Must be one of: asc, desc");
    }
    return "DESC";
}

static const struct list_walk *find_walk(const struct list_spec *spec, const char *column, size_t len)
{
    for (const struct list_walk *walk = spec->walks; walk && walk->order; walk++) {
        if (strlen(walk->order) == len && strncmp(walk->order, column, len) == 0) {
            return walk;
        }
    }
    return NULL;
}

static const char *sorted_by(const struct wish *wish, const char *column, const char *direction)
{
    const char *tie = wish->spec->tie;
    if (strcmp(column, tie) == 0) {
        return arena_printf(wish->cx->arena, "ORDER BY %s %s", column, direction);
    }
    return arena_printf(wish->cx->arena, "ORDER BY %s %s, %s%s%s", column, direction, tie, strchr(tie, ' ') ? "" : " ",
                        strchr(tie, ' ') ? "" : direction);
}

static void read_order(struct wish *wish)
{
    struct arena *arena = wish->cx->arena;
    const char *key = given(wish, "sort_by", 0);
    const char *direction = sort_direction(wish);
    const char *order = wish->searching && wish->spec->search_order ? wish->spec->search_order : wish->spec->order;
    if (!str_empty(key)) {
        const char *column = sort_column(wish, key);
        wish->path = column ? find_walk(wish->spec, column, strlen(column)) : NULL;
        wish->order = column ? sorted_by(wish, column, direction ? direction : "ASC") : "";
        return;
    }
    wish->path = find_walk(wish->spec, order, strcspn(order, " "));
    if (direction && !strchr(order, ',') && strchr(order, ' ')) {
        /* The default order by one column, turned as asked. */
        wish->order = arena_printf(arena, "ORDER BY %.*s %s", (int)strcspn(order, " "), order, direction);
    } else {
        wish->order = arena_printf(arena, "ORDER BY %s", order);
    }
}

static void read_search(struct wish *wish)
{
    const char *search = wish->spec->search != SQL_NONE ? given(wish, "search", 0) : NULL;
    wish->searching = !str_empty(search);
    if (wish->searching) {
        wish->match = search_match(wish->cx->arena, search);
        add_arg(wish, ARG_T("match", wish->match));
    }
}

/* `page` NULL: none is wanted. */
static enum rc read_wish(struct wish *wish, const struct arg *args, struct list_page *page)
{
    size_t count = 0;
    while (args[count].kind != ARG_END) {
        count++;
    }
    wish->args = arena_array(wish->cx->arena, count + CONDITIONS_MAX + OWN_ARGS + 1, sizeof *wish->args);
    memcpy(wish->args, args, (count + 1) * sizeof *args);
    wish->arg_count = count;
    buf_init(&wish->where, wish->cx->arena, 0);
    buf_init(&wish->walk, wish->cx->arena, 0);
    buf_init(&wish->cells, wish->cx->arena, 0);
    if (page) {
        read_page(wish, page);
    }
    read_search(wish);
    read_order(wish);
    for (const struct filter *filter = wish->spec->filters; filter && filter->param; filter++) {
        read_filter(wish, filter);
    }
    return fault_check(wish->cx);
}

/* ---- reading ---- */

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

/* Runs a composed statement of the catalogue entry `id`. */
static enum rc open_composed(struct wish *wish, enum sql_id id, const struct buf *where, const char *order, struct rows *rows)
{
    struct arena *arena = wish->cx->arena;
    bool paged = *order && wish->limited;
    const char *sql = put(arena, sql_text(id), "/*filters*/", where->data);
    sql = put(arena, put(arena, sql, "/*order*/", order), "/*page*/", paged ? "LIMIT :limit OFFSET :offset" : "");
    if (!sql) {
        return fault_printf(wish->cx, RC_INTERNAL, NULL, "Statement %s lacks a mark", sql_name(id));
    }
    return rows_open_text(wish->cx, sql_scope(id), sql, wish->args, rows);
}

/* The total out of kept totals. Where many match, walking along the order's index and skipping what does not match finds a
 * page sooner than sorting all that match; where few do, it would have to walk far. */
static enum rc read_cells(struct wish *wish, const struct list_page *page, int64_t *total)
{
    struct rows rows;
    TRY(open_composed(wish, wish->spec->count_cells, &wish->cells, "", &rows));
    TRY(rows_next(&rows));
    *total = rows_int(&rows, 0);
    int64_t all = rows_int(&rows, 1);
    int64_t wanted = page->page * page->limit;
    rows_close(&rows);
    /* Without such an index everything is sorted: a large part of all is read faster in one pass than piece by piece. */
    int64_t worth = wish->path ? *total / wanted : PART_READ_AT_ONCE;
    if (*total > 0 && all / *total < worth) {
        wish->where = wish->walk;
    }
    return RC_OK;
}

static enum rc read_total(struct wish *wish, const struct list_page *page, int64_t *total)
{
    const struct list_spec *spec = wish->spec;
    if (wish->conditions == 0 && (!wish->searching || spec->search_all)) {
        return db_int(wish->cx, wish->searching ? spec->search_all : spec->count_all, wish->args, total);
    }
    if (!wish->searching && !wish->uncounted && spec->count_cells) {
        return read_cells(wish, page, total);
    }
    struct rows rows;
    TRY(open_composed(wish, wish->searching ? spec->search_count : spec->count, &wish->where, "", &rows));
    TRY(rows_next(&rows));
    *total = rows_int(&rows, 0);
    rows_close(&rows);
    return RC_OK;
}

static enum rc read_rows(struct wish *wish, struct list_page *page)
{
    const struct list_spec *spec = wish->spec;
    struct rows rows;
    if (page->paged) {
        add_arg(wish, ARG_I("limit", page->limit));
        add_arg(wish, ARG_I("offset", (page->page - 1) * page->limit));
    }
    wish->limited = page->paged;
    TRY(open_composed(wish, wish->searching ? spec->search : spec->select, &wish->where, wish->order, &rows));
    return rows_all(&rows, spec->record, (size_t)page->limit, &page->rows);
}

enum rc list_read(struct cx *cx, const struct list_spec *spec, const struct query *query, const struct arg *args,
                  struct list_page *page)
{
    struct wish wish = {.cx = cx, .spec = spec, .query = query};
    *page = (struct list_page){0};
    TRY(read_wish(&wish, args, page));
    if (wish.searching && !wish.match) {
        return RC_OK; /* only punctuation: an empty page */
    }
    if (page->paged) {
        TRY(read_total(&wish, page, &page->total));
        page->pages = (page->total + page->limit - 1) / page->limit;
        if ((page->page - 1) * page->limit >= page->total) {
            return RC_OK; /* past the end */
        }
    }
    TRY(read_rows(&wish, page));
    if (!page->paged) {
        page->total = (int64_t)page->rows.count;
        page->pages = page->total > 0 ? 1 : 0;
    }
    return RC_OK;
}

enum rc list_open(struct cx *cx, const struct list_spec *spec, const struct query *query, const struct arg *args,
                  struct rows *rows)
{
    struct wish wish = {.cx = cx, .spec = spec, .query = query};
    *rows = (struct rows){.cx = cx};
    TRY(read_wish(&wish, args, NULL));
    if (wish.searching && !wish.match) {
        return RC_OK; /* only punctuation: no row */
    }
    return open_composed(&wish, wish.searching ? spec->search : spec->select, &wish.where, wish.order, rows);
}
