/* SPDX-License-Identifier: MIT
 *
 * Twins: records that share what is nearly always one's own (a plate, a telephone number, an address). Nothing forbids them, and a
 * write that makes one succeeds; whoever wrote it is told, in a warning for each. */
#ifndef WORKSHOP_TWIN_H
#define WORKSHOP_TWIN_H

#include "workshop/contact.h"
#include "workshop/vehicle.h"

/* Warn of others with the plate, the number or the address that is new in `now` (`before` is NULL when creating). They are told to
 * requests alone. */
enum rc twin_warn_vehicle(struct cx *cx, const struct vehicle *before, const struct vehicle *now);
enum rc twin_warn_contact(struct cx *cx, const struct contact *before, const struct contact *now);

#endif
