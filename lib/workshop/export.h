/* SPDX-License-Identifier: MIT
 *
 * The garage's lists as spreadsheets (documents/sheet/export.h). */
#ifndef WORKSHOP_EXPORT_H
#define WORKSHOP_EXPORT_H

#include "documents/sheet/export.h"

extern const struct export contact_export;
extern const struct export vehicle_export;
extern const struct export quote_export;
extern const struct export invoice_export;
extern const struct export payment_export;

#endif
