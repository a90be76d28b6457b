/* SPDX-License-Identifier: MIT
 *
 * Imports: a file is read before any transaction begins, looked at, run and undone by jobs. */
#include "transfer/import.h"

#include "base/unicode.h"
#include "fcgi/api/rows.h"
#include "fcgi/serve/replay.h"
#include "transfer/preview.h"
#include "transfer/sheet.h"

#define FILE_KINDS "CSV, at most 10 MiB, 20,000 rows and 100 columns"

enum { KIND, NAME };
static const struct field upload_query[] = {
    {.name = "kind", .type = FT_ENUM, .values = import_kind_names, .about = "`contacts` when left out"},
    {.name = "name", .type = FT_TEXT, .min = 1, .max = 200, .about = "Of the file, to recognise the import by"},
    {.name = NULL},
};

static enum rc read_file(struct cx *cx, struct import_file *file)
{
    int64_t number;
    const char *bytes = NULL;
    const char *name = request_query_once(cx, "name");
    TRY(query_choice(cx, &upload_query[KIND], &file->kind));
    if (name && field_parse_text(cx, &upload_query[NAME], name, &number, &file->name)) {
        file->name = text_check(cx->arena, file->name, true) ? NULL : file->name;
    }
    TRY(fault_check(cx));
    TRY(uploaded_file(cx, &bytes, &file->len));
    file->bytes = bytes;
    return RC_OK;
}

static enum rc import_post(struct cx *cx)
{
    struct import_file file = {0};
    struct import import;
    TRY(read_file(cx, &file));
    TRY(import_create(cx, &file, &import));
    return crud_answer(cx, 201, &import_resource, import.id);
}

/* What takes long is read before the transaction begins. */
static enum rc import_patch(struct cx *cx)
{
    struct import_change change;
    struct import import, read;
    uint64_t present = 0;
    TRY(input(cx, &import_change_record, PARSE_CHANGE, &change, &present));
    TRY(db_begin(cx, cx->db, TX_READ));
    TRY(resource_get(cx, &import_resource, path_id(cx, 0), &read));
    TRY(import_reread(cx, &read, &change));
    TRY(db_commit(cx, cx->db));
    TRY(db_begin(cx, cx->db, TX_WRITE));
    TRY(etag_check(cx)); /* as it is by now */
    TRY(resource_get(cx, &import_resource, path_id(cx, 0), &import));
    TRY(import_change(cx, &import, &read, &change, present));
    return crud_answer(cx, 200, &import_resource, import.id);
}

static enum rc import_delete(struct cx *cx)
{
    struct import import;
    TRY(resource_get(cx, &import_resource, path_id(cx, 0), &import));
    TRY(import_remove(cx, &import));
    return answer_message(cx, "Import deleted");
}

static enum rc import_start(struct cx *cx, enum rc (*start)(struct cx *cx, struct import *import))
{
    struct import import;
    TRY(resource_get(cx, &import_resource, path_id(cx, 0), &import));
    TRY(start(cx, &import));
    return crud_answer(cx, 200, &import_resource, import.id);
}

static enum rc import_run_post(struct cx *cx)
{
    return import_start(cx, import_run);
}

static enum rc import_undo_post(struct cx *cx)
{
    return import_start(cx, import_undo);
}

/* ---- looking at one ---- */

enum { VERDICT };
static const struct field rows_query[] = {
    {.name = "verdict", .type = FT_ENUM, .values = verdict_names, .about = "All when left out, as they stand in the file"},
    {.name = NULL},
};
static const struct field page_fields[] = {
    {.name = "page", .type = FT_INT, .min = 1, .max = 1000000},
    {.name = "limit", .type = FT_INT, .min = 1, .max = PREVIEW_LIMIT_MAX},
};

static enum rc import_rows(struct cx *cx)
{
    struct import import;
    struct preview *found = arena_alloc(cx->arena, sizeof *found);
    struct preview_wish wish = {.page = 1, .limit = 20};
    if (request_query_once(cx, "verdict")) {
        (void)query_choice(cx, &rows_query[VERDICT], &wish.verdict); /* what is wrong is told with the others */
    }
    (void)query_number(cx, &page_fields[0], &wish.page);
    TRY(query_number(cx, &page_fields[1], &wish.limit));
    TRY(resource_get(cx, &import_resource, path_id(cx, 0), &import));
    TRY(preview(cx, &import, &wish, found));
    return answer_page(cx, &preview_record, found, &found->page);
}

static enum rc import_problems(struct cx *cx)
{
    struct import import;
    struct buf body;
    TRY(resource_get(cx, &import_resource, path_id(cx, 0), &import));
    TRY(import_sheet(cx, &import, &body));
    return answer_document(cx, "text/csv; charset=utf-8", "import.csv", NULL, &body);
}

#define ONE .label = "Import", .out = &import_detail_record

static const struct route rows[] = {
    {FOR_MANAGERS("GET", "/api/imports", crud_list, "List imports, the newest first", TX_READ, RATE_READ),
     .resource = &import_resource},
    {FOR_MANAGERS("POST", "/api/imports", import_post,
                  "Upload a file to import: a draft, with the encoding, separator and columns that were recognised", TX_NONE,
                  RATE_WRITE),
     .pool = POOL_HEAVY, ONE, .query = upload_query, .upload = FILE_KINDS, .flags = ROUTE_RAW | ROUTE_UPLOAD | ROUTE_CREATED},
    {FOR_MANAGERS("GET", "/api/imports/{id}", crud_get, "An import: how far it is, what failed, and what undoing it kept",
                  TX_READ, RATE_READ),
     .resource = &import_resource},
    {FOR_MANAGERS("PATCH", "/api/imports/{id}", import_patch, "Change how a draft is read, and where its columns go", TX_NONE,
                  RATE_WRITE),
     .pool = POOL_HEAVY, .in = &import_change_record, ONE},
    {REMOVE("/api/imports/{id}", import_delete, "Delete a draft with its file"), .label = "Import"},
    {FOR_MANAGERS("GET", "/api/imports/{id}/rows", import_rows,
                  "A draft's rows as they would be taken: values, what is wrong, and which record each is already", TX_READ,
                  RATE_READ),
     .pool = POOL_HEAVY, .label = "Import", .out = &preview_record, .query = rows_query, .flags = ROUTE_PAGED},
    {FOR_MANAGERS("GET", "/api/imports/{id}/problems", import_problems, "The rows that failed as CSV, to be corrected", TX_READ,
                  RATE_READ),
     .pool = POOL_HEAVY, .label = "Import", .flags = ROUTE_FILE},
    {FOR_MANAGERS("POST", "/api/imports/{id}/run", import_run_post, "Take the rows in: a job does it", TX_WRITE, RATE_WRITE),
     ONE},
    {FOR_MANAGERS("POST", "/api/imports/{id}/undo", import_undo_post,
                  "Undo it, within 30 days: a job does it, and `left` tells what was used or changed since and stays", TX_WRITE,
                  RATE_WRITE),
     ONE},
    {.method = NULL},
};
const struct route_group import_routes = {"Imports",
                                          "Moving in: files of contacts and vehicles. Upload, look, run; what was taken in is "
                                          "undone by one request. For managers and "
                                          "above.",
                                          rows};
