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

const struct problem field_required = {PROBLEM_REQUIRED, "Required", NULL};
const struct problem field_no_bool = {PROBLEM_WRONG_TYPE, "Must be true or false", "{\"type\":\"boolean\"}"};
static const struct problem invisible = {PROBLEM_NOT_VISIBLE, "Must have a visible character", NULL};
static const struct problem no_integer = {PROBLEM_NOT_AN_INTEGER, "Must be a whole number", NULL};

static const struct problem *length_problem(struct arena *arena, enum problem_code code, const char *param, const char *words,
                                            int64_t bound)
{
    return problem_new(arena, code, arena_printf(arena, "{\"%s\":%lld}", param, (long long)bound),
                       arena_printf(arena, "Must be %s %lld %s", words, (long long)bound, characters(bound)));
}

static const struct problem *check_length(struct arena *arena, const struct field *field, const char *text)
{
    int64_t max = field->min == 0 && field->max == 0 ? FIELD_TEXT_MAX : field->max;
    int64_t length = (int64_t)utf8_length(text);
    if (length >= field->min && length <= max) {
        return NULL;
    }
    if (field->min == max) {
        return length_problem(arena, PROBLEM_WRONG_LENGTH, "length", "exactly", max);
    }
    if (length > max) {
        return length_problem(arena, PROBLEM_TOO_LONG, "max", "at most", max);
    }
    return length_problem(arena, PROBLEM_TOO_SHORT, "min", "at least", field->min);
}

static bool one_line(const struct field *field)
{
    bool bounded = field->min != 0 || field->max != 0;
    return bounded && field->max <= FIELD_LINE_MAX && !(field->flags & F_LINES);
}

static const struct problem *check_characters(struct arena *arena, const char *text, bool line, bool secret)
{
    const char *error = text_check(arena, text, line);
    if (error) {
        return problem_new(arena, PROBLEM_INVALID_CHARACTER, NULL, error);
    }
    return secret || text_is_visible(text) ? NULL : &invisible;
}

static const struct problem *parse_text(struct arena *arena, const struct field *field, const char *input, const char **text)
{
    /* A password is what was typed, blanks included. */
    bool secret = field->flags & F_SECRET;
    const char *value = secret ? arena_strdup(arena, input) : text_trim(arena, input);
    if (*value == '\0') {
        *text = NULL;
        return field->flags & (F_REQUIRED | F_NOT_EMPTY) ? &field_required : NULL;
    }
    const struct problem *problem = check_characters(arena, value, one_line(field), secret);
    if (!problem && field->normalise) {
        value = field->normalise(arena, value);
    }
    if (!problem) {
        problem = check_length(arena, field, value);
    }
    if (!problem) {
        *text = value;
    }
    return problem;
}

const struct problem *tag_from_text(struct arena *arena, const char *input, const char **tag)
{
    static const struct problem comma = {PROBLEM_COMMA_NOT_ALLOWED, "Must not contain a comma", NULL};
    const char *value = text_trim(arena, input);
    size_t length = utf8_length(value);
    if (length < 1 || length > TAG_MAX) {
        return problem_new(arena, length < 1 ? PROBLEM_REQUIRED : PROBLEM_TOO_LONG,
                           arena_printf(arena, "{\"max\":%d}", TAG_MAX),
                           arena_printf(arena, "Must be 1 to %d characters", TAG_MAX));
    }
    if (strchr(value, ',')) {
        return &comma;
    }
    *tag = value;
    return check_characters(arena, value, true, false);
}

/* ---- the others ---- */

static const struct problem *parse_uuid(struct arena *arena, const char *input, const char **text)
{
    static const struct problem wrong = {PROBLEM_INVALID_UUID, "Must be a UUID", NULL};
    if (!uuid_valid(input)) {
        return &wrong;
    }
    *text = str_lower(arena, input);
    return NULL;
}

static const struct problem *parse_enum(struct arena *arena, const struct field *field, const char *input, const char **text)
{
    const char *value;
    size_t count = 0;
    for (; (value = field_value(field, count)); count++) {
        if (field->flags & F_FOLD ? str_ieq(value, input) : str_eq(value, input)) {
            *text = value;
            return NULL;
        }
    }
    const char **names = arena_array(arena, count + 1, sizeof *names);
    for (size_t i = 0; i <= count; i++) {
        names[i] = field_value(field, i);
    }
    return problem_one_of(arena, names);
}

static const struct problem *parse_date(struct arena *arena, const char *input, const char **text)
{
    static const struct problem wrong = {PROBLEM_INVALID_DATE, "Must be a date (YYYY-MM-DD)", NULL};
    int64_t days = 0;
    if (!date_parse(input, &days)) {
        return &wrong;
    }
    *text = arena_strdup(arena, input);
    return NULL;
}

