/* SPDX-License-Identifier: MIT
 *
 * The format of a file that a query asks for. */
#ifndef API_EXPORT_H
#define API_EXPORT_H

#include "data/record.h"
#include "documents/sheet/table.h"

/* The format that the query asks for: a value of `field`, the first when it says nothing. RC_INVALID for any other. */
enum rc format_read(struct cx *cx, const struct field *field, const char **format);
enum table_format format_table(const char *format);

#endif
