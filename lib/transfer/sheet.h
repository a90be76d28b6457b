/* SPDX-License-Identifier: MIT
 *
 * The rows of an import that failed, as CSV: what was uploaded, to be corrected and imported again. */
#ifndef TRANSFER_SHEET_H
#define TRANSFER_SHEET_H

#include "transfer/import.h"

/* UTF-8 with a byte order mark, the import's separator and headings; at most IMPORT_PROBLEMS_MAX rows. */
enum rc import_sheet(struct cx *cx, const struct import *import, struct buf *out);

#endif
