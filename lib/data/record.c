/* SPDX-License-Identifier: MIT
 *
 * What can be done to any record through its descriptor alone: clearing, looking up, merging a change.
 * Values are parsed in fields.c; JSON comes in through json_in.c and leaves through json_out.c. */
#include "data/record.h"

#include <string.h>

#include "base/str.h"

bool field_is_int(const struct field *field)
{
    return field->type == FT_TIME || field->type == FT_BOOL || field->type == FT_INT || field->type == FT_DECIMAL;
}

const char *field_value(const struct field *field, size_t index)
{
    if (field->machine) {
        return index < field->machine->status_count ? field->machine->statuses[index].name : NULL;
    }
    return field->values ? field->values[index] : NULL;
}

static void set_null(const struct record *record, void *object)
{
    for (size_t i = 0; i < record->count; i++) {
        const struct field *field = &record->fields[i];
        if (field_is_int(field)) {
            *field_int(field, object) = INT_NULL;
        } else if (field->type == FT_RECORD) {
            set_null(field->sub, (char *)object + field->offset);
        }
    }
}

void record_clear(const struct record *record, void *object)
{
    memset(object, 0, record->size); /* members that this record does not describe, too */
    set_null(record, object);
}

const struct record *record_base(const struct record *record)
{
    while (record->count > 0 && record->fields[0].type == FT_BASE) {
        record = record->fields[0].sub;
    }
    return record;
}

const struct record *record_answered(const struct record *record)
{
    return record->answered ? record->answered : record;
}

int record_find(const struct record *record, const char *name)
{
    for (size_t i = 0; i < record->count; i++) {
        const char *candidate = record->fields[i].name;
        if (candidate[0] == name[0] && strcmp(candidate, name) == 0) {
            return (int)i;
        }
    }
    return -1;
}

bool record_present(const struct record *record, uint64_t present, const char *name)
{
    int index = record_find(record, name);
    return index >= 0 && (present >> index & 1) != 0;
}

const char *record_text(const struct record *record, const void *object, const char *name)
{
    int index = record_find(record, name);
    const char *text = NULL;
    if (index >= 0) {
        memcpy(&text, (const char *)object + record->fields[index].offset, sizeof text);
    }
    return text;
}

int64_t record_int(const struct record *record, const void *object, const char *name)
{
    int index = record_find(record, name);
    int64_t number = INT_NULL;
    if (index >= 0) {
        memcpy(&number, (const char *)object + record->fields[index].offset, sizeof number);
    }
    return number;
}

void record_set_text(const struct record *record, void *object, const char *name, const char *value)
{
    int index = record_find(record, name);
    if (index >= 0) {
        *field_text(&record->fields[index], object) = value;
    }
}

void record_set_int(const struct record *record, void *object, const char *name, int64_t value)
{
    int index = record_find(record, name);
    if (index >= 0) {
        *field_int(&record->fields[index], object) = value;
    }
}

void record_merge(const struct record *record, void *object, const void *patch, uint64_t present)
{
    for (size_t i = 0; i < record->count; i++) {
        const struct field *field = &record->fields[i];
        if ((present >> i & 1) == 0) {
            continue;
        }
        size_t size = field_is_int(field)      ? sizeof(int64_t)
                      : field->type == FT_LIST ? sizeof(struct list)
                                               : sizeof(const char *);
        memcpy((char *)object + field->offset, (const char *)patch + field->offset, size);
    }
}
