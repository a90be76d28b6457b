/* SPDX-License-Identifier: MIT
 *
 * Bulk update. What is wrong with the change itself is an error of the request; what is wrong with one deal, of that deal. */
#include "pipeline/bulk.h"

#include "base/siphash.h"
#include "base/str.h"
#include "base/uuid.h"
#include "data/json_in.h"
#include "pipeline/opportunity_rules.h"

static const struct field bulk_fields[] = {
    {.name = "opportunity_ids",
     .type = FT_IDS,
     .flags = F_REQUIRED | F_UNCHECKED | F_NOT_STORED,
     .offset = offsetof(struct bulk, opportunity_ids),
     .max = BULK_MAX,
     .about = "At most 1,000"},
    {.name = "updates",
     .type = FT_OBJECT,
     .flags = F_REQUIRED | F_NOT_STORED,
     .offset = offsetof(struct bulk, updates),
     .max = 65536,
     .about = "Any writable fields of an opportunity"},
};
RECORD(bulk_record, "BulkUpdate", struct bulk, bulk_fields, NULL);

static const struct field failure_fields[] = {
    FIELD_TEXT(struct bulk_failure, id, F_REQUIRED, 0, 0),
    FIELD_TEXT(struct bulk_failure, reason, F_REQUIRED, 0, 0),
    FIELD_TEXT(struct bulk_failure, field, 0, 0, 0),
    FIELD_TEXT(struct bulk_failure, code, F_REQUIRED, 0, 0),
};
static RECORD(failure_record, "BulkFailure", struct bulk_failure, failure_fields, NULL);

static const struct field result_fields[] = {
    FIELD_INT(struct bulk_result, updated_count, F_REQUIRED, 0, 0),
    FIELD_LIST(struct bulk_result, failed, F_READONLY, &failure_record, 0, 0),
};
RECORD(bulk_result_record, "BulkUpdated", struct bulk_result, result_fields, NULL);

struct work {
    struct rules rules;
    struct opportunity patch;
    uint64_t present;
};

/* "closing_date: Must be after starting date; …", or the message. */
static const char *reason_of(struct cx *cx)
{
    struct buf out;
    buf_init(&out, cx->arena, 64);
    for (const struct fault_field *field = cx->fault.fields; field; field = field->next) {
        buf_printf(&out, "%s%s: %s", out.len ? "; " : "", field->field, field->problem.message);
    }
    if (out.len == 0) {
        buf_str(&out, cx->fault.message ? cx->fault.message : "Refused");
    }
    return out.data;
}

static struct bulk_failure failure_of(struct cx *cx, enum rc rc, struct arena *kept, const char *id)
{
    const struct fault_field *first = cx->fault.fields;
    return (struct bulk_failure){
        .id = id,
        .reason = arena_strdup(kept, reason_of(cx)),
        .field = first ? arena_strdup(kept, first->field) : NULL,
        .code = first                ? problem_name(first->problem.code)
                : rc == RC_FORBIDDEN ? "FORBIDDEN"
                                     : "NOT_FOUND",
    };
}

static enum rc update_one(struct cx *cx, const struct work *work, const char *id)
{
    struct opportunity before;
    if (!uuid_valid(id)) {
        return fault_field(cx, "id", PROBLEM_INVALID_UUID, "Must be a UUID");
    }
    TRY(opportunity_get_writable_by(cx, &work->rules.access, str_lower(cx->arena, id), &before));
    struct opportunity deal = before;
    record_merge(&opportunity_record, &deal, &work->patch, work->present);
    TRY(opportunity_compute_by(cx, &work->rules, &before, &deal, work->present));
    return opportunity_save(cx, &before, &deal);
}

/* True for what is one deal's matter. */
static bool is_refusal(enum rc rc)
{
    return rc == RC_INVALID || rc == RC_NOT_FOUND || rc == RC_FORBIDDEN;
}

/* Of ids in any case: what is no id may be long, and alike but for its end. */
static const uint64_t *hash_ids(struct cx *cx, const char *const *ids, size_t count)
{
    uint64_t *hashes = arena_array(cx->arena, count + 1, sizeof *hashes);
    for (size_t i = 0; i < count; i++) {
        const char *id = str_lower(cx->arena, ids[i]);
        hashes[i] = siphash_own(id, strlen(id));
    }
    return hashes;
}

/* True for an id that stands earlier in the list. */
static bool is_repeated(const char *const *ids, const uint64_t *hashes, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (hashes[i] == hashes[at] && str_ieq(ids[i], ids[at])) {
            return true;
        }
    }
    return false;
}

/* One deal, in memory of its own: of a refusal is kept what it says, all else is forgotten. */
static enum rc update_in_scratch(struct cx *cx, const struct work *work, const char *id, struct bulk_failure *failure)
{
    struct scratch scratch;
    cx_scratch_begin(cx, &scratch);
    enum rc rc = update_one(cx, work, id);
    if (is_refusal(rc)) {
        *failure = failure_of(cx, rc, scratch.kept, id);
        fault_clear(cx);
    }
    cx_scratch_end(cx, &scratch);
    return rc;
}

static enum rc update_all(struct cx *cx, const struct work *work, const char *const *ids, size_t count,
                          struct bulk_result *result)
{
    struct bulk_failure *failures = arena_array(cx->arena, count + 1, sizeof *failures);
    const uint64_t *hashes = hash_ids(cx, ids, count);
    *result = (struct bulk_result){.failed = {failures, 0}};
    for (size_t i = 0; i < count; i++) {
        if (is_repeated(ids, hashes, i)) {
            continue;
        }
        enum rc rc = update_in_scratch(cx, work, ids[i], &failures[result->failed.count]);
        if (rc == RC_OK) {
            result->updated_count++;
        } else if (is_refusal(rc)) {
            result->failed.count++;
        } else {
            return rc;
        }
    }
    return RC_OK;
}

enum rc bulk_update(struct cx *cx, const struct bulk *bulk, struct bulk_result *result)
{
    struct work work;
    size_t count = 0;
    TRY(record_parse_text(cx, &opportunity_record, bulk->updates, strlen(bulk->updates), PARSE_CHANGE, &work.patch,
                          &work.present));
    if (!work.present) {
        return fault_field(cx, "updates", PROBLEM_NOTHING_TO_CHANGE, "Must name at least one field that can be changed");
    }
    TRY(rules_read(cx, &work.rules));
    TRY(opportunity_check_patch(cx, &work.rules, &work.patch, work.present));
    const char **ids = tags_split(cx, bulk->opportunity_ids, &count);
    return update_all(cx, &work, ids, count, result);
}
