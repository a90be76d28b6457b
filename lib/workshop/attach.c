/* SPDX-License-Identifier: MIT
 *
 * From the names of attachments to their bytes. */
#include "workshop/attach.h"

#include <string.h>

#include "base/config.h"
#include "base/str.h"
#include "base/uuid.h"
#include "data/json_in.h"
#include "data/json_out.h"
#include "tenant/tenant.h"
#include "workshop/archive.h"
#include "workshop/facturx.h"

#define STORAGE "https://storage.visioncrm.app/"

static const struct field named_file_fields[] = {
    FIELD_TEXT(struct named_file, filename, 0, 1, 150),
    FIELD_TEXT(struct named_file, url, F_REQUIRED, 1, 300),
};
RECORD(named_file_record, "Attachment", struct named_file, named_file_fields, NULL);

struct named_files {
    struct list attachments;
};
static const struct field named_files_fields[] = {
    FIELD_LIST(struct named_files, attachments, 0, &named_file_record, 0, ATTACH_MAX),
};
static RECORD(named_files_record, "Attachments", struct named_files, named_files_fields, NULL);

/* ---- kinds of documents ---- */

static enum rc draw_quote(struct cx *cx, const char *id, struct paper *paper)
{
    struct quote quote;
    TRY(resource_get(cx, &quote_resource, id, &quote));
    return paper_quote(cx, &quote, paper);
}

static enum rc draw_invoice(struct cx *cx, const char *id, struct paper *paper)
{
    struct invoice invoice;
    TRY(resource_get(cx, &invoice_resource, id, &invoice));
    if (!invoice.invoice_number) {
        return paper_invoice(cx, &invoice, paper);
    }
    TRY(facturx_invoice(cx, &invoice, paper));
    paper->filename = arena_printf(cx->arena, "facture-%s.pdf", invoice.invoice_number); /* in a letter there is no other */
    return RC_OK;
}

static enum rc draw_credit_note(struct cx *cx, const char *id, struct paper *paper)
{
    struct credit_note note;
    TRY(resource_get(cx, &credit_note_resource, id, &note));
    TRY(facturx_credit_note(cx, &note, paper));
    paper->filename = arena_printf(cx->arena, "avoir-%s.pdf", note.credit_note_number);
    return RC_OK;
}

static const struct document_kind {
    const char *noun;
    const struct resource *resource;
    enum rc (*draw)(struct cx *cx, const char *id, struct paper *paper);
} document_kinds[] = {
    {"quotes", &quote_resource, draw_quote},
    {"invoices", &invoice_resource, draw_invoice},
    {"credit-notes", &credit_note_resource, draw_credit_note},
};

/* ---- addresses ---- */

/* "https://garage.visioncrm.localhost:8443", where the path goes on after it; NULL: another place. */
static const char *after_origin(struct cx *cx, const char *url)
{
    if (*url == '/') {
        return url;
    }
    const char *host = arena_printf(cx->arena, "https://%s.%s", cx->tenant->subdomain, config_get("domain"));
    const char *port = arena_printf(cx->arena, ":%s", config_get("https_port"));
    if (!str_starts(url, host)) {
        return NULL;
    }
    url += strlen(host);
    return str_starts(url, port) ? url + strlen(port) : str_eq(port, ":443") ? url : NULL;
}

/* "<noun>/<id><end>" and nothing else. */
static const struct document_kind *take_path(struct cx *cx, const char *path, const char *end, const char **id)
{
    for (size_t i = 0; i < sizeof document_kinds / sizeof *document_kinds; i++) {
        size_t len = strlen(document_kinds[i].noun);
        if (strncmp(path, document_kinds[i].noun, len) == 0 && path[len] == '/' && strlen(path) > len + (UUID_LEN - 1) &&
            str_eq(path + len + 1 + (UUID_LEN - 1), end)) {
            *id = str_lower(cx->arena, arena_strndup(cx->arena, path + len + 1, (UUID_LEN - 1)));
            return uuid_valid(*id) ? &document_kinds[i] : NULL;
        }
    }
    return NULL;
}

