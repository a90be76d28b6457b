/* SPDX-License-Identifier: MIT
 *
 * Lists: reads what the client asks for, collecting every error, as conditions and an order out of the descriptors' names. No
 * byte of the client's ever becomes SQL: values are bound. Rows are read in list_rows.c, pages of lists that may be very long
 * are found in list_long.c, and list_summary.c sums up. */
#include <string.h>

#include "base/str.h"
#include "base/time.h"
#include "store/list_wish.h"

#define LIMIT_DEFAULT 20
#define PAGE_MAX 1000000000000LL /* times LIMIT_MAX still fits an int64_t */
#define OWN_ARGS 6               /* match, limit, offset; chosen, owners, page of a long list */
#define VALUES_MAX 20            /* of one filter */
#define QUERY_VALUES_MAX 100     /* of all filters */
#define ARGS_MAX (CONDITIONS_MAX + QUERY_VALUES_MAX + OWN_ARGS)

static const char *const FILTER_PARAMS[CONDITIONS_MAX] = {
    "f0",  "f1",  "f2",  "f3",  "f4",  "f5",  "f6",  "f7",  "f8",  "f9",  "f10", "f11", "f12", "f13", "f14", "f15",
    "f16", "f17", "f18", "f19", "f20", "f21", "f22", "f23", "f24", "f25", "f26", "f27", "f28", "f29", "f30", "f31",
};

static const char *given(const struct wish *wish, const char *param, size_t nth)
{
    return wish->query ? wish->query->get(wish->query, param, nth) : NULL;
}

/* Of what has one value. */
static const char *given_once(const struct wish *wish, const char *param)
{
    if (given(wish, param, 1)) {
        fault_field(wish->cx, param, PROBLEM_GIVEN_TWICE, "Must be given once");
    }
    return given(wish, param, 0);
}

void wish_arg(struct wish *wish, struct arg arg)
{
    wish->args[wish->arg_count++] = arg;
    wish->args[wish->arg_count] = (struct arg){.kind = ARG_END};
}

/* ---- filters ---- */

static void too_many(const struct wish *wish, const char *param, int max, const char *what)
{
    struct arena *arena = wish->cx->arena;
    fault_problem(wish->cx, param,
                  problem_new(arena, PROBLEM_TOO_MANY_VALUES, arena_printf(arena, "{\"max\":%d}", max),
                              arena_printf(arena, "Must be at most %d %s", max, what)));
}

/* The name for one more parameter; NULL: too many, said to the client. */
static const char *next_param(struct wish *wish, const char *field)
{
    if (wish->condition_count == CONDITIONS_MAX) {
        too_many(wish, field, CONDITIONS_MAX, "conditions in one query");
        return NULL;
    }
    return FILTER_PARAMS[wish->condition_count];
}

static void add_condition(struct wish *wish, const struct filter *filter, const char *column, const char *test)
{
    wish->conditions[wish->condition_count++] = (struct condition){.filter = filter, .column = column, .test = test};
}

static void bind_value(struct wish *wish, const char *param, const struct field *field, int64_t number, const char *text)
{
    wish_arg(wish, field_is_int(field) ? ARG_I(param, number) : ARG_T(param, text));
}

/* What a filter was given: one value, or of an enumeration or id several, repeated or separated by commas. */
struct values {
    const char *texts[VALUES_MAX];
    size_t count;
};

bool filter_takes_several(const struct filter *filter)
{
    bool compares = filter->op == FILTER_EQ || filter->op == FILTER_FOLD || filter->op == FILTER_CUSTOM;
    return compares && (filter->type.type == FT_ENUM || filter->type.type == FT_UUID);
}

static bool split(const struct wish *wish, const char *text, struct values *values)
{
    for (const char *comma; text; text = comma ? comma + 1 : NULL) {
        comma = strchr(text, ',');
        size_t len = comma ? (size_t)(comma - text) : strlen(text);
        const char *value = str_trim(wish->cx->arena, arena_strndup(wish->cx->arena, text, len));
        if (*value && values->count == VALUES_MAX) {
            return false;
        }
        if (*value) {
            values->texts[values->count++] = value;
        }
    }
    return true;
}

static void read_values(const struct wish *wish, const struct filter *filter, struct values *values)
{
    const char *text;
    values->count = 0;
    if (!filter_takes_several(filter)) {
        text = given_once(wish, filter->param);
        values->count = str_empty(text) ? 0 : 1; /* an empty box of a form filters nothing */
        values->texts[0] = text;
        return;
    }
    for (size_t nth = 0; (text = given(wish, filter->param, nth)) != NULL; nth++) {
        if (!split(wish, text, values)) {
            too_many(wish, filter->param, VALUES_MAX, "values");
            return;
        }
    }
}

