/* SPDX-License-Identifier: MIT
 *
 * The catalogue: fields, and what a package may hold. What is suggested of it is suggest.c. */
#include "workshop/catalogue.h"

#include "base/str.h"
#include "tenant/settings.h"
#include "workshop/line.h"

const char *const catalogue_kinds[] = {"LABOUR", "PART", "FLUID", "FEE", "EXPENSE", CATALOGUE_PACKAGE, NULL};

/* ---- fields ---- */

static const struct field line_fields[] = {
    {.name = "item_id",
     .type = FT_UUID,
     .offset = offsetof(struct catalogue_line, item_id),
     .about = "An item of the catalogue, whose members stand here then; left out: a line of its own"},
    FIELD_DECIMAL(struct catalogue_line, quantity, F_REQUIRED, 3, 0, -CATALOGUE_QUANTITY_MAX, CATALOGUE_QUANTITY_MAX),
    FIELD_TEXT(struct catalogue_line, description, F_LINES, 1, 300),
    FIELD_ENUM(struct catalogue_line, unit, 0, line_units),
    FIELD_DECIMAL(struct catalogue_line, unit_price, 0, 4, 2, -CATALOGUE_PRICE_MAX, CATALOGUE_PRICE_MAX),
    FIELD_DECIMAL(struct catalogue_line, vat_rate, 0, 2, 1, 0, 10000),
    FIELD_ENUM(struct catalogue_line, kind, 0, line_kinds),
    FIELD_TEXT(struct catalogue_line, code, F_READONLY, 0, 0),
    FIELD_DECIMAL(struct catalogue_line, total, F_READONLY, 2, 2, 0, 0),
};
RECORD(catalogue_line_record, "CatalogueLine", struct catalogue_line, line_fields, NULL);

#define ITEM_FIELDS                                                                                                            \
    FIELD_UUID(struct catalogue_item, id, F_READONLY), FIELD_TEXT(struct catalogue_item, code, F_SORT | F_KEYED, 1, 40),       \
        FIELD_TEXT(struct catalogue_item, label, F_REQUIRED | F_SORT | F_KEYED | F_LINES, 1, 300),                             \
        FIELD_ENUM(struct catalogue_item, unit, 0, line_units),                                                                \
        FIELD_DECIMAL(struct catalogue_item, unit_price, F_SORT, 4, 2, -CATALOGUE_PRICE_MAX, CATALOGUE_PRICE_MAX),             \
        {.name = "price_mode",                                                                                                 \
         .type = FT_ENUM,                                                                                                      \
         .offset = offsetof(struct catalogue_item, price_mode),                                                                \
         .values = price_modes,                                                                                                \
         .about = "What the price is, or those of a package's lines; the settings' when left out"},                            \
        FIELD_DECIMAL(struct catalogue_item, vat_rate, 0, 2, 1, 0, 10000),                                                     \
        FIELD_ENUM(struct catalogue_item, kind, F_REQUIRED | F_FILTER, catalogue_kinds),                                       \
        FIELD_BOOL(struct catalogue_item, is_active, F_FILTER),                                                                \
        FIELD_TIME(struct catalogue_item, created_at, F_READONLY | F_SORT),                                                    \
        FIELD_TIME(struct catalogue_item, updated_at, F_READONLY | F_SORT),                                                    \
        FIELD_INT(struct catalogue_item, version, F_READONLY, 0, 0),                                                           \
    {                                                                                                                          \
        .name = "total", .type = FT_DECIMAL, .flags = F_READONLY | F_NOT_STORED,                                               \
        .offset = offsetof(struct catalogue_item, total), .scale = 2, .min_decimals = 2,                                       \
        .about = "Of a package: the sum of its lines"                                                                          \
    }

static const struct field row_fields[] = {ITEM_FIELDS};
static RECORD(row_record, "CatalogueRow", struct catalogue_item, row_fields, NULL);

