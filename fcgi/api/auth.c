/* SPDX-License-Identifier: MIT
 *
 * Cookie credentials: sign-in, sign-up, session, sign-out. Passwords are hashed before any transaction begins. */
#include "auth/session.h"
#include "base/str.h"
#include "fcgi/api/rows.h"
#include "fcgi/serve/guard.h"
#include "people/credential.h"
#include "people/signup.h"
#include "tenant/origin.h"
#include "tenant/tenant.h"

struct signin {
    const char *email;
    const char *password;
};
static const struct field signin_fields[] = {
    FIELD_TEXT(struct signin, email, F_REQUIRED, 1, 254),
    FIELD_TEXT(struct signin, password, F_REQUIRED | F_SECRET, 1, 1000),
};
static RECORD(signin_record, "SignIn", struct signin, signin_fields, NULL);

struct session_answer {
    struct session_user {
        const char *id;
        const char *email;
        const char *name;
        const char *tenant_id;
        const char *role; /* in capitals */
    } user;
    int64_t expires; /* ms */
};
static const struct field session_user_fields[] = {
    FIELD_UUID(struct session_user, id, F_REQUIRED),
    FIELD_EMAIL(struct session_user, email, F_REQUIRED),
    FIELD_TEXT(struct session_user, name, F_REQUIRED, 0, 0),
    FIELD_AS(struct session_user, "tenantId", tenant_id, FT_UUID, F_REQUIRED),
    FIELD_TEXT(struct session_user, role, F_REQUIRED, 0, 0),
};
static RECORD(session_user_record, "SessionUser", struct session_user, session_user_fields, NULL);
static const struct field session_fields[] = {
    FIELD_RECORD(struct session_answer, user, &session_user_record),
    FIELD_TIME(struct session_answer, expires, F_REQUIRED),
};
static RECORD(session_record, "Session", struct session_answer, session_fields, NULL);

static enum rc answer_session(struct cx *cx, const struct user *user, int64_t expires_at)
{
    const struct session_answer session = {.user = {.id = user->id,
                                                    .email = user->email,
                                                    .name = user_name(cx, user),
                                                    .tenant_id = cx->tenant->id,
                                                    .role = str_upper(cx->arena, user->role)},
                                           .expires = expires_at};
    return answer_record(cx, 200, &session_record, &session);
}

static enum rc auth_signin(struct cx *cx)
{
    struct signin signin;
    struct user user;
    struct session_ticket ticket;
    TRY(input(cx, &signin_record, PARSE_CREATE, &signin, NULL));
    TRY(guard_rate_account(cx, signin.email));
    TRY(credential_check(cx, signin.email, signin.password, &user));
    TRY(credential_enter(cx, &user));
    const char *old = request_cookie(cx, SESSION_COOKIE);
    if (old) {
        TRY(session_close(cx, old));
    }
    TRY(session_open(cx, user.id, &ticket));
    guard_set_cookie(cx, ticket.secret, ticket.expires_at);
    return answer_session(cx, &user, ticket.expires_at);
}

struct signed_up {
    const char *owner_id;
    const char *email;
    struct tenant tenant;
    const char *url;
};
static const struct field owner_fields[] = {
    FIELD_AS(struct signed_up, "id", owner_id, FT_UUID, F_REQUIRED),
    FIELD_EMAIL(struct signed_up, email, F_REQUIRED),
    FIELD_AS(struct signed_up, "tenantId", tenant.id, FT_UUID, F_REQUIRED),
};
static RECORD(owner_record, "NewOwner", struct signed_up, owner_fields, NULL);
static const struct field tenant_fields[] = {
    FIELD_UUID(struct tenant, id, F_REQUIRED),
    FIELD_TEXT(struct tenant, subdomain, F_REQUIRED, 0, 0),
    FIELD_TEXT(struct tenant, name, F_REQUIRED, 0, 0),
};
static RECORD(tenant_brief_record, "NewTenant", struct tenant, tenant_fields, NULL);
static const struct field signed_up_fields[] = {
    FIELD_TRUE(success),
    FIELD_RECORD_AS(struct signed_up, "user", owner_id, &owner_record),
    FIELD_RECORD(struct signed_up, tenant, &tenant_brief_record),
    FIELD_TEXT(struct signed_up, url, F_REQUIRED, 0, 0),
};
static RECORD(signed_up_record, "SignedUp", struct signed_up, signed_up_fields, NULL);

