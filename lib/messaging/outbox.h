/* SPDX-License-Identifier: MIT
 *
 * Outgoing messages: written in the transaction of their cause, delivered afterwards by a carrier, retried with back-off.
 * A carrier gets each attempt id at most once; a crash between handing over and noting it repeats the same attempt id. */
#ifndef MESSAGING_OUTBOX_H
#define MESSAGING_OUTBOX_H

#include "base/cx.h"

#define OUTBOX_ATTEMPTS 10

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
    int64_t next_at;        /* ms: not to be tried before */
    const char *last_error; /* of the attempt before; NULL: none */
    int64_t created_at;
    int64_t sent_at;
};

/* Queues a message inside the caller's write transaction; fills id. The courier is told when the context ends. */
enum rc outbox_add(struct cx *cx, struct message *message);
/* Takes a message back, inside the transaction that queued it. */
enum rc outbox_remove(struct cx *cx, const char *id);
/* Tells the courier that this tenant has mail, or other work for it (a marker file under DATA/run/outbox/). Safe to leave out: the courier also
 * looks at every tenant once a minute, or less often where there are very many. */
void outbox_wake(const struct cx *cx);

struct delivery_report {
    int64_t sent;
    int64_t retried; /* failed this time, will be tried again */
    int64_t failed;  /* given up */
};

/* Delivers what is due in cx's tenant, adding to *report. Takes the write lock only for moments: claim, hand over outside,
 * note. While another process delivers for this tenant it does nothing. */
enum rc outbox_deliver(struct cx *cx, struct delivery_report *report);

/* What else the courier does for a tenant whose file it has open, once it has delivered: work that a crash left. RC_END: there
 * is more of it, for another visit soon. */
typedef enum rc courier_duty(struct cx *cx);
/* Called all the time but while it is busy with a tenant (monotonic). */
typedef void courier_pulse(int64_t now_us);

/* The supervisor's courier process: delivers until told to stop (TERM). Returns its exit code. */
int courier_run(courier_duty *also, courier_pulse *pulse);

#endif
