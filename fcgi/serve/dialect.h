/* SPDX-License-Identifier: MIT
 *
 * The two envelopes and error formats (contract, section 2). The only place that knows what a result looks like in HTTP. */
#ifndef SERVE_DIALECT_H
#define SERVE_DIALECT_H

#include "data/json_out.h"
#include "fcgi/serve/http.h"
#include "fcgi/serve/route.h"

/* The dialect of the route, or of the credential where no route was found: a bearer token means pipeline. */
enum dialect dialect_of(const struct cx *cx);

/* Opens and closes the envelope around the value that a handler writes. Warnings stand in the envelope beside `data`, or, where
 * there is none, as a last member of the object itself. */
void dialect_open(struct json *json, enum dialect dialect);
void dialect_close(struct cx *cx);
/* The members that describe a page. */
void dialect_page(struct json *json, enum dialect dialect, const struct list_page *page);

/* Replaces whatever answer stands by the error that cx->fault describes, with status, headers and body. */
void dialect_error(struct cx *cx);

int rc_status(enum rc rc);
const char *rc_code(enum rc rc);

#endif
