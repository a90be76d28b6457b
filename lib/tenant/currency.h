/* SPDX-License-Identifier: MIT
 *
 * The currencies of ISO 4217 that a country pays with. */
#ifndef TENANT_CURRENCY_H
#define TENANT_CURRENCY_H

#include <stdbool.h>

/* "EUR", in capitals. */
bool currency_valid(const char *code);

#endif
