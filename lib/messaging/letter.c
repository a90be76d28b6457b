/* SPDX-License-Identifier: MIT
 *
 * The texts of letters, and the addresses in them. */
#include "messaging/letter.h"

#include "auth/reset.h"
#include "base/config.h"
#include "tenant/tenant.h"

/* "https://garage.visioncrm.localhost:8443" */
static const char *origin(struct cx *cx)
{
    int64_t port = config_int("https_port");
    const char *shown = port == 443 ? "" : arena_printf(cx->arena, ":%lld", (long long)port);
    return arena_printf(cx->arena, "https://%s.%s%s", cx->tenant->subdomain, config_get("domain"), shown);
}

enum rc letter_reset(struct cx *cx, const struct user *user, const char *token, struct message *message)
{
    const char *link = arena_printf(cx->arena, "%s/reset-password?token=%s", origin(cx), token);
    *message = (struct message){
        .channel = "email",
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
                             user->first_name, cx->tenant->name, RESET_MINUTES, link, user->first_name, cx->tenant->name,
                             RESET_MINUTES),
    };
    return outbox_add(cx, message);
}
