/* SPDX-License-Identifier: MIT
 *
 * Clients: fields, list, and what their deals are worth to the one who asks. */
#include "pipeline/client.h"

static const struct field client_fields[] = {
    FIELD_UUID(struct client, id, F_READONLY),
    FIELD_TEXT(struct client, name, F_REQUIRED | F_SEARCH, 1, 200),
    FIELD_TEXT(struct client, industry, F_SEARCH, 1, 100),
    FIELD_TEXT(struct client, relationship_tier, 0, 1, 100),
    FIELD_TEXT(struct client, contact_person, F_SEARCH, 1, 200),
    FIELD_EMAIL(struct client, email, F_SEARCH),
    FIELD_TEXT(struct client, phone, F_SEARCH, 1, 50),
    FIELD_TEXT(struct client, address, 0, 1, 500),
    FIELD_TEXT(struct client, notes, 0, 1, 10000),
    FIELD_UUID(struct client, created_by, F_INTERNAL),
    FIELD_TIME(struct client, created_at, F_READONLY),
    FIELD_TIME(struct client, updated_at, F_READONLY),
    FIELD_INT(struct client, version, F_READONLY, 0, 0),
};
static const struct record client_detail_record;
RECORD_ANSWERED(client_record, "Client", struct client, client_fields, NULL, &client_detail_record);

static const struct field client_brief_fields[] = {
    FIELD_UUID(struct client, id, 0),
    FIELD_TEXT(struct client, name, F_REQUIRED, 0, 0),
    FIELD_TEXT(struct client, industry, 0, 0, 0),
    FIELD_TEXT(struct client, relationship_tier, 0, 0, 0),
};
RECORD(client_brief_record, "ClientBrief", struct client, client_brief_fields, NULL);

static const struct field client_row_fields[] = {
    FIELD_UUID(struct client, id, 0),
    FIELD_TEXT(struct client, name, F_SORT | F_KEYED, 0, 0),
    FIELD_TEXT(struct client, industry, F_SORT | F_KEYED, 0, 0),
    FIELD_TEXT(struct client, relationship_tier, F_SORT | F_KEYED, 0, 0),
    FIELD_TEXT(struct client, contact_person, F_SORT | F_KEYED, 0, 0),
    FIELD_TEXT(struct client, email, F_SORT | F_KEYED, 0, 0),
    FIELD_TEXT(struct client, phone, 0, 0, 0),
    FIELD_TEXT(struct client, address, 0, 0, 0),
    FIELD_TEXT(struct client, notes, 0, 0, 0),
    FIELD_INT(struct client, opportunity_count, 0, 0, 0),
    FIELD_DECIMAL(struct client, total_value, 0, 2, 2, 0, 0),
    FIELD_TIME(struct client, created_at, F_SORT),
    FIELD_TIME(struct client, updated_at, F_SORT),
    FIELD_INT(struct client, version, 0, 0, 0),
};
RECORD(client_row_record, "ClientRow", struct client, client_row_fields, NULL);

#define WHOLE_TEXT "The whole text; A to Z in capitals or not"

static const struct filter client_filters[] = {
    {.param = "industry",
     .column = "c.industry COLLATE NOCASE",
     .op = FILTER_EQ,
     .type = {.name = "industry", .type = FT_TEXT, .about = WHOLE_TEXT}},
    {.param = "relationship_tier",
     .column = "c.relationship_tier COLLATE NOCASE",
     .op = FILTER_EQ,
     .type = {.name = "relationship_tier", .type = FT_TEXT, .about = WHOLE_TEXT}},
    {.param = NULL},
};

static const struct sort_key client_sorts[] = {
    {"phone", "c.phone"},
    {"opportunity_count", SQL_FRAGMENT_CLIENT_DEAL_COUNT("c")},
    {"total_value", SQL_FRAGMENT_CLIENT_DEAL_VALUE("c")},
    {NULL, NULL},
};

const struct list_spec client_list = {
    .record = &client_row_record,
    .select = SQL_CLIENT_LIST,
    .count = SQL_CLIENT_COUNT,
    .count_all = SQL_CLIENT_TOTAL,
    .search = SQL_CLIENT_SEARCH,
    .search_count = SQL_CLIENT_SEARCH_COUNT,
    .search_all = SQL_CLIENT_SEARCH_ALL,
    .alias = "c",
    .filters = client_filters,
    .sorts = client_sorts,
    .order = "c.seq DESC",
    .search_order = "f.rowid DESC",
    .tie = "c.seq",
};

static const struct field client_detail_fields[] = {
    FIELD_BASE(&client_record),
    FIELD_INT(struct client, opportunity_count, F_REQUIRED, 0, 0),
    FIELD_MONEY(struct client, total_value, F_REQUIRED),
};
static RECORD(client_detail_record, "ClientDetail", struct client, client_detail_fields, NULL);

/* What the asking user may know of the client's deals. */
static enum rc client_fill(struct cx *cx, void *row)
{
    struct client *client = row;
    struct access access;
    struct rows rows;
    TRY(access_of(cx, &access));
    TRY(rows_open(cx, SQL_CLIENT_DEALS, ARGS(ARG_T("id", client->id), ACCESS_ARGS(&access)), &rows));
    TRY(rows_next(&rows));
    client->opportunity_count = rows_int(&rows, 0);
    client->total_value = rows_int(&rows, 1);
    rows_close(&rows);
    return RC_OK;
}

const struct resource client_resource = {
    .record = &client_record,
    .list = &client_list,
    .get = SQL_CLIENT_GET,
    .insert = SQL_CLIENT_INSERT,
    .update = SQL_CLIENT_UPDATE,
    .remove = SQL_CLIENT_DELETE,
    .fill = client_fill,
};

enum rc client_delete(struct cx *cx, const char *id)
{
    int64_t one;
    enum rc rc = db_int(cx, SQL_CLIENT_USED, ARGS(ARG_T("id", id)), &one);
    if (rc == RC_OK) {
        return fault_set(cx, RC_CONFLICT, NULL, "A client with opportunities cannot be deleted");
    }
    return rc == RC_NOT_FOUND ? resource_remove(cx, &client_resource, id) : rc;
}
