/* SPDX-License-Identifier: MIT
 *
 * An invoice in full. */
#include "workshop/invoice_detail.h"

#include "workshop/contact.h"
#include "workshop/credit_note.h"
#include "workshop/payment.h"

enum rc invoice_detail(struct cx *cx, struct json *json, const void *row)
{
    const struct invoice *invoice = row;
    struct list items;
    struct contact contact;
    TRY(invoice_items(cx, invoice->id, &items));
    TRY(contact_get_any(cx, invoice->contact_id, &contact));
    json_key(json, "contact");
    json_object(json);
    json_kv_text(json, "id", contact.id);
    json_kv_text(json, "name", contact.name);
    json_object_end(json);
    lines_write(json, &items, invoice->vat_rate);
    const struct arg *args = ARGS(ARG_T("invoice_id", invoice->id));
    TRY(resource_rows(cx, json, "payments", SQL_PAYMENT_OF_INVOICE, args, &payment_record));
    return resource_rows(cx, json, "credit_notes", SQL_CREDIT_NOTE_OF_INVOICE, args, &credit_note_record);
}
