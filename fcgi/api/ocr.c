/* SPDX-License-Identifier: MIT
 *
 * A registration certificate (carte grise) as fields, with what the garage knows of it already. The picture is read before any
 * transaction begins, and is not kept. */
#include "ocr/ocr.h"

#include "base/log.h"
#include "base/str.h"
#include "fcgi/api/rows.h"
#include "fcgi/serve/multipart.h"
#include "tenant/turn.h"
#include "workshop/contact.h"
#include "workshop/known.h"
#include "workshop/vehicle.h"

#define FORMATS "Invalid file format. Supported: JPEG, PNG, PDF"

static const char *const names[] = {
    [OCR_VIN] = "vin",
    [OCR_PLATE] = "license_plate",
    [OCR_MAKE] = "make",
    [OCR_MODEL] = "model",
    [OCR_FIRST_REGISTRATION] = "first_registration",
    [OCR_FUEL] = "fuel",
    [OCR_FISCAL_POWER] = "fiscal_power",
    [OCR_OWNER_NAME] = "owner_name",
    [OCR_OWNER_ADDRESS] = "owner_address",
};

/* ---- the file ---- */

static enum rc take_file(struct cx *cx, const char **file, size_t *len)
{
    const struct request *request = cx->request;
    switch (multipart_find(request->content_type_raw, request->body, request->body_len, "file", file, len)) {
    case MULTIPART_FOUND:
        return picture_kind(*file, *len) != PICTURE_NONE ? RC_OK : fault_set(cx, RC_INVALID, NULL, FORMATS);
    case MULTIPART_ABSENT:
        return fault_field(cx, "file", PROBLEM_REQUIRED, "Required");
    case MULTIPART_BROKEN:
        break;
    }
    return str_eq(request->content_type, "multipart/form-data")
               ? fault_set(cx, RC_INVALID, NULL, "The body is not the form that its Content-Type announces")
               : fault_set(cx, RC_MEDIA_TYPE, NULL, "Content-Type must be multipart/form-data");
}

static enum rc refuse(struct cx *cx, enum ocr_end end)
{
    switch (end) {
    case OCR_TOO_LARGE:
        return fault_printf(cx, RC_UNREADABLE, NULL, "The picture has too many pixels: at most %d million, in PNG %d million",
                            PICTURE_PIXELS_MAX / 1000000, PICTURE_PIXELS_WHOLE / 1000000);
    case OCR_TOO_MANY_PAGES:
        return fault_printf(cx, RC_UNREADABLE, NULL, "The PDF has more than %d pages", PICTURE_PAGES_MAX);
    case OCR_EMPTY:
        return fault_set(cx, RC_UNREADABLE, NULL, "There is nothing on the first page of the PDF");
    case OCR_TOO_COSTLY:
        return fault_set(cx, RC_UNREADABLE, NULL, "The file takes too much memory or time to read");
    case OCR_MISSING:
        return fault_set(cx, RC_UNAVAILABLE, NULL, "This server cannot read pictures at the moment");
    case OCR_READ:
    case OCR_BROKEN:
        break;
    }
    return fault_set(cx, RC_UNREADABLE, NULL, "The file is broken: no picture comes of it");
}

/* ---- the answer ---- */

static const char *text_of(const struct ocr_result *result, enum ocr_name name)
{
    const char *text = result->fields[name].text;
    return *text ? text : NULL;
}

static int64_t number_of(const struct ocr_result *result, enum ocr_name name, size_t digits)
{
    int64_t number = INT_NULL;
    const char *text = result->fields[name].text;
    char cut[8] = "";
    memcpy(cut, text, digits);
    return str_int(cut, 0, 9999, &number) ? number : INT_NULL;
}

static void write_confidence(struct json *json, const char *key, const struct ocr_field *field)
{
    json_key(json, key);
    json_decimal(json, *field->text ? field->confidence : INT_NULL, 3, 2);
}

