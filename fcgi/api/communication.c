/* SPDX-License-Identifier: MIT
 *
 * Sending messages, and papers with them. Papers are drawn by whoever hands the message over, never here. */
#include "workshop/communication.h"

#include "fcgi/api/rows.h"

static enum rc email_post(struct cx *cx)
{
    struct email email;
    struct receipt receipt;
    TRY(input_checked_later(cx, &email_record, PARSE_CREATE, &email, NULL));
    TRY(communication_email(cx, &email, &receipt));
    return answer_record(cx, 200, &receipt_record, &receipt);
}

static enum rc whatsapp_post(struct cx *cx)
{
    struct whatsapp whatsapp;
    struct receipt receipt;
    TRY(input_checked_later(cx, &whatsapp_record, PARSE_CREATE, &whatsapp, NULL));
    TRY(communication_whatsapp(cx, &whatsapp, &receipt));
    return answer_record(cx, 200, &receipt_record, &receipt);
}

static const struct route rows[] = {
    {READ("/api/communications", crud_list, "List messages that were written, newest first"),
     .resource = &communication_resource},
    {WRITE("POST", "/api/communications/email", email_post, "Send an e-mail, with documents of one's own if so wished"),
     .in = &email_record, .out = &receipt_record},
    {WRITE("POST", "/api/communications/whatsapp", whatsapp_post, "Send a WhatsApp message"), .in = &whatsapp_record,
     .out = &receipt_record},
    {READ("/api/communications/{id}", crud_get, "A message with its text, and what became of it"),
     .resource = &communication_resource},
    {.method = NULL},
};
const struct route_group communication_routes = {
    "Communications",
    "E-mail and WhatsApp. A message is stored with its activity and answered as `queued`; a job hands it over. The plan bounds "
    "the messages of a day; with FREE they go to the tenant's own contacts and clients only.",
    rows};
