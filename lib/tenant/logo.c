/* SPDX-License-Identifier: MIT
 *
 * The logo of a tenant: its row, and its name in the settings. */
#include "base/str.h"
#include "store/db.h"
#include "tenant/settings.h"

enum rc logo_keep(struct cx *cx, struct settings *settings, const void *png, size_t len)
{
    if (!png) {
        settings->logo = NULL;
        TRY(db_run(cx, SQL_LOGO_REMOVE, NO_ARGS));
        return settings_save(cx, settings);
    }
    settings->logo = arena_printf(cx->arena, "logo-%016llx.png", (unsigned long long)hash64(png, len, 1));
    TRY(db_run(cx, SQL_LOGO_PUT, ARGS(ARG_B("png", png, len))));
    return settings_save(cx, settings);
}

enum rc logo_get(struct cx *cx, const void **png, size_t *len)
{
    struct rows rows;
    *png = NULL;
    *len = 0;
    TRY(rows_open(cx, SQL_LOGO_GET, NO_ARGS, &rows));
    enum rc rc = rows_next(&rows);
    if (rc == RC_OK) {
        *png = rows_blob(&rows, 0, len);
    }
    rows_close(&rows);
    return rc == RC_END ? RC_OK : rc;
}
