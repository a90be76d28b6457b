/* SPDX-License-Identifier: MIT
 *
 * Pages of a list that may have a hundred thousand rows. Counting or sorting them all costs tens of milliseconds, looking up
 * rows here and there a multiple of that, so a page is found in the cheapest way that fits what was asked for:
 *   lanes   only owners and groups are filtered, and indexes hold the order: each owner's rows of each group, a lane, are
 *           there in order, and lanes are merged as far as the page needs
 *   some    rows of an index's range are looked up and sorted: of these owners or this group, if they are a small part of all
 *   all     every row is read once, as it lies in the file
 * Totals come out of kept ones, unless a filter asks for what they do not know. */
#include <string.h>

#include "base/str.h"
#include "store/list_wish.h"

#define LANES_MAX 64 /* merged at most */
#define SMALL_PART 8 /* rows looked up here and there: at most an eighth of all */
#define KIND(kind) (1u << (kind))

/* The search for one page. */
struct hunt {
    struct wish *wish;
    const struct list_long *list;
    uint32_t kinds;               /* of the filters that were given */
    const char *order;            /* column, */
    const struct list_path *path; /* and its own way; NULL: none */
    const char *owners;           /* JSON array; NULL: everybody's rows are asked for */
    int64_t owner_count;
    int64_t total;  /* rows that match */
    int64_t range;  /* rows of these owners and this group */
    int64_t all;    /* rows that there are */
    int64_t limit;  /* of the page, */
    int64_t offset; /* counted from the end of the order when `backwards` */
    bool backwards;
};

/* ---- conditions ---- */

enum form {
    OPEN,   /* an index may serve the condition */
    CLOSED, /* no index does: rows are looked at */
    KEPT,   /* about kept totals or owners */
};

static void add_where(const struct hunt *hunt, struct buf *where, uint32_t kinds, enum form form)
{
    const struct wish *wish = hunt->wish;
    for (size_t i = 0; i < wish->condition_count; i++) {
        const struct condition *condition = &wish->conditions[i];
        if (kinds & KIND(condition->filter->kind)) {
            const char *column = form == KEPT ? condition->filter->kept : condition->column;
            buf_printf(where, " AND %s%s%s", form == CLOSED && *column ? "+" : "", column, condition->test);
        }
    }
}

static const char *where_of(const struct hunt *hunt, uint32_t kinds, enum form form)
{
    struct buf where;
    buf_init(&where, hunt->wish->cx->arena, 0);
    add_where(hunt, &where, kinds, form);
    return where.data;
}

static void add_owners(const struct hunt *hunt, struct buf *where, enum form form)
{
    if (hunt->owners) {
        buf_printf(where, " AND %s%s IN (SELECT value FROM json_each(:owners))", form == CLOSED ? "+" : "", hunt->list->owner);
    }
}

/* ---- how many ---- */

static enum rc read_owners(struct hunt *hunt)
{
    struct wish *wish = hunt->wish;
    struct rows rows;
    const struct part parts[] = {{"/*filters*/", where_of(hunt, KIND(FILTER_OWNERS), KEPT)}, {NULL, NULL}};
    wish_arg(wish, ARG_I("chosen", (hunt->kinds & KIND(FILTER_OWNERS)) != 0));
    TRY(wish_open(wish, hunt->list->owners, parts, &rows));
    TRY(rows_next(&rows));
    hunt->owners = rows_text(&rows, 0);
    hunt->owner_count = hunt->owners ? rows_int(&rows, 1) : 0;
    rows_close(&rows);
    if (hunt->owners) {
        wish_arg(wish, ARG_T("owners", hunt->owners));
    }
    return RC_OK;
}

