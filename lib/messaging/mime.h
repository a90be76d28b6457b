/* SPDX-License-Identifier: MIT
 *
 * A message as RFC 5322 text: headers that no value can add to, the text as it is and as HTML, and files beside them. Lines end
 * with CR LF. */
#ifndef MESSAGING_MIME_H
#define MESSAGING_MIME_H

#include "messaging/carrier.h"

/* Same message, same bytes. The Message-ID is the message's id, at the installation's domain: the same in every attempt. Starts `out`. RC_INVALID: mime_check(). */
enum rc mime_compose(struct cx *cx, const struct message *message, const struct sender *sender, struct buf *out);

/* RC_INVALID: its attachments are more than CARRIER_ATTACHMENTS_BYTES. */
enum rc mime_check(struct cx *cx, const struct message *message);
/* About how many bytes it is as text. */
size_t mime_size(const struct message *message);

/* The pieces, for carriers and tests. A header's value: plain where it is printable ASCII, RFC 2047 encoded words otherwise, folded. */
void mime_header(struct buf *out, const char *name, const char *value);
void mime_quoted_printable(struct buf *out, const char *text);
/* RFC 4648 section 4; `line`: characters after which CR LF comes, a multiple of 4; 0: never. */
void mime_base64(struct buf *out, const void *bytes, size_t len, size_t line);

/* Control characters as blanks; NULL gives "". */
const char *mime_one_line(struct arena *arena, const char *text);
/* A file's name without folders and control characters, at most 150 characters. */
const char *mime_filename(struct arena *arena, const char *name);
/* "Garage Dupont <no-reply@example.org>", UTF-8, quoted where it must be. */
const char *mime_mailbox(struct arena *arena, const char *name, const char *address);

#endif
