/* SPDX-License-Identifier: MIT
 *
 * Cells to a record by the checks that a request's body goes through, and the record to its twin. */
#include "transfer/row.h"

#include <string.h>

#include "base/str.h"
#include "data/phone.h"
#include "workshop/contact.h"
#include "workshop/known.h"
#include "workshop/vehicle.h"

const char *const verdict_names[] = {"NEW", "TWIN", "WRONG", NULL};

static const struct field problem_fields[] = {
    FIELD_TEXT(struct import_problem, field, F_REQUIRED, 0, 0),
    FIELD_TEXT(struct import_problem, code, F_REQUIRED, 0, 0),
    FIELD_TEXT(struct import_problem, message, F_REQUIRED, 0, 0),
    FIELD_RAW(struct import_problem, params, F_OMIT_NULL),
};
RECORD(import_problem_record, "ImportProblem", struct import_problem, problem_fields, NULL);

struct list row_problems(struct cx *cx)
{
    struct list list = {arena_array(cx->arena, RECORD_MAX_FIELDS + 2, sizeof(struct import_problem)), 0};
    struct import_problem *problems = list.rows;
    for (const struct fault_field *row = cx->fault.fields; row && list.count < RECORD_MAX_FIELDS; row = row->next) {
        problems[list.count++] =
            (struct import_problem){row->field, problem_name(row->problem.code), row->problem.message, row->problem.params};
    }
    if (list.count == 0 && cx->fault.rc != RC_OK) {
        const char *message = cx->fault.message ? cx->fault.message : "It cannot be stored";
        problems[list.count++] = (struct import_problem){"row", cx->fault.code ? cx->fault.code : "CONFLICT", message, NULL};
    }
    fault_clear(cx);
    return list;
}

/* ---- values ---- */

static void parse(struct cx *cx, const struct record *record, const struct target *target, const char *text,
                  struct judged *judged)
{
    int index = record_find(record, target->field);
    const struct field *field = &record->fields[index];
    uint64_t bit = UINT64_C(1) << index;
    int64_t number = INT_NULL;
    const char *value = NULL;
    if (judged->present & bit || !field_parse_text(cx, field, text, &number, &value)) {
        return;
    }
    judged->present |= bit;
    if (field_is_int(field)) {
        *field_int(field, judged->row) = number;
    } else {
        *field_text(field, judged->row) = value;
    }
}

static void read_values(struct cx *cx, const struct import_work *work, const struct cells *cells, struct judged *judged)
{
    const struct record *record = work->kind->resource->record;
    for (const struct target *target = work->kind->targets; target->name; target++) {
        const char *text = target->field ? target_text(cx, target, work->columns, cells, work->country) : NULL;
        if (text) {
            parse(cx, record, target, text, judged);
        }
    }
    for (size_t i = work->width; i < cells->count; i++) {
        if (*cells->texts[i]) {
            const char *params = arena_printf(cx->arena, "{\"max\":%zu}", work->width);
            fault_problem(cx, "row",
                          problem_new(cx->arena, PROBLEM_TOO_MANY_ENTRIES, params, "The row has more cells than the heading"));
        }
    }
}

/* ---- whose a vehicle is ---- */

static const char *owner_text(struct cx *cx, const struct import_work *work, const struct cells *cells, const char *name)
{
    return target_text(cx, target_find(work->kind, name), work->columns, cells, work->country);
}

