/* SPDX-License-Identifier: MIT
 *
 * JSON in. Strict RFC 8259: what json-c lets pass (single quotes, NaN, 1e999, duplicate keys, NUL, saturated integers,
 * trailing text, invalid UTF-8, lone surrogates, nesting beyond 32) is refused before json-c sees it.
 * This is the only module that includes json-c. */
#ifndef DATA_JSON_IN_H
#define DATA_JSON_IN_H

#include "data/record.h"

struct json_object; /* json-c's */

#define JSON_MAX_VALUES 10000   /* objects, arrays, texts, numbers and words of a body; a tree costs up to 1 KB each */
#define JSON_MAX_CREDENTIAL 100 /* ... of a body that comes before anybody is known */
#define JSON_STORED SIZE_MAX    /* our own text */

/* Parses a body of at most `max_values` values. RC_INVALID with a message that says where ("Malformed JSON at byte 17: …");
 * RC_TOO_LARGE when there are more. The tree is released with the context. */
enum rc json_parse(struct cx *cx, const char *text, size_t len, size_t max_values, struct json_object **root);

enum parse_mode { PARSE_CREATE, PARSE_CHANGE };

/* Fills `object` (cleared first) from a JSON object; sets a bit of *present for every field named, null included.
 * Collects every error of every field, unknown fields included ("Unknown field"), runs record->validate when creating (a
 * change is validated by its caller, on the merged object), and returns
 * RC_INVALID if there was any. Errors in list rows are named "items[2].quantity", in groups "address.city".
 * A JSON null clears (error on a required field). Read-only fields are ignored. */
enum rc record_parse(struct cx *cx, const struct record *record, struct json_object *root, enum parse_mode mode, void *object,
                     uint64_t *present);

/* json_parse + record_parse. A body that is no JSON object is RC_INVALID. */
enum rc record_parse_text(struct cx *cx, const struct record *record, const char *text, size_t len, enum parse_mode mode,
                          void *object, uint64_t *present);
/* The same of a body that comes before anybody is known: at most JSON_MAX_CREDENTIAL values. */
enum rc record_parse_credential(struct cx *cx, const struct record *record, const char *text, size_t len, enum parse_mode mode,
                                void *object, uint64_t *present);

/* Parses stored JSON text (own data, e.g. a snapshot column) leniently: unknown fields are skipped. */
enum rc record_load(struct cx *cx, const struct record *record, const char *text, void *object);

/* The strings of a stored tags column, as a NULL-terminated array on the arena. */
const char **tags_split(struct cx *cx, const char *tags_json, size_t *count);

/* What json_scan answers when there are more than max_values. */
extern const char JSON_TOO_MANY[];

/* One pass of the strict scanner, for fuzzing and tests: NULL if well-formed, else what is wrong; *at = byte offset. */
const char *json_scan(const char *text, size_t len, size_t max_values, size_t *at);

#endif
