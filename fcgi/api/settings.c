/* SPDX-License-Identifier: MIT
 *
 * The tenant's settings: one record without an id. */
#include "tenant/settings.h"

#include "fcgi/api/coefficient.h"
#include "fcgi/api/rows.h"
#include "pipeline/recalculate.h"
#include "store/db.h"

static enum rc settings_read(struct cx *cx)
{
    struct settings settings;
    TRY(settings_get(cx, &settings));
    return answer_record(cx, 200, &settings_record, &settings);
}

static enum rc settings_change(struct cx *cx)
{
    struct settings settings;
    struct settings patch;
    uint64_t present = 0;
    TRY(settings_get(cx, &settings));
    int64_t old_step = settings.probability_step;
    TRY(input_checked_later(cx, &settings_record, PARSE_CHANGE, &patch, &present));
    record_merge(&settings_record, &settings, &patch, present);
    settings_record.validate(cx, &settings, present);
    TRY(fault_check(cx));
    settings.updated_at = cx->now_ms;
    TRY(db_run(cx, SQL_SETTINGS_UPDATE, ARGS(ARG_R(&settings_record, &settings))));
    TRY(settings_read(cx));
    if (settings.probability_step == old_step) {
        return RC_OK;
    }
    TRY(recalculate_mark_every(cx));
    return coefficient_commit(cx);
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
