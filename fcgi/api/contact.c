/* SPDX-License-Identifier: MIT
 *
 * Contacts: generic (crud.h), but for what a platform would refuse. */
#include "workshop/contact.h"

#include "fcgi/api/export.h"
#include "fcgi/api/rows.h"
#include "workshop/erasure.h"
#include "workshop/export.h"
#include "workshop/readiness.h"

static enum rc contact_readiness(struct cx *cx)
{
    struct readiness readiness;
    TRY(ready_contact(cx, path_id(cx, 0), &readiness));
    return answer_record(cx, 200, &readiness_record, &readiness);
}

static enum rc erase(struct cx *cx)
{
    struct erasure erasure;
    TRY(contact_erase(cx, path_id(cx, 0), &erasure));
    return answer_record(cx, 200, &erasure_record, &erasure);
}

static const struct route rows[] = {
    {READ("/api/contacts", crud_list, "List contacts"), .resource = &contact_resource},
    {EXPORT("/api/contacts/export", contact)},
    {CREATE("/api/contacts", crud_create, "Create a contact"), .resource = &contact_resource},
    {READ("/api/contacts/{id}", crud_get, "A contact with vehicles, recent quotes and activities"),
     .resource = &contact_resource},
    {WRITE("PATCH", "/api/contacts/{id}", crud_change, "Change a contact"), .resource = &contact_resource},
    {REMOVE("/api/contacts/{id}", crud_delete, "Delete a contact; its documents stay"), .resource = &contact_resource},
    {RESTORE("/api/contacts/{id}/restore", crud_restore, "Undo the deletion of a contact"), .resource = &contact_resource},
    {ROW("POST", "/api/contacts/{id}/erase", erase, "Erase a person's data for good; issued papers stay", PERM_ADMIN, TX_WRITE,
         RATE_WRITE),
     .pool = POOL_HEAVY, .label = "Contact", .out = &erasure_record},
    {READ("/api/contacts/{id}/readiness", contact_readiness, "What a platform would refuse of an electronic invoice to it"),
     .label = "Contact", .out = &readiness_record},
    {.method = NULL},
};
const struct route_group contact_routes = {"Contacts", "The people and businesses a garage works for.", rows};
