/* SPDX-License-Identifier: MIT
 *
 * The carrier of e-mail through Resend (https://resend.com/docs/api-reference/emails/send-email), as its official client asks. The
 * attempt id is the Idempotency-Key: asked twice, Resend sends once and answers the same id. */
#include "base/config.h"
#include "base/str.h"
#include "data/email.h"
#include "data/json_in.h"
#include "data/json_out.h"
#include "http/http.h"
#include "messaging/carrier.h"
#include "messaging/html.h"
#include "messaging/mime.h"
#include "tenant/tenant.h"

struct reply {
    const char *id;
    const char *name; /* of an error: "rate_limit_exceeded" */
    const char *message;
};
static const struct field reply_fields[] = {
    FIELD_TEXT(struct reply, id, 0, 0, 0),
    FIELD_TEXT(struct reply, name, 0, 0, 0),
    FIELD_TEXT(struct reply, message, 0, 0, 0),
};
static RECORD(reply_record, "Reply", struct reply, reply_fields, NULL);

static void add_attachments(struct cx *cx, struct json *json, const struct message *message)
{
    json_key(json, "attachments");
    json_array(json);
    for (size_t i = 0; i < message->attachment_count; i++) {
        const struct attachment *attachment = &message->attachments[i];
        json_object(json);
        json_key(json, "content");
        json_raw(json, "\"");
        mime_base64(json->out, attachment->content, attachment->len, 0);
        buf_char(json->out, '"');
        json_kv_text(json, "filename", mime_filename(cx->arena, attachment->filename));
        json_kv_text(json, "content_type", attachment->type);
        json_object_end(json);
    }
    json_array_end(json);
}

static void add_one(struct json *json, const char *key, const char *value)
{
    json_key(json, key);
    json_array(json);
    json_text(json, value);
    json_array_end(json);
}

/* In the order of the official client. The tag leads the webhook of this message to its tenant. */
static void compose(struct cx *cx, const struct message *message, const struct sender *sender, struct buf *body)
{
    struct json json;
    json_init(&json, body, TIME_MILLISECONDS);
    json_object(&json);
    if (message->attachment_count) {
        add_attachments(cx, &json, message);
    }
    json_kv_text(&json, "from", mime_mailbox(cx->arena, sender->name, sender->address));
    json_kv_text(&json, "html", message->html ? message->html : html_of_text(cx->arena, message->body));
    if (sender->reply_to) {
        json_kv_text(&json, "reply_to", email_ascii(cx->arena, sender->reply_to));
    }
    json_kv_text(&json, "subject", mime_one_line(cx->arena, message->subject));
    json_key(&json, "tags");
    json_array(&json);
    json_object(&json);
    json_kv_text(&json, "name", "tenant");
    json_kv_text(&json, "value", cx->tenant->id);
    json_object_end(&json);
    json_array_end(&json);
    json_kv_text(&json, "text", message->body);
    add_one(&json, "to", email_ascii(cx->arena, message->recipient));
    json_object_end(&json);
}

/* An answer that is no JSON says nothing. */
static void read_reply(struct cx *cx, const struct http_response *response, struct reply *reply)
{
    size_t at;
    *reply = (struct reply){0};
    bool whole = !json_scan(response->body, response->body_len, JSON_MAX_VALUES, &at) && *response->body == '{';
    if (whole && record_load(cx, &reply_record, response->body, reply) != RC_OK) {
        fault_clear(cx);
    }
}

/* 409 of a twin that is under way is no refusal of the message. */
static enum rc judge(struct cx *cx, const struct http_response *response, const struct reply *reply)
{
    const char *detail = reply->message ? mime_one_line(cx->arena, reply->message) : NULL;
    enum rc rc = carrier_refused(cx, "Resend", response, detail);
    return response->status == 409 && str_eq(reply->name, "concurrent_idempotent_requests") ? RC_UNAVAILABLE : rc;
}

enum rc resend_send(struct cx *cx, struct message *message)
{
    struct sender sender;
    struct http_response response;
    struct reply reply;
    struct buf body;
    TRY(mime_check(cx, message));
    TRY(carrier_sender(cx, message, &sender));
    buf_init(&body, cx->arena, mime_size(message));
    compose(cx, message, &sender, &body);
    const struct http_header headers[] = {
        {"Content-Type", "application/json"}, {"Idempotency-Key", message->attempt_id}, {NULL, NULL}};
    TRY(http_send(cx,
                  &(struct http_request){.method = "POST",
                                         .url = arena_printf(cx->arena, "%s/emails", config_get("resend_url")),
                                         .headers = headers,
                                         .bearer = config_get("resend_key"),
                                         .body = body.data,
                                         .body_len = body.len,
                                         .total_ms = config_int("send_timeout_ms")},
                  &response));
    read_reply(cx, &response, &reply);
    if (response.status / 100 != 2) {
        return judge(cx, &response, &reply);
    }
    message->carrier_id = reply.id;
    return RC_OK;
}
