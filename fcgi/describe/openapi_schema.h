/* SPDX-License-Identifier: MIT
 *
 * Record descriptors as JSON Schemas. One record has up to four: what is answered ("Team"), a row of it in a list, where that shows
 * less ("TeamRow"), what creates one ("NewTeam") and what changes one ("TeamChange"). Private to openapi.c. */
#ifndef DESCRIBE_OPENAPI_SCHEMA_H
#define DESCRIBE_OPENAPI_SCHEMA_H

#include "data/json_out.h"

enum schema_use { SCHEMA_ANSWER, SCHEMA_ROW, SCHEMA_CREATE, SCHEMA_CHANGE };

#define SCHEMAS_MAX 512

/* Schemas that the document refers to; collected first, because a name depends on which others there are. */
struct schemas {
    struct schema {
        const struct record *record;
        enum schema_use use;
    } all[SCHEMAS_MAX];
    size_t count;
};

/* Adds the schema, and those of the lists in it, unless it is there. A NULL record adds nothing. */
void schemas_add(struct schemas *schemas, const struct record *record, enum schema_use use);

/* Writes {"$ref":…}. */
void schema_ref(struct cx *cx, struct json *json, const struct schemas *schemas, const struct record *record,
                enum schema_use use);

/* Writes the members "Name": {…} of all of them into the open object. */
void schemas_write(struct cx *cx, struct json *json, const struct schemas *schemas);

/* Writes the schema of a parameter of the field's type: never null, and its description stands with the parameter. */
void schema_value(struct cx *cx, struct json *json, const struct field *field);

/* "Credit note" -> "CreditNote". */
const char *schema_camel(struct cx *cx, const char *words);

#endif