/* The word that a filter takes beside its type's values; NULL: it is none. */
static const char *filter_word(const struct filter *filter, const char *text)
{
    const char *const *word = filter->words;
    while (word && *word && !str_eq(*word, text)) {
        word++;
    }
    return word ? *word : NULL;
}

/* Binds the values to parameters of our own, whose names go to `params`. */
static bool bind_values(struct wish *wish, const struct filter *filter, const struct values *values, const char **params)
{
    struct field field = filter->type;
    field.flags |= filter->op == FILTER_FOLD ? F_FOLD : 0;
    const char *first = next_param(wish, filter->param);
    bool valid = first != NULL;
    wish->value_count += values->count;
    if (wish->value_count > QUERY_VALUES_MAX) {
        too_many(wish, filter->param, QUERY_VALUES_MAX, "values in one query");
        return false;
    }
    for (size_t i = 0; valid && i < values->count; i++) {
        int64_t number = INT_NULL;
        const char *text = NULL;
        params[i] = i ? arena_printf(wish->cx->arena, "%s_%zu", first, i) : first;
        text = filter_word(filter, values->texts[i]);
        valid = text || field_parse_text(wish->cx, &field, values->texts[i], &number, &text);
        if (valid) {
            bind_value(wish, params[i], &field, number, text);
        }
    }
    return valid;
}

static void filter_compare(struct wish *wish, const struct filter *filter, const char *operator, const struct values * values)
{
    const char *params[VALUES_MAX];
    if (!bind_values(wish, filter, values, params)) {
        return;
    }
    if (values->count == 1) {
        add_condition(wish, filter, filter->column, arena_printf(wish->cx->arena, " %s :%s", operator, params[0]));
        return;
    }
    struct buf test;
    buf_init(&test, wish->cx->arena, 0);
    for (size_t i = 0; i < values->count; i++) {
        buf_printf(&test, "%s:%s", i ? ", " : " IN (", params[i]);
    }
    buf_char(&test, ')');
    add_condition(wish, filter, filter->column, test.data);
    wish->conditions[wish->condition_count - 1].several = true;
}

/* A day of the tenant's calendar against an instant. */
static void filter_day(struct wish *wish, const struct filter *filter, const char *operator, const char * value)
{
    int64_t number = INT_NULL;
    const char *text = NULL;
    int64_t days;
    const char *param = next_param(wish, filter->param);
    if (param && field_parse_text(wish->cx, &filter->type, value, &number, &text) && date_parse(text, &days)) {
        days += filter->op == FILTER_DAY_LE;
        add_condition(wish, filter, filter->column, arena_printf(wish->cx->arena, " %s :%s", operator, param));
        wish_arg(wish, ARG_I(param, zone_day_start_ms(wish->cx->zone, days)));
    }
}

/* A whole condition of the spec's, whose :value becomes a parameter of our own. */
static void write_whole(struct buf *test, const struct filter *filter, const char *param)
{
    const char *rest = filter->column;
    buf_char(test, '(');
    for (const char *mark; (mark = strstr(rest, ":value")) != NULL; rest = mark + strlen(":value")) {
        buf_add(test, rest, (size_t)(mark - rest));
        buf_printf(test, ":%s", param);
    }
    buf_str(test, rest);
    buf_char(test, ')');
}

/* One more word of an index by tags as the migration one_index makes it. */
static void add_tag(struct buf *words, const char *tag)
{
    buf_str(words, words->len ? " \"œ" : "\"œ");
    for (const char *c = tag; *c; c++) {
        buf_printf(words, "%02X", (unsigned)(unsigned char)*c);
    }
    buf_char(words, '"');
}

/* ?tags=a,b&tags=c; returns how many there are, and stops at too many. */
static size_t read_tags(const struct wish *wish, const struct filter *filter, struct buf *words)
{
    struct arena *arena = wish->cx->arena;
    const char *value;
    size_t count = 0;
    for (size_t nth = 0; (value = given(wish, filter->param, nth)) != NULL; nth++) {
        while (value && count <= FILTER_TAGS_MAX) {
            const char *comma = strchr(value, ',');
            const char *tag = str_trim(arena, arena_strndup(arena, value, comma ? (size_t)(comma - value) : strlen(value)));
            if (*tag) {
                add_tag(words, tag);
                count++;
            }
            value = comma ? comma + 1 : NULL;
        }
        if (count > FILTER_TAGS_MAX) {
            break;
        }
    }
    return count;
}

