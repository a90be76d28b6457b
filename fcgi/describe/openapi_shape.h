/* SPDX-License-Identifier: MIT
 *
 * Answers that are more or other than one record, in a shorthand of their members. Private to the openapi files. */
#ifndef DESCRIBE_OPENAPI_SHAPE_H
#define DESCRIBE_OPENAPI_SHAPE_H

#include "data/json_out.h"

/* Members stand apart by one blank: `name` (text), `name:type`, `name?:type` (may be null), `name*:type` (may be left
 * out; nothing else ever is). A type is uuid, email, date, time, int, number, bool, true, object, a schema's Name, {members}, or [type]. */
struct openapi_shape {
    const char *name; /* <Record>Detail describes every route that answers one such record */
    const char *base; /* a schema whose members it has too; NULL: none */
    const char *members;
    const struct record *uses; /* a record that it refers to and that no route names; NULL: none */
};

const struct openapi_shape *shape_find(const char *name); /* NULL if there is none */

/* Writes the members "Name": {schema} of all of them into the open object. */
void shapes_write(struct cx *cx, struct json *json);

#endif
