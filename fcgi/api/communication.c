/* SPDX-License-Identifier: MIT
 *
 * Sending messages, and papers with them. Papers are drawn by whoever hands the message over, never here. */
#include "workshop/communication.h"

#include "fcgi/api/communication.h"
#include "fcgi/api/rows.h"

struct json *answer_receipt(struct cx *cx, const struct receipt *receipt)
{
    struct json *json = answer(cx, 200);
    json_object(json);
    json_kv_text(json, "message_id", receipt->message_id);
    json_kv_text(json, "status", receipt->status);
    json_kv_text(json, "activity_id", receipt->activity_id);
    return json;
}

static enum rc email_post(struct cx *cx)
{
    struct email email;
    struct receipt receipt;
    TRY(input_checked_later(cx, &email_record, PARSE_CREATE, &email, NULL));
    TRY(communication_email(cx, &email, &receipt));
    json_object_end(answer_receipt(cx, &receipt));
    return RC_OK;
}

static enum rc whatsapp_post(struct cx *cx)
{
    struct whatsapp whatsapp;
    struct receipt receipt;
    TRY(input_checked_later(cx, &whatsapp_record, PARSE_CREATE, &whatsapp, NULL));
    TRY(communication_whatsapp(cx, &whatsapp, &receipt));
    json_object_end(answer_receipt(cx, &receipt));
    return RC_OK;
}

static const struct route rows[] = {
    {READ("/api/communications", crud_list, "List messages that were written, newest first"),
     .resource = &communication_resource},
    {WRITE("POST", "/api/communications/email", email_post, "Send an e-mail, with documents of one's own if so wished"),
     .in = &email_record, .shape = "Receipt"},
    {WRITE("POST", "/api/communications/whatsapp", whatsapp_post, "Send a WhatsApp message"), .in = &whatsapp_record,
     .shape = "Receipt"},
    {READ("/api/communications/{id}", crud_get, "A message with its text, and what became of it"),
     .resource = &communication_resource},
    {.method = NULL},
};
const struct route_group communication_routes = {
    "Communications",
    "E-mail and WhatsApp. A message is stored with its activity and answered as `queued`; a job hands it over. The plan bounds "
    "the messages of a day; with FREE they go to the tenant's own contacts and clients only.",
    rows};
