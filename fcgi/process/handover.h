/* SPDX-License-Identifier: MIT
 *
 * What outlives the supervisor's program: its listening sockets, its lock and its workers. They are handed on in two ways:
 * through exec, when a reload takes the installed program, and through systemd's file descriptor store, over a restart. */
#ifndef PROCESS_HANDOVER_H
#define PROCESS_HANDOVER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buf.h"

/* Takes what was handed to this process out of its environment. */
void handover_take(struct arena *arena);

/* The descriptor that was handed over under a name, close-on-exec and the caller's from now on; -1: none. */
int handover_fd(const char *name);
/* The next worker of the program before, and its name: it is a child of this process. 0: no more. */
pid_t handover_worker(const char **name);
/* Closes what nobody asked for. */
void handover_close(void);

/* Adds to what handover_exec() hands on. */
void handover_add_fd(struct buf *text, const char *name, int fd);
void handover_add_worker(struct buf *text, const char *name, pid_t pid);

/* Becomes `program serve` with what was collected. Comes back only when that fails, with errno. */
void handover_exec(const char *program, const struct buf *text);

/* True if a service manager listens (NOTIFY_SOCKET). It keeps what it is given over a restart. */
bool notify_wanted(void);
/* Sends it a state ("READY=1"), or a socket to keep under a name. Failures are logged. */
void notify_state(const char *state);
void notify_keep(const char *name, int fd);

#endif
