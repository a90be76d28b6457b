/* SPDX-License-Identifier: MIT
 *
 * The texts of letters, and the addresses in them. */
#include "people/letter.h"

#include "auth/reset.h"
#include "base/str.h"
#include "base/time.h"
#include "store/db.h"
#include "tenant/origin.h"
#include "tenant/plan.h"

#define NAME_MAX_CHARS 60

/* Letters of any language, blanks, and what stands between the parts of a name; a full stop only where no name of a host could
 * go on after it. */
static bool fits_name(uint32_t code, const char *next)
{
    if (code == '.') {
        return *next == ' ' || *next == '\0';
    }
    return code >= 0x80 || code == ' ' || code == '-' || code == '\'' || code == '&' || (code >= '0' && code <= '9') ||
           (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
}

/* A name as it may stand in a letter to a stranger: no address that a mail program makes a link of, no markup, not long. */
static const char *plain_name(struct cx *cx, const char *name)
{
    struct buf out;
    size_t characters = 0;
    buf_init(&out, cx->arena, 0);
    for (const char *at = name ? name : ""; *at && characters < NAME_MAX_CHARS; characters++) {
        const char *start = at;
        uint32_t code = utf8_next(&at);
        if (fits_name(code, at)) {
            buf_add(&out, start, (size_t)(at - start));
        } else if (out.len > 0 && out.data[out.len - 1] != ' ') {
            buf_char(&out, ' ');
        }
    }
    return str_trim(cx->arena, out.data);
}

static const char *link_to_password(struct cx *cx, const char *token)
{
    return arena_printf(cx->arena, "%s/reset-password?token=%s", tenant_origin(cx), token);
}

static enum rc check_quota(struct cx *cx)
{
    int64_t count = 0;
    TRY(db_int(cx, SQL_OUTBOX_INVITATIONS, ARGS(ARG_I("since", cx->now_ms - MS_PER_DAY)), &count));
    if (count < plan_of(cx->tenant)->invitations) {
        return RC_OK;
    }
    fault_printf(cx, RC_RATE_LIMITED, "MESSAGE_QUOTA_EXCEEDED",
                 "At most %lld invitations a day: give the account a password, or try again tomorrow",
                 (long long)plan_of(cx->tenant)->invitations);
    cx->fault.retry_after_s = 3600;
    return RC_RATE_LIMITED;
}

enum rc letter_invitation(struct cx *cx, const struct user *user, const char *token, struct message *message)
{
    TRY(check_quota(cx));
    const char *name = plain_name(cx, user->first_name);
    const char *tenant = plain_name(cx, cx->tenant->name);
    *message = (struct message){
        .channel = "email",
        .kind = "INVITATION",
        .recipient = user->email,
        .subject = "Votre accès – Your account",
        .secret = 1,
        .body =
            arena_printf(cx->arena,
                         "Bonjour %s,\n\n"
                         "Un compte a été ouvert pour vous chez %s. Pour choisir votre mot de passe, suivez ce lien dans les "
                         "%d minutes :\n\n%s\n\n"
                         "Si vous n'attendez rien de %s, ignorez ce message.\n\n"
                         "---\n\n"
                         "Hello %s,\n\n"
                         "An account has been opened for you at %s. To choose your password, follow the link above within %d "
                         "minutes.\n"
                         "If you expect nothing from %s, ignore this message.\n",
                         name, tenant, RESET_MINUTES, link_to_password(cx, token), tenant, name, tenant, RESET_MINUTES, tenant),
    };
    return outbox_add(cx, message);
}

enum rc letter_reset(struct cx *cx, const struct user *user, const char *token, struct message *message)
{
    const char *link = link_to_password(cx, token);
    const char *name = plain_name(cx, user->first_name);
    const char *tenant = plain_name(cx, cx->tenant->name);
    *message = (struct message){
        .channel = "email",
        .kind = "RESET",
        .recipient = user->email,
        .subject = "Votre mot de passe – Your password",
        .secret = 1,
        .body = arena_printf(cx->arena,
                             "Bonjour %s,\n\n"
                             "Pour choisir un nouveau mot de passe pour %s, suivez ce lien dans les %d minutes :\n\n%s\n\n"
                             "Si vous n'avez rien demandé, ignorez ce message : votre mot de passe reste inchangé.\n\n"
                             "---\n\n"
                             "Hello %s,\n\n"
                             "To choose a new password for %s, follow the link above within %d minutes.\n"
                             "If you did not ask for this, ignore this message: your password stays as it is.\n",
                             name, tenant, RESET_MINUTES, link, name, tenant, RESET_MINUTES),
    };
    return outbox_add(cx, message);
}
