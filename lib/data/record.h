/* SPDX-License-Identifier: MIT
 *
 * Records described once. A descriptor drives JSON parsing with validation, SQL binding, reading rows, JSON output,
 * list filters and sort keys, and OpenAPI. JSON key = column = SQL parameter name.
 *
 * In the struct every field is either `int64_t` (numbers, booleans, instants; NULL is INT_NULL) or `const char *`
 * (text, dates, uuids, enumerations, JSON text, tags as JSON text; NULL is NULL) or `struct list` (rows of a sub-record).
 * A grouped field ("address_street" of group "address") is a column of its own and a member of a nested JSON object.
 *
 * An answer is a record too, filled by a function of the domain: records lie in it (FIELD_RECORD), lists of them, and rows that are
 * read while they are printed (FIELD_ROWS), so that what is printed is what OpenAPI says. */
#ifndef DATA_RECORD_H
#define DATA_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cx.h"
#include "data/state.h"

#define INT_NULL INT64_MIN
#define RECORD_MAX_FIELDS 64  /* presence is a 64-bit set */
#define ROWS_MORE "_has_next" /* the member beside rows that says whether there are more */

enum field_type {
    FT_TEXT,    /* const char *; min..max code points; white space trimmed, but of an F_SECRET; "" is NULL unless required
                 * (then an error); something to see in it; a single line where max <= 300, but of an F_LINES */
    FT_EMAIL,   /* const char *; see email.h; compared without case by the schema */
    FT_PHONE,   /* const char *; E.164, from what people paste: see phone.h */
    FT_UUID,    /* const char *; lower-cased */
    FT_ENUM,    /* const char *; one of `values`, exactly (F_FOLD: any case, stored as listed) */
    FT_DATE,    /* const char *; "YYYY-MM-DD" */
    FT_TIME,    /* int64_t ms; RFC 3339 in JSON */
    FT_BOOL,    /* int64_t 0/1 */
    FT_INT,     /* int64_t; min..max */
    FT_DECIMAL, /* int64_t = value * 10^scale; min..max in that unit; printed with `min_decimals` */
    FT_TAGS,    /* const char *; JSON array of strings that differ by more than case (at most 50, each 1-50 code points, no
                 * comma) */
    FT_IDS,     /* const char *; JSON array of uuids, lower-cased; at most `max` */
    FT_OBJECT,  /* const char *; any JSON object, at most `max` bytes of compact text */
    FT_RAW,  /* const char *; read-only: JSON text printed as it is, an object (F_MANY: an array of such) that a statement or a
                 * function built; `sub` says what stands in it, NULL: any members */
    FT_LIST, /* struct list; rows of `sub`, min..max rows; never a column */
    /* In answers and in what is stored of them, never columns and never a body: */
    FT_RECORD, /* a struct of `sub`, in place */
    FT_BASE,   /* the same, whose members are printed as this record's own: the first field, at offset 0 */
    FT_ROWS,   /* struct stream; rows of `sub`, and `<name>_has_next` beside them */
    FT_TRUE,   /* nothing in the struct: `true` */
};

enum field_flag {
    F_REQUIRED = 1 << 0,     /* must be present and not null when creating; never null when changing; in answers: never null */
    F_READONLY = 1 << 1,     /* ignored on input */
    F_FILTER = 1 << 2,       /* ?name=value filters the list by equality (see store/list.h) */
    F_SORT = 1 << 3,         /* ?sort_by=name */
    F_SEARCH = 1 << 4,       /* full-text search covers it (documentation only) */
    F_SECRET = 1 << 5,       /* accepted, never printed */
    F_OMIT_NULL = 1 << 6,    /* left out of JSON when null (default: printed as null) */
    F_DETAIL = 1 << 7,       /* printed for one record only, not in lists */
    F_INTERNAL = 1 << 8,     /* a column, never in JSON in either direction; as input it is an unknown field */
    F_FOLD = 1 << 9,         /* FT_ENUM: input compared without case */
    F_NOT_STORED = 1 << 10,  /* input or output only; no column */
    F_CREATE_ONLY = 1 << 11, /* accepted when creating, ignored when changing */
    F_UNCHECKED = 1 << 12,   /* FT_IDS: texts that are no uuid are kept, for the caller to refuse one by one */
    F_LINES = 1 << 13,       /* FT_TEXT: may have lines, short as it is */
    F_NOT_EMPTY = 1 << 14,   /* FT_TEXT: may be left out or null, but "" is an error, not null */
    F_KEYED = 1 << 15,       /* FT_TEXT: its key stands in the column <name>_key, by which F_SORT sorts */
    F_MANY = 1 << 16,        /* FT_RAW: an array; of a query: several values */
    F_LATER = 1 << 17,       /* FT_ENUM of a machine, FT_BOOL: null until there is something to say */
};

