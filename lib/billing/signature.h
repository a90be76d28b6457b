/* SPDX-License-Identifier: MIT
 *
 * The signature of a webhook of Stripe: `Stripe-Signature: t=SECONDS,v1=HEX[,v1=HEX…]`, HMAC-SHA256 of "SECONDS.BODY".
 * Source: https://docs.stripe.com/webhooks#verify-manually; edge cases as the official library decides them. */
#ifndef BILLING_SIGNATURE_H
#define BILLING_SIGNATURE_H

#include "base/cx.h"

#define SIGNATURE_TOLERANCE_S 300 /* how old a signed body may be; one from the future passes */

/* `secrets`: one, or several separated by commas while one is being replaced. Every v1 is compared, in constant time. */
bool signature_valid(struct cx *cx, const char *header, const char *body, size_t len, const char *secrets);

#endif
