/* SPDX-License-Identifier: MIT
 *
 * How what is printed in capitals on a certificate is written otherwise: names, streets, models, dates. Text in, text out. */
#ifndef OCR_WORDS_H
#define OCR_WORDS_H

#include <stdbool.h>
#include <stddef.h>

enum { WORDS_DATE = 11 };

/* "ELODIE", "ROUVIGNAC" -> "Elodie Rouvignac"; either may be "". What is no letter at the ends goes. */
void words_name(const char *first, const char *last, char *out, size_t size);

/* "14 RUE DES FICTIONS", "49999 ESSAI SUR LOIRE" -> "14 Rue des Fictions, 49999 Essai sur Loire". */
void words_address(const char *street, const char *town, char *out, size_t size);

/* "CLIO" -> "Clio", "C3" stays. */
void words_model(const char *printed, char *out, size_t size);

/* "22/08/2012" -> "2012-08-22"; false: no date of a vehicle. */
bool words_date(const char *text, char out[WORDS_DATE]);

/* "120822" -> "2012-08-22"; of two possible centuries the one that is past. */
bool words_short_date(const char *text, char out[WORDS_DATE]);

/* The code of P.3 that was read, from the list of the order of 9 February 2009; NULL: none. */
const char *words_fuel(const char *text);

#endif
