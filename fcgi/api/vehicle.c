/* SPDX-License-Identifier: MIT
 *
 * Vehicles: history, mileage, service records. */
#include "workshop/vehicle.h"

#include "fcgi/api/handlers.h"
#include "fcgi/serve/answer.h"
#include "fcgi/serve/crud.h"

enum rc vehicle_history(struct cx *cx)
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

enum rc vehicle_mileage(struct cx *cx)
{
    struct mileage_change change;
    struct vehicle vehicle;
    TRY(input(cx, &mileage_change_record, PARSE_CREATE, &change, NULL));
    TRY(resource_get(cx, &vehicle_resource, path_id(cx, 0), &vehicle));
    TRY(vehicle_set_mileage(cx, &vehicle, &change));
    return crud_answer(cx, 200, &vehicle_resource, vehicle.id);
}

enum rc vehicle_service_add(struct cx *cx)
{
    struct service_record service;
    struct vehicle vehicle;
    TRY(input(cx, &service_input_record, PARSE_CREATE, &service, NULL));
    TRY(resource_get(cx, &vehicle_resource, path_id(cx, 0), &vehicle));
    TRY(service_record_add(cx, &vehicle, &service));
    return answer_record(cx, 201, &service_record_record, &service);
}
