/* SPDX-License-Identifier: MIT
 *
 * Processes: the prefork supervisor and the worker's event loop. */
#ifndef PROCESS_SERVER_H
#define PROCESS_SERVER_H

#include "fcgi/process/crew.h"

/* `visioncrm serve`: makes sockets DATA/run/api-N.sock, heavy.sock and slow.sock (0660), the shared rate table, forks
 * VISIONCRM_WORKERS api workers (one socket each), VISIONCRM_HEAVY_WORKERS heavy and VISIONCRM_SLOW_WORKERS slow workers (one
 * shared socket for each pool), and the courier, respawns with back-off, HUP lets the installed program take over with its own configuration and
 * workers, TERM/INT stops within `stop_wait_ms`. With a listening socket
 * on fd 0 (spawn-fcgi, mod_fcgid) it serves that alone, in this process. Returns the exit code. */
int supervisor_run(void);

/* One worker on a listening socket, until told to stop; returns its exit code. An api worker serves all its connections at
 * once and keeps them open; the others take one at a time. On fd 0 there is no supervisor to replace it, and ROLE_API serves
 * the routes of all pools. */
int worker_run(int listen_fd, enum role role);

#endif
