/* SPDX-License-Identifier: MIT
 *
 * The rules of invoicing/readiness.h asked of the tenant, a contact and a paper as they are now; of what is issued, as it was. */
#ifndef WORKSHOP_READINESS_H
#define WORKSHOP_READINESS_H

#include "invoicing/readiness.h"
#include "workshop/contact.h"
#include "workshop/invoice.h"

enum rc ready_settings(struct cx *cx, struct readiness *readiness);
/* RC_NOT_FOUND: there is no such record. */
enum rc ready_contact(struct cx *cx, const char *id, struct readiness *readiness);
enum rc ready_quote(struct cx *cx, const char *id, struct readiness *readiness);
enum rc ready_invoice(struct cx *cx, const char *id, struct readiness *readiness);

/* On issue, of parties as invoice_parties() leaves them and a draft with its lines; as readiness_tell(). */
enum rc ready_issue(struct cx *cx, const struct settings *seller, const struct contact *buyer, const struct invoice *invoice);

#endif
