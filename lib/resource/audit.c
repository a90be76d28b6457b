/* SPDX-License-Identifier: MIT
 *
 * The list of the journal's rows. */
#include "resource/audit.h"

#include "base/str.h"
#include "resource/journal.h"

static const char *const operations[] = {JOURNAL_CREATE, JOURNAL_CHANGE, JOURNAL_REMOVE, JOURNAL_RESTORE, NULL};
static const char *const sources[] = {JOURNAL_SWEEP,    JOURNAL_COMMAND,     JOURNAL_MODEL,
                                      JOURNAL_OVERRIDE, JOURNAL_COEFFICIENT, JOURNAL_IMPORT,
                                      JOURNAL_UNDO,     JOURNAL_ERASURE,     NULL};

static const struct field audit_fields[] = {
    FIELD_UUID(struct audit_row, id, F_READONLY),
    FIELD_TIME(struct audit_row, at, F_READONLY),
    {.name = "user_id",
     .type = FT_UUID,
     .flags = F_READONLY,
     .offset = offsetof(struct audit_row, user_id),
     .about = "Null: nobody was signed in (the sweep, a command, a webhook)"},
    FIELD_TEXT(struct audit_row, user_name, F_READONLY, 0, 0),
    {.name = "entity",
     .type = FT_TEXT,
     .flags = F_READONLY,
     .offset = offsetof(struct audit_row, entity),
     .about = "`CONTACT`, `SERVICE_RECORD`, `OPPORTUNITY` …"},
    {.name = "entity_id",
     .type = FT_UUID,
     .flags = F_READONLY,
     .offset = offsetof(struct audit_row, entity_id),
     .about = "Null: the one record of its kind, the settings"},
    FIELD_ENUM(struct audit_row, operation, F_READONLY, operations),
    {.name = "before",
     .type = FT_RAW,
     .flags = F_READONLY,
     .offset = offsetof(struct audit_row, before),
     .about = "The fields that changed, as they were; long values as `length` and `hash`"},
    {.name = "after",
     .type = FT_RAW,
     .flags = F_READONLY,
     .offset = offsetof(struct audit_row, after),
     .about = "The same as they became"},
    {.name = "source",
     .type = FT_ENUM,
     .flags = F_READONLY,
     .offset = offsetof(struct audit_row, source),
     .values = sources,
     .about = "Null: the request of a person. `IMPORT`, `UNDO`: their import's. `MODEL`, `OVERRIDE`, `COEFFICIENT`: what a "
              "deal's new score follows from"},
};
static RECORD(audit_record, "Journal row", struct audit_row, audit_fields, NULL);

static const char *upper(struct arena *arena, const char *text)
{
    return str_upper(arena, text);
}

static const struct filter audit_filters[] = {
    {.param = "entity",
     .column = "j.entity",
     .op = FILTER_EQ,
     .type = {.name = "entity", .type = FT_TEXT, .min = 1, .max = 40, .normalise = upper}},
    {.param = "id", .column = "j.entity_id", .op = FILTER_EQ, .type = {.name = "id", .type = FT_UUID, .about = "Of a record"}},
    {.param = "operation",
     .column = "j.operation",
     .op = FILTER_FOLD,
     .type = {.name = "operation", .type = FT_ENUM, .flags = F_FOLD, .values = operations}},
    {.param = "user", .column = "j.user_id", .op = FILTER_EQ, .type = {.name = "user", .type = FT_UUID, .about = "Who wrote"}},
    {.param = "from", .column = "j.at", .op = FILTER_DAY_GE, .type = {.name = "from", .type = FT_DATE}},
    {.param = "to", .column = "j.at", .op = FILTER_DAY_LE, .type = {.name = "to", .type = FT_DATE}},
    {.param = NULL},
};

static const struct list_spec audit_list = {
    .record = &audit_record,
    .select = SQL_AUDIT_LIST,
    .count = SQL_AUDIT_COUNT,
    .count_all = SQL_AUDIT_COUNT,
    .filters = audit_filters,
    .order = "j.at DESC, j.seq DESC", /* which the indexes of people, records and times give without sorting */
    .tie = "j.seq DESC",
};

const struct resource audit_resource = {.record = &audit_record, .list = &audit_list};
