/* SPDX-License-Identifier: MIT
 *
 * The XLSX side of table.h: bold frozen headings, filters, widths, totals. The only file pair that knows libxlsxwriter. */
#ifndef DOCUMENTS_SHEET_XLSX_H
#define DOCUMENTS_SHEET_XLSX_H

#include "documents/sheet/table.h"

struct xlsx;

enum rc xlsx_open(struct cx *cx, const struct table_options *options, struct xlsx **book);
enum rc xlsx_begin(struct xlsx *book, const char *name, const struct column *columns);
enum rc xlsx_row(struct xlsx *book, const void *row);
enum rc xlsx_end(struct xlsx *book);
enum rc xlsx_close(struct xlsx *book);

#endif
