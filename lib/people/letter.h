/* SPDX-License-Identifier: MIT
 *
 * What the product writes to people by itself. In French and English: a tenant may have colleagues of either language. */
#ifndef PEOPLE_LETTER_H
#define PEOPLE_LETTER_H

#include "auth/user.h"
#include "messaging/outbox.h"

/* Queues the link by which a person chooses a new password (lib/auth/reset.h), inside the caller's write transaction. Its
 * host comes from registry and configuration, never from a request. Needs cx->tenant. */
enum rc letter_reset(struct cx *cx, const struct user *user, const char *token, struct message *message);

/* The same link for somebody whose account an admin has opened. RC_RATE_LIMITED: the tenant has invited as many people today as
 * its plan allows. */
enum rc letter_invitation(struct cx *cx, const struct user *user, const char *token, struct message *message);

#endif
