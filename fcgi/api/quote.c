/* SPDX-License-Identifier: MIT
 *
 * Quotes: status, conversion, copy, deletion. */
#include "workshop/quote.h"

#include "fcgi/api/export.h"
#include "fcgi/api/paper.h"
#include "fcgi/api/rows.h"
#include "fcgi/serve/replay.h"
#include "workshop/acceptance.h"
#include "workshop/communication.h"
#include "workshop/deposit.h"
#include "workshop/export.h"
#include "workshop/invoice_detail.h"
#include "workshop/readiness.h"
#include "workshop/sending.h"

/* The drawing is made anew before the transaction, in which the version is compared once more. */
static enum rc quote_status(struct cx *cx)
{
    struct quote_status_change change;
    struct quote quote;
    TRY(input_checked_later(cx, &quote_status_record, PARSE_CREATE, &change, NULL));
    change.ip = cx->request->remote_addr;
    TRY(acceptance_read(cx, &change));
    TRY(db_begin(cx, cx->db, TX_WRITE));
    TRY(etag_check(cx));
    TRY(resource_get(cx, &quote_resource, path_id(cx, 0), &quote));
    TRY(quote_set_status(cx, &quote, &change));
    return crud_answer(cx, 200, &quote_resource, quote.id);
}

struct converted {
    struct invoice_detail invoice;
};
static const struct field converted_fields[] = {FIELD_RECORD(struct converted, invoice, &invoice_detail_record)};
static RECORD(converted_record, "ConvertedQuote", struct converted, converted_fields, NULL);

static enum rc quote_convert(struct cx *cx)
{
    struct conversion conversion;
    struct quote quote;
    struct converted converted;
    const char *invoice_id = NULL;
    TRY(input(cx, &conversion_record, PARSE_CREATE, &conversion, NULL));
    TRY(resource_get(cx, &quote_resource, path_id(cx, 0), &quote));
    TRY(invoice_from_quote(cx, &quote, &conversion, &invoice_id));
    TRY(invoice_detail_recorded(cx, invoice_id, &converted.invoice));
    return answer_record(cx, 201, &converted_record, &converted);
}

static enum rc quote_deposit(struct cx *cx)
{
    struct deposit_request request;
    struct quote quote;
    struct invoice_detail deposit;
    const char *id = NULL;
    TRY(input_checked_later(cx, &deposit_request_record, PARSE_CREATE, &request, NULL));
    TRY(resource_get(cx, &quote_resource, path_id(cx, 0), &quote));
    TRY(deposit_ask(cx, &quote, &request, &id));
    TRY(invoice_detail_recorded(cx, id, &deposit));
    return answer_record(cx, 201, &invoice_detail_record, &deposit);
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

static enum rc quote_readiness(struct cx *cx)
{
    struct readiness readiness;
    TRY(ready_quote(cx, path_id(cx, 0), &readiness));
    return answer_record(cx, 200, &readiness_record, &readiness);
}

static enum rc quote_pdf(struct cx *cx)
{
    struct quote quote;
    struct paper paper;
    TRY(resource_get(cx, &quote_resource, path_id(cx, 0), &quote));
    TRY(paper_quote(cx, &quote, &paper));
    return answer_paper(cx, &paper);
}

static enum rc quote_signature(struct cx *cx)
{
    struct buf png;
    TRY(acceptance_drawing(cx, path_id(cx, 0), &png));
    return answer_document(cx, "image/png", "signature.png", NULL, &png);
}

struct sent_quote {
    struct receipt receipt;
    struct quote quote;
};
static const struct field sent_fields[] = {
    FIELD_BASE(&receipt_record),
    FIELD_RECORD(struct sent_quote, quote, &quote_record),
};
static RECORD(sent_quote_record, "SentQuote", struct sent_quote, sent_fields, NULL);

static enum rc quote_send(struct cx *cx)
{
    struct sending sending;
    struct sent_quote sent;
    TRY(input(cx, &quote_sending_record, PARSE_CREATE, &sending, NULL));
    TRY(resource_get(cx, &quote_resource, path_id(cx, 0), &sent.quote));
    TRY(communication_quote(cx, &sent.quote, &sending, &sent.receipt));
    TRY(resource_get(cx, &quote_resource, sent.quote.id, &sent.quote));
    return answer_record(cx, 200, &sent_quote_record, &sent);
}

static const struct route rows[] = {
    {READ("/api/quotes", crud_list, "List quotes"), .resource = &quote_resource},
    {EXPORT("/api/quotes/export", quote)},
    {CREATE("/api/quotes", crud_create, "Create a quote"), .resource = &quote_resource},
    {READ("/api/quotes/{id}", crud_get, "A quote with its lines"), .resource = &quote_resource},
    {WRITE("PATCH", "/api/quotes/{id}", crud_change, "Change a draft"), .resource = &quote_resource},
    {REMOVE("/api/quotes/{id}", quote_remove, "Delete a draft"), .label = "Quote"},
    {ROW("PATCH", "/api/quotes/{id}/status", quote_status, "Send, accept, reject or expire", PERM_USER, TX_NONE, RATE_WRITE),
     .pool = POOL_HEAVY, .label = "Quote", .in = &quote_status_record, .out = &quote_detail_record},
    {READ("/api/quotes/{id}/signature", quote_signature, "The drawing with which it was accepted, as PNG"), .label = "Quote",
     .flags = ROUTE_FILE | ROUTE_PICTURE},
    {CREATE("/api/quotes/{id}/deposit", quote_deposit, "Ask for a deposit: an issued invoice for a part of it"),
     .label = "Quote", .in = &deposit_request_record, .out = &invoice_detail_record},
    {CREATE("/api/quotes/{id}/convert", quote_convert, "Convert to an issued invoice, once"), .label = "Quote",
     .in = &conversion_record, .out = &converted_record},
    {CREATE("/api/quotes/{id}/duplicate", quote_copy, "A new draft with the same lines"), .label = "Quote",
     .out = &quote_detail_record},
    {WRITE("POST", "/api/quotes/{id}/send", quote_send, "Send by e-mail with its PDF; a draft becomes SENT"), .label = "Quote",
     .in = &quote_sending_record, .out = &sent_quote_record},
    {READ("/api/quotes/{id}/readiness", quote_readiness, "What a platform would refuse of its electronic invoice"),
     .label = "Quote", .out = &readiness_record},
    {PAPER("/api/quotes/{id}/pdf", quote_pdf, "The quote as PDF"), .label = "Quote"},
    {.method = NULL},
};
const struct route_group quote_routes = {"Quotes",
                                         "DRAFT → SENT → ACCEPTED, REJECTED or EXPIRED, and conversion to an invoice.", rows};
