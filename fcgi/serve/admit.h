/* SPDX-License-Identifier: MIT
 *
 * What is checked of every request before its handler. Used by dispatch.c only. */
#ifndef SERVE_ADMIT_H
#define SERVE_ADMIT_H

#include "fcgi/serve/exchange.h"

/* Finds the request's route and opens the file of its tenant. */
enum rc admit_place(struct service *service, struct exchange *exchange);

/* Finds who asks, counts the request against its limit and checks permission, ids, query and media type. For a route that
 * reads, the transaction is open afterwards: credential and handler share one snapshot. */
enum rc admit_user(struct exchange *exchange);

#endif
