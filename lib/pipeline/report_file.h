/* SPDX-License-Identifier: MIT
 *
 * A stored report as a file to keep: out of what was stored and nothing else, so that it says today what it said then. */
#ifndef PIPELINE_REPORT_FILE_H
#define PIPELINE_REPORT_FILE_H

#include "documents/sheet/table.h"
#include "pipeline/report.h"
#include "tenant/download.h"

/* "pipeline_report_2025-11-13.xlsx", by the day it was made. The file is complete, or it is not there. */
enum rc report_table(struct cx *cx, const struct report *report, enum table_format format, struct download *download);

/* The PDF in `body`, and the name that it is saved as. */
enum rc report_pdf(struct cx *cx, const struct report *report, struct buf *body, const char **filename);

#endif
