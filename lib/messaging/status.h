/* SPDX-License-Identifier: MIT
 *
 * What carriers report of messages that they have taken, by webhook: delivered, read, failed, bounced, complained of. A report comes
 * in any order and more than once; a message only moves on. One of a message that nobody knows is acknowledged: the carrier would
 * only repeat it. But a report may overtake the answer to the message itself, which says the carrier's id of it. */
#ifndef MESSAGING_STATUS_H
#define MESSAGING_STATUS_H

#include "data/state.h"

struct http_pair;

/* What becomes of a message that was taken; no state: nothing is known yet. */
extern const struct machine delivery_machine;

/* An event of Resend whose signature was checked. Its webhook is one for the whole host: the tenant is the tag `tenant` that the
 * message was sent with. Opens that tenant's file; needs cx->registry. RC_INVALID: no event. RC_UNAVAILABLE: it happened a moment
 * ago to a message that is not known yet; Resend repeats what is not acknowledged. */
enum rc status_resend(struct cx *cx, const char *body, size_t len);

/* The fields of a status callback of Twilio whose signature was checked. It comes to the tenant's own host: needs cx->db.
 * `message_id`: ours, of the address that the message told Twilio to call; NULL: it did not. */
enum rc status_twilio(struct cx *cx, const char *message_id, const struct http_pair *fields, size_t count);

#endif
