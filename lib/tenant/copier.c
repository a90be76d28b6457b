/* SPDX-License-Identifier: MIT
 *
 * The pipe holds ids of tenants, each written at once, so that they stay whole. */
#include "tenant/copier.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/log.h"
#include "base/sandbox.h"
#include "base/time.h"
#include "base/uuid.h"
#include "store/db.h"
#include "tenant/tenant.h"

enum {
    ID_LENGTH = 36,
    PIPE_BYTES = 8192, /* room for some two hundred */
    MANY = 50,         /* waiting: the disk does not follow */
};

static const char file_name[] = "/tenant.db";

static int ends[2] = {-1, -1}; /* of the pipe: to read, to write */

bool copier_open(void)
{
    return pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0 && fcntl(ends[1], F_SETPIPE_SZ, PIPE_BYTES) >= 0;
}

void copier_join(bool copies)
{
    int *other = copies ? &ends[1] : &ends[0];
    if (*other >= 0) {
        close(*other);
    }
    *other = -1;
}

bool copier_ask(const char *path)
{
    size_t tail = ID_LENGTH + strlen(file_name);
    size_t len = strlen(path);
    return ends[1] >= 0 && len > tail && strcmp(path + len - strlen(file_name), file_name) == 0 &&
           write(ends[1], path + len - tail, ID_LENGTH) == ID_LENGTH;
}

/* Opened each time: who keeps a file open keeps others from bringing it up to date. */
static enum rc copy(struct cx *cx, const char *id)
{
    const struct db_options options = {.migrate = false};
    struct db *db;
    TRY(db_open(cx, DB_TENANT, tenant_db_path(cx, id), &options, &db));
    enum rc rc = db_copy_log(cx, db);
    db_close(db);
    return rc;
}

static void copy_next(struct arena *arena)
{
    char id[ID_LENGTH + 1] = "";
    ssize_t len = read(ends[0], id, ID_LENGTH);
    if (len != ID_LENGTH || !uuid_valid(id)) {
        return; /* a signal came first */
    }
    struct cx cx;
    arena_reset(arena);
    cx_init(&cx, arena);
    enum rc rc = copy(&cx, id);
    if (rc != RC_OK && rc != RC_NOT_FOUND) { /* not found: deleted meanwhile */
        log_line(LOG_LEVEL_WARNING, "tenant %s: its log waits to be copied: %s", id,
                 cx.fault.message ? cx.fault.message : "its file cannot be used");
    }
    cx_end(&cx);
}

/* At most once a minute. */
static void tell_backlog(void)
{
    static int64_t again_us;
    int bytes = 0;
    int64_t now_us = time_monotonic_us();
    if (now_us >= again_us && ioctl(ends[0], FIONREAD, &bytes) == 0 && bytes >= MANY * ID_LENGTH) {
        log_line(LOG_LEVEL_WARNING, "%d long logs wait to be copied: the disk does not follow", bytes / ID_LENGTH);
        again_us = now_us + 60000000;
    }
}

int copier_run(const struct copier_watch *watch)
{
    struct pollfd named = {.fd = ends[0], .events = POLLIN};
    struct arena *arena = arena_new(0);
    sandbox_enter(SANDBOX_API);
    watch->rest();
    while (!watch->stop_asked()) {
        int ready = ppoll(&named, 1, NULL, watch->wait_mask);
        if (ready > 0 && !(named.revents & POLLIN)) {
            break; /* nobody is left who could ask */
        }
        if (ready > 0) {
            watch->busy(time_monotonic_us());
            copy_next(arena);
            tell_backlog();
            watch->rest();
            log_flush();
        }
    }
    arena_free(arena);
    return 0;
}
