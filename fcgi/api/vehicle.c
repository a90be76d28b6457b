/* SPDX-License-Identifier: MIT
 *
 * Vehicles: history, mileage, service records. */
#include "workshop/vehicle.h"

#include "fcgi/api/rows.h"
#include "workshop/service.h"

static enum rc vehicle_history(struct cx *cx)
{
    struct vehicle vehicle;
    struct list_page *page = arena_alloc(cx->arena, sizeof *page);
    struct query query = request_as_query(cx);
    TRY(resource_get(cx, &vehicle_resource, path_id(cx, 0), &vehicle));
    TRY(list_read(cx, &service_record_list, &query, ARGS(ARG_T("vehicle_id", vehicle.id)), page));
    struct json *json = answer(cx, 200);
    answer_room(cx, page);
    json_object(json);
    json_key(json, "vehicle");
    json_object(json);
    json_kv_text(json, "id", vehicle.id);
    json_kv_text(json, "owner_id", vehicle.owner_id);
    json_kv_text(json, "vin", vehicle.vin);
    json_kv_text(json, "license_plate", vehicle.license_plate);
    json_kv_text(json, "make", vehicle.make);
    json_kv_text(json, "model", vehicle.model);
    json_kv_int(json, "year", vehicle.year);
    json_kv_int(json, "current_mileage", vehicle.mileage);
    json_object_end(json);
    json_key(json, "service_records");
    json_array(json);
    for (size_t i = 0; i < page->rows.count; i++) {
        json_record(json, &service_record_record, (const struct service_record *)page->rows.rows + i, false);
    }
    json_array_end(json);
    json_object_end(json);
    cx->response->page = page;
    return RC_OK;
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
    {CREATE("/api/vehicles", crud_create, "Create a vehicle"), .resource = &vehicle_resource},
    {READ("/api/vehicles/{id}", crud_get, "A vehicle"), .resource = &vehicle_resource},
    {WRITE("PATCH", "/api/vehicles/{id}", crud_change, "Change a vehicle"), .resource = &vehicle_resource},
    {REMOVE("/api/vehicles/{id}", crud_delete, "Delete a vehicle"), .resource = &vehicle_resource},
    {RESTORE("/api/vehicles/{id}/restore", crud_restore, "Undo the deletion of a vehicle; that of its contact comes first"),
     .resource = &vehicle_resource},
    {READ("/api/vehicles/{id}/history", vehicle_history, "Service history, newest first; the first 1,000 as in lists"),
     .label = "Vehicle", .shape = "VehicleHistory", .flags = ROUTE_PAGED},
    {WRITE("PATCH", "/api/vehicles/{id}/mileage", vehicle_mileage, "Record or correct the mileage"), .label = "Vehicle",
     .in = &mileage_change_record, .out = &vehicle_record},
    {CREATE("/api/vehicles/{id}/service-records", vehicle_service_add, "Add a service record"), .label = "Vehicle",
     .in = &service_input_record, .out = &service_record_record},
    {.method = NULL},
};
const struct route_group vehicle_routes = {"Vehicles", "Their cars, with mileage and service history.", rows};