static void filter_tags(struct wish *wish, const struct filter *filter)
{
    struct buf words;
    buf_init(&words, wish->cx->arena, 0);
    size_t count = read_tags(wish, filter, &words);
    if (count > FILTER_TAGS_MAX) {
        too_many(wish, filter->param, FILTER_TAGS_MAX, "tags");
        return;
    }
    const char *param = count > 0 ? next_param(wish, filter->param) : NULL;
    if (param) {
        const char *index = filter->column;
        const char *test = arena_printf(wish->cx->arena, " IN (SELECT rowid FROM %s WHERE %s MATCH 'tags : (' || :%s || ')')",
                                        index, index, param);
        add_condition(wish, filter, first_word(wish->cx->arena, wish->spec->tie), test);
        wish_arg(wish, ARG_T(param, words.data));
    }
}

static void filter_custom(struct wish *wish, const struct filter *filter, const struct values *values)
{
    const char *params[VALUES_MAX];
    struct buf test;
    if (!bind_values(wish, filter, values, params)) {
        return;
    }
    buf_init(&test, wish->cx->arena, 0);
    for (size_t i = 0; i < values->count; i++) {
        buf_str(&test, i ? " OR " : "(");
        write_whole(&test, filter, params[i]);
    }
    buf_char(&test, ')');
    add_condition(wish, filter, "", test.data);
}

static void read_filter(struct wish *wish, const struct filter *filter)
{
    struct values values;
    if (filter->op == FILTER_TAGS) {
        filter_tags(wish, filter);
        return;
    }
    read_values(wish, filter, &values);
    if (values.count == 0) {
        return;
    }
    switch (filter->op) {
    case FILTER_EQ:
    case FILTER_FOLD:
        filter_compare(wish, filter, "=", &values);
        break;
    case FILTER_GE:
        filter_compare(wish, filter, ">=", &values);
        break;
    case FILTER_LE:
        filter_compare(wish, filter, "<=", &values);
        break;
    case FILTER_DAY_GE:
        filter_day(wish, filter, ">=", values.texts[0]);
        break;
    case FILTER_DAY_LE:
    case FILTER_DAY_BEFORE:
        filter_day(wish, filter, "<", values.texts[0]);
        break;
    case FILTER_CUSTOM:
        filter_custom(wish, filter, &values);
        break;
    case FILTER_TAGS:
        break;
    }
}

static void read_filters(struct wish *wish)
{
    const struct record *fields = list_fields(wish->spec);
    for (const struct filter *filter = wish->spec->filters; filter && filter->param; filter++) {
        read_filter(wish, filter);
    }
    for (size_t i = 0; i < fields->count; i++) {
        const struct field *field = &fields->fields[i];
        if (field->flags & F_FILTER && given(wish, field->name, 0)) {
            struct filter *filter = arena_alloc(wish->cx->arena, sizeof *filter);
            *filter = list_field_filter(wish->cx->arena, wish->spec, field);
            read_filter(wish, filter);
        }
    }
}

/* ---- page, order, search ---- */

static void read_page(const struct wish *wish, struct list_page *page)
{
    const char *number = given_once(wish, "page");
    const char *limit = given_once(wish, "limit");
    page->page = 1;
    page->paged = number || limit || !wish->spec->optional_paging;
    page->limit = page->paged ? LIMIT_DEFAULT : LIST_ROWS_MAX;
    if (number && !str_int(number, 1, PAGE_MAX, &page->page)) {
        static const struct problem wrong = {PROBLEM_OUT_OF_RANGE, "Must be a whole number of at least 1", "{\"min\":1}"};
        fault_problem(wish->cx, "page", &wrong);
    }
    if (limit && !str_int(limit, 1, LIMIT_MAX, &page->limit)) {
        static const struct problem wrong = {PROBLEM_OUT_OF_RANGE, "Must be between 1 and 100", "{\"min\":1,\"max\":100}"};
        fault_problem(wish->cx, "limit", &wrong);
    }
}

/* What the list can be sorted by, said to the client. */
static void refuse_sort(const struct wish *wish)
{
    const char *const *orders = list_orders(wish->cx->arena, wish->spec);
    static const struct problem one_order = {PROBLEM_NOT_IN_LIST, "This list has one order only", "{\"values\":[]}"};
    fault_problem(wish->cx, "sort_by", *orders ? problem_one_of(wish->cx->arena, orders) : &one_order);
}

static const struct sort_key *find_sort(const struct wish *wish, const char *key)
{
    const struct record *fields = list_fields(wish->spec);
    int at = record_find(fields, key);
    if (at >= 0 && fields->fields[at].flags & F_SORT) {
        struct sort_key *sort = arena_alloc(wish->cx->arena, sizeof *sort);
        *sort = list_field_sort(wish->cx->arena, wish->spec, &fields->fields[at]);
        return sort;
    }
    for (const struct sort_key *sort = wish->spec->sorts; sort && sort->param; sort++) {
        if (str_eq(sort->param, key)) {
            return sort;
        }
    }
    refuse_sort(wish);
    return NULL;
}

