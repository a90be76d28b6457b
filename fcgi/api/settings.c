/* SPDX-License-Identifier: MIT
 *
 * The tenant's settings: one record without an id. */
#include "tenant/settings.h"

#include "fcgi/api/rows.h"
#include "pipeline/recalculate.h"
#include "resource/journal.h"

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

static const struct route rows[] = {
    {ROW("GET", "/api/settings", settings_read, "Settings of the tenant", PERM_MANAGER, TX_READ, RATE_READ),
     .out = &settings_record},
    {ROW("PATCH", "/api/settings", settings_change, "Change settings", PERM_MANAGER, TX_WRITE, RATE_WRITE), .pool = POOL_HEAVY,
     .in = &settings_record, .out = &settings_record},
    {.method = NULL},
};
const struct route_group settings_routes = {
    "Settings", "The tenant's legal identity, address, time zone and terms. For managers and above.", rows};