static enum rc read_kept_totals(struct hunt *hunt)
{
    struct rows rows;
    const struct part parts[] = {{"/*filters*/", where_of(hunt, KIND(FILTER_TOTALS), KEPT)},
                                 {"/*group*/", where_of(hunt, KIND(FILTER_GROUP), KEPT)},
                                 {NULL, NULL}};
    TRY(wish_open(hunt->wish, hunt->owners ? hunt->list->totals : hunt->list->totals_all, parts, &rows));
    TRY(rows_next(&rows));
    hunt->total = rows_int(&rows, 0);
    hunt->range = rows_int(&rows, 1);
    hunt->all = rows_int(&rows, 2);
    rows_close(&rows);
    return RC_OK;
}

static enum rc count_rows(struct hunt *hunt)
{
    struct rows rows;
    struct buf where;
    bool few = hunt->kinds & KIND(FILTER_FEW);
    buf_init(&where, hunt->wish->cx->arena, 0);
    add_where(hunt, &where, KIND(FILTER_FEW), OPEN);
    add_owners(hunt, &where, few ? CLOSED : OPEN);
    add_where(hunt, &where, ~(KIND(FILTER_FEW) | KIND(FILTER_OWNERS)), few ? CLOSED : OPEN);
    const struct part parts[] = {{"/*filters*/", where.data}, {"/*index*/", few ? "" : hunt->list->index}, {NULL, NULL}};
    TRY(wish_open(hunt->wish, hunt->list->count, parts, &rows));
    TRY(rows_next(&rows));
    hunt->total = rows_int(&rows, 0);
    rows_close(&rows);
    return RC_OK;
}

static bool is_everything(const struct hunt *hunt)
{
    return !hunt->owners && hunt->kinds == 0;
}

static enum rc read_total(struct hunt *hunt)
{
    TRY(read_owners(hunt));
    if (is_everything(hunt)) {
        return db_int(hunt->wish->cx, hunt->wish->spec->count_all, hunt->wish->args, &hunt->total);
    }
    TRY(read_kept_totals(hunt));
    return hunt->kinds & (KIND(FILTER_ROWS) | KIND(FILTER_FEW)) && hunt->total > 0 ? count_rows(hunt) : RC_OK;
}

/* ---- which ---- */

static const char *direction(const struct hunt *hunt)
{
    return hunt->wish->descending != hunt->backwards ? "DESC" : "ASC";
}

static const char *order_by(const struct hunt *hunt, const char *column, const char *tie)
{
    struct arena *arena = hunt->wish->cx->arena;
    return str_eq(hunt->order, hunt->wish->spec->tie)
               ? arena_printf(arena, "ORDER BY %s %s", tie, direction(hunt))
               : arena_printf(arena, "ORDER BY %s %s, %s %s", column, direction(hunt), tie, direction(hunt));
}

static bool is_listed(const char *const *list, const char *word)
{
    while (*list && !str_eq(*list, word)) {
        list++;
    }
    return *list != NULL;
}

static int64_t lane_count(const struct hunt *hunt)
{
    int64_t groups = (int64_t)hunt->list->groups->status_count;
    return (hunt->owners ? hunt->owner_count : 1) * (hunt->kinds & KIND(FILTER_GROUP) ? 1 : groups);
}

/* Groups that a filter names together have no order in common. */
static bool mixes_groups(const struct hunt *hunt)
{
    const struct wish *wish = hunt->wish;
    bool mixed = false;
    for (size_t i = 0; i < wish->condition_count; i++) {
        mixed = mixed || (wish->conditions[i].several && wish->conditions[i].filter->kind == FILTER_GROUP);
    }
    return mixed;
}

static bool has_lanes(const struct hunt *hunt)
{
    bool as_they_lie = is_everything(hunt) && str_eq(hunt->order, hunt->wish->spec->tie);
    return !as_they_lie && !mixes_groups(hunt) && !(hunt->kinds & ~(KIND(FILTER_GROUP) | KIND(FILTER_OWNERS))) &&
           is_listed(hunt->list->orders, hunt->order) && lane_count(hunt) <= LANES_MAX;
}

#define LANE_MARK "/*lane*/"

