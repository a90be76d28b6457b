/* SPDX-License-Identifier: MIT
 *
 * A message as RFC 5322 text: headers that no value can add to, and a quoted-printable body. Lines end with CR LF. */
#ifndef MESSAGING_MIME_H
#define MESSAGING_MIME_H

#include "messaging/outbox.h"

/* Same message, same bytes. The sender is the tenant (VisionCRM itself for links to
 * an account), at the installation's domain; the Message-ID is the attempt's. */
void mime_compose(struct cx *cx, const struct message *message, struct buf *out);

/* The pieces, for tests. A header's value: plain where it is printable ASCII, RFC 2047 encoded words otherwise, folded. */
void mime_header(struct buf *out, const char *name, const char *value);
void mime_quoted_printable(struct buf *out, const char *text);

#endif
