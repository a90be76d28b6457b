/* SPDX-License-Identifier: MIT
 *
 * A row of the journal from two states of a record: what differs is printed as the record prints it, and cut down until it fits. */
#include "resource/journal.h"

#include <ctype.h>
#include <string.h>

#include "auth/digest.h"
#include "auth/user.h"
#include "base/config.h"
#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"
#include "data/json_out.h"
#include "store/db.h"

#define HASH_SHOWN 32 /* hexadecimal digits of a long value's hash */

/* How many bytes of JSON a value may have. The last fits any record: a value is 64 bytes then, its name 30, and there are 40. */
static const size_t value_limits[] = {2048, 256, 64};
#define LIMITS (sizeof value_limits / sizeof *value_limits)

/* One column of the row that is being written. */
struct side {
    const void *object; /* NULL: `{}` is not even written */
    struct buf text;
    struct json json;
};

/* What each row of the journal says in columns of its own, or what follows from every write. */
static bool is_signature(const char *name)
{
    static const char *const names[] = {
        "id", "created_at", "updated_at", "version", "created_by", "created_by_id", "last_modified_by_id", "last_activity_at",
    };
    bool found = false;
    for (size_t i = 0; i < sizeof names / sizeof *names && !found; i++) {
        found = names[i][0] == name[0] && strcmp(names[i], name) == 0;
    }
    return found;
}

static bool is_told(const struct field *field)
{
    if (field->type == FT_LIST) {
        return true; /* its own flags are about where it is printed */
    }
    return !(field->flags & (F_INTERNAL | F_SECRET | F_NOT_STORED)) &&
           !(field->flags & F_READONLY && is_signature(field->name));
}

static const void *value_of(const struct field *field, const void *object)
{
    return (const char *)object + field->offset;
}

static bool is_nothing(const struct field *field, const void *object)
{
    if (!object) {
        return true;
    }
    const void *value = value_of(field, object);
    if (field->type == FT_LIST) {
        return ((const struct list *)value)->rows == NULL;
    }
    return field_is_int(field) ? *(const int64_t *)value == INT_NULL : *(const char *const *)value == NULL;
}

static const char *printed(struct cx *cx, const struct field *field, const void *object)
{
    struct buf text;
    struct json json;
    buf_init(&text, cx->arena, 0);
    json_init(&json, &text, TIME_MILLISECONDS);
    json_field(&json, field, object);
    return text.data;
}

static bool differs(struct cx *cx, const struct field *field, const void *before, const void *now)
{
    bool none = is_nothing(field, now);
    if (!before || !now) {
        return !is_nothing(field, before) || !none;
    }
    if (field->type == FT_LIST) {
        return !none && !is_nothing(field, before) && !str_eq(printed(cx, field, before), printed(cx, field, now));
    }
    if (field_is_int(field)) {
        return *(const int64_t *)value_of(field, before) != *(const int64_t *)value_of(field, now);
    }
    return !str_eq(*(const char *const *)value_of(field, before), *(const char *const *)value_of(field, now));
}

static void shorten(struct side *side, size_t from)
{
    char hex[SHA256_HEX];
    size_t len = side->text.len - from;
    sha256_hex(side->text.data + from, len, hex);
    side->text.len = from;
    buf_printf(&side->text, "{\"length\":%zu,\"hash\":\"%.*s\"}", len, HASH_SHOWN, hex);
}

static void tell(struct side *side, const struct field *field, size_t limit)
{
    if (!side->object) {
        return;
    }
    json_key(&side->json, field->name);
    size_t from = side->text.len;
    json_field(&side->json, field, side->object);
    if (side->text.len - from > limit) {
        shorten(side, from);
    }
}

static void side_begin(struct cx *cx, struct side *side, const void *object)
{
    side->object = object;
    buf_init(&side->text, cx->arena, 512);
    json_init(&side->json, &side->text, TIME_MILLISECONDS);
    json_object(&side->json);
}

static void compare(struct cx *cx, const struct journal_entry *entry, uint64_t fields, size_t limit, struct side sides[2])
{
    side_begin(cx, &sides[0], entry->before);
    side_begin(cx, &sides[1], entry->now);
    for (size_t i = 0; i < entry->record->count; i++) {
        if (fields >> i & 1) {
            tell(&sides[0], &entry->record->fields[i], limit);
            tell(&sides[1], &entry->record->fields[i], limit);
        }
    }
    json_object_end(&sides[0].json);
    json_object_end(&sides[1].json);
}

/* A set of the fields that are to be told. */
static uint64_t changed(struct cx *cx, const struct journal_entry *entry)
{
    uint64_t fields = 0;
    for (size_t i = 0; i < entry->record->count; i++) {
        const struct field *field = &entry->record->fields[i];
        if (is_told(field) && differs(cx, field, entry->before, entry->now)) {
            fields |= UINT64_C(1) << i;
        }
    }
    return fields;
}

/* "ServiceRecord", "Credit note" -> "SERVICE_RECORD", "CREDIT_NOTE". */
static const char *entity_of(struct arena *arena, const char *name)
{
    struct buf out;
    buf_init(&out, arena, 32);
    for (const char *c = name; *c; c++) {
        if (isupper((unsigned char)*c) && c > name) {
            buf_char(&out, '_');
        }
        buf_char(&out, *c == ' ' ? '_' : (char)toupper((unsigned char)*c));
    }
    return out.data;
}

int64_t journal_begins(const struct cx *cx)
{
    return cx->now_ms - config_int("journal_days") * MS_PER_DAY;
}

static enum rc insert(struct cx *cx, const struct journal_entry *entry, const char *id, const char *before, const char *after)
{
    return db_run(cx, SQL_JOURNAL_INSERT,
                  ARGS(ARG_T("id", uuid_new(cx->arena)), ARG_I("at", cx->now_ms),
                       ARG_T("user_id", cx->user ? cx->user->id : NULL),
                       ARG_T("entity", entity_of(cx->arena, entry->record->name)), ARG_T("entity_id", id),
                       ARG_T("operation", entry->operation), ARG_T("before", before), ARG_T("after", after),
                       ARG_T("source", entry->source ? entry->source : cx->source)));
}

enum rc journal_write(struct cx *cx, const struct journal_entry *entry)
{
    struct side sides[2];
    if (entry->note) {
        return insert(cx, entry, entry->id, NULL, entry->note);
    }
    const char *id = entry->id ? entry->id : record_text(entry->record, entry->now ? entry->now : entry->before, "id");
    uint64_t fields = changed(cx, entry);
    for (size_t i = 0; i < LIMITS; i++) {
        compare(cx, entry, fields, value_limits[i], sides);
        if (sides[0].text.len + sides[1].text.len <= JOURNAL_MAX) {
            break;
        }
    }
    return insert(cx, entry, id, entry->before ? sides[0].text.data : NULL, entry->now ? sides[1].text.data : NULL);
}

enum rc journal_change(struct cx *cx, const struct record *record, const void *before, const void *now, const char *source)
{
    struct journal_entry entry = {
        .operation = JOURNAL_CHANGE, .record = record, .before = before, .now = now, .source = source};
    return journal_write(cx, &entry);
}