static enum rc auth_signup(struct cx *cx)
{
    struct signup signup;
    struct signed_up made = {0};
    TRY(signup_allowed(cx));
    TRY(input_checked_later(cx, &signup_record, PARSE_CREATE, &signup, NULL));
    TRY(signup_check(cx, &signup));
    TRY(fault_check(cx));
    TRY(guard_rate_account(cx, signup.email));
    TRY(guard_rate_signup(cx)); /* names that are taken cost nothing */
    TRY(signup_make(cx, &signup, &made.tenant, &made.owner_id));
    made.email = signup.email;
    made.url = tenant_origin_of(cx, &made.tenant);
    return answer_record(cx, 201, &signed_up_record, &made);
}

static enum rc auth_session(struct cx *cx)
{
    int64_t expires_at;
    TRY(session_expiry(cx, cx->user->session_id, &expires_at));
    return answer_session(cx, cx->user, expires_at);
}

static enum rc auth_signout(struct cx *cx)
{
    TRY(guard_leave(cx));
    return answer_message(cx, "Signed out");
}

/* ---- where one is signed in ---- */

struct sessions {
    struct list sessions;
};
static const struct field sessions_fields[] = {
    FIELD_LIST(struct sessions, sessions, F_READONLY, &open_session_record, 0, 0),
};
static RECORD(sessions_record, "OpenSessions", struct sessions, sessions_fields, NULL);

static enum rc auth_sessions(struct cx *cx)
{
    struct sessions found;
    TRY(session_list(cx, cx->user, &found.sessions));
    return answer_record(cx, 200, &sessions_record, &found);
}

static enum rc auth_end(struct cx *cx)
{
    if (str_eq(path_id(cx, 0), cx->user->session_id)) {
        TRY(guard_leave(cx));
    } else {
        TRY(session_end_own(cx, cx->user->id, path_id(cx, 0)));
    }
    return answer_message(cx, "Session ended");
}

static const struct route rows[] = {
    {.method = "POST",
     .path = "/api/auth/signin",
     .pool = POOL_HEAVY,
     .rate = RATE_AUTH,
     .handler = auth_signin,
     .in = &signin_record,
     .out = &session_record,
     .flags = ROUTE_WHOLE,
     .about = "Open a cookie session"},
    {.method = "POST",
     .path = "/api/auth/signup",
     .pool = POOL_HEAVY,
     .rate = RATE_AUTH,
     .handler = auth_signup,
     .in = &signup_record,
     .out = &signed_up_record,
     .flags = ROUTE_ANYWHERE | ROUTE_CREATED | ROUTE_WHOLE,
     .about = "Make a tenant and its owner"},
    {READ("/api/auth/session", auth_session, "Who am I"), .out = &session_record, .flags = ROUTE_WHOLE},
    {WRITE("POST", "/api/auth/signout", auth_signout, "Close the cookie session"), .out = &message_record,
     .flags = ROUTE_WHOLE},
    {READ("/api/auth/sessions", auth_sessions, "Where one is signed in: one's own sessions, the one in use first, 100 at most"),
     .out = &sessions_record},
    {WRITE("DELETE", "/api/auth/sessions/{id}", auth_end, "End a session of one's own"), .label = "Session",
     .out = &message_record, .flags = ROUTE_WHOLE},
    {.method = NULL},
};
const struct route_group auth_routes = {
    "Sign-in", "Sessions, and sign-up of a new tenant. A session lasts seven days and is extended by use.", rows};
