/* SPDX-License-Identifier: MIT
 *
 * The kinds of credentials that a request may come with: a row each, read by guard.c, dialect.c and the handlers that end a
 * session. Another kind is another row. There are no scopes: what a person may do, either kind may (contract, section 3), so
 * that nothing would ever be refused by them. The first kind that opens less than its person may (a key that only reads, a link to
 * one quote) brings them: a member here, what a route asks for where that is not the default in its row, and the comparison in
 * guard_permission(). */
#ifndef SERVE_CREDENTIAL_H
#define SERVE_CREDENTIAL_H

#include "auth/user.h"

struct credential_kind {
    const char *name;
    bool ambient; /* browsers send it by themselves, wherever a request comes from: the Origin must be this one, and signing out
                     takes it from the browser */
    /* Its secret in this request, or NULL. */
    const char *(*find)(struct cx *cx);
    /* Whose it is. RC_UNAUTHORIZED without a message: nobody's. *extend: it lives longer if it is told to (session.h). */
    enum rc (*user)(struct cx *cx, const char *secret, struct user *user, bool *extend);
};

/* What this request came with: the first row that has a secret, which goes to *secret (may be NULL). NULL: nothing. */
const struct credential_kind *credential_of(struct cx *cx, const char **secret);

/* Whether it came with something that only who sends it can have added: no Origin needs to be compared. */
bool credential_is_deliberate(struct cx *cx);

#endif
