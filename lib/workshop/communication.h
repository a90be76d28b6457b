/* SPDX-License-Identifier: MIT
 *
 * Messages that people of a tenant write (workshop API, "Communications"): checked, stored with their activity, and left to
 * their jobs. sending.h and reminder.h post theirs here. */
#ifndef WORKSHOP_COMMUNICATION_H
#define WORKSHOP_COMMUNICATION_H

#include "messaging/outbox.h"

struct email {
    const char *to;
    const char *subject;
    const char *body;
    const char *contact_id;
    struct list attachments; /* struct named_file */
};
extern const struct record email_record;

struct whatsapp {
    const char *to; /* E.164 */
    const char *message;
    const char *contact_id;
};
extern const struct record whatsapp_record;

struct receipt {
    const char *message_id;
    const char *status; /* "queued" */
    const char *activity_id;
};
extern const struct record receipt_record;

/* All within the caller's write transaction. RC_RATE_LIMITED MESSAGE_QUOTA_EXCEEDED: the plan's messages of today (UTC) are
 * used up. RC_INVALID: field errors, those that were found before included; RECIPIENT_NOT_ALLOWED where the plan
 * allows one's own records only. */
enum rc communication_email(struct cx *cx, const struct email *email, struct receipt *receipt);
enum rc communication_whatsapp(struct cx *cx, const struct whatsapp *whatsapp, struct receipt *receipt);

/* One message and its activity, for other letters of the house: everything of `message` but its ids is set. `metadata`: members
 * beside message_id, or NULL. */
struct posting {
    struct message message;
    bool to_debtor; /* its contact is known, and was when the invoice was issued: no plan keeps the letter from going there */
    const char *activity; /* type */
    const char *description;
    const char *metadata;
};
enum rc communication_post(struct cx *cx, struct posting *posting, struct receipt *receipt);

/* What was sent, for readers. */
extern const struct machine message_machine;
extern const struct resource communication_resource;

#endif
