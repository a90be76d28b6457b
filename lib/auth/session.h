/* SPDX-License-Identifier: MIT
 *
 * Cookie sessions: 256 random bits, stored as their SHA-256, 7 days, extended at most once a day. token.h opens the others,
 * which end here like these. */
#ifndef AUTH_SESSION_H
#define AUTH_SESSION_H

#include "auth/user.h"

#define SESSION_COOKIE "visioncrm_session"
#define SESSION_DAYS 7

struct session_ticket {
    const char *secret; /* the cookie's value: 43 characters base64url; exists only here */
    int64_t expires_at; /* ms */
};

/* Opens a session inside the caller's write transaction. */
enum rc session_open(struct cx *cx, const char *user_id, struct session_ticket *ticket);

/* The active user of a live session, in one statement. RC_UNAUTHORIZED (no message) otherwise. *expires_at may be NULL.
 * *stale is set when the session was last extended more than a day ago: the caller extends it outside the read. */
enum rc session_user(struct cx *cx, const char *secret, struct user *user, int64_t *expires_at, bool *stale);
/* When a session of either kind ends, in ms. RC_UNAUTHORIZED: it is gone. */
enum rc session_expiry(struct cx *cx, const char *id, int64_t *expires_at);
/* These run inside the caller's write transaction. session_extend: RC_UNAUTHORIZED when the session is gone by now. */
enum rc session_extend(struct cx *cx, const char *secret, int64_t *expires_at);
enum rc session_close(struct cx *cx, const char *secret);
/* The same by the session's id, whatever its kind. */
enum rc session_end(struct cx *cx, const char *id);
/* Ends all sessions of a user but `keep_id` (may be NULL). */
enum rc session_close_all(struct cx *cx, const char *user_id, const char *keep_id);

#endif
