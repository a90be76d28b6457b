/* SPDX-License-Identifier: MIT
 *
 * Links to a new password. */
#include "people/recovery.h"

#include "auth/password.h"
#include "auth/reset.h"
#include "people/letter.h"
#include "people/person.h"
#include "store/db.h"

/* Nobody's letter is written and taken back, so that nobody can tell from the time whose address is known. */
static enum rc write_nobody(struct cx *cx, const char *email)
{
    static const char token[] = "0000000000000000000000000000000000000000000";
    const struct user nobody = {.email = email, .first_name = ""};
    struct message message;
    TRY(letter_reset(cx, &nobody, token, &message));
    return outbox_remove(cx, message.id);
}

/* RC_NOT_FOUND, RC_RATE_LIMITED: nobody is to get a letter. */
static enum rc open_link(struct cx *cx, const char *email, struct user *user, const char **token)
{
    TRY(user_by_email(cx, email, user));
    return user->is_active ? reset_open(cx, user->id, token) : RC_NOT_FOUND;
}

enum rc recovery_begin(struct cx *cx, const char *email)
{
    struct user user;
    struct message message;
    const char *token;
    enum rc rc = open_link(cx, email, &user, &token);
    if (rc == RC_NOT_FOUND || rc == RC_RATE_LIMITED) {
        fault_clear(cx);
        return write_nobody(cx, email);
    }
    TRY(rc);
    return letter_reset(cx, &user, token, &message);
}

static enum rc find(struct cx *cx, const char *token, struct user *user)
{
    enum rc rc = reset_user(cx, token, user);
    return rc == RC_NOT_FOUND ? fault_set(cx, RC_INVALID, NULL, "Invalid or expired token") : rc;
}

enum rc recovery_finish(struct cx *cx, const char *token, const char *new_password)
{
    struct user user;
    TRY(find(cx, token, &user));
    TRY(password_check(cx, "new_password", new_password, user.email));
    const char *hash = password_hash(cx, new_password);
    TRY(db_begin(cx, cx->db, TX_WRITE));
    TRY(find(cx, token, &user)); /* used by somebody else meanwhile? */
    return person_set_password(cx, user.id, hash, NULL, NULL);
}
