/* SPDX-License-Identifier: MIT
 *
 * The nginx configuration that fits the settings and the route table, rendered from nginx/nginx.conf.in. */
#ifndef CLI_NGINX_H
#define CLI_NGINX_H

#include <stdbool.h>

#include "base/arena.h"

/* Prints it, after making DATA/run, where nginx puts its sockets' neighbours. False after saying why on stderr. */
bool nginx_print(struct arena *arena);

#endif