struct record;

struct field {
    const char *name; /* JSON key, column, SQL parameter */
    enum field_type type;
    unsigned flags; /* enum field_flag */
    size_t offset;  /* in the struct */
    int64_t min;    /* see field_type; 0,0 = the type's defaults */
    int64_t max;
    int scale;                     /* FT_DECIMAL */
    int min_decimals;              /* FT_DECIMAL */
    const char *const *values;     /* FT_ENUM: NULL-terminated; field_value() reads them */
    const struct machine *machine; /* FT_ENUM: whose statuses are the values, in place of `values` */
    const struct record *sub;      /* FT_LIST, FT_RECORD, FT_BASE, FT_ROWS; FT_RAW: what the text is, or NULL */
    const char *group;             /* nested object this belongs to, or NULL; JSON key = name without "<group>_" */
    const char *about;             /* one sentence for OpenAPI, or NULL */
    /* FT_TEXT: the one spelling of what was typed, before its length is checked; NULL: as typed. */
    const char *(*normalise)(struct arena *arena, const char *text);
};

struct record {
    const char *name; /* "Contact": OpenAPI schema name and the label of "Contact not found" */
    size_t size;      /* sizeof the struct */
    const struct field *fields;
    size_t count; /* 0: an object of any members, for the description alone */
    /* Rules between fields, called after parsing even when single fields failed; adds fault_field() rows. May be NULL. */
    void (*validate)(struct cx *cx, const void *object, uint64_t present);
    /* What one is answered as, where that is more: a record that begins with this one (FIELD_BASE). Its names come back as input,
     * and are ignored. NULL: itself. */
    const struct record *answered;
};

struct list {
    void *rows; /* array of the sub-record's structs, on the arena */
    size_t count;
};

struct json;
/* Rows that are read while they are printed, so that no answer holds all of them. */
struct stream {
    /* Prints the first rows into the open array; *more: there are others. */
    enum rc (*print)(struct json *json, const struct record *sub, const void *source, bool *more);
    const void *source;
};

#define RECORD(var, label, type, field_array, check) RECORD_ANSWERED(var, label, type, field_array, check, NULL)
#define RECORD_ANSWERED(var, label, type, field_array, check, whole)                                                           \
    const struct record var = {label, sizeof(type), field_array, sizeof(field_array) / sizeof *(field_array), check, whole};   \
    _Static_assert(sizeof(field_array) / sizeof *(field_array) <= RECORD_MAX_FIELDS, "presence is a set of bits")

/* The first fields of another record of the same struct. */
#define RECORD_OF_FIRST(var, label, type, field_array, number)                                                                 \
    const struct record var = {label, sizeof(type), field_array, number, NULL, NULL};                                          \
    _Static_assert((number) <= sizeof(field_array) / sizeof *(field_array), "of the fields that there are")

