/* SPDX-License-Identifier: MIT
 *
 * The shapes, and their shorthand as JSON Schema. tests/api/test_docs.py holds them against real answers. */
#include "fcgi/describe/openapi_shape.h"

#include "base/str.h"
#include "workshop/communication.h"
#include "workshop/payment.h"
#include "workshop/quote.h"

#define RECEIPT "message_id:uuid status:message_status activity_id:uuid"

static const struct openapi_shape shapes[] = {
    {.name = "ContactDetail",
     .base = "Contact",
     .members = "vehicles:[Vehicle] vehicles_has_next:bool "
                "recent_quotes:[{id:uuid quote_number status:quote_status total:number issue_date:date created_at:time}] "
                "recent_activities:[{id:uuid type description created_at:time}]"},
    {.name = "Receipt", .members = RECEIPT},
    {.name = "SentQuote", .members = RECEIPT " quote:Quote"},
    {.name = "SentInvoice", .members = RECEIPT " invoice:Invoice"},
    {.name = "VehicleHistory",
     .members = "vehicle:{id:uuid owner_id:uuid vin? license_plate? make? model? year?:int current_mileage?:int} "
                "service_records:[ServiceRecord]"},
    {.name = "ReadCertificate",
     .members = "vin? license_plate? make? model? year?:int first_registration?:date fuel? fiscal_power?:int owner_name? "
                "owner_address? confidence:number confidences:{vin?:number license_plate?:number make?:number model?:number "
                "year?:number first_registration?:number fuel?:number fiscal_power?:number owner_name?:number "
                "owner_address?:number} matches:{contact:[{id:uuid name email? phone?}] "
                "vehicle:[{id:uuid owner_id:uuid vin? license_plate? make? model?}]}"},
    {.name = "ConvertedQuote", .members = "invoice:InvoiceDetail"},
    {.name = "InvoiceDetail",
     .base = "Invoice",
     .members = "items:[Line] contact:{id:uuid name} payments:[Payment] payments_has_next:bool "
                "credit_notes:[CreditNote] credit_notes_has_next:bool",
     .uses = &payment_record},
    {.name = "InvoicePayment", .base = "InvoiceDetail", .members = "payment:Payment"},
    {.name = "CreditNoteDetail", .base = "CreditNote", .members = "items:[Line]"},
    {.name = "IssuedCreditNote", .base = "CreditNoteDetail", .members = "invoice:Invoice"},
    {.name = "Reply",
     .members = "reply actions:[{type label quote_ids*:[uuid] invoice_ids*:[uuid] record* id*:uuid}] "
                "tokens_used:{input:int output:int} conversation_id:uuid tool? understood:bool"},
    {.name = "Analysis",
     .members = "insights:[{type severity message count*:int value*:number current*:number target*:number change*:number}] "
                "recommendations:[{action priority message targets*:[uuid]}]"},
    {.name = "Letter", .members = "subject? body tokens_used:{input:int output:int}"},
    {.name = "ClientDetail", .base = "Client", .members = "opportunity_count:int total_value:number"},
};
#define SHAPE_COUNT (sizeof shapes / sizeof *shapes)

static const struct {
    const char *word, *type, *format;
    const struct machine *machine; /* whose statuses are the values */
} words[] = {
    {"text", "string", NULL, NULL},
    {"uuid", "string", "uuid", NULL},
    {"email", "string", "email", NULL},
    {"date", "string", "date", NULL},
    {"time", "string", "date-time", NULL},
    {"int", "integer", NULL, NULL},
    {"number", "number", NULL, NULL},
    {"bool", "boolean", NULL, NULL},
    {"true", "boolean", NULL, NULL},
    {"object", "object", NULL, NULL},
    {"quote_status", "string", NULL, &quote_machine},
    {"message_status", "string", NULL, &message_machine},
};

