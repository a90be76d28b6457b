/* SPDX-License-Identifier: MIT
 *
 * Who and what a registration certificate names and the garage knows already. */
#ifndef WORKSHOP_KNOWN_H
#define WORKSHOP_KNOWN_H

#include "data/record.h"

enum { KNOWN_MAX = 5 };

/* Fills `vehicles` (struct vehicle, at most KNOWN_MAX) with those of this VIN or plate; either may be NULL. */
enum rc known_vehicles(struct cx *cx, const char *vin, const char *plate, struct list *vehicles);

/* Fills `contacts` (struct contact, at most KNOWN_MAX) with the owners of `vehicles`, then with those whose name has all words
 * of `name` (NULL: none). */
enum rc known_contacts(struct cx *cx, const char *name, const struct list *vehicles, struct list *contacts);

#endif
