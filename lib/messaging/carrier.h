/* SPDX-License-Identifier: MIT
 *
 * Carriers: what takes a message out of the house. One per file, carrier_<name>.c; the settings `mail` and `whatsapp` choose. */
#ifndef MESSAGING_CARRIER_H
#define MESSAGING_CARRIER_H

#include "messaging/outbox.h"

#define CARRIER_ATTACHMENTS_BYTES (10u << 20) /* of one message, all together */

/* Hands one attempt over; may take a minute. No transaction is open. Needs cx->tenant, and cx->db for what the settings say.
 *   RC_OK           accepted, now or (carrier_knows_attempts) by an earlier call with the same attempt id; message->carrier_id is set where the carrier has
 *                   an id of its own, under which its status webhooks (status.h) speak of it.
 *   RC_INVALID      refused for good: this message will never be taken. Do not try again.
 *   anything else   not accepted this time: try again later, and not before cx->fault.retry_after_s seconds where that is set.
 * The reason is the fault's message: a sentence that holds no secret. */
typedef enum rc carrier_send(struct cx *cx, struct message *message);

/* The carrier of a message's channel, by the settings; NULL: there is none. */
carrier_send *carrier_choose(const struct message *message);

/* Whether messages of a channel ("email", "whatsapp") leave the house; otherwise a folder of this machine is all they reach. */
bool carrier_leaves(const char *channel);

/* Whether a call with an attempt id that it has seen does nothing. One that does not is never called twice with the same. */
bool carrier_knows_attempts(carrier_send *carrier);

/* Into DATA/mail/<subdomain>/new as a file named by the attempt id. */
carrier_send maildir_send;
/* To the mail server that `mail` names; the Message-ID is that of the message, in every attempt. */
carrier_send smtp_carrier_send;
/* To Resend, which takes an Idempotency-Key once: the attempt id. */
carrier_send resend_send;
/* WhatsApp, embedded: into DATA/whatsapp/<subdomain>/new as a JSON file named by the attempt id. */
carrier_send spool_send;
/* WhatsApp, through Twilio. */
carrier_send twilio_send;

/* Who a letter is from: the host's one address under the tenant's name (the product's own for links to an account, so that
 * strangers are sent no name that somebody chose), and where answers go. */
struct sender {
    const char *name;
    const char *address;
    const char *reply_to; /* NULL: nowhere */
};
enum rc carrier_sender(struct cx *cx, const struct message *message, struct sender *sender);

/* Writes a file by way of `tmp` into `new` of the box DATA/<kind>/<subdomain>, durably, unless it is there or in `cur` already:
 * what the embedded carriers do. */
enum rc carrier_drop(struct cx *cx, const char *kind, const char *name, const struct buf *text);
/* Whether that has happened before. */
enum rc carrier_dropped(struct cx *cx, const char *kind, const char *name, bool *found);

/* What a service's refusal means: 408, 429 and 5xx are no answer yet (RC_UNAVAILABLE, with the wait that it asks for), anything else
 * is final. 401 and 403 are about our settings, not about the message: RC_UNAVAILABLE. `detail`: what it said; may be NULL. */
struct http_response;
enum rc carrier_refused(struct cx *cx, const char *service, const struct http_response *response, const char *detail);

#endif