static enum rc first_id(struct cx *cx, enum sql_id sql, const char *value, const char **id)
{
    enum rc rc = value ? db_text(cx, sql, ARGS(ARG_T("id", ""), ARG_T("value", value)), id) : RC_OK;
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc owner_named(struct cx *cx, const char *name, const char **id)
{
    struct list none = {NULL, 0}, found;
    TRY(known_contacts(cx, name, &none, &found));
    const struct contact *contacts = found.rows;
    if (found.count == 1) {
        *id = contacts[0].id;
    } else if (found.count > 1) {
        fault_field(cx, "owner_name", PROBLEM_NOT_FOUND,
                    "Several contacts have this name: say a telephone number or an address");
    }
    return RC_OK;
}

/* By number, address, then name. */
static enum rc find_owner(struct cx *cx, const struct import_work *work, const struct cells *cells, struct vehicle *vehicle)
{
    const char *name = owner_text(cx, work, cells, "owner_name");
    const char *typed = owner_text(cx, work, cells, "owner_phone");
    const char *email = owner_text(cx, work, cells, "owner_email");
    const char *phone = NULL;
    if (typed && phone_parse(cx->arena, typed, &phone)) {
        phone = NULL; /* no number: it finds nobody */
    }
    TRY(first_id(cx, SQL_CONTACT_PHONE_TWINS, phone, &vehicle->owner_id));
    TRY(vehicle->owner_id ? RC_OK : first_id(cx, SQL_CONTACT_EMAIL_TWINS, email, &vehicle->owner_id));
    TRY(vehicle->owner_id || !name ? RC_OK : owner_named(cx, name, &vehicle->owner_id));
    if (!vehicle->owner_id && !name && !typed && !email) {
        fault_field(cx, "owner_name", PROBLEM_REQUIRED, "Required");
    } else if (!vehicle->owner_id && !fault_names(cx, "owner_name")) {
        fault_field(cx, "owner_name", PROBLEM_NOT_FOUND, "No contact has this name, number or address");
    }
    return RC_OK;
}

/* ---- twins ---- */

static const char *const contact_keys[] = {"phone", "email", NULL};
static const char *const vehicle_keys[] = {"license_plate", "vin", NULL};

static bool is_of_vehicles(const struct import_kind *kind)
{
    return kind->resource == &vehicle_resource;
}

const char *row_key(const struct import_kind *kind, const void *row, size_t nth, const char **field)
{
    *field = (is_of_vehicles(kind) ? vehicle_keys : contact_keys)[nth];
    return record_text(kind->resource->record, row, *field);
}

const char *row_label(const struct import_kind *kind, const void *row)
{
    const struct vehicle *vehicle = row;
    if (is_of_vehicles(kind)) {
        return vehicle->license_plate ? vehicle->license_plate : vehicle->vin ? vehicle->vin : vehicle->make;
    }
    const struct contact *contact = row;
    const char *last = contact->last_name ? contact->last_name : contact->company; /* of a row that is not stored yet */
    return contact->name ? contact->name : last ? last : contact->first_name;
}

static enum rc load_twin(struct cx *cx, const struct import_kind *kind, const char *id, struct judged *judged)
{
    judged->twin = arena_alloc(cx->arena, kind->resource->record->size);
    return resource_get(cx, kind->resource, id, judged->twin);
}

static enum rc twin_of_vehicle(struct cx *cx, const struct import_kind *kind, struct judged *judged)
{
    const struct vehicle *vehicle = judged->row;
    struct list found = {NULL, 0};
    if (vehicle->vin || vehicle->license_plate) {
        TRY(known_vehicles(cx, vehicle->vin, vehicle->license_plate, &found));
    }
    const struct vehicle *twin = found.rows;
    if (found.count == 0) {
        return RC_OK;
    }
    judged->twin_field =
        vehicle->license_plate && str_eq(twin->license_plate, vehicle->license_plate) ? "license_plate" : "vin";
    return load_twin(cx, kind, twin->id, judged);
}

static enum rc twin_of_contact(struct cx *cx, const struct import_kind *kind, struct judged *judged)
{
    static const enum sql_id others[] = {SQL_CONTACT_PHONE_TWINS, SQL_CONTACT_EMAIL_TWINS};
    const char *id = NULL;
    for (size_t i = 0; i < 2 && !id; i++) {
        const char *value = row_key(kind, judged->row, i, &judged->twin_field);
        TRY(first_id(cx, others[i], value, &id));
    }
    judged->twin_field = id ? judged->twin_field : NULL;
    return id ? load_twin(cx, kind, id, judged) : RC_OK;
}

static bool is_gap(const struct field *field, void *row)
{
    if (field_is_int(field)) {
        return *field_int(field, row) == INT_NULL;
    }
    const char *text = *field_text(field, row);
    return !text || (field->type == FT_TAGS && str_eq(text, "[]"));
}

/* The twin with what it lacks. */
static void fill_gaps(struct cx *cx, const struct record *record, struct judged *judged, uint64_t *filled)
{
    void *merged = arena_alloc(cx->arena, record->size);
    memcpy(merged, judged->twin, record->size);
    for (size_t i = 0; i < record->count; i++) {
        *filled |= is_gap(&record->fields[i], merged) ? judged->present & UINT64_C(1) << i : 0;
    }
    record_merge(record, merged, judged->row, *filled);
    judged->merged = *filled ? merged : NULL;
}

/* ---- all of it ---- */

static enum rc check_new(struct cx *cx, const struct import_work *work, const struct cells *cells, struct judged *judged)
{
    const struct resource *resource = work->kind->resource;
    if (is_of_vehicles(work->kind)) {
        TRY(find_owner(cx, work, cells, judged->row));
    }
    if (resource->record->validate) {
        resource->record->validate(cx, judged->row, judged->present);
    }
    return resource->check(cx, NULL, judged->row, judged->present);
}

static enum rc check(struct cx *cx, const struct import_work *work, const struct cells *cells, struct judged *judged)
{
    const struct resource *resource = work->kind->resource;
    bool fills = str_eq(work->import.duplicates, "UPDATE_EMPTY");
    uint64_t filled = 0;
    if (!judged->twin || str_eq(work->import.duplicates, "CREATE")) {
        return check_new(cx, work, cells, judged);
    }
    if (!fills) {
        fault_clear(cx); /* it is left out whatever stands in it */
        return RC_OK;
    }
    fill_gaps(cx, resource->record, judged, &filled);
    return judged->merged ? resource->check(cx, judged->twin, judged->merged, filled) : RC_OK;
}

enum rc row_judge(struct cx *cx, const struct import_work *work, const struct cells *cells, struct judged *judged)
{
    const struct record *record = work->kind->resource->record;
    *judged = (struct judged){.row = arena_alloc(cx->arena, record->size)};
    record_clear(record, judged->row);
    read_values(cx, work, cells, judged);
    TRY(is_of_vehicles(work->kind) ? twin_of_vehicle(cx, work->kind, judged) : twin_of_contact(cx, work->kind, judged));
    enum rc rc = check(cx, work, cells, judged);
    bool wrong = cx->fault.fields != NULL || rc == RC_INVALID || rc == RC_CONFLICT;
    if (rc != RC_OK && !wrong) {
        return rc;
    }
    judged->problems = wrong ? row_problems(cx) : judged->problems;
    judged->verdict = wrong ? VERDICT_WRONG : judged->twin ? VERDICT_TWIN : VERDICT_NEW;
    return RC_OK;
}
