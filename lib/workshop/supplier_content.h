/* SPDX-License-Identifier: MIT
 *
 * What was read of a supplier's file as the JSON that is kept beside its row, and as the row. */
#ifndef WORKSHOP_SUPPLIER_CONTENT_H
#define WORKSHOP_SUPPLIER_CONTENT_H

#include "workshop/supplier_invoice.h"

extern const char *const supplier_formats[]; /* in the order of enum incoming_format */
extern const char *const supplier_types[];

/* True: its fields were read of the file, and nobody types them. */
bool supplier_is_structured(const struct supplier_invoice *invoice);

/* Fills the row's fields, and its content where the file is structured; all on the request's arena. */
void supplier_content_take(struct cx *cx, const struct incoming *incoming, struct supplier_invoice *invoice);

#endif
