/* SPDX-License-Identifier: MIT
 *
 * From FastCGI parameters to struct request. receive.c calls it for each request; request_query() and its kin, which
 * handlers use, stand in serve/http.h. */
#ifndef PROCESS_REQUEST_H
#define PROCESS_REQUEST_H

#include "fcgi/serve/http.h"

/* Fills everything but the body from `params` ("NAME=value", NULL-terminated), copying what it keeps to the arena.
 * Returns the announced length of the body; 0 if none was announced. */
size_t request_from_params(struct request *request, struct arena *arena, const char *const *params);

#endif