/* clang-format off */
/* Field macros: type of the struct, member, flags, then what the type needs. */
#define FIELD_TEXT(s, m, fl, lo, hi)                                                                                           \
    {.name = #m, .type = FT_TEXT, .flags = (fl), .offset = offsetof(s, m), .min = (lo), .max = (hi)}
#define FIELD_CODE(s, m, fl, lo, hi, normal)                                                                                   \
    {.name = #m, .type = FT_TEXT, .flags = (fl), .offset = offsetof(s, m), .min = (lo), .max = (hi), .normalise = (normal)}
#define FIELD_EMAIL(s, m, fl) {.name = #m, .type = FT_EMAIL, .flags = (fl), .offset = offsetof(s, m)}
#define FIELD_PHONE(s, m, fl) {.name = #m, .type = FT_PHONE, .flags = (fl), .offset = offsetof(s, m)}
#define FIELD_UUID(s, m, fl) {.name = #m, .type = FT_UUID, .flags = (fl), .offset = offsetof(s, m)}
#define FIELD_ENUM(s, m, fl, vals) {.name = #m, .type = FT_ENUM, .flags = (fl), .offset = offsetof(s, m), .values = (vals)}
#define FIELD_STATUS(s, m, fl, states) {.name = #m, .type = FT_ENUM, .flags = (fl), .offset = offsetof(s, m), .machine = (states)}
#define FIELD_DATE(s, m, fl) {.name = #m, .type = FT_DATE, .flags = (fl), .offset = offsetof(s, m)}
#define FIELD_TIME(s, m, fl) {.name = #m, .type = FT_TIME, .flags = (fl), .offset = offsetof(s, m)}
#define FIELD_BOOL(s, m, fl) {.name = #m, .type = FT_BOOL, .flags = (fl), .offset = offsetof(s, m)}
#define FIELD_INT(s, m, fl, lo, hi)                                                                                            \
    {.name = #m, .type = FT_INT, .flags = (fl), .offset = offsetof(s, m), .min = (lo), .max = (hi)}
#define FIELD_DECIMAL(s, m, fl, sc, dec, lo, hi)                                                                               \
    {.name = #m, .type = FT_DECIMAL, .flags = (fl), .offset = offsetof(s, m), .scale = (sc), .min_decimals = (dec),            \
     .min = (lo), .max = (hi)}
#define FIELD_TAGS(s, m, fl) {.name = #m, .type = FT_TAGS, .flags = (fl), .offset = offsetof(s, m)}
#define FIELD_IDS(s, m, fl, hi) {.name = #m, .type = FT_IDS, .flags = (fl), .offset = offsetof(s, m), .max = (hi)}
#define FIELD_OBJECT(s, m, fl, hi) {.name = #m, .type = FT_OBJECT, .flags = (fl), .offset = offsetof(s, m), .max = (hi)}
#define FIELD_RAW(s, m, fl) {.name = #m, .type = FT_RAW, .flags = (fl) | F_READONLY, .offset = offsetof(s, m)}
/* JSON text as it would be printed by the record. */
#define FIELD_PRINTED(s, m, fl, record)                                                                                        \
    {.name = #m, .type = FT_RAW, .flags = (fl) | F_READONLY, .offset = offsetof(s, m), .sub = (record)}
#define FIELD_PRINTED_ROWS(s, m, fl, record) FIELD_PRINTED(s, m, (fl) | F_MANY, record)
#define FIELD_LIST(s, m, fl, record, lo, hi)                                                                                   \
    {.name = #m, .type = FT_LIST, .flags = (fl) | F_NOT_STORED, .offset = offsetof(s, m), .sub = (record),              \
     .min = (lo), .max = (hi)}
/* Of answers. FIELD_AS, FIELD_MONEY_AS and FIELD_RECORD_AS print a member under another name. */
#define FIELD_AS(s, key, m, t, fl) {.name = (key), .type = (t), .flags = (fl), .offset = offsetof(s, m)}
#define FIELD_MONEY_AS(s, key, m, fl)                                                                                          \
    {.name = (key), .type = FT_DECIMAL, .flags = (fl), .offset = offsetof(s, m), .scale = 2, .min_decimals = 2}
#define FIELD_MONEY(s, m, fl) FIELD_MONEY_AS(s, #m, m, fl)
#define FIELD_RECORD(s, m, record) FIELD_RECORD_AS(s, #m, m, record)
#define FIELD_RECORD_AS(s, key, m, record)                                                                                     \
    {.name = (key), .type = FT_RECORD, .flags = F_READONLY | F_NOT_STORED, .offset = offsetof(s, m), .sub = (record)}
#define FIELD_ROWS(s, m, record)                                                                                               \
    {.name = #m, .type = FT_ROWS, .flags = F_READONLY | F_NOT_STORED, .offset = offsetof(s, m), .sub = (record)}
#define FIELD_BASE(record) {.name = "", .type = FT_BASE, .flags = F_READONLY | F_NOT_STORED, .sub = (record)}
#define FIELD_TRUE(key) {.name = #key, .type = FT_TRUE, .flags = F_READONLY | F_NOT_STORED}
#define FIELD_GROUP_TEXT(s, g, m, fl, lo, hi)                                                                                  \
    {.name = #m, .type = FT_TEXT, .flags = (fl), .offset = offsetof(s, m), .min = (lo), .max = (hi), .group = (g)}
#define FIELD_GROUP_ENUM(s, g, m, fl, vals)                                                                                    \
    {.name = #m, .type = FT_ENUM, .flags = (fl), .offset = offsetof(s, m), .values = (vals), .group = (g)}
#define FIELD_GROUP_BOOL(s, g, m, fl) {.name = #m, .type = FT_BOOL, .flags = (fl), .offset = offsetof(s, m), .group = (g)}
#define FIELD_GROUP_UUID(s, g, m, fl) {.name = #m, .type = FT_UUID, .flags = (fl), .offset = offsetof(s, m), .group = (g)}
/* clang-format on */

/* Where a field of `object` lives. */
static inline int64_t *field_int(const struct field *field, void *object)
{
    return (int64_t *)(void *)((char *)object + field->offset);
}
static inline const char **field_text(const struct field *field, void *object)
{
    return (const char **)(void *)((char *)object + field->offset);
}
static inline struct list *field_list(const struct field *field, void *object)
{
    return (struct list *)(void *)((char *)object + field->offset);
}
/* False for the types that no column holds: lists, and what stands in answers only. */
static inline bool field_is_value(const struct field *field)
{
    return field->type < FT_LIST;
}
/* True for the types that live in an int64_t. */
bool field_is_int(const struct field *field);
/* The values of an enumeration, one by one from 0; NULL behind the last. */
const char *field_value(const struct field *field, size_t index);

/* Sets every field to NULL (INT_NULL, NULL, no rows), and whatever else the struct holds to zero. */
void record_clear(const struct record *record, void *object);

/* The record that this one begins with (FIELD_BASE), or itself. */
const struct record *record_base(const struct record *record);

/* Index of the field, or -1. `record_present` asks a presence set by name (false for an unknown name). */
int record_find(const struct record *record, const char *name);
/* What a record is answered as. */
const struct record *record_answered(const struct record *record);
bool record_present(const struct record *record, uint64_t present, const char *name);

/* The text of a field by name; NULL if the record has none of that name. */
const char *record_text(const struct record *record, const void *object, const char *name);
/* The number of a field by name; INT_NULL if the record has none of that name. */
int64_t record_int(const struct record *record, const void *object, const char *name);
/* Sets a field by name if the record has it: "id", "created_at"… */
void record_set_text(const struct record *record, void *object, const char *name, const char *value);
void record_set_int(const struct record *record, void *object, const char *name, int64_t value);

/* Copies from `patch` into `object` every field in `present`. */
void record_merge(const struct record *record, void *object, const void *patch, uint64_t present);

/* Parses one value of the field's type from plain text (query parameters, command line) into *number or *text,
 * whichever the type uses. false: adds fault_field(field->name). */
bool field_parse_text(struct cx *cx, const struct field *field, const char *input, int64_t *number, const char **text);

#endif
