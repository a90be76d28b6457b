/* SPDX-License-Identifier: MIT
 *
 * A registration certificate (carte grise) as fields, with what the garage knows of it already. The picture is read before any
 * transaction begins, and is not kept. */
#include "ocr/ocr.h"

#include "base/log.h"
#include "base/str.h"
#include "fcgi/api/rows.h"
#include "tenant/turn.h"
#include "workshop/contact.h"
#include "workshop/known.h"
#include "workshop/vehicle.h"

#define FORMATS "Invalid file format. Supported: JPEG, PNG, PDF"

/* ---- the file ---- */

static enum rc take_file(struct cx *cx, const char **file, size_t *len)
{
    TRY(uploaded_file(cx, file, len));
    return picture_kind(*file, *len) != PICTURE_NONE ? RC_OK : fault_set(cx, RC_INVALID, NULL, FORMATS);
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

struct certificate {
    const char *texts[OCR_NAMES]; /* NULL: could not be read */
    int64_t year;
    int64_t fiscal_power;
    int64_t confidence;             /* thousandths */
    int64_t confidences[OCR_NAMES]; /* INT_NULL: could not be read */
    struct matches {
        struct list contact;
        struct list vehicle;
    } matches;
};

static const struct field contact_fields[] = {
    FIELD_UUID(struct contact, id, F_REQUIRED),
    FIELD_TEXT(struct contact, name, F_REQUIRED, 0, 0),
    FIELD_EMAIL(struct contact, email, 0),
    FIELD_PHONE(struct contact, phone, 0),
};
static RECORD(contact_match_record, "ContactMatch", struct contact, contact_fields, NULL);
static const struct field vehicle_fields[] = {
    FIELD_UUID(struct vehicle, id, F_REQUIRED), FIELD_UUID(struct vehicle, owner_id, F_REQUIRED),
    FIELD_TEXT(struct vehicle, vin, 0, 0, 0),   FIELD_TEXT(struct vehicle, license_plate, 0, 0, 0),
    FIELD_TEXT(struct vehicle, make, 0, 0, 0),  FIELD_TEXT(struct vehicle, model, 0, 0, 0),
};
static RECORD(vehicle_match_record, "VehicleMatch", struct vehicle, vehicle_fields, NULL);
static const struct field match_fields[] = {
    FIELD_LIST(struct matches, contact, F_READONLY, &contact_match_record, 0, 0),
    FIELD_LIST(struct matches, vehicle, F_READONLY, &vehicle_match_record, 0, 0),
};
static RECORD(matches_record, "CertificateMatches", struct matches, match_fields, NULL);

/* What is read, and how sure that is, by name. */
#define READ_AS(key, which, kind) FIELD_AS(struct certificate, key, texts[which], kind, 0)
#define SURE(key, which)                                                                                                       \
    {                                                                                                                          \
        .name = (key), .type = FT_DECIMAL, .offset = offsetof(struct certificate, confidences[which]), .scale = 3,             \
        .min_decimals = 2                                                                                                      \
    }

static const struct field confidence_fields[] = {
    SURE("vin", OCR_VIN),
    SURE("license_plate", OCR_PLATE),
    SURE("make", OCR_MAKE),
    SURE("model", OCR_MODEL),
    SURE("first_registration", OCR_FIRST_REGISTRATION),
    SURE("fuel", OCR_FUEL),
    SURE("fiscal_power", OCR_FISCAL_POWER),
    SURE("owner_name", OCR_OWNER_NAME),
    SURE("owner_address", OCR_OWNER_ADDRESS),
    SURE("year", OCR_FIRST_REGISTRATION),
};
static RECORD(confidences_record, "CertificateConfidences", struct certificate, confidence_fields, NULL);

static const struct field certificate_fields[] = {
    READ_AS("vin", OCR_VIN, FT_TEXT),
    READ_AS("license_plate", OCR_PLATE, FT_TEXT),
    READ_AS("make", OCR_MAKE, FT_TEXT),
    READ_AS("model", OCR_MODEL, FT_TEXT),
    FIELD_INT(struct certificate, year, 0, 0, 0),
    READ_AS("first_registration", OCR_FIRST_REGISTRATION, FT_DATE),
    READ_AS("fuel", OCR_FUEL, FT_TEXT),
    FIELD_INT(struct certificate, fiscal_power, 0, 0, 0),
    READ_AS("owner_name", OCR_OWNER_NAME, FT_TEXT),
    READ_AS("owner_address", OCR_OWNER_ADDRESS, FT_TEXT),
    FIELD_DECIMAL(struct certificate, confidence, F_REQUIRED, 3, 2, 0, 0),
    FIELD_RECORD_AS(struct certificate, "confidences", texts, &confidences_record),
    FIELD_RECORD(struct certificate, matches, &matches_record),
};
static RECORD(certificate_record, "ReadCertificate", struct certificate, certificate_fields, NULL);

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

/* Of the whole: as sure as the less sure of what names the vehicle. */
static int64_t overall(const struct ocr_result *result)
{
    const struct ocr_field *vin = &result->fields[OCR_VIN];
    const struct ocr_field *plate = &result->fields[OCR_PLATE];
    return vin->confidence < plate->confidence ? vin->confidence : plate->confidence;
}

static struct certificate certificate_of(const struct ocr_result *result)
{
    struct certificate certificate = {.year = number_of(result, OCR_FIRST_REGISTRATION, 4),
                                      .fiscal_power = number_of(result, OCR_FISCAL_POWER, 3),
                                      .confidence = overall(result)};
    for (enum ocr_name name = OCR_VIN; name < OCR_NAMES; name++) {
        const struct ocr_field *field = &result->fields[name];
        certificate.texts[name] = text_of(result, name);
        certificate.confidences[name] = *field->text ? field->confidence : INT_NULL;
    }
    return certificate;
}

static enum rc vehicle_ocr(struct cx *cx)
{
    const char *file = NULL;
    size_t len = 0;
    struct ocr_result *result = arena_alloc(cx->arena, sizeof *result);
    TRY(take_file(cx, &file, &len));
    TRY(turn_take(cx));
    enum ocr_end end = ocr_read(file, len, result);
    if (end != OCR_READ) {
        return refuse(cx, end);
    }
    struct certificate certificate = certificate_of(result);
    const char *const *texts = certificate.texts;
    struct list *vehicles = &certificate.matches.vehicle;
    TRY(db_begin(cx, cx->db, TX_READ));
    TRY(known_vehicles(cx, texts[OCR_VIN], texts[OCR_PLATE], vehicles));
    TRY(known_contacts(cx, texts[OCR_OWNER_NAME], vehicles, &certificate.matches.contact));
    TRY(answer_record(cx, 200, &certificate_record, &certificate));
    return db_read_done(cx, cx->db);
}

static const struct route rows[] = {
    {ROW("POST", "/api/vehicles/ocr", vehicle_ocr,
         "Read a registration certificate (carte grise) from a picture or a PDF; nothing is stored", PERM_USER, TX_NONE,
         RATE_WRITE),
     .pool = POOL_SLOW, .out = &certificate_record, .upload = "JPEG, PNG or PDF, at most 10 MiB",
     .flags = ROUTE_RAW | ROUTE_UPLOAD},
    {.method = NULL},
};
const struct route_group ocr_routes = {"Vehicles", NULL, rows};
