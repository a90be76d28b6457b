/* SPDX-License-Identifier: MIT
 *
 * Contacts: fields, list, and what one contact shows of its vehicles, quotes and activities. */
#include "workshop/contact.h"

#include "base/str.h"
#include "base/unicode.h"
#include "data/country.h"
#include "tenant/legal.h"
#include "tenant/settings.h"
#include "workshop/erasure.h"
#include "workshop/quote.h"
#include "workshop/twin.h"
#include "workshop/vehicle.h"

const char *const contact_kinds[] = {"BUSINESS", "FOREIGN", "PRIVATE", NULL};

static const struct field contact_fields[] = {
    FIELD_UUID(struct contact, id, F_READONLY),
    FIELD_TEXT(struct contact, first_name, F_SEARCH, 1, 100),
    FIELD_TEXT(struct contact, last_name, F_SEARCH | F_SORT | F_KEYED, 1, 100),
    FIELD_EMAIL(struct contact, email, F_SEARCH),
    FIELD_PHONE(struct contact, phone, F_SEARCH),
    FIELD_TEXT(struct contact, company, F_SEARCH | F_SORT | F_KEYED, 1, 200),
    FIELD_CODE(struct contact, siren, 0, 1, 20, text_compact),
    FIELD_CODE(struct contact, vat_number, 0, 1, 20, text_compact),
    FIELD_GROUP_TEXT(struct contact, "address", address_street, F_LINES, 1, 200),
    FIELD_GROUP_TEXT(struct contact, "address", address_city, 0, 1, 100),
    FIELD_GROUP_TEXT(struct contact, "address", address_postal_code, 0, 1, 20),
    FIELD_GROUP_TEXT(struct contact, "address", address_country, 0, 1, 100),
    FIELD_TEXT(struct contact, country_code, F_READONLY | F_NOT_STORED, 0, 0),
    FIELD_CODE(struct contact, siret, 0, 1, 20, text_compact),
    FIELD_GROUP_ENUM(struct contact, "electronic_address", electronic_address_scheme, 0, electronic_schemes),
    FIELD_GROUP_TEXT(struct contact, "electronic_address", electronic_address_value, 0, 1, 125),
    FIELD_GROUP_TEXT(struct contact, "delivery_address", delivery_address_street, F_LINES, 1, 200),
    FIELD_GROUP_TEXT(struct contact, "delivery_address", delivery_address_city, 0, 1, 100),
    FIELD_GROUP_TEXT(struct contact, "delivery_address", delivery_address_postal_code, 0, 1, 20),
    FIELD_GROUP_TEXT(struct contact, "delivery_address", delivery_address_country, 0, 1, 100),
    FIELD_TEXT(struct contact, delivery_country_code, F_READONLY | F_NOT_STORED, 0, 0),
    FIELD_ENUM(struct contact, kind, F_READONLY | F_NOT_STORED, contact_kinds),
    FIELD_TAGS(struct contact, tags, F_FILTER),
    FIELD_BOOL(struct contact, is_vip, F_FILTER),
    FIELD_OBJECT(struct contact, custom_fields, 0, 16384),
    FIELD_INT(struct contact, vehicles_count, F_READONLY, 0, 0),
    FIELD_TEXT(struct contact, name, F_READONLY | F_SORT | F_KEYED, 0, 0),
    FIELD_TIME(struct contact, created_at, F_READONLY | F_SORT),
    FIELD_TIME(struct contact, updated_at, F_READONLY | F_SORT),
    FIELD_INT(struct contact, version, F_READONLY, 0, 0),
};

static void contact_validate(struct cx *cx, const void *object, uint64_t present)
{
    const struct contact *contact = object;
    (void)present;
    if (!contact->first_name && !contact->last_name && !contact->company) {
        fault_field(cx, "last_name", PROBLEM_REQUIRED, "A name or a company is required");
    }
}

static const struct record contact_detail_record;
RECORD_ANSWERED(contact_record, "Contact", struct contact, contact_fields, contact_validate, &contact_detail_record);