static const struct document_kind *take_url(struct cx *cx, const char *url, const char **id)
{
    if (str_starts(url, STORAGE)) {
        return take_path(cx, url + strlen(STORAGE), ".pdf", id);
    }
    const char *path = after_origin(cx, url);
    return path && str_starts(path, "/api/") ? take_path(cx, path + strlen("/api/"), "/pdf", id) : NULL;
}

bool attach_parse(struct cx *cx, const char *url, const char **noun, const char **id)
{
    const struct document_kind *kind = take_url(cx, url, id);
    *noun = kind ? kind->noun : NULL;
    return kind != NULL;
}

/* ---- naming ---- */

static void write_file(struct json *json, const char *filename, const char *noun, const char *id)
{
    json_object(json);
    json_kv_text(json, "filename", filename);
    json_kv_text(json, "url", arena_printf(json->out->arena, "/api/%s/%s/pdf", noun, id));
    json_object_end(json);
}

static enum rc check_one(struct cx *cx, const struct named_file *file, size_t index, struct json *json)
{
    const char *id = NULL;
    const char *field = arena_printf(cx->arena, "attachments[%zu].url", index);
    if (!file->url) {
        return RC_OK; /* it has its row already */
    }
    const struct document_kind *kind = take_url(cx, file->url, &id);
    if (!kind) {
        fault_field(cx, field, PROBLEM_NOT_YOUR_DOCUMENT, "Must name a document of your own, such as /api/quotes/{id}/pdf");
        return RC_OK;
    }
    TRY(resource_refer(cx, kind->resource, field, id));
    write_file(json, file->filename, kind->noun, id);
    return RC_OK;
}

enum rc attach_check(struct cx *cx, const struct list *named, const char **files)
{
    struct buf text;
    struct json json;
    const struct named_file *rows = named->rows;
    buf_init(&text, cx->arena, 256);
    json_init(&json, &text, TIME_MILLISECONDS);
    json_array(&json);
    for (size_t i = 0; i < named->count; i++) {
        TRY(check_one(cx, &rows[i], i, &json));
    }
    json_array_end(&json);
    *files = text.data;
    return RC_OK;
}

const char *attach_one(struct cx *cx, const char *filename, const char *noun, const char *id)
{
    struct buf text;
    struct json json;
    buf_init(&text, cx->arena, 128);
    json_init(&json, &text, TIME_MILLISECONDS);
    json_array(&json);
    write_file(&json, filename, noun, id);
    json_array_end(&json);
    return text.data;
}

/* ---- reading ---- */

static enum rc load_one(struct cx *cx, const struct named_file *file, struct attachment *out)
{
    const char *id = NULL;
    struct paper paper;
    const struct document_kind *kind = take_url(cx, file->url, &id);
    if (!kind) {
        return fault_set(cx, RC_INTERNAL, NULL, "an attachment has no name that is known");
    }
    TRY(kind->draw(cx, id, &paper));
    *out = (struct attachment){.filename = file->filename ? file->filename : paper.filename, .type = "application/pdf"};
    if (paper.file) {
        TRY(archive_read(cx, paper.file, &paper.body));
    }
    out->content = paper.body.data;
    out->len = paper.body.len;
    return RC_OK;
}

static enum rc load(struct cx *cx, struct message *message)
{
    struct named_files named;
    if (str_empty(message->files) || str_eq(message->files, "[]")) {
        return RC_OK;
    }
    TRY(record_load(cx, &named_files_record, arena_printf(cx->arena, "{\"attachments\":%s}", message->files), &named));
    const struct named_file *rows = named.attachments.rows;
    struct attachment *loaded = arena_array(cx->arena, named.attachments.count, sizeof *loaded);
    for (size_t i = 0; i < named.attachments.count; i++) {
        TRY(load_one(cx, &rows[i], &loaded[i]));
    }
    message->attachments = loaded;
    message->attachment_count = named.attachments.count;
    return RC_OK;
}

enum rc attach_send(struct cx *cx, struct job *job)
{
    return outbox_send(cx, job, load);
}
