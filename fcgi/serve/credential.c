/* SPDX-License-Identifier: MIT
 *
 * The table of credentials. */
#include "fcgi/serve/credential.h"

#include "auth/session.h"
#include "auth/token.h"
#include "fcgi/serve/http.h"
#include "tenant/tenant.h"

static const char *find_token(struct cx *cx)
{
    return request_bearer(cx);
}

static enum rc user_of_token(struct cx *cx, const char *secret, struct user *user, bool *extend)
{
    *extend = false;
    return token_user(cx, cx->tenant->id, secret, user);
}

static const char *find_session(struct cx *cx)
{
    return request_cookie(cx, SESSION_COOKIE);
}

static enum rc user_of_session(struct cx *cx, const char *secret, struct user *user, bool *extend)
{
    return session_user(cx, secret, user, NULL, extend);
}

/* A request with several counts as the first. */
static const struct credential_kind kinds[] = {
    {.name = "token", .ambient = false, .find = find_token, .user = user_of_token},
    {.name = "session", .ambient = true, .find = find_session, .user = user_of_session},
};

const struct credential_kind *credential_of(struct cx *cx, const char **secret)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const char *found = kinds[i].find(cx);
        if (found) {
            if (secret) {
                *secret = found;
            }
            return &kinds[i];
        }
    }
    return NULL;
}

bool credential_is_deliberate(struct cx *cx)
{
    const struct credential_kind *kind = credential_of(cx, NULL);
    return kind && !kind->ambient;
}