/* The SIREN follows from it where none is known. */
static void check_siret(struct cx *cx, struct contact *contact, uint64_t present)
{
    if (!contact->siret || !record_present(&contact_record, present, "siret")) {
        return;
    }
    if (!siret_valid(contact->siret)) {
        fault_field(cx, "siret", PROBLEM_INVALID_SIRET, "Must be a SIRET: fourteen digits with a valid check digit");
    } else if (!contact->siren) {
        contact->siren = siret_siren(cx->arena, contact->siret);
    } else if (!str_starts(contact->siret, contact->siren)) {
        fault_field(cx, "siret", PROBLEM_INVALID_SIRET, "Must begin with the SIREN");
    }
}

static enum rc contact_check(struct cx *cx, const void *before, void *now, uint64_t present)
{
    struct contact *contact = now;
    (void)before;
    contact->tags = contact->tags ? contact->tags : "[]";
    contact->is_vip = contact->is_vip == INT_NULL ? 0 : contact->is_vip;
    contact->custom_fields = contact->custom_fields ? contact->custom_fields : "{}";
    if (contact->siren && record_present(&contact_record, present, "siren")) {
        if (!siren_valid(contact->siren)) {
            fault_field(cx, "siren", PROBLEM_INVALID_SIREN, "Must be a SIREN: nine digits with a valid check digit");
        }
    }
    check_siret(cx, contact, present);
    electronic_address_check(cx, contact->electronic_address_scheme, contact->electronic_address_value);
    if (contact->vat_number && record_present(&contact_record, present, "vat_number")) {
        if (!vat_number_valid(contact->vat_number)) {
            fault_field(cx, "vat_number", PROBLEM_INVALID_VAT_NUMBER, "Must be a VAT number such as FR40303265045");
        }
    }
    return RC_OK;
}

static enum rc contact_written(struct cx *cx, const void *before, const void *now)
{
    return twin_warn_contact(cx, before, now);
}

const char *contact_kind(struct arena *arena, const struct contact *contact)
{
    if (contact->siren) {
        return "BUSINESS";
    }
    if (!contact_is_business(contact)) {
        return "PRIVATE";
    }
    const char *country = contact->country_code ? contact->country_code : country_or_home(arena, contact->address_country);
    return str_eq(country, COUNTRY_HOME) ? "BUSINESS" : "FOREIGN";
}

static void contact_refine(struct cx *cx, void *row)
{
    struct contact *contact = row;
    contact->country_code = country_code(cx->arena, contact->address_country);
    contact->delivery_country_code = country_code(cx->arena, contact->delivery_address_country);
    contact->kind = contact_kind(cx->arena, contact);
}

struct recent_quote {
    const char *id, *quote_number, *status, *issue_date;
    int64_t total, created_at;
};
static const struct field recent_quote_fields[] = {
    FIELD_UUID(struct recent_quote, id, F_REQUIRED),
    FIELD_TEXT(struct recent_quote, quote_number, F_REQUIRED, 0, 0),
    FIELD_STATUS(struct recent_quote, status, F_REQUIRED, &quote_machine),
    FIELD_MONEY(struct recent_quote, total, F_REQUIRED),
    FIELD_DATE(struct recent_quote, issue_date, F_REQUIRED),
    FIELD_TIME(struct recent_quote, created_at, F_REQUIRED),
};
static RECORD(recent_quote_record, "RecentQuote", struct recent_quote, recent_quote_fields, NULL);

struct recent_activity {
    const char *id, *type, *description;
    int64_t created_at;
};
static const struct field recent_activity_fields[] = {
    FIELD_UUID(struct recent_activity, id, F_REQUIRED),
    FIELD_TEXT(struct recent_activity, type, F_REQUIRED, 0, 0),
    FIELD_TEXT(struct recent_activity, description, F_REQUIRED, 0, 0),
    FIELD_TIME(struct recent_activity, created_at, F_REQUIRED),
};
static RECORD(recent_activity_record, "RecentActivity", struct recent_activity, recent_activity_fields, NULL);

