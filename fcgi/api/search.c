/* SPDX-License-Identifier: MIT
 *
 * One search over all kinds of records, for the box that stands on every page. */
#include "base/str.h"
#include "fcgi/api/rows.h"
#include "find/find.h"

enum { Q, TYPES, LIMIT };
static const struct field search_query[] = {
    {.name = "q",
     .type = FT_TEXT,
     .flags = F_REQUIRED,
     .about =
         "Beginnings of words, without regard to case and accents; phone numbers, plates and VINs in any spelling. What counts "
         "are its first 100 characters"},
    {.name = "types",
     .type = FT_ENUM,
     .flags = F_MANY,
     .values = find_kinds,
     .about = "One or several, repeated or separated by commas; all when left out"},
    {.name = "limit", .type = FT_INT, .min = 1, .max = FIND_LIMIT_MAX, .about = "Items of each type; 5 when left out"},
    {.name = NULL},
};

static void add_kind(struct cx *cx, const char *text, struct find_wish *wish)
{
    int64_t number;
    const char *kind = NULL;
    if (!*text || !field_parse_text(cx, &search_query[TYPES], text, &number, &kind)) {
        return;
    }
    size_t i = 0;
    while (i < wish->kind_count && !str_eq(wish->kinds[i], kind)) {
        i++;
    }
    wish->kinds[i] = kind;
    wish->kind_count += i == wish->kind_count;
}

/* ?types=contact,quote&types=task */
static void read_kinds(struct cx *cx, struct find_wish *wish)
{
    const char *text;
    for (size_t nth = 0; (text = request_query(cx, "types", nth)) != NULL; nth++) {
        for (const char *end; text; text = *end ? end + 1 : NULL) {
            end = text + strcspn(text, ",");
            add_kind(cx, str_trim(cx->arena, arena_strndup(cx->arena, text, (size_t)(end - text))), wish);
        }
    }
}

static enum rc search(struct cx *cx)
{
    struct find_wish wish = {.limit = FIND_LIMIT};
    struct found found;
    const char *ignored;
    const char *typed = request_query_once(cx, "q");
    wish.typed = typed ? str_trim(cx->arena, typed) : "";
    const char *limit = request_query_once(cx, "limit");
    if (str_empty(wish.typed)) {
        fault_field(cx, "q", PROBLEM_REQUIRED, "Required");
    }
    if (!str_empty(limit)) {
        (void)field_parse_text(cx, &search_query[LIMIT], limit, &wish.limit,
                               &ignored); /* what is wrong is told with the rest */
    }
    read_kinds(cx, &wish);
    TRY(fault_check(cx));
    TRY(find(cx, &wish, &found));
    return answer_record(cx, 200, &found_record, &found);
}

static const struct route rows[] = {
    {READ("/api/search", search, "The newest of every type that match, in words to recognise them by"), .out = &found_record,
     .query = search_query},
    {.method = NULL},
};
const struct route_group search_routes = {
    "Search", "One box for all records: what is found is what the lists' own `search` finds, and what one may see.", rows};