/* What e-mail and telephone say of themselves. */
static const struct problem *told(struct arena *arena, enum problem_code code, const char *error)
{
    return error ? problem_new(arena, code, NULL, error) : NULL;
}

const struct problem *field_from_text(struct arena *arena, const struct field *field, const char *input, int64_t *number,
                                      const char **text)
{
    static const struct problem no_time = {PROBLEM_INVALID_TIME, "Must be a date and time (RFC 3339)", NULL};
    static const struct problem no_text = {PROBLEM_WRONG_TYPE, "Must not be text", NULL};
    switch (field->type) {
    case FT_TEXT:
        return parse_text(arena, field, input, text);
    case FT_EMAIL:
        return told(arena, PROBLEM_INVALID_EMAIL, email_parse(arena, input, text));
    case FT_PHONE:
        return told(arena, PROBLEM_INVALID_PHONE, phone_parse(arena, input, text));
    case FT_UUID:
        return parse_uuid(arena, input, text);
    case FT_ENUM:
        return parse_enum(arena, field, input, text);
    case FT_DATE:
        return parse_date(arena, input, text);
    case FT_TAGS:
        return tags_from_text(arena, input, text);
    case FT_TIME:
        return time_parse(input, number) ? NULL : &no_time;
    case FT_BOOL:
    case FT_INT:
    case FT_DECIMAL:
    case FT_IDS:
    case FT_OBJECT:
    case FT_RAW:
    case FT_LIST:
    case FT_RECORD:
    case FT_BASE:
    case FT_ROWS:
    case FT_TRUE:
        break;
    }
    return &no_text;
}

static const struct problem *check_range(struct arena *arena, const struct field *field, int scale, bool in_range,
                                         int64_t value)
{
    int64_t type_max = field->type == FT_INT ? FIELD_INT_MAX : MONEY_MAX_CENTS;
    bool bounded = field->min != 0 || field->max != 0;
    int64_t min = bounded ? field->min : -type_max;
    int64_t max = bounded ? field->max : type_max;
    if (in_range && value >= min && value <= max) {
        return NULL;
    }
    char low[DECIMAL_TEXT], high[DECIMAL_TEXT];
    (void)decimal_format(min, scale, 0, low);
    (void)decimal_format(max, scale, 0, high);
    return problem_new(arena, PROBLEM_OUT_OF_RANGE, arena_printf(arena, "{\"min\":%s,\"max\":%s}", low, high),
                       arena_printf(arena, "Must be between %s and %s", low, high));
}

const struct problem *field_from_number(struct arena *arena, const struct field *field, const char *digits, int64_t *number)
{
    static const struct problem no_number = {PROBLEM_NOT_A_NUMBER, "Must be a number", NULL};
    int scale = field->type == FT_INT ? 0 : field->scale;
    int64_t value = 0;
    enum decimal_parse outcome = decimal_parse(digits, scale, &value);
    if (outcome == DECIMAL_NOT_A_NUMBER) {
        return field->type == FT_INT ? &no_integer : &no_number;
    }
    if (outcome == DECIMAL_TOO_PRECISE && scale == 0) {
        return &no_integer;
    }
    if (outcome == DECIMAL_TOO_PRECISE) {
        return problem_new(arena, PROBLEM_TOO_MANY_DECIMALS, arena_printf(arena, "{\"max\":%d}", scale),
                           arena_printf(arena, "Must have at most %d %s", scale, scale == 1 ? "decimal" : "decimals"));
    }
    const struct problem *problem = check_range(arena, field, scale, outcome == DECIMAL_OK, value);
    if (!problem) {
        *number = value;
    }
    return problem;
}

static const struct problem *parse_bool(const char *input, int64_t *number)
{
    bool yes = str_eq(input, "true") || str_eq(input, "1");
    if (!yes && !str_eq(input, "false") && !str_eq(input, "0")) {
        return &field_no_bool;
    }
    *number = yes;
    return NULL;
}

bool field_parse_text(struct cx *cx, const struct field *field, const char *input, int64_t *number, const char **text)
{
    static const struct problem no_utf8 = {PROBLEM_INVALID_CHARACTER, "Must be UTF-8", NULL};
    const struct problem *problem;
    if (!utf8_valid(input, strlen(input))) {
        problem = &no_utf8;
    } else if (field->type == FT_BOOL) {
        problem = parse_bool(input, number);
    } else if (field->type == FT_INT || field->type == FT_DECIMAL) {
        problem = field_from_number(cx->arena, field, input, number);
    } else {
        problem = field_from_text(cx->arena, field, input, number, text);
    }
    if (problem) {
        (void)fault_problem(cx, field->name, problem);
    }
    return problem == NULL;
}
