/* SPDX-License-Identifier: MIT
 *
 * The paper of an issued invoice or credit note with its electronic invoice inside (Factur-X). */
#ifndef WORKSHOP_FACTURX_H
#define WORKSHOP_FACTURX_H

#include "workshop/paper.h"

/* Made once, of the paper and the XML as both are kept; kept in the tenant's files itself and served from there ever after.
 * RC_CONFLICT for a draft. */
enum rc facturx_invoice(struct cx *cx, const struct invoice *invoice, struct paper *paper);
enum rc facturx_credit_note(struct cx *cx, const struct credit_note *note, struct paper *paper);

#endif
