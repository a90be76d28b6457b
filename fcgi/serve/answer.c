/* SPDX-License-Identifier: MIT
 *
 * Handlers' view of request and response. Envelopes are closed in dialect.c, bytes are sent in send.c. */
#include "fcgi/serve/answer.h"

#include "base/str.h"
#include "fcgi/serve/dialect.h"
#include "fcgi/serve/multipart.h"
#include "fcgi/serve/route.h"

const char *path_id(const struct cx *cx, size_t n)
{
    return cx->request->ids[n];
}

enum rc input(struct cx *cx, const struct record *record, enum parse_mode mode, void *object, uint64_t *present)
{
    uint64_t ignored;
    const struct request *request = cx->request;
    const char *text = request->body_len ? request->body : "{}";
    size_t len = request->body_len ? request->body_len : 2;
    bool credential = route_of(cx)->rate == RATE_AUTH;
    return (credential ? record_parse_credential : record_parse_text)(cx, record, text, len, mode, object,
                                                                      present ? present : &ignored);
}

enum rc input_nothing(struct cx *cx)
{
    static const struct record nothing = {.name = "Nothing"};
    char none;
    return input(cx, &nothing, PARSE_CREATE, &none, NULL);
}

enum rc input_checked_later(struct cx *cx, const struct record *record, enum parse_mode mode, void *object, uint64_t *present)
{
    enum rc rc = input(cx, record, mode, object, present);
    return cx->fault.fields ? RC_OK : rc;
}

enum rc query_choice(struct cx *cx, const struct field *field, const char **value)
{
    int64_t number;
    const char *given = request_query_once(cx, field->name);
    *value = field->values[0];
    if (given) {
        field_parse_text(cx, field, given, &number, value);
    }
    return fault_check(cx);
}

const char *query_given(struct cx *cx, const struct field *field)
{
    int64_t number;
    const char *text = NULL;
    const char *given = request_query_once(cx, field->name);
    return !str_empty(given) && field_parse_text(cx, field, given, &number, &text) ? text : NULL;
}

enum rc query_number(struct cx *cx, const struct field *field, int64_t *value)
{
    const char *text;
    const char *given = request_query_once(cx, field->name);
    if (given) {
        field_parse_text(cx, field, given, value, &text);
    }
    return fault_check(cx);
}

enum rc uploaded_file(struct cx *cx, const char **file, size_t *len)
{
    const struct request *request = cx->request;
    switch (multipart_find(request->content_type_raw, request->body, request->body_len, "file", file, len)) {
    case MULTIPART_FOUND:
        return RC_OK;
    case MULTIPART_ABSENT:
        return fault_field(cx, "file", PROBLEM_REQUIRED, "Required");
    case MULTIPART_BROKEN:
        break;
    }
    return str_eq(request->content_type, "multipart/form-data")
               ? fault_set(cx, RC_INVALID, NULL, "The body is not the form that its Content-Type announces")
               : fault_set(cx, RC_MEDIA_TYPE, NULL, "Content-Type must be multipart/form-data");
}

static const char *query_get(const struct query *query, const char *name, size_t nth)
{
    return request_query(query->data, name, nth);
}

struct query request_as_query(struct cx *cx)
{
    return (struct query){query_get, cx};
}

static struct json *answer_start(struct cx *cx, int status, bool enveloped)
{
    struct response *response = cx->response;
    const struct route *route = route_of(cx);
    response->status = status;
    response->enveloped = enveloped;
    buf_init(&response->body, cx->arena, 2048);
    bool pipeline = route && route->dialect == DIALECT_PIPELINE;
    json_init(&response->json, &response->body, pipeline ? TIME_SECONDS : TIME_MILLISECONDS);
    if (enveloped) {
        dialect_open(&response->json, pipeline ? DIALECT_PIPELINE : DIALECT_WORKSHOP);
    }
    return &response->json;
}

struct json *answer(struct cx *cx, int status)
{
    const struct route *route = route_of(cx);
    return answer_start(cx, status, !route || !(route->flags & ROUTE_WHOLE));
}

