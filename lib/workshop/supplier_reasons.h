/* SPDX-License-Identifier: MIT
 *
 * Why a buyer approves an invoice only in part, suspends or refuses it, in the words of the French life cycle. */
#ifndef WORKSHOP_SUPPLIER_REASONS_H
#define WORKSHOP_SUPPLIER_REASONS_H

extern const char *const supplier_reason_codes[];

/* The codes that a status takes, ending with NULL; NULL: it takes none. */
const char *const *supplier_reasons_of(const char *status);

#endif
