/* SPDX-License-Identifier: MIT
 *
 * Invoices as other nouns answer them. */
#ifndef API_INVOICE_H
#define API_INVOICE_H

#include "data/json_out.h"
#include "workshop/invoice.h"

/* An invoice as it was just recorded: the answer to an action says SENT even where a read already says OVERDUE. */
enum rc invoice_write_recorded(struct cx *cx, struct json *json, const char *id, struct invoice *invoice);

#endif