struct json *answer_bare(struct cx *cx, int status)
{
    return answer_start(cx, status, false);
}

enum rc answer_record(struct cx *cx, int status, const struct record *record, const void *object)
{
    struct json *json = answer(cx, status);
    json_record(json, record, object, true);
    answer_version(cx, record, object);
    return json->rc;
}

void answer_version(struct cx *cx, const struct record *record, const void *object)
{
    int64_t version = record_int(record_base(record), object, "version");
    cx->response->version = version == INT_NULL ? 0 : version;
}

/* Makes room for the rows in the answer that was started: growing it bit by bit would take twice the memory. */
static void answer_room(struct cx *cx, const struct list_page *page)
{
    buf_reserve(&cx->response->body, page->bytes + page->bytes / 2);
}

enum rc answer_page(struct cx *cx, const struct record *record, const void *object, const struct list_page *page)
{
    struct json *json = answer(cx, 200);
    answer_room(cx, page);
    json_record(json, record, object, true);
    cx->response->page = page;
    return json->rc;
}

enum rc answer_list(struct cx *cx, const struct record *record, const struct list_page *page)
{
    struct json *json = answer_start(cx, 200, route_of(cx)->dialect == DIALECT_WORKSHOP);
    bool pipeline = route_of(cx)->dialect == DIALECT_PIPELINE;
    answer_room(cx, page);
    if (pipeline) {
        json_object(json);
        json_key(json, "items");
    }
    json_array(json);
    const char *row = page->rows.rows;
    for (size_t i = 0; i < page->rows.count; i++) {
        json_record(json, record, row + i * record->size, false);
    }
    json_array_end(json);
    if (pipeline) {
        dialect_page(json, DIALECT_PIPELINE, page);
        json_object_end(json);
    } else {
        cx->response->page = page;
    }
    return RC_OK;
}

static const struct field message_fields[] = {
    FIELD_TRUE(success),
    FIELD_TEXT(struct message_answer, message, F_REQUIRED, 0, 0),
    FIELD_TIME(struct message_answer, deleted_at, F_REQUIRED),
};
RECORD(deleted_record, "Deleted", struct message_answer, message_fields, NULL);
RECORD_OF_FIRST(message_record, "Message", struct message_answer, message_fields, 2);
static const struct field done_fields[] = {FIELD_TEXT(struct message_answer, message, F_REQUIRED, 0, 0)};
RECORD(done_record, "Done", struct message_answer, done_fields, NULL);

enum rc answer_message(struct cx *cx, const char *message)
{
    const struct message_answer text = {.message = message};
    bool pipeline = route_of(cx)->dialect == DIALECT_PIPELINE;
    json_record(answer_bare(cx, 200), pipeline ? &done_record : &message_record, &text, true);
    return RC_OK;
}

static const struct field received_fields[] = {FIELD_TRUE(received)};
RECORD(received_record, "Received", struct message_answer, received_fields, NULL);

enum rc answer_received(struct cx *cx)
{
    return answer_record(cx, 200, &received_record, NULL);
}

enum rc answer_nothing(struct cx *cx)
{
    answer_start(cx, 204, false);
    return RC_OK;
}

enum rc answer_document(struct cx *cx, const char *content_type, const char *filename, const char *file, const struct buf *body)
{
    struct response *response = cx->response;
    response->status = 200;
    response->content_type = content_type;
    response->file = file;
    if (body) {
        response->body = *body;
    }
    response_header(response, "Content-Disposition", arena_printf(cx->arena, "attachment; filename=\"%s\"", filename));
    return RC_OK;
}

void answer_inline(struct cx *cx, const char *filename)
{
    response_header(cx->response, "Content-Disposition", arena_printf(cx->arena, "inline; filename=\"%s\"", filename));
    response_header(cx->response, "X-Frame-Options", "SAMEORIGIN"); /* nginx says the same in its Content-Security-Policy */
}
