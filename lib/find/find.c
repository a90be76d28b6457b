/* SPDX-License-Identifier: MIT
 *
 * Searching all kinds of records at once. The statements stand in find.sql; here is which kind has which, and how a line of words
 * comes of their columns. */
#include "find/find.h"

#include "base/str.h"
#include "base/time.h"
#include "documents/french.h"
#include "pipeline/access.h"
#include "store/list.h"

/* One record that was found. */
struct find_item {
    int64_t total; /* of its kind */
    const char *id;
    const char *title;
    const char *subtitle;       /* of the next three, */
    const char *first, *second; /* words, */
    const char *phone;          /* E.164 */
    const char *status;         /* NULL: the kind has none, as below */
    int64_t amount;             /* cents */
    const char *plate;
};
static const struct field item_fields[] = {
    FIELD_INT(struct find_item, total, F_INTERNAL, 0, 0),
    FIELD_UUID(struct find_item, id, F_REQUIRED),
    FIELD_TEXT(struct find_item, title, F_REQUIRED, 0, 0),
    FIELD_TEXT(struct find_item, subtitle, F_REQUIRED, 0, 0),
    FIELD_TEXT(struct find_item, first, F_INTERNAL, 0, 0),
    FIELD_TEXT(struct find_item, second, F_INTERNAL, 0, 0),
    FIELD_TEXT(struct find_item, phone, F_INTERNAL, 0, 0),
    FIELD_TEXT(struct find_item, status, F_OMIT_NULL, 0, 0),
    FIELD_DECIMAL(struct find_item, amount, F_OMIT_NULL, 2, 2, 0, 0),
    FIELD_TEXT(struct find_item, plate, F_OMIT_NULL, 0, 0),
};
static RECORD(item_record, "FoundItem", struct find_item, item_fields, NULL);

const char *const find_kinds[] = {"contact", "vehicle",     "quote", "invoice", "credit_note",
                                  "client",  "opportunity", "task",  NULL};

struct find_group {
    const char *type;
    int64_t total;
    struct list items;
};
static const struct field group_fields[] = {
    {.name = "type", .type = FT_ENUM, .flags = F_REQUIRED, .offset = offsetof(struct find_group, type), .values = find_kinds},
    {.name = "total",
     .type = FT_INT,
     .flags = F_REQUIRED,
     .offset = offsetof(struct find_group, total),
     .max = FIND_TOTAL_MAX,
     .about = "All that match, counted as far as 100: that says 100 or more"},
    FIELD_LIST(struct find_group, items, F_READONLY, &item_record, 0, 0),
};
static RECORD(group_record, "FoundGroup", struct find_group, group_fields, NULL);

static const struct field found_fields[] = {FIELD_LIST(struct found, groups, F_READONLY, &group_record, 0, 0)};
RECORD(found_record, "Found", struct found, found_fields, NULL);

/* The statement of each kind. */
static const enum sql_id statements[] = {
    SQL_FIND_CONTACT,     SQL_FIND_VEHICLE, SQL_FIND_QUOTE,       SQL_FIND_INVOICE,
    SQL_FIND_CREDIT_NOTE, SQL_FIND_CLIENT,  SQL_FIND_OPPORTUNITY, SQL_FIND_TASK,
};
#define KIND_COUNT (sizeof statements / sizeof *statements)
_Static_assert(KIND_COUNT == sizeof find_kinds / sizeof *find_kinds - 1, "one for every kind, in their order");
_Static_assert(KIND_COUNT <= FIND_KINDS_MAX, "all of them may be asked for");

static void add_part(struct buf *line, const char *part)
{
    if (!str_empty(part)) {
        buf_str(line, line->len ? " · " : "");
        buf_str(line, part);
    }
}

static void write_subtitle(struct cx *cx, struct find_item *item)
{
    struct buf line;
    buf_init(&line, cx->arena, 0);
    add_part(&line, item->first);
    add_part(&line, item->second);
    add_part(&line, french_phone(cx->arena, item->phone));
    item->subtitle = line.len ? line.data : "";
}

static enum rc find_kind(struct cx *cx, size_t kind, const struct arg *args, struct find_group *group)
{
    TRY(db_all(cx, statements[kind], args, &item_record, &group->items));
    struct find_item *items = group->items.rows;
    for (size_t i = 0; i < group->items.count; i++) {
        write_subtitle(cx, &items[i]);
    }
    group->type = find_kinds[kind];
    group->total = group->items.count ? items->total : 0;
    return RC_OK;
}

static bool wishes(const struct find_wish *wish, const char *kind)
{
    size_t i = 0;
    while (i < wish->kind_count && !str_eq(wish->kinds[i], kind)) {
        i++;
    }
    return wish->kind_count == 0 || i < wish->kind_count;
}

enum rc find(struct cx *cx, const struct find_wish *wish, struct found *found)
{
    struct access access;
    const char *match;
    struct find_group *groups = arena_array(cx->arena, KIND_COUNT, sizeof *groups);
    found->groups = (struct list){.rows = groups};
    TRY(search_match(cx, wish->typed, &match));
    if (!match) {
        return RC_OK; /* only punctuation */
    }
    TRY(access_of(cx, &access));
    const struct arg *args = ARGS(ARG_T("match", match), ARG_I("limit", wish->limit), ARG_I("most", FIND_TOTAL_MAX),
                                  ARG_T("today", zone_today(cx->arena, cx->zone, cx->now_ms)),
                                  ARG_T("user", cx->user ? cx->user->id : NULL), ACCESS_ARGS(&access));
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        struct find_group *group = &groups[found->groups.count];
        if (wishes(wish, find_kinds[kind])) {
            TRY(find_kind(cx, kind, args, group));
            found->groups.count += group->items.count > 0;
        }
    }
    return RC_OK;
}
