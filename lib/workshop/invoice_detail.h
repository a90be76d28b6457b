/* SPDX-License-Identifier: MIT
 *
 * What an invoice shows beyond its own row: contact, lines, payments, credit notes. Apart from invoice.c, which knows neither of
 * the last two. */
#ifndef WORKSHOP_INVOICE_DETAIL_H
#define WORKSHOP_INVOICE_DETAIL_H

#include "data/json_out.h"

/* `members` of invoice_resource (resource/resource.h); `row` is a struct invoice. */
enum rc invoice_detail(struct cx *cx, struct json *json, const void *row);

#endif
