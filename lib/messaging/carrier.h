/* SPDX-License-Identifier: MIT
 *
 * Carriers: what takes a message out of the house. One per file, carrier_<name>.c; outbox.c chooses. */
#ifndef MESSAGING_CARRIER_H
#define MESSAGING_CARRIER_H

#include "messaging/outbox.h"

/* Hands one attempt over. RC_OK: delivered, now or by an earlier call with the same attempt id. Anything else: not
 * delivered, with the reason as fault message. No transaction is open. Needs cx->tenant. */
typedef enum rc carrier_send(struct cx *cx, const struct message *message);

/* Into DATA/mail/<subdomain>/new as a file named by the attempt id. */
carrier_send maildir_send;

#endif
