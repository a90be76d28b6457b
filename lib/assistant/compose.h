/* SPDX-License-Identifier: MIT
 *
 * Texts to clients (workshop API, "POST /api/ai/generate"): e-mails and short messages from templates in French and English, with
 * figures out of the request or, where it names records, out of these. */
#ifndef ASSISTANT_COMPOSE_H
#define ASSISTANT_COMPOSE_H

#include "assistant/assistant.h"

struct letter_wish {
    const char *type;     /* email sms whatsapp */
    const char *template; /* quote_followup overdue_reminder appointment vehicle_ready thanks */
    const char *tone;     /* of a reminder: friendly firm final; NULL: friendly */
    const char *language; /* fr en; NULL: fr */
    /* the context: what is said, */
    const char *context_contact_name;
    const char *context_quote_number;
    int64_t context_quote_total; /* cents */
    int64_t context_days_pending;
    const char *context_invoice_number;
    int64_t context_invoice_total; /* cents, what is due */
    int64_t context_days_overdue;
    const char *context_due_date;
    const char *context_date; /* of the appointment */
    const char *context_time; /* "14:30" */
    const char *context_vehicle;
    const char *context_license_plate;
    /* … and the records that say it */
    const char *context_contact_id;
    const char *context_quote_id;
    const char *context_invoice_id;
    const char *context_vehicle_id;
};
extern const struct record letter_wish_record;

struct letter_text {
    const char *subject; /* NULL: a short message */
    const char *body;
    struct tokens_used tokens; /* words of the template and of the text */
};
extern const struct record letter_text_record;

/* Composes, counts the call, and leaves its write transaction open for dispatch to commit. RC_INVALID: what the template needs and
 * neither the context nor its records say; a record that there is not. RC_RATE_LIMITED beyond the quota. */
enum rc compose(struct cx *cx, const struct letter_wish *wish, struct letter_text *text);

/* A template: patterns of say_fill(), whose values stand in compose.c. */
struct letter_template {
    const char *name;
    const char *tone; /* NULL: has none */
    const char *language;
    const char *subject;
    const char *body;  /* of an e-mail, without the signature */
    const char *brief; /* of a short message, without the signature */
};
extern const struct letter_template letter_templates[]; /* ends with name NULL */

#endif
