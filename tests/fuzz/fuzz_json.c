/* SPDX-License-Identifier: MIT
 *
 * libFuzzer over the door for JSON. What the scanner accepts json-c must parse, what it refuses must be an error with a
 * position inside the text; a record that was accepted must print as JSON that scans, and load back to the same print. */
#include <stdlib.h>
#include <string.h>

#include "base/cx.h"
#include "base/log.h"
#include "data/json_in.h"
#include "data/json_out.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct row {
    const char *label;
    int64_t quantity;
};

static const struct field row_fields[] = {
    FIELD_TEXT(struct row, label, F_REQUIRED, 1, 20),
    FIELD_DECIMAL(struct row, quantity, 0, 3, 0, 0, 0),
};

RECORD(row_record, "Row", struct row, row_fields, NULL);

struct wide {
    const char *id, *name, *notes, *email, *phone, *status, *day, *address_street, *address_city, *tags, *custom, *password;
    int64_t paid_at, is_vip, count, amount;
    struct list items;
};

static const char *const statuses[] = {"Won", "On Hold", NULL};

static const struct field wide_fields[] = {
    FIELD_UUID(struct wide, id, F_OMIT_NULL),
    FIELD_TEXT(struct wide, name, F_REQUIRED, 1, 10),
    FIELD_TEXT(struct wide, notes, 0, 0, 2000),
    FIELD_EMAIL(struct wide, email, 0),
    FIELD_PHONE(struct wide, phone, 0),
    FIELD_ENUM(struct wide, status, F_FOLD, statuses),
    FIELD_DATE(struct wide, day, 0),
    FIELD_GROUP_TEXT(struct wide, "address", address_street, 0, 0, 30),
    FIELD_GROUP_TEXT(struct wide, "address", address_city, F_REQUIRED, 0, 10),
    FIELD_TAGS(struct wide, tags, 0),
    FIELD_OBJECT(struct wide, custom, 0, 0),
    FIELD_TEXT(struct wide, password, F_SECRET, 0, 20),
    FIELD_TIME(struct wide, paid_at, 0),
    FIELD_BOOL(struct wide, is_vip, 0),
    FIELD_INT(struct wide, count, 0, 0, 0),
    FIELD_DECIMAL(struct wide, amount, 0, 2, 2, 0, 0),
    FIELD_LIST(struct wide, items, 0, &row_record, 0, 10),
};

RECORD(wide_record, "Wide", struct wide, wide_fields, NULL);

static void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

static const char *print(struct cx *cx, const struct wide *wide)
{
    struct buf buf;
    struct json json;
    size_t at = 0;
    buf_init(&buf, cx->arena, 1);
    json_init(&json, &buf, TIME_MILLISECONDS);
    json_record(&json, &wide_record, wide, true);
    must(strlen(buf.data) == buf.len && json_scan(buf.data, buf.len, JSON_MAX_VALUES, &at) == NULL);
    return buf.data;
}

static void try_record(struct cx *cx, struct json_object *root, enum parse_mode mode)
{
    struct wide wide, loaded;
    uint64_t present = 0;
    fault_clear(cx);
    if (record_parse(cx, &wide_record, root, mode, &wide, &present) != RC_OK) {
        must(cx->fault.rc == RC_INVALID && (cx->fault.fields != NULL || cx->fault.message != NULL));
        return;
    }
    must(cx->fault.rc == RC_OK);
    const char *printed = print(cx, &wide);
    must(record_load(cx, &wide_record, printed, &loaded) == RC_OK);
    loaded.password = wide.password; /* never printed */
    must(strcmp(print(cx, &loaded), printed) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    struct cx cx;
    struct json_object *root = NULL;
    size_t at = 0;
    log_to(-1);
    struct arena *arena = arena_new(0);
    cx_init(&cx, arena);
    bool accepted = json_scan(text, size, JSON_MAX_VALUES, &at) == NULL;
    must(at <= size && (!accepted || at == size));
    must(json_parse(&cx, text, size, JSON_MAX_VALUES, &root) == (accepted ? RC_OK : RC_INVALID));
    if (accepted) {
        try_record(&cx, root, PARSE_CREATE);
        try_record(&cx, root, PARSE_CHANGE);
    }
    cx_end(&cx);
    arena_free(arena);
    return 0;
}
