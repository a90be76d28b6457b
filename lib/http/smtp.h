/* SPDX-License-Identifier: MIT
 *
 * Handing one letter to a mail server. The connection is safe before anything is said: smtps:// from its start, smtp:// by STARTTLS;
 * only a server on this machine that wants no login is spoken to in the open. */
#ifndef HTTP_SMTP_H
#define HTTP_SMTP_H

#include "base/cx.h"

struct smtp_letter {
    const char *server;   /* "smtp://user@host:587", "smtps://host" */
    const char *password; /* of the user; may be empty */
    const char *helo;     /* who we are: a host name */
    const char *from;     /* bare addresses of ASCII */
    const char *to;
    const char *text; /* RFC 5322, lines ending with CR LF */
    size_t len;
    int64_t total_ms; /* for everything */
};

/* True for what may stand in `server`. */
bool smtp_server_valid(const char *server);

/* RC_OK: the server took it. RC_INVALID: it refused this letter for good (5xx). RC_UNAVAILABLE: not this time: no connection, no
 * login, 4xx, no answer in time. The message names the host and what it said. */
enum rc smtp_send(struct cx *cx, const struct smtp_letter *letter);

#endif