/* The statement of a lane, with a mark where its owner and group belong. */
static const char *lane(const struct hunt *hunt)
{
    struct arena *arena = hunt->wish->cx->arena;
    const struct part parts[] = {{"/*filters*/", arena_printf(arena, LANE_MARK "%s", where_of(hunt, KIND(FILTER_GROUP), OPEN))},
                                 {"/*place*/", arena_printf(arena, ", %s AS place", hunt->order)},
                                 {"/*index*/", ""},
                                 {"/*order*/", ""},
                                 {"/*page*/", ""},
                                 {NULL, NULL}};
    return wish_compose(hunt->wish, hunt->list->find, parts);
}

static void add_lane(const struct hunt *hunt, struct buf *sql, int64_t owner, const char *group)
{
    if (hunt->owners) {
        buf_printf(sql, " AND %s = json_extract(:owners, '$[%lld]')", hunt->list->owner, (long long)owner);
    }
    if (group) {
        buf_printf(sql, " AND %s = '%s'", hunt->list->group, group);
    }
}

/* SQLite merges the parts of a UNION ALL, each read in the order of its index, and stops when the page is full. */
static const char *merged_lanes(const struct hunt *hunt)
{
    bool asked_for = hunt->kinds & KIND(FILTER_GROUP);
    size_t groups = asked_for ? 1 : hunt->list->groups->status_count;
    const char *before = lane(hunt);
    const char *after = before ? strstr(before, LANE_MARK) : NULL;
    if (!after) {
        return NULL;
    }
    struct buf sql;
    buf_init(&sql, hunt->wish->cx->arena, 0);
    for (int64_t owner = 0; owner < (hunt->owners ? hunt->owner_count : 1); owner++) {
        for (size_t i = 0; i < groups; i++) {
            buf_str(&sql, sql.len ? " UNION ALL " : "");
            buf_add(&sql, before, (size_t)(after - before));
            add_lane(hunt, &sql, owner, asked_for ? NULL : hunt->list->groups->statuses[i].name);
            buf_str(&sql, after + strlen(LANE_MARK));
        }
    }
    buf_printf(&sql, " %s LIMIT :limit OFFSET :offset", order_by(hunt, "place", "tie"));
    return sql.data;
}

/* The rows of these owners, this group or this rare value; or everybody's, by an index or a path of the order's own. */
static const char *some(const struct hunt *hunt)
{
    const struct list_path *path = hunt->path;
    const char *tie = hunt->wish->spec->tie;
    bool few = hunt->kinds & KIND(FILTER_FEW);
    enum form form = few ? CLOSED : OPEN;
    struct buf where;
    buf_init(&where, hunt->wish->cx->arena, 0);
    add_owners(hunt, &where, form);
    add_where(hunt, &where, KIND(FILTER_GROUP), form);
    add_where(hunt, &where, KIND(FILTER_FEW), path ? CLOSED : OPEN);
    add_where(hunt, &where, KIND(FILTER_TOTALS) | KIND(FILTER_ROWS), CLOSED);
    /* Nor may an index that serves the order have rows looked up one by one. */
    bool free = path || is_everything(hunt) || str_eq(hunt->order, tie);
    const char *place = path ? path->column : arena_printf(hunt->wish->cx->arena, "%s%s", free ? "" : "+", hunt->order);
    const struct part parts[] = {{"/*filters*/", where.data},
                                 {"/*place*/", ""},
                                 {"/*index*/", hunt->owners && !few && !path ? hunt->list->index : ""},
                                 {"/*order*/", order_by(hunt, place, tie)},
                                 {"/*page*/", "LIMIT :limit OFFSET :offset"},
                                 {NULL, NULL}};
    return wish_compose(hunt->wish, path ? path->find : hunt->list->find, parts);
}

/* All rows, as they lie in the file. They come in the order of the tie, so that of equals the first to come are those that
 * stay: what comes after them is compared, and seldom sorted in. LIMIT -1 keeps SQLite from forgetting that order. */
