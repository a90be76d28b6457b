/* SPDX-License-Identifier: MIT
 *
 * Filters and orders that the fields of a list's record are: one flag at the field (F_FILTER, F_SORT) is all that is said of an
 * ordinary one. What is no plain comparison with a column of the table stands in the spec's own tables, see list.h. */
#include "base/str.h"
#include "store/list.h"

const struct record *list_fields(const struct list_spec *spec)
{
    static const struct record none;
    const struct record *fields = spec->fields ? spec->fields : spec->record;
    return spec->alias ? fields : &none;
}

/* Asked for is also what could not be written: a length or a year below the least just finds nothing. */
struct filter list_field_filter(struct arena *arena, const struct list_spec *spec, const struct field *field)
{
    bool tags = field->type == FT_TAGS;
    bool folds = field->type == FT_ENUM;
    struct filter filter = {
        .param = field->name,
        .column = tags ? spec->words : arena_printf(arena, "%s.%s", spec->alias, field->name),
        .op = tags    ? FILTER_TAGS
              : folds ? FILTER_FOLD
                      : FILTER_EQ,
        .type = *field,
    };
    filter.type.flags = folds ? F_FOLD : 0;
    filter.type.about = NULL; /* says what it is in a record */
    filter.type.min = field->min > 0 ? 0 : field->min;
    return filter;
}

struct sort_key list_field_sort(struct arena *arena, const struct list_spec *spec, const struct field *field)
{
    bool keyed = field->flags & F_KEYED;
    bool by_key = !keyed && (field->type == FT_TEXT || field->type == FT_EMAIL);
    /* Rows are numbered as they are made. */
    const char *name = str_eq(field->name, "created_at") ? "seq" : field->name;
    const char *column = arena_printf(arena, "%s.%s%s", spec->alias, name, keyed ? "_key" : "");
    column = by_key ? arena_printf(arena, "text_key(%s)", column) : column;
    return (struct sort_key){.param = field->name, .column = column};
}

const char *const *list_orders(struct arena *arena, const struct list_spec *spec)
{
    const struct record *fields = list_fields(spec);
    size_t count = 0;
    while (spec->sorts && spec->sorts[count].param) {
        count++;
    }
    const char **names = arena_array(arena, fields->count + count + 1, sizeof *names);
    const char **end = names;
    for (size_t i = 0; i < fields->count; i++) {
        *end = fields->fields[i].name;
        end += fields->fields[i].flags & F_SORT ? 1 : 0;
    }
    for (size_t i = 0; i < count; i++) {
        *end++ = spec->sorts[i].param;
    }
    *end = NULL;
    return names;
}
