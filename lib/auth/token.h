/* SPDX-License-Identifier: MIT
 *
 * Bearer tokens: JWT with HS256 and nothing else, key per tenant, bound to a session row (contract, section 3).
 * Claims: iss sub tid sid role typ iat exp. An access token lives 900 s, a refresh token 30 days, as long as its session.
 * The key is made on first need and lies sealed (secret.h) in the tenant's file; where it cannot be opened (a restore
 * without the secret file) the next sign-in makes a fresh one, and older tokens are void. */
#ifndef AUTH_TOKEN_H
#define AUTH_TOKEN_H

#include "auth/user.h"

#define TOKEN_ACCESS_S 900
#define TOKEN_REFRESH_S (30 * 24 * 3600)
#define TOKEN_SKEW_S 30

struct token_pair {
    const char *access;
    const char *refresh;
};

/* Opens a token session inside the caller's write transaction and signs both tokens. */
enum rc token_open(struct cx *cx, const char *tenant_id, const struct user *user, struct token_pair *pair);

/* The active user of a valid access token whose session lives. RC_UNAUTHORIZED (no message) otherwise. Signature compared in
 * constant time; any other algorithm, duplicate claims, wrong iss, tid or typ, and expiry (30 s of skew) are refused. */
enum rc token_user(struct cx *cx, const char *tenant_id, const char *token, struct user *user);

/* A fresh access token for a valid refresh token; the refresh token stays. RC_UNAUTHORIZED otherwise. */
enum rc token_refresh(struct cx *cx, const char *tenant_id, const char *refresh, const char **access);

#endif
