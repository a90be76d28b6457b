/* SPDX-License-Identifier: MIT
 *
 * The nginx configuration that fits the settings and the route table, rendered from nginx/nginx.conf.in. */
#ifndef CLI_NGINX_H
#define CLI_NGINX_H

#include <stdbool.h>

#include "base/arena.h"

/* Prints it, after making DATA/run, where nginx puts its sockets' neighbours. False after saying why on stderr. */
bool nginx_print(struct arena *arena);

/* ---- parts of it (nginx_listen.c), on the arena ---- */

/* Whether ::1 can be listened on. */
bool nginx_has_v6(void);
/* The lines for HTTPS and HTTP/2. */
const char *nginx_listen(struct arena *arena, bool is_default);
/* The lines that believe trusted_proxies. */
const char *nginx_real_ip(struct arena *arena);
/* The servers of http_redirect_port; `acme_folder` absolute or "". */
const char *nginx_redirect(struct arena *arena, const char *domain_pattern, const char *acme_folder);

#endif
