/* SPDX-License-Identifier: MIT
 *
 * The rules of each field type, and the words for breaking them. The wording of e-mail and phone errors is that of the
 * workshop specification, section "Create contact". E-mail and telephone have files of their own. */
#include "data/fields.h"

#include <string.h>

#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "base/unicode.h"
#include "base/uuid.h"
#include "data/email.h"
#include "data/phone.h"

/* ---- text ---- */

static const char *characters(int64_t count)
{
    return count == 1 ? "character" : "characters";
}

static const char *check_length(struct arena *arena, const struct field *field, const char *text)
{
    int64_t max = field->min == 0 && field->max == 0 ? FIELD_TEXT_MAX : field->max;
    int64_t length = (int64_t)utf8_length(text);
    if (length >= field->min && length <= max)
        return NULL;
    if (field->min == max)
        return arena_printf(arena, "Must be exactly %lld %s", (long long)max, characters(max));
    if (length > max)
        return arena_printf(arena, "Must be at most %lld %s", (long long)max, characters(max));
    return arena_printf(arena, "Must be at least %lld %s", (long long)field->min, characters(field->min));
}

static bool one_line(const struct field *field)
{
    bool bounded = field->min != 0 || field->max != 0;
    return bounded && field->max <= FIELD_LINE_MAX && !(field->flags & F_LINES);
}

static const char *parse_text(struct arena *arena, const struct field *field, const char *input, const char **text)
{
    /* A password is what was typed, blanks included. */
    bool secret = field->flags & F_SECRET;
    const char *value = secret ? arena_strdup(arena, input) : text_trim(arena, input);
    if (*value == '\0') {
        *text = NULL;
        return field->flags & (F_REQUIRED | F_NOT_EMPTY) ? "Required" : NULL;
    }
    const char *error = text_check(arena, value, one_line(field));
    if (error == NULL && !secret && !text_is_visible(value))
        error = "Must have a visible character";
    if (error == NULL && field->normalise != NULL)
        value = field->normalise(arena, value);
    if (error == NULL)
        error = check_length(arena, field, value);
    if (error == NULL)
        *text = value;
    return error;
}

const char *tag_from_text(struct arena *arena, const char *input, const char **tag)
{
    const char *value = text_trim(arena, input);
    size_t length = utf8_length(value);
    if (length < 1 || length > TAG_MAX)
        return arena_printf(arena, "Must be 1 to %d characters", TAG_MAX);
    if (strchr(value, ',') != NULL)
        return "Must not contain a comma";
    *tag = value;
    const char *error = text_check(arena, value, true);
    return error != NULL || text_is_visible(value) ? error : "Must have a visible character";
}

/* ---- the others ---- */

static const char *parse_uuid(struct arena *arena, const char *input, const char **text)
{
    if (!uuid_valid(input))
        return "Must be a UUID";
    *text = str_lower(arena, input);
    return NULL;
}

static const char *parse_enum(struct arena *arena, const struct field *field, const char *input, const char **text)
{
    for (const char *const *value = field->values; *value != NULL; value++) {
        if (field->flags & F_FOLD ? str_ieq(*value, input) : str_eq(*value, input)) {
            *text = *value;
            return NULL;
        }
    }
    struct buf message;
    buf_init(&message, arena, 0);
    buf_str(&message, "Must be one of: ");
    for (const char *const *value = field->values; *value != NULL; value++) {
        if (value != field->values)
            buf_str(&message, ", ");
        buf_str(&message, *value);
    }
    return message.data;
}

static const char *parse_date(struct arena *arena, const char *input, const char **text)
{
    int64_t days = 0;
    if (!date_parse(input, &days))
        return "Must be a date (YYYY-MM-DD)";
    *text = arena_strdup(arena, input);
    return NULL;
}

const char *field_from_text(struct arena *arena, const struct field *field, const char *input, int64_t *number,
                            const char **text)
{
    switch (field->type) {
    case FT_TEXT:
        return parse_text(arena, field, input, text);
    case FT_EMAIL:
        return email_parse(arena, input, text);
    case FT_PHONE:
        return phone_parse(arena, input, text);
    case FT_UUID:
        return parse_uuid(arena, input, text);
    case FT_ENUM:
        return parse_enum(arena, field, input, text);
    case FT_DATE:
        return parse_date(arena, input, text);
    case FT_TAGS:
        return tag_from_text(arena, input, text);
    case FT_TIME:
        return time_parse(input, number) ? NULL : "Must be a date and time (RFC 3339)";
    case FT_BOOL:
    case FT_INT:
    case FT_DECIMAL:
    case FT_IDS:
    case FT_OBJECT:
    case FT_RAW:
    case FT_LIST:
        break;
    }
    return "Must not be text";
}

static const char *check_range(struct arena *arena, const struct field *field, int scale, bool in_range, int64_t value)
{
    int64_t type_max = field->type == FT_INT ? FIELD_INT_MAX : MONEY_MAX_CENTS;
    bool bounded = field->min != 0 || field->max != 0;
    int64_t min = bounded ? field->min : -type_max;
    int64_t max = bounded ? field->max : type_max;
    if (in_range && value >= min && value <= max)
        return NULL;
    char low[DECIMAL_TEXT], high[DECIMAL_TEXT];
    (void)decimal_format(min, scale, 0, low);
    (void)decimal_format(max, scale, 0, high);
    return arena_printf(arena, "Must be between %s and %s", low, high);
}

const char *field_from_number(struct arena *arena, const struct field *field, const char *digits, int64_t *number)
{
    int scale = field->type == FT_INT ? 0 : field->scale;
    int64_t value = 0;
    enum decimal_parse outcome = decimal_parse(digits, scale, &value);
    if (outcome == DECIMAL_NOT_A_NUMBER)
        return field->type == FT_INT ? "Must be a whole number" : "Must be a number";
    if (outcome == DECIMAL_TOO_PRECISE && scale == 0)
        return "Must be a whole number";
    if (outcome == DECIMAL_TOO_PRECISE)
        return arena_printf(arena, "Must have at most %d %s", scale, scale == 1 ? "decimal" : "decimals");
    const char *error = check_range(arena, field, scale, outcome == DECIMAL_OK, value);
    if (error == NULL)
        *number = value;
    return error;
}

static const char *parse_bool(const char *input, int64_t *number)
{
    bool yes = str_eq(input, "true") || str_eq(input, "1");
    if (!yes && !str_eq(input, "false") && !str_eq(input, "0"))
        return "Must be true or false";
    *number = yes;
    return NULL;
}

bool field_parse_text(struct cx *cx, const struct field *field, const char *input, int64_t *number, const char **text)
{
    const char *error;
    if (!utf8_valid(input, strlen(input)))
        error = "Must be UTF-8";
    else if (field->type == FT_BOOL)
        error = parse_bool(input, number);
    else if (field->type == FT_INT || field->type == FT_DECIMAL)
        error = field_from_number(cx->arena, field, input, number);
    else
        error = field_from_text(cx->arena, field, input, number, text);
    if (error != NULL)
        (void)fault_field(cx, field->name, error);
    return error == NULL;
}
