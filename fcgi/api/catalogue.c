/* SPDX-License-Identifier: MIT
 *
 * The catalogue, and suggestions for a line that is being typed. */
#include "workshop/catalogue.h"

#include "base/str.h"
#include "fcgi/api/rows.h"
#include "workshop/suggest.h"

enum { Q, MAKE, MODEL, LIMIT };
static const struct field suggest_query[] = {
    {.name = "q",
     .type = FT_TEXT,
     .flags = F_REQUIRED,
     .about =
         "Beginnings of words, without regard to case and accents, or of a code. What counts are its first 100 characters"},
    {.name = "make", .type = FT_TEXT, .about = "Of the car, with `model`: what was written for one comes first, at its price"},
    {.name = "model", .type = FT_TEXT},
    {.name = "limit", .type = FT_INT, .min = 1, .max = SUGGEST_LIMIT_MAX, .about = "Rows of each list; 8 when left out"},
    {.name = NULL},
};

static const char *query_text(struct cx *cx, const char *name)
{
    const char *text = request_query_once(cx, name);
    return text ? str_trim(cx->arena, text) : NULL;
}

static enum rc catalogue_suggest(struct cx *cx)
{
    struct suggestions found;
    struct suggest_wish wish = {
        .typed = query_text(cx, "q"),
        .make = query_text(cx, "make"),
        .model = query_text(cx, "model"),
        .limit = SUGGEST_LIMIT,
    };
    if (str_empty(wish.typed)) {
        fault_field(cx, "q", PROBLEM_REQUIRED, "Required");
    }
    TRY(query_number(cx, &suggest_query[LIMIT], &wish.limit)); /* tells both */
    TRY(suggest(cx, &wish, &found));
    return answer_record(cx, 200, &suggestions_record, &found);
}

#define MANAGE(m, p, h, text) ROW(m, p, h, text, PERM_MANAGER, TX_WRITE, RATE_WRITE)

static const struct route rows[] = {
    {READ("/api/catalogue", crud_list, "List what the garage sells, by name"), .resource = &catalogue_resource},
    {MANAGE("POST", "/api/catalogue", crud_create, "Add an item, or a package with its `items`"), .flags = ROUTE_CREATED,
     .resource = &catalogue_resource},
    {READ("/api/catalogue/suggest", catalogue_suggest,
          "What a line may be going to say: items that match, and what quotes and invoices said before"),
     .out = &suggestions_record, .query = suggest_query},
    {READ("/api/catalogue/{id}", crud_get, "An item; a package with its lines"), .resource = &catalogue_resource},
    {MANAGE("PATCH", "/api/catalogue/{id}", crud_change, "Change an item; papers keep what is written on them"),
     .resource = &catalogue_resource},
    {REMOVE("/api/catalogue/{id}", crud_delete, "Delete an item that no package contains; `is_active` hides one"),
     .resource = &catalogue_resource},
    {.method = NULL},
};
const struct route_group catalogue_routes = {"Catalogue",
                                             "What the garage sells: labour, parts, fluids, fees, and packages of them.", rows};