static const char *all(const struct hunt *hunt)
{
    struct arena *arena = hunt->wish->cx->arena;
    const char *tie = hunt->wish->spec->tie;
    bool sorted = str_eq(hunt->order, tie);
    struct buf where;
    buf_init(&where, arena, 0);
    add_owners(hunt, &where, CLOSED);
    add_where(hunt, &where, ~KIND(FILTER_OWNERS), CLOSED);
    const struct part parts[] = {{"/*filters*/", where.data},
                                 {"/*place*/", arena_printf(arena, ", %s AS place", hunt->order)},
                                 {"/*index*/", ""},
                                 {"/*order*/", arena_printf(arena, "ORDER BY %s %s", tie, direction(hunt))},
                                 {"/*page*/", sorted ? "LIMIT :limit OFFSET :offset" : "LIMIT -1"},
                                 {NULL, NULL}};
    const char *rows = wish_compose(hunt->wish, hunt->list->find, parts);
    if (!rows || sorted) {
        return rows;
    }
    return arena_printf(arena, "SELECT tie FROM (%s) %s LIMIT :limit OFFSET :offset", rows, order_by(hunt, "place", "tie"));
}

/* Its statement. NULL: a mark is missing. */
static const char *find_statement(const struct hunt *hunt)
{
    if (has_lanes(hunt)) {
        return merged_lanes(hunt);
    }
    bool is_part = hunt->kinds & KIND(FILTER_FEW) || hunt->range < hunt->all / SMALL_PART;
    bool is_led = is_everything(hunt) && is_listed(hunt->list->leading, hunt->order);
    return is_part || is_led || hunt->path ? some(hunt) : all(hunt);
}

/* The numbers of the page's rows as a JSON array, in their order. */
static enum rc find_rows(struct hunt *hunt, const char **found)
{
    struct wish *wish = hunt->wish;
    struct numbers numbers;
    wish_arg(wish, ARG_I("limit", hunt->limit));
    wish_arg(wish, ARG_I("offset", hunt->offset));
    TRY(wish_numbers(wish, hunt->list->find, find_statement(hunt), hunt->limit, hunt->backwards, &numbers));
    *found = numbers_json(wish->cx->arena, &numbers, 0, numbers.count);
    return RC_OK;
}

static void set_order(struct hunt *hunt)
{
    const struct wish *wish = hunt->wish;
    hunt->order = wish->sort ? wish->sort->column : wish->spec->tie;
    for (const struct list_path *path = hunt->list->paths; path->order; path++) {
        hunt->path = str_eq(path->order, hunt->order) ? path : hunt->path;
    }
}

/* What lies nearer to the end of the order is looked for from there. */
static void set_page(struct hunt *hunt, const struct list_page *page)
{
    int64_t before = (page->page - 1) * page->limit;
    int64_t left = hunt->total - before;
    hunt->limit = left < page->limit ? left : page->limit;
    hunt->backwards = left - hunt->limit < before;
    hunt->offset = hunt->backwards ? left - hunt->limit : before;
}

enum rc list_long_read(struct wish *wish, struct list_page *page)
{
    struct hunt hunt = {.wish = wish, .list = wish->spec->long_list};
    struct rows rows;
    const char *found = "[]";
    for (size_t i = 0; i < wish->condition_count; i++) {
        hunt.kinds |= KIND(wish->conditions[i].filter->kind);
    }
    TRY(read_total(&hunt));
    page->total = hunt.total;
    if ((page->page - 1) * page->limit >= hunt.total) {
        return RC_OK; /* past the end */
    }
    set_order(&hunt);
    set_page(&hunt, page);
    TRY(find_rows(&hunt, &found));
    TRY(rows_open(wish->cx, hunt.list->rows, ARGS(ARG_T("page", found)), &rows));
    return rows_read(&rows, wish->spec->record, (size_t)hunt.limit, SIZE_MAX, &page->rows);
}