static void write_statuses(struct json *json, const struct machine *machine)
{
    json_key(json, "enum");
    json_array(json);
    for (size_t i = 0; i < machine->status_count; i++) {
        json_text(json, machine->statuses[i].name);
    }
    json_array_end(json);
}

const struct openapi_shape *shape_find(const char *name)
{
    for (size_t i = 0; i < SHAPE_COUNT; i++) {
        if (str_eq(shapes[i].name, name)) {
            return &shapes[i];
        }
    }
    return NULL;
}

static const char *take_word(struct cx *cx, const char **at)
{
    size_t len = strcspn(*at, "?*: }]");
    const char *word = arena_strndup(cx->arena, *at, len);
    *at += len;
    return word;
}

static void write_word(struct cx *cx, struct json *json, const char *word, bool nullable)
{
    size_t i = 0;
    while (i < sizeof words / sizeof *words && !str_eq(words[i].word, word)) {
        i++;
    }
    json_object(json);
    if (i == sizeof words / sizeof *words) {
        json_kv_text(json, "$ref", arena_printf(cx->arena, "#/components/schemas/%s", word));
    } else {
        const char *type = arena_printf(cx->arena, nullable ? "[\"%s\",\"null\"]" : "\"%s\"", words[i].type);
        json_kv_raw(json, "type", type);
        if (words[i].format) {
            json_kv_text(json, "format", words[i].format);
        }
        if (words[i].machine) {
            write_statuses(json, words[i].machine);
        }
        if (str_eq(word, "object")) {
            json_kv_raw(json, "additionalProperties", "true");
        }
        if (str_eq(word, "true")) {
            json_kv_raw(json, "const", "true");
        }
    }
    json_object_end(json);
}

/* Names of the members at this level that are never left out. */
static void write_required(struct cx *cx, struct json *json, const char *members)
{
    int depth = 0;
    json_key(json, "required");
    json_array(json);
    for (const char *at = members; *at && depth >= 0;) {
        if (depth == 0 && (at == members || at[-1] == ' ')) {
            const char *name = take_word(cx, &at);
            if (*at != '*') {
                json_text(json, name);
            }
            continue;
        }
        depth += (*at == '{') - (*at == '}');
        at++;
    }
    json_array_end(json);
}

static void write_members(struct cx *cx, struct json *json, const char **at);

static void write_type(struct cx *cx, struct json *json, const char **at, bool nullable)
{
    if (**at == '[') {
        *at += 1;
        json_object(json);
        json_kv_text(json, "type", "array");
        json_key(json, "items");
        write_type(cx, json, at, false);
        json_object_end(json);
        *at += 1;
    } else if (**at == '{') {
        *at += 1;
        write_members(cx, json, at);
        *at += 1;
    } else {
        write_word(cx, json, take_word(cx, at), nullable);
    }
}

/* An object of the members up to the brace that closes it, or to the end. */
static void write_members(struct cx *cx, struct json *json, const char **at)
{
    json_object(json);
    json_kv_text(json, "type", "object");
    write_required(cx, json, *at);
    json_key(json, "properties");
    json_object(json);
    while (**at && **at != '}') {
        json_key(json, take_word(cx, at));
        bool nullable = **at == '?';
        *at += nullable || **at == '*';
        if (**at == ':') {
            *at += 1;
            write_type(cx, json, at, nullable);
        } else {
            write_word(cx, json, "text", nullable);
        }
        *at += strspn(*at, " ");
    }
    json_object_end(json);
    json_object_end(json);
}

void shapes_write(struct cx *cx, struct json *json)
{
    for (size_t i = 0; i < SHAPE_COUNT; i++) {
        const char *at = shapes[i].members;
        json_key(json, shapes[i].name);
        if (!shapes[i].base) {
            write_members(cx, json, &at);
            continue;
        }
        json_object(json);
        json_key(json, "allOf");
        json_array(json);
        write_word(cx, json, shapes[i].base, false);
        write_members(cx, json, &at);
        json_array_end(json);
        json_object_end(json);
    }
}
