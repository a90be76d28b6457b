/* SPDX-License-Identifier: MIT
 *
 * Others with the same plate, number or address: each is one look into an index. */
#include "workshop/twin.h"

#include "base/str.h"

struct twin {
    const char *id;
    const char *shown; /* JSON: what it is recognised by */
};
static const struct field twin_fields[] = {
    FIELD_UUID(struct twin, id, 0),
    FIELD_RAW(struct twin, shown, 0),
};
static RECORD(twin_record, "Twin", struct twin, twin_fields, NULL);

struct kind {
    enum sql_id others; /* takes :id and :value */
    const char *code, *field, *message;
    const char *id_name, *shown_name; /* of the members beside them */
};
static const struct kind plates = {SQL_VEHICLE_TWINS, "PLATE_EXISTS", "license_plate", "Another vehicle has this plate",
                                   "vehicle_id",      "owner"};
static const struct kind phones = {
    SQL_CONTACT_PHONE_TWINS, "PHONE_EXISTS", "phone", "Another contact has this telephone number", "contact_id", "name"};
static const struct kind emails = {
    SQL_CONTACT_EMAIL_TWINS, "EMAIL_EXISTS", "email", "Another contact has this e-mail address", "contact_id", "name"};

static enum rc warn(struct cx *cx, const struct kind *kind, const char *id, const char *before, const char *now)
{
    struct list twins;
    if (!cx->request || !now || str_eq(before, now)) {
        return RC_OK; /* the demonstration and the command line work in scratch memory, and show no warnings */
    }
    TRY(db_all(cx, kind->others, ARGS(ARG_T("id", id), ARG_T("value", now)), &twin_record, &twins));
    const struct twin *twin = twins.rows;
    for (size_t i = 0; i < twins.count; i++) {
        const struct warning warning = {
            .code = kind->code,
            .field = kind->field,
            .message = kind->message,
            .about = {{kind->id_name, arena_printf(cx->arena, "\"%s\"", twin[i].id)}, {kind->shown_name, twin[i].shown}},
        };
        warning_tell(cx, &warning);
    }
    return RC_OK;
}

enum rc twin_warn_vehicle(struct cx *cx, const struct vehicle *before, const struct vehicle *now)
{
    return warn(cx, &plates, now->id, before ? before->license_plate : NULL, now->license_plate);
}

enum rc twin_warn_contact(struct cx *cx, const struct contact *before, const struct contact *now)
{
    TRY(warn(cx, &phones, now->id, before ? before->phone : NULL, now->phone));
    return warn(cx, &emails, now->id, before ? before->email : NULL, now->email);
}
