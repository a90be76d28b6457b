/* SPDX-License-Identifier: MIT
 *
 * A vehicle is known by its number or its plate, a person by the vehicle or by all words of the name. */
#include "workshop/known.h"

#include "base/str.h"
#include "store/list.h"
#include "workshop/contact.h"
#include "workshop/vehicle.h"

enum rc known_vehicles(struct cx *cx, const char *vin, const char *plate, struct list *vehicles)
{
    return db_all(cx, SQL_VEHICLE_KNOWN, ARGS(ARG_T("vin", vin), ARG_T("license_plate", plate)), &vehicle_copy_record,
                  vehicles);
}

static void add(struct list *contacts, const struct contact *contact)
{
    struct contact *rows = contacts->rows;
    for (size_t i = 0; i < contacts->count; i++) {
        if (str_eq(rows[i].id, contact->id)) {
            return;
        }
    }
    if (contacts->count < KNOWN_MAX) {
        rows[contacts->count++] = *contact;
    }
}

static enum rc add_owner(struct cx *cx, const char *id, struct list *contacts)
{
    struct contact contact;
    enum rc rc = db_get(cx, SQL_CONTACT_GET, ARGS(ARG_T("id", id)), &contact_record, &contact);
    if (rc == RC_OK) {
        add(contacts, &contact);
    }
    return rc == RC_NOT_FOUND ? RC_OK : rc; /* deleted */
}

static enum rc add_named(struct cx *cx, const char *name, struct list *contacts)
{
    const char *match = NULL;
    struct list found;
    TRY(search_match(cx, name, &match));
    if (!match) {
        return RC_OK;
    }
    TRY(db_all(cx, SQL_CONTACT_KNOWN, ARGS(ARG_T("match", match)), &contact_record, &found));
    for (size_t i = 0; i < found.count; i++) {
        add(contacts, (const struct contact *)found.rows + i);
    }
    return RC_OK;
}

enum rc known_contacts(struct cx *cx, const char *name, const struct list *vehicles, struct list *contacts)
{
    *contacts = (struct list){.rows = arena_array(cx->arena, KNOWN_MAX, sizeof(struct contact))};
    for (size_t i = 0; i < vehicles->count; i++) {
        TRY(add_owner(cx, ((const struct vehicle *)vehicles->rows)[i].owner_id, contacts));
    }
    return name ? add_named(cx, name, contacts) : RC_OK;
}
