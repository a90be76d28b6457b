/* SPDX-License-Identifier: MIT
 *
 * Outgoing messages: written in the transaction of their cause, which queues a job for each; a courier hands it over to a
 * carrier, again and again with back-off. A carrier gets each attempt id at most once; a crash between handing over and noting it
 * repeats the same attempt id. */
#ifndef MESSAGING_OUTBOX_H
#define MESSAGING_OUTBOX_H

#include "jobs/job.h"

#define OUTBOX_ATTEMPTS 10
#define OUTBOX_BACKOFF_MIN_MS (60 * 1000LL)
#define OUTBOX_BACKOFF_MAX_MS (6 * 3600 * 1000LL)

/* A file that goes along with a letter. */
struct attachment {
    const char *filename; /* UTF-8 */
    const char *type;     /* "application/pdf" */
    const char *content;  /* bytes */
    size_t len;
};

struct message {
    const char *id;
    const char *channel;   /* "email" "whatsapp" */
    const char *recipient; /* address or E.164 number: one line */
    const char *subject;   /* one line; NULL for whatsapp */
    const char *kind;      /* "MESSAGE" "RESET" "INVITATION" */
    const char *body;      /* plain text, UTF-8 */
    int64_t secret;        /* 1: the body is sealed until it is delivered or given up, then erased (links with a token) */
    const char *status;    /* queued sending sent failed */
    int64_t attempts;      /* begun, at most OUTBOX_ATTEMPTS */
    const char *attempt_id;
    int64_t next_at;        /* ms: not to be handed over before */
    const char *last_error; /* of the attempt before; NULL: none */
    const char *purpose;    /* "MESSAGE" "QUOTE" "INVOICE" "REMINDER"; NULL: MESSAGE */
    const char *contact_id; /* NULL: none, as the next two */
    const char *created_by;
    const char *activity_id;
    const char *files; /* JSON: documents of the tenant, for who loads them; NULL: none */
    int64_t created_at;
    int64_t sent_at;
    /* What no column holds: whoever hands the message to a carrier fills it, or leaves it empty. */
    const char *html;                     /* NULL: made from `body` */
    const char *from_name;                /* beside the host's address; NULL: the tenant's */
    const char *reply_to;                 /* address; NULL: that of the tenant's settings */
    const struct attachment *attachments; /* read by the caller */
    size_t attachment_count;
    const char *carrier_id; /* the carrier's own name for what it accepted (carrier.h); NULL: it has none */
};

/* Queues a message inside the caller's write transaction, and with it the job of the same id; fills id unless it has one. */
enum rc outbox_add(struct cx *cx, struct message *message);
/* Takes a message back, inside the transaction that queued it. */
enum rc outbox_remove(struct cx *cx, const char *id);
/* Reads or draws the files that message->files names into message->attachments. RC_NOT_FOUND: one is gone. */
typedef enum rc outbox_load(struct cx *cx, struct message *message);

/* For the table of kinds (jobs/job.h): hands the message of a job over, with its files, and notes what became of it. */
enum rc outbox_send(struct cx *cx, struct job *job, outbox_load *load);
enum rc outbox_noted(struct cx *cx, const struct job *job);

#endif
