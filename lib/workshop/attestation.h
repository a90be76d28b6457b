/* SPDX-License-Identifier: MIT
 *
 * The individual attestation of the law against fraud (CGI, article 286, I, 3° bis) as a form: filled in with what the program knows,
 * with blanks for whoever publishes it and for whoever uses it, who alone can sign. */
#ifndef WORKSHOP_ATTESTATION_H
#define WORKSHOP_ATTESTATION_H

#include "workshop/paper.h"

enum rc attestation_paper(struct cx *cx, struct paper *paper);

#endif
