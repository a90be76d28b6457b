/* SPDX-License-Identifier: MIT
 *
 * Cookie credentials: sign-in, sign-up, session, sign-out. Passwords are hashed before any transaction begins. */
#include "auth/session.h"
#include "base/str.h"
#include "fcgi/api/rows.h"
#include "fcgi/serve/guard.h"
#include "people/credential.h"
#include "people/signup.h"
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

static void write_user(struct cx *cx, struct json *json, const struct user *user)
{
    json_key(json, "user");
    json_object(json);
    json_kv_text(json, "id", user->id);
    json_kv_text(json, "email", user->email);
    json_kv_text(json, "name", user_name(cx, user));
    json_kv_text(json, "tenantId", cx->tenant->id);
    json_kv_text(json, "role", str_upper(cx->arena, user->role));
    json_object_end(json);
}

static enum rc answer_session(struct cx *cx, const struct user *user, int64_t expires_at)
{
    struct json *json = answer_bare(cx, 200);
    json_object(json);
    write_user(cx, json, user);
    json_kv_time(json, "expires", expires_at);
    json_object_end(json);
    return RC_OK;
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

static enum rc answer_signup(struct cx *cx, const struct signup *signup, const struct tenant *tenant, const char *owner_id)
{
    struct json *json = answer_bare(cx, 201);
    json_object(json);
    json_kv_bool(json, "success", 1);
    json_key(json, "user");
    json_object(json);
    json_kv_text(json, "id", owner_id);
    json_kv_text(json, "email", signup->email);
    json_kv_text(json, "tenantId", tenant->id);
    json_object_end(json);
    json_key(json, "tenant");
    json_object(json);
    json_kv_text(json, "id", tenant->id);
    json_kv_text(json, "subdomain", tenant->subdomain);
    json_kv_text(json, "name", tenant->name);
    json_object_end(json);
    json_object_end(json);
    return RC_OK;
}

static enum rc auth_signup(struct cx *cx)
{
    struct signup signup;
    struct tenant tenant;
    const char *owner_id = NULL;
    TRY(signup_allowed(cx));
    TRY(input_checked_later(cx, &signup_record, PARSE_CREATE, &signup, NULL));
    TRY(signup_check(cx, &signup));
    TRY(fault_check(cx));
    TRY(guard_rate_account(cx, signup.email));
    TRY(guard_rate_signup(cx)); /* names that are taken cost nothing */
    TRY(signup_make(cx, &signup, &tenant, &owner_id));
    return answer_signup(cx, &signup, &tenant, owner_id);
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

static const struct route rows[] = {
    {.method = "POST",
     .path = "/api/auth/signin",
     .pool = POOL_HEAVY,
     .rate = RATE_AUTH,
     .handler = auth_signin,
     .in = &signin_record,
     .shape = "Session",
     .about = "Open a cookie session"},
    {.method = "POST",
     .path = "/api/auth/signup",
     .pool = POOL_HEAVY,
     .rate = RATE_AUTH,
     .handler = auth_signup,
     .in = &signup_record,
     .shape = "SignedUp",
     .flags = ROUTE_ANYWHERE | ROUTE_CREATED,
     .about = "Make a tenant and its owner"},
    {READ("/api/auth/session", auth_session, "Who am I"), .shape = "Session"},
    {WRITE("POST", "/api/auth/signout", auth_signout, "Close the cookie session"), .shape = "Message"},
    {.method = NULL},
};
const struct route_group auth_routes = {
    "Sign-in", "Sessions, and sign-up of a new tenant. A session lasts seven days and is extended by use.", rows};
