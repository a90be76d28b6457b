/* SPDX-License-Identifier: MIT
 *
 * Quotes: status, conversion, copy, deletion. */
#include "workshop/quote.h"

#include "fcgi/api/communication.h"
#include "fcgi/api/invoice.h"
#include "fcgi/api/paper.h"
#include "fcgi/api/rows.h"
#include "workshop/invoice.h"
#include "workshop/sending.h"

static enum rc quote_status(struct cx *cx)
{
    struct quote_status_change change;
    struct quote quote;
    TRY(input(cx, &quote_status_record, PARSE_CREATE, &change, NULL));
    TRY(resource_get(cx, &quote_resource, path_id(cx, 0), &quote));
    TRY(quote_set_status(cx, &quote, &change));
    return crud_answer(cx, 200, &quote_resource, quote.id);
}

static enum rc quote_convert(struct cx *cx)
{
    struct conversion conversion;
    struct quote quote;
    struct invoice invoice;
    const char *invoice_id = NULL;
    TRY(input(cx, &conversion_record, PARSE_CREATE, &conversion, NULL));
    TRY(resource_get(cx, &quote_resource, path_id(cx, 0), &quote));
    TRY(invoice_from_quote(cx, &quote, &conversion, &invoice_id));
    struct json *json = answer(cx, 201);
    json_object(json);
    json_key(json, "invoice");
    TRY(invoice_write_recorded(cx, json, invoice_id, &invoice));
    json_object_end(json);
    return RC_OK;
}

static enum rc quote_copy(struct cx *cx)
{
    const char *id = NULL;
    TRY(quote_duplicate(cx, path_id(cx, 0), &id));
    return crud_answer(cx, 201, &quote_resource, id);
}

static enum rc quote_remove(struct cx *cx)
{
    struct quote quote;
    TRY(resource_get(cx, &quote_resource, path_id(cx, 0), &quote));
    TRY(quote_delete(cx, &quote));
    return answer_message(cx, "Quote deleted successfully");
}

static enum rc quote_pdf(struct cx *cx)
{
    struct quote quote;
    struct paper paper;
    TRY(resource_get(cx, &quote_resource, path_id(cx, 0), &quote));
    TRY(paper_quote(cx, &quote, &paper));
    return answer_paper(cx, &paper);
}

static enum rc quote_send(struct cx *cx)
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

static const struct route rows[] = {
    {READ("/api/quotes", crud_list, "List quotes"), .resource = &quote_resource},
    {CREATE("/api/quotes", crud_create, "Create a quote"), .resource = &quote_resource},
    {READ("/api/quotes/{id}", crud_get, "A quote with its lines"), .resource = &quote_resource},
    {WRITE("PATCH", "/api/quotes/{id}", crud_change, "Change a draft"), .resource = &quote_resource},
    {REMOVE("/api/quotes/{id}", quote_remove, "Delete a draft"), .label = "Quote"},
    {WRITE("PATCH", "/api/quotes/{id}/status", quote_status, "Send, accept, reject or expire"), .label = "Quote",
     .in = &quote_status_record, .out = &quote_record},
    {CREATE("/api/quotes/{id}/convert", quote_convert, "Convert to an issued invoice, once"), .label = "Quote",
     .in = &conversion_record, .shape = "ConvertedQuote"},
    {CREATE("/api/quotes/{id}/duplicate", quote_copy, "A new draft with the same lines"), .label = "Quote",
     .out = &quote_record},
    {WRITE("POST", "/api/quotes/{id}/send", quote_send, "Send by e-mail with its PDF; a draft becomes SENT"), .label = "Quote",
     .in = &quote_sending_record, .shape = "SentQuote"},
    {PAPER("/api/quotes/{id}/pdf", quote_pdf, "The quote as PDF"), .label = "Quote"},
    {.method = NULL},
};
const struct route_group quote_routes = {"Quotes",
                                         "DRAFT → SENT → ACCEPTED, REJECTED or EXPIRED, and conversion to an invoice.", rows};
