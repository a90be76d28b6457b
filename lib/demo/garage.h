/* SPDX-License-Identifier: MIT
 *
 * The garage of the demonstration: its people, its settings, and a year of its business (garage_story.h). */
#ifndef DEMO_GARAGE_H
#define DEMO_GARAGE_H

#include "demo/demo.h"

#define GARAGE_NAME "Garage Dupont"
#define GARAGE_DAYS 365 /* before today */
#define GARAGE_PEOPLE 3

extern const struct demo_person garage_people[GARAGE_PEOPLE]; /* the owner first */

/* Adds the owner's colleagues and the legal settings to a file just made, inside the caller's write transaction. */
enum rc garage_furnish(struct cx *cx, const char *const hashes[GARAGE_PEOPLE], struct user people[GARAGE_PEOPLE]);

/* The price list, by whoever is cx->user (garage_catalogue.c). */
enum rc garage_price(struct cx *cx);

/* Tells the whole year into cx->db, in transactions of its own (garage_story.c). */
enum rc story_tell(struct cx *cx, const struct demo_order *order, const struct user people[GARAGE_PEOPLE]);

#endif
