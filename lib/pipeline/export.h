/* SPDX-License-Identifier: MIT
 *
 * Opportunities as a spreadsheet (pipeline API, section 4.9): every deal of a list without paging, whatever their number in
 * flat memory, and in Excel a second sheet with their revenue month by month. */
#ifndef PIPELINE_EXPORT_H
#define PIPELINE_EXPORT_H

#include "documents/sheet/export.h"

/* `query` holds the filters, search and order of opportunity_list. Only what the asking user may see. The file is complete,
 * or it is not there. Runs in the caller's read transaction. */
enum rc export_opportunities(struct cx *cx, const struct query *query, enum table_format format, bool french,
                             struct download *download);

#endif
