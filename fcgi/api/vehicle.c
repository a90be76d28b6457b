/* SPDX-License-Identifier: MIT
 *
 * Vehicles: history, mileage, service records. */
#include "workshop/vehicle.h"

#include "fcgi/api/export.h"
#include "fcgi/api/rows.h"
#include "workshop/export.h"
#include "workshop/service.h"

struct vehicle_history {
    struct vehicle vehicle;
    struct list service_records;
};
static const struct field brief_fields[] = {
    FIELD_UUID(struct vehicle, id, F_REQUIRED), FIELD_UUID(struct vehicle, owner_id, F_REQUIRED),
    FIELD_TEXT(struct vehicle, vin, 0, 0, 0),   FIELD_TEXT(struct vehicle, license_plate, 0, 0, 0),
    FIELD_TEXT(struct vehicle, make, 0, 0, 0),  FIELD_TEXT(struct vehicle, model, 0, 0, 0),
    FIELD_INT(struct vehicle, year, 0, 0, 0),   FIELD_AS(struct vehicle, "current_mileage", mileage, FT_INT, 0),
};
static RECORD(brief_record, "VehicleInBrief", struct vehicle, brief_fields, NULL);
static const struct field history_fields[] = {
    FIELD_RECORD(struct vehicle_history, vehicle, &brief_record),
    FIELD_LIST(struct vehicle_history, service_records, F_READONLY, &service_record_record, 0, 0),
};
static RECORD(history_record, "VehicleHistory", struct vehicle_history, history_fields, NULL);

static enum rc vehicle_history(struct cx *cx)
{
    struct vehicle_history history;
    struct list_page *page = arena_alloc(cx->arena, sizeof *page);
    struct query query = request_as_query(cx);
    TRY(resource_get(cx, &vehicle_resource, path_id(cx, 0), &history.vehicle));
    TRY(list_read(cx, &service_record_list, &query, ARGS(ARG_T("vehicle_id", history.vehicle.id)), page));
    history.service_records = page->rows;
    return answer_page(cx, &history_record, &history, page);
}

static enum rc vehicle_mileage(struct cx *cx)
{
    struct mileage_change change;
    struct vehicle vehicle;
    TRY(input(cx, &mileage_change_record, PARSE_CREATE, &change, NULL));
    TRY(resource_get(cx, &vehicle_resource, path_id(cx, 0), &vehicle));
    TRY(vehicle_set_mileage(cx, &vehicle, &change));
    return crud_answer(cx, 200, &vehicle_resource, vehicle.id);
}

static enum rc vehicle_service_add(struct cx *cx)
{
    struct service_record service;
    struct vehicle vehicle;
    TRY(input(cx, &service_input_record, PARSE_CREATE, &service, NULL));
    TRY(resource_get(cx, &vehicle_resource, path_id(cx, 0), &vehicle));
    TRY(service_record_add(cx, &vehicle, &service));
    return answer_record(cx, 201, &service_record_record, &service);
}

static const struct route rows[] = {
    {READ("/api/vehicles", crud_list, "List vehicles"), .resource = &vehicle_resource},
    {EXPORT("/api/vehicles/export", vehicle)},
    {CREATE("/api/vehicles", crud_create, "Create a vehicle"), .resource = &vehicle_resource},
    {READ("/api/vehicles/{id}", crud_get, "A vehicle"), .resource = &vehicle_resource},
    {WRITE("PATCH", "/api/vehicles/{id}", crud_change, "Change a vehicle"), .resource = &vehicle_resource},
    {REMOVE("/api/vehicles/{id}", crud_delete, "Delete a vehicle"), .resource = &vehicle_resource},
    {RESTORE("/api/vehicles/{id}/restore", crud_restore, "Undo the deletion of a vehicle; that of its contact comes first"),
     .resource = &vehicle_resource},
    {READ("/api/vehicles/{id}/history", vehicle_history, "Service history, newest first; the first 1,000 as in lists"),
     .label = "Vehicle", .list = &service_record_list, .out = &history_record, .flags = ROUTE_PAGED},
    {WRITE("PATCH", "/api/vehicles/{id}/mileage", vehicle_mileage, "Record or correct the mileage"), .label = "Vehicle",
     .in = &mileage_change_record, .out = &vehicle_record},
    {CREATE("/api/vehicles/{id}/service-records", vehicle_service_add, "Add a service record"), .label = "Vehicle",
     .in = &service_input_record, .out = &service_record_record},
    {.method = NULL},
};
const struct route_group vehicle_routes = {"Vehicles", "Their cars, with mileage and service history.", rows};