/* "ASC" or "DESC" as the client said, or NULL. */
static const char *sort_direction(const struct wish *wish)
{
    const char *direction = given_once(wish, "sort_order");
    if (str_empty(direction)) {
        return NULL;
    }
    if (str_ieq(direction, "asc")) {
        return "ASC";
    }
    if (!str_ieq(direction, "desc")) {
        static const char *const directions[] = {"asc", "desc", NULL};
        fault_problem(wish->cx, "sort_order", problem_one_of(wish->cx->arena, directions));
    }
    return "DESC";
}

const char *first_word(struct arena *arena, const char *order)
{
    return arena_strndup(arena, order, strcspn(order, " "));
}

const char *wish_own_order(const struct wish *wish, bool searching)
{
    return searching && wish->spec->search_order ? wish->spec->search_order : wish->spec->order;
}

const char *wish_order(const struct wish *wish, const char *own, bool backwards)
{
    struct arena *arena = wish->cx->arena;
    const char *tie = wish->spec->tie;
    const char *direction = wish->descending != backwards ? "DESC" : "ASC";
    const char *column = wish->sort ? wish->sort->column : first_word(arena, own);
    bool alone = !wish->sort && own == wish->spec->search_order;
    if (alone || str_eq(column, first_word(arena, tie))) {
        return arena_printf(arena, "ORDER BY %s %s", column, direction);
    }
    bool follows = !strchr(tie, ' ') || !wish->sort;
    const char *tied = follows ? direction : str_ends(tie, " DESC") != backwards ? "DESC" : "ASC";
    return arena_printf(arena, "ORDER BY %s %s, %s %s", column, direction, first_word(arena, tie), tied);
}

static void read_order(struct wish *wish)
{
    const char *key = given_once(wish, "sort_by");
    const char *direction = sort_direction(wish);
    if (!str_empty(key)) {
        wish->sort = find_sort(wish, key);
        wish->descending = str_eq(direction, "DESC");
    } else {
        wish->descending = direction ? str_eq(direction, "DESC") : str_ends(wish_own_order(wish, wish->searching), " DESC");
    }
}

static enum rc read_search(struct wish *wish)
{
    const char *search = wish->spec->search != SQL_NONE ? given_once(wish, "search") : NULL;
    wish->searching = !str_empty(search);
    if (wish->searching) {
        TRY(search_match(wish->cx, search, &wish->match));
        wish_arg(wish, ARG_T("match", wish->match));
    }
    return RC_OK;
}

static void read_summary(struct wish *wish)
{
    static const struct field summary = {.name = "summary", .type = FT_BOOL};
    const char *asked = wish->spec->summary ? given_once(wish, "summary") : NULL;
    int64_t yes = 0;
    const char *text = NULL;
    wish->summing = !str_empty(asked) && field_parse_text(wish->cx, &summary, asked, &yes, &text) && yes == 1;
}

/* `page` NULL: none is wanted. */
static enum rc read_wish(struct wish *wish, const struct arg *args, struct list_page *page)
{
    size_t count = 0;
    while (args[count].kind != ARG_END) {
        count++;
    }
    wish->args = arena_array(wish->cx->arena, count + ARGS_MAX + 1, sizeof *wish->args);
    memcpy(wish->args, args, (count + 1) * sizeof *args);
    wish->arg_count = count;
    if (page) {
        read_page(wish, page);
        read_summary(wish);
    }
    TRY(read_search(wish));
    read_order(wish);
    read_filters(wish);
    return fault_check(wish->cx);
}

/* ---- */

enum rc list_read(struct cx *cx, const struct list_spec *spec, const struct query *query, const struct arg *args,
                  struct list_page *page)
{
    struct wish wish = {.cx = cx, .spec = spec, .query = query};
    *page = (struct list_page){0};
    TRY(read_wish(&wish, args, page));
    TRY(wish.summing ? list_summary_read(&wish, page) : RC_OK);
    if (wish.searching && !wish.match) {
        return RC_OK; /* only punctuation: an empty page */
    }
    TRY(spec->long_list && !wish.searching ? list_long_read(&wish, page) : list_short_read(&wish, page));
    page->pages = (page->total + page->limit - 1) / page->limit;
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
    const char *order = wish_order(&wish, wish_own_order(&wish, wish.searching), false);
    return wish_open_list(&wish, wish.searching ? spec->search : spec->select, order, false, rows);
}
