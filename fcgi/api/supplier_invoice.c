/* SPDX-License-Identifier: MIT
 *
 * Suppliers' invoices: a file is read by a confined child before any transaction begins, and kept as it came. */
#include "workshop/supplier_invoice.h"

#include "base/str.h"
#include "base/unicode.h"
#include "fcgi/api/paper.h"
#include "fcgi/api/rows.h"
#include "tenant/turn.h"

#define FILE_KINDS "Factur-X, CII or UBL; or a PDF, JPEG or PNG of which the totals are typed; at most 10 MiB"

static const struct field upload_query[] = {
    {.name = "name", .type = FT_TEXT, .min = 1, .max = 200, .about = "Of the file, to recognise it by"},
    {.name = NULL},
};

static enum rc refuse(struct cx *cx, enum incoming_end end)
{
    static const struct {
        const char *code, *message;
    } faults[INCOMING_ENDS] = {
        [INCOMING_UNKNOWN] = {"UNKNOWN_FILE", "The file must be Factur-X, CII, UBL, PDF, JPEG or PNG"},
        [INCOMING_BROKEN] = {"FILE_BROKEN", "The file is damaged or cut off"},
        [INCOMING_FORBIDDEN] = {"DOCTYPE_FORBIDDEN", "The file declares a document type, which no invoice does"},
        [INCOMING_TOO_LARGE] = {"FILE_TOO_COMPLEX", "There is more in the file than an invoice has"},
        [INCOMING_NO_INVOICE] = {"NO_INVOICE", "The file is XML, but no invoice in CII or UBL"},
        [INCOMING_TOO_COSTLY] = {"FILE_TOO_COMPLEX", "The file takes too much memory or time to read"},
    };
    if (end == INCOMING_MISSING) {
        return fault_set(cx, RC_UNAVAILABLE, NULL, "This server cannot read files at the moment");
    }
    return fault_set(cx, RC_UNREADABLE, faults[end].code, faults[end].message);
}

static enum rc supplier_invoice_post(struct cx *cx)
{
    struct incoming *incoming = arena_alloc(cx->arena, sizeof *incoming);
    struct supplier_file file = {.incoming = incoming};
    const char *bytes = NULL;
    const char *id = NULL;
    file.name = query_given(cx, &upload_query[0]);
    TRY(fault_check(cx));
    TRY(uploaded_file(cx, &bytes, &file.len));
    file.bytes = bytes;
    TRY(turn_take(cx));
    enum incoming_end end = incoming_read(bytes, file.len, incoming);
    if (end != INCOMING_READ) {
        return refuse(cx, end);
    }
    TRY(supplier_invoice_receive(cx, &file, &id));
    return crud_answer(cx, 201, &supplier_invoice_resource, id);
}

static enum rc supplier_invoice_status(struct cx *cx)
{
    struct supplier_status_change change;
    struct supplier_invoice invoice;
    TRY(input(cx, &supplier_status_record, PARSE_CREATE, &change, NULL));
    TRY(resource_get(cx, &supplier_invoice_resource, path_id(cx, 0), &invoice));
    TRY(supplier_invoice_move(cx, &invoice, &change));
    return crud_answer(cx, 200, &supplier_invoice_resource, invoice.id);
}

static enum rc supplier_invoice_delete(struct cx *cx)
{
    TRY(supplier_invoice_remove(cx, path_id(cx, 0)));
    return answer_message(cx, "Supplier invoice deleted");
}

/* XML is only ever saved: shown, it would be a page of this origin. */
static enum rc supplier_invoice_file(struct cx *cx)
{
    static const struct {
        const char *format, *type, *ending;
        bool shown;
    } kinds[] = {{"FACTURX", "application/pdf", "pdf", true}, {"PDF", "application/pdf", "pdf", true},
                 {"JPEG", "image/jpeg", "jpg", true},         {"PNG", "image/png", "png", true},
                 {"CII", "application/xml", "xml", false},    {"UBL", "application/xml", "xml", false}};
    struct supplier_invoice invoice;
    struct buf body;
    size_t kind = 0;
    const char *disposition;
    TRY(query_choice(cx, paper_query, &disposition));
    TRY(resource_get(cx, &supplier_invoice_resource, path_id(cx, 0), &invoice));
    while (!str_eq(kinds[kind].format, invoice.format)) {
        kind++;
    }
    TRY(supplier_invoice_original(cx, invoice.id, &body));
    const char *name = arena_printf(cx->arena, "supplier-invoice-%.8s.%s", invoice.sha256, kinds[kind].ending);
    TRY(answer_document(cx, kinds[kind].type, name, NULL, &body));
    if (str_eq(disposition, "inline") && kinds[kind].shown) {
        answer_inline(cx, name);
    }
    return RC_OK;
}

static const struct route rows[] = {
    {FOR_MANAGERS("GET", "/api/supplier-invoices", crud_list, "List suppliers' invoices, the last that came first", TX_READ,
                  RATE_READ),
     .resource = &supplier_invoice_resource},
    {FOR_MANAGERS("POST", "/api/supplier-invoices", supplier_invoice_post,
                  "Receive a file: what an electronic invoice says is read of it, and the file is kept as it came", TX_NONE,
                  RATE_WRITE),
     .pool = POOL_SLOW, .out = &supplier_invoice_detail_record, .query = upload_query, .upload = FILE_KINDS,
     .flags = ROUTE_RAW | ROUTE_UPLOAD | ROUTE_CREATED},
    {FOR_MANAGERS("GET", "/api/supplier-invoices/{id}", crud_get, "A supplier's invoice as its file says it", TX_READ,
                  RATE_READ),
     .resource = &supplier_invoice_resource},
    {FOR_MANAGERS("PATCH", "/api/supplier-invoices/{id}", crud_change,
                  "Type what a plain file says, while it is RECEIVED; note something, or another due date", TX_WRITE,
                  RATE_WRITE),
     .resource = &supplier_invoice_resource},
    {FOR_MANAGERS("PATCH", "/api/supplier-invoices/{id}/status", supplier_invoice_status,
                  "Approve, dispute, suspend, refuse or pay it", TX_WRITE, RATE_WRITE),
     .label = "Supplier invoice", .in = &supplier_status_record, .out = &supplier_invoice_detail_record},
    {FOR_MANAGERS("GET", "/api/supplier-invoices/{id}/original", supplier_invoice_file, "The file, byte by byte as it came",
                  TX_READ, RATE_READ),
     .pool = POOL_HEAVY, .label = "Supplier invoice", .query = paper_query, .flags = ROUTE_FILE | ROUTE_ANY_FILE},
    {REMOVE("/api/supplier-invoices/{id}", supplier_invoice_delete, "Delete one that is RECEIVED, with its file"),
     .label = "Supplier invoice"},
    {.method = NULL},
};
const struct route_group supplier_invoice_routes = {
    "Supplier invoices",
    "What suppliers send, electronic or not: received by upload, answered, paid. Amounts stand as the file gives them, those "
    "in another currency in no sum; what does not add up is told. For managers and above.",
    rows};
