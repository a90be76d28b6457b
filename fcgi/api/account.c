/* SPDX-License-Identifier: MIT
 *
 * One's own account in the pipeline API (sections 1 and 2): register, tokens, password, profile. Passwords are hashed before
 * any transaction begins. */
#include "auth/password.h"
#include "auth/reset.h"
#include "auth/session.h"
#include "auth/token.h"
#include "base/str.h"
#include "fcgi/api/credential.h"
#include "fcgi/api/handlers.h"
#include "fcgi/serve/answer.h"
#include "fcgi/serve/crud.h"
#include "fcgi/serve/guard.h"
#include "people/letter.h"
#include "people/person.h"
#include "people/team.h"
#include "tenant/settings.h"
#include "tenant/tenant.h"

/* ---- register ---- */

enum rc account_register(struct cx *cx)
{
    struct person person;
    struct settings settings;
    TRY(settings_get(cx, &settings));
    if (str_eq(settings.registration, "closed")) {
        return fault_set(cx, RC_FORBIDDEN, NULL, "Registration is closed: ask an admin for an account");
    }
    TRY(person_input(cx, &registrant_record, &person));
    /* Whose names are taken is told to nobody more often than passwords may be tried. */
    TRY(person.email ? guard_rate_account(cx, person.email) : RC_OK);
    TRY(user_check_unique(cx, person.email, person.username));
    TRY(fault_check(cx));
    bool open = str_eq(settings.registration, "open");
    const char *pending_team_id = open ? NULL : person.team_id;
    const char *hash = password_hash(cx, person.password);
    person.team_id = open ? person.team_id : NULL;
    person.is_active = open;
    TRY(db_begin(cx, cx->db, TX_WRITE));
    TRY(person_insert(cx, &person, pending_team_id, hash));
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
        fault_field(cx, "username", "Required");
    }
}

static const struct field login_fields[] = {
    FIELD_TEXT(struct login, username, F_NOT_EMPTY, 1, 254),
    FIELD_TEXT(struct login, email, F_NOT_EMPTY, 1, 254),
    FIELD_TEXT(struct login, password, F_REQUIRED | F_SECRET, 1, 1000),
};
RECORD(login_record, "Login", struct login, login_fields, login_validate);

static void write_access(struct json *json, const char *access)
{
    json_kv_text(json, "access_token", access);
    json_kv_text(json, "token_type", "bearer");
    json_kv_int(json, "expires_in", TOKEN_ACCESS_S);
}

enum rc account_login(struct cx *cx)
{
    struct login login;
    struct user user;
    struct token_pair pair;
    struct person person;
    TRY(input(cx, &login_record, PARSE_CREATE, &login, NULL));
    const char *name = login.username ? login.username : login.email;
    TRY(guard_rate_account(cx, name));
    TRY(credential_check(cx, name, login.password, &user));
    TRY(credential_enter(cx, &user));
    TRY(token_open(cx, cx->tenant->id, &user, &pair));
    TRY(resource_get(cx, &person_resource, user.id, &person));
    struct json *json = answer(cx, 200);
    json_object(json);
    write_access(json, pair.access);
    json_kv_text(json, "refresh_token", pair.refresh);
    json_key(json, "user");
    json_record(json, &person_record, &person, true);
    json_object_end(json);
    return RC_OK;
}

struct refresh {
    const char *refresh_token;
};
static const struct field refresh_fields[] = {
    FIELD_TEXT(struct refresh, refresh_token, F_REQUIRED | F_SECRET, 1, 2000),
};
RECORD(refresh_record, "Refresh", struct refresh, refresh_fields, NULL);

enum rc account_refresh(struct cx *cx)
{
    struct refresh refresh;
    const char *access;
    TRY(input(cx, &refresh_record, PARSE_CREATE, &refresh, NULL));
    TRY(guard_rate_secret(cx, refresh.refresh_token));
    enum rc rc = token_refresh(cx, cx->tenant->id, refresh.refresh_token, &access);
    if (rc == RC_UNAUTHORIZED) {
        return fault_set(cx, rc, NULL, "Invalid or expired refresh token");
    }
    TRY(rc);
    struct json *json = answer(cx, 200);
    json_object(json);
    write_access(json, access);
    json_object_end(json);
    return RC_OK;
}

enum rc account_logout(struct cx *cx)
{
    TRY(session_end(cx, cx->user->session_id));
    if (!request_bearer(cx)) {
        guard_set_cookie(cx, NULL, 0);
    }
    return answer_message(cx, "Successfully logged out");
}

/* ---- a forgotten password ---- */

