/* SPDX-License-Identifier: MIT
 *
 * One's own account in the pipeline API (sections 1 and 2): register, tokens, password, profile. Passwords are hashed before
 * any transaction begins. */
#include "auth/password.h"
#include "auth/token.h"
#include "fcgi/api/rows.h"
#include "fcgi/serve/guard.h"
#include "fcgi/serve/replay.h"
#include "people/credential.h"
#include "people/person.h"
#include "people/preference.h"
#include "people/recovery.h"
#include "people/registration.h"
#include "tenant/tenant.h"

/* ---- register ---- */

static enum rc account_register(struct cx *cx)
{
    struct user person;
    bool at_once;
    TRY(registration_allowed(cx, &at_once));
    TRY(input_checked_later(cx, &registrant_record, PARSE_CREATE, &person, NULL));
    TRY(person_check(cx, &person));
    /* Whose names are taken is told to nobody more often than passwords may be tried. */
    TRY(person.email ? guard_rate_account(cx, person.email) : RC_OK);
    TRY(registration_add(cx, &person, at_once));
    return crud_answer(cx, 201, &person_resource, person.id);
}

/* ---- tokens ---- */

struct login {
    const char *username; /* or an address */
    const char *email;
    const char *password;
};

static void login_validate(struct cx *cx, const void *object, uint64_t present)
{
    const struct login *login = object;
    (void)present;
    if (!login->username && !login->email) {
        fault_field(cx, "username", PROBLEM_REQUIRED, "Required");
    }
}

static const struct field login_fields[] = {
    FIELD_TEXT(struct login, username, F_NOT_EMPTY, 1, 254),
    FIELD_TEXT(struct login, email, F_NOT_EMPTY, 1, 254),
    FIELD_TEXT(struct login, password, F_REQUIRED | F_SECRET, 1, 1000),
};
static RECORD(login_record, "Login", struct login, login_fields, login_validate);

struct tokens {
    const char *access_token;
    const char *token_type;
    int64_t expires_in; /* seconds */
    const char *refresh_token;
    struct user user;
};
static const struct field access_fields[] = {
    FIELD_TEXT(struct tokens, access_token, F_REQUIRED, 0, 0),
    FIELD_TEXT(struct tokens, token_type, F_REQUIRED, 0, 0),
    FIELD_INT(struct tokens, expires_in, F_REQUIRED, 0, 0),
};
static RECORD(access_record, "AccessToken", struct tokens, access_fields, NULL);
static const struct field tokens_fields[] = {
    FIELD_BASE(&access_record),
    FIELD_TEXT(struct tokens, refresh_token, F_REQUIRED, 0, 0),
    FIELD_RECORD(struct tokens, user, &person_record),
};
static RECORD(tokens_record, "Tokens", struct tokens, tokens_fields, NULL);

static enum rc account_login(struct cx *cx)
{
    struct login login;
    struct user user;
    struct token_pair pair;
    TRY(input(cx, &login_record, PARSE_CREATE, &login, NULL));
    const char *name = login.username ? login.username : login.email;
    TRY(guard_rate_account(cx, name));
    TRY(credential_check(cx, name, login.password, &user));
    TRY(credential_enter(cx, &user));
    TRY(token_open(cx, cx->tenant->id, &user, &pair));
    struct tokens tokens = {pair.access, "bearer", TOKEN_ACCESS_S, pair.refresh, user};
    TRY(resource_get(cx, &person_resource, user.id, &tokens.user));
    return answer_record(cx, 200, &tokens_record, &tokens);
}

struct refresh {
    const char *refresh_token;
};
static const struct field refresh_fields[] = {
    FIELD_TEXT(struct refresh, refresh_token, F_REQUIRED | F_SECRET, 1, 2000),
};
static RECORD(refresh_record, "Refresh", struct refresh, refresh_fields, NULL);

