/* SPDX-License-Identifier: MIT
 *
 * Descriptors of the fragments `…_brief`, and the statement of one record's. */
#include "workshop/beside.h"

#include "base/time.h"
#include "workshop/contact.h"
#include "workshop/invoice.h"
#include "workshop/quote.h"
#include "workshop/vehicle.h"

static const struct field contact_fields[] = {
    FIELD_UUID(struct contact, id, F_REQUIRED),
    FIELD_TEXT(struct contact, name, F_REQUIRED, 0, 0),
    FIELD_PHONE(struct contact, phone, 0),
    FIELD_EMAIL(struct contact, email, 0),
};
RECORD(contact_brief_record, "ContactBrief", struct contact, contact_fields, NULL);
RECORD_OF_FIRST(owner_brief_record, "OwnerBrief", struct contact, contact_fields, 3);
RECORD_OF_FIRST(name_record, "Name", struct contact, contact_fields, 2);

static const struct field vehicle_fields[] = {
    FIELD_UUID(struct vehicle, id, F_REQUIRED),
    FIELD_TEXT(struct vehicle, license_plate, 0, 0, 0),
    FIELD_TEXT(struct vehicle, make, 0, 0, 0),
    FIELD_TEXT(struct vehicle, model, 0, 0, 0),
};
RECORD(vehicle_brief_record, "VehicleBrief", struct vehicle, vehicle_fields, NULL);

static const struct field quote_fields[] = {
    FIELD_UUID(struct quote, id, F_REQUIRED),
    FIELD_TEXT(struct quote, quote_number, F_REQUIRED, 0, 0),
};
RECORD(quote_brief_record, "QuoteBrief", struct quote, quote_fields, NULL);

static const struct field invoice_fields[] = {
    FIELD_UUID(struct invoice, id, F_REQUIRED),
    FIELD_TEXT(struct invoice, invoice_number, 0, 0, 0),
    FIELD_STATUS(struct invoice, status, F_REQUIRED, &invoice_machine),
};
RECORD(invoice_brief_record, "InvoiceBrief", struct invoice, invoice_fields, NULL);

static const struct field beside_fields[] = {
    FIELD_RAW(struct beside, contact, 0),
    FIELD_RAW(struct beside, quote, 0),
    FIELD_RAW(struct beside, invoice, 0),
};
static RECORD(beside_record, "Beside", struct beside, beside_fields, NULL);

enum rc beside_get(struct cx *cx, enum sql_id sql, const char *id, struct beside *beside)
{
    const char *today = zone_today(cx->arena, cx->zone, cx->now_ms);
    return db_get(cx, sql, ARGS(ARG_T("id", id), ARG_T("today", today)), &beside_record, beside);
}
