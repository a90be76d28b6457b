/* SPDX-License-Identifier: MIT
 *
 * The embedded carrier of WhatsApp: a folder for each tenant, DATA/whatsapp/<subdomain>/{tmp,new,cur}, one JSON file a message. A
 * person, or a program of the house, sends them on and moves them to cur. */
#include "base/time.h"
#include "data/json_out.h"
#include "messaging/carrier.h"

enum rc spool_send(struct cx *cx, struct message *message)
{
    bool there = false;
    struct buf text;
    struct json json;
    TRY(carrier_dropped(cx, "whatsapp", message->attempt_id, &there));
    if (there) {
        return RC_OK;
    }
    buf_init(&text, cx->arena, 1024);
    json_init(&json, &text, TIME_MILLISECONDS);
    json_object(&json);
    json_kv_text(&json, "id", message->attempt_id);
    json_kv_text(&json, "message_id", message->id);
    json_kv_text(&json, "to", message->recipient);
    json_kv_text(&json, "body", message->body);
    json_kv_time(&json, "created_at", message->created_at);
    json_object_end(&json);
    buf_char(&text, '\n');
    return carrier_drop(cx, "whatsapp", message->attempt_id, &text);
}
