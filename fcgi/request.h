/* SPDX-License-Identifier: MIT
 *
 * From FastCGI parameters to struct request. worker.c calls it for each request; request_query() and request_cookie(),
 * which handlers use, stand in http.h. */
#ifndef FCGI_REQUEST_H
#define FCGI_REQUEST_H

#include "fcgi/http.h"

/* Fills everything but the body from `params` ("NAME=value", NULL-terminated), copying what it keeps to the arena.
 * Returns the announced length of the body; 0 if none was announced. */
size_t request_from_params(struct request *request, struct arena *arena, const char *const *params);

#endif
