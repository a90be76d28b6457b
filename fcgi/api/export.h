/* SPDX-License-Identifier: MIT
 *
 * Lists as files, in the heavy pool: formats, languages, and the row of a route. */
#ifndef API_EXPORT_H
#define API_EXPORT_H

#include "documents/sheet/table.h"
#include "fcgi/serve/route.h"

/* The list of a noun of the workshop API, as its `struct export` has it: EXPORT("/api/contacts/export", contact). */
#define EXPORT(p, noun)                                                                                                        \
    READ(p, export_list, "The list as a file, without paging"),                                                                \
        .pool = POOL_HEAVY, .resource = &noun##_resource, .export = &noun##_export, .query = export_query, .flags = ROUTE_FILE

extern const struct field export_query[];
enum rc export_list(struct cx *cx);

enum table_format format_table(const char *format);

#endif
