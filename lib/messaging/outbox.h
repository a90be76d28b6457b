/* SPDX-License-Identifier: MIT
 *
 * Outgoing messages: written in the transaction of their cause, delivered afterwards by a carrier, retried with back-off.
 * A carrier gets each attempt id at most once; a crash between handing over and noting it repeats the same attempt id. */
#ifndef MESSAGING_OUTBOX_H
#define MESSAGING_OUTBOX_H

#include "base/cx.h"

struct message {
    const char *id;
    const char *channel;     /* "email" "whatsapp" */
    const char *recipient;   /* address or E.164 number: one line */
    const char *subject;     /* one line; NULL for whatsapp */
    const char *body;        /* plain text, UTF-8 */
    int64_t secret;          /* 1: the body is erased once delivered or given up (reset links) */
    const char *status;
    int64_t attempts;
    const char *attempt_id;
    int64_t next_at;
    const char *last_error;
    int64_t created_at;
    int64_t sent_at;
};

/* Queues a message inside the caller's write transaction; fills id. After COMMIT call outbox_wake. */
enum rc outbox_add(struct cx *cx, struct message *message);
/* Tells the courier that this tenant has mail (a marker file under DATA/run/outbox/). Safe to leave out: the courier also
 * looks at every tenant once a minute. */
void outbox_wake(const struct cx *cx);

struct delivery_report {
    int64_t sent;
    int64_t retried;  /* failed this time, will be tried again */
    int64_t failed;   /* given up */
};

/* Delivers what is due in cx's tenant. Takes the write lock only for moments: claim, hand over outside, note. */
enum rc outbox_deliver(struct cx *cx, struct delivery_report *report);

/* The supervisor's courier process: delivers until told to stop. */
int courier_run(void);

#endif