struct contact_detail {
    struct contact contact;
    struct stream vehicles;
    struct list recent_quotes;
    struct list recent_activities;
};
static const struct field detail_fields[] = {
    FIELD_BASE(&contact_record),
    FIELD_ROWS(struct contact_detail, vehicles, &vehicle_copy_record),
    FIELD_LIST(struct contact_detail, recent_quotes, F_READONLY, &recent_quote_record, 0, 0),
    FIELD_LIST(struct contact_detail, recent_activities, F_READONLY, &recent_activity_record, 0, 0),
};
static RECORD(contact_detail_record, "ContactDetail", struct contact_detail, detail_fields, NULL);

static enum rc contact_fill(struct cx *cx, void *row)
{
    struct contact_detail *detail = row;
    const struct arg *args = ARGS(ARG_T("id", detail->contact.id));
    detail->vehicles = resource_rows(cx, SQL_CONTACT_VEHICLES, args);
    TRY(db_all(cx, SQL_CONTACT_RECENT_QUOTES, args, &recent_quote_record, &detail->recent_quotes));
    return db_all(cx, SQL_CONTACT_RECENT_ACTIVITIES, args, &recent_activity_record, &detail->recent_activities);
}

static const struct filter contact_filters[] = {
    {.param = "city",
     .column = "c.address_city COLLATE NOCASE",
     .op = FILTER_EQ,
     .type = {.name = "city", .type = FT_TEXT, .about = "The whole name; A to Z in capitals or not"}},
    {.param = "created_from", .column = "c.created_at", .op = FILTER_DAY_GE, .type = {.name = "created_from", .type = FT_DATE}},
    {.param = "has_overdue",
     .column = SQL_FRAGMENT_CONTACT_IS_LATE("c") " = :value",
     .op = FILTER_CUSTOM,
     .type = {.name = "has_overdue", .type = FT_BOOL, .about = "Whether an invoice of theirs is overdue"}},
    {.param = NULL},
};

static const struct list_summary contact_summary = {
    .sums = SQL_CONTACT_SUMS,
    .search = SQL_CONTACT_SEARCH_SUMS,
    .sums_of = SUMMARY_DUE,
};

static const struct list_spec contact_list = {
    .record = &contact_record,
    .select = SQL_CONTACT_LIST,
    .count = SQL_CONTACT_COUNT,
    .count_all = SQL_CONTACT_TOTAL,
    .search = SQL_CONTACT_SEARCH,
    .search_count = SQL_CONTACT_SEARCH_COUNT,
    .search_all = SQL_CONTACT_SEARCH_ALL,
    .alias = "c",
    .words = "contact_fts",
    .filters = contact_filters,
    .order = "c.seq DESC",
    .search_order = "f.rowid DESC",
    .tie = "c.seq DESC",
    .summary = &contact_summary,
};

/* One whose data was erased is gone for good. */
static enum rc contact_restorable(struct cx *cx, const void *row)
{
    const struct contact *contact = row;
    bool erased;
    TRY(contact_is_erased(cx, contact->id, &erased));
    return erased ? fault_not_found(cx, "Contact") : RC_OK;
}

const struct resource contact_resource = {
    .record = &contact_record,
    .list = &contact_list,
    .get = SQL_CONTACT_GET,
    .insert = SQL_CONTACT_INSERT,
    .update = SQL_CONTACT_UPDATE,
    .remove = SQL_CONTACT_DELETE,
    .get_any = SQL_CONTACT_GET_ANY,
    .restore = SQL_CONTACT_RESTORE,
    .restorable = contact_restorable,
    .check = contact_check,
    .written = contact_written,
    .refine = contact_refine,
    .fill = contact_fill,
};

enum rc contact_get_any(struct cx *cx, const char *id, struct contact *contact)
{
    return resource_get_any(cx, &contact_resource, id, contact);
}

const char *contact_person(struct arena *arena, const struct contact *contact)
{
    return str_trim(arena, arena_printf(arena, "%s %s", contact->first_name ? contact->first_name : "",
                                        contact->last_name ? contact->last_name : ""));
}

bool contact_is_business(const struct contact *contact)
{
    return contact->company || contact->siren || contact->vat_number;
}
