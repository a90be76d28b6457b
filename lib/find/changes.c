/* SPDX-License-Identifier: MIT
 *
 * Rows of the journal as those may know them who may not read it. */
#include "find/changes.h"

#include "pipeline/access.h"

/* What a person did last to a record. */
struct change {
    const char *type;
    const char *id;
    const char *op;
    const char *by; /* JSON; NULL: nobody who was signed in */
    int64_t at;
};

struct writer {
    const char *id, *name;
};
static const struct field writer_fields[] = {
    FIELD_UUID(struct writer, id, F_REQUIRED),
    FIELD_TEXT(struct writer, name, F_REQUIRED, 0, 0),
};
static RECORD(writer_record, "Writer", struct writer, writer_fields, NULL);

static const struct field change_fields[] = {
    {.name = "type",
     .type = FT_TEXT,
     .flags = F_REQUIRED,
     .offset = offsetof(struct change, type),
     .about = "As the journal says it: `CONTACT`, `SERVICE_RECORD`, `OPPORTUNITY` …"},
    {.name = "id",
     .type = FT_UUID,
     .flags = F_OMIT_NULL,
     .offset = offsetof(struct change, id),
     .about = "Left out: the one record of its kind, the settings"},
    {.name = "op",
     .type = FT_TEXT,
     .flags = F_REQUIRED,
     .offset = offsetof(struct change, op),
     .about = "`CREATE`, `CHANGE`, `REMOVE`, `RESTORE`"},
    FIELD_TIME(struct change, at, F_REQUIRED),
    FIELD_PRINTED(struct change, by, 0, &writer_record),
};
static RECORD(change_record, "Change", struct change, change_fields, NULL);

static const struct field changes_fields[] = {
    {.name = "seq",
     .type = FT_INT,
     .flags = F_REQUIRED,
     .offset = offsetof(struct changes, seq),
     .about = "What to ask with as `after` next"},
    {.name = "is_complete",
     .type = FT_BOOL,
     .flags = F_REQUIRED,
     .offset = offsetof(struct changes, is_complete),
     .about = "False: more has changed than is told here, or longer ago; whatever is shown is to be read anew"},
    {.name = "changes", .type = FT_LIST, .flags = F_READONLY, .offset = offsetof(struct changes, rows), .sub = &change_record},
};
RECORD(changes_record, "Changes", struct changes, changes_fields, NULL);

/* How far the journal goes. */
struct reach {
    int64_t newest;
    int64_t first; /* INT_NULL: nothing is young enough */
};
static const struct field reach_fields[] = {
    FIELD_INT(struct reach, newest, 0, 0, 0),
    FIELD_INT(struct reach, first, 0, 0, 0),
};
static RECORD(reach_record, "JournalReach", struct reach, reach_fields, NULL);

/* What everybody reads, and what those do who lead; admins read all. Deals, what is noted about them, and tasks are asked for one by
 * one. Of the settings and the teams everybody has something on the screen. */
#define OF_ALL                                                                                                                 \
    "\"CONTACT\",\"VEHICLE\",\"SERVICE_RECORD\",\"QUOTE\",\"INVOICE\",\"PAYMENT\",\"CREDIT_NOTE\",\"ACTIVITY\","               \
    "\"COMMUNICATION\","                                                                                                       \
    "\"CATALOGUE_ITEM\",\"CLIENT\",\"COEFFICIENT\",\"TEAM\",\"SETTINGS\""
static const char *entities_of(const struct user *user)
{
    return user_may(user, PERM_MANAGER) ? "[" OF_ALL ",\"USER\"]" : "[" OF_ALL "]";
}

enum rc changes_since(struct cx *cx, int64_t after, struct changes *changes)
{
    struct access access;
    struct reach reach;
    TRY(db_get(cx, SQL_CHANGES_REACH, ARGS(ARG_I("since", cx->now_ms - CHANGES_KEPT_MS)), &reach_record, &reach));
    *changes = (struct changes){.seq = reach.newest, .is_complete = 1};
    if (after == INT_NULL || after == reach.newest) {
        return RC_OK;
    }
    int64_t before_first = reach.first == INT_NULL ? reach.newest : reach.first - 1;
    changes->is_complete = after >= before_first && after < reach.newest && reach.newest - after <= CHANGES_LOOKED;
    TRY(access_of(cx, &access));
    TRY(db_all(cx, SQL_CHANGES_AFTER,
               ARGS(ARG_I("after", after > before_first ? after : before_first), ARG_I("looked", CHANGES_LOOKED),
                    ARG_I("most", CHANGES_MAX + 1), ARG_T("user", access.user_id), ARG_T("entities", entities_of(cx->user)),
                    ACCESS_ARGS(&access)),
               &change_record, &changes->rows));
    if (changes->rows.count > CHANGES_MAX) {
        changes->rows.count = CHANGES_MAX;
        changes->is_complete = 0;
    }
    return RC_OK;
}