static enum rc account_refresh(struct cx *cx)
{
    struct refresh refresh;
    struct tokens tokens = {.token_type = "bearer", .expires_in = TOKEN_ACCESS_S};
    TRY(input(cx, &refresh_record, PARSE_CREATE, &refresh, NULL));
    TRY(guard_rate_secret(cx, refresh.refresh_token));
    enum rc rc = token_refresh(cx, cx->tenant->id, refresh.refresh_token, &tokens.access_token);
    if (rc == RC_UNAUTHORIZED) {
        return fault_set(cx, rc, NULL, "Invalid or expired refresh token");
    }
    TRY(rc);
    return answer_record(cx, 200, &access_record, &tokens);
}

static enum rc account_logout(struct cx *cx)
{
    TRY(guard_leave(cx));
    return answer_message(cx, "Successfully logged out");
}

/* ---- a forgotten password ---- */

struct forgotten {
    const char *email;
};
static const struct field forgotten_fields[] = {
    FIELD_EMAIL(struct forgotten, email, F_REQUIRED),
};
static RECORD(forgotten_record, "ForgottenPassword", struct forgotten, forgotten_fields, NULL);

static enum rc account_forgot(struct cx *cx)
{
    struct forgotten forgotten;
    TRY(input(cx, &forgotten_record, PARSE_CREATE, &forgotten, NULL));
    TRY(guard_rate_account(cx, forgotten.email));
    TRY(recovery_begin(cx, forgotten.email));
    return answer_message(cx, "Password reset email sent");
}

struct renewal {
    const char *token;
    const char *new_password;
};
static const struct field renewal_fields[] = {
    FIELD_TEXT(struct renewal, token, F_REQUIRED | F_SECRET, 1, 200),
    FIELD_TEXT(struct renewal, new_password, F_REQUIRED | F_SECRET, 1, 1000),
};
static RECORD(renewal_record, "PasswordReset", struct renewal, renewal_fields, NULL);

static enum rc account_reset(struct cx *cx)
{
    struct renewal renewal;
    TRY(input_checked_later(cx, &renewal_record, PARSE_CREATE, &renewal, NULL));
    if (renewal.new_password) {
        password_check(cx, "new_password", renewal.new_password, NULL);
    }
    TRY(fault_check(cx));
    TRY(guard_rate_secret(cx, renewal.token));
    TRY(recovery_finish(cx, renewal.token, renewal.new_password));
    return answer_message(cx, "Password successfully reset");
}

/* ---- me ---- */

static enum rc account_me(struct cx *cx)
{
    return crud_answer(cx, 200, &person_resource, cx->user->id);
}

static enum rc account_change(struct cx *cx)
{
    struct user patch;
    uint64_t present = 0;
    TRY(input_checked_later(cx, &profile_record, PARSE_CHANGE, &patch, &present));
    TRY(person_change(cx, cx->user->id, &profile_record, &patch, present));
    return crud_answer(cx, 200, &person_resource, cx->user->id);
}

struct password_change {
    const char *current_password;
    const char *new_password;
};
static const struct field password_change_fields[] = {
    FIELD_TEXT(struct password_change, current_password, F_REQUIRED | F_SECRET, 1, 1000),
    FIELD_TEXT(struct password_change, new_password, F_REQUIRED | F_SECRET, 1, 1000),
};
static RECORD(password_change_record, "PasswordChange", struct password_change, password_change_fields, NULL);

static enum rc account_password(struct cx *cx)
{
    struct password_change change;
    TRY(input_checked_later(cx, &password_change_record, PARSE_CREATE, &change, NULL));
    if (change.new_password) {
        password_check(cx, "new_password", change.new_password, cx->user->email);
    }
    TRY(fault_check(cx));
    TRY(credential_replace(cx, cx->user, change.current_password, change.new_password, etag_check));
    return answer_message(cx, "Password successfully changed");
}

/* ---- preferences ---- */

/* Any members: the pages choose them. */
static const struct record preferences_shape = {"Preferences", 0, NULL, 0, NULL, NULL};

