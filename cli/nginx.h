/* SPDX-License-Identifier: MIT
 *
 * The nginx configuration that fits the settings and the route table, rendered from nginx/nginx.conf.in. */
#ifndef CLI_NGINX_H
#define CLI_NGINX_H

#include <stdbool.h>

#include "base/arena.h"

/* Prints it, after making DATA/run, where nginx puts its sockets' neighbours. False after saying why on stderr. */
bool nginx_print(struct arena *arena);

/* A path made absolute, whether it exists or not. */
const char *nginx_absolute(struct arena *arena, const char *path);

/* ---- parts of it, on the arena: nginx_front.c ---- */

/* The setting `web`, absolute; where it says nothing and there is no such folder here, what stands beside the template: the built
 * front end, or the static files alone. */
const char *nginx_web_folder(struct arena *arena, const char *template);
/* Which addresses are pages of the front end, as rows of a map; without routes.txt in that folder all that could be. NULL after
 * saying on stderr what is wrong with that file. */
const char *nginx_front_pages(struct arena *arena, const char *web);

/* ---- nginx_listen.c ---- */

/* Whether ::1 can be listened on. */
bool nginx_has_v6(void);
/* The lines for HTTPS and HTTP/2. */
const char *nginx_listen(struct arena *arena, bool is_default);
/* The lines that believe trusted_proxies. */
const char *nginx_real_ip(struct arena *arena);
/* The servers of http_redirect_port; `acme_folder` absolute or "". */
const char *nginx_redirect(struct arena *arena, const char *domain_pattern, const char *acme_folder);

#endif
