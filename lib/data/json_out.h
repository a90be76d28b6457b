/* SPDX-License-Identifier: MIT
 *
 * JSON out: a writer into a buffer. Commas are its business; nesting is the caller's. */
#ifndef DATA_JSON_OUT_H
#define DATA_JSON_OUT_H

#include "base/buf.h"
#include "data/record.h"

/* How instants are printed: the two dialects differ. */
enum time_style { TIME_MILLISECONDS, TIME_SECONDS };

struct json {
    struct buf *out;
    enum time_style times;
    bool comma; /* the next value needs a comma before it */
    enum rc rc; /* RC_OK, or why rows that were to be read while printing could not be: the answer is no answer then */
};

void json_init(struct json *json, struct buf *out, enum time_style times);

void json_object(struct json *json);               /* { */
void json_object_end(struct json *json);           /* } */
void json_array(struct json *json);                /* [ */
void json_array_end(struct json *json);            /* ] */
void json_key(struct json *json, const char *key); /* key must need no escaping */

/* Values; with NULL or INT_NULL they print null. */
void json_text(struct json *json, const char *text);
void json_int(struct json *json, int64_t value);
void json_bool(struct json *json, int64_t value);
void json_decimal(struct json *json, int64_t value, int scale, int min_decimals);
void json_money(struct json *json, int64_t cents); /* exactly two decimals */
void json_time(struct json *json, int64_t ms);
void json_raw(struct json *json, const char *text); /* ready-made JSON; NULL prints null */

/* key + value. */
void json_kv_text(struct json *json, const char *key, const char *text);
void json_kv_int(struct json *json, const char *key, int64_t value);
void json_kv_bool(struct json *json, const char *key, int64_t value);
void json_kv_money(struct json *json, const char *key, int64_t cents);
void json_kv_time(struct json *json, const char *key, int64_t ms);
void json_kv_raw(struct json *json, const char *key, const char *text);

/* The members of a record without the braces, so that a caller can add more. `detail` prints F_DETAIL fields too. */
void json_record_members(struct json *json, const struct record *record, const void *object, bool detail);
/* The same with braces. */
void json_record(struct json *json, const struct record *record, const void *object, bool detail);
/* One field's value, without its key. */
void json_field(struct json *json, const struct field *field, const void *object);

/* A JSON string literal of `text` appended to `out`. */
void json_escape(struct buf *out, const char *text);

#endif
