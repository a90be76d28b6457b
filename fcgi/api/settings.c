/* SPDX-License-Identifier: MIT
 *
 * The tenant's settings: one record without an id. */
#include "tenant/settings.h"

#include "fcgi/api/rows.h"
#include "fcgi/serve/replay.h"
#include "ocr/logo.h"
#include "pipeline/recalculate.h"
#include "resource/journal.h"
#include "tenant/turn.h"
#include "workshop/readiness.h"

static enum rc settings_read(struct cx *cx)
{
    struct settings settings;
    TRY(settings_get(cx, &settings));
    return answer_record(cx, 200, &settings_record, &settings);
}

static enum rc settings_change(struct cx *cx)
{
    struct settings before;
    struct settings patch;
    uint64_t present = 0;
    TRY(settings_get(cx, &before));
    TRY(input_checked_later(cx, &settings_record, PARSE_CHANGE, &patch, &present));
    struct settings settings = before;
    record_merge(&settings_record, &settings, &patch, present);
    TRY(settings_save(cx, &settings));
    TRY(journal_change(cx, &settings_record, &before, &settings, NULL));
    TRY(settings_read(cx));
    return recalculate_step(cx, before.probability_step, settings.probability_step);
}

static enum rc settings_readiness(struct cx *cx)
{
    struct readiness readiness;
    TRY(ready_settings(cx, &readiness));
    return answer_record(cx, 200, &readiness_record, &readiness);
}

/* ---- the logo ---- */

#define LOGO_KINDS "JPEG or PNG, at most 512 KiB"

static enum rc logo_read(struct cx *cx)
{
    const void *png;
    size_t len;
    struct buf body;
    TRY(logo_get(cx, &png, &len));
    if (!png) {
        return fault_not_found(cx, "Logo");
    }
    buf_init(&body, cx->arena, len);
    buf_add(&body, png, len);
    return answer_document(cx, "image/png", "logo.png", NULL, &body);
}

static enum rc logo_file(struct cx *cx, const char **file, size_t *len)
{
    TRY(uploaded_file(cx, file, len));
    enum picture_kind kind = picture_kind(*file, *len);
    if (kind != PICTURE_JPEG && kind != PICTURE_PNG) {
        return fault_set(cx, RC_INVALID, NULL, "Invalid file format. Supported: JPEG, PNG");
    }
    return *len <= LOGO_UPLOAD_MAX ? RC_OK : fault_set(cx, RC_TOO_LARGE, NULL, "The file must be " LOGO_KINDS);
}

static enum rc logo_refuse(struct cx *cx, enum logo_end end)
{
    switch (end) {
    case LOGO_TOO_LARGE:
        return fault_printf(cx, RC_UNREADABLE, NULL, "The picture has too many pixels: at most %d million",
                            PICTURE_PIXELS_COLOURS / 1000000);
    case LOGO_TOO_COSTLY:
        return fault_set(cx, RC_UNREADABLE, NULL, "The file takes too much memory or time to read");
    case LOGO_MISSING:
        return fault_set(cx, RC_UNAVAILABLE, NULL, "This server cannot read pictures at the moment");
    case LOGO_DRAWN:
    case LOGO_BROKEN:
        break;
    }
    return fault_set(cx, RC_UNREADABLE, NULL, "The file is broken: no picture comes of it");
}

static enum rc logo_write(struct cx *cx, const void *png, size_t len)
{
    struct settings before;
    TRY(settings_get(cx, &before));
    struct settings settings = before;
    TRY(logo_keep(cx, &settings, png, len));
    return journal_change(cx, &settings_record, &before, &settings, NULL);
}

/* The picture is read before the transaction begins. */
static enum rc logo_put(struct cx *cx)
{
    const char *file = NULL;
    size_t len = 0;
    struct buf png;
    TRY(logo_file(cx, &file, &len));
    TRY(turn_take(cx));
    buf_init(&png, cx->arena, 65536);
    enum logo_end end = logo_redraw(file, len, &png);
    if (end != LOGO_DRAWN) {
        return logo_refuse(cx, end);
    }
    TRY(db_begin(cx, cx->db, TX_WRITE));
    TRY(etag_check(cx)); /* as it is by now */
    TRY(logo_write(cx, png.data, png.len));
    return settings_read(cx);
}

static enum rc logo_delete(struct cx *cx)
{
    TRY(logo_write(cx, NULL, 0));
    return answer_message(cx, "Logo removed");
}

static const struct route rows[] = {
    {ROW("GET", "/api/settings", settings_read, "Settings of the tenant", PERM_MANAGER, TX_READ, RATE_READ),
     .out = &settings_record},
    {ROW("PATCH", "/api/settings", settings_change, "Change settings", PERM_MANAGER, TX_WRITE, RATE_WRITE), .pool = POOL_HEAVY,
     .in = &settings_record, .out = &settings_record},
    {ROW("GET", "/api/settings/readiness", settings_readiness,
         "What a platform would refuse of the seller of electronic invoices", PERM_MANAGER, TX_READ, RATE_READ),
     .out = &readiness_record},
    {READ("/api/settings/logo", logo_read, "The logo as papers have it"), .flags = ROUTE_FILE | ROUTE_PICTURE},
    {ROW("PUT", "/api/settings/logo", logo_put,
         "Put a picture above the seller's name on papers; it is drawn anew, no larger than there", PERM_MANAGER, TX_NONE,
         RATE_WRITE),
     .pool = POOL_SLOW, .out = &settings_record, .upload = LOGO_KINDS, .flags = ROUTE_RAW | ROUTE_UPLOAD},
    {REMOVE("/api/settings/logo", logo_delete, "Take the logo off papers")},
    {.method = NULL},
};
const struct route_group settings_routes = {
    "Settings", "The tenant's legal identity, address, time zone and terms. For managers and above.", rows};
