/* SPDX-License-Identifier: MIT
 *
 * The CSV side of table.h: RFC 4180, UTF-8 with a byte order mark, so that spreadsheets read accents. */
#ifndef DOCUMENTS_SHEET_CSV_H
#define DOCUMENTS_SHEET_CSV_H

#include "documents/sheet/table.h"

struct csv;

enum rc csv_open(struct cx *cx, const struct table_options *options, struct csv **csv);
enum rc csv_begin(struct csv *csv, const char *name, const struct column *columns);
enum rc csv_row(struct csv *csv, const void *row);
enum rc csv_close(struct csv *csv);

#endif
