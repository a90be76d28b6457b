/* SPDX-License-Identifier: MIT
 *
 * Quotes (devis): DRAFT -> SENT -> ACCEPTED | REJECTED | EXPIRED, and conversion to an invoice. */
#ifndef WORKSHOP_QUOTE_H
#define WORKSHOP_QUOTE_H

#include "resource/resource.h"
#include "workshop/line.h"

struct quote {
    const char *id;
    const char *quote_number; /* YYYY-NNN from creation */
    const char *contact_id;
    const char *contact_name; /* lists only */
    const char *vehicle_id;
    const char *issue_date;
    const char *valid_until;
    struct list items; /* struct line */
    const char *price_mode;
    int64_t subtotal; /* cents */
    int64_t vat_rate;
    const char *vat_exemption; /* of lines at 0 % without their own */ /* hundredths of a percent, of lines without their own */
    int64_t vat_amount;
    int64_t total;
    const char *status;
    const char *notes;      /* go into the invoice */
    const char *terms;      /* of the quote: how long it is valid … */
    const char *invoice_id; /* after conversion */
    const char *created_by;
    int64_t sent_at;
    int64_t closed_at; /* accepted, rejected or expired */
    const char *acceptance_accepted_by, *acceptance_method;
    int64_t acceptance_recycled_parts, acceptance_at;
    const char *acceptance_ip; /* of who entered it */
    int64_t acceptance_signed; /* there is a drawing: acceptance.h */
    const char *rejection_reason;
    int64_t asks_recycled_parts; /* the customer is to choose about them */
    int64_t invoiced_at;
    int64_t created_at;
    int64_t version; /* one more at each write */
    int64_t updated_at;
    struct stream deposits;                  /* in answers: rows of deposit_record (deposit.h) */
    const char *contact, *vehicle, *invoice; /* in answers: JSON (beside.h) */
};

extern const struct machine quote_machine;
#define QUOTE_BY_STATUS "quotes/status" /* routes that move one */
#define QUOTE_BY_LETTER "quotes/send"
#define QUOTE_BY_DEPOSIT "quotes/deposit"
#define QUOTE_BY_CONVERSION "quotes/convert"

extern const struct record quote_record;
extern const struct record quote_row_record;    /* lists */
extern const struct record quote_detail_record; /* with its lines */
extern const struct resource quote_resource;

struct quote_status_change {
    const char *status;
    const char *valid_until; /* sending an expired quote again needs a new one */
    /* Of ACCEPTED: */
    const char *accepted_by;
    const char *method;
    const char *signature;  /* a PNG in base64; acceptance.h makes `png` of it */
    int64_t recycled_parts; /* whether parts of the circular economy may be used; INT_NULL: not asked */
    const char *reason;     /* of REJECTED */
    const char *ip;         /* where the request came from; NULL: from nowhere */
    const char *png;        /* the drawing as it is kept; NULL: none */
};
/* A change to that status, and nothing else. */
#define QUOTE_CHANGE(to)                                                                                                       \
    {                                                                                                                          \
        .status = (to), .recycled_parts = INT_NULL                                                                             \
    }
extern const char *const quote_methods[];
extern const struct record quote_status_record;

/* RC_INVALID code INVALID_TRANSITION: the machine has no such transition. Logs the activity. */
enum rc quote_set_status(struct cx *cx, struct quote *quote, const struct quote_status_change *change);

/* The same without the activity, for whoever sends it and logs that. */
enum rc quote_move(struct cx *cx, struct quote *quote, const struct quote_status_change *change);

/* A new draft with the same lines; *id is the copy's. */
enum rc quote_duplicate(struct cx *cx, const char *quote_id, const char **id);
/* RC_CONFLICT unless it is a draft. */
enum rc quote_delete(struct cx *cx, const struct quote *quote);
enum rc quote_items(struct cx *cx, const char *quote_id, struct list *items);

/* Sets a status that has been decided, with its time and what was said, in the caller's transaction. */
enum rc quote_mark(struct cx *cx, const char *quote_id, const struct quote_status_change *change);

#endif
