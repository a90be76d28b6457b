/* SPDX-License-Identifier: MIT
 *
 * E-mail addresses. A domain may be written in any script, or as the ASCII that the network knows it by ("xn--…"): what is kept,
 * compared and printed is what a person reads; letters go to email_ascii(). This is the only module that includes libidn2. */
#ifndef DATA_EMAIL_H
#define DATA_EMAIL_H

#include "base/arena.h"

/* Checks the syntax (RFC 5321 without quoted local parts, IDNA 2008) and answers the one spelling of the address: a domain of ASCII
 * as typed, any other in normal form and lower case. Returns what is wrong, or NULL. */
const char *email_parse(struct arena *arena, const char *input, const char **email);

/* The same address with a domain of ASCII only. */
const char *email_ascii(struct arena *arena, const char *email);

#endif
