/* SPDX-License-Identifier: MIT
 *
 * Signatures of carriers' webhooks, compared in constant time. Secrets are one, or several separated by commas while one is being
 * replaced. */
#ifndef MESSAGING_SIGNATURE_H
#define MESSAGING_SIGNATURE_H

#include "base/cx.h"

#define SVIX_TOLERANCE_S 300 /* how old a signed body may be, or how far ahead */

struct http_pair;

/* What Resend sends with each webhook; NULL: missing. */
struct svix {
    const char *id;
    const char *timestamp; /* seconds */
    const char *signature; /* "v1,BASE64 v1,BASE64 …" */
};

/* HMAC-SHA256 of "ID.TIMESTAMP.BODY" by a secret "whsec_BASE64". Source: https://docs.svix.com/receiving/verifying-payloads/how-manual */
bool svix_valid(struct cx *cx, const struct svix *svix, const char *body, size_t len, const char *secrets);

/* X-Twilio-Signature: HMAC-SHA1 by the account's token of the URL that Twilio called and the fields of the form by their names.
 * It says nothing of time: a report that is repeated changes nothing (status.h). Sorts the fields.
 * Source: https://www.twilio.com/docs/usage/security#validating-requests */
bool twilio_valid(struct cx *cx, const char *signature, const char *url, struct http_pair *fields, size_t count,
                  const char *tokens);

#endif
