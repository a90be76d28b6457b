/* SPDX-License-Identifier: MIT
 *
 * The carrier of WhatsApp through Twilio (https://www.twilio.com/docs/messaging/api/message-resource), as its official client asks.
 * Outside the day after a customer's last word WhatsApp takes templates only: what was refused for that (63016) goes once more as
 * the template of the settings. Twilio knows no attempts: a message that was taken just before a crash comes again. The address that
 * it is to call names our message, since its reports may come before its own id of it is noted. */
#include "base/config.h"
#include "base/str.h"
#include "data/json_in.h"
#include "data/json_out.h"
#include "http/http.h"
#include "messaging/carrier.h"
#include "messaging/mime.h"
#include "tenant/origin.h"
#include "tenant/tenant.h"

#define OUTSIDE_WINDOW 63016

struct reply {
    const char *sid;
    int64_t code; /* of an error */
    const char *message;
};
static const struct field reply_fields[] = {
    FIELD_TEXT(struct reply, sid, 0, 0, 0),
    FIELD_INT(struct reply, code, 0, 0, 0),
    FIELD_TEXT(struct reply, message, 0, 0, 0),
};
static RECORD(reply_record, "Reply", struct reply, reply_fields, NULL);

static void add_ends(struct cx *cx, struct buf *form, const struct message *message)
{
    const char *from = config_get("twilio_from");
    http_form_add(form, "To", arena_printf(cx->arena, "whatsapp:%s", message->recipient));
    http_form_add(form, "StatusCallback",
                  arena_printf(cx->arena, "%s/api/webhooks/twilio?message=%s", tenant_origin(cx), message->id));
    http_form_add(form, "From", str_starts(from, "whatsapp:") ? from : arena_printf(cx->arena, "whatsapp:%s", from));
}

/* A template's variable is one line, without runs of blanks. */
static const char *variables(struct cx *cx, const char *text)
{
    struct buf line;
    struct buf out;
    struct json json;
    buf_init(&line, cx->arena, strlen(text));
    for (const char *c = text; *c; c++) {
        bool blank = (unsigned char)*c <= ' ';
        if (!blank || (line.len > 0 && line.data[line.len - 1] != ' ')) {
            buf_char(&line, blank ? ' ' : *c);
        }
    }
    buf_init(&out, cx->arena, line.len + 16);
    json_init(&json, &out, TIME_MILLISECONDS);
    json_object(&json);
    json_kv_text(&json, "1", str_trim(cx->arena, line.data));
    json_object_end(&json);
    return out.data;
}

static enum rc ask(struct cx *cx, const struct buf *form, struct http_response *response, struct reply *reply)
{
    size_t at;
    static const struct http_header headers[] = {
        {"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}, {NULL, NULL}};
    const char *url = arena_printf(cx->arena, "%s/2010-04-01/Accounts/%s/Messages.json", config_get("twilio_url"),
                                   config_get("twilio_account"));
    TRY(http_send(cx,
                  &(struct http_request){.method = "POST",
                                         .url = url,
                                         .headers = headers,
                                         .user = config_get("twilio_account"),
                                         .password = config_get("twilio_token"),
                                         .body = form->data,
                                         .body_len = form->len,
                                         .total_ms = config_int("send_timeout_ms")},
                  response));
    *reply = (struct reply){.code = INT_NULL};
    bool whole = !json_scan(response->body, response->body_len, JSON_MAX_VALUES, &at) && *response->body == '{';
    if (whole && record_load(cx, &reply_record, response->body, reply) != RC_OK) {
        fault_clear(cx);
    }
    return RC_OK;
}

static enum rc judge(struct cx *cx, const struct http_response *response, const struct reply *reply)
{
    const char *detail = reply->message ? mime_one_line(cx->arena, reply->message) : NULL;
    if (reply->code != INT_NULL) {
        detail = arena_printf(cx->arena, "%lld %s", (long long)reply->code, detail ? detail : "");
    }
    return carrier_refused(cx, "Twilio", response, detail);
}

enum rc twilio_send(struct cx *cx, struct message *message)
{
    struct http_response response;
    struct reply reply;
    struct buf form;
    const char *template = config_get("twilio_template");
    buf_init(&form, cx->arena, 3 * strlen(message->body) + 512);
    add_ends(cx, &form, message);
    http_form_add(&form, "Body", message->body);
    TRY(ask(cx, &form, &response, &reply));
    if (response.status / 100 != 2 && reply.code == OUTSIDE_WINDOW && *template) {
        buf_clear(&form);
        http_form_add(&form, "ContentVariables", variables(cx, message->body));
        add_ends(cx, &form, message);
        http_form_add(&form, "ContentSid", template);
        TRY(ask(cx, &form, &response, &reply));
    }
    if (response.status / 100 != 2) {
        return judge(cx, &response, &reply);
    }
    message->carrier_id = reply.sid;
    return RC_OK;
}
