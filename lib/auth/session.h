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
/* Notes that somebody who writes is there, once an hour at most; inside the caller's write transaction. */
enum rc session_seen(struct cx *cx, const struct user *user);
/* One's own, for whoever wants to know where one is signed in. */
struct open_session {
    const char *id;
    const char *kind;     /* "cookie", "token" */
    const char *device;   /* device.h; NULL: not known */
    int64_t created_at;   /* ms */
    int64_t last_seen_at; /* ms; to the hour for who writes; who only reads leaves a sign once a day with a cookie, and none
                             with tokens: created_at, or the last write */
    int64_t expires_at;   /* ms */
    int64_t is_current;   /* 0 or 1: of the credential in use */
};
extern const struct record open_session_record;
/* Those that live, of both kinds: the one in use, then the newest sign first, 100 at most. */
enum rc session_list(struct cx *cx, const struct user *user, struct list *sessions);
/* Inside the caller's write transaction. RC_NOT_FOUND: it is no session of this user. */
enum rc session_end_own(struct cx *cx, const char *user_id, const char *id);
/* Ends all sessions of a user but `keep_id` (may be NULL). */
enum rc session_close_all(struct cx *cx, const char *user_id, const char *keep_id);

#endif
