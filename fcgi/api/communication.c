/* SPDX-License-Identifier: MIT
 *
 * Sending messages, and papers with them. Papers are drawn by whoever hands the message over, never here. */
#include "messaging/communication.h"

#include "fcgi/api/handlers.h"
#include "fcgi/serve/answer.h"
#include "fcgi/serve/crud.h"

static struct json *answer_receipt(struct cx *cx, const struct receipt *receipt)
{
    struct json *json = answer(cx, 200);
    json_object(json);
    json_kv_text(json, "message_id", receipt->message_id);
    json_kv_text(json, "status", receipt->status);
    json_kv_text(json, "activity_id", receipt->activity_id);
    return json;
}

enum rc email_post(struct cx *cx)
{
    struct email email;
    struct receipt receipt;
    TRY(input_checked_later(cx, &email_record, PARSE_CREATE, &email, NULL));
    TRY(communication_email(cx, &email, &receipt));
    json_object_end(answer_receipt(cx, &receipt));
    return RC_OK;
}

enum rc whatsapp_post(struct cx *cx)
{
    struct whatsapp whatsapp;
    struct receipt receipt;
    TRY(input_checked_later(cx, &whatsapp_record, PARSE_CREATE, &whatsapp, NULL));
    TRY(communication_whatsapp(cx, &whatsapp, &receipt));
    json_object_end(answer_receipt(cx, &receipt));
    return RC_OK;
}

enum rc quote_send(struct cx *cx)
{
    struct sending sending;
    struct quote quote;
    struct receipt receipt;
    TRY(input(cx, &quote_sending_record, PARSE_CREATE, &sending, NULL));
    TRY(resource_get(cx, &quote_resource, path_id(cx, 0), &quote));
    TRY(communication_quote(cx, &quote, &sending, &receipt));
    TRY(resource_get(cx, &quote_resource, quote.id, &quote));
    struct json *json = answer_receipt(cx, &receipt);
    json_key(json, "quote");
    json_record(json, &quote_record, &quote, true);
    json_object_end(json);
    return RC_OK;
}

enum rc invoice_send(struct cx *cx)
{
    struct sending sending;
    struct invoice invoice;
    struct receipt receipt;
    TRY(input(cx, &invoice_sending_record, PARSE_CREATE, &sending, NULL));
    TRY(resource_get(cx, &invoice_resource, path_id(cx, 0), &invoice));
    TRY(communication_invoice(cx, &invoice, &sending, &receipt));
    struct json *json = answer_receipt(cx, &receipt);
    json_key(json, "invoice");
    json_record(json, &invoice_record, &invoice, true);
    json_object_end(json);
    return RC_OK;
}
