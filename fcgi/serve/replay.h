/* SPDX-License-Identifier: MIT
 *
 * Headers that make requests repeatable: Idempotency-Key on POST, ETag and If-None-Match on reads, If-Match on writes. */
#ifndef SERVE_REPLAY_H
#define SERVE_REPLAY_H

#include "fcgi/serve/exchange.h"
#include "fcgi/serve/route.h"

/* True when this request's answer is kept under its key. A handler that hashes a password begins its transaction itself: it is
 * looked up before that and kept within; a concurrent twin is the handler's to refuse. */
bool replay_applies(const struct cx *cx, const struct route *route);
/* Before the handler, inside of the write transaction where dispatch opened it: *replayed with the kept answer in the response; RC_CONFLICT when the key
 * came with another body. */
enum rc replay_find(struct cx *cx, bool *replayed);
/* Inside the write transaction, after the handler: keeps a successful answer. */
enum rc replay_keep(struct cx *cx);

/* Sets ETag on a successful read, and turns the answer into 304 where If-None-Match names it. */
void etag_apply(struct cx *cx);
/* Sets ETag on a write that answers the record. */
void etag_tell(struct cx *cx);
/* If-Match on a write, in its transaction: compares with what GET answers now for this path or the nearest one above it, a record
 * by its version alone. RC_PRECONDITION; RC_OK where the header is not there or nothing is to be read. A handler that begins its
 * transaction itself asks this then. */
enum rc etag_check(struct cx *cx);

#endif
