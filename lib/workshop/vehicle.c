/* SPDX-License-Identifier: MIT
 *
 * Vehicles: fields, list, mileage. Plates are in plate.c, service records in service.c. */
#include "workshop/vehicle.h"

#include <ctype.h>

#include "auth/user.h"
#include "base/str.h"
#include "base/unicode.h"
#include "workshop/activity.h"
#include "workshop/beside.h"
#include "workshop/contact.h"
#include "workshop/plate.h"
#include "workshop/twin.h"

static const struct field vehicle_fields[] = {
    FIELD_UUID(struct vehicle, id, F_READONLY),
    FIELD_UUID(struct vehicle, owner_id, F_REQUIRED | F_FILTER),
    FIELD_CODE(struct vehicle, vin, F_FILTER | F_SEARCH, 17, 17, text_compact),
    FIELD_CODE(struct vehicle, license_plate, F_FILTER | F_SEARCH, 2, 20, plate_normalise),
    FIELD_TEXT(struct vehicle, make, F_FILTER | F_SEARCH | F_SORT | F_KEYED, 1, 100),
    FIELD_TEXT(struct vehicle, model, F_SEARCH, 1, 100),
    FIELD_INT(struct vehicle, year, F_FILTER | F_SORT, 1885, 2200),
    FIELD_TEXT(struct vehicle, color, F_SEARCH, 1, 50),
    FIELD_INT(struct vehicle, mileage, F_SORT, 0, 9999999),
    FIELD_TIME(struct vehicle, created_at, F_READONLY | F_SORT),
    FIELD_TIME(struct vehicle, updated_at, F_READONLY | F_SORT),
    FIELD_INT(struct vehicle, version, F_READONLY, 0, 0),
    FIELD_PRINTED(struct vehicle, owner, F_REQUIRED | F_NOT_STORED, &owner_brief_record),
};

RECORD(vehicle_record, "Vehicle", struct vehicle, vehicle_fields, NULL);
RECORD_OF_FIRST(vehicle_copy_record, "VehicleCopy", struct vehicle, vehicle_fields,
                sizeof vehicle_fields / sizeof *vehicle_fields - 1);

static const struct field mileage_change_fields[] = {
    FIELD_INT(struct mileage_change, mileage, F_REQUIRED, 0, 9999999),
    FIELD_BOOL(struct mileage_change, correction, 0),
    FIELD_TEXT(struct mileage_change, reason, 0, 1, 300),
};

static void mileage_change_validate(struct cx *cx, const void *object, uint64_t present)
{
    const struct mileage_change *change = object;
    (void)present;
    if (change->correction == 1 && !change->reason) {
        fault_field(cx, "reason", PROBLEM_REASON_REQUIRED, "A correction needs a reason");
    }
}

RECORD(mileage_change_record, "MileageChange", struct mileage_change, mileage_change_fields, mileage_change_validate);

static void check_vin(struct cx *cx, const struct vehicle *vehicle)
{
    for (const char *c = vehicle->vin; *c; c++) {
        if (!isalnum((unsigned char)*c) || strchr("IOQ", *c)) {
            fault_field(cx, "vin", PROBLEM_INVALID_VIN, "Must be 17 letters and digits without I, O and Q");
            return;
        }
    }
}

static enum rc refuse_decrease(struct cx *cx)
{
    return fault_coded(cx, PROBLEM_MILEAGE_DECREASED, "mileage", "Mileage cannot decrease: send a correction with its reason");
}

static enum rc vehicle_check(struct cx *cx, const void *before, void *now, uint64_t present)
{
    struct vehicle *vehicle = now;
    const struct vehicle *old = before;
    if (vehicle->vin && record_present(&vehicle_record, present, "vin")) {
        check_vin(cx, vehicle);
    }
    bool named = record_present(&vehicle_record, present, "owner_id");
    TRY(named ? resource_refer(cx, &contact_resource, "owner_id", vehicle->owner_id) : RC_OK);
    if (old && old->mileage != INT_NULL && (vehicle->mileage == INT_NULL || vehicle->mileage < old->mileage)) {
        return refuse_decrease(cx);
    }
    return RC_OK;
}

static enum rc vehicle_written(struct cx *cx, const void *before, const void *now)
{
    return twin_warn_vehicle(cx, before, now);
}

