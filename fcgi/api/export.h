/* SPDX-License-Identifier: MIT
 *
 * Formats of files. */
#ifndef API_EXPORT_H
#define API_EXPORT_H

#include "documents/sheet/table.h"

enum table_format format_table(const char *format);

#endif
