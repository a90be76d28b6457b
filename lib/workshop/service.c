/* SPDX-License-Identifier: MIT
 *
 * Service records of a vehicle: what was done, with parts and hours. */
#include "workshop/service.h"

#include "auth/user.h"
#include "workshop/activity.h"
#include "workshop/line.h"
#include "workshop/vehicle.h"

static const struct field service_part_fields[] = {
    FIELD_TEXT(struct service_part, name, F_REQUIRED, 1, 200),
    FIELD_DECIMAL(struct service_part, quantity, F_REQUIRED, 3, 0, 0, 1000000000),
    FIELD_DECIMAL(struct service_part, unit_price, F_REQUIRED, 4, 2, 0, LINE_PRICE_MAX),
};
static RECORD(service_part_record, "ServicePart", struct service_part, service_part_fields, NULL);

static const struct field service_record_fields[] = {
    FIELD_UUID(struct service_record, id, F_READONLY),
    FIELD_UUID(struct service_record, vehicle_id, F_READONLY | F_DETAIL),
    FIELD_DATE(struct service_record, date, 0),
    FIELD_INT(struct service_record, mileage, 0, 0, 9999999),
    FIELD_TEXT(struct service_record, description, 0, 1, 2000),
    FIELD_DECIMAL(struct service_record, cost, 0, 2, 2, 0, 99999999999),
    FIELD_PRINTED_ROWS(struct service_record, parts, F_REQUIRED, &service_part_record),
    FIELD_DECIMAL(struct service_record, labor_hours, 0, 2, 1, 0, 100000),
    FIELD_UUID(struct service_record, created_by, F_READONLY | F_DETAIL),
    FIELD_TIME(struct service_record, created_at, F_READONLY),
    FIELD_INT(struct service_record, version, F_READONLY, 0, 0),
};
RECORD(service_record_record, "ServiceRecord", struct service_record, service_record_fields, NULL);

static const struct field service_input_fields[] = {
    FIELD_DATE(struct service_record, date, F_REQUIRED),
    FIELD_INT(struct service_record, mileage, 0, 0, 9999999),
    FIELD_TEXT(struct service_record, description, F_REQUIRED, 1, 2000),
    FIELD_DECIMAL(struct service_record, cost, 0, 2, 2, 0, 99999999999),
    {.name = "parts",
     .type = FT_LIST,
     .flags = F_NOT_STORED,
     .offset = offsetof(struct service_record, items),
     .sub = &service_part_record,
     .min = 0,
     .max = 200},
    FIELD_DECIMAL(struct service_record, labor_hours, 0, 2, 1, 0, 100000),
};
RECORD(service_input_record, "ServiceRecordInput", struct service_record, service_input_fields, NULL);

static const char *parts_text(struct cx *cx, const struct list *items)
{
    struct buf text;
    struct json json;
    buf_init(&text, cx->arena, 0);
    json_init(&json, &text, TIME_MILLISECONDS);
    json_array(&json);
    const struct service_part *parts = items->rows;
    for (size_t i = 0; i < items->count; i++) {
        json_record(&json, &service_part_record, &parts[i], true);
    }
    json_array_end(&json);
    return text.data;
}

enum rc service_record_add(struct cx *cx, const struct vehicle *vehicle, struct service_record *service)
{
    service->vehicle_id = vehicle->id;
    service->parts = parts_text(cx, &service->items);
    TRY(resource_insert(cx, &service_record_record, SQL_SERVICE_RECORD_INSERT, service));
    if (service->mileage != INT_NULL && (vehicle->mileage == INT_NULL || service->mileage > vehicle->mileage)) {
        struct vehicle raised = *vehicle;
        raised.mileage = service->mileage;
        TRY(resource_change(cx, &vehicle_resource, vehicle, &raised));
    }
    struct buf metadata;
    struct json json;
    buf_init(&metadata, cx->arena, 0);
    json_init(&json, &metadata, TIME_MILLISECONDS);
    json_object(&json);
    json_kv_text(&json, "vehicle_id", vehicle->id);
    json_kv_text(&json, "service_record_id", service->id);
    json_object_end(&json);
    return activity_log(cx, "VEHICLE_SERVICED", vehicle->owner_id, service->description, metadata.data);
}

const struct list_spec service_record_list = {
    .record = &service_record_record,
    .select = SQL_SERVICE_RECORD_LIST,
    .count = SQL_SERVICE_RECORD_COUNT,
    .count_all = SQL_SERVICE_RECORD_COUNT,
    .order = "s.date DESC",
    .tie = "s.seq DESC",
    .optional_paging = true,
};
