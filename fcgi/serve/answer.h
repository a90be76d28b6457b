/* SPDX-License-Identifier: MIT
 *
 * What handlers use to read their input and to write their answer. They know nothing of envelopes: dialect.c does. */
#ifndef SERVE_ANSWER_H
#define SERVE_ANSWER_H

#include "data/json_in.h"
#include "fcgi/serve/http.h"
#include "store/list.h"

/* The nth id of the path, lower-cased and known to be well-formed. */
const char *path_id(const struct cx *cx, size_t n);

/* Parses the body into `object`; RC_INVALID collects all errors. */
enum rc input(struct cx *cx, const struct record *record, enum parse_mode mode, void *object, uint64_t *present);

/* For a route that takes no fields: RC_INVALID where the body, if there is one, is not an empty object. */
enum rc input_nothing(struct cx *cx);

/* The same as input(), but RC_OK when fields are wrong: for whoever adds what else is wrong and then asks fault_check(). */
enum rc input_checked_later(struct cx *cx, const struct record *record, enum parse_mode mode, void *object, uint64_t *present);

/* The parameter of the query that is one of a field's values: the first when it is left out. RC_INVALID for any other. */
enum rc query_choice(struct cx *cx, const struct field *field, const char **value);

/* The parameter of the query that is a number; *value stays when it is left out. */
enum rc query_number(struct cx *cx, const struct field *field, int64_t *value);

/* The part `file` of a form: a window on the request's body. 400 or 415 where there is none. */
enum rc uploaded_file(struct cx *cx, const char **file, size_t *len);

/* The parameter of the query that is text of the field's type; NULL: it is left out, or wrong, which fault_check() tells. */
const char *query_given(struct cx *cx, const struct field *field);

/* The query parameters as list.h wants them. */
struct query request_as_query(struct cx *cx);

/* Starts the answer: the caller writes one JSON value, the dialect wraps it. */
struct json *answer(struct cx *cx, int status);
/* The same without an envelope, and without a record: openapi.json. */
struct json *answer_bare(struct cx *cx, int status);
/* A record as `data`, or as the whole answer of a ROUTE_WHOLE. */
enum rc answer_record(struct cx *cx, int status, const struct record *record, const void *object);
/* Says which version of the record the answer is, for its ETag; nothing where the record has none. */
void answer_version(struct cx *cx, const struct record *record, const void *object);
/* A record that holds the rows of a page, and its paging (workshop). */
enum rc answer_page(struct cx *cx, const struct record *record, const void *object, const struct list_page *page);
/* Rows of a list with its paging. */
enum rc answer_list(struct cx *cx, const struct record *record, const struct list_page *page);
/* {"success":true,"message":…}, or {"message":…} in the pipeline's dialect. */
struct message_answer {
    const char *message;
    int64_t deleted_at; /* ms, of what crud_delete removed */
};
extern const struct record message_record; /* workshop */
extern const struct record deleted_record; /* workshop, of crud_delete */
extern const struct record done_record;    /* pipeline */
enum rc answer_message(struct cx *cx, const char *message);
/* {"received":true}, for whoever reports what became of something. */
extern const struct record received_record;
enum rc answer_received(struct cx *cx);
/* 204: it is done and there is nothing to say. */
enum rc answer_nothing(struct cx *cx);
/* A document: `file` is an absolute path below the tenant's files folder, or NULL with the bytes in `body`.
 * `filename` is what the browser saves it as (ASCII). */
enum rc answer_document(struct cx *cx, const char *content_type, const char *filename, const char *file,
                        const struct buf *body);
/* The document that was answered is to be shown, not saved, and pages of the same origin may have it in a frame. */
void answer_inline(struct cx *cx, const char *filename);

#endif
