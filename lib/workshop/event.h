/* SPDX-License-Identifier: MIT
 *
 * The technical log: what happened to the data as a whole, as rows that never change and are entries of the chain. Closings are
 * entries of their own (closing.h). */
#ifndef WORKSHOP_EVENT_H
#define WORKSHOP_EVENT_H

#include "resource/resource.h"
#include "workshop/ledger.h"

#define EVENT_ARCHIVE "ARCHIVE"             /* an archive was made: its entries and hash */
#define EVENT_RESTORE "RESTORE"             /* the data comes from a backup: of when */
#define EVENT_VERSION "VERSION"             /* the program is of this version from now on */
#define EVENT_VERIFY_FAILED "VERIFY_FAILED" /* a check found this */
#define EVENT_DEMO "DEMO"                   /* it is a demonstration */

struct event {
    const char *id, *kind, *detail;
    const char *created_by; /* NULL: the command line */
    int64_t created_at, version;
    const char *hash; /* of its entry */
};
extern const struct resource event_resource; /* record and list */
extern const struct ledger_kind event_ledger;

/* Writes it, in the caller's write transaction. `detail` may be NULL. */
enum rc event_add(struct cx *cx, const char *kind, const char *detail);
/* The same, unless the newest of its kind says so already. */
enum rc event_add_once(struct cx *cx, const char *kind, const char *detail);

#endif