static const struct field preferences_input_fields[] = {
    {.name = "preferences",
     .type = FT_OBJECT,
     .flags = F_REQUIRED,
     .offset = offsetof(struct preferences, body),
     .max = PREFERENCES_MAX},
};
static RECORD(preferences_input, "PreferencesBody", struct preferences, preferences_input_fields, NULL);

static enum rc account_preferences(struct cx *cx)
{
    struct preferences preferences;
    TRY(preferences_get(cx, cx->user->id, &preferences));
    struct json *json = answer(cx, 200);
    json_raw(json, preferences.body);
    answer_version(cx, &preferences_record, &preferences);
    return json->rc;
}

/* The whole body is the object; it is well-formed by itself before it becomes a member of the one that is parsed. */
static enum rc account_prefer(struct cx *cx)
{
    const struct request *request = cx->request;
    struct json_object *root;
    struct preferences preferences;
    uint64_t present;
    TRY(json_parse(cx, request->body, request->body_len, JSON_MAX_VALUES, &root));
    const char *text = arena_printf(cx->arena, "{\"preferences\":%s}", request->body);
    TRY(record_parse_text(cx, &preferences_input, text, strlen(text), PARSE_CREATE, &preferences, &present));
    TRY(preferences_put(cx, cx->user->id, preferences.body));
    return account_preferences(cx);
}

static const struct route account_rows[] = {
    {DEAL_ROW("POST", "/api/auth/register", account_register, "Ask for an account, as far as the tenant allows it", PERM_NONE,
              TX_NONE, RATE_AUTH),
     .pool = POOL_HEAVY, .in = &registrant_record, .out = &person_record, .flags = ROUTE_CREATED},
    {DEAL_ROW("POST", "/api/auth/login", account_login, "Open a token session, by user name or e-mail address", PERM_NONE,
              TX_NONE, RATE_AUTH),
     .pool = POOL_HEAVY, .in = &login_record, .out = &tokens_record},
    {DEAL_ROW("POST", "/api/auth/refresh", account_refresh, "A fresh access token", PERM_NONE, TX_NONE, RATE_AUTH),
     .in = &refresh_record, .out = &access_record},
    {DEAL_WRITE("POST", "/api/auth/logout", account_logout, "End the session of the credential in use"), .out = &done_record},
    {DEAL_ROW("POST", "/api/auth/forgot-password", account_forgot, "Mail a link to choose a new password", PERM_NONE, TX_WRITE,
              RATE_AUTH),
     .pool = POOL_HEAVY, .in = &forgotten_record, .out = &done_record},
    {DEAL_ROW("POST", "/api/auth/reset-password", account_reset, "Choose a new password; all sessions end", PERM_NONE, TX_NONE,
              RATE_AUTH),
     .pool = POOL_HEAVY, .in = &renewal_record, .out = &done_record},
    {DEAL_READ("/api/auth/me", account_me, "Who am I, with my team"), .out = &person_record},
    {.method = NULL},
};
const struct route_group account_routes = {"Sign-in", NULL, account_rows};

static const struct route profile_rows[] = {
    {DEAL_READ("/api/users/me", account_me, "Who am I, under the name that changes it"), .out = &person_record},
    {DEAL_WRITE("PUT", "/api/users/me", account_change, "Change one's own name and picture"), .in = &profile_record,
     .out = &person_record},
    {DEAL_ROW("POST", "/api/users/me/change-password", account_password, "Change one's password; all other sessions end",
              PERM_USER, TX_NONE, RATE_WRITE),
     .pool = POOL_HEAVY, .in = &password_change_record, .out = &done_record},
    {DEAL_READ("/api/users/me/preferences", account_preferences, "What one wants of the pages, on whichever device"),
     .out = &preferences_shape},
    {DEAL_WRITE("PUT", "/api/users/me/preferences", account_prefer,
                "Keep what one wants of the pages: one object of any members, at most 16 KiB, in place of the former"),
     .in = &preferences_shape, .out = &preferences_shape},
    {.method = NULL},
};
const struct route_group profile_routes = {"Users", NULL, profile_rows};
