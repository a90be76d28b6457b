/* SPDX-License-Identifier: MIT
 *
 * Vehicles, their mileage and their service records (workshop API, "Vehicles"). */
#ifndef WORKSHOP_VEHICLE_H
#define WORKSHOP_VEHICLE_H

#include "resource/resource.h"

struct vehicle {
    const char *id;
    const char *owner_id;      /* a contact */
    const char *vin;           /* 17 characters, upper case, without I, O, Q */
    const char *license_plate; /* AB-123-CD, or the old 1234 AB 75 */
    const char *make;
    const char *model;
    int64_t year;
    const char *color;
    int64_t mileage; /* km */
    int64_t created_at;
    int64_t version; /* one more at each write */
    int64_t updated_at;
    const char *owner; /* in answers: JSON */
};

extern const struct record vehicle_record;
extern const struct record vehicle_copy_record; /* without its owner */
extern const struct resource vehicle_resource;

/* A vehicle even when it was deleted, for documents. */
enum rc vehicle_get_any(struct cx *cx, const char *id, struct vehicle *vehicle);

/* Adds a field error unless `vehicle_id` (NULL passes) exists and belongs to `contact_id`. One that the request does not name may
 * have been deleted since. */
enum rc vehicle_refer(struct cx *cx, const char *vehicle_id, bool named, const char *contact_id);

struct mileage_change {
    int64_t mileage;    /* km */
    int64_t correction; /* true: may go down; a manager's right, logged with the reason */
    const char *reason;
};
extern const struct record mileage_change_record;

/* Sets the mileage. RC_INVALID code MILEAGE_DECREASED; RC_FORBIDDEN for a correction by a sales person. */
enum rc vehicle_set_mileage(struct cx *cx, struct vehicle *vehicle, const struct mileage_change *change);

#endif
