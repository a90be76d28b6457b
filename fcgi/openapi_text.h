/* SPDX-License-Identifier: MIT
 *
 * What the description of the API says beyond the tables: the introduction, sections, notes on fields, example bodies, and
 * the answers that are no single record. Private to openapi.c and openapi_schema.c; tests/api/test_docs.py compares it with
 * real answers. */
#ifndef FCGI_OPENAPI_TEXT_H
#define FCGI_OPENAPI_TEXT_H

#include <stdbool.h>

#include "data/record.h"

/* Markdown; stands at the top of /docs. */
extern const char openapi_intro[];

/* Sections, by the first word of the path after /api/; ends with word NULL. */
struct openapi_section {
    const char *word;  /* "credit-notes" */
    const char *name;  /* "Credit notes" */
    const char *about; /* one or two sentences */
};
extern const struct openapi_section openapi_sections[];

/* Answers that are more or other than one record; ends with name NULL. A shape called <Record>Detail describes the answer
 * of every route that answers one such record. */
struct openapi_shape {
    const char *name;
    bool whole;                /* the answer itself, not its `data` */
    const char *schema;        /* JSON Schema */
    const struct record *uses; /* a record that it refers to and that no route names; NULL: none */
};
extern const struct openapi_shape openapi_shapes[];
const struct openapi_shape *openapi_shape_find(const char *name); /* NULL if there is none */

/* Failures that are told one by one; whatever else may happen is RC_INTERNAL's "default". Ends with name NULL. */
struct openapi_failure {
    enum rc rc;
    const char *name;    /* of the component, after the dialect's */
    const char *about;
    const char *example; /* its message */
};
extern const struct openapi_failure openapi_failures[];

/* A sentence on every field of that name, and an example of a body by the name of its schema; NULL: nothing to say. */
const char *openapi_note(const char *field);
const char *openapi_example(const char *schema);

#endif
