/* SPDX-License-Identifier: MIT
 *
 * Where files for one answer lie, and for how long. */
#include "tenant/download.h"

#include "base/time.h"
#include "base/uuid.h"
#include "tenant/folder.h"
#include "tenant/tenant.h"

#define PREFIX ".download-"
#define KEPT_MS 600000

enum rc download_sweep(struct cx *cx, const char *tenant_id)
{
    return folder_sweep(cx, tenant_files_folder(cx, tenant_id), PREFIX, time_now_ms() - KEPT_MS);
}

enum rc download_new(struct cx *cx, const char *name, const char *extension, int64_t of_ms, struct download *download)
{
    if (cx->foreign) {
        return fault_set(cx, RC_FORBIDDEN, NULL, "Cross-site requests are refused");
    }
    TRY(download_sweep(cx, cx->tenant->id));
    const char *folder = tenant_files_folder(cx, cx->tenant->id);
    *download = (struct download){
        .path = arena_printf(cx->arena, "%s/" PREFIX "%s.%s", folder, uuid_new(cx->arena), extension),
        .folder = folder,
        .filename = arena_printf(cx->arena, "%s_%s.%s", name, zone_today(cx->arena, cx->zone, of_ms), extension),
    };
    return RC_OK;
}
