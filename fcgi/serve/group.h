/* SPDX-License-Identifier: MIT
 *
 * Group commit: writes of one tenant that are there at the same time share one transaction and its one wait for the disk. None
 * of them is answered before the COMMIT, and one that fails is the failing one's alone. Used by dispatch.c only, which gives
 * the two steps at the end: group.c decides when they are taken. */
#ifndef SERVE_GROUP_H
#define SERVE_GROUP_H

#include "fcgi/serve/exchange.h"

/* A write that may share its transaction. Those of the heavy pool take long or commit for themselves. */
bool group_takes(const struct exchange *exchange);

/* The open group goes on with this request: a write of its own tenant, while there is room and its first member has not waited
 * long. False too when no group is open. Asked before the request is served. */
bool group_joins(const struct service *service, const struct exchange *exchange);

/* It may be served and answered while the group stays open: a read, and not of the group's tenant. Asked before the request is
 * served, and whether it does once its route and file are known. */
bool group_may_pass(const struct service *service, const struct exchange *exchange);
bool group_passes(const struct service *service, const struct exchange *exchange);

/* Whose transaction is open; NULL: no group is. */
struct db *group_db(const struct service *service);

/* It wrote, and is answered with the others. */
void group_add(struct service *service, struct exchange *exchange);

/* Commits the open group, if there is one, and answers its members. False: it could not, and group_break() was called. */
bool group_settle(struct service *service);

/* Rolls the group's transaction back: each of its members is served once more, by itself. */
void group_break(struct service *service);

/* dispatch.c: the transaction is over, one way or the other: answers. */
void dispatch_finish(struct service *service, struct exchange *exchange, enum rc rc);

/* dispatch.c: serves it from the start. What was counted against its limits stays counted. */
void dispatch_again(struct service *service, struct exchange *exchange);

#endif