static const struct field item_fields[] = {
    ITEM_FIELDS,
    FIELD_LIST(struct catalogue_item, items, 0, &catalogue_line_record, 0, CATALOGUE_LINES_MAX),
};
RECORD(catalogue_item_record, "CatalogueItem", struct catalogue_item, item_fields, NULL);

static const struct field suggested_fields[] = {
    ITEM_FIELDS,
    FIELD_LIST(struct catalogue_item, items, F_READONLY, &catalogue_line_record, 0, 0),
    {.name = "begins",
     .type = FT_BOOL,
     .flags = F_REQUIRED,
     .offset = offsetof(struct catalogue_item, begins),
     .about = "Its code, or the beginning of its code or label, is what was typed"},
};
RECORD(suggested_item_record, "SuggestedItem", struct catalogue_item, suggested_fields, NULL);

enum rc catalogue_lines(struct cx *cx, const char *package_id, struct list *items)
{
    return db_all(cx, SQL_CATALOGUE_LINES, ARGS(ARG_T("id", package_id)), &catalogue_line_record, items);
}

static bool is_package(const struct catalogue_item *item)
{
    return item && str_eq(item->kind, CATALOGUE_PACKAGE);
}

/* ---- rules ---- */

static enum rc check_code(struct cx *cx, const struct catalogue_item *item)
{
    const char *other;
    if (!item->code) {
        return RC_OK;
    }
    enum rc rc = db_text(cx, SQL_CATALOGUE_ITEM_NAMESAKE, ARGS(ARG_T("code", item->code), ARG_T("id", item->id)), &other);
    if (rc == RC_OK) {
        fault_taken(cx, "code", PROBLEM_ALREADY_EXISTS, "Code already exists");
    }
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

/* A line that names an item has nothing else of its own. The package itself may not be one yet as it is kept. */
static enum rc check_line(struct cx *cx, const char *package_id, struct catalogue_line *line, size_t nth)
{
    const char *kind;
    const char *at = arena_printf(cx->arena, "items[%zu]", nth);
    if (!line->item_id) {
        if (!line->description) {
            fault_field(cx, arena_printf(cx->arena, "%s.description", at), PROBLEM_REQUIRED, "Required");
        }
        if (line->unit_price == INT_NULL) {
            fault_field(cx, arena_printf(cx->arena, "%s.unit_price", at), PROBLEM_REQUIRED, "Required");
        }
        return RC_OK;
    }
    const char *field = arena_printf(cx->arena, "%s.item_id", at);
    enum rc rc = db_text(cx, SQL_CATALOGUE_ITEM_KIND, ARGS(ARG_T("id", line->item_id)), &kind);
    if (rc == RC_NOT_FOUND) {
        fault_field(cx, field, PROBLEM_NOT_FOUND, "Item not found");
        return RC_OK;
    }
    TRY(rc);
    if (str_eq(kind, CATALOGUE_PACKAGE) || str_eq(line->item_id, package_id)) {
        fault_field(cx, field, PROBLEM_NOT_APPLICABLE, "A package contains no package");
    }
    line->description = line->unit = line->kind = NULL;
    line->unit_price = line->vat_rate = INT_NULL;
    return RC_OK;
}

static enum rc check_package(struct cx *cx, const struct catalogue_item *old, struct catalogue_item *item, bool named)
{
    bool contained = false;
    bool sound = named && !fault_within(cx, "items");
    if (item->unit_price != INT_NULL) {
        fault_field(cx, "unit_price", PROBLEM_NOT_APPLICABLE, "A package costs what its lines do");
    }
    if (item->items.count == 0 && (sound || !(named || is_package(old)))) {
        fault_field(cx, "items", PROBLEM_REQUIRED, "A package has lines");
    }
    if (old && !is_package(old)) {
        int64_t found = 0;
        TRY(db_int(cx, SQL_CATALOGUE_ITEM_IS_CONTAINED, ARGS(ARG_T("id", item->id)), &found));
        contained = found != 0;
    }
    if (contained) {
        fault_field(cx, "kind", PROBLEM_NOT_APPLICABLE, "A package contains no package, and one contains this item");
    }
    struct catalogue_line *lines = item->items.rows;
    for (size_t i = 0; sound && i < item->items.count; i++) {
        TRY(check_line(cx, item->id, &lines[i], i));
    }
    return RC_OK;
}

/* Nobody said it: as it was, or as the tenant's papers are. */
static enum rc choose_mode(struct cx *cx, const struct catalogue_item *before, struct catalogue_item *item)
{
    struct settings settings;
    if (item->price_mode || before) {
        item->price_mode = item->price_mode ? item->price_mode : before->price_mode;
        return RC_OK;
    }
    TRY(settings_get(cx, &settings));
    item->price_mode = settings.price_mode;
    return RC_OK;
}

static enum rc item_check(struct cx *cx, const void *before, void *now, uint64_t present)
{
    struct catalogue_item *item = now;
    TRY(choose_mode(cx, before, item));
    bool named = record_present(&catalogue_item_record, present, "items");
    item->is_active = item->is_active == INT_NULL ? 1 : item->is_active;
    TRY(check_code(cx, item));
    if (is_package(item)) {
        return check_package(cx, before, item, named);
    }
    if (item->unit_price == INT_NULL && !fault_within(cx, "unit_price") && !fault_within(cx, "kind")) {
        fault_field(cx, "unit_price", PROBLEM_REQUIRED, "Required");
    }
    if (named && item->items.count) {
        fault_field(cx, "items", PROBLEM_NOT_APPLICABLE, "Only a package has lines");
    }
    return RC_OK;
}

static enum rc item_written(struct cx *cx, const void *before, const void *now)
{
    const struct catalogue_item *item = now;
    const struct catalogue_line *lines = item->items.rows;
    if (is_package(item) && item->items.count == 0) {
        return RC_OK; /* they stay as they are */
    }
    if (before) {
        TRY(db_run(cx, SQL_CATALOGUE_LINE_CLEAR, ARGS(ARG_T("id", item->id))));
    }
    for (size_t i = 0; i < item->items.count; i++) {
        TRY(db_run(
            cx, SQL_CATALOGUE_LINE_INSERT,
            ARGS(ARG_T("package_id", item->id), ARG_I("position", (int64_t)i), ARG_R(&catalogue_line_record, &lines[i]))));
    }
    return RC_OK;
}

static enum rc item_lines(struct cx *cx, void *row)
{
    struct catalogue_item *item = row;
    return is_package(item) ? catalogue_lines(cx, item->id, &item->items) : RC_OK;
}

static const struct list_spec item_list = {
    .record = &row_record,
    .select = SQL_CATALOGUE_ITEM_LIST,
    .count = SQL_CATALOGUE_ITEM_COUNT,
    .count_all = SQL_CATALOGUE_ITEM_TOTAL,
    .search = SQL_CATALOGUE_ITEM_SEARCH,
    .search_count = SQL_CATALOGUE_ITEM_SEARCH_COUNT,
    .search_all = SQL_CATALOGUE_ITEM_SEARCH_ALL,
    .fields = &catalogue_item_record,
    .alias = "c",
    .order = "c.label_key ASC",
    .search_order = "f.rowid DESC",
    .tie = "c.seq",
};

const struct resource catalogue_resource = {
    .record = &catalogue_item_record,
    .list = &item_list,
    .get = SQL_CATALOGUE_ITEM_GET,
    .insert = SQL_CATALOGUE_ITEM_INSERT,
    .update = SQL_CATALOGUE_ITEM_UPDATE,
    .remove = SQL_CATALOGUE_ITEM_DELETE,
    .lists = item_lines,
    .check = item_check,
    .written = item_written,
    .fill = item_lines,
};
