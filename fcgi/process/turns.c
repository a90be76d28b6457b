/* SPDX-License-Identifier: MIT
 *
 * Turns are numbered; the lowest number is served first, and in it who came first. */
#include "fcgi/process/turns.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "fcgi/serve/exchange.h"

enum { TENANT_MAX = 64 }; /* a label of a host name, with its end */

static struct {
    struct conn *waiting[TURNS_MAX]; /* in the order in which they came */
    size_t count;
    int64_t now;             /* the turn of who was served last, */
    char tenant[TENANT_MAX]; /* and whose that was */
} turns;

static bool is_write(const struct request *request)
{
    return !str_eq(request->method, "GET") && !str_eq(request->method, "HEAD");
}

/* After those of its tenant that wait already, or with them: as many writes as share a commit. */
static int64_t turn_of(const struct conn *conn)
{
    const char *tenant = conn->exchange->request.tenant;
    int64_t last = str_eq(turns.tenant, tenant) ? turns.now : turns.now - 1;
    size_t writes = 0; /* in the last turn */
    for (size_t i = 0; i < turns.count; i++) {
        const struct conn *other = turns.waiting[i];
        if (other->turn >= last && str_eq(other->exchange->request.tenant, tenant)) {
            writes = other->writes ? (other->turn > last ? 0 : writes) + 1 : 0;
            last = other->turn;
        }
    }
    return conn->writes && writes > 0 && writes < GROUP_MAX ? last : last + 1;
}

static bool writes_of(const struct conn *conn, const char *tenant)
{
    return conn->writes && tenant && str_eq(conn->exchange->request.tenant, tenant);
}

static bool goes_before(const struct conn *conn, const struct conn *other, const char *writer)
{
    if (conn->turn != other->turn) {
        return conn->turn < other->turn;
    }
    if (conn->writes != other->writes) {
        return other->writes;
    }
    return writes_of(conn, writer) && !writes_of(other, writer);
}

size_t turns_waiting(void)
{
    return turns.count;
}

size_t turns_room(void)
{
    return TURNS_MAX - turns.count;
}

void turns_add(struct conn *conn)
{
    conn->writes = is_write(&conn->exchange->request);
    conn->turn = turn_of(conn);
    turns.waiting[turns.count++] = conn;
}

struct conn *turns_next(const char *writer)
{
    size_t next = 0;
    if (turns.count == 0) {
        return NULL;
    }
    for (size_t i = 1; i < turns.count; i++) {
        if (goes_before(turns.waiting[i], turns.waiting[next], writer)) {
            next = i;
        }
    }
    struct conn *conn = turns.waiting[next];
    turns.count--;
    memmove(turns.waiting + next, turns.waiting + next + 1, (turns.count - next) * sizeof *turns.waiting);
    turns.now = conn->turn;
    snprintf(turns.tenant, sizeof turns.tenant, "%s", conn->exchange->request.tenant);
    return conn;
}
