/* SPDX-License-Identifier: MIT
 *
 * Contacts: fields, list, and what one contact shows of its vehicles, quotes and activities. */
#include "workshop/contact.h"

#include "base/str.h"
#include "base/unicode.h"
#include "tenant/legal.h"
#include "tenant/settings.h"
#include "workshop/vehicle.h"

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
    FIELD_TAGS(struct contact, tags, F_FILTER),
    FIELD_BOOL(struct contact, is_vip, F_FILTER),
    FIELD_OBJECT(struct contact, custom_fields, 0, 16384),
    FIELD_INT(struct contact, vehicles_count, F_READONLY, 0, 0),
    FIELD_TEXT(struct contact, name, F_READONLY, 0, 0),
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

RECORD(contact_record, "Contact", struct contact, contact_fields, contact_validate);

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
    if (contact->vat_number && record_present(&contact_record, present, "vat_number")) {
        if (!vat_number_valid(contact->vat_number)) {
            fault_field(cx, "vat_number", PROBLEM_INVALID_VAT_NUMBER, "Must be a VAT number such as FR40303265045");
        }
    }
    return RC_OK;
}

struct recent_quote {
    const char *id, *quote_number, *status, *issue_date;
    int64_t total, created_at;
};
static const struct field recent_quote_fields[] = {
    FIELD_UUID(struct recent_quote, id, 0),           FIELD_TEXT(struct recent_quote, quote_number, 0, 0, 0),
    FIELD_TEXT(struct recent_quote, status, 0, 0, 0), FIELD_DECIMAL(struct recent_quote, total, 0, 2, 2, 0, 0),
    FIELD_DATE(struct recent_quote, issue_date, 0),   FIELD_TIME(struct recent_quote, created_at, 0),
};
static RECORD(recent_quote_record, "RecentQuote", struct recent_quote, recent_quote_fields, NULL);

struct recent_activity {
    const char *id, *type, *description;
    int64_t created_at;
};
static const struct field recent_activity_fields[] = {
    FIELD_UUID(struct recent_activity, id, 0),
    FIELD_TEXT(struct recent_activity, type, 0, 0, 0),
    FIELD_TEXT(struct recent_activity, description, 0, 0, 0),
    FIELD_TIME(struct recent_activity, created_at, 0),
};
static RECORD(recent_activity_record, "RecentActivity", struct recent_activity, recent_activity_fields, NULL);

static enum rc write_recent(struct cx *cx, struct json *json, const char *key, enum sql_id sql, const struct record *record,
                            const char *id)
{
    struct list list;
    TRY(db_all(cx, sql, ARGS(ARG_T("id", id)), record, &list));
    json_key(json, key);
    json_array(json);
    for (size_t i = 0; i < list.count; i++) {
        json_record(json, record, (const char *)list.rows + i * record->size, false);
    }
    json_array_end(json);
    return RC_OK;
}

static enum rc contact_members(struct cx *cx, struct json *json, const void *row)
{
    const struct contact *contact = row;
    TRY(resource_rows(cx, json, "vehicles", SQL_CONTACT_VEHICLES, ARGS(ARG_T("id", contact->id)), &vehicle_record));
    TRY(write_recent(cx, json, "recent_quotes", SQL_CONTACT_RECENT_QUOTES, &recent_quote_record, contact->id));
    return write_recent(cx, json, "recent_activities", SQL_CONTACT_RECENT_ACTIVITIES, &recent_activity_record, contact->id);
}

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
    .order = "c.seq DESC",
    .search_order = "f.rowid DESC",
    .tie = "c.seq DESC",
};

const struct resource contact_resource = {
    .record = &contact_record,
    .list = &contact_list,
    .get = SQL_CONTACT_GET,
    .insert = SQL_CONTACT_INSERT,
    .update = SQL_CONTACT_UPDATE,
    .remove = SQL_CONTACT_DELETE,
    .get_any = SQL_CONTACT_GET_ANY,
    .restore = SQL_CONTACT_RESTORE,
    .check = contact_check,
    .members = contact_members,
};

enum rc contact_get_any(struct cx *cx, const char *id, struct contact *contact)
{
    return resource_get_any(cx, &contact_resource, id, contact);
}

bool contact_is_business(const struct contact *contact)
{
    return contact->company || contact->siren || contact->vat_number;
}
