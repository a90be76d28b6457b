/* SPDX-License-Identifier: MIT
 *
 * Who may enter: credential, cross-site check, rate limit, permission. Called by dispatch.c before a handler runs. */
#ifndef SERVE_GUARD_H
#define SERVE_GUARD_H

#include "fcgi/serve/route.h"

/* Resolves what the request came with (credential.h) to cx->user. RC_OK with cx->user NULL: none was sent, or it is not valid.
 * *extend is set when a cookie session wants to be extended. */
enum rc guard_credential(struct cx *cx, bool *extend);

/* A cookie-authenticated unsafe request must come from the same origin (contract, section 3). */
enum rc guard_same_origin(struct cx *cx);

/* Counts the request in its windows (limits.h) and sets the X-RateLimit headers. `route` NULL: an unknown path. */
enum rc guard_rate(struct cx *cx, const struct route *route);

/* For the routes that take a credential: 10 a minute per address and account, whichever of its names is used. */
enum rc guard_rate_account(struct cx *cx, const char *login);
/* The same where a token stands for the account. */
enum rc guard_rate_secret(struct cx *cx, const char *secret);
/* A sign-up from one address, by the hour. */
enum rc guard_rate_signup(struct cx *cx);

/* Who is counted for an address: IPv4 as it is, IPv6 its /64, which one customer has for himself. */
const char *guard_peer(struct cx *cx);

enum rc guard_permission(struct cx *cx, const struct route *route);

/* Set-Cookie with the session, or its removal (`secret` NULL). */
void guard_set_cookie(struct cx *cx, const char *secret, int64_t expires_at);

/* Ends the session of the credential in use, whichever it is, inside of the request's write transaction. */
enum rc guard_leave(struct cx *cx);

#endif