static enum rc vehicle_restorable(struct cx *cx, const void *row)
{
    struct contact owner;
    const struct vehicle *vehicle = row;
    enum rc rc = resource_get(cx, &contact_resource, vehicle->owner_id, &owner);
    return rc == RC_NOT_FOUND ? fault_set(cx, RC_CONFLICT, NULL, "The vehicle's contact is deleted: restore the contact first")
                              : rc;
}

static const struct sort_key vehicle_sorts[] = {{"license_plate", "v.license_plate"}, {NULL, NULL}};

static const struct list_spec vehicle_list = {
    .record = &vehicle_record,
    .select = SQL_VEHICLE_LIST,
    .count = SQL_VEHICLE_COUNT,
    .count_all = SQL_VEHICLE_TOTAL,
    .search = SQL_VEHICLE_SEARCH,
    .search_count = SQL_VEHICLE_SEARCH_COUNT,
    .search_all = SQL_VEHICLE_SEARCH_ALL,
    .alias = "v",
    .sorts = vehicle_sorts,
    .order = "v.seq DESC",
    .search_order = "f.rowid DESC",
    .tie = "v.seq DESC",
};

const struct resource vehicle_resource = {
    .record = &vehicle_record,
    .list = &vehicle_list,
    .get = SQL_VEHICLE_GET,
    .insert = SQL_VEHICLE_INSERT,
    .update = SQL_VEHICLE_UPDATE,
    .remove = SQL_VEHICLE_DELETE,
    .get_any = SQL_VEHICLE_GET_ANY,
    .restore = SQL_VEHICLE_RESTORE,
    .restorable = vehicle_restorable,
    .check = vehicle_check,
    .written = vehicle_written,
};

enum rc vehicle_get_any(struct cx *cx, const char *id, struct vehicle *vehicle)
{
    return resource_get_any(cx, &vehicle_resource, id, vehicle);
}

enum rc vehicle_refer(struct cx *cx, const char *vehicle_id, bool named, const char *contact_id)
{
    if (!vehicle_id) {
        return RC_OK;
    }
    struct vehicle vehicle;
    enum sql_id sql = named ? SQL_VEHICLE_GET : SQL_VEHICLE_GET_ANY;
    enum rc rc = db_get(cx, sql, ARGS(ARG_T("id", vehicle_id)), &vehicle_record, &vehicle);
    if (rc == RC_NOT_FOUND) {
        fault_field(cx, "vehicle_id", PROBLEM_NOT_FOUND, "Vehicle not found");
        return RC_OK;
    }
    TRY(rc);
    if (contact_id && !str_eq(vehicle.owner_id, contact_id)) {
        fault_field(cx, "vehicle_id", PROBLEM_WRONG_OWNER, "The vehicle belongs to another contact");
    }
    return RC_OK;
}

enum rc vehicle_set_mileage(struct cx *cx, struct vehicle *vehicle, const struct mileage_change *change)
{
    bool lower = vehicle->mileage != INT_NULL && change->mileage < vehicle->mileage;
    bool correction = change->correction == 1;
    if (lower && !correction) {
        return refuse_decrease(cx);
    }
    if (correction && !user_may(cx->user, PERM_MANAGER)) {
        return fault_set(cx, RC_FORBIDDEN, NULL, "Only a manager may correct a mileage");
    }
    struct vehicle before = *vehicle;
    vehicle->mileage = change->mileage;
    TRY(resource_change(cx, &vehicle_resource, &before, vehicle));
    if (!correction) {
        return RC_OK;
    }
    struct buf metadata;
    struct json json;
    buf_init(&metadata, cx->arena, 0);
    json_init(&json, &metadata, TIME_MILLISECONDS);
    json_object(&json);
    json_kv_text(&json, "vehicle_id", vehicle->id);
    json_kv_int(&json, "old_mileage", before.mileage);
    json_kv_int(&json, "new_mileage", vehicle->mileage);
    json_kv_text(&json, "reason", change->reason);
    json_object_end(&json);
    return activity_log(cx, "NOTE", vehicle->owner_id, arena_printf(cx->arena, "Kilométrage corrigé : %s", change->reason),
                        metadata.data);
}
