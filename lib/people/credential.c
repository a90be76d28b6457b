/* SPDX-License-Identifier: MIT
 *
 * Checking a password, and the moment between the check and the session. */
#include "people/credential.h"

#include "auth/password.h"
#include "base/str.h"
#include "people/person.h"
#include "store/db.h"

static enum rc refused(struct cx *cx)
{
    return fault_set(cx, RC_UNAUTHORIZED, NULL, "Invalid credentials");
}

enum rc credential_check(struct cx *cx, const char *login, const char *password, struct user *user)
{
    enum rc rc = user_by_login(cx, login, user);
    if (rc != RC_OK && rc != RC_NOT_FOUND) {
        return rc;
    }
    fault_clear(cx);
    const char *stored = rc == RC_OK ? user->password_hash : NULL;
    if (!password_verify(cx, stored, password)) {
        return refused(cx);
    }
    return user->is_active ? RC_OK : fault_set(cx, RC_FORBIDDEN, NULL, "Account inactive");
}

/* Begins the write transaction that stands on a checked password: RC_UNAUTHORIZED if it or the account changed meanwhile. */
static enum rc credential_begin(struct cx *cx, const struct user *user)
{
    struct user now;
    TRY(db_begin(cx, cx->db, TX_WRITE));
    TRY(user_by_id(cx, user->id, &now));
    return now.is_active && str_eq(now.password_hash, user->password_hash) ? RC_OK : refused(cx);
}

enum rc credential_enter(struct cx *cx, const struct user *user)
{
    TRY(credential_begin(cx, user));
    return db_run(cx, SQL_USER_SIGNED_IN, ARGS(ARG_T("id", user->id), ARG_I("now", cx->now_ms)));
}

static enum rc current_wrong(struct cx *cx)
{
    fault_field(cx, "current_password", PROBLEM_PASSWORD_INCORRECT, "Current password incorrect");
    return fault_set(cx, RC_INVALID, NULL, "Current password incorrect");
}

enum rc credential_replace(struct cx *cx, const struct user *user, const char *current, const char *new_password,
                           enum rc (*begun)(struct cx *cx))
{
    if (!password_verify(cx, user->password_hash, current)) {
        return current_wrong(cx);
    }
    const char *hash = password_hash(cx, new_password);
    enum rc rc = credential_begin(cx, user);
    if (rc == RC_UNAUTHORIZED) {
        return current_wrong(cx); /* by now: it was changed or reset meanwhile */
    }
    TRY(rc);
    TRY(begun ? begun(cx) : RC_OK);
    return person_set_password(cx, user->id, hash, user->session_id, NULL);
}
