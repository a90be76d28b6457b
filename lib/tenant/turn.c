/* SPDX-License-Identifier: MIT
 *
 * A lock file in the tenant's folder. */
#include "tenant/turn.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "tenant/tenant.h"

#define BUSY_RETRY_S 2

static void let_go(void *fd)
{
    if (*(int *)fd >= 0) {
        close(*(int *)fd);
    }
}

enum rc turn_take(struct cx *cx)
{
    int *fd = arena_alloc(cx->arena, sizeof *fd);
    const char *path = arena_printf(cx->arena, "%s/turn.lock", tenant_folder(cx, cx->tenant->id));
    *fd = -1;
    cx_defer(cx, let_go, fd);
    *fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (*fd < 0) {
        return fault_printf(cx, rc_of_errno(errno), NULL, "cannot open %s: %s", path, strerror(errno));
    }
    if (flock(*fd, LOCK_EX | LOCK_NB) == 0) {
        return RC_OK;
    }
    fault_set(cx, RC_UNAVAILABLE, "BUSY", "Another request of yours is at work: try again in a moment");
    cx->fault.retry_after_s = BUSY_RETRY_S;
    return RC_UNAVAILABLE;
}
