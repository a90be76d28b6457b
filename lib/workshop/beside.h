/* SPDX-License-Identifier: MIT
 *
 * What a record shows of the others that it names: enough to say who and to call, so that a page needs no second read. Statements
 * print it as JSON (fragments `…_brief` of sql/tenant/queries), the records here say what is in it. */
#ifndef WORKSHOP_BESIDE_H
#define WORKSHOP_BESIDE_H

#include "store/db.h"

extern const struct record contact_brief_record; /* id, name, email, phone */
extern const struct record owner_brief_record;   /* id, name, phone */
extern const struct record name_record;          /* id, name: of a contact or a user */
extern const struct record vehicle_brief_record; /* id, license_plate, make, model */
extern const struct record quote_brief_record;   /* id, quote_number */
extern const struct record invoice_brief_record; /* id, invoice_number, status as of today */

struct beside {
    const char *contact, *quote, *invoice; /* JSON; NULL: none, or not asked for */
};

/* Reads the columns of these names that a statement has for the record `id`; it may use :today. */
enum rc beside_get(struct cx *cx, enum sql_id sql, const char *id, struct beside *beside);

#endif