/* Of the whole: as sure as the less sure of what names the vehicle. */
static int64_t overall(const struct ocr_result *result)
{
    const struct ocr_field *vin = &result->fields[OCR_VIN];
    const struct ocr_field *plate = &result->fields[OCR_PLATE];
    return vin->confidence < plate->confidence ? vin->confidence : plate->confidence;
}

static void write_fields(struct json *json, const struct ocr_result *result)
{
    for (enum ocr_name name = OCR_VIN; name < OCR_NAMES; name++) {
        if (name == OCR_FISCAL_POWER) {
            json_kv_int(json, names[name], number_of(result, name, 3));
        } else {
            json_kv_text(json, names[name], text_of(result, name));
        }
        if (name == OCR_MODEL) {
            json_kv_int(json, "year", number_of(result, OCR_FIRST_REGISTRATION, 4));
        }
    }
    json_key(json, "confidence");
    json_decimal(json, overall(result), 3, 2);
    json_key(json, "confidences");
    json_object(json);
    for (enum ocr_name name = OCR_VIN; name < OCR_NAMES; name++) {
        write_confidence(json, names[name], &result->fields[name]);
    }
    write_confidence(json, "year", &result->fields[OCR_FIRST_REGISTRATION]);
    json_object_end(json);
}

static void write_contacts(struct json *json, const struct list *contacts)
{
    json_key(json, "contact");
    json_array(json);
    for (size_t i = 0; i < contacts->count; i++) {
        const struct contact *contact = (const struct contact *)contacts->rows + i;
        json_object(json);
        json_kv_text(json, "id", contact->id);
        json_kv_text(json, "name", contact->name);
        json_kv_text(json, "email", contact->email);
        json_kv_text(json, "phone", contact->phone);
        json_object_end(json);
    }
    json_array_end(json);
}

static void write_vehicles(struct json *json, const struct list *vehicles)
{
    json_key(json, "vehicle");
    json_array(json);
    for (size_t i = 0; i < vehicles->count; i++) {
        const struct vehicle *vehicle = (const struct vehicle *)vehicles->rows + i;
        json_object(json);
        json_kv_text(json, "id", vehicle->id);
        json_kv_text(json, "owner_id", vehicle->owner_id);
        json_kv_text(json, "vin", vehicle->vin);
        json_kv_text(json, "license_plate", vehicle->license_plate);
        json_kv_text(json, "make", vehicle->make);
        json_kv_text(json, "model", vehicle->model);
        json_object_end(json);
    }
    json_array_end(json);
}

static enum rc vehicle_ocr(struct cx *cx)
{
    const char *file = NULL;
    size_t len = 0;
    struct list vehicles, contacts;
    struct ocr_result *result = arena_alloc(cx->arena, sizeof *result);
    TRY(take_file(cx, &file, &len));
    TRY(turn_take(cx));
    enum ocr_end end = ocr_read(file, len, result);
    if (end != OCR_READ) {
        return refuse(cx, end);
    }
    TRY(db_begin(cx, cx->db, TX_READ));
    TRY(known_vehicles(cx, text_of(result, OCR_VIN), text_of(result, OCR_PLATE), &vehicles));
    TRY(known_contacts(cx, text_of(result, OCR_OWNER_NAME), &vehicles, &contacts));
    struct json *json = answer(cx, 200);
    json_object(json);
    write_fields(json, result);
    json_key(json, "matches");
    json_object(json);
    write_contacts(json, &contacts);
    write_vehicles(json, &vehicles);
    json_object_end(json);
    json_object_end(json);
    return db_read_done(cx, cx->db);
}

static const struct route rows[] = {
    {ROW("POST", "/api/vehicles/ocr", vehicle_ocr,
         "Read a registration certificate (carte grise) from a picture or a PDF; nothing is stored", PERM_USER, TX_NONE,
         RATE_WRITE),
     .pool = POOL_SLOW, .shape = "ReadCertificate", .flags = ROUTE_RAW | ROUTE_UPLOAD},
    {.method = NULL},
};
const struct route_group ocr_routes = {"Vehicles", NULL, rows};