struct forgotten {
    const char *email;
};
static const struct field forgotten_fields[] = {
    FIELD_EMAIL(struct forgotten, email, F_REQUIRED),
};
RECORD(forgotten_record, "ForgottenPassword", struct forgotten, forgotten_fields, NULL);

/* Nobody's letter is written and taken back, so that nobody can tell from the time whose address is known. */
static enum rc write_nobody(struct cx *cx, const char *email)
{
    static const char token[] = "0000000000000000000000000000000000000000000";
    const struct user nobody = {.email = email, .first_name = ""};
    struct message message;
    TRY(letter_reset(cx, &nobody, token, &message));
    return outbox_remove(cx, message.id);
}

enum rc account_forgot(struct cx *cx)
{
    struct forgotten forgotten;
    struct user user;
    struct message message;
    const char *token;
    TRY(input(cx, &forgotten_record, PARSE_CREATE, &forgotten, NULL));
    TRY(guard_rate_account(cx, forgotten.email));
    enum rc rc = user_by_email(cx, forgotten.email, &user);
    if (rc == RC_OK) {
        rc = user.is_active ? reset_open(cx, user.id, &token) : RC_NOT_FOUND;
    }
    if (rc == RC_NOT_FOUND || rc == RC_RATE_LIMITED) {
        fault_clear(cx);
        TRY(write_nobody(cx, forgotten.email));
    } else {
        TRY(rc);
        TRY(letter_reset(cx, &user, token, &message));
    }
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
RECORD(renewal_record, "PasswordReset", struct renewal, renewal_fields, NULL);

static enum rc find_reset(struct cx *cx, const char *token, struct user *user)
{
    enum rc rc = reset_user(cx, token, user);
    return rc == RC_NOT_FOUND ? fault_set(cx, RC_INVALID, NULL, "Invalid or expired token") : rc;
}

enum rc account_reset(struct cx *cx)
{
    struct renewal renewal;
    struct user user;
    TRY(input_checked_later(cx, &renewal_record, PARSE_CREATE, &renewal, NULL));
    if (renewal.new_password) {
        password_check(cx, "new_password", renewal.new_password, NULL);
    }
    TRY(fault_check(cx));
    TRY(guard_rate_secret(cx, renewal.token));
    TRY(find_reset(cx, renewal.token, &user));
    TRY(password_check(cx, "new_password", renewal.new_password, user.email));
    const char *hash = password_hash(cx, renewal.new_password);
    TRY(db_begin(cx, cx->db, TX_WRITE));
    TRY(find_reset(cx, renewal.token, &user)); /* used by somebody else meanwhile? */
    TRY(user_set_password(cx, user.id, hash, NULL));
    return answer_message(cx, "Password successfully reset");
}

/* ---- me ---- */

enum rc account_me(struct cx *cx)
{
    return crud_answer(cx, 200, &person_resource, cx->user->id);
}

static uint64_t translate(uint64_t present, const char *name)
{
    return record_present(&profile_record, present, name) ? UINT64_C(1) << record_find(&person_record, name) : 0;
}

enum rc account_change(struct cx *cx)
{
    struct person patch;
    uint64_t present = 0;
    TRY(input_checked_later(cx, &profile_record, PARSE_CHANGE, &patch, &present));
    profile_record.validate(cx, &patch, present);
    TRY(fault_check(cx));
    uint64_t named =
        translate(present, "first_name") | translate(present, "last_name") | translate(present, "profile_picture_url");
    TRY(person_change(cx, cx->user->id, &patch, named));
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
RECORD(password_change_record, "PasswordChange", struct password_change, password_change_fields, NULL);

static enum rc current_password_wrong(struct cx *cx)
{
    fault_field(cx, "current_password", "Current password incorrect");
    return fault_set(cx, RC_INVALID, NULL, "Current password incorrect");
}

enum rc account_password(struct cx *cx)
{
    struct password_change change;
    TRY(input_checked_later(cx, &password_change_record, PARSE_CREATE, &change, NULL));
    if (change.new_password) {
        password_check(cx, "new_password", change.new_password, cx->user->email);
    }
    TRY(fault_check(cx));
    if (!password_verify(cx, cx->user->password_hash, change.current_password)) {
        return current_password_wrong(cx);
    }
    const char *hash = password_hash(cx, change.new_password);
    enum rc rc = credential_begin(cx, cx->user);
    if (rc == RC_UNAUTHORIZED) {
        return current_password_wrong(cx); /* by now: it was changed or reset meanwhile */
    }
    TRY(rc);
    TRY(user_set_password(cx, cx->user->id, hash, cx->user->session_id));
    return answer_message(cx, "Password successfully changed");
}
