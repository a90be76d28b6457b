/* SPDX-License-Identifier: MIT
 *
 * Quotes: status, conversion, copy, deletion. */
#include "workshop/quote.h"

#include "fcgi/api/handlers.h"
#include "fcgi/serve/answer.h"
#include "fcgi/serve/crud.h"
#include "workshop/invoice.h"

enum rc quote_status(struct cx *cx)
{
    struct quote_status_change change;
    struct quote quote;
    TRY(input(cx, &quote_status_record, PARSE_CREATE, &change, NULL));
    TRY(resource_get(cx, &quote_resource, path_id(cx, 0), &quote));
    TRY(quote_set_status(cx, &quote, &change));
    return crud_answer(cx, 200, &quote_resource, quote.id);
}

enum rc quote_convert(struct cx *cx)
{
    struct conversion conversion;
    struct quote quote;
    const char *invoice_id = NULL;
    TRY(input(cx, &conversion_record, PARSE_CREATE, &conversion, NULL));
    TRY(resource_get(cx, &quote_resource, path_id(cx, 0), &quote));
    TRY(invoice_from_quote(cx, &quote, &conversion, &invoice_id));
    struct json *json = answer(cx, 201);
    json_object(json);
    json_key(json, "invoice");
    TRY(invoice_write_recorded(cx, json, invoice_id));
    json_object_end(json);
    return RC_OK;
}

enum rc quote_copy(struct cx *cx)
{
    const char *id = NULL;
    TRY(quote_duplicate(cx, path_id(cx, 0), &id));
    return crud_answer(cx, 201, &quote_resource, id);
}

enum rc quote_remove(struct cx *cx)
{
    struct quote quote;
    TRY(resource_get(cx, &quote_resource, path_id(cx, 0), &quote));
    TRY(quote_delete(cx, &quote));
    return answer_message(cx, "Quote deleted successfully");
}
